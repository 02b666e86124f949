"""Recognises a letter: which kind it is by its head, and each part by where that kind has it."""

import re
from collections.abc import Sequence

from indexer.pages import Page
from indexer.recognition import labels, parts
from indexer.recognition.field import Field, Kind, Name, Recognised
from indexer.recognition.figures import DAY, date_in, number_in
from indexer.recognition.sheet import Row, Sheet, said
from thai.digits import to_arabic

LABELLED, ALONE = 0.97, 0.85  # how sure what stands behind its label is, and what stands alone
_TOP = 8  # rows in which a paper says what it is
_KINDS: tuple[tuple[Kind, re.Pattern[str], str, float], ...] = (
    ("memo", labels.MEMO, "top", 0.98),
    ("minutes", labels.MINUTES, "top", 0.95),
    ("certificate", labels.CERTIFICATE, "head", 0.95),
    ("order", labels.ORDER, "top", 0.95),
    ("announcement", labels.NOTICE, "top", 0.95),
    ("memo", labels.UNIT, "top", 0.8),
    ("external", labels.GREETING, "head", 0.95),
    ("stamped", labels.ADDRESSEE, "head", 0.9),
)
"""What a paper is known by, the first that is found, and how sure that makes it."""
_DATED = re.compile(rf"(?:{labels.loosely('วันที่')}\s*)?{DAY.pattern}")
_SPEEDS = ("ด่วนที่สุด", "ด่วนมาก", "ด่วน")
_SECRECIES = ("ลับที่สุด", "ลับมาก", "ลับ")


def recognise(pages: Sequence[Page]) -> Recognised:
    """Return what a letter says about itself; a paper that is no letter has kind "other"."""
    sheet = Sheet.of(pages)
    if not sheet.rows:
        return Recognised("other", 0.0)
    kind, sure = _kind(sheet)
    fields: dict[Name, Field | None] = {
        "number": _number(sheet, kind),
        "date": _date(sheet, kind),
        "from": _from(sheet, kind),
        "to": _to(sheet, kind),
        "subject": _subject(sheet, kind),
        "references": parts.items(parts.listed(sheet, labels.REFERENCES)),
        "enclosures": parts.items(parts.listed(sheet, labels.ENCLOSURES)),
        "speed": _stamp(sheet, labels.SPEED, _SPEEDS),
        "secrecy": _stamp(sheet, labels.SECRECY, _SECRECIES),
    }
    signed = parts.signer(sheet)
    if signed:
        fields["signer"], fields["post"] = signed
    return Recognised(kind, sure, {name: found for name, found in fields.items() if found})


def _kind(sheet: Sheet) -> tuple[Kind, float]:
    top = [cell.text for row in sheet.head[:_TOP] for cell in row.cells]
    head = [cell.text for row in sheet.head for cell in row.cells]
    for kind, pattern, among, sure in _KINDS:
        if any(pattern.match(text) for text in (top if among == "top" else head)):
            return kind, sure if _confirmed(sheet, kind, head) else 0.6
    return "other", 0.3


def _confirmed(sheet: Sheet, kind: Kind, head: list[str]) -> bool:
    """Whether what a paper of its kind must also have is there."""
    if kind in ("order", "announcement"):
        return any(labels.GIVEN.match(row.text) for row in sheet.rows)
    if kind in ("external", "stamped"):
        return any(labels.NUMBER.match(text) for text in head)
    return True


def _number(sheet: Sheet, kind: Kind) -> Field | None:
    pattern = labels.MEETING if kind == "minutes" else labels.NUMBER
    above = sheet.above(labels.SUBJECT, labels.GREETING, labels.ADDRESSEE)
    for row, place, found in sheet.matching(pattern, above):
        cells = above[row].cells
        start = found.start("rest")
        for at in range(place, len(cells)):
            number = number_in(above[row], at, start if at == place else 0, LABELLED)
            if number:
                return number
    return None


def _date(sheet: Sheet, kind: Kind) -> Field | None:
    if kind in ("order", "announcement", "certificate"):
        return _dated(sheet, sheet.rows, labels.GIVEN)
    if kind == "minutes":
        return _dated(sheet, sheet.head, labels.HELD)
    if kind == "memo":
        return _memo_date(sheet)
    first = tuple(row for row in sheet.rows if row.page == sheet.rows[0].page)
    among = first if kind == "stamped" else sheet.above(labels.SUBJECT)
    return _lone_date(among[_numbered(among) :])


