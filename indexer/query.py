"""What is asked: text turned into phrases, with the limits of where to look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from indexer.errors import QueryEmpty, QueryTooLong
from thai.booknumber import parse_book_number
from thai.dates import buddhist_year, format_date, parse_date
from thai.digits import to_thai
from thai.errors import CommonEraYear, Refused
from thai.text import normal

LENGTH_LIMIT = 1_000  # letters

_DAY = (
    r"\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{2,4}"
    r"|\d{1,2}\s*(?:เดือน\s*)?[ก-ฮ][ก-๎.]{1,12}\s*(?:พ\.?ศ\.?\s*)?\d{2,4}"
)
_BOOK = r"[ก-ฮ]{1,4}\.?\s*\d{4,6}(?:\.\d{1,4})*\s*/\s*(?:ว\s*\.?\s*)?\d{1,7}"
_CIRCULAR = r"ว\s*\.?\s*\d{1,7}"
_PIECE = re.compile(
    rf'[“”"](?P<quoted>[^“”"]*[^\W_][^“”"]*)[“”"]|(?<![\d/])(?P<day>{_DAY})(?![\d/])'
    rf"|(?<![ก-๎])(?P<book>{_BOOK})(?!\d)|(?<![ก-๎])(?P<circular>{_CIRCULAR})(?![\d/])"
    r"|(?P<plain>[^\s“”\"]+)"
)
_ASKING = re.compile(
    "ใคร|อะไร|ที่ไหน|ที่ใด|แห่งใด|เมื่อใด|เมื่อไร|เมื่อไหร่|เท่าไร|เท่าไหร่|เท่าใด|อย่างไร|ยังไง|ทำไม|(?<!เ)กี่|ไหม|หรือไม่|"
    "คนใด|ปีใด|ใด$|ไหน$|\\?"
)
_SEVERAL = 3  # phrases from which a query is a description, not a keyword
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Phrase:
    """One thing to be contained, in the normal form.

    Any of ``forms`` will do; every one of ``needles`` is in each form, so it can be looked for
    first. With ``whole`` a form does not begin or end inside a longer figure, with ``apart`` it
    does not begin inside a word either. A record of the day ``on`` counts as containing it.
    """

    text: str
    forms: tuple[str, ...]
    needles: tuple[str, ...]
    whole: bool = False
    apart: bool = False
    on: date | None = None

    @classmethod
    def plain(cls, text: str) -> "Phrase":
        """A phrase that is looked for as it stands."""
        return cls(text, (text,), (text,))

    def bordered(self, forms: str) -> str:
        """Return an expression of some forms with the borders that this phrase asks for."""
        word = "ก-๎" if self.apart else ""
        return rf"(?<![0-9{word}])(?:{forms})(?![0-9])" if self.whole else forms


@dataclass(frozen=True)
class Query:
    """A question to the index; ``access`` None means that every label may be seen."""

    text: str
    phrases: tuple[Phrase, ...]
    year: int | None = None
    category: str | None = None
    type: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    access: frozenset[str] | None = None
    limit: int = 10
    offset: int = 0
    original: str = field(default="", compare=False)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        year: int | None = None,
        category: str | None = None,
        type: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        access: frozenset[str] | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> "Query":
        """Read what a person typed. Raises ``QueryEmpty`` or ``QueryTooLong``.

        White space divides phrases, quotation marks keep one together; a day or a letter's number
        is one phrase however it is written. ``year`` is the Buddhist year of the record id.
        """
        if len(text) > LENGTH_LIMIT:
            raise QueryTooLong(length=to_thai(f"{len(text):,}"), limit=to_thai(f"{LENGTH_LIMIT:,}"))
        folded = normal(text)
        phrases = tuple(dict.fromkeys(_phrases(folded)))
        if not phrases:
            raise QueryEmpty
        return cls(
            folded, phrases, year, category, type, date_from, date_to, access, limit, offset, text
        )

    @property
    def has_limits(self) -> bool:
        """Whether anything but the words and the right to see limits where to look."""
        limits = (self.year, self.category, self.type, self.date_from, self.date_to)
        return any(limit is not None for limit in limits)

    @property
    def is_description(self) -> bool:
        """Whether near misses help although something was found: a question or several words."""
        asking = len(self.phrases) > 1 and _ASKING.search(self.text) is not None
        return asking or len(self.phrases) >= _SEVERAL


def _phrases(folded: str) -> Iterator[Phrase]:
    for piece in _PIECE.finditer(folded):
        text = next(part for part in piece.groups() if part is not None).strip()
        if special := _special(piece.lastgroup, text):
            yield special
        elif piece["quoted"]:
            yield Phrase.plain(text)
        else:
            yield from map(Phrase.plain, filter(_LETTER.search, text.split()))


def _special(kind: str | None, text: str) -> Phrase | None:
    """What has many ways of being written: a day, a letter's number, the end of a circular's."""
    match kind:
        case "day":
            return _day(text)
        case "book":
            return _book(text)
        case "circular":
            return _circular(text)
    return None


def _day(text: str) -> Phrase | None:
    """All ways a day is printed, if it is one; a common-era year counts as its Buddhist one."""
    try:
        on = parse_date(text)
    except CommonEraYear as error:
        on = error.offered
    except Refused:
        return None
    year = buddhist_year(on)
    written = [
        normal(format_date(on, "letter", "arabic")),
        normal(format_date(on, "order", "arabic")),
        normal(format_date(on, "short", "arabic")),
        normal(format_date(on, "shortest", "arabic")),
    ]
    for day, month, sign in product(
        {f"{on.day}", f"{on.day:02}"}, {f"{on.month}", f"{on.month:02}"}, "/-"
    ):
        written += [f"{day}{sign}{month}{sign}{year}", f"{day}{sign}{month}{sign}{year % 100:02}"]
    return Phrase(
        text, tuple(dict.fromkeys((*written, text))), (f"{year % 100:02}",), whole=True, on=on
    )


_MARKS = ("ว ", "ว", "ว.", "ว. ")


def _circular(text: str) -> Phrase:
    """A circular's mark and number without the code before it: ว 145, ว145, ว.145."""
    figures = text.lstrip("ว. ")
    forms = tuple(mark + figures for mark in _MARKS)
    return Phrase(text, forms, (figures, "ว"), whole=True, apart=True)


def _book(text: str) -> Phrase | None:
    """A letter's number with every habit of spaces: ศธ 04999/ว 12, ศธ04999/ว12 …"""
    try:
        number = parse_book_number(text)
    except Refused:
        return None
    letters, _, figures = number.code.rpartition(" ")
    mark = _MARKS if number.circular else ("",)
    forms = (
        f"{letters}{after}{figures}{before}/{gap}{circular}{number.number}"
        for after, before, gap, circular in product((" ", ""), ("", " "), ("", " "), mark)
    )
    found = tuple(dict.fromkeys((*(normal(form) for form in forms), text)))
    return Phrase(text, found, (figures, str(number.number)), whole=True)
