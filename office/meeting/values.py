"""What is told of a meeting, as values: items of its agenda, and who is invited."""

from dataclasses import dataclass
from datetime import date

from office.meeting.regular import Regular
from office.procedures.kept import Case

KINDS = {
    "chair": "เรื่องที่ประธานแจ้ง",
    "follow": "เรื่องสืบเนื่อง",
    "inform": "เพื่อทราบ",
    "consider": "เพื่อพิจารณา",
    "other": "เรื่องอื่น ๆ",
}
"""Kinds of items in the order of the agenda's headings."""
WANTED = ("ทราบ", "รับรอง", "เห็นชอบ", "อนุมัติ", "มอบหมาย")
"""What a meeting may be asked to resolve; the words of ``resolution_type`` in the minutes."""
IN, WAITING, LATER, OUT = "in", "waiting", "later", "out"
PLACES = {IN: "บรรจุในวาระ", WAITING: "รอตัดสิน", LATER: "เก็บไว้ครั้งต่อไป", OUT: "ไม่บรรจุ"}
"""Where an item stands: late ones wait for the clerk; only those that are in are on the agenda."""
LINK = "link"
MEANS = {
    "login": "ในระบบ",
    LINK: "ทางลิงก์",
    "paper": "เป็นหนังสือ",
    "phone": "ทางโทรศัพท์",
    "chat": "ทางแชต",
    "email": "ทางอีเมล",
    "told": "ด้วยวาจา",
}
"""How an answer or an invitation came to where it went."""
COMES, STAYS, SENDS = "comes", "stays", "sends"
REPLIES = {COMES: "เข้าร่วม", STAYS: "ไม่เข้าร่วม", SENDS: "ส่งผู้แทน"}


@dataclass(frozen=True)
class Attached:
    """A file of an item: ``size`` in bytes, ``record`` where it is filed ("" not yet)."""

    id: int
    name: str
    sha512: str
    size: int
    record: str = ""


@dataclass(frozen=True)
class Proposed:
    """An item as it is told; ``kind`` is one of KINDS, ``wanted`` one of WANTED or ""."""

    title: str
    kind: str
    detail: str = ""
    wanted: str = ""
    presenter: str = ""


@dataclass(frozen=True)
class Item:
    """An item of a meeting: ``place`` is one of PLACES, ``carried`` the number it was kept from."""

    id: int
    case: int
    group: str
    told: Proposed
    place: str
    late: bool
    carried: str
    told_by: str
    means: str
    version: int
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Answer:
    """How a group answered the call: ``nothing`` means that it has no item this time.

    ``noted`` is what the case itself says of the group's row, "" while that is open.
    """

    group: str
    title: str
    answered: bool
    nothing: bool
    late: bool
    told_by: str
    recorded_by: str
    means: str
    on: date | None
    noted: str = ""


@dataclass(frozen=True)
class Reply:
    """What an invitee said: ``name`` and ``post`` are the substitute's, ``why`` of who stays away.

    ``held`` is the day of the meeting when it was said: after a postponement it is asked again.
    """

    kind: str
    name: str = ""
    post: str = ""
    why: str = ""
    told_by: str = ""
    means: str = ""
    held: date | None = None


@dataclass(frozen=True)
class Invited:
    """An invitee: when the invitation was sent and received, and the reply for the day that holds.

    ``before`` is a reply that was given for another day. ``person`` is an id of the directory.
    """

    person: str
    title: str
    sent_on: date | None
    sent: str
    received_on: date | None
    reply: Reply | None
    before: Reply | None
    version: int


@dataclass(frozen=True)
class Member:
    """A member of a body for a term; None: since ever, or until further notice."""

    id: int
    person: str
    role: str
    since: date | None
    until: date | None

    def serves(self, on: date) -> bool:
        """Whether the term covers a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Body:
    """A body that meets: ``name`` is what its cases call it (การประชุม…), ``groups`` are called.

    ``quorum`` is the least number that must come, 0 for half of the invited. ``duties`` are the
    lines of its checklist.
    """

    id: int
    name: str
    series: str
    regular: Regular
    start: str
    place: str
    quorum: int
    groups: tuple[str, ...]
    duties: tuple[str, ...]
    closed: bool
    version: int
    members: tuple[Member, ...] = ()

    def serving(self, on: date) -> tuple[Member, ...]:
        """Return the members of a day in their order."""
        return tuple(member for member in self.members if member.serves(on))

    def holder(self, role: str, on: date) -> str:
        """Return who holds a role on a day, "" if nobody does."""
        return next((one.person for one in self.serving(on) if one.role == role), "")


@dataclass(frozen=True)
class Meeting:
    """A case as a meeting: ``items`` are those on its agenda in their order, by kind.

    ``chair`` and ``secretary`` are ids of people, "" where no body tells them.
    """

    case: Case
    held: date | None
    body: Body | None
    items: tuple[Item, ...]
    invited: tuple[Invited, ...]
    chair: str
    secretary: str
