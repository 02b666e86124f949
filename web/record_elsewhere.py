"""A letter to be entered into another system: what is typed there, to be copied, and its files."""

from flask import render_template
from flask.typing import ResponseReturnValue

from archive.errors import UnknownFile
from archive.records import Description, FileEntry, Record, RecordId
from thai.dates import format_date
from thai.digits import to_arabic, to_thai
from web.current import actor, office
from web.downloads import attachment
from web.record import is_document
from web.routing import route

LONGEST = 40  # letters of a short name, its ending apart


@route("/records/elsewhere/<path:record_id>", needs="read")
def record_elsewhere(record_id: str) -> str:
    """Show what another system asks for, each with a button that copies it."""
    record = office().show(RecordId.parse(record_id), actor()).record
    files = [(file, short_name(record, file.name)) for file in record.files if is_document(file)]
    return render_template(
        "record_elsewhere.html", record=record, fields=_fields(record.description), files=files
    )


@route("/records/short/<path:record_id>/<name>", needs="read")
def record_short(record_id: str, name: str) -> ResponseReturnValue:
    """Send a file of the newest version under a short name that any system takes."""
    id = RecordId.parse(record_id)
    path = office().file(id, name, actor())
    if not is_document(FileEntry(name, 0, "")):
        raise UnknownFile(id=id, name=name)
    return attachment(short_name(office().archive.record(id), name), path)


def short_name(record: Record, name: str) -> str:
    """Return register, number and year (else the record's id) in ASCII, and the file's ending."""
    about = record.description
    stem = str(record.id).replace("/", "-")
    if about.register and about.register_number and about.register_year:
        stem = f"{about.register}-{about.register_number}-{about.register_year}"
    return f"{stem[-LONGEST:].lstrip('-')}.{name.rpartition('.')[2].lower()}"


def _fields(about: Description) -> list[tuple[str, str, str]]:
    """Return name, label and text of each field that is not empty."""
    day = about.dated
    told = (
        ("number", "ที่", to_thai(about.number)),
        ("number-arabic", "ที่ (เลขอารบิก)", to_arabic(about.number)),
        ("dated", "ลงวันที่", format_date(day, "letter") if day else ""),
        ("dated-short", "วันที่แบบตัวเลข", _figures(day.day, day.month, day.year) if day else ""),
        ("title", "เรื่อง", about.title),
        ("sender", "จาก", about.sender),
        ("receiver", "ถึง", about.receiver),
        ("speed", "ชั้นความเร็ว", about.speed),
        ("references", "อ้างถึง", "\n".join(about.references)),
        ("enclosures", "สิ่งที่ส่งมาด้วย", "\n".join(about.enclosures)),
    )
    return [each for each in told if each[2].strip()]


def _figures(day: int, month: int, year: int) -> str:
    return f"{day:02d}/{month:02d}/{year + 543}"
