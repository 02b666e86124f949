"""Commands of matters: how one went, and which answers are awaited."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.errors import TellingInvalid
from office.office import Office
from office.permissions import Actor
from office.replies import WAYS, Awaited
from office.story import Step, Stories, labels
from thai.dates import format_date
from thai.digits import to_arabic, to_thai


def story(args: Namespace) -> None:
    """Tell how a matter went and what came of it."""
    here, actor = opened(args)
    told = Stories(here).of(RecordId.parse(to_arabic(args.id)), actor)
    places = {step.row.id: place for place, step in enumerate(told.steps, 1)}
    for step in told.steps:
        points = list(labels(step.links, places))
        if args.json:
            show_json(_plain(step))
        else:
            said = " ".join(f"{label}ลำดับ {to_thai(str(place))}" for label, place in points)
            when = format_date(step.row.day, "shortest")
            parts = (when, step.row.number, step.row.title, said, step.stands, step.resolution)
            print(to_thai(str(places[step.row.id])), *filter(None, parts), sep="\t")
    if told.left:
        say(f"มีอีก {to_thai(str(told.left))} ฉบับที่ไม่ได้แสดง")


def replies(args: Namespace) -> str | None:
    """List the answers that are awaited, or write down that one is asked for or came."""
    here, actor = opened(args)
    if args.ask or args.came:
        return _tell(here, args, actor)
    on, names = today(now), here.profile.names
    for one in here.replies.open(actor):
        late = one.late(on)
        if args.late and late <= 0:
            continue
        if args.json:
            show_json({"way": one.way, "id": str(one.row.id), "due": one.due, "days_late": late})
        else:
            print(_line(one, late, names.get(one.who, one.who)))
    return None


def _tell(here: Office, args: Namespace, actor: Actor) -> str | None:
    id = RecordId.parse(to_arabic(args.ask or args.came))
    version = here.archive.record(id).version
    try:
        if args.ask:
            here.replies.ask(id, version, day(args.by), actor)
        else:
            here.replies.came(id, version, args.note, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        return "refused"
    return None


def _line(one: Awaited, late: int, who: str) -> str:
    days = f"พ้นกำหนด {to_thai(str(late))} วัน" if late > 0 else f"อีก {to_thai(str(-late))} วัน"
    due = format_date(one.due, "shortest")
    return "\t".join((due, days, WAYS[one.way], str(one.row.id), who, one.row.title))


def _plain(step: Step) -> dict[str, object]:
    return {
        "id": str(step.row.id),
        "day": step.row.day,
        "title": step.row.title,
        "points_at": [{"kind": link.kind, "id": str(link.to)} for link in step.links],
        "stands": step.stands,
        "open": step.open,
        "resolution": step.resolution,
    }
