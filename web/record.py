"""A record as it is filed: its pages, files, facts, text, ties, history."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from archive import names
from archive.catalogue import case_of
from archive.errors import UnknownFile
from archive.records import Description, FileEntry, Record, RecordId, Signer
from archive.retention import retention_class
from archive.whereabouts import due_of, loan_in
from indexer.errors import FileDamaged
from office.amending import KINDS, SCAN, place_line
from office.awaited import asked_by
from office.custody import Custody
from office.keeping import hold_on
from office.meeting.written import sentence
from office.people_errors import NotPermitted
from office.permissions import may
from office.received_store import STATES as TASK_STATES
from office.received_store import TYPE as RECEIVED
from office.received_store import task_of
from office.redacting import coverable
from office.restricting import Kept
from office.seen import OPENED
from office.shown import Shown
from office.signatures import SIGNED
from office.ties import OVERTAKING
from thai.digits import to_thai
from web.current import actor, office
from web.downloads import attachment, shown_page
from web.filters import moment, short
from web.kinds import kind_titles
from web.record_found import found_in
from web.redacted import redacted_page
from web.routing import route
from web.verify import link_of

MOST_PICTURES = 400
FACTS = {
    "edited": "แก้ต่อใน Word",
    "printed": "พิมพ์เพื่อลงนาม",
    "agreed": "เห็นชอบ",
    "returned": "ส่งกลับแก้ไข",
    "signed": "ลงนาม",
    "numbered": "ออกเลข",
    "sent": "ส่ง",
    "sent-received": "ผู้รับลงชื่อ",
    "scanned": "แนบฉบับลงนาม ตรวจเทียบโดย",
    "received": "รับเข้า",
    "confirmed": "ยืนยันข้อมูล",
    "filed-by-rule": "เก็บตามกฎ",
    "rule-undone": "เลิกทำตามกฎ",
    "paper-placed": "ที่เก็บต้นฉบับ",
    "paper-lent": "ให้ยืมต้นฉบับแก่",
    "paper-back": "รับคืนต้นฉบับจาก",
    "reclassed": "เปลี่ยนอายุการเก็บ",
    "transferred": "ส่งมอบหอจดหมายเหตุแห่งชาติ",
    "deposited": "ฝากหอจดหมายเหตุแห่งชาติ",
    "held": "ระงับการทำลาย",
    "released": "เลิกระงับการทำลาย",
    "answer-asked": "ขอคำตอบ",
    "answer-came": "ได้คำตอบ",
    "redacted": "ทำฉบับปกปิด",
    "restricted": "จำกัดผู้อ่าน",
    "widened": "เลิกจำกัดผู้อ่าน",
    "case-closed": "ปิดแฟ้มเรื่อง",
    "destroyed": "ทำลาย",
    "handed": "มอบหมาย",
    "acknowledged": "รับทราบ",
    "answered": "ตอบแล้ว",
    "settled": "เสร็จสิ้น",
}
BACKWARDS = {
    "refers-to": "ถูกอ้างถึงใน",
    "replies-to": "มีหนังสือตอบ",
    "amends": "ถูกแก้ไขเพิ่มเติมโดย",
    "cancels": "ถูกยกเลิกโดย",
    "replaces": "ถูกแทนโดย",
    "encloses": "ส่งพร้อมกับ",
}
SIGNED_HOW = {
    "wet": "ลงลายมือชื่อบนกระดาษ",
    "wet-scanned": "ลงลายมือชื่อบนกระดาษ มีฉบับสแกนแนบ",
    "authenticated": "ลงชื่อในระบบที่ยืนยันตัวตน",
    "pki": "ลายมือชื่อดิจิทัล",
    "pki-ca": "ลายมือชื่อดิจิทัลที่มีใบรับรอง",
    "picture": "ภาพลายมือชื่อ",
}
_OWN = (".json",)


@dataclass(frozen=True)
class Sheets:
    """A file whose pages can be shown."""

    file: FileEntry
    pages: int


@route("/records/<path:record_id>", needs="read")
def record(record_id: str) -> ResponseReturnValue:
    """Show a record as it stands now."""
    id = RecordId.parse(record_id)
    try:
        shown = office().show(id, actor())
    except NotPermitted:
        if (partly := redacted_page(id)) is None:
            raise
        return partly
    sheets = _sheets(shown.record)
    found = found_in(shown, [sheet.file for sheet in sheets])
    verification = link_of(shown)
    return render_template(
        "record.html",
        sheets=sheets,
        found=found,
        verification=verification,
        unsound=Custody(office()).wrong_with(shown.record.id),
        **told(shown),
    )


@route("/records/version/<int:version>/<path:record_id>/<name>", needs="read")
def download_version(record_id: str, version: int, name: str) -> ResponseReturnValue:
    """Send a file as it was in a version."""
    return _sent(RecordId.parse(record_id), name, version)


@route("/records/file/<path:record_id>/<name>", needs="read")
def download(record_id: str, name: str) -> ResponseReturnValue:
    """Send a file of the newest version."""
    return _sent(RecordId.parse(record_id), name, None)


@route("/records/picture/<path:record_id>/<int:page>/<name>", needs="read")
def page_picture(record_id: str, page: int, name: str) -> ResponseReturnValue:
    """Draw a page (the first is 1) of a record's PDF or scan."""
    id = RecordId.parse(record_id)
    path = office().file(id, name, actor(), use=OPENED)
    filed = next(file for file in office().archive.record(id).files if file.name == name)
    try:
        picture = office().pictures.page(filed, path, page - 1)
    except FileDamaged:
        abort(404)
    return shown_page(picture)


