"""Rules of the page: paper, margins, page numbers (specification 2, 2.1, 2.2)."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from templates.proof.case import Case, shown_cm, to_twips
from templates.proof.findings import Hit
from templates.proof.kinds import OTHER, layout
from templates.proof.ordered import child, put
from templates.proof.properties import W, value
from templates.proof.sheet import Section

_SIDES = {"left": "ซ้าย", "right": "ขวา", "top": "บน", "bottom": "ล่าง"}
_FORMAT = re.compile(r"[-–—]\s*\S{0,4}\s*[-–—]")


def paper(case: Case) -> Iterator[Hit]:
    """A4; pages after the first section may lie across."""
    page = layout()["page"]
    for number, section in enumerate(case.sheet.sections):
        size = (section.width, section.height)
        wide = size[0] > size[1] and (number > 0 or case.kind == OTHER)
        wanted = (page["height_twip"], page["width_twip"])
        wanted = wanted if wide else (page["width_twip"], page["height_twip"])
        if any(abs(is_ - should) > 30 for is_, should in zip(size, wanted, strict=True)):
            said = " × ".join(shown_cm(one) for one in size) if all(size) else "ไม่ได้กำหนด"
            yield Hit(
                "page.paper",
                said,
                f"A4 ({page['width_cm']} × {page['height_cm']} ซม.)",
                part=_named(case, number),
                mend=partial(put, section.element, "pgSz", w=wanted[0], h=wanted[1]),
            )


def _named(case: Case, number: int) -> str:
    return "หน้ากระดาษ" if len(case.sheet.sections) == 1 else f"หน้ากระดาษ ส่วนที่ {number + 1}"


def margins(case: Case) -> Iterator[Hit]:
    """Left 3 cm, right 2 cm; top and bottom by the kind of document."""
    wanted: dict[str, float] = {
        "left": case.common["margin_left_cm"],
        "right": case.common["margin_right_cm"],
    }
    if case.kind in layout():
        wanted |= {side: case.measures[f"margin_{side}_cm"] for side in ("top", "bottom")}
    for number, section in enumerate(case.sheet.sections):
        if section.width > section.height and (number > 0 or case.kind == OTHER):
            continue
        for side, cm in wanted.items():
            if not _is_right(case, section, side, cm):
                yield Hit(
                    "page.sides" if side in ("left", "right") else "page.ends",
                    f"{_SIDES[side]} {shown_cm(section.margins.get(side, 0))}",
                    f"{_SIDES[side]} {cm:g} ซม.",
                    part=_named(case, number),
                    mend=partial(put, section.element, "pgMar", **{side: to_twips(cm)}),
                )


def _is_right(case: Case, section: Section, side: str, cm: float) -> bool:
    at = section.margins.get(side, 0)
    if side == "left":
        at += section.margins.get("gutter", 0)
    if side == "top" and "garuda_height_cm" in case.measures:
        return case.is_near(at, cm) or (_emblem_flows(case) and _is_emblems(case, at))
    return case.is_near(at, cm)


def _is_emblems(case: Case, at: int) -> bool:
    return case.is_near(at, case.measures["garuda_top_from_edge_cm"])


def _emblem_flows(case: Case) -> bool:
    """Tell whether the text begins below the emblem by itself: table 2.1 has both ways."""
    return any(one.flows for one in case.sheet.pictures[:3])


def numbers(case: Case) -> Iterator[Hit]:
    """No number on the first page; from the second ``- ๒ -`` at the middle of the top."""
    if case.kind not in layout():
        return
    first = case.sheet.sections[0]
    later = first.headers.get("default")
    if _has_number(later) and not first.title_page:
        only = later is not None and not re.search("[ก-ฮA-Za-z]", _printed(later))
        mend = (
            partial(child, first.element, "titlePg")
            if only and "first" not in first.headers
            else None
        )
        yield Hit("number.first", "มีเลขหน้า", "หน้าแรกไม่มีเลขหน้า", part="หัวกระดาษ", mend=mend)
    elif first.title_page and _has_number(first.headers.get("first")):
        yield Hit("number.first", "มีเลขหน้า", "หน้าแรกไม่มีเลขหน้า", part="หัวกระดาษ")
    if not case.sheet.several_pages:
        return
    wanted = case.common["page_number"]["format"]
    if not _has_number(later):
        below = any(_has_number(one) for one in first.footers.values())
        said = "เลขหน้าอยู่ท้ายกระดาษ" if below else "ไม่มีเลขหน้า"
        yield Hit("number.place", said, f"หน้าที่สองเป็นต้นไป “{wanted}” กลางหัวกระดาษ", part="หัวกระดาษ")
    elif later is not None:
        yield from _format(case, later, wanted)


def _format(case: Case, header: Any, wanted: str) -> Iterator[Hit]:
    line = next((p for p in header.iter(f"{W}p") if _has_number(p)), None)
    printed = "".join(_printed(line).split()) if line is not None else ""
    if not _FORMAT.fullmatch(printed or "- -"):
        yield Hit("number.format", f"“{_printed(line).strip()}”", f"“{wanted}”", part="หัวกระดาษ")
    elif line is not None and case.sheet.styles.layout(line).align != "center":
        yield Hit("number.format", "ไม่อยู่กลาง", "อยู่กลางหัวกระดาษ", part="หัวกระดาษ")
    elif re.search("[๐-๙]", case.sheet.text) and not _in_thai_digits(case, header):
        yield Hit("number.format", "เลขหน้าเป็นเลขอารบิก", f"“{wanted}”", part="หัวกระดาษ")


def _in_thai_digits(case: Case, header: Any) -> bool:
    kinds = (value(one.element, "pgNumType", "fmt") or "" for one in case.sheet.sections)
    codes = "".join(one.text or "" for one in header.iter(f"{W}instrText"))
    codes += "".join(one.get(f"{W}instr", "") for one in header.iter(f"{W}fldSimple"))
    return "thai" in codes.lower() or any(kind.startswith("thai") for kind in kinds)


def _has_number(part: Any) -> bool:
    if part is None:
        return False
    codes = [one.get(f"{W}instr", "") for one in part.iter(f"{W}fldSimple")]
    codes.append("".join(one.text or "" for one in part.iter(f"{W}instrText")))
    return any(re.match(r"\s*PAGE\b", code) for code in codes)


def _printed(part: Any) -> str:
    return "" if part is None else "".join(one.text or "" for one in part.iter(f"{W}t"))


def changes(case: Case) -> Iterator[Hit]:
    """No change waits for a decision, no remark stands at the edge."""
    tracked = next(case.sheet.body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None)
    if tracked is not None:
        author = tracked.get(f"{W}author", "")
        said = f"มีการแก้ไขที่ยังไม่ได้ยอมรับ{f' (โดย {author})' if author else ''}"
        yield Hit("file.changes", said, "ยอมรับหรือปฏิเสธทุกแห่งก่อนออกหนังสือ", part="เอกสาร")
    if next(case.sheet.body.iter(f"{W}commentReference"), None) is not None:
        yield Hit("file.changes", "มีข้อคิดเห็นที่ขอบกระดาษ", "ลบข้อคิดเห็นก่อนออกหนังสือ", part="เอกสาร")
    names = (name.lower() for name in case.sheet.parts)
    if any("vbaproject" in name for name in names):
        yield Hit("file.macro", "มีแมโคร", "บันทึกเป็น .docx ที่ไม่มีแมโคร", part="เอกสาร")
