"""docs/data-folder.md says what the archive writes."""

import dataclasses
from pathlib import Path

from archive import catalogue, claims, journal
from archive.faults import MEANINGS
from archive.records import Description, Fact, Meeting, Paper, Part, Relation, Signer

TEXT = (Path(__file__).parent.parent / "docs" / "data-folder.md").read_text(encoding="utf-8")


def test_every_key_of_record_json_is_explained() -> None:
    parts: list[type[Part]] = [Description, Signer, Meeting, Paper, Fact, Relation]
    for part in parts:
        for field in dataclasses.fields(part):
            assert field.name == "other" or field.name in TEXT, field.name


def test_every_fault_code_is_explained() -> None:
    for code in MEANINGS:
        assert f"`{code}`" in TEXT


def test_every_table_of_the_archive_is_explained() -> None:
    for table in (catalogue.records, claims.claims, journal.events, journal.head):
        assert f"`{table.name}`" in TEXT
