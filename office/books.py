"""Which registers an office has, and how each one writes a number.

A register belongs to the office or to a group and is ordinary or circular for letters; orders,
announcements and each series of meetings have their own (spec 1.10, 1.11, 3.4).
"""

from dataclasses import dataclass, replace

from office.errors import (
    ForeignNumber,
    NoLetterCode,
    NumberNotUnderstood,
    NumberOfAnotherYear,
)
from office.profile import Profile
from thai.booknumber import BookNumber, YearNumber, parse_book_number, parse_year_number
from thai.digits import to_arabic, to_thai
from thai.errors import Refused

ORDINARY, CIRCULAR, ORDER = "ordinary", "circular", "order"
ANNOUNCEMENT, CERTIFICATE, MEETING = "announcement", "certificate", "meeting"
RECEIVED = "received"
"""Kind and code of the register of received letters."""
MOST_DIGITS = 7  # of a number of a year
PATTERNS = {
    ORDINARY: "{code}/๑๒",
    CIRCULAR: "{code}/ว ๑๒",
    ORDER: "๓๒/๒๕๖๙",
    ANNOUNCEMENT: "๓๒/๒๕๖๙",
    CERTIFICATE: "๓๒/๒๕๖๙",
    MEETING: "๑๑/๒๕๖๙",
    RECEIVED: "๑๒",
}


@dataclass(frozen=True)
class Register:
    """One book of numbers; ``owner`` is a group's id or "" for the whole office.

    ``letter_code`` (letters only) is written before the number, with Arabic digits. ``source``
    names the other system (AMSS++) that gives its numbers; "" where this office does.
    """

    code: str
    title: str
    owner: str
    kind: str
    letter_code: str = ""
    source: str = ""

    @property
    def is_for_letters(self) -> bool:
        """True where numbers are written behind a letter code."""
        return self.kind in (ORDINARY, CIRCULAR)

    @property
    def pattern(self) -> str:
        """How a number of this register looks, for a person."""
        return PATTERNS[self.kind].format(code=to_thai(self.letter_code))

    @property
    def prefix(self) -> str:
        """What a letter has before its number, in Thai digits; "" where nothing is."""
        if not self.letter_code:
            return ""
        return to_thai(f"{self.letter_code}/{'ว ' if self.kind == CIRCULAR else ''}")

    def printed(self, number: int, year: int) -> str:
        """Return the number as the document prints it, in Thai digits."""
        if self.is_for_letters:
            if not self.letter_code:
                raise NoLetterCode()
            return BookNumber(self.letter_code, self.kind == CIRCULAR, number).thai
        if self.kind == RECEIVED:
            return to_thai(str(number))
        return YearNumber(number, year).thai

    def read(self, text: str, year: int) -> int:
        """Return the number that ``text`` writes for this register; refuses another year's."""
        try:
            if self.is_for_letters:
                return parse_book_number(text).number
            if self.kind == RECEIVED and "/" not in text:
                return _plain_number(text)
            said = parse_year_number(text)
        except (Refused, ValueError) as error:
            raise NumberNotUnderstood(number=text, pattern=self.pattern) from error
        if said.year != year:
            raise NumberOfAnotherYear(
                number=text, said=to_thai(str(said.year)), year=to_thai(str(year))
            )
        return said.number


RECEIVED_BOOK = Register(RECEIVED, "ทะเบียนหนังสือรับ", "", RECEIVED)


def received_book(profile: Profile) -> Register:
    """Return the register of received letters as the profile has it."""
    return replace(RECEIVED_BOOK, source=profile.numbered_elsewhere.get(RECEIVED, ""))


def standing_books(profile: Profile) -> tuple[Register, ...]:
    """Return the registers that the office has from the start, whatever it will issue."""
    code = to_arabic(profile.book_code)
    books = [
        Register("letters", "ทะเบียนหนังสือส่ง", "", ORDINARY, code),
        Register("letters-circular", "ทะเบียนหนังสือเวียน", "", CIRCULAR, code),
        Register("orders", "ทะเบียนคำสั่ง", "", ORDER),
        Register("announcements", "ทะเบียนประกาศ", "", ANNOUNCEMENT),
        Register("certificates", "ทะเบียนหนังสือรับรอง", "", CERTIFICATE),
        RECEIVED_BOOK,
    ]
    for group in profile.groups:
        if group.code:
            own = f"{code}.{group.code}" if code else ""
            name = group.short or group.name
            books += [
                Register(f"letters-{group.id}", f"ทะเบียนหนังสือส่ง {name}", group.id, ORDINARY, own),
                Register(
                    f"letters-{group.id}-circular",
                    f"ทะเบียนหนังสือเวียน {name}",
                    group.id,
                    CIRCULAR,
                    own,
                ),
            ]
    elsewhere = profile.numbered_elsewhere
    return tuple(replace(book, source=elsewhere.get(book.code, "")) for book in books)


def meeting_book(series: str, title: str) -> Register:
    """Return the register of a series of meetings (made when its first document is issued)."""
    return Register(f"meeting-{series}", f"ทะเบียน{title}", "", MEETING)


def letter_book(number: str, books: tuple[Register, ...]) -> Register:
    """Return the register to which a written letter number belongs, by its code and its ว."""
    try:
        said = parse_book_number(number)
    except Refused as error:
        raise NumberNotUnderstood(number=number, pattern="ศธ ๐๔๙๙๙/๑๒ หรือ ศธ ๐๔๙๙๙/ว ๑๒") from error
    kind = CIRCULAR if said.circular else ORDINARY
    for book in books:
        if book.kind == kind and book.letter_code and _same(book.letter_code, said.code):
            return book
    codes = sorted({to_thai(book.letter_code) for book in books if book.letter_code})
    raise ForeignNumber(number=number, known=", ".join(codes) or "ยังไม่ได้ตั้ง")


def _plain_number(text: str) -> int:
    """Read a number from 1 that stands alone; raises ValueError."""
    digits = to_arabic(text).strip()
    if not digits.isdecimal() or len(digits) > MOST_DIGITS or not int(digits):
        raise ValueError(text)
    return int(digits)


def _same(one: str, other: str) -> bool:
    return to_arabic(one).replace(" ", "") == to_arabic(other).replace(" ", "")