def told(shown: Shown) -> dict[str, object]:
    """Return what the pages about a record are drawn from."""
    record = shown.record
    about = record.description
    return {
        "record": record,
        "facts": described(about),
        "events": [(FACTS.get(fact.what, fact.what), fact) for fact in about.facts],
        "documents": sorted(filter(is_document, record.files), key=_reading_order),
        "digital": SIGNED,
        "scanned": any(file.name.startswith(SCAN) for file in record.files),
        "text": shown.text,
        "awaited": office().later_texts.of(record.id),
        "paper": place_line(about.paper),
        "loan": loan_in(about.facts),
        "due_back": due_of,
        "case": case_of(about),
        **_corrections(record),
        "ties": [
            ((BACKWARDS if tie.back else KINDS).get(tie.kind, tie.kind), tie)
            for tie in office().amendments.tied_to(record, actor())
        ],
        "overtaking": OVERTAKING,
        "history": [
            (version, [file for file in version.files if is_document(file)])
            for version in reversed(shown.history)
        ],
        "may_note": may(actor(), "note", about.group) and record.state != "destroyed",
        "may_retain": may(actor(), "retain", about.group) and record.state != "destroyed",
        "hold": hold_on(about),
        "task": task_of(about.facts) if about.type == RECEIVED else None,
        "task_states": TASK_STATES,
        "names": office().profile.names if about.type == RECEIVED else {},
        **_privacy(record),
        "awaits": asked_by(about.facts),
        "may_ask": may(actor(), "note", about.group) and _goes_out(record),
        "may_void": may(actor(), "void", about.group) and record.state == "filed",
    }


def _privacy(record: Record) -> dict[str, object]:
    """Return who reads a record, whether looks at it are written down, and what may be covered."""
    group = record.description.group
    return {
        "may_restrict": may(actor(), "restrict", group),
        "kept": _kept(record.description),
        "coverable": may(actor(), "note", group) and bool(coverable(record)),
        "tells": office().seen.tells(record),
        "watched": office().seen.watched(record),
        "may_know": office().seen_list.opens(record, actor()),
    }


def _kept(about: Description) -> tuple[Kept, list[str]] | None:
    """Return the restriction in force with its readers' names, None for none."""
    kept = office().restricting.in_force(about)
    return (kept, office().restricting.names(kept.readers)) if kept else None


