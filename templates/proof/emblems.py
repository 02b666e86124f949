"""Rules of the emblem: there, of its height, 1.5 cm from the edge, in its place across."""

from collections.abc import Iterator
from functools import partial

from templates.proof.case import Case, shown_cm
from templates.proof.findings import Hit
from templates.proof.kinds import layout
from templates.proof.pictures import EMU_PER_TWIP, Picture
from templates.proof.sheet import Line, Section

_HEIGHTS = (0.8, 4.5)
"""Centimetres between which a picture at the head is taken for the emblem."""
_HEAD_LINES = 12


def emblem(case: Case) -> Iterator[Hit]:
    """Hold the emblem against the table's row for this kind of document."""
    wanted = case.measures.get("garuda_height_cm")
    found = _found(case)
    if wanted is None:
        if found is not None and case.measures.get("garuda") == "none":
            yield Hit("emblem.none", "มีตราที่หัวกระดาษ", "เอกสารชนิดนี้ไม่มีตราครุฑ", _line(case, found))
        return
    if found is None:
        said = f"ตราครุฑสูง {wanted:g} ซม. (กระดาษที่พิมพ์ตราไว้แล้วให้ข้ามข้อนี้)"
        yield Hit("emblem.missing", "ไม่พบภาพตรา", said, part="หัวกระดาษ")
        return
    emu = float(layout()["conversions"]["cm_to_emu"])
    if abs(found.height - wanted * emu) > layout()["tolerances"]["emu"]:
        yield Hit(
            "emblem.height",
            f"สูง {found.height / emu:.2f} ซม.",
            f"สูง {wanted:g} ซม.",
            _line(case, found),
            mend=partial(found.resize, round(wanted * emu)),
        )
    yield from _place(case, found)


def _found(case: Case) -> Picture | None:
    low, high = (cm * layout()["conversions"]["cm_to_emu"] for cm in _HEIGHTS)
    near = [one for one in case.sheet.pictures if low <= one.height <= high]
    head = [one for one in near if one.line <= _HEAD_LINES]
    named = [one for one in head if "emblem" in one.name.lower() or "ครุฑ" in one.name]
    return next(iter([*named, *head]), None)


def _line(case: Case, found: Picture) -> Line:
    return case.sheet.lines[found.line - 1]


def _place(case: Case, found: Picture) -> Iterator[Hit]:
    section, line = case.sheet.sections[0], _line(case, found)
    top = _top(found, section)
    wanted = case.measures["garuda_top_from_edge_cm"]
    if top is not None and not case.is_near(top, wanted):
        said = f"ห่างขอบบน {shown_cm(top)}"
        yield Hit("emblem.place", said, f"ห่างขอบบน {wanted:g} ซม.", line)
    middle = _middle(found, section, line)
    if middle is None:
        return
    if case.measures["garuda_align"] == "center":
        text = (
            section.margins.get("left", 0) + section.width - section.margins.get("right", 0)
        ) // 2
        if not any(abs(middle - axis) <= 60 for axis in (section.width // 2, text)):
            yield Hit("emblem.across", "ไม่อยู่กลาง", "กลางหน้ากระดาษ", line)
    elif abs(middle - found.width // EMU_PER_TWIP // 2 - section.margins.get("left", 0)) > 120:
        yield Hit("emblem.across", "ไม่ชิดแนวขอบซ้าย", "ชิดแนวขอบซ้ายของข้อความ", line)


def _top(found: Picture, section: Section) -> int | None:
    """Return the distance from the paper's edge in twips, where the file alone tells it."""
    above = section.margins.get("top", 0)
    if found.down is None:
        return above if found.line == 1 and found.across is None else None
    offset = found.down.offset // EMU_PER_TWIP
    if found.down.relative == "page":
        return offset if not found.down.align else None
    if found.down.relative in ("margin", "paragraph") and not found.down.align:
        first = found.line == 1 or found.down.relative == "margin"
        return above + offset if first else None
    return None


def _middle(found: Picture, section: Section, line: Line) -> int | None:
    """Return where its middle lies, in twips from the paper's left edge, where that is told."""
    left, right = section.margins.get("left", 0), section.width - section.margins.get("right", 0)
    half = found.width // EMU_PER_TWIP // 2
    if found.across is None:
        middles = {"center": (left + right) // 2, "left": left + half, "right": right - half}
        if line.layout.align in middles and not line.text.strip() and not line.layout.left:
            return middles[line.layout.align]
        return None
    edges = (0, section.width) if found.across.relative == "page" else (left, right)
    if found.across.relative not in ("page", "margin", "column"):
        return None
    if not found.across.align:
        return edges[0] + found.across.offset // EMU_PER_TWIP + half
    aligned = {"center": sum(edges) // 2, "left": edges[0] + half, "right": edges[1] - half}
    return aligned.get(found.across.align)
