"""Is everything well? Database, archive, index, converter, worker and room on the disk."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from office.arrival_reading import PLAIN_KINDS
from office.backups import Backups
from office.custody import Custody
from office.office import Office
from office.worker import is_running
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai
from thai.errors import Refused

LEAST_FREE = 1 * 2**30  # bytes
MOST_BEHIND = 1_000  # journal events


@dataclass(frozen=True)
class Part:
    """One part: is it well, can the office work without it, and what it means, in Thai."""

    name: str
    title: str
    well: bool
    needed: bool
    told: str
    figures: Mapping[str, int] = field(default_factory=dict)


def check(office: Office) -> tuple[Part, ...]:
    """Look at every part; starts and changes nothing."""
    return (
        _database(office),
        _archive(office),
        _index(office),
        _converter(office),
        _worker(office),
        _backup(office),
        _fixity(office),
        _disk("disk", "พื้นที่โฟลเดอร์ข้อมูล", office.folder.path),
        _disk("archive_disk", "พื้นที่คลังเอกสาร", office.folder.archive),
    )


def _database(office: Office) -> Part:
    told, well = "อ่านได้ปกติ", True
    try:
        office.journal.last()
    except Refused as refused:
        told, well = str(refused), False
    return Part("database", "ฐานข้อมูล", well, True, told)


def _archive(office: Office) -> Part:
    told, well = "ดิสก์คลังเอกสารพร้อมใช้", True
    try:
        office.archive.check_mounted()
    except Refused as refused:
        told, well = str(refused), False
    return Part("archive", "คลังเอกสาร", well, True, told)


def _index(office: Office) -> Part:
    try:
        state = office.index.state()
    except Refused as refused:
        return Part("index", "ดัชนีค้นหา", False, False, str(refused))
    told = f"มี {to_thai(str(state.records))} เอกสาร"
    if state.behind:
        told += f" ยังตามไม่ทัน {to_thai(str(state.behind))} รายการ"
    if state.filling:
        done, of = (to_thai(f"{count:,}") for count in state.filling)
        told += f" กำลังทำดัชนีใหม่ {done} จาก {of} เอกสาร"
    if state.unread:
        told += f" อ่านข้อความไม่ได้ {to_thai(str(len(state.unread)))} เอกสาร"
    figures = {"records": state.records, "behind": state.behind, "unread": len(state.unread)}
    return Part("index", "ดัชนีค้นหา", state.behind <= MOST_BEHIND, False, told, figures)


def _converter(office: Office) -> Part:
    found = office.converter.available()
    told = found.reason or found.warning or "พร้อมทำ PDF"
    lacking = [kind for kind in PLAIN_KINDS if not office.converter.opens(kind[1:])]
    if found.ready and lacking:
        told += f" แต่ทำจาก {' และ '.join(lacking)} ไม่ได้ เพราะไม่มี LibreOffice Calc หรือ Impress"
    return Part("converter", "ตัวแปลง PDF", found.ready, False, told)


def _worker(office: Office) -> Part:
    running = is_running(office.folder.place("work"))
    told = (
        "กำลังทำงาน" if running else "ไม่ได้เปิดอยู่ PDF ดัชนี และการรับไฟล์เข้าจะช้าลง โปรดเปิด saraban serve"
    )
    return Part("worker", "งานเบื้องหลัง", running, False, told)


def _backup(office: Office) -> Part:
    state = Backups(office).state()
    if state.last is None or state.last.ended is None:
        where = "" if state.folder else " ยังไม่ได้กำหนดที่เก็บสำเนา"
        return Part("backup", "สำเนาสำรอง", False, False, f"ยังไม่เคยสำรองสำเร็จ{where}")
    told = f"สำรองสำเร็จล่าสุด {format_date(state.last.ended.astimezone(BANGKOK).date(), 'short')}"
    if state.same_disk:
        told += " แต่อยู่บนดิสก์เดียวกับคลังเอกสาร"
    return Part("backup", "สำเนาสำรอง", not state.late, False, told)


def _fixity(office: Office) -> Part:
    custody = Custody(office)
    count, now = custody.count(), custody.state()
    told = f"พบสิ่งผิดปกติ {to_thai(str(count))} รายการ" if count else "ไม่พบสิ่งผิดปกติ"
    told += "" if now.ended else " (ยังตรวจไม่ครบรอบแรก)"
    return Part("fixity", "ความครบถ้วนของไฟล์", not count, False, told, {"faults": count})


def _disk(name: str, title: str, place: Path) -> Part:
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return Part(name, title, False, True, "อ่านพื้นที่ว่างไม่ได้")
    told = f"ว่าง {to_thai(f'{free / 2**30:,.1f}')} จิกะไบต์"
    return Part(name, title, free >= LEAST_FREE, True, told, {"free": free})
