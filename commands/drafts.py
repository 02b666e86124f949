"""The command draft: a draft goes on in Word and comes back."""

from argparse import Namespace
from pathlib import Path

from commands.speaking import bytes_of, opened, say, show_json
from office.office import Office
from office.permissions import Actor

SAID = {"added": "เพิ่ม", "removed": "ตัด", "changed": "แก้"}


def draft(args: Namespace) -> None:
    """Fetch a draft's Word file, put an edited one back, or let the form make it again."""
    here, actor = opened(args)
    if args.form:
        here.word.back_to_form(args.draft, _seen(here, args.draft, actor), actor)
        say("กลับไปใช้แบบฟอร์มแล้ว ไฟล์ Word เดิมยังอยู่")
    elif args.file:
        seen, docx = _seen(here, args.draft, actor), bytes_of(args.file)
        here.word.put(args.draft, seen, args.file.name, docx, actor)
        _differences(here, args, actor)
    else:
        _fetched(here, args, actor)


def _fetched(here: Office, args: Namespace, actor: Actor) -> None:
    printed = here.word.download(args.draft, actor)
    args.out.mkdir(parents=True, exist_ok=True)
    path: Path = args.out / printed.name
    path.write_bytes(printed.data)
    if args.json:
        show_json({"draft": args.draft, "files": [str(path)]})
    else:
        print(path)


def _differences(here: Office, args: Namespace, actor: Actor) -> None:
    for one in here.word.state(args.draft, actor).differences:
        if args.json:
            show_json({"kind": one.kind, "before": one.before, "after": one.after})
        else:
            print(f"{SAID[one.kind]}: {one.after or one.before}")


def _seen(here: Office, draft: int, actor: Actor) -> int:
    return here.drafting.open(draft, actor).draft.revision
