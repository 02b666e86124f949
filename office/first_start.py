"""The first start: an office that is being set up, kept on disk until it is founded.

What was typed survives a restart; it lies in the data folder, which is no office before the end.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.bounded import bounded
from office.accounts import LEAST_PASSWORD, USER_NAME
from office.books import Register, standing_books
from office.clock import Clock, now, today
from office.errors import SettingsInvalid
from office.founding import Founding
from office.office import Office, operator
from office.people_errors import PasswordTooShort, UserNameInvalid
from office.profile import EMBLEM_KINDS, Profile, from_document, to_document
from office.sessions import Pass
from office.setting_up import empty_profile, facts_of
from templates.emblem import as_png
from templates.errors import Problem
from templates.letterhead import Letterhead, read
from thai.dates import buddhist_year
from thai.digits import to_arabic

STATE, EMBLEM = "first-start.json", "first-start.png"
ADMINISTRATOR, AUDITOR = "administrator", "auditor"
SAMPLE_ROLES = {"p07": ADMINISTRATOR, "p14": AUDITOR}
"""Whom the sample office lets try the roles that no one in its directory has."""


@dataclass(frozen=True)
class Beginning:
    """What is known so far; ``profile`` is None until the facts were accepted."""

    typed: Mapping[str, str] = field(default_factory=dict)
    profile: Profile | None = None
    firsts: Mapping[str, str] = field(default_factory=dict)
    emblem: str = "none"


class FirstStart:
    """The set-up of one data folder."""

    def __init__(self, data: Path, clock: Clock = now) -> None:
        self.data = data
        self._clock = clock

    def read(self) -> Beginning:
        """Return what was kept last."""
        if not (self.data / STATE).exists():
            return Beginning()
        kept = json.loads((self.data / STATE).read_text(encoding="utf-8"))
        profile = from_document(kept["profile"]) if kept["profile"] else None
        return Beginning(kept["typed"], profile, kept["firsts"], kept["emblem"])

    def keep(self, beginning: Beginning) -> None:
        """Keep what is known so far."""
        self.data.mkdir(parents=True, exist_ok=True)
        told = vars(beginning) | {
            "profile": to_document(beginning.profile) if beginning.profile else None
        }
        (self.data / STATE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def facts(self, fresh_id: str) -> dict[str, str]:
        """Return the facts to be typed over."""
        begun = self.read()
        return facts_of(begun.profile or empty_profile(fresh_id)) | dict(begun.typed)

    def read_letter(self, docx: bytes) -> Letterhead:
        """Take facts and emblem out of an old Word letter; raises PackageRefused."""
        found = bounded("word.docx", read, docx)
        facts = {
            "name_full": found.office_name,
            "book_code": found.code,
            "address_lines": "\n".join(found.address_lines),
            "phone": found.phone,
            "fax": found.fax,
            "email_saraban": found.email,
        }
        emblem = "picture" if found.emblem else "none"
        self.keep(replace(self.read(), typed=facts, emblem=emblem))
        if found.emblem:
            self.keep_emblem(found.emblem)
        return found

    def keep_emblem(self, picture: bytes) -> None:
        """Keep the emblem's picture; raises PictureRefused."""
        (self.data / EMBLEM).write_bytes(bounded("ตรา", as_png, picture))

    @property
    def emblem(self) -> bytes | None:
        """The emblem's picture so far."""
        place = self.data / EMBLEM
        return place.read_bytes() if place.exists() else None

    def books(self) -> tuple[Register, ...]:
        """Return the registers that the office will have."""
        profile = self.read().profile
        return standing_books(profile) if profile else ()

    def found(self, firsts: Mapping[str, str], emblem: str) -> Office:
        """Make the office; raises SettingsInvalid. The kept state is removed."""
        begun = replace(self.read(), firsts=dict(firsts), emblem=emblem)
        self.keep(begun)
        numbers = _numbers(firsts, {book.code: book.title for book in self.books()})
        if begun.profile is None or emblem not in EMBLEM_KINDS:
            raise SettingsInvalid(problems=(Problem("", "", "โปรดเริ่มจากหน้าข้อมูลสำนักงาน"),))
        office = Office.create(self.data, begun.profile, self._clock)
        year = buddhist_year(today(self._clock))
        for code, first in numbers.items():
            office.begin_register(office.register(code), year, first, operator())
        picture = self.emblem if emblem == "picture" else None
        if emblem != "none":
            office.set_emblem(emblem, picture, (), operator())
        self._forget()
        return office

    def found_sample(self) -> Founding:
        """Begin to make the fictional office with its sample documents."""
        self.data.mkdir(parents=True, exist_ok=True)
        return Founding(self.data)

    def founded_sample(self) -> Office:
        """Open the fictional office when it is ready."""
        self._forget()
        return Office.open(self.data, self._clock)

    def _forget(self) -> None:
        for name in (STATE, EMBLEM):
            (self.data / name).unlink(missing_ok=True)


def _numbers(firsts: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, int]:
    problems, numbers = [], dict[str, int]()
    for code, typed in firsts.items():
        figures = to_arabic(typed.strip())
        if figures.isascii() and figures.isdigit() and 0 < int(figures) < 1_000_000:
            numbers[code] = int(figures)
        elif figures:
            problems.append(Problem(code, titles.get(code, code), "ใส่เลขถัดไปเป็นตัวเลข เช่น ๑๒๓"))
    if problems:
        raise SettingsInvalid(problems=tuple(problems))
    return {code: number for code, number in numbers.items() if number > 1}


def has_accounts(office: Office) -> bool:
    """Whether anybody can log in."""
    return any(
        holder.account.has_password and not holder.account.closed
        for holder in office.people.holders(operator())
    )


def account_faults(user: str, password: str, again: str) -> dict[str, str]:
    """Return every fault of what was typed for the first account, by its field."""
    faults = {}
    if not USER_NAME.fullmatch(user):
        faults["user"] = str(UserNameInvalid(user=user))
    if len(password) < LEAST_PASSWORD:
        faults["password"] = str(PasswordTooShort(least=LEAST_PASSWORD))
    if password != again:
        faults["again"] = "รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่ทั้งสองช่อง"
    return faults


def first_account(
    office: Office, person: str, user: str, password: str, *, address: str, browser: str
) -> Pass:
    """Make the first administrator's account and log in; raises what each step refuses."""
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    doer = operator()
    known = {holder.account.user for holder in office.people.holders(doer)}
    if user in known:
        link = office.people.link(user, doer)
    else:
        link = office.people.add(user, person, doer)
        office.people.grant(person, ADMINISTRATOR, "", doer)
    return office.entrance.accept(link, password, address=address, browser=browser)


def try_as(office: Office, person: str, *, browser: str) -> Pass:
    """Act as somebody of the fictional office, without a password; refused in a real one."""
    doer = operator()
    if not office.profile.is_sample:
        raise PermissionError("only the sample office may be tried without a password")
    if person not in {holder.account.person for holder in office.people.holders(doer)}:
        office.people.add(person, person, doer)
        if person in SAMPLE_ROLES:
            office.people.grant(person, SAMPLE_ROLES[person], "", doer)
    return office.entrance.begin(person, browser=browser)
