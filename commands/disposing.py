"""The command of what need not be kept: its lists, a survey, decisions, the printed list."""

from argparse import Namespace
from dataclasses import asdict

from commands.speaking import opened, put, show_json
from commands.verdicts import list_asked, verdicts
from office.clock import today
from office.disposal_prints import certificate, proposal
from office.disposal_store import DECISIONS, ENDS, STATES, Disposal
from office.printing import DOCX, PDF
from thai.dates import buddhist_year
from thai.digits import to_thai


def disposal(args: Namespace) -> str | None:
    """List the yearly lists, survey this year, show one list, decide lines of it or print it."""
    here, actor = opened(args)
    lists = here.disposals
    if args.survey:
        args.number = str(lists.survey(buddhist_year(today(here.clock)), actor))
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
        made = certificate if args.print == "certificate" else proposal
        put(made(here, one, PDF if args.pdf else DOCX), args.out)
    elif args.json:
        lines = [asdict(line) | {"record": str(line.record)} for line in one.lines]
        show_json(_plain(one) | {"lines": lines})
    else:
        _print(one)
    return None


def _print(one: Disposal) -> None:
    print(_line(one))
    for line in one.lines:
        told = ENDS[line.ended] or DECISIONS.get(line.decision, "ยังไม่ได้พิจารณา")
        print(f"{to_thai(str(line.place))}\t{line.record}\t{line.title}\t{told}")


def _plain(one: Disposal) -> dict[str, object]:
    return {"id": one.id, "year": one.year, "state": one.state, "told": one.told}


def _line(one: Disposal) -> str:
    return f"บัญชีที่ {to_thai(str(one.id))}  ประจำปี {to_thai(str(one.year))}  {STATES[one.state]}"