def _dated(sheet: Sheet, among: tuple[Row, ...], pattern: re.Pattern[str]) -> Field | None:
    """Return the date of the row that begins with a label."""
    for row in among:
        if pattern.match(row.text) or pattern.match(row.cells[0].text):
            for place in range(len(row.cells)):
                if found := date_in(row, place, 0, LABELLED):
                    return found
    return None


def _memo_date(sheet: Sheet) -> Field | None:
    """Return the date behind วันที่, in the row of the number or alone."""
    above = sheet.above(labels.SUBJECT, labels.GREETING)
    for row in _number_first(above):
        for place, cell in enumerate(row.cells):
            label = re.search(labels.loosely("วันที่"), cell.text)
            begun = label and (label.start() < 2 or labels.NUMBER.match(cell.text))
            for at in range(place, len(row.cells)) if label and begun else ():
                if found := date_in(row, at, label.end() if label and at == place else 0, LABELLED):
                    return found
    return _lone_date(above)


def _number_first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows with those above the number's put last: a receiving stamp may stand there."""
    first = _numbered(rows)
    return (*rows[first:], *rows[:first])


def _numbered(rows: tuple[Row, ...]) -> int:
    """Return the place of the number's row, 0 where there is none."""
    found = (n for n, row in enumerate(rows) if labels.NUMBER.match(row.cells[0].text))
    return next(found, 0)


def _lone_date(among: tuple[Row, ...]) -> Field | None:
    """Return the last cell that is a date and nothing else."""
    for row in reversed(among):
        for place, cell in enumerate(row.cells):
            if _DATED.fullmatch(to_arabic(cell.text).strip()):
                return date_in(row, place, 0, LABELLED)
    return None


def _from(sheet: Sheet, kind: Kind) -> Field | None:
    if kind == "memo":
        return parts.unit(parts.after_label(sheet, labels.UNIT), LABELLED)
    titles = {"order": labels.ORDER, "announcement": labels.NOTICE, "minutes": labels.MINUTES}
    if kind in titles:
        return parts.words(parts.title(sheet, titles[kind]), LABELLED)
    if kind == "stamped":
        return _above_date(sheet)
    return parts.words(parts.owner(sheet, labels.SUBJECT), ALONE)


def _above_date(sheet: Sheet) -> Field | None:
    """Return the agency of a stamped letter: the last short row above its date, with its like."""
    dated = [n for n, row in enumerate(sheet.rows) if DAY.fullmatch(to_arabic(row.text).strip())]
    above = sheet.rows[: dated[-1]] if dated else ()
    for number, row in reversed(list(enumerate(above))):
        if _is_agency(row):
            rows = [row, *_aligned(row, above[number + 1 :])]
            if number and _is_agency(above[number - 1]):
                rows = [*_aligned(row, above[number - 1 : number]), *rows]
            return parts.words(said(row, *(cell for each in rows for cell in each.cells)), ALONE)
    return None


def _is_agency(row: Row) -> bool:
    """Whether a row may name an agency: short, of letters, further in than the text."""
    short = 6 < len(row.text) < 90 and (not row.width or row.left > 0.2 * row.width)
    return bool(short and re.match(r"[ก-ฮเ-ไ]", row.text))


def _aligned(row: Row, others: tuple[Row, ...]) -> list[Row]:
    """Return the rows that begin where a row does; none where there are no places."""
    return [other for other in others if row.width and abs(other.left - row.left) < 6]


def _to(sheet: Sheet, kind: Kind) -> Field | None:
    if kind in ("order", "announcement", "minutes"):
        return None
    pattern = labels.ADDRESSEE if kind == "stamped" else labels.GREETING
    return parts.words(parts.after_label(sheet, pattern), LABELLED)


def _subject(sheet: Sheet, kind: Kind) -> Field | None:
    if kind in ("order", "announcement"):
        return parts.words(parts.centred_subject(sheet), LABELLED)
    return parts.words(parts.after_label(sheet, labels.SUBJECT), LABELLED)


def _stamp(sheet: Sheet, pattern: re.Pattern[str], known: Sequence[str]) -> Field | None:
    """Return a word that stands alone near the top: how fast or how secret the letter is."""
    for row in sheet.head[:_TOP]:
        for cell in row.cells:
            if found := pattern.fullmatch(cell.text):
                value = next(w for w in known if re.fullmatch(labels.loosely(w), found["word"]))
                return said(row, cell).field(value, LABELLED)
    return None
