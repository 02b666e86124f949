"""How values print in a document: dates, numbers, amounts, paragraphs, and the digits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from templates.fields import Verbatim
from thai.dates import DateStyle, format_date
from thai.digits import Digits, to_arabic, to_thai, to_thai_in_prose
from thai.money import baht_text, format_amount, parse_amount
from thai.times import format_time

PEN = "\u00a0" * 8
"""Room to write a number or a day by hand."""

_INSIDE_A_PHONE_NUMBER = re.compile(
    "(?<=[0-9๐-๙]) (?=[0-9๐-๙]{4}(?![0-9๐-๙]))|(?<=โทร[.]) (?=[0-9๐-๙])"
)

STYLES: tuple[DateStyle, ...] = ("letter", "order", "weekday", "short", "shortest", "month")


@dataclass(frozen=True)
class BlankDay:
    """A date whose day is written by hand when it is signed: prints the month and the year.

    ``around`` sets a mark around what is printed of it (``templates/marked_places.py``).
    """

    date: date
    around: Callable[[str, DateStyle], str] | None = None


class Number(dict[str, Any]):
    """A number with its parts (``number.seq``) that prints as it is written (``๑๐/๒๕๖๙``)."""

    def __init__(self, text: str, /, **parts: Any) -> None:
        self.text = text
        super().__init__(parts)

    def __reduce__(self) -> tuple[Any, ...]:
        return _number, (self.text, dict(self))


def _number(text: str, parts: Mapping[str, Any]) -> Number:
    return Number(text, **parts)


def finisher(digits: Digits) -> Callable[[Any], Any]:
    """Give the function that every printed value goes through, last of all."""
    thai = digits == "thai"

    def finish(value: Any) -> Any:
        """Print one value: dates in full, nothing for None, digits as the document has them."""
        if isinstance(value, Undefined | Verbatim):
            return value
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, date | BlankDay):
            value = dated(value, "letter", digits)
        elif isinstance(value, time):
            value = format_time(value, digits)
        elif isinstance(value, Decimal):
            value = format_amount(value, digits)
        elif isinstance(value, Number):
            value = value.text
        elif isinstance(value, Mapping):
            value = value.get("name", "")
        elif isinstance(value, list | tuple):
            value = " ".join(str(finish(one)) for one in value)
        text = _INSIDE_A_PHONE_NUMBER.sub("\u00a0", str(value))
        return to_thai_in_prose(text) if thai else to_arabic(text)

    return finish


def dated(value: date | BlankDay, style: DateStyle, digits: Digits) -> str:
    """Write a date in one of ``thai.dates``' styles; a blank day leaves room for a pen."""
    if isinstance(value, BlankDay):
        text = re.sub(r"^[0-9๐-๙]+", PEN, format_date(value.date, style, digits))
        return value.around(text, style) if value.around else text
    return format_date(value, style, digits)


def filters(finish: Callable[[Any], Any], digits: Digits) -> dict[str, Callable[..., Any]]:
    """Give the filters of our own by name; a missing answer passes through them as it is."""

    def dates(style: DateStyle) -> Callable[[Any], Any]:
        def write(value: Any) -> Any:
            return dated(value, style, digits) if isinstance(value, date | BlankDay) else value

        return write

    def paragraphs(value: Any) -> Any:
        """Give each line, and each text of a list, a paragraph of its own in the same style."""
        texts = value if isinstance(value, list | tuple) else [value]
        lines = (line.strip() for text in texts for line in str(finish(text)).split("\n"))
        return Verbatim("\a".join(line for line in lines if line))

    return {
        **{style: dates(style) for style in STYLES},
        "thai": _told(lambda value: Verbatim(to_thai(str(finish(value))))),
        "arabic": _told(lambda value: Verbatim(to_arabic(str(finish(value))))),
        "money": _told(lambda value: _of_amount(value, lambda n: format_amount(n, digits))),
        "baht": _told(lambda value: _of_amount(value, baht_text)),
        "figure": figure,
        "paragraphs": _told(paragraphs),
    }


def figure(value: Any) -> Any:
    """Set a table's amounts in groups of thousands; years, codes and words stay."""
    if not re.fullmatch(r"-?\d{4,}\.\d+|-?\d{5,}", str(value)):
        return value
    whole, point, fraction = str(value).partition(".")
    return f"{int(whole):,}{point}{fraction}"


def _told(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a missing answer pass, and write any other."""
    return lambda value: value if isinstance(value, Undefined) else write(value)


def _of_amount(value: Any, write: Callable[[Decimal], str]) -> str:
    if value is None or value == "":
        return ""
    return write(value if isinstance(value, Decimal) else parse_amount(str(value)))
