"""What an old Word letter tells about its office: an offer, which a person confirms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from templates.emblem import as_png, pixels
from templates.errors import PictureRefused
from templates.package import parse, relations, rendered, unpack_to_read
from thai.dates import MONTHS
from thai.errors import NameNotUnderstood
from thai.names import parse_name
from thai.text import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

EMBLEM_HEIGHT = (432_000, 1_296_000)
"""EMU between which a picture is taken for an emblem: 1.2 to 3.6 cm (it is 1.5 or 3 cm high)."""

EMU = {"pt": 12_700, "cm": 360_000, "in": 914_400}

FEWEST_PIXELS = 48
"""Of either side; a smaller picture is a spacer or an icon (and prints at under 90 dpi)."""

_DIGIT = "[0-9๐-๙]"
_CODE = re.compile(rf"([ก-ฮ]{{2}}\s*{_DIGIT}{{4,5}}(?:\.{_DIGIT}{{1,3}})*)\s*/")
_CALLS = rf"\s*[:.]*\s*({_DIGIT}[{_DIGIT[1:-1]} \-–]*{_DIGIT}(?:\s*ต่อ\s*{_DIGIT}+)?)"
_PHONE = re.compile(r"โทร(?!สาร)(?:ศัพท์)?" + _CALLS)
_FAX = re.compile(r"(?:โทรสาร|แฟกซ์|แฟ็กซ์)" + _CALLS)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_OFFICE = re.compile(
    r"(?:สำนักงาน|สำนัก|กรม|กระทรวง|โรงเรียน|วิทยาลัย|มหาวิทยาลัย|สถาบัน|ศูนย์|องค์การ|เทศบาล"
    r"|ที่ว่าการ|ที่ทำการ|จังหวัด|ศาลากลาง)\S"
)
_LABEL = re.compile(r"(?:ส่วนราชการ|คำสั่ง|ประกาศ)\s*")
_ADDRESS = re.compile(
    rf"หมู่|ถนน|ถ\.|ซอย|ตำบล|ต\.|แขวง|อำเภอ|อ\.|จังหวัด|จ\.|^{_DIGIT}+|{_DIGIT}{{5}}$"
)
_END_OF_HEAD = re.compile(r"^(?:เรื่อง|เรียน|กราบเรียน|นมัสการ)\b|^เรื่อง")
_ACTING = re.compile(r"^(?:รักษาราชการแทน|ปฏิบัติราชการแทน|ปฏิบัติหน้าที่แทน|รักษาการ)")


@dataclass(frozen=True)
class Letterhead:
    """What was found; empty where nothing was. ``emblem`` is PNG; ``note`` says why it is not."""

    emblem: bytes | None = None
    note: str = ""
    office_name: str = ""
    address_lines: tuple[str, ...] = ()
    code: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    signer: str = ""
    signer_post: str = ""


def read(docx: bytes) -> Letterhead:
    """Read an old letter, memo or order; raise ``PackageRefused`` when it is no safe .docx."""
    parts = unpack_to_read(docx)
    trees = {name: parse(parts[name]) for name in rendered(parts)}
    lines = [line for tree in trees.values() for line in _lines(tree)]
    whole = "\n".join(lines)
    emblem, note = _emblem(parts, trees)
    name, address = _office(lines)
    signer, post = _signer(lines)
    return Letterhead(
        emblem=emblem,
        note=note,
        office_name=name,
        address_lines=address,
        code=_first(_CODE, whole),
        phone=_first(_PHONE, whole),
        fax=_first(_FAX, whole),
        email=_first(_EMAIL, whole),
        signer=signer,
        signer_post=post,
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return clean(found[found.lastindex or 0]) if found else ""


def _lines(tree: etree._Element) -> Iterator[str]:
    """Give the lines of a part, also in tables and text boxes; a tab divides too."""
    for paragraph in tree.iter(f"{_W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        text = "".join(_letters(paragraph))
        yield from filter(None, (clean(piece) for piece in re.split(r"[\t\n]| {4,}", text)))


def _letters(paragraph: etree._Element) -> Iterator[str]:
    for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if next(one.iterancestors(f"{_W}p"), None) is paragraph:
            yield (one.text or "") if one.tag == f"{_W}t" else "\t"


def _office(lines: list[str]) -> tuple[str, tuple[str, ...]]:
    """Find the line that begins with an office's name, or tells it after its label."""
    head = lines[: next((n for n, one in enumerate(lines) if _END_OF_HEAD.match(one)), 15)]
    for number, line in enumerate(head):
        labelled = _LABEL.match(line) or (number > 0 and _LABEL.fullmatch(head[number - 1]))
        found = _OFFICE.search(line) if labelled else _OFFICE.match(line)
        if found is not None:
            name = line[found.start() :].split("โทร")[0]
            return clean(name), tuple(_address(head[number + 1 :]))
    return "", ()


def _address(following: list[str]) -> Iterator[str]:
    """Take the address lines up to the date; a stamp such as ด่วนมาก may stand between them."""
    for line in following[:5]:
        if any(month in line for month in MONTHS):
            return
        if _ADDRESS.search(line):
            yield line


def _signer(lines: list[str]) -> tuple[str, str]:
    for number, line in enumerate(lines):
        inside = re.fullmatch(r"(?:ลงชื่อ)?[\s.…]*\(\s*([^()]+?)\s*\)", line)
        if inside is None:
            continue
        try:
            name = parse_name(inside[1])
        except NameNotUnderstood:
            continue
        if name.prefix and name.last:
            following = lines[number + 1 : number + 2]
            post = "" if not following or _ACTING.match(following[0]) else following[0]
            return name.full, post.removeprefix("ตำแหน่ง").strip()
    return "", ""


def _emblem(
    parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]
) -> tuple[bytes | None, str]:
    note = ""
    for name in _pictures(parts, trees):
        ending = name.rsplit(".", 1)[-1].lower()
        if ending in {"emf", "wmf"}:
            note = (
                f"ภาพตราในหนังสือเป็นชนิด {ending.upper()} ซึ่งนำมาใช้ไม่ได้ "
                "โปรดเปิดใน Word แล้วบันทึกภาพเป็น PNG"
            )
            continue
        try:
            picture = as_png(parts[name])
        except PictureRefused as refused:
            note = str(refused)
            continue
        if min(pixels(picture)) >= FEWEST_PIXELS:
            return picture, ""
    return None, note or "ไม่พบภาพตราในหนังสือ"


def _pictures(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Name the pictures, those of an emblem's height first."""
    found: list[tuple[bool, str]] = []
    for part, tree in trees.items():
        related = relations(parts, part)
        for blip in tree.iter(f"{_A}blip", f"{_V}imagedata"):
            relation = related.get(blip.get(f"{_R}embed") or blip.get(f"{_R}id") or "")
            if relation is not None and relation.target in parts:
                found.append((not _emblem_high(blip), relation.target))
    yield from (name for _, name in sorted(found, key=lambda one: one[0]))


def _emblem_high(blip: etree._Element) -> bool:
    low, high = EMBLEM_HEIGHT
    for above in blip.iterancestors():
        if above.tag in {f"{_WP}inline", f"{_WP}anchor"}:
            extent = above.find(f"{_WP}extent")
            told = extent.get("cy", "") if extent is not None else ""
            return told.isdecimal() and low <= int(told) <= high
        if above.tag == f"{_V}shape":
            style = re.search(r"height:\s*([0-9]+\.?[0-9]*)(pt|cm|in)", above.get("style", ""))
            if style:
                return low <= float(style[1]) * EMU[style[2]] <= high
    return False
