"""The emblem in its place: the office's picture, a frame, or the exact empty space (spec 2.5)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO

from lxml import etree
from PIL import Image

from templates.errors import PictureRefused
from templates.office import Emblem
from templates.package import (
    CONTENT_TYPES,
    parse,
    relations,
    rels_name,
    serialized,
    with_default_type,
)

NAME = "emblem"
"""``docPr name`` of the drawing that marks the place in a template; its height is the emblem's."""

MEDIA = "word/media/emblem-of-the-office.png"

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
"""Pictures that are read; none of them starts another program."""

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FRAME_WIDTH = "6350"
"""Half a point, in EMU."""


def places(root: etree._Element) -> Iterator[etree._Element]:
    """Find the drawings (inline or anchored) that mark the emblem's place."""
    for properties in root.iter(f"{_WP}docPr"):
        if properties.get("name") == NAME:
            yield properties.getparent()


def ready(emblem: Emblem) -> Emblem:
    """Give the emblem with its picture as PNG; raise ``PictureRefused`` when it cannot be read."""
    if emblem.kind != "picture" or not emblem.picture:
        return emblem
    return Emblem("picture", as_png(emblem.picture))


def place(
    parts: Mapping[str, bytes], part: str, root: etree._Element, emblem: Emblem, final: bool
) -> dict[str, bytes]:
    """Put the ``ready`` emblem into every place of a part's tree; give the parts that changed."""
    changed: dict[str, bytes] = {}
    for drawing in places(root):
        properties = drawing.find(f"{_WP}docPr")
        if emblem.kind == "picture" and emblem.picture:
            properties.set("descr", "ตราครุฑ")
            _resize(drawing, emblem.picture)
            changed |= _replace(parts, part, drawing, emblem.picture)
        else:
            properties.set("descr", "ที่ว่างสำหรับตราครุฑ")
            if emblem.kind == "none" and not final:
                _frame(drawing)
    return changed


@lru_cache(maxsize=8)
def as_png(picture: bytes) -> bytes:
    """Give a picture as PNG; raise ``PictureRefused`` when it cannot be read."""
    try:
        with Image.open(BytesIO(picture), formats=FORMATS) as image:
            if image.format == "PNG":
                image.verify()
                return picture
            out = BytesIO()
            (image if image.mode in {"1", "L", "P", "RGB", "RGBA"} else image.convert("RGB")).save(
                out, "PNG"
            )
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise PictureRefused(reason="อ่านภาพไม่ได้ โปรดใช้ภาพชนิด PNG หรือ JPEG") from fault


def pixels(picture: bytes) -> tuple[int, int]:
    """Give width and height of a picture in pixels."""
    with Image.open(BytesIO(picture)) as image:
        return image.size


def _resize(drawing: etree._Element, picture: bytes) -> None:
    """Keep the place's height and give it the picture's own proportions."""
    wide, high = pixels(picture)
    extent = drawing.find(f"{_WP}extent")
    width = str(round(int(extent.get("cy")) * wide / high))
    for size in (extent, *drawing.iter(f"{_A}ext")):
        if size.get("cx"):
            size.set("cx", width)


def _replace(
    parts: Mapping[str, bytes], part: str, drawing: etree._Element, picture: bytes
) -> dict[str, bytes]:
    blip = next(drawing.iter(f"{_A}blip"), None)
    name = rels_name(part)
    if blip is None or blip.get(f"{_R}embed") not in relations(parts, part):
        return {}
    rels = parse(parts[name])
    for relation in rels:
        if relation.get("Id") == blip.get(f"{_R}embed"):
            relation.set("Target", f"/{MEDIA}")
    return {
        name: serialized(rels),
        MEDIA: picture,
        CONTENT_TYPES: with_default_type(parts[CONTENT_TYPES], "png", "image/png"),
    }


def _frame(drawing: etree._Element) -> None:
    shape = next(drawing.iter(f"{_PIC}spPr"), None)
    if shape is None:
        return
    for old in shape.findall(f"{_A}ln"):
        shape.remove(old)
    line = etree.SubElement(shape, f"{_A}ln", w=_FRAME_WIDTH)
    fill = etree.SubElement(line, f"{_A}solidFill")
    etree.SubElement(fill, f"{_A}srgbClr", val="808080")
