"""A rule of the office: which letters that arrive belong where; a pure decider.

The first rule of the office's order that is switched on and fits a letter decides, no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thai.digits import to_thai
from thai.text import clean, normal

KINDS = {
    "external": "หนังสือภายนอก",
    "memo": "หนังสือภายใน",
    "stamped": "หนังสือประทับตรา",
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
}
"""What a letter is recognised as; other papers are none."""
SUBJECT, TEXT = "subject", "text"
WITHIN = {SUBJECT: "ในเรื่อง", TEXT: "ในเรื่องหรือเนื้อความ"}
"""Where a rule's word is looked for."""


@dataclass(frozen=True)
class Paper:
    """A letter as rules look at it: its kind, the rest in the normal form without spaces."""

    kind: str
    sender: str
    subject: str
    text: str

    @classmethod
    def of(cls, kind: str, sender: str, subject: str, text: str) -> "Paper":
        """Return a letter as it is written."""
        return cls(kind, bare(sender), bare(subject), bare(text))


NO_PAPER = Paper("", "", "", "")


@dataclass(frozen=True)
class Rule:
    """What fits ``sender``, ``word`` (within one of WITHIN) and ``kind`` goes to ``category``.

    What is "" is not asked for; ``group`` and ``retention`` "" leave those alone. ``by_itself``:
    it files without a person's look; else it proposes. It decides only while it is ``on``.
    """

    category: str
    sender: str = ""
    word: str = ""
    within: str = SUBJECT
    kind: str = ""
    group: str = ""
    retention: str = ""
    by_itself: bool = False
    on: bool = False
    id: str = ""

    def fits(self, paper: Paper) -> bool:
        """Whether a letter is one that this rule speaks of."""
        said = paper.subject if self.within == SUBJECT else paper.subject + paper.text
        return (
            bare(self.sender) in paper.sender
            and bare(self.word) in said
            and self.kind in ("", paper.kind)
        )

    def sentence(self, titles: Mapping[str, str]) -> str:
        """Say the rule in Thai; ``titles`` are those of the categories, by code."""
        asks = (
            KINDS.get(self.kind, ""),
            f"จาก “{self.sender}”" if self.sender else "",
            f"มีคำว่า “{self.word}” {WITHIN[self.within]}" if self.word else "",
        )
        goes = f"หมวด {to_thai(self.category)} {titles.get(self.category, '')}".strip()
        return f"{' '.join(filter(None, asks))} → {goes}"

    def to_plain(self) -> dict[str, Any]:
        """Return the rule as the office's file holds it; what is not told is left out."""
        return {key: value for key, value in vars(self).items() if value not in ("", False)}

    @classmethod
    def from_plain(cls, raw: Mapping[str, Any]) -> "Rule":
        """Read what ``to_plain`` gives."""
        texts = ("category", "sender", "word", "kind", "group", "retention", "id")
        told = {key: clean(str(raw.get(key) or "")) for key in texts}
        within = TEXT if raw.get("within") == TEXT else SUBJECT
        flags = {key: raw.get(key) is True for key in ("by_itself", "on")}
        return cls(**told, within=within, **flags)  # type: ignore[arg-type]


def bare(text: str) -> str:
    """Return a text as rules compare it: the normal form without white space."""
    return "".join(normal(text).split())
