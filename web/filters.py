"""How values are written on a page."""

import re
from datetime import date, datetime
from unicodedata import category

from flask import Flask
from markupsafe import Markup, escape

from indexer.hit import FoundPassage, Hit
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai, to_thai_in_prose
from thai.times import format_time


def thai(value: object) -> str:
    """Write in Thai digits."""
    return to_thai(str(value))


def prose(value: object) -> str:
    """Write a sentence in Thai digits; identifiers, addresses and file names stay as they are."""
    return to_thai_in_prose(str(value))


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


def by_name(value: object) -> str:
    """Write who acted by name alone: accounts' names are for those who look after accounts."""
    return re.sub(r" \([a-z0-9][a-z0-9._-]{1,31}\)\Z", "", str(value))


def clipped(value: object, most: int = 120) -> str:
    """Write a title of any length as a heading: at most about ``most`` letters, then …"""
    text = str(value)
    return text if len(text) <= most else f"{text[: _on_a_letter(text, most)].rstrip()} …"


def marked(passage: FoundPassage) -> Markup:
    """Write the piece of a passage that holds its first match, with all matches in <mark>.

    What was resolved is left to ``resolved``: if all matches stand in it, nothing is written here.
    """
    last = passage.resolution[0] if passage.resolution else len(passage.text)
    text = passage.text[:last].rstrip()
    before = [start for start, _ in passage.spans if start < len(text)]
    if passage.resolution and passage.spans and not before:
        return Markup("")
    return _with_marks(text, passage, _piece(text, before[0] if before else 0))


def resolved(passage: FoundPassage) -> Markup:
    """Write what a passage says was resolved, with matches in <mark>; "" if it says nothing."""
    if passage.resolution is None:
        return Markup("")
    start, end = passage.resolution
    first = next((a for a, b in passage.spans if start <= a < end), start)
    a, b = _piece(passage.text[start:end], first - start)
    return _with_marks(passage.text[:end], passage, (start + a, start + b), start)


def marked_words(hit: Hit) -> list[str]:
    """Return the different texts that are marked in a hit, to be marked again where it lies."""
    words = (passage.text[a:b][:MOST_WORD] for passage in hit.passages for a, b in passage.spans)
    return list(dict.fromkeys(" ".join(word.split()) for word in words))[:MOST_WORDS]


def _with_marks(
    text: str, passage: FoundPassage, piece: tuple[int, int], begins: int = 0
) -> Markup:
    start, end = piece
    within = ((max(a, start) - start, min(b, end) - start) for a, b in passage.spans)
    shown = with_marks(text[start:end], tuple((a, b) for a, b in within if a < b))
    before, after = "… " if start > begins else "", " …" if end < len(text) else ""
    return Markup("{}{}{}").format(before, shown, after)


MOST_WORDS, MOST_WORD = 8, 80  # in a link; letters of each
LEAD, PIECE = 90, 380  # letters shown before the first match, and in all


def _piece(text: str, match: int) -> tuple[int, int]:
    """Return where a piece of about PIECE letters begins and ends: at spaces, or whole letters."""
    if len(text) <= PIECE + LEAD:
        return 0, len(text)
    start = max(0, match - LEAD)
    if start:
        start = text.find(" ", start, start + LEAD // 2) + 1 or _on_a_letter(text, start)
    end = min(len(text), start + PIECE)
    if end < len(text):
        end = max(text.rfind(" ", start + PIECE // 2, end), 0) or _on_a_letter(text, end)
    return start, end


def _on_a_letter(text: str, place: int) -> int:
    while place < len(text) and (category(text[place]) == "Mn" or text[place] in "ะาำๅ"):
        place += 1
    return place


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
    for filter_ in (thai, prose, short, moment, by_name, clipped, marked, resolved, marked_words):
        app.add_template_filter(filter_)
