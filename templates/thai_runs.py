"""Thai is complex script to Word: what a run says for Latin letters it must say for Thai too."""

from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PAIRS = {"b": "bCs", "i": "iCs", "sz": "szCs"}

ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
    "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr",
    "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath",
)  # fmt: skip
"""Order of a run's properties in the schema (ECMA-376 part 1, CT_RPr)."""

_RANK = {f"{W}{name}": rank for rank, name in enumerate(ORDER)} | {
    f"{W}{name}": -1 for name in ("ins", "del", "moveFrom", "moveTo")
}


def complete(root: etree._Element) -> None:
    """Give every set of run properties its complex-script twin, in the schema's order.

    Bold, italic and size get bCs, iCs and szCs; a font gets its ``cs`` slot. What an author set
    for Thai alone stays.
    """
    for properties in root.iter(f"{W}rPr"):
        added = [twin for twin in map(_twin, properties) if _missing(properties, twin)]
        for twin in added:
            properties.append(twin)
        fonts = properties.find(f"{W}rFonts")
        if fonts is not None and fonts.get(f"{W}ascii") and not _has_thai_font(fonts):
            fonts.set(f"{W}cs", fonts.get(f"{W}ascii"))
        if added:
            properties[:] = sorted(properties, key=lambda one: _RANK.get(one.tag, len(ORDER)))


def _twin(one: etree._Element) -> etree._Element | None:
    name = PAIRS.get(str(one.tag).removeprefix(W))
    if name is None:
        return None
    twin = deepcopy(one)
    twin.tag = f"{W}{name}"
    return twin


def _missing(properties: etree._Element, twin: etree._Element | None) -> bool:
    return twin is not None and properties.find(twin.tag) is None


def _has_thai_font(fonts: etree._Element) -> bool:
    return bool(fonts.get(f"{W}cs") or fonts.get(f"{W}cstheme"))
