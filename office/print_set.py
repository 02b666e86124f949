"""The print set: original, file copy and further copies in one PDF, printed in one press.

The file copy (สำเนาคู่ฉบับ) is kept with the matter; a copy says so above its first line (spec 1.14).
Where the office wants it, each part's first sheet bears a QR code by which its scan is matched.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from archive import names
from archive.records import Fact, MadeWith, Record, RecordId
from indexer.bounded import bounded
from office.amending import SCAN
from office.clock import today
from office.drafting import ANSWERS, Drafting
from office.errors import NothingToPrint
from office.filing import EDITED
from office.permissions import Actor, require
from office.press import Press
from office.qr_codes import SheetCodes
from office.tidied import tidied
from templates.errors import UnknownForm
from templates.fill import Answers
from templates.form import Form
from templates.joining import joined
from templates.marks import Marks, marked
from templates.sheet_code import coded

FILE_COPY, COPY = "สำเนาคู่ฉบับ", "สำเนา"
MOST_COPIES = 20
SECONDS = 120  # for the copies of a volume


@dataclass(frozen=True)
class Printed:
    """A PDF ready for the printer, a readable name for it, and of which filed file it is a copy."""

    name: str
    data: bytes
    of: str = ""


@dataclass(frozen=True)
class PrintSet:
    """Prints drafts for signature, and filed documents once more with their copies."""

    drafting: Drafting

    def check_draft(self, draft: int, actor: Actor) -> None:
        """Raise FormInvalid with everything that keeps a draft from being printed for signature."""
        self._signable(draft, actor)

    def of_draft(self, draft: int, actor: Actor, *, file_copy: bool, copies: int) -> Printed:
        """Print a draft with number and day left blank, and note that it was printed.

        Raises FormInvalid with everything that is missing, and what keeps a PDF from being made.
        """
        form, answers = self._signable(draft, actor)
        word, marks = self.drafting.desk.filing.word_shown(draft), _marks(file_copy, copies)
        seen = self.drafting.open(draft, actor).draft.revision
        code = self._codes.of_draft(draft, seen)
        if word is None:
            data = self._parts(form, answers, marks, code=code)
        else:
            data = self._over(self._press.converter.convert(word).data, marks, code)
        self._note(draft, actor)
        return Printed(names.readable(form.filename_of(answers.values), ".pdf"), data)

    def word_of_draft(self, draft: int, actor: Actor) -> Printed:
        """Return the same as a Word document, without copies."""
        form, answers = self._signable(draft, actor)
        docx = self.drafting.desk.filing.word_shown(draft) or self._press.word(
            form, answers, number=None, dated=None, final=True
        )
        self._note(draft, actor)
        return Printed(names.readable(form.filename_of(answers.values), ".docx"), docx)

    def of_record(self, record: Record, *, file_copy: bool, copies: int) -> Printed:
        """Print a filed document with its copies, number and date as filed.

        Where it cannot be drawn as it was then (its form is another one by now), its copies are the
        filed pages with the word สำเนา laid over them. Raises NothingToPrint for what has no pages.
        """
        marks, code = _marks(file_copy, copies), self._codes.of_record(record)
        if self.is_drawn(record):
            form = self._press.shelf.form(record.description.type)
            told = record.description
            given = json.loads(self._file(record.id, ANSWERS).decode())
            answers = self._press.fill(form, given, final=True)
            number = told.number or None
            data = self._parts(form, answers, marks, number=number, dated=told.dated, code=code)
            return Printed(names.readable(form.filename_of(answers.values), ".pdf"), data)
        data = self._over(self._filed_pages(record), marks, code)
        return Printed(names.readable(record.description.title, ".pdf"), data)

    def is_drawn(self, record: Record) -> bool:
        """Whether a record's answers, form and template still make the document that was filed."""
        told = record.description.form
        if told is None or not any(file.name == ANSWERS for file in record.files):
            return False
        if any(fact.what == EDITED for fact in record.description.facts):
            return False
        try:
            form = self._press.shelf.form(record.description.type)
        except UnknownForm:
            return False
        return MadeWith(form.code, form.form_sha256, form.template_sha256) == told

    def _filed_pages(self, record: Record) -> bytes:
        """Return the filed PDF: the document's own, else made of its Word file, else the scan."""
        files = {PurePath(file.name).suffix.lower(): file.name for file in record.files}
        plain = [file.name for file in record.files if not file.name.startswith(SCAN)]
        own = next((name for name in plain if name.lower().endswith(".pdf")), "")
        word = next((name for name in plain if name.lower().endswith(".docx")), "")
        if own or (".pdf" in files and not word):
            return self._file(record.id, own or files[".pdf"])
        if not word:
            raise NothingToPrint(record=record.id)
        return self._press.converter.convert(self._file(record.id, word)).data

    @property
    def _codes(self) -> SheetCodes:
        return SheetCodes(self.drafting.desk.filing)

    @property
    def _press(self) -> Press:
        return self.drafting.desk.filing.press

    def _signable(self, draft: int, actor: Actor) -> tuple[Form, Answers]:
        require(actor, "draft")
        standing = self.drafting.open(draft, actor)
        given = tidied(standing.form, self.drafting.told(standing.draft))
        return standing.form, self._press.fill(standing.form, given, final=True)

    def _parts(
        self,
        form: Form,
        answers: Answers,
        marks: list[str],
        *,
        number: str | None = None,
        dated: date | None = None,
        code: str = "",
    ) -> bytes:
        """Draw each different part once, then set the parts one behind the other."""
        drawn = {}
        for mark in dict.fromkeys(marks):
            docx = self._press.word(
                form, answers, number=number, dated=dated, final=True, copy_mark=mark
            )
            drawn[mark] = _coded(self._press.converter.convert(docx).data, code)
        return joined(drawn[mark] for mark in marks)

    def _over(self, pages: bytes, marks: list[str], code: str = "") -> bytes:
        """Set copies of finished pages one behind the other, each with its mark laid over it."""
        over = {mark: self._press.marks(Marks(above=mark)) for mark in marks if mark}
        laid = [over.get(mark, b"") for mark in marks]
        return bounded("PDF", _copies, pages, laid, code, seconds=SECONDS)

    def _file(self, record: RecordId, name: str) -> bytes:
        return self.drafting.desk.filing.archive.file_path(record, name).read_bytes()

    def _note(self, draft: int, actor: Actor) -> None:
        filing = self.drafting.desk.filing
        printed = Fact("printed", on=today(filing.clock), by=actor.label, at=filing.clock())
        with filing.db.writing() as conn:
            self.drafting.desk.drafts.note(conn, draft, printed)


def _marks(file_copy: bool, copies: int) -> list[str]:
    """Say what stands on top of each part: nothing on the original."""
    return ["", *([FILE_COPY] if file_copy else []), *([COPY] * min(max(copies, 0), MOST_COPIES))]


def _coded(pages: bytes, code: str) -> bytes:
    return coded(pages, code) if code else pages


def _copies(pages: bytes, over: list[bytes], code: str) -> bytes:
    """Set copies one behind the other, on the first page of each what is laid over it."""
    pages = _coded(pages, code)
    laid = {one: marked(pages, one, above=True, first_only=True) for one in set(over) if one}
    return joined(laid.get(one, pages) for one in over)
