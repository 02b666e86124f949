"""Who saw a record that calls for it is written down, chained, and found again."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.records import RecordId
from office import answers, journal_list
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor
from office.plans import Wish
from office.restricting import Kept
from office.seen import FILE, OPENED, UNSEEN
from office.seen_list import Asked
from tests.conftest import NOON, SAMPLES, prepared

PLAIN, WATCHED = RecordId(2569, "memo", 1), RecordId(2569, "memo", 2)
TELLS = RecordId(2569, "letter", 1)
NAMES = {PLAIN: "memo-01", WATCHED: "memo-02", TELLS: "letter-01"}


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with an open memo, a restricted one, and a letter in which a citizen id stands."""
    with prepared(new_office, tmp_path_factory) as office:
        for id, sample in NAMES.items():
            given = answers.load(SAMPLES / f"{sample}.yaml")
            if id == TELLS:
                given["subject"] = "รายชื่อผู้มีสิทธิ เลขประจำตัว ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"
            office.issue(id.series, given, operator(), Wish(pdf=False))
        kept = Kept(("p05", "p15"), None, "", "เรื่องส่วนตัว")
        office.restricting.restrict(WATCHED, 1, kept, operator())
        for person in ("p05", "p07", "p15"):
            office.people.add(person, person, operator())
        office.people.grant("p07", "auditor", "", operator())
        office.people.grant("p05", "reader", "", operator())
        return office.folder.path


@pytest.fixture
def reader(office: Office) -> Actor:
    return replace(office.actor("p05"), door="page")


@pytest.fixture
def auditor(office: Office) -> Actor:
    return office.actor("p07")


def looks(office: Office, auditor: Actor, **asked: object) -> list[tuple[str, str, str]]:
    rows = office.seen_list.read(Asked(**asked), auditor).rows  # type: ignore[arg-type]
    return [(look.record, look.use, look.door) for look in rows]


def test_what_is_restricted_or_tells_of_people_is_watched_and_nothing_else(
    office: Office, reader: Actor, auditor: Actor
) -> None:
    for id in NAMES:
        office.show(id, reader)
    found = looks(office, auditor)
    assert found == [(str(TELLS), OPENED, "page"), (str(WATCHED), OPENED, "page")]


def test_the_same_look_is_one_line_and_a_file_is_another(
    office: Office, reader: Actor, auditor: Actor
) -> None:
    name = next(f.name for f in office.archive.record(WATCHED).files if f.name.endswith(".docx"))
    for _ in range(3):
        office.show(WATCHED, reader)
        office.file(WATCHED, name, replace(reader, door="api"))
        office.file(WATCHED, "record.json", reader)
    office.show(WATCHED, reader, UNSEEN)
    found = looks(office, auditor)
    assert found == [(str(WATCHED), FILE, "api"), (str(WATCHED), OPENED, "page")]


def test_who_was_refused_saw_nothing(office: Office, auditor: Actor) -> None:
    with pytest.raises(NotPermitted):
        office.show(WATCHED, auditor)
    assert looks(office, auditor) == []


def test_it_is_found_by_person_record_and_day(
    office: Office, reader: Actor, auditor: Actor
) -> None:
    office.show(WATCHED, reader)
    office.show(WATCHED, office.actor("p15"))
    assert len(looks(office, auditor, who="p15")) == 1
    assert len(looks(office, auditor, record="2569/memo")) == 2
    day = date(2026, 11, 22)
    assert len(looks(office, auditor, since=day, until=day)) == 2
    assert looks(office, auditor, until=day - timedelta(days=1)) == []
    with pytest.raises(NotPermitted):
        office.seen_list.read(Asked(), reader)


@pytest.fixture
def next_day(office: Office, reader: Actor, tmp_path: Path) -> Iterator[Office]:
    """The same office a day after somebody saw a record."""
    office.show(WATCHED, reader)
    office.close()
    with closing(Office.open(tmp_path / "data", lambda: NOON + timedelta(days=1))) as opened:
        yield opened


def test_the_journal_keeps_the_chains_head_once_a_day(next_day: Office, auditor: Actor) -> None:
    for person in ("p05", "p15"):
        next_day.show(WATCHED, next_day.actor(person))
    heads = [event for event in next_day.journal.about("seen") if event.act == "seen-kept"]
    assert [head.detail["lines"] for head in heads] == [1]
    assert vars(next_day.seen_list.proof(auditor)) == {"lines": 3, "broken": 0, "lost": False}


def test_a_changed_line_and_a_cut_chain_are_told(next_day: Office, auditor: Actor) -> None:
    for person in ("p05", "p15"):
        next_day.show(WATCHED, next_day.actor(person))
    with next_day.db.writing() as conn:
        conn.execute(text("DROP TRIGGER seen_no_update"))
        conn.execute(text("UPDATE seen SET who = 'ใครอื่น' WHERE seq = 2"))
    assert next_day.seen_list.proof(auditor).broken == 2
    with next_day.db.writing() as conn:
        conn.execute(text("DROP TRIGGER seen_no_delete"))
        conn.execute(text("DELETE FROM seen"))
    assert next_day.seen_list.proof(auditor).lost


def test_a_line_that_cannot_be_written_waits_for_the_next(
    office: Office, reader: Actor, auditor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.errors import DatabaseBusy

    def busy() -> None:
        raise DatabaseBusy

    with monkeypatch.context() as fault:
        fault.setattr(type(office.db), "writing", lambda _: busy())
        office.show(WATCHED, reader)
    assert looks(office, auditor) == []
    office.show(TELLS, reader)
    assert [record for record, *_ in looks(office, auditor)] == [str(TELLS), str(WATCHED)]


def test_an_auditor_reads_who_looked_but_not_what_the_file_is_called(
    office: Office, reader: Actor, auditor: Actor
) -> None:
    name = next(
        one.name for one in office.archive.record(WATCHED).files if one.name.endswith("docx")
    )
    office.file(WATCHED, name, reader)
    asked = Asked(record=str(WATCHED))
    assert office.seen_list.read(asked, operator()).rows[0].file == name
    assert office.seen_list.read(asked, auditor).rows[0].file == ""
    with office.db.writing() as conn:
        detail = {"file": name, "code": "scan"}
        office.journal.add(conn, "p05", "scanned", str(WATCHED), detail, NOON)
    told = journal_list.Asked(ref=str(WATCHED))
    assert office.journal_list.read(told, operator()).rows[0].detail == detail
    assert office.journal_list.read(told, auditor).rows[0].detail == {"code": "scan"}
