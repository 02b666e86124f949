"""Small worlds that more than one test file lives in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.database import Database
from archive.passages import Passage, Text
from archive.records import Description, NewFile, Record

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive of the sample office, at noon of 22 November 2569."""
    database = Database.create(tmp_path / "saraban.db")
    yield Archive.create(database, tmp_path / "archive", "demo-esa1", lambda: NOON)
    database.close()


@pytest.fixture
def file_record(archive: Archive) -> Callable[..., Record]:
    """File one record with a title and, if told, files of its own."""

    def file(title: str = "รายงานการประชุม", *files: NewFile, **told: object) -> Record:
        plain = Description(
            type="minutes", title=title, dated=date(2026, 11, 2), filed_at=NOON, category="3"
        )
        about = replace(plain, **told)  # type: ignore[arg-type]
        text = NewFile("text.json", Text((Passage("ระเบียบวาระที่ ๑", title),)).to_json())
        content = [
            NewFile("รายงานการประชุม.docx", f"เนื้อหา {title}".encode(errors="replace")),
            text,
            *files,
        ]
        with archive.database.writing() as connection:
            id = archive.next_id(connection, 2569, "minutes")
        record = archive.accession(id, about, content, "p05", "ออกเลข")
        with archive.database.writing() as connection:
            archive.enter(connection, record)
        return record

    return file
