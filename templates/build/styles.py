"""Named styles of the templates, so that an office can restyle a document type in Word.

Values follow ``templates/data/layout.yaml``: single spacing, 6 pt before head lines and body
paragraphs, 2.5 cm first-line indent, text spread to both edges as Thai offices do.
"""

from templates.build.wordml import NAMESPACES, run_properties, twips


def _style(
    name: str, shown: str, *, paragraph: str = "", face: str = "", based: str = "Normal"
) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{shown}"/><w:basedOn w:val="{based}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr>{face or run_properties()}</w:style>"
    )


def _spacing(before: float = 0, *, after: float = 0, exact: float = 0) -> str:
    line = (
        f'w:line="{round(exact * 20)}" w:lineRule="exact"'
        if exact
        else ('w:line="240" w:lineRule="auto"')
    )
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" {line}/>'


SEAL_PT = 128  # room for a seal of 4.5 cm (specification 1.3)
CENTRE = '<w:jc w:val="center"/>'
STYLES = (
    _style("SarabanLine", "Saraban Line"),
    _style("SarabanHead", "Saraban Head Line", paragraph=_spacing(6)),
    _style(
        "SarabanBody",
        "Saraban Body",
        paragraph=f'{_spacing(6)}<w:ind w:firstLine="{twips(2.5)}"/><w:jc w:val="thaiDistribute"/>',
    ),
    _style(
        "SarabanTitle",
        "Saraban Title",
        paragraph=f"<w:keepNext/>{CENTRE}",
        face=run_properties(bold=True),
    ),
    _style(
        "SarabanMemoTitle",
        "Saraban Memo Title",
        paragraph=f"{_spacing(exact=35)}{CENTRE}",
        face=run_properties(bold=True, pt=29),
    ),
    _style(
        "SarabanHeading",
        "Saraban Heading",
        paragraph=f'<w:keepNext/>{_spacing(6)}<w:outlineLvl w:val="0"/>',
        face=run_properties(bold=True),
    ),
    _style(
        "SarabanSubheading",
        "Saraban Subheading",
        paragraph='<w:keepNext/><w:outlineLvl w:val="1"/>',
        face=run_properties(bold=True),
        based="SarabanHeading",
    ),
    _style("SarabanEmblem", "Saraban Emblem", paragraph=_spacing(exact=60)),
    _style(
        "SarabanRule",
        "Saraban Rule",
        paragraph='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:pBdr>'
        + _spacing(exact=8, after=6),
    ),
    _style("SarabanClosing", "Saraban Closing", paragraph=_spacing(12)),
    _style("SarabanSeal", "Saraban Seal", paragraph=_spacing(exact=SEAL_PT)),
    _style("SarabanGap", "Saraban Gap", paragraph=_spacing(exact=6)),
    _style("SarabanEnd", "Saraban End", paragraph=_spacing(exact=1)),
    _style("SarabanMemoLine", "Saraban Memo Line"),
    _style("SarabanSignature", "Saraban Signature", paragraph=CENTRE),
    _style("SarabanAttendant", "Saraban Attendant", paragraph="<w:keepLines/>"),
    _style("SarabanCell", "Saraban Cell"),
    _style("SarabanPenLine", "Saraban Pen Line", paragraph=_spacing(exact=13)),
    _style("SarabanColumn", "Saraban Column", paragraph=CENTRE),
    _style(
        "SarabanColumnHead",
        "Saraban Column Head",
        paragraph=CENTRE,
        face=run_properties(bold=True),
    ),
    _style("SarabanStamp", "Saraban Stamp", face=run_properties(bold=True, pt=32, colour="FF0000")),
    _style("SarabanPageNumber", "Saraban Page Number", paragraph=CENTRE),
)


def styles() -> str:
    """Return ``styles.xml``: document defaults, Normal, Header, and Saraban's own."""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_spacing()}</w:pPr>{run_properties()}</w:style>"
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/>'
        f'<w:basedOn w:val="Normal"/>{run_properties()}</w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{run_properties()}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{normal}{''.join(STYLES)}</w:styles>"
    )


def settings() -> str:
    """Return ``settings.xml``: Word 2013 layout rules and Thai as the complex-script language."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>'
    )
