"""What was found in several files, as the rows of one table."""

from collections.abc import Iterator

from templates.proof.findings import Finding, Place
from templates.proof.kinds import TITLES
from templates.proof.proof import Proof

HEADS = ("ไฟล์", "ชนิด", "ระดับ", "เรื่อง", "พบ", "ควรเป็น", "ที่", "แก้ให้ในสำเนาได้", "ที่มา", "รหัส")
WIDTHS = (40, 20, 12, 40, 40, 40, 60, 12, 40, 20)  # letters
NOTHING, UNCHECKED = "ไม่พบสิ่งที่ต้องแก้", "ตรวจไม่ได้"
MOST_SHOWN = 3
"""Places of one finding that are written out; the rest are counted."""


def rows(name: str, proof: Proof) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding of a file, under HEADS; one row where nothing is found."""
    kind = TITLES[proof.kind]
    for one in proof.findings:
        yield (
            name,
            kind,
            str(one.severity),
            one.rule.title,
            one.found,
            one.wanted,
            where(one),
            "ได้" if one.fixable else "",
            one.rule.source,
            one.rule.code,
        )
    if not proof.findings:
        yield name, kind, NOTHING, *[""] * (len(HEADS) - 3)


def refused(name: str, why: str) -> tuple[str, ...]:
    """Return the row of a file that cannot be checked."""
    return name, "", UNCHECKED, why, *[""] * (len(HEADS) - 4)


def where(finding: Finding) -> str:
    """Say where a finding stands: its first places in words, and how many more there are."""
    shown = " | ".join(_place(place) for place in finding.places[:MOST_SHOWN])
    rest = finding.count - len(finding.places[:MOST_SHOWN])
    return shown + (f" | และอีก {rest} แห่ง" if rest > 0 else "")


def _place(place: Place) -> str:
    if place.paragraph is None:
        return place.part
    page = f" หน้า {place.page}" if place.page else ""
    return f"ย่อหน้าที่ {place.paragraph}{page} “{place.words}”"
