"""The demonstration: the sample office with its documents, all issued by the product itself."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from office import answers
from office.clock import now
from office.errors import OfficeExists
from office.filing import Issued
from office.folder import SETTINGS
from office.office import Office, operator
from office.permissions import Actor
from office.phrases import Composed, Composer
from office.plans import Wish
from office.profile import SAMPLE, load
from office.registers import Claim
from thai.booknumber import parse_year_number
from thai.dates import BANGKOK, buddhist_year

SEED = 2569
FIRST, LAST = date(2024, 1, 2), date(2026, 9, 30)
SAMPLES = (  # in the order of their days
    ("order", "order-02"),
    ("agenda-call", "meeting-01"),
    ("invitation", "meeting-01"),
    ("invitation", "meeting-02"),
    ("agenda", "meeting-01"),
    ("minutes", "meeting-01"),
    ("order", "order-01"),
    ("invitation", "meeting-03"),
    ("agenda", "meeting-02"),
    ("minutes", "meeting-02"),
    ("agenda", "meeting-03"),
    ("minutes", "meeting-03"),
    ("resolutions", "meeting-01"),
    ("letter", "letter-01"),
    ("announcement", "announcement-01"),
    ("memo", "memo-01"),
    ("memo", "memo-02"),
)
WITHIN = {
    "invitation": "invitation",
    "agenda-call": "agenda_call",
    "resolutions": "circulation",
}
"""Where, among a meeting's answers, those of a memo about it stand."""
STEPS = len(SAMPLES) + 5  # lines: founded, void and reserved numbers, index begun and ready
UNFINISHED = "unfinished"
# The samples bring numbers of their own: what is composed for their year stays below them.
ROOM = {
    "letters": 2940,
    "letters-adm": 600,
    "letters-adm-circular": 120,
    "orders": 370,
}


@dataclass
class _Calendar:
    """A clock that is set to the day of the document at hand."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def set(self, on: date) -> None:
        """Make it nine in the morning of a day, never earlier than it was."""
        morning = datetime.combine(on, time(9), BANGKOK).astimezone(UTC)
        self.moment = max(self.moment + timedelta(seconds=1), morning)


def make_demo(data: Path, records: int, *, pdf: bool) -> Generator[str]:
    """Make the office in ``data``; yields Thai lines about the progress (STEPS without records).

    ``records`` documents are composed over three years before the samples; the same number gives
    the same documents. It is an office only when it is whole: one that is stopped (``close()`` of
    the generator) or killed leaves nothing that counts as one. Raises OfficeExists.
    """
    if (data / SETTINGS).exists():
        raise OfficeExists(folder=data)
    unfinished = data / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        yield from _made(unfinished, records, pdf)
        for each in sorted(unfinished.iterdir(), key=lambda place: place.name == SETTINGS):
            each.rename(data / each.name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _made(data: Path, records: int, pdf: bool) -> Iterator[str]:
    clock = _Calendar(datetime.combine(FIRST, time(8), BANGKOK).astimezone(UTC))
    with closing(Office.create(data, load(SAMPLE), clock)) as office:
        yield f"ตั้ง{office.profile.name_full} (สมมติ)"
        ready = office.converter.available()
        if pdf and not ready.ready:
            yield ready.reason
        pdf = pdf and ready.ready
        with office.converter.warm() if pdf else nullcontext():
            composer = Composer(office.profile, SEED)
            for done, issued in enumerate(_composed(office, clock, composer, records, pdf), 1):
                if done % 50 == 0 or done == records:
                    yield f"{done}/{records}  {issued.id}  {issued.number}"
            yield from _samples(office, clock, pdf)
        clock.set(now().date())
        office.kept.keep_yesterday(operator().label)
        yield "ทำดัชนี…"
        yield f"ดัชนีพร้อม {office.index.catch_up()} รายการ"
    shutil.rmtree(office.folder.place("cache"))  # it knows where it was made


def _samples(office: Office, clock: _Calendar, pdf: bool) -> Iterator[str]:
    actor = operator()
    for form, name in SAMPLES:
        given = answers.load(SAMPLE.parent / f"{name}.yaml")
        asked = given.get(WITHIN.get(form, ""), given)
        clock.set(asked["date"])
        if name == "letter-01":
            yield from _register_extract(office, actor)
        issued = office.issue(form, given, actor, Wish(pdf=pdf))
        yield f"{issued.id}  {issued.number}"


def _register_extract(office: Office, actor: Actor) -> Iterator[str]:
    """The awkward rows of the sample register: a void number and a reserved one."""
    rows = answers.load(SAMPLE.parent / "register-2569.yaml")
    year, book = rows["year_be"], office.register("letters")
    for row in rows["send"]:
        claim = Claim(row["date"], number=row["seq"])
        if row.get("state") == "cancelled":
            office.reserve(book, claim, row["note"], None, actor)
            office.void_number(book, year, row["seq"], row["cancel_reason"], actor)
            yield f"ยกเลิก {row['book_no']}"
        elif row.get("state") == "reserved":
            office.reserve(book, claim, row["note"], row["reserved_until"], actor)
            yield f"จอง {row['book_no']}"


def _composed(
    office: Office, clock: _Calendar, composer: Composer, records: int, pdf: bool
) -> Iterator[Issued]:
    random, actor = Random(SEED), operator()
    meeting: Composed | None = None
    for number in range(records):
        on = _workday(FIRST + (LAST - FIRST) * number / max(1, records - 1))
        clock.set(on)
        if meeting is not None:
            yield office.issue("minutes", meeting.answers, actor, Wish(pdf=pdf))
            meeting = None
            continue
        composed = _fitting(office, composer, random, on)
        wish = Wish(group=composed.group, circular=composed.circular, pdf=pdf)
        issued = office.issue(composed.form, composed.answers, actor, wish)
        if composed.form == "agenda":
            told = parse_year_number(issued.number)
            held = composed.answers | {"number": {"seq": told.number, "year_be": told.year}}
            meeting = replace(composed, answers=held)
        yield issued


def _fitting(office: Office, composer: Composer, random: Random, on: date) -> Composed:
    """Compose a document whose register still has room before the samples' own numbers."""
    while True:
        composed = _any(composer, random, on)
        code = {"letter": "letters", "order": "orders"}.get(composed.form, "")
        if composed.form == "memo":
            code = f"letters-{composed.group}" + ("-circular" if composed.circular else "")
        if code not in ROOM or buddhist_year(on) != buddhist_year(LAST):
            return composed
        with office.db.reading() as conn:
            register = office.registers.register(conn, code)
            if office.registers.next_number(conn, register, buddhist_year(on)) <= ROOM[code]:
                return composed


def _any(composer: Composer, random: Random, on: date) -> Composed:
    kinds = (composer.memo, composer.letter, composer.announcement, composer.order)
    chosen = random.choices((*kinds, composer.meeting), weights=(46, 26, 9, 7, 12))[0]
    return chosen(on)


def _workday(on: date) -> date:
    """Return the day, or for a weekend the Friday before."""
    return on - timedelta(days=max(0, on.weekday() - 4))
