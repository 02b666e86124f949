"""Searching on the command line: for a person, for a spreadsheet, for a program."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import saraban
from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, prepared

Say = Callable[..., str]


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the minutes of a meeting, and a letter."""
    with prepared(new_office, tmp_path_factory) as office:
        for form, name in ("minutes", "meeting-02"), ("letter", "letter-01"):
            office.issue(form, answers.load(SAMPLES / f"{name}.yaml"), operator(), Wish(pdf=False))
        office.index.catch_up()
        return office.folder.path


@pytest.fixture
def said(office: Office, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that must succeed, and return what it writes."""

    def say(*words: str) -> str:
        assert saraban.main(["--data", str(office.folder.path), *words]) == 0
        return capsys.readouterr().out

    return say


def test_a_person_sees_the_passage_under_its_heading(said: Say) -> None:
    out = said("search", "ทัศนศึกษา")
    assert "พบ ๑ เอกสาร" in out
    assert "ระเบียบวาระที่ ๕.๒" in out
    assert "«ทัศนศึกษา»" in out


def test_a_program_gets_totals_counts_and_every_passage(said: Say) -> None:
    told = json.loads(said("search", "ออกกลางคัน", "--json"))
    assert told["total"] == 2
    assert told["related_total"] >= 0
    assert told["counts"]["type"] == {"letter": 1, "minutes": 1}
    passages = next(hit for hit in told["hits"] if "minutes" in hit["id"])["passages"]
    assert any(passage["resolution"].startswith("มติ") for passage in passages)


def test_a_spreadsheet_gets_a_line_for_each_document(said: Say) -> None:
    rows = list(csv.reader(io.StringIO(said("search", "ออกกลางคัน", "--csv", "--order", "oldest"))))
    assert [row[0] for row in rows[1:]] == ["2569/minutes/0001", "2569/letter/0001"]


def test_what_was_resolved_is_told_with_its_day(said: Say) -> None:
    told = json.loads(said("topic", "ทัศนศึกษา", "--json"))
    (meeting,) = told["meetings"]
    assert meeting["day"] == "2026-11-04"
    assert "เห็นชอบมาตรการ" in meeting["resolution"]


def test_only_resolutions_are_searched_where_they_are_asked_for(said: Say) -> None:
    told = json.loads(said("search", "ออกกลางคัน", "--json", "--only-resolutions"))
    assert [hit["id"] for hit in told["hits"] if hit["tier"] == "strict"] == ["2569/minutes/0001"]
