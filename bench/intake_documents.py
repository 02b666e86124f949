"""Documents of other kinds, converted by LibreOffice a hundred at once, and the product's own."""

import subprocess
from datetime import date
from pathlib import Path

from office.office import Office, operator
from office.phrases import Composer
from office.plans import Wish
from office.profile import SAMPLE, load
from templates import soffice

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
    "<office:body>{body}</office:body></office:document>"
)
BODIES = {
    "text": "<office:text>{paragraphs}</office:text>",
    "spreadsheet": "<office:spreadsheet><table:table table:name='ข้อมูล'><table:table-row>"
    "<table:table-cell office:value-type='string'>{paragraphs}</table:table-cell>"
    "</table:table-row></table:table></office:spreadsheet>",
    "presentation": "<office:presentation><draw:page draw:name='หน้าแรก'>"
    "<draw:frame svg:width='20cm' svg:height='10cm' svg:x='1cm' svg:y='1cm'>"
    "<draw:text-box>{paragraphs}</draw:text-box></draw:frame></draw:page></office:presentation>",
}
TARGETS = {
    "odt": ("text", "fodt"), "doc": ("text", "fodt"), "rtf": ("text", "fodt"),
    "xlsx": ("spreadsheet", "fods"), "pptx": ("presentation", "fodp"),
}  # fmt: skip
"""By the kind wanted: what it is made of, as a flat file."""


def flat(kind: str, *paragraphs: str) -> str:
    """Return a flat OpenDocument file of a kind."""
    said = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    return HEAD.format(kind=kind, body=BODIES[kind].format(paragraphs=said))


def converted(work: Path, target: str, texts: list[str]) -> list[Path]:
    """Make a document of each text with LibreOffice, of one of TARGETS."""
    kind, ending = TARGETS[target]
    place, profile = work / target, work / "makers-profile"
    place.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (place / f"{number:03d}.{ending}").write_text(flat(kind, *text.split("\n")), "utf-8")
    program = str(soffice.program())
    command = [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(place)]
    command += map(str, sorted(place.glob(f"*.{ending}")))
    for _ in range(2):  # a new profile asks to be started once more
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            break
    return sorted(place.glob(f"*.{target}"))


def documents(work: Path, many: int) -> list[Path]:
    """Return documents of all TARGETS, each with a text of its own."""
    found = sorted(path for target in TARGETS for path in (work / target).glob(f"*.{target}"))
    if found:
        return found
    share = max(1, -(-many // len(TARGETS)))
    return sorted(
        path
        for target in TARGETS
        for path in converted(
            work, target, [f"รายงานผลการนิเทศของโรงเรียนที่ {n} ({target})" for n in range(share)]
        )
    )


def of_the_product(work: Path, many: int) -> list[Path]:
    """Issue memos in an office of its own; returns their Word files and PDFs."""
    data = work / "product"
    if not data.exists():
        office = Office.create(data, load(SAMPLE))
        composer = Composer(office.profile, 1)
        with office.converter.warm():
            for number in range(-(-many // 2)):
                memo = composer.memo(date(2026, 11, 20))
                answers = memo.answers | {"subject": f"{memo.answers['subject']} {number}"}
                office.issue("memo", answers, operator(), Wish(group=memo.group))
        office.close()
    endings = (".docx", ".pdf")
    return sorted(path for path in (data / "archive").rglob("*") if path.suffix in endings)
