"""What a record says, cut into passages: the content of its ``text.json``."""

import json
from dataclasses import dataclass
from typing import Any

from archive.canonical import readable

FORMAT = 1


@dataclass(frozen=True)
class Passage:
    """An agenda item, a section or a page: heading ("" if none), text, page from 1 if known."""

    heading: str
    text: str
    page: int | None = None


@dataclass(frozen=True)
class Text:
    """All that a record says, in reading order."""

    passages: tuple[Passage, ...] = ()

    def to_json(self) -> bytes:
        """Return the bytes of ``text.json``."""
        passages = [
            {"heading": p.heading, "text": p.text} | ({} if p.page is None else {"page": p.page})
            for p in self.passages
        ]
        return readable({"format": FORMAT, "passages": passages})

    @classmethod
    def from_json(cls, data: bytes) -> "Text":
        """Read ``text.json``; ValueError or KeyError when it is none."""
        raw: dict[str, Any] = json.loads(data)
        return cls(
            tuple(
                Passage(str(p.get("heading", "")), str(p["text"]), p.get("page"))
                for p in raw["passages"]
            )
        )
