"""What was recognised in a letter that arrived: what is believed, and what a person must confirm.

Only what is sure goes into the record's description; what is not is kept beside the file's way
(``arrival_letters``) and asked for on its page, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.records import Description
from indexer.recognition.field import Name, Recognised
from office.arrival_spots import BLANK, Spot
from templates.errors import Problem
from thai.dates import parse_date
from thai.text import clean, cut_bytes

FIELDS: dict[Name, str] = {
    "number": "ที่",
    "date": "ลงวันที่",
    "from": "จาก",
    "to": "ถึง",
    "subject": "เรื่อง",
    "speed": "ชั้นความเร็ว",
}
"""The fields that are confirmed, with their labels."""
PATHS: dict[Name, str] = {
    "number": "number",
    "date": "dated",
    "from": "sender",
    "to": "receiver",
    "subject": "subject",
    "speed": "speed",
}
"""The same fields by their names in ``Confirmed``."""
LISTED: tuple[Name, ...] = ("references", "enclosures")
"""What is kept of a letter besides, for whoever receives it: lines by these names."""
TO_COME = "เป็นวันที่ยังมาไม่ถึง"
_EXPECTED: dict[str, tuple[Name, ...]] = {
    "external": ("number", "date", "from", "subject"),
    "memo": ("number", "date", "from", "subject"),
    "stamped": ("number", "date", "from"),
    "order": ("number", "date", "subject"),
    "announcement": ("date", "subject"),
}
"""What a letter of a kind must have; of other kinds nothing is expected."""
SPEEDS = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
MOST_TITLE = 900  # bytes, some 300 Thai letters
MOST_FIELD = 400  # bytes of a number, a sender or a receiver


@dataclass(frozen=True)
class Confirmed:
    """What a letter says, as a person or the recognition is sure of it; "" or None: not known.

    ``category`` (code) and ``group`` (id) are a person's word of where it belongs.
    """

    number: str = ""
    dated: date | None = None
    sender: str = ""
    receiver: str = ""
    subject: str = ""
    speed: str = ""
    category: str = ""
    group: str = ""


def asked(letter: Recognised) -> tuple[Name, ...]:
    """Return the fields that a person must look at: not sure, or missing where one must stand."""
    expected = _EXPECTED.get(letter.kind, ())
    return tuple(
        name
        for name in FIELDS
        if (letter.fields[name].asked if name in letter.fields else name in expected)
    )


def doubted(letter: Recognised, on: date) -> Recognised:
    """Return a letter whose day, if it is after ``on``, is asked for: somebody mistook it."""
    found = letter.fields.get("date")
    if found is None or (_day(found.value) or on) <= on:
        return letter
    return replace(
        letter, fields={**letter.fields, "date": replace(found, sure=0, because=TO_COME)}
    )


def believed(letter: Recognised) -> Confirmed:
    """Return what was recognised for sure."""
    sure = {name: letter.value(name) for name in FIELDS if name not in asked(letter)}
    return Confirmed(
        sure.get("number", ""),
        _day(sure.get("date", "")),
        sure.get("from", ""),
        sure.get("to", ""),
        sure.get("subject", ""),
        sure.get("speed", ""),
    )


def told_by(values: Mapping[str, str], on: date) -> Confirmed:
    """Return what somebody says by the names of ``Confirmed``, a day as ISO or as clerks type it.

    Raises what keeps a day from being read.
    """
    text = values.get("dated", "").strip()
    others = {name: text for name, text in values.items() if name != "dated"}
    return Confirmed(**others, dated=_day(text) or (parse_date(text, on) if text else None))


def described(about: Description, told: Confirmed) -> Description:
    """Return a description with what is told; what is not told stays as it is."""
    speed = told.speed if told.speed in SPEEDS else ""
    return replace(
        about,
        number=_cut(told.number) or about.number,
        dated=told.dated or about.dated,
        sender=_cut(told.sender) or about.sender,
        receiver=_cut(told.receiver) or about.receiver,
        title=cut_bytes(clean(told.subject), MOST_TITLE) or about.title,
        speed=speed or about.speed,
    )


def unread_faults(told: Confirmed, spots: Mapping[str, Spot]) -> list[Problem]:
    """Say in which fields a BLANK still stands for an unsure digit of ``spots``."""
    typed: dict[Name, str] = {
        "number": told.number,
        "from": told.sender,
        "to": told.receiver,
        "subject": told.subject,
    }
    says = f"โปรดดูที่ภาพ แล้วพิมพ์ตัวเลขแทน {BLANK}"
    return [
        Problem(PATHS[name], FIELDS[name], says)
        for name, text in typed.items()
        if BLANK in text and name in spots and BLANK in spots[name].text
    ]


def confirmed_faults(told: Confirmed, on: date, spots: Mapping[str, Spot]) -> list[Problem]:
    """Say what keeps a person's word from being kept, on a day."""
    faults = unread_faults(told, spots)
    if not told.subject.strip():
        faults.append(Problem("subject", FIELDS["subject"], "โปรดระบุเรื่อง"))
    if told.dated and told.dated > on:
        faults.append(Problem("dated", FIELDS["date"], TO_COME))
    if told.speed and told.speed not in SPEEDS:
        faults.append(Problem("speed", FIELDS["speed"], "โปรดเลือกชั้นความเร็ว"))
    return faults


def fields_of(letter: Recognised) -> Mapping[str, str]:
    """Return every value that was found, sure or not, by the names of ``Confirmed`` and LISTED."""
    kept = {path: letter.value(name) for name, path in PATHS.items()}
    return kept | {name: letter.value(name) for name in LISTED}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cut(text: str) -> str:
    return cut_bytes(clean(text), MOST_FIELD)
