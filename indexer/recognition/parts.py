"""The parts of a letter that are words: sender, receiver, subject, lists, signer."""

import re
from collections.abc import Iterator

from indexer.pages import Line
from indexer.recognition import labels
from indexer.recognition.field import Field
from indexer.recognition.figures import DAY
from indexer.recognition.sheet import Row, Said, Sheet, said
from thai.digits import to_arabic
from thai.names import parse_name

FULL = 0.80  # of a page's width: a row that reaches so far goes on in the next
HANGING = 24.0  # points: what begins as far in as the value above goes on with it
MOST_ROWS = 6  # of one part
_ADDRESS = re.compile(
    r"[๐-๙0-9]|เลขที่|ถนน|ถ\.|หมู่|ม\.|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|แขวง|เขต[ก-ฮ]|ซอย|ตู้ ปณ"
    r"|อาคาร|ศาลากลาง|กรุงเทพ|กทม"
)
_PROVINCE = re.compile(r"จังหวัด[^\d\s]+")  # alone, it goes on with the name; no postcode follows
_BODY = re.compile(r"ด้วย|ตาม|เนื่อง|อนุสนธิ|โดยที่|เพื่อ|อาศัย|จึง|พร้อม|บัดนี้|สืบเนื่อง|อ้างถึง")
_PHONE = re.compile(r"\s*(?:โทร|โทรศัพท์|โทรสาร|[A-Z][a-z]{2})\s*\.?\s*[:๐-๙0-9(].*")  # Ins. ๐๐
_ITEM = re.compile(r"\s*(?:[๐-๙0-9]{1,2}\s*[.)]|[-–•])\s*")
_MONTH_ALONE = re.compile(r"[ก-ฮ]\S*\s*25\d\d\Z")
_NAME = re.compile(r"[(（]\s*(?P<name>[^()]{4,80}?)\s*[)）]?\s*\Z")


def after_label(sheet: Sheet, pattern: re.Pattern[str], *, hanging: bool = True) -> Said | None:
    """Return what stands behind a label and in the rows with which it goes on."""
    for number, place, found in sheet.matching(pattern):
        row = sheet.head[number]
        cell = row.cells[place]
        pieces = [cell.part(found.start("rest"), len(cell.text)), *row.cells[place + 1 :]]
        pieces = [piece for piece in pieces if piece.text]
        if pieces:
            more = _going_on(sheet, number, pieces) if hanging else []
            return Said((*pieces, *more), row.page, row.width > 0, labelled=True)
    return None


def _going_on(sheet: Sheet, number: int, pieces: list[Line]) -> list[Line]:
    """Return the rows below that go on with a value: it reached the edge, or they hang under it."""
    found = list[Line]()
    above = sheet.head[number]
    for row in sheet.head[number + 1 : number + MOST_ROWS]:
        hangs = abs(row.left - pieces[0].box.left) < HANGING
        full = above.right > FULL * row.width
        begins = is_labelled(row) and not _is_under(pieces[0], row, sheet.head[number])
        if not row.width or begins or not (hangs or full) or _is_body(row, pieces):
            break
        found += row.cells
        above = row
    return found


def _is_under(value: Line, row: Row, labelled: Row) -> bool:
    """Whether a row hangs under a value, further in than its label."""
    return abs(row.left - value.box.left) < abs(row.left - labelled.left)


def _is_body(row: Row, pieces: list[Line]) -> bool:
    """Whether the text begins here: with one of its first words, not right under the value."""
    return bool(_BODY.match(row.text)) and abs(row.left - pieces[0].box.left) > 8


def is_labelled(row: Row) -> bool:
    """Whether a row begins with one of the labels of a head."""
    return any(label.match(cell.text) for cell in row.cells for label in labels.LABELS)


def words(found: Said | None, sure: float) -> Field | None:
    """Return a field whose value is its text."""
    return found.field(found.text, sure) if found and found.text.strip() else None


def unit(found: Said | None, sure: float) -> Field | None:
    """Return the sender of a memo: what stands behind ส่วนราชการ without the telephone."""
    field = words(found, sure)
    if field is None or found is None:
        return None
    return found.field(re.sub(r"\s+", " ", _PHONE.sub("", field.text)).strip(" .…"), sure)


def items(found: list[Said]) -> Field | None:
    """Return a list's field, an item in each line, without their numbers."""
    if not found:
        return None
    texts = [
        _ITEM.sub("", each.text, count=1) if _ITEM.match(each.text) else each.text for each in found
    ]
    whole = Said(tuple(p for each in found for p in each.pieces), found[0].page, found[0].placed)
    return whole.field("\n".join(texts), 0.9)


def listed(sheet: Sheet, pattern: re.Pattern[str]) -> list[Said]:
    """Return the items behind a label: numbered ones, else one for each row that does not go on."""
    for number, place, match in sheet.matching(pattern):
        row = sheet.head[number]
        cell = row.cells[place]
        first = [cell.part(match.start("rest"), len(cell.text)), *row.cells[place + 1 :]]
        first = [piece for piece in first if piece.text]
        if first:
            return list(_items(sheet, number, first))
    return []


