"""What an issue will do, decided before anything is written: register, number, description.

Pure: answers, profile and registers come in, a ``Plan`` goes out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from archive.access import OFFICE
from archive.records import Description, Meeting, Signer
from office.books import (
    CIRCULAR,
    MEETING,
    ORDINARY,
    Register,
    letter_book,
    meeting_book,
    standing_books,
)
from office.errors import (
    DateLongAgo,
    ForeignNumber,
    NothingToNumber,
    NumberNotUnderstood,
    UnknownGroup,
    UnknownRegister,
)
from office.paper import paper_of
from office.profile import Profile
from templates.fill import Answers
from templates.form import Form, at
from templates.people import Person
from templates.questions import field_at
from thai.dates import buddhist_year, format_date
from thai.digits import to_arabic, to_thai, to_thai_in_prose

STANDING = {"order": "orders", "announcement": "announcements", "certificate": "certificates"}
GENERATION = 20  # years that a document may be older than the office's registers


@dataclass(frozen=True)
class Wish:
    """What is asked for beside the answers; "" and None leave it to the answers and the form.

    ``number`` is the document's own number, when it is entered after the fact (back-filling), and
    ``why`` is the reason that a closed year asks for. ``unheld`` are records of a meeting of the
    same number that was called off: they do not stand in the way of the one that is held.
    ``access`` is the label of the case.
    """

    number: str = ""
    register: str = ""
    group: str = ""
    circular: bool | None = None
    dated: date | None = None
    category: str = ""
    retention: str = ""
    pdf: bool = True
    case: str = ""
    access: str = OFFICE
    why: str = ""
    unheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """A document about to be issued. ``register`` is None for a type that is not numbered.

    ``number`` is the number it brings along, if any; ``description`` lacks only what numbering and
    filing add. ``joins`` is true where several documents share a number (those of one meeting).
    """

    form: Form
    answers: Answers
    dated: date
    register: Register | None
    number: int | None
    joins: bool
    description: Description
    why: str = ""
    unheld: frozenset[str] = frozenset()

    @property
    def year(self) -> int:
        """The Buddhist year of the document's date: the year of its number and of its record."""
        return buddhist_year(self.dated)


def plan(
    form: Form,
    answers: Answers,
    wish: Wish,
    *,
    profile: Profile,
    books: tuple[Register, ...],
    today: date,
) -> Plan:
    """Decide everything about an issue except the number itself; raises what is wrong."""
    values = answers.values
    if wish.group and wish.group not in profile.group_names:
        raise UnknownGroup(group=wish.group, known=", ".join(profile.group_names))
    dated = wish.dated or at(values, form.date_field) or today
    own = wish.number or written(at(values, form.number_field))
    known = {book.code for book in books}  # an older office has not entered all of them yet
    books += tuple(book for book in standing_books(profile) if book.code not in known)
    register = _register(form, values, wish, books, own)
    if register is None and (wish.number or wish.register):
        raise NothingToNumber(form=form.title)
    year = buddhist_year(dated)
    number = register.read(own, year) if register and own else None
    description = _description(form, values, profile, register, wish)
    if register and register.kind == MEETING and description.meeting:
        meeting = replace(description.meeting, number=number, year=year)
        description = replace(description, meeting=meeting)
    return Plan(
        form,
        answers,
        dated,
        register,
        number,
        joins=register is not None and register.kind == MEETING,
        description=replace(description, dated=dated),
        why=wish.why,
        unheld=wish.unheld,
    )


def number_prefix(form: Form, answers: Answers, profile: Profile) -> str:
    """Return what stands before the number that a letter does not have yet ("" = nothing).

    It is the code of the register that an issue without further wishes would take.
    """
    values = answers.values
    if form.register != "letter":
        return ""
    books = standing_books(profile)
    own = written(at(values, form.number_field))
    try:
        book = _register(form, values, Wish(), books, own)
    except (ForeignNumber, NumberNotUnderstood):  # told when it is to be issued
        return books[0].prefix
    return book.prefix if book else ""


def refuse_long_ago(dated: date, *, first: int, today: date) -> None:
    """Refuse a day more than 20 years before the first year (B.E.) of the office's registers.

    ``22/11/26`` is understood as 2526, where the clerk thinks of 2569.
    """
    if buddhist_year(dated) < first - GENERATION:
        raise DateLongAgo(
            dated=format_date(dated, "weekday"),
            first=to_thai(str(first)),
            example=format_date(today, "letter"),
        )


def strange_day(dated: date, today: date) -> tuple[str, ...]:
    """Warn of a document dated more than a year before today, or a month after."""
    if dated < today - timedelta(days=366):
        far = "ก่อนวันนี้เกินหนึ่งปี"
    elif dated > today + timedelta(days=31):
        far = "หลังวันนี้เกินหนึ่งเดือน"
    else:
        return ()
    return (f"เอกสารลง{format_date(dated, 'weekday')} ซึ่ง{far} โปรดตรวจว่าวันที่ถูกต้อง",)


def title_of(form: Form, values: Mapping[str, Any], profile: Profile) -> str:
    """Return the record's title in the digits that the document prints."""
    title = form.title_of(values)
    return to_thai_in_prose(title) if (form.digits or profile.digits) == "thai" else title


