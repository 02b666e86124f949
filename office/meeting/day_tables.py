"""The tables of a meeting's day: real times, who came, notes of each item, what was corrected."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from archive.database import Instant, metadata
from office.procedures.tables import cases

days = Table(
    "meeting_day",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True, autoincrement=False),
    Column("started", String(5), nullable=False),
    Column("ended", String(5), nullable=False),
    Column("added", Text, nullable=False, server_default="[]"),
    Column("version", Integer, nullable=False),
)

"""``added``: items that came up on the day, each with the title of its heading (JSON)."""

seats = Table(
    "meeting_seat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("key", String(80), nullable=False),
    Column("state", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("case", "key"),
)
"""``name`` and ``post`` are those of a substitute, or of somebody who came without a seat."""

notes = Table(
    "meeting_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("item", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("discussion", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("resolution", Text, nullable=False),
    Column("tasks", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("case", "item"),
)

corrections = Table(
    "meeting_correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("record", String(80), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("wrong", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""``case`` is the meeting that corrected, ``record`` the adopted minutes ("" = not filed here)."""

made = Table(
    "meeting_made",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True, autoincrement=False),
    Column("draft", Integer, nullable=False),
    Column("begun", Instant, nullable=False),
    Column("level", String(12), nullable=False),
    Column("answers", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""What was last made of a meeting's day, for the draft that was begun at the moment ``begun``."""
