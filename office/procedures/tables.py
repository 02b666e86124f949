"""The tables of cases: a case, its rows, how each row moved, and what proves it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from archive.access import OFFICE
from archive.database import Instant, metadata

cases = Table(
    "case",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("procedure", String(40), nullable=False),
    Column("definition", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("situation", Text, nullable=False),
    Column("access", Text, nullable=False, server_default=OFFICE),
    Column("parent", Integer, nullable=False),
    Column("group", String(40), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("keeper", String(40), nullable=False, server_default=""),
)
"""``keeper`` is the group of who began the case, "" where that is not known."""

rows = Table(
    "case_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("sort", Integer, nullable=False),
    Column("step", String(40), nullable=False),
    Column("round", Text, nullable=False),
    Column("target", String(80), nullable=False),
    Column("target_title", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("done_on", String(10), nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("case", "step", "round", "target"),
)

moves = Table(
    "case_move",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row", ForeignKey(rows.c.id), nullable=False, index=True),
    Column("from", String(12), nullable=False),
    Column("to", String(12), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("on", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Text, nullable=False),
)

proofs = Table(
    "case_proof",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row", ForeignKey(rows.c.id), nullable=False, index=True),
    Column("ref", String(80), nullable=False),
    Column("title", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("taken", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("row", "ref"),
)
"""``ref`` is a record id (``2569/minutes/0007``) or ``draft/12``, which counts only while the draft
is the one of the moment ``at``: numbers of discarded drafts are given again. ``taken``: whether the
record's resolutions have been taken over."""

resolutions = Table(
    "case_resolution",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("record", String(80), nullable=False),
    Column("sort", Integer, nullable=False),
    Column("source", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("resolution", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("record", "sort"),
)

reports = Table(
    "case_report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("resolution", ForeignKey(resolutions.c.id), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("told_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("on", String(10), nullable=False),
    Column("at", Instant, nullable=False),
)
