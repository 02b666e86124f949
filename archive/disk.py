"""The disk of an archive: a sentinel file that names its office, and the storage root beside it."""

from pathlib import Path
from urllib.parse import quote

from archive import files
from archive.errors import ArchiveExists, ArchiveNotMounted, OtherOfficesArchive
from archive.ocfl import DECLARATION, DECLARED

SENTINEL = "saraban-archive"
ROOT = "root"
_NEW = ".saraban-new"
_README = Path(__file__).parent / "data" / "README-saraban.txt"


def make(disk: Path, office_id: str) -> None:
    """Make an empty archive in the folder ``disk``; ArchiveExists if one lies there.

    A crash in between leaves what the next call finishes: the sentinel comes last.
    """
    begun = {path.name for path in (disk / ROOT).iterdir()} if (disk / ROOT).exists() else set()
    if (disk / SENTINEL).exists() or begun - {DECLARATION, _README.name}:
        raise ArchiveExists(folder=disk)
    with files.refusing():
        files.make_folders(disk)
        if (disk / _NEW).exists():
            files.remove_tree(disk / _NEW)
        tree = {
            f"{ROOT}/{DECLARATION}": DECLARED,
            f"{ROOT}/{_README.name}": _README.read_bytes(),
            SENTINEL: f"{office_id}\n".encode(),
        }
        files.write_tree(disk / _NEW, tree)
        if not begun:
            files.move_into_place(disk / _NEW / ROOT, disk / ROOT)
        files.move_into_place(disk / _NEW / SENTINEL, disk / SENTINEL)
        files.remove_tree(disk / _NEW)


def check(disk: Path, office_id: str) -> None:
    """Raise ArchiveNotMounted or OtherOfficesArchive unless this office's archive is here."""
    try:
        found = (disk / SENTINEL).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveNotMounted(folder=disk) from error
    if not (disk / ROOT / DECLARATION).exists():
        raise ArchiveNotMounted(folder=disk)
    if found != office_id:
        raise OtherOfficesArchive(folder=disk, found=found, expected=office_id)


def urn(office_id: str) -> str:
    """Return what stands before an object's name in its OCFL id."""
    return f"urn:x-saraban:{quote(office_id)}:"
