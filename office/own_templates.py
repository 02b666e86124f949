"""The office's own templates: uploaded, checked, looked at, used; every version kept.

The file that counts lies in ``data/forms/<code>/`` and wins over the shipped one. Each version
remembers the shipped template it was made from, so that an upgrade that changes it is noticed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from archive import files
from archive.database import Database
from archive.journal import Journal
from indexer.bounded import bounded
from office.clock import Clock, today
from office.own_template_errors import NoSuchTemplate, NoSuchVersion, NothingShipped
from office.own_versions import OwnVersion, OwnVersions
from office.permissions import Actor, require
from office.press import Press
from office.preview import Preview, Previews
from templates.errors import Fault, TemplateBroken
from templates.fill import fill
from templates.form import Form, at
from templates.harmless import refuse_harm
from templates.limited_check import checked
from templates.questions import field_at
from templates.shelf import SHIPPED

OURS, OWN, BY_HAND = "shipped", "own", "by hand"


@dataclass(frozen=True)
class TemplateFile:
    """One template of a type: ``title`` says which, "" where it is the only one.

    ``origin`` is OURS, OWN (``version`` counts) or BY_HAND (laid into data/forms by somebody).
    ``renewed``: the program brought another template since the office's own was made.
    """

    name: str
    title: str
    origin: str
    version: int | None
    renewed: bool
    versions: tuple[OwnVersion, ...]
    is_shipped: bool


@dataclass(frozen=True)
class OwnTemplates:
    """What is done with the office's own templates."""

    db: Database
    journal: Journal
    press: Press
    previews: Previews
    work: Path
    clock: Clock

    @cached_property
    def _versions(self) -> OwnVersions:
        return OwnVersions()

    def of(self, form: Form) -> tuple[TemplateFile, ...]:
        """Tell each template file of a type."""
        with self.db.reading() as conn:
            return tuple(
                self._file(conn, form, name, title) for name, title in _named(form).items()
            )

    def renewed(self) -> tuple[Form, ...]:
        """Return the types whose shipped template changed underneath the office's own."""
        with self.db.reading() as conn:
            counting = self._versions.counting(conn)
        return tuple(
            form
            for form in self.press.shelf.forms()
            if any(
                code == form.code and _shipped_sum(code, name) != based
                for code, name, based in counting
            )
        )

    def put(self, code: str, file: str, docx: bytes, actor: Actor) -> tuple[int, tuple[Fault, ...]]:
        """Keep a template that is in order, to be looked at; returns its number and what to mind.

        Raises PackageRefused, TemplateBroken with every fault at its words, TemplateTooSlow.
        """
        require(actor, "administer")
        form = self._form(code, file)
        bounded(file, refuse_harm, docx)
        with self._tried(form, file, docx) as tried:
            found = checked(tried)
        if wrong := _told_once(found):
            raise TemplateBroken(file, wrong)
        with self.db.writing() as conn:
            number = self._versions.add(
                conn,
                (form.code, file),
                docx,
                based_on=_shipped_sum(form.code, file),
                who=actor.label,
                at=self.clock(),
            )
            self._journal(conn, actor, "template-put", (form.code, file, number))
        return number, tuple(found)

    def example(self, code: str, file: str, number: int) -> Preview:
        """Show the type's example as a version makes it, with the office's own head."""
        form, docx = self._form(code, file), self.docx(code, file, number)
        with self._tried(form, file, docx) as tried:
            return self.previews.of_docx(self.made(tried))

    def made(self, form: Form) -> bytes:
        """Make the example of a form, with number and day as if it were issued."""
        answers = fill(form, form.example(), people={}, groups={})
        day = at(answers.values, form.date_field)
        dated = day if isinstance(day, date) else today(self.clock)
        number = None if form.register in ("letter", "none") else f"๑/{dated.year + 543}"
        return self.press.word(form, answers, number=number, dated=dated, final=True)

    def use(self, code: str, file: str, number: int, actor: Actor) -> None:
        """Let a version count from now on; documents that are filed do not change."""
        require(actor, "administer")
        form, docx = self._form(code, file), self.docx(code, file, number)
        with self.db.writing() as conn:
            self._versions.use(conn, (form.code, file), number)
            self._journal(conn, actor, "template-used", (form.code, file, number))
        lay(self._own(form.code, file), docx)

    def back(self, code: str, file: str, actor: Actor) -> None:
        """Let the shipped template count again; raises NothingShipped."""
        require(actor, "administer")
        form = self._form(code, file)
        if not _shipped_sum(form.code, file):
            raise NothingShipped(title=form.title)
        with self.db.writing() as conn:
            self._versions.use(conn, (form.code, file), None)
            self._journal(conn, actor, "template-shipped", (form.code, file, None))
        self._own(form.code, file).unlink(missing_ok=True)

    def keep(self, code: str, file: str, actor: Actor) -> None:
        """Stay with the office's own, knowing that the program brought another template."""
        require(actor, "administer")
        form = self._form(code, file)
        with self.db.writing() as conn:
            self._versions.keep(conn, (form.code, file), _shipped_sum(form.code, file))
            self._journal(conn, actor, "template-kept", (form.code, file, None))

    def docx(self, code: str, file: str, number: int | None = None) -> bytes:
        """Return a version, or (None) the template that counts now; raises NoSuchVersion."""
        form = self._form(code, file)
        if number is None:
            return form.files[file].read_bytes()
        with self.db.reading() as conn:
            docx = self._versions.docx(conn, (form.code, file), number)
        if docx is None:
            raise NoSuchVersion(title=form.title, number=number)
        return docx

    def shipped(self, code: str, file: str) -> bytes:
        """Return the template that came with the program; raises NothingShipped."""
        form = self._form(code, file)
        path = SHIPPED / form.code / file
        if not path.is_file():
            raise NothingShipped(title=form.title)
        return path.read_bytes()

    def _file(self, conn: Connection, form: Form, name: str, title: str) -> TemplateFile:
        versions = self._versions.of(conn, (form.code, name))
        counting = next((one for one in versions if one.counts), None)
        path, shipped = self._own(form.code, name), _shipped_sum(form.code, name)
        origin = OURS
        if path.is_file():
            same = counting is not None and _sum(path) == counting.sha256
            origin = OWN if same else BY_HAND
        own = counting if origin == OWN else None
        renewed = own is not None and own.based_on != shipped
        number = own.number if own else None
        return TemplateFile(name, title, origin, number, renewed, versions, bool(shipped))

    def _form(self, code: str, file: str) -> Form:
        form = self.press.shelf.form(code)
        if file not in form.templates.values():
            known = ", ".join(dict.fromkeys(form.templates.values()))
            raise NoSuchTemplate(title=form.title, file=file, known=known)
        return form

    @contextmanager
    def _tried(self, form: Form, file: str, docx: bytes) -> Iterator[Form]:
        """Lay a template aside and give the form as if it counted already."""
        with TemporaryDirectory(dir=self.work, prefix="template-") as folder:
            path = Path(folder) / file
            path.write_bytes(docx)
            yield replace(form, files={**form.files, file: path}, own=form.own | {file})

    def _own(self, code: str, file: str) -> Path:
        own = self.press.shelf.own
        assert own is not None
        return own / code / file

    def _journal(
        self, conn: Connection, actor: Actor, act: str, told: tuple[str, str, int | None]
    ) -> None:
        code, file, number = told
        detail = {"file": file, "version": number}
        self.journal.add(conn, actor.label, act, f"form/{code}", detail, self.clock())


def lay(target: Path, data: bytes) -> None:
    """Write a file whole in place of the one that is there, its folder with it."""
    new = target.with_name(f".{target.name}.new")
    files.make_folders(target.parent)
    new.unlink(missing_ok=True)
    files.write_new(new, data)
    files.replace(new, target)


def _told_once(found: Iterable[Fault]) -> list[Fault]:
    """Return what stops a template; what is told again in fewer words is left out."""
    wrong = [fault for fault in found if not fault.warning]
    said = [fault.message for fault in wrong]
    return [
        fault
        for fault in wrong
        if not any(one != fault.message and one.startswith(fault.message) for one in said)
    ]


def _named(form: Form) -> dict[str, str]:
    """Return the template files of a form, each with what it is for."""
    by = field_at(form.fields, form.groups, form.template_by) if form.template_by else None
    shown = (by.choices or {}) if by else {}
    titles: dict[str, str] = {}
    for key, name in form.templates.items():
        title = shown.get(key, key)
        titles[name] = f"{titles[name]} · {title}" if titles.get(name) else title
    return titles


def _shipped_sum(code: str, file: str) -> str:
    path = SHIPPED / code / file
    return _sum(path) if path.is_file() else ""


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
