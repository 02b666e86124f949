"""Properties put where the schema wants them (ECMA-376 part 1: CT_PPr, CT_RPr, CT_SectPr)."""

from typing import Any

from templates.proof.properties import W

_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
}


def child(parent: Any, name: str) -> Any:
    """Return a property of ``parent``; where it is missing it is made, in its place."""
    found = parent.find(W + name)
    if found is not None:
        return found
    found = parent.makeelement(W + name, {})
    order = _ORDER[parent.tag.removeprefix(W)].split()
    later = {W + one for one in order[order.index(name) + 1 :]}
    following = next((one for one in parent if one.tag in later), None)
    if following is not None:
        following.addprevious(found)
    else:
        parent.append(found)
    return found


def properties(owner: Any, name: str) -> Any:
    """Return the ``pPr`` of a paragraph or the ``rPr`` of a run, made where it is missing."""
    found = owner.find(W + name)
    if found is None:
        found = owner.makeelement(W + name, {})
        owner.insert(0, found)
    return found


def put(parent: Any, name: str, **attributes: int | str) -> None:
    """Set attributes of a property of ``parent``."""
    one = child(parent, name)
    for key, told in attributes.items():
        one.set(W + key, str(told))
