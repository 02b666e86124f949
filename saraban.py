"""The command line: finds the command, and turns every outcome into an exit code.

Nothing imports this module; what the commands do stands in ``commands/``.
"""

import secrets
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from archive.errors import ArchiveNotMounted, DatabaseMissing
from commands import (
    arrivals,
    arriving,
    batches,
    cases,
    checking,
    copying,
    custody,
    disposing,
    documents,
    drafts,
    finding,
    handing,
    importing,
    keeping,
    matters,
    meetings,
    minutes,
    office_itself,
    own_templates,
    own_types,
    packing,
    paper,
    printing,
    privacy,
    redacting,
    registers,
    searching,
    secret,
    sendings,
    signing,
    standards,
    transferring,
)
from commands.grammar import parser
from commands.speaking import say
from office.clock import now
from office.errors import AnswersMissing, NoOfficeHere, NothingToVoid
from templates.errors import ConverterMissing, FontMissing
from thai.errors import Refused

EXIT = {"done": 0, "refused": 1, "usage": 2, "missing part": 3, "fault of ours": 70, "stopped": 130}
USAGE = (AnswersMissing, NothingToVoid)
MISSING = (NoOfficeHere, DatabaseMissing, ArchiveNotMounted, ConverterMissing, FontMissing)

RUN: dict[str, Callable[[Namespace], str | None]] = {
    "init": office_itself.init,
    "office": office_itself.office,
    "account": office_itself.account,
    "forms": documents.forms,
    "template": own_templates.template,
    "type": own_types.own_type,
    "check": checking.check,
    "make": documents.make,
    "draft": drafts.draft,
    "issue": documents.issue,
    "print": printing.print_,
    "paper": paper.paper,
    "void": documents.void,
    "restrict": privacy.restrict,
    "seen": privacy.seen,
    "redact": redacting.redact,
    "story": matters.story,
    "replies": matters.replies,
    "sendings": sendings.sendings,
    "note": documents.note,
    "copy": copying.copy,
    "batch": batches.batch,
    "pack": packing.pack,
    "case": cases.case,
    "meeting": meetings.meeting,
    "minutes": minutes.minutes,
    "my-work": standards.my_work,
    "indicators": standards.indicators,
    "evidence": standards.evidence,
    "procedure": standards.procedure,
    "search": searching.search,
    "topic": searching.topic,
    "show": finding.show,
    "browse": finding.browse,
    "register": registers.register,
    "secret": secret.secret,
    "scans": signing.scans,
    "sign": signing.sign,
    "signature": signing.signature,
    "verify": keeping.verify,
    "rebuild": keeping.rebuild,
    "receive": arriving.receive,
    "read-texts": arriving.read_texts,
    "keep": arriving.keep,
    "disposal": disposing.disposal,
    "arrivals": arrivals.arrivals,
    "rules": arrivals.rules,
    "backup": custody.backup,
    "restore": custody.restore_,
    "repair": custody.repair,
    "move-archive": custody.move_archive_,
    "transfer": transferring.transfer,
    "handover": handing.handover,
    "take-handover": handing.take_handover,
    "import-register": handing.import_register,
    "import": importing.import_,
    "serve": keeping.serve,
    "work": keeping.work,
    "demo": keeping.demo,
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    args = parser().parse_args(argv)
    try:
        return EXIT[RUN[args.command](args) or "done"]
    except Refused as refused:
        say(str(refused))
        code = "usage" if isinstance(refused, USAGE) else "refused"
        return EXIT["missing part" if isinstance(refused, MISSING) else code]
    except KeyboardInterrupt:
        say("หยุดตามคำสั่ง งานที่เสร็จแล้วไม่หาย")
        return EXIT["stopped"]
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT["done"]
    except Exception:
        return unexpected(args.data)


def unexpected(data: Path) -> int:
    """Write what happened to a log, and tell the person only where."""
    mark = secrets.token_hex(4)
    place = data / "work" if (data / "work").is_dir() else Path.cwd()
    log = place / "saraban-error.log"
    with log.open("a", encoding="utf-8") as out:
        out.write(f"[{mark}] {now().isoformat()} {sys.argv[1:]}\n{traceback.format_exc()}\n")
    say(f"เกิดข้อผิดพลาดที่ไม่คาดคิด โปรดแจ้งผู้ดูแลระบบ อ้างอิง {mark} (รายละเอียดอยู่ใน {log})")
    return EXIT["fault of ours"]


if __name__ == "__main__":
    sys.exit(main())
