"""Rules of the letters: font and size of Thai and of the rest (specification 2.1, 2.4)."""

from collections.abc import Iterator
from functools import partial

from templates.proof.case import Case, shown_pt
from templates.proof.findings import Hit
from templates.proof.kinds import layout
from templates.proof.ordered import child, properties, put
from templates.proof.properties import W, value
from templates.proof.sheet import Line, Sheet

_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_SPEED = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
SECRET = ("ลับ", "ลับมาก", "ลับที่สุด")
"""The classes of secrecy, from the least."""
_HEAD = 40
"""Paragraphs among which marks stand; those of the page's head among them."""
_LARGE = 4
"""Half points by which a title may be larger than the text (18 points; table 2.1)."""


def fonts(case: Case) -> Iterator[Hit]:
    """TH Sarabun New or TH SarabunPSK, for Thai and for Latin letters and digits."""
    accepted, never = set(case.common["font_accept"]), set(case.common["font_reject"])
    wanted = " หรือ ".join(case.common["font_accept"])
    named = (face.font for line in case.sheet.lines for face, _, _ in line.faces)
    own = next((font for font in named if font in accepted), case.common["font_accept"][0])
    for line in case.sheet.lines:
        seen = set[str]()
        for face, thai, letters in line.faces:
            if face.font in accepted or face.font in seen:
                continue
            if not thai and _symbols_only(letters):
                continue
            seen.add(face.font)
            yield Hit(
                "font.digits" if face.font in never else "font.thai" if thai else "font.latin",
                face.font,
                wanted,
                line,
                mend=partial(_set_font, line, own, accepted),
            )


def _symbols_only(letters: str) -> bool:
    return not any(one.isalnum() for one in letters)


def _set_font(line: Line, font: str, accepted: set[str]) -> None:
    for piece in line.pieces:
        if piece.run is None:
            continue
        faces = [line.styles.face(piece.run, line.element, thai=thai) for thai in (True, False)]
        kept = next((face.font for face in faces if face.font in accepted), font)
        one = child(properties(piece.run, "rPr"), "rFonts")
        for slot in _THEMED:
            one.attrib.pop(W + slot, None)
        for slot in _SLOTS:
            one.set(W + slot, kept)


def sizes(case: Case) -> Iterator[Hit]:
    """The text is 16 points; only titles, labels and stamps differ."""
    body = round(case.common["body_pt"] * layout()["conversions"]["pt_to_halfpt"])
    prose = {line.number for line in case.parts.body if line.place == "body"}
    for line in case.sheet.lines:
        if line.place == "box" or _is_of_memo_head(case, line):
            continue
        centred = line.layout.align == "center"
        title = centred and line.number not in prose
        for size in sorted({face.half_points for face, _, _ in line.faces}):
            if size == body or (title and body <= size <= body + _LARGE):
                continue
            if line.number not in prose and _stamped(line):
                continue
            plain = line.place == "body" and not centred and size <= body + _LARGE
            yield Hit(
                "font.size" if line.place == "body" else "font.small",
                shown_pt(size / 2),
                shown_pt(body / 2),
                line,
                mend=partial(_set_size, line, body) if line.number in prose or plain else None,
            )


def _is_of_memo_head(case: Case, line: Line) -> bool:
    """Tell whether a line belongs to the memo's title and labels, which have sizes of their own."""
    if case.kind != "memo":
        return False
    texts = [case.measures["title"]["text"], *case.measures["labels"]["texts"]]
    return line.number < 15 and line.text.lstrip().startswith(tuple(texts))


def _stamped(line: Line) -> bool:
    return "".join(line.text.split()) in (*_SPEED, *SECRET)


def secrecy(sheet: Sheet) -> str:
    """Return the secrecy class that a document is marked with; "" where it has none."""
    words = ("".join(line.text.split()) for line in sheet.lines[:_HEAD])
    return next((word for word in words if word in SECRET), "")


def _set_size(line: Line, half_points: int) -> None:
    for piece in line.pieces:
        if piece.run is not None:
            own = properties(piece.run, "rPr")
            put(own, "sz", val=half_points)
            put(own, "szCs", val=half_points)


