"""Puts the digits that the net saw into a line that Tesseract read.

Tesseract has half of the Thai digits not at all and takes them for others or for letters; the net
knows nothing but digits and takes a letter for one now and then. So the net is believed about a
digit, except where Tesseract is sure of a Thai letter in the midst of a word. A digit of which the
net is unsure stands in the text and is named, so that a person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.digit_net import Sign
from indexer.ocr import Letter

THAI = "๐๑๒๓๔๕๖๗๘๙"
FIGURES = THAI + "0123456789"
SURE = 0.9  # of a digit; what is below is asked for
SEEN = 0.5  # of a digit at all; below, Tesseract is left alone
TRUSTED = 0.97  # of a digit where Tesseract is sure of a letter
READ = 0.9  # of a letter of which Tesseract is sure
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
    spaces = {id(after) for before, after in _neighbours(letters) if before.text == " "}
    blanks = [_middle(letter) for letter in letters if letter.text == " "]
    gone, put = set[int](), list[Letter]()
    for sign in seen:
        if sign.text in FIGURES and sign.sure >= SEEN:
            digit = _whole(sign)
            under = [n for n, letter in enumerate(read) if _covers(digit, letter)]
            if _believed(digit, under, read, spaces):
                gone.update(under)
                put.append(digit)
    kept = [letter for n, letter in enumerate(read) if n not in gone]
    whole = _spaced(sorted([*kept, *put], key=_middle), {id(each) for each in put}, blanks)
    return Mended(tuple(whole), tuple(n for n, each in enumerate(whole) if _is_unsure(each)))


def _neighbours(letters: Sequence[Letter]) -> list[tuple[Letter, Letter]]:
    return list(pairwise(letters))


def _whole(sign: Sign) -> Letter:
    """Return a sign with its whole width, of which the net tells the core."""
    half = (sign.right - sign.left) / CORE / 2
    return Letter(sign.text, sign.middle - half, sign.middle + half, sign.sure)


def _middle(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _covers(digit: Letter, letter: Letter) -> bool:
    """Whether a letter of Tesseract's stands where the net saw a digit."""
    inside = digit.left <= _middle(letter) <= digit.right
    return inside or (not _is_thai(letter) and letter.left <= _middle(digit) <= letter.right)


def _is_thai(letter: Letter) -> bool:
    return "ก" <= letter.text <= "๎"


def _believed(digit: Letter, under: list[int], read: list[Letter], spaces: set[int]) -> bool:
    if not any(_is_thai(read[n]) and read[n].sure >= READ for n in under):
        return True
    before, after = min(under) - 1, max(under) + 1
    alone = before < 0 or id(read[min(under)]) in spaces or not _is_thai(read[before])
    ends = after >= len(read) or id(read[after]) in spaces or not _is_thai(read[after])
    return digit.sure >= TRUSTED and alone and ends


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


def _is_unsure(letter: Letter) -> bool:
    return letter.text in FIGURES and letter.sure < SURE
