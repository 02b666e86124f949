"""The command paper: where it lies, folders, their prints, what is lent."""

from argparse import Namespace

from archive.catalogue import Entry, Filters
from archive.records import Paper, RecordId
from archive.whereabouts import PLACED, spelled
from commands.speaking import day, opened, put, say, show_json
from office.amending import place_line
from office.clock import today
from office.errors import TellingInvalid
from office.folder_prints import FolderPrints
from office.loans import Bringing, Lending
from office.office import Office
from office.permissions import Actor
from office.printing import DOCX, PDF
from thai.dates import format_date
from thai.digits import to_thai


def paper(args: Namespace) -> None:
    """Do one act on paper; every fault of what is told is said before it is refused."""
    here, actor = opened(args)
    acts = {
        "place": _place,
        "folders": _folders,
        "contents": _contents,
        "spines": _spines,
        "finding-aid": _finding_aid,
        "lend": _lend,
        "back": _back,
        "out": _out,
    }
    try:
        acts[args.act](args, here, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        raise


def _place(args: Namespace, here: Office, actor: Actor) -> None:
    id = RecordId.parse(args.id)
    seen = here.show(id, actor).record.version
    told = here.amendments.place_paper(id, seen, _told(args), actor).description
    print(f"{id}  {to_thai(place_line(told.paper)) or 'ไม่มีที่เก็บต้นฉบับ'}")


def _folders(args: Namespace, here: Office, actor: Actor) -> None:
    for one in here.browsing.folders(Filters(), actor):
        if args.json:
            place = {name: getattr(one.paper, name) for name in PLACED}
            show_json({**place, "records": one.records, "first": one.first, "last": one.last})
        else:
            days = f"{format_date(one.first, 'short')} – {format_date(one.last, 'short')}"
            print(to_thai(place_line(one.paper)), to_thai(str(one.records)), days, sep="\t")


def _contents(args: Namespace, here: Office, actor: Actor) -> None:
    put(FolderPrints(here).contents(spelled(_told(args)), actor, _ending(args)), args.out)


def _spines(args: Namespace, here: Office, actor: Actor) -> None:
    wanted = vars(spelled(_told(args)))
    places = [
        one.paper
        for one in here.browsing.folders(Filters(), actor)
        if all(getattr(one.paper, name) == wanted[name] for name in PLACED if wanted[name])
    ]
    put(FolderPrints(here).spines(places, args.size, actor, _ending(args)), args.out)


def _finding_aid(args: Namespace, here: Office, actor: Actor) -> None:
    prints = FolderPrints(here)
    by = "fiscal" if args.fiscal else "year"
    put(prints.finding_aid(by, args.year, actor, _ending(args)), args.out)  # type: ignore[arg-type]


def _lend(args: Namespace, here: Office, actor: Actor) -> None:
    id = RecordId.parse(args.id)
    on = day(args.on) or today(here.clock)
    lending = Lending(args.to, on, day(args.due), args.taker)
    here.loans.lend(id, here.show(id, actor).record.version, lending, actor)
    print(f"{id}  ให้ยืมแล้ว")


def _back(args: Namespace, here: Office, actor: Actor) -> None:
    id = RecordId.parse(args.id)
    bringing = Bringing(args.by, day(args.on) or today(here.clock))
    here.loans.bring(id, here.show(id, actor).record.version, bringing, actor)
    print(f"{id}  รับคืนแล้ว")


def _out(args: Namespace, here: Office, actor: Actor) -> None:
    for row in here.loans.out(actor, late=args.late):
        late = here.loans.is_late(row)
        if args.json:
            show_json(_lent(row) | {"late": late})
        else:
            due = format_date(row.lent_due, "short") if row.lent_due else ""
            mark = " เกินกำหนด" if late else ""
            print(row.id, to_thai(row.number) or "-", row.lent_to, due + mark, row.title, sep="\t")


def _lent(row: Entry) -> dict[str, object]:
    return {
        "id": str(row.id),
        "number": row.number,
        "title": row.title,
        "borrower": row.lent_to,
        "lent": row.lent,
        "due": row.lent_due,
        "place": place_line(row.paper),
    }


def _told(args: Namespace) -> Paper:
    return Paper(*(getattr(args, name) for name in PLACED))


def _ending(args: Namespace) -> str:
    return PDF if args.pdf else DOCX
