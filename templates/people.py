"""A person as a document names them: a snapshot, because people move and posts change."""

from dataclasses import dataclass

from thai.names import PersonName


@dataclass(frozen=True)
class Person:
    """Who signs, attends or is appointed: name and post as they were when the document was made.

    ``position`` is the civil-service position with its level, ``duty`` the present charge
    (ผู้อำนวยการกลุ่ม…); ``role`` is the office's own word for what the person may do.
    """

    id: str
    prefix: str
    first: str
    last: str
    position: str
    position_short: str = ""
    duty: str = ""
    group: str = ""
    role: str = ""

    @property
    def name(self) -> PersonName:
        """The name in its three parts."""
        return PersonName(self.prefix, self.first, self.last)

    @property
    def post(self) -> str:
        """The post printed under a name: the present charge, else the position."""
        return self.duty or self.position
