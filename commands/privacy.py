"""Commands of who reads a record, and who has read it."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import day, opened, say, show_json
from office.errors import TellingInvalid
from office.permissions import DOORS
from office.restricting import Kept
from office.seen import USES
from office.seen_list import Asked
from thai.dates import BANGKOK, format_date
from thai.digits import to_arabic, to_thai


def seen(args: Namespace) -> str | None:
    """Show who saw what, or prove that no line is gone."""
    here, actor = opened(args)
    if args.proof:
        proof = here.seen_list.proof(actor)
        whole = not (proof.broken or proof.lost)
        told = "ครบและไม่ถูกแก้ไข" if whole else "ถูกแก้ไขหรือหายไป"
        show_json(vars(proof)) if args.json else print(f"{to_thai(str(proof.lines))} บรรทัด {told}")
        return None if whole else "refused"
    record = to_arabic(args.record)
    asked = Asked(args.who, record, day(args.since), day(args.until), args.limit)
    for look in here.seen_list.read(asked, actor).rows:
        if args.json:
            show_json(vars(look))
        else:
            at = look.at.astimezone(BANGKOK)
            when = f"{format_date(at.date(), 'shortest')} {to_thai(f'{at:%H:%M}')}"
            use = f"{USES[look.use]} {look.file}".strip()
            print(when, look.who, look.record, use, DOORS[look.door], sep="\t")
    return None


def restrict(args: Namespace) -> str | None:
    """Keep a record to some readers, or open it again."""
    here, actor = opened(args)
    acts, id = here.restricting, RecordId.parse(to_arabic(args.id))
    version = here.archive.record(id).version
    try:
        if args.widen:
            record = acts.widen(id, version, args.why, actor)
        else:
            kept = Kept(tuple(args.to), day(args.until), "", args.why)
            record = acts.restrict(id, version, kept, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        return "refused"
    now = acts.in_force(record.description)
    if args.json:
        told = {"readers": now.readers, "until": now.until} if now else {"readers": None}
        show_json({"id": str(id), "version": record.version} | told)
    elif now:
        until = f" ถึง {format_date(now.until, 'short')}" if now.until else ""
        print(f"{id} จำกัดผู้อ่านเฉพาะ {' · '.join(acts.names(now.readers))}{until}")
    else:
        print(f"{id} อ่านได้ตามเดิม")
    return None
