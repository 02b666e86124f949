"""Fields of letters whose layout the rules of recognition were not written beside.

    python -m bench.reading_own

Saraban's own documents, made from the samples and issued: as .docx, as PDF, and as scans in the
weathers of ``bench.reading``. Prints for each way how many of each field are right, asked for, and
wrong in silence; the truth is what the record says.
"""

import io
import json
import random
import tempfile
from collections import Counter
from pathlib import Path

from archive.records import Description
from bench.digit_lines import scanned
from bench.reading import WEATHERS, bare, drawn
from indexer.arriving import arrived
from indexer.recognition.field import Recognised
from office import answers
from office.office import Office, operator
from office.profile import SAMPLE, load
from thai.digits import to_arabic

SAMPLES = ("letter-01", "memo-01", "memo-02", "order-01", "order-02", "announcement-01")
KINDS = {"letter": "external"}


def truth(about: Description) -> dict[str, str]:
    """Return what a record says, by the names of what is recognised."""
    kind = KINDS.get(about.type, about.type)
    told = {
        "kind": kind,
        "subject": about.title.removeprefix("คำสั่ง เรื่อง ").removeprefix("ประกาศ เรื่อง "),
        "date": about.dated.isoformat() if about.dated else "",
    }
    told["number"] = "" if kind == "announcement" else about.number
    return told | ({"to": about.receiver} if kind in ("external", "memo") else {})


def tell(way: str, wanted: dict[str, str], letter: Recognised, tally: Counter[str]) -> None:
    """Count a letter's fields, and print what is not right."""
    for name, right in wanted.items():
        field = None if name == "kind" else letter.fields.get(name)  # type: ignore[call-overload]
        value = letter.kind if name == "kind" else letter.value(name)  # type: ignore[arg-type]
        if not right:
            continue
        good = bare(to_arabic(right)) == bare(to_arabic(value))
        asked = name != "kind" and (field is None or field.asked)
        how = "right" if good else "asked" if asked else "silent"
        tally[f"{way} {name} {how}"] += 1
        if not good:
            print(json.dumps([way, name, how, right, value], ensure_ascii=False), flush=True)


def main() -> None:
    """Issue the samples, read them, count."""
    tally, chance = Counter[str](), random.Random(2569)
    with tempfile.TemporaryDirectory() as folder:
        office = Office.create(Path(folder) / "data", load(SAMPLE))
        for sample in SAMPLES:
            form = sample.split("-")[0]
            given = answers.load(SAMPLE.parent / f"{sample}.yaml")
            record = office.archive.record(office.issue(form, given, operator()).id)
            wanted = truth(record.description)
            for file in record.files:
                data = office.archive.file_path(record.id, file.name).read_bytes()
                if file.name.endswith((".docx", ".pdf")):
                    way = file.name.rpartition(".")[2]
                    tell(way, wanted, arrived(file.name, data).letter, tally)
                if file.name.endswith(".pdf"):
                    for weather in WEATHERS:
                        held = io.BytesIO()
                        pages = [scanned(page, weather, chance) for page in drawn(data)[:1]]
                        pages[0].save(held, "PDF", resolution=weather.dpi)
                        letter = arrived("scan.pdf", held.getvalue()).letter
                        tell(f"scan {weather.dpi:.0f} dpi", wanted, letter, tally)
        office.close()
    for key, n in sorted(tally.items()):
        print(key, n)


if __name__ == "__main__":
    main()
