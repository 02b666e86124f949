"""Commands that keep what is kept: backup, restore, moving the archive."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from commands.speaking import opened, say, show_json
from office.backup_errors import BackupNowhere
from office.backup_place import BackupPlace, BackupSet
from office.backups import Backups
from office.moving import move_archive
from office.repairs import Repairs
from office.restoring import Restored, restore, try_restore
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai


def backup(args: Namespace) -> str | None:
    """Make a backup, or list those that are there."""
    here, actor = opened(args)
    backups = Backups(here)
    if args.list:
        folder = str(args.folder or backups.state().folder)
        if not folder:
            raise BackupNowhere
        for one in BackupPlace(Path(folder)).sets():
            show_json(_plain(one)) if args.json else print(_line(one))
        return None
    if args.keep and args.folder:
        backups.set_folder(str(args.folder), actor)
    made = backups.make(args.folder, actor, say)
    assert made is not None  # nobody stops it but by a signal
    if args.json:
        told = {"renewed": made.copied.renewed, "bytes": made.copied.size}
        show_json(_plain(made.set) | told | {"faults": [vars(f) for f in made.copied.faults]})
    else:
        print(_line(made.set))
        print(f"คัดลอกใหม่ {to_thai(f'{made.copied.renewed:,}')} รายการ อ่านกลับมาตรวจแล้ว")
    for fault in made.copied.faults:
        say(fault.sentence)
    return "refused" if made.copied.faults else None


def restore_(args: Namespace) -> str | None:
    """Restore a backup, or only prove that it can be restored."""
    if args.trying:
        done = try_restore(args.source, say, args.set, args.temp)
    else:
        done = restore(args.source, args.into, say, args.set)
    if args.json:
        show_json(_restored(done))
    else:
        print(_line(done.set))
        records, checked = to_thai(f"{done.records:,}"), to_thai(f"{done.report.checked:,}")
        print(f"กู้ได้ {records} เอกสาร ตรวจ {checked} ไฟล์")
        print(f"ค้นพบ {to_thai(str(done.found))} จาก {to_thai(str(done.sought))} เอกสารที่ลองค้น")
        if done.reconciled.entered:
            count = to_thai(f"{len(done.reconciled.entered):,}")
            print(f"เอกสารที่ใหม่กว่าฐานข้อมูลในสำเนา ลงบัญชีให้แล้ว {count} ฉบับ")
    for fault in (*done.copied.faults, *done.reconciled.lost, *done.report.faults):
        say(fault.sentence)
    if done.good:
        say(
            "ลองกู้สำเร็จ สำเนาชุดนี้ใช้กู้ได้จริง"
            if args.trying
            else f"เปิดใช้ด้วย saraban --data {args.into} serve"
        )
    else:
        say("สำเนาชุดนี้กู้ได้ไม่ครบ โปรดดูรายการข้างต้น")
    return None if done.good else "refused"


def repair(args: Namespace) -> str | None:
    """Repair what was found; what cannot be repaired is the result."""
    here, actor = opened(args)
    outcomes, left = Repairs(here).repair(actor, args.source)
    for one in outcomes:
        back = sorted(one.done.put_back) if one.done else []
        aside = list(one.done.set_aside) if one.done else []
        if args.json:
            told = {"name": one.name, "put_back": back, "set_aside": aside, "problem": one.why_not}
            show_json(told)
        elif one.done:
            files = to_thai(str(len(back))), to_thai(str(len(aside)))
            print(f"{one.name}\tคืน {files[0]} ไฟล์ ย้ายออก {files[1]} ไฟล์")
        else:
            say(one.why_not)
    for fault in left:
        say(fault.sentence)
    if not (outcomes or left):
        say("ไม่มีสิ่งที่ต้องซ่อม ตรวจก่อนด้วย saraban verify")
    return "refused" if left else None


def move_archive_(args: Namespace) -> None:
    """Move the archive to another disk."""
    here, actor = opened(args)
    moved = move_archive(here, args.folder, actor, say)
    count = to_thai(f"{moved.objects:,}")
    print(f"ย้ายแล้ว คลังเอกสารอยู่ที่ {moved.now} ครบ {count} รายการ ตรวจทุกไฟล์แล้ว")
    print(f"ของเดิมที่ {moved.before} ไม่ได้ใช้แล้ว ลบได้เมื่อสำรองข้อมูลครั้งถัดไปเสร็จ")


def _line(one: BackupSet) -> str:
    here = one.at.astimezone(BANGKOK)
    day, hour = format_date(here.date(), "shortest"), to_thai(f"{here:%H.%M}")
    count = to_thai(f"{one.records:,}")
    return f"{one.name}  {day} {hour} น.  {count} เอกสาร"


def _plain(one: BackupSet) -> dict[str, object]:
    told = asdict(one) | {"set": one.name}
    del told["files"]
    return told


def _restored(done: Restored) -> dict[str, object]:
    return _plain(done.set) | {
        "good": done.good,
        "restored": done.records,
        "checked": done.report.checked,
        "entered": [str(id) for id in done.reconciled.entered],
        "found": done.found,
        "sought": done.sought,
        "faults": [vars(f) for f in (*done.copied.faults, *done.report.faults)],
    }
