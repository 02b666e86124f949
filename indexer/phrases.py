"""What is looked for: a phrase in all the spellings that count as the same."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from thai.booknumber import parse_book_number
from thai.dates import buddhist_year, format_date, parse_date
from thai.errors import CommonEraYear, Refused
from thai.text import normal

DAY = (
    r"\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{2,4}"
    r"|\d{1,2}\s*(?:เดือน\s*)?[ก-ฮ][ก-๎.]{1,12}\s*(?:พ\.?ศ\.?\s*)?\d{2,4}"
)
BOOK = (
    r"(?:[ก-ฮ]{1,4}\.?\s*\d{4,6}(?:\.\d{1,4})*\s*/\s*(?:ว\s*\.?\s*)?|"
    r"\d{4,6}(?:\.\d{1,4})*\s*/\s*ว\s*\.?\s*)\d{1,7}"
)
CIRCULAR = r"ว\s*\.?\s*\d{1,7}"
OF_YEAR = r"\d{1,6}\s*/\s*(?:2[45]\d\d|[5-9]\d)"
_MARKS = ("ว ", "ว", "ว.", "ว. ")


@dataclass(frozen=True)
class Phrase:
    """One thing to be contained, in the normal form.

    Any of ``forms`` will do; every one of ``needles`` is in each form, so it can be looked for
    first. Letters of the class ``before`` may not stand right before a form, ``after`` not right
    after it. A record of the day ``on`` counts as containing it. ``number`` is set on what may be
    an official number or the end of one, written closely.
    """

    text: str
    forms: tuple[str, ...]
    needles: tuple[str, ...]
    before: str = ""
    after: str = ""
    on: date | None = None
    number: str = ""

    @classmethod
    def plain(cls, text: str) -> "Phrase":
        """A phrase that is looked for as it stands; amounts in it with their commas or without."""
        number = close(text) if _FIGURES.fullmatch(text) else ""
        if not _AMOUNT.search(text):
            return cls(text, (text,), (text,), number=number)
        bare = _AMOUNT.sub(lambda amount: amount.group().replace(",", ""), text)
        parted = _AMOUNT.sub(lambda amount: f"{int(amount.group().replace(',', '')):,}", text)
        needles = tuple(filter(None, dict.fromkeys(parted.split(","))))
        return cls(text, tuple(dict.fromkeys((text, bare, parted))), needles, number=number)

    @classmethod
    def number_of(cls, text: str) -> "Phrase":
        """An official number or a piece of one, with every habit of writing it."""
        if re.fullmatch(BOOK, text) and (found := book(text)):
            return found
        if re.fullmatch(CIRCULAR, text):
            return circular(text)
        if re.fullmatch(OF_YEAR, text):
            return of_year(text)
        return replace(cls.plain(text), number=close(text))

    @property
    def is_plain(self) -> bool:
        """Whether containing the needles is all that is asked."""
        return self.forms == self.needles and not (self.before or self.after)

    def bordered(self, forms: str) -> str:
        """Return an expression of some forms with the borders that this phrase asks for."""
        before = f"(?<![{self.before}])" if self.before else ""
        after = f"(?![{self.after}])" if self.after else ""
        return f"{before}(?:{forms}){after}"


_FIGURES = re.compile(r"\d[\d./]{0,20}")
_AMOUNT = re.compile(
    r"(?<![a-z\d./,-])(?:[1-9]\d{0,2}(?:,\d{3})+|(?!2[45]\d\d(?!\d))[1-9]\d{3,11})(?![\d/-]|[.,]\d{3})"
)
_DIGIT, _LATIN, _THAI = "0-9", "0-9a-z", "0-9ก-๎"


def close(number: str) -> str:
    """Write an official number without spaces and without the point of ว."""
    return re.sub(r"\s|(?<=ว)\.", "", number)


def day(text: str) -> Phrase | None:
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
    for number, month, sign in product(
        {f"{on.day}", f"{on.day:02}"}, {f"{on.month}", f"{on.month:02}"}, "/-"
    ):
        written += [
            f"{number}{sign}{month}{sign}{year}",
            f"{number}{sign}{month}{sign}{year % 100:02}",
        ]
    forms = tuple(dict.fromkeys((*written, text)))
    return Phrase(text, forms, (f"{year % 100:02}",), _DIGIT, _DIGIT, on)


def circular(text: str) -> Phrase:
    """A circular's mark and number without the code before it: ว 145, ว145, ว.145."""
    figures = text.lstrip("ว. ")
    forms = tuple(mark + figures for mark in _MARKS)
    return Phrase(text, forms, (figures, "ว"), _THAI, _DIGIT, number=f"ว{figures}")


def book(text: str) -> Phrase | None:
    """A letter's number with every habit of spaces: ศธ 04999/ว 12, ศธ04999/ว12, 04999/ว 12 …"""
    bare = text[0].isdigit()
    try:
        number = parse_book_number(f"ก {text}" if bare else text)
    except Refused:
        return None
    letters, _, figures = number.code.rpartition(" ")
    mark = _MARKS if number.circular else ("",)
    written = (
        f"{before}{figures}{after}/{gap}{sign}{number.number}"
        for before, after, gap, sign in product(
            ("",) if bare else (f"{letters} ", letters), ("", " "), ("", " "), mark
        )
    )
    forms = tuple(dict.fromkeys((*(normal(form) for form in written), text)))
    return Phrase(text, forms, (figures, str(number.number)), _DIGIT, _DIGIT, number=close(text))


def of_year(text: str) -> Phrase:
    """The number of an order or a meeting, with the year's first two digits or without."""
    number, _, year = close(text).partition("/")
    full, short = (year, year[2:]) if len(year) == 4 else (f"25{year}", year)
    forms = dict.fromkeys((f"{number}/{full}", f"{number} / {full}", f"{number}/{short}", text))
    return Phrase(
        text, tuple(forms), (number, short), _DIGIT, _DIGIT, number=f"{int(number)}/{full}"
    )


def beginning(text: str) -> Phrase:
    """What begins with a text: a word of Latin letters, a figure, or a syllable of Thai."""
    before = _LATIN if re.match("[0-9a-z]", text) else "เแโใไ"
    return Phrase(text, (text,), (text,), before)
