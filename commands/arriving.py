"""Commands for what arrives and how long it is kept."""

from argparse import Namespace
from dataclasses import asdict
from datetime import date

from archive.records import RecordId
from commands.speaking import bytes_of, day, opened, say, show_json
from office.clock import today
from office.errors import TellingInvalid
from office.office import Office
from office.permissions import Actor
from office.received_store import STATES
from office.receiving import Letter
from office.worker import is_running
from thai.dates import format_date
from thai.digits import to_thai
from thai.times import parse_time

READ_AS = {"number": "number", "dated": "date", "sender": "from", "receiver": "to"}


def receive(args: Namespace) -> str | None:
    """Receive a letter, or list the received that are not done."""
    here, actor = opened(args)
    if args.open:
        _open(here, actor, args.json)
        return None
    letter = _letter(here, args)
    for twin in here.receiving.twins(letter):
        say(f"ข้อสังเกต: อาจรับไว้แล้วที่ {twin}")
    try:
        done = here.receiving.receive(letter, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        raise
    if args.json:
        show_json({"id": str(done.id), "number": done.number, "year": done.year})
    else:
        print(f"รับเป็นเลขที่ {to_thai(f'{done.number}/{done.year}')}  {done.id}")
    if not (args.category or here.profile.default_category):
        code = here.show(done.id, actor).record.description.category
        say(f"ข้อสังเกต: ไม่ได้ระบุหมวดด้วย --category จึงเก็บในหมวด {to_thai(code)}")
    return None


def read_texts(args: Namespace) -> str | None:
    """Read every record that was filed without its text, or leave that to the worker that runs."""
    here, actor = opened(args)
    asked = here.later_texts.ask_all(actor)
    attended = is_running(here.folder.place("work"))
    while not attended and here.later_texts.step(lambda: False):
        pass
    left = {id: here.later_texts.of(id) for id in asked}
    failed = {str(id): one.reason for id, one in left.items() if one and one.given_up}
    waiting = sum(one is not None and not one.given_up for one in left.values())
    if args.json:
        show_json({"asked": len(asked), "waiting": waiting, "failed": failed})
        return None
    for name, reason in failed.items():
        print(f"{name}  {reason}")
    later = f" รอระบบที่เปิดอยู่อ่าน {waiting} ฉบับ" if waiting else ""
    told = f"ไม่มีข้อความ {len(asked)} ฉบับ อ่านไม่ได้ {len(failed)} ฉบับ{later}"
    print(to_thai(told))
    return None


def keep(args: Namespace) -> str | None:
    """Change a record's term, hold it or release it."""
    here, actor = opened(args)
    id, keeping = RecordId.parse(args.id), here.keeping
    seen = here.show(id, actor).record.version
    if args.retention:
        told = keeping.reclass(id, seen, args.retention, args.reason, actor)
    else:
        told = (keeping.hold if args.hold else keeping.release)(id, seen, args.reason, actor)
    end = told.description.retain_until
    print(f"{id}  {'เก็บถึง ' + format_date(end, 'short') if end else 'ไม่มีกำหนดทำลาย'}")
    return None


def _letter(here: Office, args: Namespace) -> Letter:
    data, name = (bytes_of(args.file), args.file.name) if args.file else (b"", "")
    told = {name: getattr(args, name) for name in (*READ_AS, "subject", "speed")}
    if args.read and data:
        found = here.letters.read(name, data).letter
        for key, field in (*READ_AS.items(), ("subject", "subject"), ("speed", "speed")):
            told[key] = told[key] or found.value(field)  # type: ignore[arg-type]
    dated = told.pop("dated")
    return Letter(
        **told,
        dated=_day(dated),
        received_on=day(args.on) or today(here.clock),
        received_at=parse_time(args.at) if args.at else None,
        category=args.category,
        name=name,
        data=data,
        register_number=args.register_number,
    )


def _day(text: str) -> date | None:
    """Read a day as it was typed, or as it was read from the file (ISO)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return day(text)


def _open(here: Office, actor: Actor, as_json: bool) -> None:
    names = here.profile.names
    for id, task in here.receiving.open(actor):
        if as_json:
            show_json({"id": str(id), **asdict(task)})
            continue
        due = f"ภายใน {format_date(task.due, 'short')}" if task.due else ""
        parts = (str(id), STATES[task.state], names.get(task.to, ""), task.what, due)
        print("  ".join(filter(None, parts)))
