"""Takes hostile files in, in a process of its own, so that its memory is only theirs.

    python -m tests.hostile_taken FOLDER [heavy]

Makes an office in FOLDER, lays the collection and a harmless file into its inbox, takes all in and
prints as JSON what became of each, and the most memory that any process of it had.
"""

import hashlib
import json
import resource
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select

from office import inbox, intake
from office.arrivals import Arrival
from office.office import Office, operator
from office.profile import SAMPLE, load
from tests.hostile import COLLECTION, HEAVY, NAMES, Hostile, packed

GOOD = "ดี.txt"
TRICKS = "ชื่อแปลก.zip"


@dataclass(frozen=True)
class Way:
    """What became of a file: the one in the inbox that it lay in, its name, state and reason."""

    outer: str
    source: str
    state: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What became of all, the sources of the records, and the peak of memory in MiB.

    ``kept`` has the digest of each file of the collection that was kept, ``own`` the peak of the
    process itself, ``others`` that of the largest that it started.
    """

    ways: tuple[Way, ...]
    records: tuple[str, ...]
    kept: tuple[str, ...]
    own: int
    others: int


def digest(path: Path) -> str:
    """Return a digest of a file's size and content; what is only long is not read through."""
    size = path.stat().st_size
    with path.open("rb") as file:
        return hashlib.sha256(
            b"%d" % size + file.read(min(size, 2**27) if size < 2**30 else 2**20)
        ).hexdigest()


def laid(folder: Path, hostile: Iterable[Hostile]) -> dict[str, str]:
    """Lay everything into a folder; returns the digest of each hostile file by its name."""
    for each in hostile:
        each.lay(folder)
    tricks = {name: f"เนื้อความของแฟ้มที่ {n}".encode() for n, name in enumerate(NAMES)}
    (folder / TRICKS).write_bytes(packed(tricks))
    (folder / GOOD).write_text("หนังสือที่ดีฉบับหนึ่ง", encoding="utf-8")
    return {each.name: digest(folder / each.name) for each in hostile}


def taken(data: Path, hostile: Iterable[Hostile]) -> Outcome:
    """Take all in, in a new office."""
    office = Office.create(data, load(SAMPLE))
    inbox.QUIET = 0.01
    place, box = (
        office.folder.place("inbox"),
        inbox.Inbox(office.intake, office.arrivals, office.clock),
    )
    given = laid(place, hostile)
    while box._waiting():
        box.scan()
    rows = {one.id: one for one in office.arrivals.all(operator(), limit=9_999)}
    kept = [name for name in given if _kept(place, name, given[name])]
    with office.db.reading() as conn:
        records = tuple(conn.scalars(select(intake.taken.c.source)))
    office.close()
    ways = (Way(_outer(one, rows), one.source, one.state, one.reason) for one in rows.values())
    peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, others = (resource.getrusage(who).ru_maxrss // 1024 for who in peaks)
    return Outcome(tuple(ways), records, tuple(kept), own, others)


def _kept(inbox_folder: Path, name: str, wanted: str) -> bool:
    """Whether a file lies unchanged where the inbox keeps what it has looked at."""
    places = (inbox_folder / folder / name for folder in ("set-aside", "processed"))
    return any(place.exists() and digest(place) == wanted for place in places)


def _outer(one: Arrival, rows: Mapping[int, Arrival]) -> str:
    return _outer(rows[one.parent], rows) if one.parent else one.source


if __name__ == "__main__":
    wanted = (*COLLECTION, *HEAVY) if "heavy" in sys.argv else COLLECTION
    print(json.dumps(asdict(taken(Path(sys.argv[1]), wanted)), ensure_ascii=False))
