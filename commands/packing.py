"""The command pack: papers of the archive bound in one PDF, to be read in a meeting."""

from argparse import Namespace
from dataclasses import replace

from commands.speaking import opened, say, show_json
from office.packs import Packs, Piece, numbered
from office.permissions import Actor
from templates.pack import Cover
from thai.digits import to_thai


def pack(args: Namespace) -> None:
    """Bind records in the order in which they are told, or what belongs to a meeting's record."""
    here, actor = opened(args)
    packs = Packs(here)
    pieces = [piece for told in args.ids for piece in _pieces(packs, told, actor, args.meeting)]
    done = packs.made(Cover(args.title, tuple(args.line)), numbered(pieces), actor, skip=args.skip)
    for one in done.left_out:
        say(f"ไม่ได้รวม {one.title}: {one.why}")
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / done.printed.name
    path.write_bytes(done.printed.data)
    if args.json:
        show_json({"file": str(path), "pages": done.pages, "left_out": len(done.left_out)})
    else:
        print(f"{path}  {to_thai(f'{done.pages:,}')} หน้า")


def _pieces(packs: Packs, told: str, actor: Actor, meeting: bool) -> list[Piece]:
    """Return the files of one record (``ID`` or ``ID=mark``), or of all its meeting."""
    id, _, mark = told.partition("=")
    found = packs.of_ids([id], actor)
    if meeting and found:
        found = packs.proposed(found[0].record, actor)
    return [replace(one, mark=mark) if mark else one for one in found]
