"""People's names: title, first name and surname, which official letters space in their own way."""

import re
from dataclasses import dataclass

from thai.errors import NameNotUnderstood
from thai.text import clean


def _ranks() -> list[str]:
    """Ranks of army, navy, air force, police and territorial volunteers, in full."""
    three = ("ตรี", "โท", "เอก")
    stems = (
        "สิบ", "จ่าสิบ", "ร้อย", "พัน", "พล", "จ่า", "พันจ่า", "เรือ", "นาวา", "พลเรือ",
        "จ่าอากาศ", "พันจ่าอากาศ", "เรืออากาศ", "นาวาอากาศ", "พลอากาศ",
        "สิบตำรวจ", "ร้อยตำรวจ", "พันตำรวจ", "พลตำรวจ", "นายหมวด", "นายกอง",
    )  # fmt: skip
    alone = ["ดาบตำรวจ", "จ่าสิบตำรวจ", "พลตำรวจ", "พลทหาร", "นายกองใหญ่"]
    return [stem + grade for stem in stems for grade in three] + alone


_SHORT_RANKS = (
    "ส.ต.", "ส.ท.", "ส.อ.", "จ.ส.ต.", "จ.ส.ท.", "จ.ส.อ.", "ร.ต.", "ร.ท.", "ร.อ.",
    "พ.ต.", "พ.ท.", "พ.อ.", "จ.อ.", "พ.จ.อ.", "ส.ต.ต.", "ส.ต.ท.", "ส.ต.อ.", "ด.ต.",
    "ร.ต.ต.", "ร.ต.ท.", "ร.ต.อ.", "พ.ต.ต.", "พ.ต.ท.", "พ.ต.อ.",
)  # fmt: skip
_TITLES = (
    "นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณหญิง", "ท่านผู้หญิง",
    "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง", "ม.จ.", "ม.ร.ว.", "ม.ล.",
    "พระมหา", "พระครู", "พระอธิการ", "พระ", "แม่ชี", "บาทหลวง", "นายแพทย์", "แพทย์หญิง", "ดร.",
)  # fmt: skip
_ACADEMIC = ("ผู้ช่วยศาสตราจารย์", "รองศาสตราจารย์", "ศาสตราจารย์", "ผศ.", "รศ.", "ศ.")


def _longest_first(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


_RANK = rf"(?:ว่าที่\s*)?(?:{_longest_first([*_ranks(), *_SHORT_RANKS])})(?:\s*หญิง)?"
_PREFIX = re.compile(
    rf"(?:(?:{_longest_first(list(_ACADEMIC))})\s*)?(?:{_RANK}|{_longest_first(list(_TITLES))})?(?:\s*ดร\.)?"
)
_BEGINS_NAME = re.compile(r"\s*(?:[เแโใไ]?[ก-ฮ]|[A-Za-z])\S")


@dataclass(frozen=True)
class PersonName:
    """A name in its three parts, each as the person writes it; title and surname may be empty."""

    prefix: str
    first: str
    last: str

    @property
    def full(self) -> str:
        """As official documents print it: title and first name joined, two spaces, surname."""
        return f"{self.prefix}{self.first}  {self.last}".rstrip()

    @property
    def plain(self) -> str:
        """With one space, as running text and search have it."""
        return f"{self.prefix}{self.first} {self.last}".rstrip()


def parse_name(text: str) -> PersonName:
    """A name typed in one field: the longest title, the first name, and all the rest is surname.

    Raises NameNotUnderstood for an empty text, a lone title, or figures and signs in it.
    """
    typed = " ".join(clean(text).split())
    prefix = _prefix_of(typed)
    first, _, last = typed[len(prefix) :].strip().partition(" ")
    if not first or _PREFIX.fullmatch(typed) or re.search(r"[0-9๐-๙@/\\<>{}_]", typed):
        raise NameNotUnderstood(text=text)
    return PersonName(prefix.strip(), first, last)


def _prefix_of(typed: str) -> str:
    """The title, unless taking it off leaves something that cannot begin a name (นายิกา)."""
    found = _PREFIX.match(typed)
    if found is None or not _BEGINS_NAME.match(typed, found.end()):
        return ""
    return found.group()
