"""Documents of other kinds, made by LibreOffice many at once or by hand, and the product's own."""

import subprocess
from datetime import date
from pathlib import Path

from openpyxl import Workbook

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
BODY = "<office:text>{paragraphs}</office:text>"
SLIDES = (
    '<office:presentation><draw:page draw:name="1"><draw:frame svg:x="2cm" svg:y="2cm" '
    'svg:width="20cm" svg:height="10cm"><draw:text-box>{paragraphs}</draw:text-box></draw:frame>'
    "</draw:page></office:presentation>"
)
TARGETS = ("odt", "doc", "rtf", "pptx")
"""What LibreOffice's Writer, and Impress, make of a flat file."""


def flat(*paragraphs: str, slides: bool = False) -> str:
    """Return a flat OpenDocument text, or one slide."""
    said = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    kind, body = ("presentation", SLIDES) if slides else ("text", BODY)
    return HEAD.format(kind=kind, body=body.format(paragraphs=said))


def by_hand(work: Path, texts: list[str]) -> list[Path]:
    """Make an Excel file of each text."""
    place = work / "by hand"
    place.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        book = Workbook()
        book.worksheets[0].append(("เรื่อง", text))
        book.save(place / f"{number:03d}.xlsx")
    return sorted(place.iterdir())


def converted(work: Path, target: str, texts: list[str]) -> list[Path]:
    """Make a document of each text with LibreOffice, of one of TARGETS."""
    place, profile = work / target, work / "makers-profile"
    place.mkdir(parents=True, exist_ok=True)
    ending = "fodp" if target == "pptx" else "fodt"
    for number, text in enumerate(texts):
        drawn = flat(*text.split("\n"), slides=ending == "fodp")
        (place / f"{number:03d}.{ending}").write_text(drawn, "utf-8")
    program = str(soffice.program())
    command = [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(place)]
    command += map(str, sorted(place.glob(f"*.{ending}")))
    for _ in range(2):  # a new profile asks to be started once more
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            break
    return sorted(place.glob(f"*.{target}"))


def documents(work: Path, many: int) -> list[Path]:
    """Return documents of all kinds, each with a text of its own."""
    found = [path for target in TARGETS for path in sorted((work / target).glob(f"*.{target}"))]
    share = range(-(-many // (len(TARGETS) + 1)))
    for target in TARGETS if share and not found else ():
        found += converted(work, target, [f"รายงานการนิเทศโรงเรียนที่ {n} ({target})" for n in share])
    return [*found, *by_hand(work, [f"รายงานการนิเทศโรงเรียนที่ {n}" for n in share])]


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
