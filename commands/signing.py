"""The commands scans, sign and signature: papers that come back signed."""

import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from archive.records import RecordId
from commands.speaking import bytes_of, day, opened, say, show_json
from office.clock import now, today
from office.office import Office
from office.permissions import Actor
from office.scans import Chosen, Found, Scans
from office.signatures import Signatures
from office.signatures_pdf import Key, Signature
from thai.errors import Refused

NOT_CHECKED = "ไม่ได้ตรวจ: การเพิกถอนใบรับรอง เวลาที่ลงนามจริง และผลตามกฎหมาย"
NONE = "ไม่มีแผ่นสแกนที่รอตรวจเทียบ"


def scans(args: Namespace) -> str | None:
    """Take files of scans, tell what waits, and attach what matched, if so asked."""
    here, actor = opened(args)
    refused = [path for path in args.file if not _taken(here, path, actor)]
    found = Scans(here).waiting(actor)
    right = not refused
    if args.attach:
        right &= _attached(args, here, found, actor)
    else:
        for one in found:
            _told(args, one)
        if not found:
            say(NONE)
    return None if right else "refused"


def sign(args: Namespace) -> None:
    """Sign a record's PDF; the passphrase is asked for, or read from the standard input."""
    here, actor = opened(args)
    id, data = RecordId.parse(args.id), bytes_of(args.certificate)
    asked = sys.stdin.isatty()
    phrase = getpass("รหัสผ่านของใบรับรอง: ") if asked else sys.stdin.readline().rstrip("\r\n")
    seen = here.show(id, actor).record.version
    done = Signatures(here).sign(id, seen, Key(data, phrase), actor)
    if args.json:
        show_json({"id": str(done.id), "version": done.version})
    else:
        print(f"{done.id} ลงลายมือชื่อดิจิทัลแล้ว เป็นฉบับที่ {done.version}")


def signature(args: Namespace) -> str | None:
    """Tell of the signatures in files; "refused" where one is wrong or there is none."""
    here, _ = opened(args)
    right = True
    for path in args.file:
        try:
            found = Signatures(here).look(bytes_of(path)).signatures
        except Refused as refused:
            right = False
            say(f"{path}: {refused}")
            continue
        right &= bool(found) and all(one.is_right for one in found)
        _found(args, path, found)
    if not args.json:
        say(NOT_CHECKED)
    return None if right else "refused"


def _taken(here: Office, path: Path, actor: Actor) -> bool:
    try:
        Scans(here).take(path.name, bytes_of(path), actor)
    except Refused as refused:
        say(str(refused))
        return False
    return True


def _attached(args: Namespace, here: Office, found: tuple[Found, ...], actor: Actor) -> bool:
    ready = {one.record.id: one for one in reversed(found) if one.record and one.is_ready}
    chosen = [Chosen(one.sheets.id, str(id)) for id, one in reversed(ready.items())]
    done = Scans(here).attach(chosen, args.by, day(args.on) or today(now), actor)
    for one in done:
        told = f"{one.record} {one.fault or 'แนบฉบับลงนามแล้ว'}"
        if args.json:
            show_json({"run": one.run, "record": str(one.record), "fault": one.fault})
        else:
            print(told)
    for rest in found:
        if rest.sheets.id not in {one.run for one in done}:
            _told(args, rest)
    return all(not one.fault for one in done)


def _told(args: Namespace, one: Found) -> None:
    record = str(one.record.id) if one.record else ""
    here = one.sheets
    if args.json:
        told = {"run": here.id, "file": here.name, "first": here.first, "last": here.last}
        show_json(told | {"record": record, "draft": one.draft, "says": one.says})
    else:
        means = record or (f"ร่าง {one.draft}" if one.draft else "ไม่พบ QR ของสำนักงาน")
        print(
            f"{here.id:>5}  {here.name} หน้า {here.first}-{here.last}  {means}  {one.says}".rstrip()
        )


def _found(args: Namespace, path: Path, found: tuple[Signature, ...]) -> None:
    if not found:
        say(f"{path}: ไม่พบลายมือชื่อดิจิทัล")
    for one in found:
        name = one.holder.name if one.holder else ""
        if args.json:
            told = {"file": str(path), "holder": name, "right": one.is_right, "known": one.known}
            show_json(told | {"intact": one.intact, "later": one.later, "fault": one.fault})
        else:
            chain = "สืบถึงใบรับรองที่เชื่อถือ" if one.known else "ไม่รู้จักผู้ออกใบรับรอง"
            print(f"{path}: {name} · {_verdict(one)} · {chain}")


def _verdict(one: Signature) -> str:
    if one.fault or not one.intact:
        return one.fault or "ไฟล์ไม่ตรงกับที่ลงนามไว้"
    return "มีการแก้ไขหลังลงนาม" if one.later else "ตรงกับที่ลงนามไว้"