def _items(sheet: Sheet, number: int, first: list[Line]) -> Iterator[Said]:
    row, item = sheet.head[number], list(first)
    for below in sheet.head[number + 1 : number + 2 * MOST_ROWS]:
        begins = bool(_ITEM.match(below.text))
        hangs = below.width > 0 and abs(below.left - first[0].box.left) < HANGING
        full = row.width > 0 and row.right > FULL * row.width
        if is_labelled(below) or _is_body(below, first):
            break
        if not (begins or hangs or full):
            break
        if begins or (hangs and not full):
            yield said(row, *item)
            item = []
        item += below.cells
        row = below
    yield said(row, *item)


def owner(sheet: Sheet, until: re.Pattern[str]) -> Said | None:
    """Return the sender at the right of a letter's head: the agency's name, not its address."""
    pieces = list[Line]()
    first: Row | None = None
    for number, row in enumerate(_beside_number(sheet.head)):
        if number > 14 or until.match(row.cells[0].text):
            break
        for cell in row.cells:
            province = len(pieces) == 1 and _PROVINCE.fullmatch(cell.text)
            if province or _is_name(row, cell, going_on=bool(pieces)):
                pieces.append(cell)
                first = first or row
            elif pieces and _ADDRESS.match(cell.text):
                return Said(tuple(pieces), row.page, row.width > 0)
    return Said(tuple(pieces), first.page, first.width > 0) if first else None


def _beside_number(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows from the number's on, if a sender stands beside it; above are stamps."""
    for at, row in enumerate(rows):
        if labels.NUMBER.match(row.cells[0].text):
            named = any(_is_name(row, cell, going_on=False) for cell in row.cells)
            return rows[at:] if named else rows
    return rows


def _is_name(row: Row, cell: Line, *, going_on: bool) -> bool:
    if row.width and cell.box.left < 0.45 * row.width:
        return False
    dated = DAY.search(to_arabic(cell.text)) or re.search(
        r"[ก-ฮ]\S*\s*25\d\d\Z", to_arabic(cell.text)
    )
    known = labels.NUMBER.match(cell.text) or labels.SPEED.fullmatch(cell.text)
    stamped = re.match(r"(?:เลข)?รับ|เวลา|วันที่|ลงรับ|สำเนา", cell.text)
    long_enough = len(cell.text) > (3 if going_on else 6)
    return long_enough and not (dated or known or stamped or _ADDRESS.match(cell.text))


def title(sheet: Sheet, pattern: re.Pattern[str]) -> Said | None:
    """Return what stands behind คำสั่ง, ประกาศ or รายงานการประชุม, over all its centred rows."""
    for number, place, found in sheet.matching(pattern):
        row = sheet.head[number]
        cell = row.cells[place]
        pieces = [cell.part(found.start("rest"), len(cell.text)), *row.cells[place + 1 :]]
        for below in sheet.head[number + 1 : number + 4]:
            ended = is_labelled(below) or labels.MEETING.match(below.text)
            if ended or not below.width or not _centred(below):
                break
            pieces += below.cells
        kept = tuple(piece for piece in pieces if piece.text)
        if kept:
            return Said(kept, row.page, row.width > 0)
    return None


def centred_subject(sheet: Sheet) -> Said | None:
    """Return the subject of an order or announcement: centred, perhaps over several rows."""
    for number, place, found in sheet.matching(labels.SUBJECT):
        row = sheet.head[number]
        cell = row.cells[place]
        pieces = [cell.part(found.start("rest"), len(cell.text)), *row.cells[place + 1 :]]
        for below in sheet.head[number + 1 : number + 4]:
            if not below.width or not _centred(below) or _BODY.match(below.text):
                break
            pieces += below.cells
        kept = tuple(piece for piece in pieces if piece.text)
        return Said(kept, row.page, row.width > 0) if kept else None
    return None


def _centred(row: Row) -> bool:
    """Whether a row stands in the middle of the page or of the text, short of both edges."""
    middle = (row.left + row.right) / 2
    return abs(middle - 0.52 * row.width) < 0.05 * row.width and row.left > 0.17 * row.width


def signer(sheet: Sheet) -> tuple[Field, Field | None] | None:
    """Return who signs and the post: the first name in brackets, the row under it."""
    for number, row in enumerate(sheet.rows):
        for cell in row.cells:
            found = _NAME.match(cell.text)
            if found and _is_person(found["name"]):
                piece = cell.part(found.start("name"), found.end("name"))
                name = said(row, piece).field(re.sub(r"\s+", " ", piece.text), 0.9)
                return name, _post(sheet, number, cell)
    return None


def _is_person(text: str) -> bool:
    try:
        name = parse_name(text)
    except Exception:
        return False
    return bool(name.prefix and name.last)


def _post(sheet: Sheet, number: int, above: Line) -> Field | None:
    pieces = list[Line]()
    for row in sheet.rows[number + 1 : number + 3]:
        under = [
            cell
            for cell in row.cells
            if not row.width
            or (cell.box.left < above.box.right and cell.box.right > above.box.left)
        ]
        if not under or DAY.search(to_arabic(row.text)) or _NAME.match(under[0].text):
            break
        if pieces and not re.match(r"รักษา|ปฏิบัติ|ผู้อำนวย|แทน", under[0].text):
            break
        pieces.append(under[0])
    row = sheet.rows[number]
    return words(Said(tuple(pieces), row.page, row.width > 0), 0.8) if pieces else None
