"""Sorting as the Royal Institute's dictionary sorts."""

import re

from thai.digits import to_arabic
from thai.text import clean

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_LETTER = re.compile("(\\d{1,18}|[^\u0e47-\u0e4e])([\u0e47-\u0e4e]*)", re.ASCII | re.S)

SortKey = tuple[tuple[tuple[int, int], ...], tuple[str, ...], str]


def sort_key(text: str) -> SortKey:
    """A key for `sorted`, a total order: only equal texts have equal keys.

    Consonants decide before the vowels that stand in front of them; tone marks, ็ and ์ only where
    all else is equal; figures by their value, in either digits, and before letters.
    """
    folded = _LEADING_VOWEL.sub(r"\2\1", to_arabic(clean(text)).lower())
    letters = _LETTER.findall(folded)
    return (
        tuple(_weight(letter) for letter, _ in letters),
        tuple(marks for _, marks in letters),
        text,
    )


def text_key(text: str) -> str:
    """Spell the dictionary's order of letters so that a plain order of texts gives it."""
    return "".join(f"{kind}{min(weight, 0xFFFFFF):06x}" for kind, weight in sort_key(text)[0])


def _weight(letter: str) -> tuple[int, int]:
    if letter[0] in "0123456789":
        return 1, int(letter)
    return (2 if letter.isalpha() or "\u0e30" <= letter <= "\u0e46" else 0), ord(letter)