def _goes_out(record: Record) -> bool:
    """Whether a record is a letter of ours that somebody may answer."""
    about = record.description
    own = about.source == "born-digital" and about.type != RECEIVED
    return own and bool(about.receiver) and record.state == "filed"


def _corrections(record: Record) -> dict[str, object]:
    """Return what later minutes corrected in filed ones, and what these corrected themselves."""
    if record.description.type != "minutes":
        return {"corrected": (), "corrects": ()}
    here, id = office().adoption, str(record.id)
    return {
        "corrected": [(sentence(one), *by) for one, *by in here.of_record(id, actor())],
        "corrects": [(sentence(one), one.record) for one in here.by_record(id, actor())],
    }


def described(about: Description) -> list[tuple[str, str]]:
    """Return the description in the words of the office; what is not told is left out."""
    profile = office().profile
    titles = {each.code: each.title for each in profile.file_plan.categories}
    kinds = kind_titles()
    kept = retention_class(about.retention).title if about.retention else ""
    lines = [
        ("เลขรับ", to_thai(str(about.register_number)) if about.type == RECEIVED else ""),
        ("ที่", to_thai(about.number)),
        ("ลงวันที่", short(about.dated)),
        ("จาก", about.sender),
        ("ถึง", about.receiver),
        ("ลงนามโดย", _signer(about.signer)),
        ("ความเร็ว", about.speed),
        ("ชนิด", kinds.get(about.type, about.type)),
        ("หมวด", titles.get(about.category, about.category)),
        ("กลุ่มงาน", profile.group_names.get(about.group, about.group)),
        ("อ้างถึง", "\n".join(about.references)),
        ("สิ่งที่ส่งมาด้วย", "\n".join(about.enclosures)),
        ("อายุการเก็บ", _until(about.retain_until, kept)),
        ("ชื่อไฟล์เดิม", about.source_file),
        ("เก็บเข้าแฟ้มเมื่อ", moment(about.filed_at)),
    ]
    return [(label, text) for label, text in lines if text]


def is_document(file: FileEntry) -> bool:
    """Whether a file is for people; the others are for Saraban."""
    return not file.name.endswith(_OWN)


def _reading_order(file: FileEntry) -> tuple[bool, bool, str]:
    """The signed scan comes first, then the PDF, then the rest."""
    return not file.name.startswith(SCAN), not file.name.lower().endswith(".pdf"), file.name


def _sheets(record: Record) -> list[Sheets]:
    """Return what can be shown as pages."""
    shown = []
    for file in sorted(record.files, key=_reading_order):
        path = office().archive.file_path(record.id, file.name)
        pages = min(office().pictures.pages(file, path), MOST_PICTURES)
        if pages:
            shown.append(Sheets(file, pages))
    return shown


def _sent(id: RecordId, name: str, version: int | None) -> Response:
    path = office().file(id, name, actor(), version)
    if not is_document(FileEntry(name, 0, "")):
        raise UnknownFile(id=id, name=name)
    return attachment(_kept_as(id, name, version), path)


def _kept_as(id: RecordId, name: str, version: int | None) -> str:
    """Name a download: a scan is called the same in every record, so it gets the record's title."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    mark = f" (ฉบับที่ {to_thai(str(version))})" if version else ""
    if stem in (SCAN, PurePath(SIGNED).stem):
        title = office().archive.record(id).description.title
        stem = PurePath(names.readable(f"{title[:80]} {stem}", suffix)).stem
    return f"{stem}{mark}{suffix}"


def _signer(signer: Signer | None) -> str:
    if signer is None:
        return ""
    parts = (signer.name, signer.post, signer.acting_for, signer.order)
    how = SIGNED_HOW.get(signer.mode, "")
    return " · ".join(filter(None, (*parts, how)))


def _until(until: date | None, kept: str) -> str:
    return f"{kept} ถึง {short(until)}" if until else kept
