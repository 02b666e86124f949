"""The command of sendings: the book, how a document left the office, who received it."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.errors import TellingInvalid
from office.office import Office
from office.permissions import Actor
from office.sendings import Line, NewSending, Taking, cells, plain
from thai.times import parse_time


def sendings(args: Namespace) -> None:
    """List the book or write into it; every fault of what is told is said."""
    here, actor = opened(args)
    try:
        {"list": _list, "send": _send, "received": _received}[args.act](args, here, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        raise


def _list(args: Namespace, here: Office, actor: Actor) -> None:
    first = day(args.first) or day(args.last) or today(now)
    last = day(args.last) or today(now)
    for line in here.sendings.book(first, last, actor, awaited=args.awaited):
        show_json(plain(line)) if args.json else print(_written(line))


def _send(args: Namespace, here: Office, actor: Actor) -> None:
    id, on = RecordId.parse(args.id), day(args.on) or today(now)
    told = NewSending(args.way, on, "\n".join(args.to), _taking(args), args.carrier)
    here.sendings.send(id, here.show(id, actor).record.version, told, actor)
    print(f"{id}  บันทึกการส่งแล้ว")


def _received(args: Namespace, here: Office, actor: Actor) -> None:
    id = RecordId.parse(args.id)
    seen = here.show(id, actor).record.version
    here.sendings.take(id, seen, args.sending, _taking(args), actor)
    print(f"{id}  บันทึกผู้รับแล้ว")


def _taking(args: Namespace) -> Taking:
    at = parse_time(args.received_at) if args.received_at else None
    return Taking(args.received_by, args.unit, day(args.received_on), at)


def _written(line: Line) -> str:
    told = cells(line)
    which = (str(line.record), str(line.place), told["number"] or "-", told["sender"])
    rest = (told["receiver"], told["unit"], told["taker"] or "-", told["when"], told["note"])
    return "\t".join((*which, *filter(None, rest), line.title))
