"""The lists of an office: what is read out of what the other parts write."""

from functools import cached_property

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from office.acting import ActingSigners
from office.amending import Amendments
from office.arrivals import Arrivals
from office.browsing import Browsing
from office.due_list import DueList
from office.journal_list import JournalList
from office.meeting.day import MeetingDay
from office.meeting.minutes import Minutes
from office.own_templates import OwnTemplates
from office.preview import Previews
from office.procedures.papers import CasePapers
from office.proposed_forms import ProposedForms
from office.register_pages import RegisterPages
from office.registers import Registers
from office.standards import Standards
from office.submission import Submission
from office.word_copy import WordCopying


class Lists:
    """What the parts of an office hold, as lists; ``Office`` is one."""

    db: Database
    journal: Journal
    archive: Archive
    registers: Registers
    submission: Submission
    amendments: Amendments
    arrivals: Arrivals
    acting: ActingSigners
    previews: Previews
    papers: CasePapers

    @cached_property
    def browsing(self) -> Browsing:
        """What is filed, by year, category, type, group and case."""
        return Browsing(self.archive, self.amendments)

    @cached_property
    def register_pages(self) -> RegisterPages:
        """The registers, a page at a time."""
        return RegisterPages(self.db, self.registers)

    @cached_property
    def word(self) -> WordCopying:
        """Drafts that people go on with in Word."""
        return WordCopying(self.submission.drafting)

    @cached_property
    def own_templates(self) -> OwnTemplates:
        """The office's own templates."""
        filing = self.submission.drafting.desk.filing
        parts = filing.press, self.previews, filing.work, filing.clock
        return OwnTemplates(self.db, self.journal, *parts)

    @cached_property
    def proposed_forms(self) -> ProposedForms:
        """The office's own types in the making."""
        return ProposedForms(self.own_templates)

    @cached_property
    def due(self) -> DueList:
        """What is due."""
        return DueList(self.submission, self.arrivals, self.acting)

    @cached_property
    def journal_list(self) -> JournalList:
        """Who did what."""
        return JournalList(self.db, self.journal)

    @cached_property
    def meeting_day(self) -> MeetingDay:
        """The days of meetings: who came, what was said and resolved."""
        return MeetingDay(self.papers)

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes that are made of them."""
        return Minutes(self.meeting_day)

    @cached_property
    def standards(self) -> Standards:
        """The indicators of evaluations, the director's five points, what waits for whom."""
        return Standards(self.papers)
