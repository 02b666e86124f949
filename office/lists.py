"""The parts of an office that are made when somebody first asks for them."""

from functools import cached_property

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from indexer.apart import Apart
from indexer.index import Index
from office.acting import ActingSigners
from office.amending import Amendments
from office.arrival_confirming import Confirming
from office.arrival_rules import ArrivalRules
from office.arrivals import Arrivals
from office.batches import Batches
from office.browsing import Browsing
from office.case_folder import CaseFolders
from office.case_restricting import CaseRestricting
from office.checking import Checking
from office.clock import Clock
from office.corrections import Corrections
from office.desk import Desk
from office.disposal import Disposals
from office.disposal_end import Destruction
from office.drafting import Drafting
from office.due_list import DueList
from office.filed_codes import FiledCodes
from office.intake import Intake
from office.journal_list import JournalList
from office.keeping import Keeping
from office.kept_profile import KeptProfile
from office.kept_registers import KeptRegisters
from office.later_texts import LaterTexts
from office.letter_reading import LetterReading
from office.likely import Likely
from office.loans import Loans
from office.meeting.adopted import Adoption
from office.meeting.day import MeetingDay
from office.meeting.kept_files import KeptFiles
from office.meeting.meetings import Meetings
from office.meeting.minutes import Minutes
from office.meeting.recording import Recordings
from office.meeting.recording_filed import RecordingsFiled
from office.meeting.review import Reviews
from office.own_templates import OwnTemplates
from office.people import People
from office.pictures import Pictures
from office.preview import Previews
from office.print_set import PrintSet
from office.procedures.cases import Cases
from office.procedures.feed import Calendars
from office.procedures.papers import CasePapers
from office.proposed_forms import ProposedForms
from office.receiver_list import ReceiverList
from office.receiving import Receiving
from office.redacting import Redacting
from office.register_pages import RegisterPages
from office.registers import Registers
from office.replies import Replies
from office.restricting import Restricting
from office.retired_types import RetiredTypes
from office.search import Search
from office.seen import Seen
from office.seen_list import SeenList
from office.sendings import Sendings
from office.settings import Settings
from office.snippets import Snippets
from office.standards import Standards
from office.submission import Submission
from office.tokens import Tokens
from office.transfer import Transfers
from office.word_copy import WordCopying
from templates.shelf import Shelf


