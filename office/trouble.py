"""What keeps the office from filing or from a backup: a disk is away, read-only or nearly full."""

import shutil

from archive import files
from archive.errors import ArchiveUnwritable
from office import backup_runs
from office.backups import STOPPED
from office.office import Office
from thai.digits import to_thai
from thai.errors import Refused

NEARLY = 256 * 2**20  # bytes; less is told, ``files.RESERVE`` is refused


def trouble(office: Office) -> list[str]:
    """Return what is to be told to everybody until it is over; it goes by itself."""
    told = []
    try:
        office.archive.check_mounted()
        with files.refusing():
            files.need_writable(office.archive.root.folder)
            files.need_writable(office.folder.path)
    except ArchiveUnwritable as refused:
        told.append(f"{refused} ระหว่างนี้อ่านและค้นได้ตามปกติ")
    except Refused:
        told.append(
            "ไม่พบดิสก์เก็บเอกสารของสำนักงาน จึงออกเลขและจัดเก็บไม่ได้ โปรดแจ้งผู้ดูแลระบบให้ต่อดิสก์ "
            "ร่างและการค้นใช้ได้ตามปกติ เมื่อต่อแล้วทำงานต่อได้ทันที"
        )
    room = min(map(_free, (office.folder.path, office.folder.archive)))
    if room < NEARLY:
        left = to_thai(str(room // 2**20))
        told.append(f"พื้นที่ดิสก์เหลือ {left} เมกะไบต์ โปรดแจ้งผู้ดูแลระบบให้เพิ่มพื้นที่ก่อนจะจัดเก็บไม่ได้")
    return [*told, *_backup(office)]


def _backup(office: Office) -> list[str]:
    """Tell that the last backup failed, until one ends well; one that was stopped did not fail."""
    with office.db.reading() as conn:
        tried = backup_runs.last_tried(conn)
    if tried is None or tried.ended is None or tried.good or tried.told == STOPPED:
        return []
    return [f"สำรองข้อมูลครั้งล่าสุดไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ: {tried.told}"]


def _free(folder: object) -> int:
    try:
        return shutil.disk_usage(str(folder)).free
    except OSError:  # told as a disk that is away
        return NEARLY
