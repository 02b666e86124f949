"""The command batch: many letters from one and a table of receivers."""

import time
from argparse import Namespace
from typing import Any

from commands.speaking import bytes_of, opened, say, show_json, warn
from office import answers
from office.batch_sheet import read_sheet
from office.batch_store import RUNNING, Batch
from office.batches import STATES
from office.office import Office
from office.permissions import Actor
from thai.digits import to_thai

PAUSE = 0.2  # seconds, while another process makes a letter


def batch(args: Namespace) -> str | None:
    """Try, make, look at, stop or print a batch."""
    here, actor = opened(args)
    outcome: str | None = _ACTS[args.act](here, actor, args)
    return outcome


def _try(here: Office, actor: Actor, args: Namespace) -> None:
    sheet = read_sheet(args.to.name, bytes_of(args.to))
    tried = here.batches.try_out(args.type, answers.load(args.answers), sheet, args.mode, actor)
    warn(tried.warnings)
    told = {"letters": len(tried.merged.letters), "first": tried.first.number}
    if args.json:
        show_json({**told, "columns": dict(tried.merged.columns), "warnings": tried.warnings})
    else:
        print(f"ไม่พบข้อผิดพลาด จะทำ {told['letters']} ฉบับ เลขแรก {told['first'] or 'ไม่มีเลข'}")


def _start(here: Office, actor: Actor, args: Namespace) -> str | None:
    sheet, given = read_sheet(args.to.name, bytes_of(args.to)), answers.load(args.answers)
    number = here.batches.prepare(args.type, given, sheet, args.mode, actor, pdf=not args.no_pdf)
    args.batch = number
    return _resume(here, actor, args)


def _resume(here: Office, actor: Actor, args: Namespace) -> str | None:
    """Work until the batch is done or stops; Ctrl+C stops it after what is durable."""
    here.batches.start(args.batch, actor)
    try:
        while (now := here.batches.one(args.batch, actor)).state == RUNNING:
            if not args.json:
                say(f"{_figures(now.made)}/{_figures(now.total)}")
            if not here.batches.step(args.batch):
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        here.batches.stop(args.batch, actor)
        raise
    _show(here, actor, args)
    return "refused" if now.left else None


def _stop(here: Office, actor: Actor, args: Namespace) -> None:
    here.batches.stop(args.batch, actor)
    _show(here, actor, args)


def _discard(here: Office, actor: Actor, args: Namespace) -> None:
    here.batches.discard(args.batch, args.reason, actor)
    _show(here, actor, args)


def _list(here: Office, actor: Actor, args: Namespace) -> None:
    for one in here.batches.listed(actor):
        _told(one, args)


def _show(here: Office, actor: Actor, args: Namespace) -> None:
    found = here.batches.one(args.batch, actor)
    _told(found, args)
    for letter in here.batches.letters(args.batch, actor):
        if args.json:
            show_json({"number": letter.number, "to": letter.receiver, "record": letter.record})
        else:
            print(f"{letter.number:>5}  {letter.record or '—':<22}  {letter.receiver}")


def _print(here: Office, actor: Actor, args: Namespace) -> None:
    printed = here.batches.printed(args.batch, actor, apart=args.apart)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / printed.name
    path.write_bytes(printed.data)
    if args.json:
        show_json({"file": str(path)})
    else:
        print(path)


def _told(found: Batch, args: Namespace) -> None:
    if args.json:
        show_json({"batch": found.id, "title": found.title, "state": found.state,
                   "made": found.made, "total": found.total, "why": found.why})  # fmt: skip
        return
    made = f"{_figures(found.made)} จาก {_figures(found.total)} ฉบับ"
    print(f"ชุดที่ {_figures(found.id)} {STATES[found.state]} {made}  {found.title}")
    if found.why:
        say(found.why)


def _figures(number: int) -> str:
    return to_thai(f"{number:,}")


_ACTS: dict[str, Any] = {
    "try": _try,
    "start": _start,
    "list": _list,
    "show": _show,
    "resume": _resume,
    "stop": _stop,
    "discard": _discard,
    "print": _print,
}