class Lists:
    """Lists of what is there and acts that few need; ``Office`` is one, with the parts below."""

    clock: Clock
    desk: Desk
    drafting: Drafting
    cases: Cases
    kept: KeptRegisters

    db: Database
    journal: Journal
    archive: Archive
    registers: Registers
    submission: Submission
    amendments: Amendments
    arrivals: Arrivals
    previews: Previews
    people: People
    settings: Settings
    index: Index
    intake: Intake
    shelf: Shelf
    meeting: Meetings
    pictures: Pictures
    kept_profile: KeptProfile

    @cached_property
    def browsing(self) -> Browsing:
        """What is filed, by year, category, type, group and case."""
        return Browsing(self.archive, self.amendments)

    @cached_property
    def corrections(self) -> Corrections:
        """What is noted of filed records, and what is voided."""
        return Corrections(self.db, self.journal, self.archive, self.registers, self.clock)

    @cached_property
    def papers(self) -> CasePapers:
        """The papers that cases make."""
        return CasePapers(self.cases, self.drafting)

    @cached_property
    def search(self) -> Search:
        """What is found by words, as far as the asker may read it."""
        return Search(self.db, self.index, self.settings, self.shelf, self.clock)

    @cached_property
    def print_set(self) -> PrintSet:
        """Drafts on paper, and copies of what is filed."""
        return PrintSet(self.drafting)

    @cached_property
    def snippets(self) -> Snippets:
        """Texts that are kept to be put into answers."""
        return Snippets(self.db, self.journal, self.clock)

    @cached_property
    def receivers(self) -> ReceiverList:
        """To whom the office writes."""
        return ReceiverList(self.db, self.journal, self.clock)

    @cached_property
    def acting(self) -> ActingSigners:
        """Who may sign for whom, by which order."""
        return ActingSigners(self.db, self.journal, self.clock)

    @cached_property
    def checking(self) -> Checking:
        """Word files held against the regulation."""
        return Checking(self.drafting, self.drafting.desk.filing.work / "checked")

    @cached_property
    def tokens(self) -> Tokens:
        """Keys of programs."""
        return Tokens(self.db, self.journal, self.people, self.clock)

    @cached_property
    def batches(self) -> Batches:
        """Many letters at once."""
        return Batches(self.desk, self.people, self.kept)

    @cached_property
    def calendars(self) -> Calendars:
        """Calendars that people subscribe to."""
        return Calendars(self.db, self.journal, self.people, self.cases, self.clock)

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
    def reader(self) -> Apart:
        """What reads strangers' files, apart from this process."""
        return Apart()

    @cached_property
    def letters(self) -> LetterReading:
        """What a letter that arrives says."""
        return LetterReading(lambda: self.reader, FiledCodes(self.db, self.settings))

    @cached_property
    def later_texts(self) -> LaterTexts:
        """The texts of what was filed without its own."""
        reading = self.intake.reading
        return LaterTexts(self.db, self.journal, self.archive, reading, self.clock)

    @cached_property
    def receiving(self) -> Receiving:
        """The letters that arrive."""
        return Receiving(self.amendments, self.registers, self.arrivals)

    @cached_property
    def confirming(self) -> Confirming:
        """What was recognised in letters that arrived, and waits for a person's look."""
        return Confirming(self.amendments, self.arrivals, self.likely)

    @cached_property
    def arrival_rules(self) -> ArrivalRules:
        """The office's rules of where letters that arrive belong."""
        parts = self.archive, self.settings, self.kept_profile
        return ArrivalRules(self.db, self.journal, *parts, self.clock)

    @cached_property
    def likely(self) -> Likely:
        """Where new letters belong, learnt from what is filed."""
        return Likely(self.db, self.archive, self.settings)

    @cached_property
    def keeping(self) -> Keeping:
        """How long records are kept."""
        return Keeping(self.amendments)

    @cached_property
    def seen(self) -> Seen:
        """Who saw what calls for it."""
        return Seen(self.db, self.journal, self.archive, self.clock)

    @cached_property
    def seen_list(self) -> SeenList:
        """The same, to be read."""
        return SeenList(self.db)

    @cached_property
    def redacting(self) -> Redacting:
        """Copies of records with parts of them covered."""
        return Redacting(self.amendments)

    @cached_property
    def replies(self) -> Replies:
        """Answers that are asked for by a day."""
        return Replies(self.amendments)

    @cached_property
    def sendings(self) -> Sendings:
        """How documents left the office, and who received them."""
        return Sendings(self.amendments)

    @cached_property
    def restricting(self) -> Restricting:
        """Who reads a record that is not for all."""
        return Restricting(self.amendments, self.settings)

    @cached_property
    def case_restricting(self) -> CaseRestricting:
        """Who sees a case that is not for all."""
        return CaseRestricting(self.case_folders, self.restricting)

    @cached_property
    def loans(self) -> Loans:
        """Paper that is lent."""
        return Loans(self.amendments)

    @cached_property
    def disposals(self) -> Disposals:
        """The yearly lists of what need not be kept any longer."""
        return Disposals(self.keeping)

    @cached_property
    def transfers(self) -> Transfers:
        """The yearly lists of what is twenty years old."""
        return Transfers(self.keeping)

    @cached_property
    def destruction(self) -> Destruction:
        """The end of such a list."""
        return Destruction(self.disposals, self.pictures)

    @cached_property
    def retired_types(self) -> RetiredTypes:
        """The types that are not begun any more."""
        filing = self.submission.drafting.desk.filing
        return RetiredTypes(self.db, self.journal, filing.press.shelf, filing.clock)

    @cached_property
    def due(self) -> DueList:
        """What is due."""
        return DueList(self.submission, self.arrivals, self.acting, self.replies)

    @cached_property
    def journal_list(self) -> JournalList:
        """Who did what."""
        return JournalList(self.db, self.journal)

    @cached_property
    def meeting_day(self) -> MeetingDay:
        """The days of meetings: who came, what was said and resolved."""
        return MeetingDay(self.papers)

    @cached_property
    def adoption(self) -> Adoption:
        """What they correct in the minutes that they adopt."""
        return Adoption(self.meeting_day)

    @cached_property
    def case_folders(self) -> CaseFolders:
        """What cases left, and where its paper lies."""
        return CaseFolders(self.meeting.cases, self.amendments)

    @cached_property
    def recordings(self) -> Recordings:
        """What was recorded of them."""
        return Recordings(self.meeting.cases, KeptFiles(self.meeting.folder))

    @cached_property
    def recordings_filed(self) -> RecordingsFiled:
        """Where they lie once their case is filed."""
        return RecordingsFiled(self.recordings, self.desk.filing)

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes that are made of them."""
        return Minutes(self.meeting_day)

    @cached_property
    def reviews(self) -> Reviews:
        """What members propose for their drafts."""
        return Reviews(self.minutes)

    @cached_property
    def standards(self) -> Standards:
        """The indicators of evaluations, the director's five points, what waits for whom."""
        return Standards(self.papers, self.due, self.people)
