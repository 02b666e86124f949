"""Registers whose numbers another system gives (AMSS++): told in the office's profile."""

from dataclasses import dataclass, replace

from office.books import MEETING
from office.office import Office
from office.permissions import Actor
from office.register_errors import NotNumberedElsewhere
from thai.text import clean, cut_bytes

LONGEST = 120  # bytes of a system's name


@dataclass(frozen=True)
class RegisterSources:
    """Says which system gives a register's numbers."""

    office: Office

    def tell(self, code: str, system: str, actor: Actor) -> None:
        """Name the system; "" means that this office gives the numbers again.

        Raises UnknownRegister, NotNumberedElsewhere, NotPermitted.
        """
        book, name = self.office.register(code), cut_bytes(clean(system), LONGEST)
        if book.kind == MEETING:
            raise NotNumberedElsewhere(register=book.title)
        profile = self.office.profile
        told = {key: value for key, value in profile.numbered_elsewhere.items() if key != code}
        if name:
            told[code] = name
        changed = replace(profile, numbered_elsewhere=told)
        self.office.change_profile(changed, actor, f"เลขของ {code}: {name or 'ออกที่นี่'}")
