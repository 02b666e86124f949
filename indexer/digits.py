"""Puts the digits that the net saw into a line that Tesseract read.

Tesseract has half of the Thai digits not at all and takes them for others or for letters; the net
knows nothing but digits and takes a letter for one now and then. So the net is believed about a
digit, except where Tesseract is sure of a Thai letter in the midst of a word. A digit of which the
net is unsure stands in the text and is named, so that a person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.digit_net import Sign
from indexer.ocr import Letter

THAI = "๐๑๒๓๔๕๖๗๘๙"
FIGURES = THAI + "0123456789"
SEEN_AS = FIGURES + "/"
SURE = 0.9  # of a digit; what is below is asked for
SEEN = 0.5  # of a digit at all; below, Tesseract is left alone
TRUSTED = 0.97  # of a digit where Tesseract is sure of a letter
READ = 0.8  # of a letter of which Tesseract is sure
DOUBTFUL = 0.82  # of a letter; what is below is asked for
DOUBLE = 1.7  # times the width of the line's digits: of 2,588 one was as wide, and it was two
REACH = 0.75  # of a digit's width: how far Tesseract misplaces a digit
CORE = 0.6  # of a digit's width is what the net calls the digit
APART, BESIDE = 0.6, 0.4  # of a digit's width: wider gaps to a digit, to another letter, are spaces


@dataclass(frozen=True)
class Mended:
    """A line's letters in their order, and the numbers of those that are unsure."""

    letters: tuple[Letter, ...]
    unsure: tuple[int, ...]


def mended(letters: Sequence[Letter], seen: Sequence[Sign]) -> Mended:
    """Replace what Tesseract made of digits by what the net saw in the same place."""
    read = [letter for letter in letters if letter.text != " "]
    blanks = [_middle(letter) for letter in letters if letter.text == " "]
    digits = _whole([sign for sign in seen if sign.text in SEEN_AS and sign.sure >= SEEN])
    gone, put = set[int](), list[Letter]()
    for number, digit in enumerate(digits):
        under = [n for n, letter in enumerate(read) if _covers(digit, letter)]
        beside = digits[max(0, number - 1) : number] + digits[number + 1 : number + 2]
        if _believed(digit, under, beside, read, blanks):
            gone.update(under)
            put.append(digit)
    kept = [letter for n, letter in enumerate(read) if n not in gone]
    known = {id(each) for each in put}
    pointed = _pointed(_merged(kept, put), known, [sign for sign in seen if sign.text == "."])
    whole = _spaced(pointed, known, blanks)
    unsure = (n for n, each in enumerate(whole) if _is_unsure(each, known))
    return Mended(tuple(whole), tuple(unsure))


def _merged(letters: list[Letter], digits: list[Letter]) -> list[Letter]:
    """Put digits among letters that stay in their order, whose places are only about right."""
    found = list[tuple[int, int, Letter]]((2 * n + 1, n, each) for n, each in enumerate(letters))
    for digit in digits:
        before = sum(_middle(letter) < _middle(digit) for letter in letters)
        found.append((2 * before, round(digit.left * 10), digit))
    return [each for _, _, each in sorted(found, key=lambda item: item[:2])]


def _pointed(letters: list[Letter], known: set[int], points: list[Sign]) -> list[Letter]:
    """Put a point that the net saw between two digits, which Tesseract loses (๐๐๑๘.๑)."""
    found = letters[:1]
    for before, after in _neighbours(letters):
        if {id(before), id(after)} <= known and before.text != "/" != after.text:
            found += [
                Letter(".", before.right, after.left, point.sure)
                for point in points
                if point.sure >= SEEN and _middle(before) < point.middle < _middle(after)
            ][:1]
        found.append(after)
    return found


def _neighbours(letters: Sequence[Letter]) -> list[tuple[Letter, Letter]]:
    return list(pairwise(letters))


def _whole(signs: Sequence[Sign]) -> list[Letter]:
    """Return signs with their whole width, of which the net tells the core, alike in a line.

    One that is as wide as two may be two of a kind (๑๑): it is unsure.
    """
    middle = median(sign.right - sign.left for sign in signs) if signs else 0.0
    usual = middle / CORE / 2
    halves = (min(usual * 1.3, max(usual * 0.8, (s.right - s.left) / CORE / 2)) for s in signs)
    return [
        Letter(sign.text, sign.middle - half, sign.middle + half, _one(sign, middle))
        for sign, half in zip(signs, halves, strict=True)
    ]


def _one(sign: Sign, usual: float) -> float:
    """Return how sure it is that a sign is this one, and only one."""
    return sign.sure if sign.right - sign.left < DOUBLE * usual else min(sign.sure, SURE - 0.1)


def _middle(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _covers(digit: Letter, letter: Letter) -> bool:
    """Whether a letter of Tesseract's stands where the net saw a digit."""
    apart = abs(_middle(letter) - _middle(digit))
    if letter.text in SEEN_AS:
        return apart < REACH * (digit.right - digit.left)
    inside = digit.left <= _middle(letter) <= digit.right
    return inside or (not _is_thai(letter) and letter.left <= _middle(digit) <= letter.right)


def _is_thai(letter: Letter) -> bool:
    return "ก" <= letter.text <= "๎"


def _believed(
    digit: Letter,
    under: list[int],
    beside: list[Letter],
    read: list[Letter],
    blanks: list[float],
) -> bool:
    """Whether the net is right: in the midst of a Thai word, where Tesseract is sure, it is not."""
    if digit.text == "/" and (digit.sure < SURE or not beside):
        return False
    if under and not any(_is_thai(read[n]) and read[n].sure >= READ for n in under):
        return True
    wide = digit.right - digit.left
    if digit.sure >= TRUSTED and any(
        each.sure >= TRUSTED and abs(_middle(each) - _middle(digit)) < 1.5 * wide for each in beside
    ):
        return True
    others = [letter for n, letter in enumerate(read) if n not in under]
    before = [(each, digit) for each in others if _middle(each) < digit.left][-1:]
    after = [(digit, each) for each in others if _middle(each) > digit.right][:1]
    glued = (
        _is_thai(left if right is digit else right)
        and right.left - left.right < BESIDE * wide
        and not any(_middle(left) < blank < _middle(right) for blank in blanks)
        for left, right in (*before, *after)
    )
    return digit.sure >= TRUSTED and not any(glued)


def _spaced(letters: list[Letter], put: set[int], blanks: list[float]) -> list[Letter]:
    """Put the spaces back: Tesseract's, and by the gap beside a digit."""
    found = letters[:1]
    for before, after in _neighbours(letters):
        digits = [each for each in (before, after) if id(each) in put]
        told = any(_middle(before) < blank < _middle(after) for blank in blanks)
        if (told and len(digits) < 2) or (digits and _apart(before, after, digits)):
            found.append(Letter(" ", before.right, after.left, 1.0))
        found.append(after)
    return found


def _apart(before: Letter, after: Letter, digits: list[Letter]) -> bool:
    wide = max(digit.right - digit.left for digit in digits)
    return after.left - before.right > (APART if len(digits) == 2 else BESIDE) * wide


def _is_unsure(letter: Letter, known: set[int]) -> bool:
    """Whether the net is unsure of a digit, or has not seen what Tesseract took for one.

    A letter is unsure where Tesseract is.
    """
    if letter.text in FIGURES:
        return letter.sure < SURE or id(letter) not in known
    return letter.text not in " ." and letter.sure < DOUBTFUL
