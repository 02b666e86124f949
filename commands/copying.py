"""The command that makes marked copies of a filed paper."""

from argparse import Namespace

from archive.records import RecordId
from commands.speaking import day, opened, say
from office.marked import MarkedCopies


def copy(args: Namespace) -> None:
    """Write a certified copy, or the paper with its retention stamp."""
    here, actor = opened(args)
    copies, id = MarkedCopies(here), RecordId.parse(args.id)
    if args.kept:
        printed = copies.kept(id, actor, file=args.file)
    else:
        printed = copies.certified(id, args.by, actor, on=day(args.on), file=args.file)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / printed.name
    path.write_bytes(printed.data)
    say(f"ทำสำเนาจากไฟล์ {printed.of}")
    print(path)
