"""Which records fill a printed list, and how each becomes a line of it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from archive.catalogue import Entry, Filters
from archive.records import Description
from archive.retention import retention_class
from archive.whereabouts import BACK, LENT, due_of, loan_in
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

TRANSFERRED_AFTER = 20  # years after which papers go to the National Archives (spec 4.3)

Row = dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """Which records fill a list: of a Buddhist year, of a group ("" = all), of one day in it."""

    year: int
    group: str = ""
    day: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are wanted."""
        year = self.year - 543
        return (self.day, self.day) if self.day else (date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Filled:
    """How a list is filled: which records, how one becomes a row, and who may ask."""

    filters: Callable[[Wanted], Filters]
    row: Callable[[Entry], Row]
    verb: str = "read"


def _of_year(wanted: Wanted) -> Filters:
    return Filters(year=wanted.year, group=wanted.group or None, state="filed", order="oldest")


def expired(wanted: Wanted) -> Filters:
    """Records whose time was over at the end of the year before (spec 4.5)."""
    last = date(wanted.year - 543 - 1, 12, 31)
    return Filters(retain_until=last, group=wanted.group or None, state="filed", order="oldest")


def _old(wanted: Wanted) -> Filters:
    """Records that become 20 years old in the year (spec 4.3), and older ones."""
    last = date(wanted.year - 543 - TRANSFERRED_AFTER, 12, 31)
    return Filters(date_to=last, group=wanted.group or None, state="filed", order="oldest")


def _listed(entry: Entry) -> Row:
    return {
        "file": entry.category,
        "book_no": entry.number,
        "dated": short(entry.dated),
        "title": entry.title,
        "retention": _kept(entry),
        "kept_on": short(entry.filed_at.astimezone(BANGKOK).date() if entry.filed_at else None),
    }


def _receipt(told: Description) -> list[Row]:
    return [{"book_no": told.number, "receiver": told.receiver, "title": told.title}]


def _loans(told: Description) -> list[Row]:
    """A line for each loan of the paper; where none is open, an empty one for the next."""
    number = f"ที่ {to_thai(told.number)}" if told.number else ""
    title = {"title": " ".join(filter(None, (told.title, number, short(told.dated))))}
    lines = list[Row]()
    for fact in told.facts:
        if fact.what == LENT:
            due, taker = short(due_of(fact)), str(fact.other.get("taker", ""))
            lent = {"borrower": fact.note, "taker": taker, "lent_on": short(fact.on)}
            lines.append({**title, **lent, "due_on": due})
        elif fact.what == BACK and lines:
            lines[-1] |= {"bringer": fact.note, "back_on": short(fact.on)}
    return lines if loan_in(told.facts) else [*lines, title]


SLIPS: Mapping[str, Callable[[Description], list[Row]]] = {"receipt": _receipt, "loan": _loans}
"""Slips that go with one record: what of it is printed, the rest is for the pen."""

LISTS: Mapping[str, Filled] = {
    "to-keep": Filled(_of_year, _listed),
    "kept": Filled(_of_year, _listed),
    "handover": Filled(_old, _listed, verb="register"),
    "destruction": Filled(expired, _listed, verb="register"),
}
"""Lists that the catalogue fills; the registers are filled by ``Printing.register``."""
DELIVERY = "delivery"
"""The book of sendings, which ``office.sendings`` fills."""


def _kept(entry: Entry) -> str:
    """Write how long a record is kept, as a register of kept papers has it."""
    if entry.retain_until:
        return f"ถึง พ.ศ. {to_thai(str(entry.retain_until.year + 543))}"
    return retention_class(entry.retention).title if entry.retention else ""


def short(day: date | None) -> str:
    """Write a day as ๒๒ พ.ย. ๒๕๖๙; "" for none."""
    return format_date(day, "short") if day else ""
