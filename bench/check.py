"""The check over a folder of mixed files: what each has, and how long it takes.

    python -m bench.check [FOLDER]

Without a folder: every sample and example of ours, as it is and with common faults of Word put in.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from docx import Document
from docx.shared import Cm, Pt

from office.press import facts_of
from office.profile import SAMPLE, load
from templates.docx import render
from templates.fill import fill
from templates.office import Emblem
from templates.proof.findings import Severity
from templates.proof.proof import judged, mended
from templates.shelf import Shelf
from thai.errors import Refused


def spoilt(path: Path, into: Path) -> None:
    """Write a copy with what goes wrong in Word: margins, font, size, spaces, digits, ำ."""
    document = Document(str(path))
    document.sections[0].left_margin = Cm(2.54)
    for line in document.paragraphs:
        for run in filter(lambda one: one.text, line.runs):
            run.text = run.text.replace("ำ", "ํา").replace("๒", "2")
            run.font.size = Pt(14)
            run.font.name = "Cordia New"
    document.save(str(into))


def made(folder: Path) -> None:
    """Write every form's example, right and spoilt."""
    office = load(SAMPLE)
    for form in Shelf().forms():
        answers = fill(
            form, form.example(), people=office.directory, groups=office.group_names, final=False
        )
        docx = render(
            form,
            answers,
            office=facts_of(office),
            emblem=Emblem("preprinted"),
            number=None,
            dated=None,
            final=False,
        )
        path = folder / f"{form.code}.docx"
        path.write_bytes(docx)
        spoilt(path, folder / f"{form.code}-spoilt.docx")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    if folder is None:
        folder = Path(tempfile.mkdtemp())
        made(folder)
    kinds, rules = Counter[str](), Counter[str]()
    print(f"{'file':38}{'kind':14}{'wrong':>6}{'should':>7}{'note':>5}{'left':>5}{'ms':>6}")
    for path in sorted(folder.glob("*.docx")):
        data = path.read_bytes()
        begin = time.perf_counter()
        try:
            proof = judged(data)
            taken = (time.perf_counter() - begin) * 1000
            left = str(len(mended(data).proof.findings))
        except Refused as refused:
            print(f"{path.name:38}{refused}")
            continue
        kinds[proof.kind] += 1
        rules.update(one.rule.code for one in proof.findings)
        counts = [proof.count(one) for one in Severity]
        print(
            f"{path.name:38}{proof.kind:14}{counts[0]:6}{counts[1]:7}{counts[2]:5}{left:>5}{taken:6.0f}"
        )
    print("\nkinds:", ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    print("rules:", ", ".join(f"{code} {n}" for code, n in rules.most_common()))


if __name__ == "__main__":
    main()
