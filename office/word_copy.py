"""A draft goes on in Word: downloaded with marked places, edited, dropped back in, issued as it is.

From the moment a Word file is dropped in, the form writes nothing of it any more. The form still
tells the facts: subject, receiver, date, signer, which go into registers and record.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from archive import names
from archive.records import Fact
from indexer.bounded import bounded
from indexer.reading import read
from office.check_errors import SecretGiven
from office.clock import today
from office.compare import Compared, Line, compare
from office.draft_errors import DraftSigned
from office.drafting import Drafting, Standing
from office.filing import EDITED, Filing
from office.line import SIGNED
from office.permissions import Actor, require
from office.print_set import Printed
from office.tidied import tidied
from office.word_copies import WordCopies, WordCopy
from office.word_copy_errors import ChangesPending, NoWordCopy
from templates.errors import FormInvalid
from templates.harmless import harmless
from templates.page_fields import in_thai
from templates.proof.letters import secrecy
from templates.proof.properties import W
from templates.proof.sheet import opened

WORD = "แก้ต่อใน Word"
_CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}commentReference")


@dataclass(frozen=True)
class WordState:
    """What came back from Word: versions (the newest first), and what the last one says otherwise.

    ``counts`` tells whether a Word file will be issued, or what the form makes.
    """

    versions: tuple[WordCopy, ...]
    differences: tuple[Compared, ...]

    @property
    def counts(self) -> bool:
        """Whether a Word file will be issued."""
        return any(one.counts for one in self.versions)


@dataclass(frozen=True)
class WordCopying:
    """What is done with the Word file of a draft."""

    drafting: Drafting

    def download(self, draft: int, actor: Actor) -> Printed:
        """Return the Word file to go on with: the last that came back, else one the form makes.

        Raises FormInvalid with all that is missing in the form.
        """
        require(actor, "draft")
        standing = self.drafting.open(draft, actor)
        docx = self._filing.word_of(draft) or self._made(standing)
        return Printed(names.readable(standing.title, ".docx"), docx)

    def version(self, draft: int, number: int, actor: Actor) -> Printed:
        """Return a version as it came; raises NoWordCopy."""
        standing = self.drafting.open(draft, actor)
        with self._filing.db.reading() as conn:
            docx = self._copies.docx(conn, draft, number)
        if docx is None:
            raise NoWordCopy(draft=draft)
        return Printed(names.readable(f"{standing.title} รุ่น {number}", ".docx"), docx)

    def put(self, draft: int, seen: int, name: str, docx: bytes, actor: Actor) -> int:
        """Make a Word file the draft's document; returns the draft's new revision.

        Raises PackageRefused, Unreadable, SecretGiven, ChangesPending, PlacesGone, FormInvalid,
        DraftChanged, DraftSigned, DraftIssued; then nothing is kept.
        """
        require(actor, "draft")
        standing = self.drafting.open(draft, actor)
        docx = self._accepted(standing, name, docx)
        filing = self._filing
        now = filing.clock()
        with filing.db.writing() as conn:
            revision = self._touched(conn, standing, seen, actor)
            number = self._copies.add(conn, draft, docx, name=name, who=actor.label, at=now)
            fact = Fact(EDITED, on=today(filing.clock), by=actor.label, note=WORD, at=now)
            self.drafting.desk.drafts.forget(conn, draft, EDITED)
            self.drafting.desk.drafts.note(conn, draft, fact)
            self._journal(conn, draft, "draft-word", actor, {"version": str(number)})
        return revision

    def back_to_form(self, draft: int, seen: int, actor: Actor) -> int:
        """Issue what the form makes again; the Word files stay to be downloaded."""
        require(actor, "draft")
        standing = self.drafting.open(draft, actor)
        with self._filing.db.writing() as conn:
            revision = self._touched(conn, standing, seen, actor)
            self._copies.set_aside(conn, draft)
            self.drafting.desk.drafts.forget(conn, draft, EDITED)
            self._journal(conn, draft, "draft-form", actor, {})
        return revision

    def counts(self, draft: int) -> bool:
        """Whether a Word file will be issued, and not what the form makes."""
        with self._filing.db.reading() as conn:
            return any(one.counts for one in self._copies.versions(conn, draft))

    def shown(self, draft: int) -> bytes | None:
        """Return the Word file that will be issued, to be looked at; None: the form makes it."""
        return self._filing.word_shown(draft)

    def state(self, draft: int, actor: Actor) -> WordState:
        """Tell every version, and how the last one differs from the one before or the form's."""
        standing = self.drafting.open(draft, actor)
        with self._filing.db.reading() as conn:
            versions = self._copies.versions(conn, draft)
            last = self._copies.docx(conn, draft, versions[0].number) if versions else None
            before = self._copies.docx(conn, draft, versions[1].number) if versions[1:] else None
        if last is None:
            return WordState(versions, ())
        try:
            older = before or self._made(standing)
        except FormInvalid:  # since then a fact was taken out of the form: nothing to compare with
            return WordState(versions, ())
        compared = compare(_lines(older), _lines(last))
        return WordState(versions, tuple(one for one in compared if one.kind != "same"))

    def _accepted(self, standing: Standing, name: str, docx: bytes) -> bytes:
        """Hold a file that came back against everything that would stop its issue."""
        bounded("word.docx", _tried, docx)
        sheet = harmless(docx)
        if mark := secrecy(sheet):
            raise SecretGiven(mark=mark)
        if any(True for tree in sheet.trees.values() for _ in tree.iter(*_CHANGES)):
            raise ChangesPending()
        press = self._filing.press
        given = tidied(standing.form, self.drafting.told(standing.draft))
        answers = press.fill(standing.form, given, final=True)
        press.filled(docx, standing.form, answers, number=None, dated=today(self._filing.clock))
        return in_thai(docx) if press.digits_of(standing.form) == "thai" else docx

    def _made(self, standing: Standing) -> bytes:
        """Print the draft as the form makes it, its blanks marked."""
        press = self._filing.press
        given = tidied(standing.form, self.drafting.told(standing.draft))
        answers = press.fill(standing.form, given, final=True)
        return press.marked_word(standing.form, answers, today(self._filing.clock))

    def _touched(self, conn: Connection, standing: Standing, seen: int, actor: Actor) -> int:
        drafts, draft = self.drafting.desk.drafts, standing.draft
        if drafts.unissued(conn, draft.id).has(SIGNED):
            raise DraftSigned(draft=draft.id)
        at = self._filing.clock()
        return drafts.save(conn, draft.id, seen, draft.answers, actor=actor, at=at)

    def _journal(
        self, conn: Connection, draft: int, act: str, actor: Actor, detail: dict[str, str]
    ) -> None:
        filing = self._filing
        filing.journal.add(conn, actor.label, act, f"draft/{draft}", detail, filing.clock())

    @property
    def _filing(self) -> Filing:
        return self.drafting.desk.filing

    @property
    def _copies(self) -> WordCopies:
        return self._filing.copies


def _tried(docx: bytes) -> None:
    """Open a Word file as it is opened here later; what does harm does it to a child."""
    harmless(docx)
    read("word.docx", docx)


def _lines(docx: bytes) -> list[Line]:
    """Give the paragraphs; those in boxes last, which LibreOffice writes elsewhere than Word."""
    lines = sorted(opened(docx).lines, key=lambda line: line.place == "box")
    return [Line("", " ".join(line.text.split())) for line in lines if line.text.strip()]
