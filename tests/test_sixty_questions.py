"""Sixty questions of a clerk to the demonstration office: what stands on the first screen."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.passages import Passage, Text
from archive.records import Description, NewFile
from indexer.hit import Hit, Results
from office.demo import make_demo
from office.office import Office, operator

pytestmark = pytest.mark.slow

TOLD = yaml.safe_load(
    (Path(__file__).parent / "data" / "sixty_questions.yaml").read_text(encoding="utf-8")
)
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
SCREEN = 3  # documents


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demonstration office with some more documents of other years and kinds."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    list(make_demo(folder, 0, pdf=False))
    opened = Office.open(folder, lambda: NOW)
    for told in TOLD["filed"]:
        file(opened, told)
    yield opened
    opened.close()


def file(office: Office, told: Mapping[str, Any]) -> None:
    passages = tuple(Passage(one["heading"], one["text"]) for one in told["passages"])
    about = {
        key: told[key] for key in ("type", "title", "number", "dated", "sender") if key in told
    }
    described = Description(filed_at=NOW, category="3", **about)
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, told["dated"].year + 543, told["type"])
    new = [NewFile("text.json", Text(passages).to_json())]
    record = office.archive.accession(id, described, new, who="p05", why="จัดเก็บ")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
        office.journal.add(conn, "p05", "issued", str(id), {}, NOW)


def named(office: Office, hit: Hit) -> str:
    kind = office.archive.record(hit.id).description.type
    for name, known in TOLD["documents"].items():
        if known["type"] == kind and known["title"] in hit.title:
            return str(name)
    return str(hit.id)


def first_screen(found: Results, within: int) -> list[Hit]:
    return list(found.hits[:within])


@pytest.mark.parametrize("question", TOLD["questions"], ids=lambda told: told["ask"])
def test_what_was_asked_for_stands_on_the_first_screen(
    asked: Office, question: dict[str, Any]
) -> None:
    found = asked.find(question["ask"], operator())
    hits = first_screen(found, question.get("within", SCREEN))
    shown = {named(asked, hit): hit for hit in hits}
    assert set(question["find"]) <= set(shown)
    assert not set(question.get("not", ())) & set(shown)
    if "says" in question or "heading" in question:
        passages = shown[question["find"][0]].passages
        assert any(
            question.get("says", "") in passage.text
            and passage.heading.startswith(question.get("heading", ""))
            for passage in passages
        )
    if "hint" in question:
        assert question["hint"] in [hint.query_text for hint in found.hints]


def test_there_are_sixty_of_them() -> None:
    assert len(TOLD["questions"]) == 60
