"""Any sequence of filing, amending, voiding and searching finds what a plain scan would find."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.passages import Passage, Text
from archive.records import Description, NewFile, RecordId
from indexer.index import Index
from indexer.query import Query
from thai.text import normal

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
WORDS = ("งบประมาณ", "การประชุม", "อาหารกลางวัน", "จํานวน ๑๔๕", "KRS", "น้ำดื่ม", "ผอ.", "เเจ้ง", "ก")
ASKED = (*WORDS, "ประชุม", "145", "จำนวน", "อาหาร", "krs", "แจ้ง", "กลาง")
FIND_ONLY = (Phase.explicit, Phase.reuse, Phase.generate)  # each step writes and syncs to a disk
LABELS = ("office", "secret")

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
passages = st.lists(st.tuples(texts, texts), min_size=1, max_size=3)


@dataclass(frozen=True)
class Model:
    """What a record says, as a plain scan sees it."""

    lines: tuple[str, ...]
    access: str
    year: int
    version: int

    def has(self, word: str) -> bool:
        return any(normal(word) in line for line in self.lines)


class Searching(RuleBasedStateMachine):
    """An index beside a model that scans every text."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database.create(self.folder / "saraban.db")
        self.archive = Archive.create(self.database, self.folder / "a", "demo", lambda: NOON)
        self.journal = Journal(self.database)
        self.index = Index(self.folder / "index", self.archive, self.journal)
        self.model: dict[RecordId, Model] = {}

    @rule(
        title=texts, said=passages, access=st.sampled_from(LABELS), year=st.sampled_from((68, 69))
    )
    def file(self, title: str, said: list[tuple[str, str]], access: str, year: int) -> None:
        about = Description(type="memo", title=title, access=access, dated=date(1957 + year, 3, 1))
        with self.database.writing() as connection:
            id = self.archive.next_id(connection, 2569, "memo")
        self.archive.accession(id, about, [_text(said)], "p05", "ออกเลข")
        self._tell(id)
        self.model[id] = Model(_lines(title, said), access, 2500 + year, 1)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), said=passages)
    def amend(self, data: st.DataObject, said: list[tuple[str, str]]) -> None:
        id, known = self._one(data)
        self.archive.add_version(id, known.version, None, [_text(said)], "p05", "แก้ไข")
        self._tell(id)
        title = self.archive.record(id).description.title
        self.model[id] = Model(_lines(title, said), known.access, known.year, known.version + 1)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        """A void record is found like any other, for its number must be explained."""
        id, known = self._one(data)
        if self.archive.record(id).state != "void":
            self.archive.void(id, known.version, "p05", "ออกผิด")
            self._tell(id)
            version = self.archive.record(id).version
            self.model[id] = Model(known.lines, known.access, known.year, version)

    @rule()
    def lose_the_index(self) -> None:
        self.index.close()
        shutil.rmtree(self.folder / "index", ignore_errors=True)

    @rule(
        asked=st.lists(st.sampled_from(ASKED), min_size=1, max_size=3),
        joined=st.sampled_from((" ", " หรือ ", " -")),
        access=st.none() | st.sampled_from(LABELS),
        year=st.none() | st.sampled_from((2568, 2569)),
    )
    def search(self, asked: list[str], joined: str, access: str | None, year: int | None) -> None:
        text = joined.join(f'"{word}"' for word in asked)
        seen = None if access is None else frozenset({access})
        query = Query.from_text(text, access=seen, year=year, limit=100)
        found = self.index.search(query)
        wanted = {
            id for id, known in self.model.items() if _meets(known, asked, joined, access, year)
        }
        assert {hit.id for hit in found.strict} == wanted
        assert found.total == len(wanted) == sum(found.counts["year"].values())
        assert all(self.model[hit.id].access in (seen or LABELS) for hit in found.hits)

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.close()
            self.database.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _one(self, data: st.DataObject) -> tuple[RecordId, Model]:
        id = data.draw(st.sampled_from(sorted(self.model)))
        return id, self.model[id]

    def _tell(self, id: RecordId) -> None:
        with self.database.writing() as connection:
            self.archive.enter(connection, self.archive.record(id))
            self.journal.add(connection, "p05", "filed", str(id), {}, NOON)


def _text(said: list[tuple[str, str]]) -> NewFile:
    return NewFile("text.json", Text(tuple(Passage(*one) for one in said)).to_json())


def _lines(title: str, said: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(normal(line) for line in (title, *(part for one in said for part in one)))


def _meets(
    known: Model, asked: list[str], joined: str, access: str | None, year: int | None
) -> bool:
    if (access or known.access) != known.access or (year or known.year) != known.year:
        return False
    first, *others = (known.has(word) for word in asked)
    match joined:
        case " หรือ ":
            return any((first, *others))
        case " -":
            return first and not any(others)
    return all((first, *others))


@pytest.mark.slow
def test_searching_finds_what_a_scan_finds() -> None:
    run_state_machine_as_test(
        Searching,
        settings=settings(max_examples=12, stateful_step_count=20, deadline=None, phases=FIND_ONLY),
    )
