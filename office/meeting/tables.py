"""The tables of meetings: bodies with members, items with files, answers, replies, links, lists."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from archive.database import Instant, metadata
from office.procedures.tables import cases

bodies = Table(
    "meeting_body",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("series", String(40), nullable=False),
    Column("week", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("start", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("quorum", Integer, nullable=False),
    Column("groups", Text, nullable=False),
    Column("duties", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
"""``groups`` and ``duties`` are lines."""

members = Table(
    "meeting_member",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", ForeignKey(bodies.c.id), nullable=False, index=True),
    Column("person", String(40), nullable=False),
    Column("role", Text, nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
    Column("sort", Integer, nullable=False),
)

items = Table(
    "meeting_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("group", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("detail", Text, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("presenter", Text, nullable=False),
    Column("place", String(10), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("carried", Text, nullable=False),
    Column("sort", Integer, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("means", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)

files = Table(
    "meeting_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", ForeignKey(items.c.id), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("sha512", String(128), nullable=False),
    Column("size", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("record", String(60), nullable=False, server_default=""),
)
"""``record``: where the archive keeps it, "" while only its item does."""

answers = Table(
    "meeting_answer",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True),
    Column("group", String(40), primary_key=True),
    Column("empty", Boolean, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("means", String(12), nullable=False),
    Column("on", String(10), nullable=False),
)

replies = Table(
    "meeting_reply",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("received", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("means", String(12), nullable=False),
    Column("held", String(10), nullable=False),
    Column("version", Integer, nullable=False),
)
"""``received``: the day on which the invitation was received, "" unknown; ``kind`` "": no reply."""

links = Table(
    "meeting_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("of", String(8), nullable=False),
    Column("target", String(80), nullable=False),
    Column("title", Text, nullable=False),
    Column("made", String(10), nullable=False),
    Column("held", String(10), nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("who", Text, nullable=False),
)
"""``of``: "group" (items) or "invitee" (a reply); ``held``: the meeting's day when it was made."""

checks = Table(
    "meeting_check",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("done_by", Text, nullable=False),
    Column("done_on", String(10), nullable=False),
    UniqueConstraint("case", "text"),
)
