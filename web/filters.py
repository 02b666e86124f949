"""How values are written on a page."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from indexer.hit import Hit
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai
from thai.times import format_time


def thai(value: object) -> str:
    """Write in Thai digits."""
    return to_thai(str(value))


def short(value: date | str | None) -> str:
    """Write a day as ๒๒ พ.ย. ๒๕๖๙; a moment or ISO text is taken as its day in Bangkok."""
    day = _in_bangkok(value)
    return format_date(day.date() if isinstance(day, datetime) else day, "short") if day else ""


def moment(value: datetime | str | None) -> str:
    """Write a moment as ๒๒ พ.ย. ๒๕๖๙ ๑๔.๐๕ น. in Bangkok."""
    at = _in_bangkok(value)
    if not isinstance(at, datetime):
        return short(at)
    return f"{short(at)} {format_time(at.time(), 'thai')}"


def _in_bangkok(value: date | str | None) -> date | datetime | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if value else None
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(BANGKOK)
    return value


def marked(hit: Hit) -> Markup:
    """Write a passage with its matches in <mark>."""
    return with_marks(hit.passage, hit.spans)


def with_marks(text: str, spans: tuple[tuple[int, int], ...]) -> Markup:
    """Write text with spans in <mark>; everything is escaped."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [escape(text[end:start]), Markup("<mark>"), escape(text[start:stop])]
        parts.append(Markup("</mark>"))
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


def add_to(app: Flask) -> None:
    """Make the filters known to the pages."""
    for filter_ in (thai, short, moment, marked):
        app.add_template_filter(filter_)
