"""The command that files whole folders: where each file goes, what became of it, or would."""

from argparse import Namespace
from pathlib import Path

from commands.speaking import bytes_of, opened, say, show_json
from office.arrival_reading import KINDS
from office.clock import now, today
from office.import_plan import ByFolder, Placed, by_table
from office.intake import Foreseen, Place, Taken
from office.office import Office
from thai.dates import buddhist_year
from thai.digits import to_thai

NAMED = 20  # skipped files that are named before the rest is only counted


def import_(args: Namespace) -> str | None:
    """File a folder of documents, or say what would be filed; one answer a file."""
    here, actor = opened(args)
    place = Place(args.year or buddhist_year(today(now)), args.category, args.title_from)
    placed = _placed(args, here, place)
    failed = 0
    if args.dry_run:
        for each in here.intake.foresee(args.folder, place, actor, placed):
            failed += bool(each.problem)
            _tell_foreseen(each, args.json)
    else:
        for taken in here.intake.folder(args.folder, place, actor, placed):
            failed += taken.id is None
            _tell_taken(taken, args.json)
    _tell_skipped(args.folder)
    return "refused" if failed else None


def _placed(args: Namespace, here: Office, place: Place) -> Placed:
    plan = here.profile.file_plan
    placed: Placed = ByFolder(plan, place) if args.by_folder else lambda name: place
    if args.map is None:
        return placed
    return by_table(args.map.name, bytes_of(args.map), plan, placed, today(now))


def _tell_foreseen(each: Foreseen, as_json: bool) -> None:
    if as_json:
        known = str(each.known) if each.known else None
        told = {"file": each.file, "year": each.year, "category": each.category}
        show_json(told | {"known": known, "problem": each.problem})
        return
    what = f"มีอยู่แล้ว {each.known}" if each.known else each.problem or "จะเก็บ"
    print(f"{each.file}\tปี {to_thai(str(each.year))}\tหมวด {to_thai(each.category)}\t{what}")


def _tell_taken(taken: Taken, as_json: bool) -> None:
    if as_json:
        told = {"file": taken.file, "id": str(taken.id) if taken.id else None}
        extra = {"known": True} if taken.known else {"problem": taken.problem}
        note = {"note": taken.note} if taken.note else {}
        show_json(told | (extra if taken.known or taken.problem else {}) | note)
    elif taken.id:
        said = "มีอยู่แล้ว" if taken.known else taken.note
        print(f"{taken.file}\t{taken.id}" + (f"\t{said}" if said else ""))
    if taken.problem:
        say(f"{taken.file}: {taken.problem}")


def _tell_skipped(folder: Path) -> None:
    """Name the files of a folder that are of no kind that is taken in."""
    other = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() not in KINDS and p.is_file()]
    if other:
        named = ", ".join(path.relative_to(folder).as_posix() for path in other[:NAMED])
        more = f" และอีก {to_thai(str(len(other) - NAMED))} ไฟล์" if len(other) > NAMED else ""
        say(
            f"ข้าม {to_thai(str(len(other)))} ไฟล์ที่ไม่ใช่ {' '.join(KINDS)}: {named}{more} "
            "หากต้องการเก็บ โปรดแปลงเป็น .docx หรือ .pdf ก่อน"
        )
