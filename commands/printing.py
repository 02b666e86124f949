"""The command print: forms, blank or filled, envelopes and labels, which are never filed."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import bytes_of, day, opened, show_json
from office.clock import now, today
from office.errors import FileNotReadable
from office.permissions import Actor
from office.print_errors import NoReceivers
from office.print_set import Printed
from office.printed_lists import SLIPS, Wanted
from office.printing import DOCX, PDF, Envelopes, Printing
from templates.envelopes import ENVELOPE, sizes
from templates.prints import printed_forms
from thai.dates import buddhist_year
from thai.digits import to_thai

LABELS = "labels"


def print_(args: Namespace) -> None:
    """Make one form, envelopes or labels; without a name, tell which there are."""
    here, actor = opened(args)
    printing = Printing(here)
    if args.form is None:
        _listed(args, printing)
        return
    made = _made(args, printing, actor)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / made.name
    path.write_bytes(made.data)
    if args.json:
        show_json({"file": str(path)})
    else:
        print(path)


def _made(args: Namespace, printing: Printing, actor: Actor) -> Printed:
    ending = PDF if args.pdf else DOCX
    if args.form == LABELS:
        return printing.labels(_receivers(args, printing, actor), 0, actor, ending)
    if args.form.startswith(ENVELOPE):
        wanted = Envelopes(args.form.removeprefix(ENVELOPE))
        return printing.envelopes(_receivers(args, printing, actor), wanted, actor, ending)
    if args.form in SLIPS and args.record:
        return printing.slip(args.form, RecordId.parse(args.record), actor, ending)
    on = day(args.day)
    if args.year or on:
        year = args.year or buddhist_year(on or today(now))
        return printing.listing(args.form, Wanted(year, args.group, on), actor, ending)
    return printing.blank(args.form, args.pages, ending)


def _receivers(args: Namespace, printing: Printing, actor: Actor) -> str:
    """Return who is written to: a filed letter's receivers, or those in a text file."""
    if args.record:
        return printing.receivers(RecordId.parse(args.record), actor)
    if args.to is None:
        raise NoReceivers()
    try:
        return bytes_of(args.to).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileNotReadable(file=args.to, why="ไม่ใช่ข้อความ UTF-8") from fault


def _listed(args: Namespace, printing: Printing) -> None:
    for form in printed_forms():
        fillable = printing.fillable(form.code)
        if args.json:
            told = {"code": form.code, "title": form.title, "number": form.number}
            show_json({**told, "fillable": fillable})
        else:
            number = f" (แบบที่ {to_thai(str(form.number))})" if form.number else ""
            print(f"{form.code:<14}{form.title}{number}{' กรอกจากข้อมูลได้' if fillable else ''}")
    for code, title in (
        *((f"{ENVELOPE}{one.code}", one.title) for one in sizes()),
        (LABELS, "ป้ายชื่อผู้รับ"),
    ):
        if args.json:
            show_json({"code": code, "title": title, "number": None, "fillable": True})
        else:
            print(f"{code:<14}{title}")
