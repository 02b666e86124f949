"""The tables of the evaluation: indicator sheets, results by round, their evidence, returns."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from archive.database import Instant, metadata
from office.procedures import tables

sheets = Table(
    "evaluation_sheet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(tables.cases.c.id), nullable=False, index=True),
    Column("target", String(80), nullable=False),
    Column("told", Text, nullable=False),
    UniqueConstraint("case", "target"),
)
"""``target`` is the id of the indicator among the case's targets, ``told`` its sheet as JSON."""

results = Table(
    "evaluation_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(tables.cases.c.id), nullable=False, index=True),
    Column("target", String(80), nullable=False),
    Column("round", String(8), nullable=False),
    Column("value", String(40), nullable=False),
    Column("problem", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("told_on", String(10), nullable=False),
    Column("reviewed_by", Text, nullable=False),
    Column("reviewed_on", String(10), nullable=False),
    Column("krs", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("reported_on", String(10), nullable=False),
    Column("reported_value", String(40), nullable=False),
    Column("certified_by", Text, nullable=False),
    Column("certified_on", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("case", "target", "round"),
)

evidence = Table(
    "evaluation_evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("result", ForeignKey(results.c.id), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("record", String(80), nullable=False),
    Column("place", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""``record`` is a record id or ""; ``place`` says where something that is not filed lies."""

returns = Table(
    "evaluation_return",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("result", ForeignKey(results.c.id), nullable=False, index=True),
    Column("returned_on", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("resubmitted_on", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("who", Text, nullable=False),
)