def told_of_number(decided: Plan, number: int, profile: Profile) -> Plan:
    """Return the plan with the number in the answers, where the form asks for one and got none.

    Title and file name of such a document speak of its number (a meeting's ครั้งที่, an order).
    """
    form, values = decided.form, decided.answers.values
    asked = field_at(form.fields, form.groups, form.number_field)
    if asked is None or asked.type != "group" or written(values.get(asked.name)):
        return decided
    told = {**values, asked.name: {"seq": number, "year_be": decided.year}}
    description = replace(decided.description, title=title_of(form, told, profile))
    return replace(decided, answers=replace(decided.answers, values=told), description=description)


def written(value: object) -> str:
    """Return a number that the answers bring along, as text ("" = none)."""
    if isinstance(value, Mapping):
        seq, year = value.get("seq"), value.get("year_be")
        return f"{seq}/{year}" if seq and year else ""
    return "" if value is None else str(value)


def _register(
    form: Form,
    values: Mapping[str, Any],
    wish: Wish,
    books: tuple[Register, ...],
    written: str,
) -> Register | None:
    if wish.register:
        return _named(books, wish.register)
    if form.register == "letter":
        return (
            letter_book(written, books) if written else _own_letter_book(form, values, wish, books)
        )
    if form.register == "meeting":
        return meeting_book(*_series(values))
    standing = STANDING.get(form.register)
    return _named(books, standing) if standing else None


def _own_letter_book(
    form: Form, values: Mapping[str, Any], wish: Wish, books: tuple[Register, ...]
) -> Register:
    """A group's own book where one is named, the office's else; circular only when said.

    Internal paper (a memo) is of its signer's group; a letter to others is of the office.
    """
    circular = wish.circular if wish.circular is not None else bool(values.get("circular"))
    kind = CIRCULAR if circular else ORDINARY
    group = wish.group or str(values.get("group") or "")
    signer = at(values, form.signer_field)
    if not group and isinstance(signer, Person) and paper_of(form, values) == "memo":
        group = signer.group
    own = [book for book in books if book.kind == kind and book.owner == group]
    office = [book for book in books if book.kind == kind and not book.owner]
    return (own or office)[0]


def _named(books: tuple[Register, ...], code: str) -> Register:
    for book in books:
        if book.code == code:
            return book
    raise UnknownRegister(code=code)


def _series(values: Mapping[str, Any]) -> tuple[str, str]:
    """Return code and title of the series of meetings; a title alone makes a code."""
    title = str(values.get("title") or "การประชุม")
    told = str(values.get("series") or "").lower()
    code = re.sub(r"[^a-z0-9]+", "-", told).strip("-")[:40]
    return code or "s" + sha256((told or title).encode()).hexdigest()[:10], title


def _description(
    form: Form,
    values: Mapping[str, Any],
    profile: Profile,
    register: Register | None,
    wish: Wish,
) -> Description:
    signer = at(values, form.signer_field)
    person = signer if isinstance(signer, Person) else None
    letter = at(values, form.number_field.rpartition(".")[0]) or values
    owner = register.owner if register else ""
    told = wish.group or owner or _group_named(str(values.get("group") or ""), profile)
    group = told or _in_charge(letter, person, profile)
    return Description(
        type=form.code,
        series=form.series or form.code,
        title=title_of(form, values, profile),
        sender=profile.group_names.get(group) or profile.name_full,
        receiver=_joined(letter.get("to") or values.get("to")),
        signer=_signer(person, letter, profile),
        speed=str(letter.get("speed") or ""),
        circular=register is not None and register.kind == CIRCULAR,
        references=_lines(letter.get("references")),
        enclosures=_lines(letter.get("enclosures") or letter.get("enclosures_in_text")),
        category=wish.category or form.category or profile.default_category,
        retention=wish.retention or form.retention,
        group=group if group in profile.group_names else "",
        meeting=_meeting(form, values),
        case=wish.case,
        access=wish.access,
    )


def _group_named(name: str, profile: Profile) -> str:
    """Return the id of a group that is told by its name; anything else as it is."""
    return next((group.id for group in profile.groups if group.name == name), name)


def _in_charge(letter: Mapping[str, Any], person: Person | None, profile: Profile) -> str:
    """Return the group whose matter it is: the unit a letter names, else the signer's own.

    Who manages the office has no code of their own in its letters and stands for all of it ("").
    """
    unit = (letter.get("contact") or {}).get("unit")
    for group in profile.groups:
        if group.name == unit or (not unit and person and group.id == person.group and group.code):
            return group.id
    return ""


def _signer(person: Person | None, values: Mapping[str, Any], profile: Profile) -> Signer | None:
    if person is None:
        return None
    mode = str(values.get("sign_mode") or "")
    superior = profile.director.position if profile.director else ""
    acting = mode and mode + str(values.get("acting_for") or superior)
    return Signer(person.name.full, person.post, acting_for=acting)


def _meeting(form: Form, values: Mapping[str, Any]) -> Meeting | None:
    """The meeting that a document belongs to, if any."""
    if not (values.get("series") or form.register == "meeting"):
        return None
    series, title = _series(values)
    number = written(values.get("number"))
    seq, _, year = to_arabic(number).partition("/")
    whole = seq.isdigit() and year.isdigit()
    return Meeting(series, title, int(seq) if whole else None, int(year) if whole else None)


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    rows = (row.get("text", "") if isinstance(row, Mapping) else row for row in value)
    return tuple(str(row) for row in rows if row)


def _joined(value: object) -> str:
    return ", ".join(_lines(value)) if isinstance(value, list) else str(value or "")
