"""Tables of the registers: which there are, their rows, numbers kept elsewhere, closed years."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from archive.database import metadata

books = Table(
    "register_book",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("owner", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("letter_code", String(40), nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)
entries = Table(
    "register_entry",
    metadata,
    Column("register", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("printed", String(80), nullable=False),
    Column("state", String(10), nullable=False),
    Column("dated", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("record", String(60), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("expires", String(10), nullable=False),
    Column("backfilled", Boolean, nullable=False),
    Column("letter", Text, nullable=False, server_default=""),
    Column("letter_dated", String(10), nullable=False, server_default=""),
)
spans = Table(
    "register_span",
    metadata,
    Column("register", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
)
closings = Table(
    "register_closing",
    metadata,
    Column("register", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("registrar", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", String(128), nullable=False),
)
