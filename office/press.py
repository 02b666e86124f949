"""The press: answers of a form become a Word document, and that a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from office.paper import paper_of
from office.plans import number_prefix
from office.profile import Profile
from office.resolutions import with_matters
from office.settings import Settings
from office.word_copy_errors import PlacesGone
from templates.docx import has_emblem, render
from templates.fill import Answers, fill
from templates.form import Form
from templates.marked_places import TITLES, filled, kinds
from templates.marks import Marks, page_of
from templates.office import Emblem, OfficeFacts
from templates.pdf import Converter
from templates.shelf import Shelf
from thai.digits import Digits
from thai.errors import Refused

NO_EMBLEM = (
    "ยังไม่ได้ใส่ตราครุฑของสำนักงาน เอกสารจึงเว้นที่ว่างไว้ "
    "ใส่ภาพตราหรือเลือกกระดาษที่พิมพ์ตราไว้แล้วได้ที่หน้าตั้งค่า หรือสั่ง saraban office emblem"
)


@dataclass(frozen=True)
class Press:
    """Makes documents with the office's letterhead, people and emblem."""

    settings: Settings
    shelf: Shelf
    converter: Converter
    emblem: Path

    def fill(self, form: Form, given: Mapping[str, Any], *, final: bool) -> Answers:
        """Check answers against the form and the office's directory; raises FormInvalid."""
        profile = self.settings.profile
        groups = profile.group_names
        told = with_matters(form, given, groups)
        return fill(form, told, people=profile.directory, groups=groups, final=final)

    def word(
        self,
        form: Form,
        answers: Answers,
        *,
        number: str | None,
        dated: date | None,
        final: bool,
        copy_mark: str = "",
        marked: date | None = None,
    ) -> bytes:
        """Return the .docx; a final without number and date has both left blank."""
        profile = self.settings.profile
        return render(
            form,
            answers,
            office=facts_of(profile),
            emblem=self.emblem_on(paper_of(form, answers.values)),
            number=number,
            dated=dated,
            final=final,
            copy_mark=copy_mark,
            prefix=number_prefix(form, answers, profile),
            marked=marked,
        )

    def marked_word(self, form: Form, answers: Answers, today: date) -> bytes:
        """Return a final to go on with in Word: number and day blank, their places marked."""
        return self.word(form, answers, number=None, dated=None, final=True, marked=today)

    def filled(
        self, docx: bytes, form: Form, answers: Answers, *, number: str | None, dated: date
    ) -> bytes:
        """Write number and date into the marked places of a Word file; raises PlacesGone."""
        gone = kinds(self.marked_word(form, answers, dated)) - kinds(docx)
        if gone:
            raise PlacesGone(places="และ".join(TITLES[kind] for kind in sorted(gone, reverse=True)))
        return filled(docx, number=number, day=dated, digits=self.digits_of(form))

    def digits_of(self, form: Form) -> Digits:
        """Return in which digits a form's documents print."""
        return form.digits or facts_of(self.settings.profile).digits

    def pdf(self, docx: bytes) -> tuple[bytes | None, str]:
        """Return the PDF, or None and the Thai reason why it has to wait."""
        available = self.converter.available()
        if not available.ready:
            return None, available.reason
        try:
            return self.converter.convert(docx).data, ""
        except Refused as error:
            return None, str(error)

    def marks(self, marks: Marks) -> bytes:
        """Return the PDF page that bears marks and nothing else, to be laid over others."""
        facts = facts_of(self.settings.profile)
        return self.converter.convert(page_of(marks, office=facts, own=self.shelf.own)).data

    def reminders(self, form: Form, answers: Answers) -> tuple[str, ...]:
        """Say that the document has a place for an emblem which the office has not given yet."""
        missing = self.emblem_on(paper_of(form, answers.values)).kind == "none"
        return (NO_EMBLEM,) if missing and has_emblem(form, answers) else ()

    def emblem_on(self, paper: str) -> Emblem:
        """Return what stands in the emblem's place on a kind of paper (``profile.PAPERS``)."""
        kind = self.settings.profile.emblem.get(paper, "none")
        if kind == "picture" and self.emblem.exists():
            return Emblem("picture", self.emblem.read_bytes())
        return Emblem("preprinted" if kind == "preprinted" else "none")


def facts_of(profile: Profile) -> OfficeFacts:
    """Return what every document says about the office."""
    return OfficeFacts(
        name=profile.name_full,
        name_short=profile.name_short,
        code=profile.book_code,
        address_lines=profile.address_lines,
        phone=profile.phone,
        fax=profile.fax,
        email=profile.email_saraban,
        director=profile.director,
        font=profile.font,
        digits="arabic" if profile.digits == "arabic" else "thai",
    )
