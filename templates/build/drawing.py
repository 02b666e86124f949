"""The two floating things of an official document: the emblem's place and the speed stamp."""

from templates.build.wordml import emu, run, run_properties

ANCHOR = (
    'distT="0" distB="0" distL="0" distR="0" simplePos="0" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"'
)


def _anchored(cm: tuple[float, float], horizontal: str, top: float, name: str, body: str) -> str:
    """Return a drawing fixed to the page, ``top`` cm below its upper edge, out of the text flow."""
    width, height = map(emu, cm)
    number = {"emblem": 1, "speed": 2}[name]
    described = "ตราครุฑ" if name == "emblem" else "ชั้นความเร็ว"
    return (
        f'<w:drawing><wp:anchor {ANCHOR} relativeHeight="{251658240 + number}">'
        f'<wp:simplePos x="0" y="0"/>{horizontal}'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(top)}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{described}"/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>{body}</a:graphic></wp:anchor></w:drawing>"
    )


def emblem(height: float, *, centred: bool, top: float = 1.5) -> str:
    """Return the run that holds the emblem's place, as wide as it is high.

    It starts ``top`` cm below the page's edge; centred means on the middle of the *page*, the axis
    of date and closing (specification 2.5), else it stands at the left margin.
    """
    place = (
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        if centred
        else '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
    )
    size = f'<a:ext cx="{emu(height)}" cy="{emu(height)}"/>'
    picture = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdEmblem"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>{size}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )
    return (
        f"<w:r>{run_properties()}{_anchored((height, height), place, top, 'emblem', picture)}</w:r>"
    )


def speed_stamp(field: str, *, left: float, top: float) -> str:
    """Return the runs that stamp the speed class in red letters of 32 pt, where one is given."""
    place = (
        f'<wp:positionH relativeFrom="margin"><wp:posOffset>{emu(left)}</wp:posOffset>'
        "</wp:positionH>"
    )
    size = (4.2, 1.5)
    text = (
        '<w:p><w:pPr><w:pStyle w:val="SarabanStamp"/></w:pPr>'
        f"{run('{{ ' + field + ' }}', bold=True, pt=32, colour='FF0000')}</w:p>"
    )
    box = (
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" wrap="square" anchor="t"/>'
        "</wps:wsp></a:graphicData>"
    )
    shape = _anchored(size, place, top, "speed", box)
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
    held = f"<w:r>{run_properties()}{choice}</mc:AlternateContent></w:r>"
    return run("{% if " + field + " %}") + held + run("{% endif %}")
