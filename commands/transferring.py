"""The command of what is twenty years old: lists, decisions, prints, the bag for the archives."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from commands.speaking import opened, put, show_json
from commands.verdicts import list_asked, verdicts
from office.clock import today
from office.disposal_store import Disposal
from office.handover import Handover
from office.printing import DOCX, PDF
from office.transfer import DECISIONS, STATES, transfer_deadline
from office.transfer_print import transfer_print
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai


def transfer(args: Namespace) -> str | None:
    """List the yearly lists, survey a year, show one list, decide, print it, or write its bag."""
    here, actor = opened(args)
    lists = here.transfers
    if args.survey:
        year = args.year or buddhist_year(today(here.clock))
        args.number = str(lists.survey(year, actor))
    if not args.number:
        for one in lists.every(actor):
            show_json(_plain(one)) if args.json else print(_line(one))
        return None
    one = list_asked(lists, args.number, actor)
    if args.decide:
        if not verdicts(lists, one, args, actor):
            return "refused"
        one = lists.get(one.id, actor)
    if args.print:
        put(transfer_print(here, one, args.print, PDF if args.pdf else DOCX), args.out)
    elif args.bag:
        done = Handover(here).write(lists.given(one), args.bag, actor)
        show_json(vars(done)) if args.json else print(f"{done.folder}  {done.records} ฉบับ")
    elif args.json:
        lines = [asdict(line) | {"record": str(line.record)} for line in one.lines]
        show_json(_plain(one) | {"lines": lines})
    else:
        _print(one)
    return None


def _print(one: Disposal) -> None:
    print(_line(one))
    for line in one.lines:
        told = DECISIONS.get(line.decision, "ยังไม่ได้พิจารณา")
        print(to_thai(str(line.place)), line.record, line.title, told, line.note, sep="\t")


def _line(one: Disposal) -> str:
    until = format_date(transfer_deadline(one.year), "short")
    told = f"{to_thai(str(one.id))}\tปี {to_thai(str(one.year))}\t{STATES[one.state]}"
    return f"{told}\tส่งมอบภายใน {until}"


def _plain(one: Disposal) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("id", "year", "state", "told", "who")}
    return plain | {"at": one.at.isoformat(), "deadline": transfer_deadline(one.year)}
