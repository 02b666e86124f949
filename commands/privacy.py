"""Commands of who reads a record, and who has read it."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import day, opened, say, show_json
from office.errors import TellingInvalid
from office.restricting import Kept
from thai.dates import format_date
from thai.digits import to_arabic


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
