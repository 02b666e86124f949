"""The command of the register of classified papers."""

from argparse import Namespace

from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.errors import TellingInvalid
from office.office import Office
from office.permissions import Actor
from office.secret_register import Paper, SecretRegister, SecretRow
from thai.dates import buddhist_year, format_date


def secret(args: Namespace) -> str | None:
    """Show or enter rows, or name who may; the operator of the machine reads nothing."""
    here, actor = opened(args)
    return ACTS[args.act](args, SecretRegister(here), actor, here)


def _list(args: Namespace, book: SecretRegister, actor: Actor, here: Office) -> str | None:
    for row in book.year(args.year or buddhist_year(today(now)), actor):
        if args.json:
            show_json(vars(row))
        else:
            print(_line(row))
    return None


def _enter(args: Namespace, book: SecretRegister, actor: Actor, here: Office) -> str | None:
    paper = Paper(
        args.way,
        args.secrecy,
        day(args.dated),
        args.sender,
        args.receiver,
        args.place,
        args.book_no,
        args.subject,
    )
    try:
        print(_line(book.enter(paper, actor)))
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        return "refused"
    return None


def _name(args: Namespace, book: SecretRegister, actor: Actor, here: Office) -> str | None:
    (book.name if args.act == "name" else book.unname)(args.person, actor)
    people = here.profile.directory
    print(*(people[id].name.full for id in book.readers(actor) if id in people), sep="\n")
    return None


def _void(args: Namespace, book: SecretRegister, actor: Actor, here: Office) -> str | None:
    book.void(args.way, args.year, args.number, args.reason, actor)
    return None


ACTS = {"list": _list, "void": _void, "enter": _enter, "name": _name, "unname": _name}


def _line(row: SecretRow) -> str:
    void = f"  [ยกเลิก: {row.void}]" if row.void else ""
    said = (row.secrecy, row.book_no, format_date(row.dated, "short"), row.sender, row.receiver)
    return "  ".join((row.printed, *filter(None, said), row.place)) + void
