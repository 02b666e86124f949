"""The database's two doors."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from archive import database as doors
from archive.database import Database, Instant, store
from archive.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseReadOnly,
    DiskFull,
    FormatTooNew,
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "saraban.db")


def test_a_lost_database_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="ไม่พบฐานข้อมูล"):
        Database(tmp_path / "saraban.db")
    assert not (tmp_path / "saraban.db").exists()


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(store).values(format=doors.FORMAT + 1))
    with pytest.raises(FormatTooNew, match="รุ่นใหม่กว่า"):
        Database(database.path)


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "saraban.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(DatabaseDamaged, match="เสียหาย"):
        Database(tmp_path / "saraban.db")


def test_what_fails_half_way_is_not_written(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(insert(store).values(format=99))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.scalars(select(store.c.format)).all() == [doors.FORMAT]


def test_nothing_can_be_written_while_reading(database: Database) -> None:
    with pytest.raises(DatabaseReadOnly), database.reading() as connection:
        connection.execute(insert(store).values(format=99))


def test_a_writer_that_waits_too_long_is_told_to_try_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "WAIT", 0.1)
    other = Database(database.path)  # which needs no lock, for nothing is lacking
    late = other.writing()
    with database.writing(), pytest.raises(DatabaseBusy, match="ยังไม่มีการบันทึก"):
        late.__enter__()
    other.close()


def test_a_thread_that_would_wait_for_itself_is_stopped(database: Database) -> None:
    with database.writing(), pytest.raises(RuntimeError, match="inside"):
        database.writing().__enter__()
    with database.writing():
        pass


def test_a_full_disk_is_a_state_with_a_sentence(database: Database) -> None:
    with pytest.raises(DiskFull, match="พื้นที่ดิสก์ไม่พอ"), database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE large (x)")
        connection.exec_driver_sql("INSERT INTO large VALUES (zeroblob(10000000))")


def test_a_moment_without_its_zone_is_refused() -> None:
    assert Instant.text(datetime(2026, 11, 22, 1, 2, tzinfo=UTC)).startswith("2026-11-22T01:02:00.")
    with pytest.raises(ValueError, match="time zone"):
        Instant.text(datetime(2026, 11, 22, 1, 2))
