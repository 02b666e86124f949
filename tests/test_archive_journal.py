"""The journal: numbered without gap, append-only, and every tampering shows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from archive.database import Database
from archive.journal import Journal

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "saraban.db")


@pytest.fixture
def journal(database: Database) -> Journal:
    journal = Journal(database)
    for number in range(1, 6):
        with database.writing() as connection:
            detail = {"จำนวน": number, "b": [1], "a": None}
            journal.add(connection, "p05", "issued", f"2569/memo/{number:04d}", detail, NOON)
    return journal


def tamper(database: Database, *statements: str) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")
        connection.exec_driver_sql("DROP TRIGGER journal_no_delete")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_events_come_back_in_order_from_a_bookmark(journal: Journal) -> None:
    assert [event.seq for event in journal.since(2, limit=2)] == [3, 4]
    assert journal.since(4)[0].detail == {"จำนวน": 5, "b": [1], "a": None}
    assert journal.since(4)[0].at == NOON
    assert journal.last() == 5
    assert [event.seq for event in journal.about("2569/memo/0002")] == [2]


def test_a_number_is_not_used_up_by_what_failed(journal: Journal, database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        journal.add(connection, "p05", "issued", "2569/memo/0009", {}, NOON)
        raise ZeroDivisionError
    with database.writing() as connection:
        assert journal.add(connection, "p05", "issued", "2569/memo/0009", {}, NOON).seq == 6
    assert journal.verify() == ()


@pytest.mark.parametrize("change", ["UPDATE journal SET who = 'p06'", "DELETE FROM journal"])
def test_the_database_itself_refuses_to_change_an_event(
    journal: Journal, database: Database, change: str
) -> None:
    with pytest.raises(IntegrityError, match="append-only"), database.writing() as connection:
        connection.exec_driver_sql(change)
    assert journal.verify() == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE journal SET who = 'p06' WHERE seq = 3", {"3"}),
        ("UPDATE journal SET detail = '{}' WHERE seq = 1", {"1"}),
        ("UPDATE journal SET at = '2026-11-22T05:00:00.000001+00:00' WHERE seq = 2", {"2"}),
        ("DELETE FROM journal WHERE seq = 2", {"2"}),
        ("DELETE FROM journal WHERE seq = 5", {"5"}),
        ("DELETE FROM journal", {"5"}),
        ("UPDATE journal_head SET seq = 4", {"4"}),
    ],
)
def test_tampering_shows_where_it_happened(
    journal: Journal, database: Database, change: str, where: set[str]
) -> None:
    tamper(database, change)
    faults = journal.verify()
    assert {fault.where for fault in faults} == where
    assert {fault.code for fault in faults} == {"journal-broken"}


def test_two_journals_are_told_apart(journal: Journal, tmp_path: Path) -> None:
    other = Journal(Database.create(tmp_path / "other.db"))
    assert other.identity() != journal.identity()
    assert Journal(Database(tmp_path / "other.db")).identity() == other.identity()
