"""Rules of the lines: spacing, air above, indents, room for the pen (specification 2, 2.1)."""

from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from templates.proof.anatomy import prose
from templates.proof.case import Case, shown_cm, shown_pt, to_twips
from templates.proof.findings import Hit, Severity
from templates.proof.ordered import properties, put
from templates.proof.properties import W
from templates.proof.sheet import Line

_PEN_LINE = 300
"""Twips of a line in which one signs; blank lines of the text are higher."""


def spacing(case: Case) -> Iterator[Hit]:
    """Lines are single spaced."""
    for line in case.sheet.lines:
        layout = line.layout
        if line.place != "body" or not line.words or (layout.rule, layout.line) == ("auto", 240):
            continue
        if case.kind == "memo" and "".join(line.text.split()) == case.measures["title"]["text"]:
            continue
        said = f"{layout.line / 240:g} เท่า" if layout.rule == "auto" else shown_pt(layout.line / 20)
        mend = partial(_set_spacing, line, line=240, lineRule="auto")
        yield Hit("line.spacing", said, "หนึ่งเท่า (Single)", line, mend=mend)


def _set_spacing(paragraph: Line, **attributes: int | str) -> None:
    own = properties(paragraph.element, "pPr")
    put(own, "spacing", **attributes)
    for side in ("before", "after"):
        if side in attributes:
            own.find(f"{W}spacing").attrib.pop(f"{W}{side}Autospacing", None)


def air(case: Case) -> Iterator[Hit]:
    """Head lines and paragraphs have 6 points above them, what closes has 12."""
    common, parts = case.common, case.parts
    heads = [parts.opening, parts.references, *parts.enclosures[:1]]
    if case.kind == "external":
        heads.append(parts.subject)
    told = [(line, "air.head", common["space_before_heading_lines_pt"]) for line in heads if line]
    if case.kind != "other":
        told += [(line, "air.body", common["space_before_body_par_pt"]) for line in prose(parts)]
    told += [
        (line, "air.closing", common["space_before_closing_pt"])
        for line in (parts.closing, parts.act)
        if line is not None
    ]
    for line, code, points in told:
        if line.place != "body":
            continue
        above = _above(case, line)
        if above != points * 20:
            said, wanted = f"เว้นก่อน {shown_pt(above / 20)}", f"เว้นก่อน {shown_pt(points)}"
            yield Hit(code, said, wanted, line, mend=partial(_set_air, case, line, points))


def _above(case: Case, line: Line) -> int:
    return max(line.layout.before, _after(case, line))


def _after(case: Case, line: Line) -> int:
    """Return the room below the line above."""
    above = _line_above(case, line)
    return 0 if above is None else above.layout.after


def _line_above(case: Case, line: Line) -> Line | None:
    above = case.sheet.lines[line.number - 2] if line.number > 1 else None
    return above if above is not None and above.place == "body" else None


def _set_air(case: Case, line: Line, points: float) -> None:
    _set_spacing(line, before=round(points * 20))
    above = _line_above(case, line)
    if above is not None and above.layout.after:
        _set_spacing(above, after=0)


def indents(case: Case) -> Iterator[Hit]:
    """The first line of a paragraph begins 2.5 cm from the margin, by an indent, not by spaces."""
    if case.kind in ("other", "agenda"):
        return
    wanted = case.common["first_line_indent_cm"]
    for line in prose(case.parts):
        spaces = len(line.text) - len(line.text.lstrip(" \xa0"))
        if spaces > 1:
            said = f"ย่อหน้าด้วยการเคาะวรรค {spaces} ครั้ง"
        elif case.is_near(line.begins, wanted):
            continue
        else:
            said = f"ย่อหน้า {shown_cm(line.begins)}"
        deeper = spaces <= 1 and line.begins > to_twips(wanted)  # perhaps below a numbered head
        mend = None if deeper else partial(_indent, line, to_twips(wanted))
        yield Hit(
            "indent.body",
            said,
            f"ย่อหน้า {wanted:g} ซม.",
            line,
            mend=mend,
            severity=Severity.NOTE if deeper else None,
        )


def _indent(line: Line, first: int) -> None:
    """Take away the white space and tabs a paragraph begins with, and indent its first line."""
    for tab in list(line.element.iter(f"{W}tab"))[: _leading_tabs(line)]:
        parent = tab.getparent()
        if parent is not None and parent.tag == f"{W}r":
            parent.remove(tab)
    blank = "".join(takewhile(lambda one: one in " \xa0\t", line.text))
    for piece in line.pieces:
        if piece.start < len(blank):
            text = piece.element.text or ""
            piece.element.text = text[max(0, min(len(text), len(blank) - piece.start)) :]
    own = properties(line.element, "pPr")
    put(own, "ind", firstLine=first, left=0)
    for name in ("hanging", "start", "firstLineChars", "hangingChars", "leftChars", "startChars"):
        own.find(f"{W}ind").attrib.pop(W + name, None)


def _leading_tabs(line: Line) -> int:
    blank = "".join(takewhile(lambda one: one in " \xa0\t", line.text))
    return blank.count("\t")


def axis(case: Case) -> Iterator[Hit]:
    """Date and closing of a letter begin on the page's axis; that of an act 5 cm in."""
    told: list[tuple[Line | None, str]] = [
        (case.parts.closing, "closing_indent_cm"),
        (case.parts.dated[0] if case.parts.dated else None, "date_indent_from_left_margin_cm"),
    ]
    told += [
        (case.parts.act, f"{word}_line_indent_cm") for word in ("ordered", "announced", "given")
    ]
    for line, key in told:
        wanted = case.measures.get(key)
        if line is None or wanted is None or line.place != "body":
            continue
        if line.layout.align in ("center", "right") or case.is_near(line.begins, wanted):
            continue
        if len(line.text) - len(line.text.lstrip(" ")) > 1:
            continue  # placed by spaces: where that is depends on the font
        said = f"เริ่มที่ {shown_cm(line.begins)}"
        yield Hit("indent.axis", said, f"เริ่มที่ {wanted:g} ซม. จากแนวขอบซ้าย", line)


def pen(case: Case) -> Iterator[Hit]:
    """Three lines stay blank for the signature above the name in parentheses."""
    wanted = case.common["blank_lines_before_name"]
    for line, _ in case.parts.names:
        if line.place != "body" or case.kind == "other":
            continue
        above = case.sheet.lines[: line.number - 1][::-1]
        blank = list(takewhile(lambda one: not one.words, above))
        room = sum(max(1, one.text.count("\n") + 1) for one in blank)
        last = above[len(blank)] if len(blank) < len(above) else None
        signed = last is not None and (".." in last.text or "…" in last.text or "ลงชื่อ" in last.text)
        drawn = any(
            one.line in {each.number for each in above[: wanted + 1]} for one in case.sheet.pictures
        )
        high = line.layout.before >= wanted * _PEN_LINE
        if room < wanted and not (signed or drawn or high):
            yield Hit("pen.room", f"เว้น {room} บรรทัด", f"เว้น {wanted} บรรทัดสำหรับลงชื่อ", line)
