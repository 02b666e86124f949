"""The command of a meeting's day: what is told of it, and the draft minutes that it makes."""

from argparse import Namespace
from dataclasses import asdict, replace

from commands import minutes_after
from commands.speaking import bytes_of, day, opened, say, show_json
from office.answers import absent
from office.errors import FileNotReadable
from office.meeting.agenda import AgendaItem
from office.meeting.attendance import STATES, Mark
from office.meeting.day_errors import NotInvited, NotOnTheAgenda
from office.meeting.day_rows import Day
from office.meeting.notes import Note, Task
from office.office import Office
from office.permissions import Actor
from thai.digits import to_arabic, to_thai


def minutes(args: Namespace) -> None:
    """Show or write down what belongs to a meeting's day."""
    here, actor = opened(args)
    ACTS[args.act](args, here, actor)


def _show(args: Namespace, here: Office, actor: Actor) -> None:
    told = here.meeting_day.of(args.case, actor)
    if args.json:
        seats = [asdict(seat) for seat in told.seats]
        items = [asdict(item) | _noted(told, item) for item in told.items]
        shown = {"case": told.case.id, "title": told.case.title, "times": asdict(told.times)}
        show_json(shown | {"seats": seats, "items": items})
        return
    print(told.case.title)
    print(f"เริ่ม {told.times.started or '-'}  เลิก {told.times.ended or '-'}")
    for seat in told.seats:
        print(f"  {seat.key}  {seat.name}: {STATES[seat.mark.state]} {seat.mark.name}".rstrip())
    for item in told.items:
        noted = told.notes.get(item.key)
        print(f"  {item.number}  {item.title}: {noted.note.resolution if noted else 'ยังไม่บันทึก'}")


def _noted(told: Day, item: AgendaItem) -> dict[str, object]:
    noted = told.notes.get(item.key)
    return {"note": asdict(noted.note) if noted else None}


def _times(args: Namespace, here: Office, actor: Actor) -> None:
    seen = here.meeting_day.of(args.case, actor).times.version
    told = here.meeting_day.time(args.case, seen, args.started, args.ended, actor)
    say(f"บันทึกแล้ว: เริ่ม {told.started} เลิก {told.ended or 'ยังไม่เลิก'}")


def _came(args: Namespace, here: Office, actor: Actor) -> None:
    told = here.meeting_day.of(args.case, actor)
    seat = next((seat for seat in told.seats if seat.key == args.person), None)
    if seat is None:
        raise NotInvited()
    mark = Mark(args.state, args.name, args.post, args.reason)
    here.meeting_day.mark(args.case, seat.key, seat.version, mark, actor)
    counted = here.meeting_day.of(args.case, actor).quorum
    say(to_thai(f"บันทึกแล้ว: มา {counted.here} จาก {counted.members} คน"))


def _rest(args: Namespace, here: Office, actor: Actor) -> None:
    act = here.meeting_day.rest_came if args.act == "rest" else here.meeting_day.as_replied
    say(to_thai(f"บันทึกแล้ว {act(args.case, actor)} คน"))


def _note(args: Namespace, here: Office, actor: Actor) -> None:
    told, wanted = here.meeting_day.of(args.case, actor), to_arabic(args.item)
    item = next((item for item in told.items if item.number == wanted), None)
    if item is None:
        raise NotOnTheAgenda()
    noted = told.notes.get(item.key)
    note = noted.note if noted else Note()
    given = {key: getattr(args, key) for key in ("reasons", "discussion", "kind", "resolution")}
    note = replace(note, **{key: text for key, text in given.items() if text is not None})
    if args.task:
        note = replace(note, tasks=(*note.tasks, Task(args.task, args.owner, day(args.due))))
    here.meeting_day.note(args.case, item.key, noted.version if noted else 0, note, actor)
    say(f"บันทึกแล้ว: {item.number} {item.title}")


def _recording(args: Namespace, here: Office, actor: Actor) -> None:
    transcript = bytes_of(args.transcript) if args.transcript else b""
    try:
        with args.file.open("rb") as source:
            kept = here.recordings.take(args.case, args.file.name, source, actor)
    except OSError as error:
        raise FileNotReadable(file=args.file, why=absent(error)) from error
    if args.transcript:
        here.recordings.transcribe(args.case, kept.id, args.transcript.name, transcript, actor)
    say(f"เก็บแล้ว: {kept.name} SHA-512 {kept.sha512}")


def _write(args: Namespace, here: Office, actor: Actor) -> None:
    made = here.minutes.write(args.case, args.level, actor)
    if args.json:
        kept = [asdict(one) for one in made.kept]
        show_json({"draft": made.draft, "level": made.level, "kept": kept})
        return
    print(made.draft)
    for one in made.kept:
        say(f"คงข้อความในร่างไว้: {one.path}")


ACTS = {
    "show": _show,
    "times": _times,
    "came": _came,
    "rest": _rest,
    "replied": _rest,
    "note": _note,
    "recording": _recording,
    "write": _write,
} | minutes_after.ACTS
