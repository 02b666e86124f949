"""The office's own types of documents: proposed from a Word file, arranged, looked at, begun.

What is made are the three files of a document type in ``data/forms/own-N/``; no code is written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from indexer.bounded import bounded
from office.clock import today
from office.own_template_errors import NoSuchProposal, TypeUntitled
from office.own_templates import OwnTemplates, lay
from office.permissions import Actor, require
from office.preview import Preview
from templates.errors import TemplateBroken
from templates.form import Form, load
from templates.harmless import harmless
from templates.limited_check import checked
from templates.proposal import REGISTERS, TYPES, Proposal, Proposed, files_of, propose
from templates.shelf import SHIPPED
from thai.text import clean

PREFIX = "own-"
LONGEST = 120
"""Letters of a title or a label."""

proposed_forms = Table(
    "proposed_form",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("register", String(40), nullable=False),
    Column("fields", Text, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Draft:
    """A type in the making."""

    id: int
    title: str
    register: str
    fields: tuple[Proposed, ...]
    docx: bytes
    who: str
    at: datetime


@dataclass(frozen=True)
class ProposedForms:
    """What is done with types in the making."""

    templates: OwnTemplates

    def put(self, title: str, docx: bytes, actor: Actor) -> int:
        """Keep a Word file with the fields that it seems to ask for; returns its number.

        Raises TypeUntitled, PackageRefused, TemplateBroken with every word not understood.
        """
        require(actor, "administer")
        title = _titled(title)
        found = bounded("word.docx", _proposed, docx)
        row = {"title": title, "register": "none", "fields": _written(found.fields)}
        told = {"docx": found.docx, "who": actor.label, "at": self.templates.clock()}
        with self.templates.db.writing() as conn:
            key = conn.execute(insert(proposed_forms).values(row | told)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def every(self) -> tuple[Draft, ...]:
        """Return the types in the making, the oldest first."""
        with self.templates.db.reading() as conn:
            rows = conn.execute(select(proposed_forms).order_by(proposed_forms.c.id))
            return tuple(map(_draft, rows))

    def draft(self, id: int) -> Draft:
        """Return a type in the making; raises NoSuchProposal."""
        with self.templates.db.reading() as conn:
            asked = select(proposed_forms).where(proposed_forms.c.id == id)
            row = conn.execute(asked).first()
        if row is None:
            raise NoSuchProposal(number=id)
        return _draft(row)

    def save(
        self, id: int, title: str, register: str, fields: Sequence[Mapping[str, str]], actor: Actor
    ) -> None:
        """Arrange the fields: each with ``name``, ``label``, ``type``, ``required``, ``order``."""
        require(actor, "administer")
        known = {one.name: one for one in self.draft(id).fields}
        placed = [row for row in fields if row.get("name") in known]
        placed.sort(key=lambda row: int(row["order"]) if row.get("order", "").isdecimal() else 999)
        arranged = [
            _arranged(known.pop(row["name"]), row) for row in placed if row["name"] in known
        ]
        told = {
            "title": _titled(title),
            "register": register if register in REGISTERS else "none",
            "fields": _written((*arranged, *known.values())),
        }
        with self.templates.db.writing() as conn:
            here = update(proposed_forms).where(proposed_forms.c.id == id)
            conn.execute(here.values(told))

    def look(self, id: int) -> Preview:
        """Show the type's example as a page; raises TemplateBroken."""
        with self._tried(self.draft(id)) as form:
            return self.templates.previews.of_docx(self.templates.made(form))

    def begin(self, id: int, actor: Actor) -> str:
        """Make it a type of the office from now on; returns its code. Raises TemplateBroken."""
        require(actor, "administer")
        draft, own = self.draft(id), self.templates.press.shelf.own
        assert own is not None
        with self._tried(draft):
            pass
        with self.templates.db.writing() as conn:
            code = _free(own)
            for name, data in self._files(draft, code).items():
                lay(own / code / name, data)
            conn.execute(delete(proposed_forms).where(proposed_forms.c.id == id))
            journal, at = self.templates.journal, self.templates.clock()
            journal.add(conn, actor.label, "type-begun", f"form/{code}", {"title": draft.title}, at)
        return code

    def drop(self, id: int, actor: Actor) -> None:
        """Throw a type in the making away."""
        require(actor, "administer")
        self.draft(id)
        with self.templates.db.writing() as conn:
            conn.execute(delete(proposed_forms).where(proposed_forms.c.id == id))

    def _files(self, draft: Draft, code: str) -> Mapping[str, bytes]:
        proposal = Proposal(draft.fields, draft.docx)
        day = today(self.templates.clock)
        return files_of(code, draft.title, draft.register, proposal, day)

    @contextmanager
    def _tried(self, draft: Draft) -> Iterator[Form]:
        """Lay the type's files aside and give it as a form in which nothing is wrong."""
        with TemporaryDirectory(dir=self.templates.work, prefix="type-") as folder:
            place = Path(folder) / f"{PREFIX}0"
            place.mkdir()
            for name, data in self._files(draft, place.name).items():
                (place / name).write_bytes(data)
            form = load(SHIPPED / place.name, place)
            wrong = [fault for fault in checked(form) if not fault.warning]
            if wrong:
                raise TemplateBroken(draft.title, wrong)
            yield form


def _titled(title: str) -> str:
    told = clean(title)[:LONGEST]
    if not told:
        raise TypeUntitled()
    return told


def _arranged(field: Proposed, row: Mapping[str, str]) -> Proposed:
    label, kind = clean(row.get("label", ""))[:LONGEST] or field.label, row.get("type", "")
    return Proposed(
        field.name, label, kind if kind in TYPES else field.type, row.get("required") == "1"
    )


def _free(own: Path) -> str:
    taken = [path.name.removeprefix(PREFIX) for path in own.glob(f"{PREFIX}*")]
    return f"{PREFIX}{max((int(n) for n in taken if n.isdecimal()), default=0) + 1}"


def _proposed(docx: bytes) -> Proposal:
    harmless(docx)
    return propose(docx)


def _written(fields: Sequence[Proposed]) -> str:
    return json.dumps([asdict(one) for one in fields], ensure_ascii=False)


def _draft(row: Row[Any]) -> Draft:
    fields = tuple(Proposed(**one) for one in json.loads(row.fields))
    return Draft(**row._asdict() | {"fields": fields})