def stamps(case: Case) -> Iterator[Hit]:
    """The speed class is red and at least 32 points; what is secret is not worked on here."""
    least = case.common["speed_stamp"]["min_pt"]
    for line in case.sheet.lines[:_HEAD]:
        if not _stamped(line):
            continue
        word = "".join(line.text.split())
        if word in SECRET:
            said = "เอกสารลับไม่จัดทำและไม่เก็บในระบบนี้ ให้ปฏิบัติตามระเบียบว่าด้วยการรักษาความลับของทางราชการ"
            yield Hit("mark.secret", f"ชั้นความลับ “{word}”", said, line)
            continue
        for face, _, _ in line.faces:
            if face.half_points < least * 2 or not _is_red(face.colour):
                colour = "แดง" if _is_red(face.colour) else "ไม่ใช่สีแดง"
                said = f"“{word}” {shown_pt(face.half_points / 2)} สี{colour}".replace("สีไม่", "ไม่")
                yield Hit("mark.speed", said, f"ตัวสีแดง ไม่เล็กกว่า {shown_pt(least)}", line)
                break


def _is_red(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xC0 and green < 0x60 and blue < 0x60


def memo_head(case: Case) -> Iterator[Hit]:
    """The memo's title is 29 points bold in a line of exactly 35; its labels are 20 points bold."""
    if case.kind != "memo":
        return
    head = [line for line in case.sheet.lines if line.place != "box"][:20]
    title = case.measures["title"]
    for line in head:
        if "".join(line.text.split()) == title["text"]:
            yield from _title(line, title)
            break
    labels = case.measures["labels"]
    for word in labels["texts"]:
        found = next((one for one in head if word in one.text.split()), None)
        if found is None:
            continue
        face = _face_of(found, word)
        if face is not None and face != (labels["pt"] * 2, labels["bold"]):
            yield Hit("memo.labels", _said(*face), _said(labels["pt"] * 2, True), found)
        if found.layout is not None and not _is_dotted(case, found):
            yield Hit("memo.dots", "ไม่มีเส้นไข่ปลา", "เส้นไข่ปลาถึงขอบขวา", found)


def _title(line: Line, title: dict[str, float | str | bool]) -> Iterator[Hit]:
    for face, _, _ in line.faces:
        if (face.half_points, face.bold) != (title["pt"] * 2, title["bold"]):
            said = _said(face.half_points, face.bold)
            yield Hit("memo.title", said, _said(int(title["pt"]) * 2, True), line)
    if line.layout.align != title["align"]:
        yield Hit("memo.title", "ไม่อยู่กลางบรรทัด", "อยู่กลางบรรทัด", line)
    if (line.layout.rule, line.layout.line) != ("exact", int(title["line_pt"]) * 20):
        wanted = f"ระยะบรรทัดแน่นอน {title['line_pt']} พอยต์"
        yield Hit("memo.line", "ระยะบรรทัดอื่น", wanted, line)


def _face_of(line: Line, word: str) -> tuple[int, bool] | None:
    at = line.text.index(word)
    piece = next((p for p in line.pieces if p.start <= at < p.end), None)
    if piece is None:
        return None
    face = line.styles.face(piece.run, line.element, thai=True)
    return face.half_points, face.bold


def _said(half_points: float, bold: bool) -> str:
    return f"{shown_pt(half_points / 2)} {'ตัวหนา' if bold else 'ตัวธรรมดา'}"


def _is_dotted(case: Case, line: Line) -> bool:
    """Tell whether dots run behind a label: by a tab's leader, an underline, drawing or typing."""
    if any(leader in ("dot", "middleDot") for _, _, leader in line.layout.tabs):
        return True
    if ".." in line.text or "…" in line.text or line.place == "table":
        return True
    drawn = ("drawing", "pict", "object")
    if any(True for _ in line.element.iter(*(W + name for name in drawn))):
        return True
    return any((value(one, "rPr/u") or "").startswith("dot") for one in line.element.iter(f"{W}r"))
