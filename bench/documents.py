"""Many letters at once, beside docxtpl alone and LibreOffice alone on the same letters.

    python -m bench.documents [--letters N]

Ours is the whole way of each letter: answers, number, Word file, PDF, text, filing on disk,
register, journal. docxtpl alone only renders the template with the same values; LibreOffice alone
only loads and stores the same Word files, timed inside its own process. Memory is that of this
process alone, read from the kernel (Linux).
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import mean

from docxtpl import DocxTemplate

from archive.records import RecordId
from bench.pdf import libreoffice_alone
from office.batch_letters import EACH
from office.batch_sheet import receivers_sheet
from office.office import Office, operator
from office.press import facts_of
from office.profile import SAMPLE, load
from templates import fonts, soffice
from templates.context import context
from templates.environment import environment
from templates.fill import fill
from templates.shelf import Shelf

SOME = 50  # letters that the peers make
FORM = "letter"


def resident() -> float:
    """Return the memory that this process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)


def seconds(act: Callable[[], object]) -> float:
    """Return how long one act takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def batch_of(office: Office, many: int) -> int:
    """Check and prepare a batch; prints how long the check takes."""
    given = Shelf().form(FORM).example()
    del given["to"]
    sheet = receivers_sheet(f"ผู้อำนวยการโรงเรียนสมมติที่ {n}" for n in range(1, many + 1))
    begin = time.perf_counter()
    batch = office.batches.prepare(FORM, given, sheet, EACH, operator())
    told = {"check and prepare, s": round(time.perf_counter() - begin, 2)}
    print(json.dumps(told), flush=True)
    return batch


def made(office: Office, batch: int, many: int) -> None:
    """Make every letter, tell time and memory on the way, and join all for the printer."""
    office.batches.start(batch, operator())
    begin, number = time.perf_counter(), 0
    while office.batches.step():
        number += 1
        if number in (10, many) or number % 100 == 0:
            rate = number / (time.perf_counter() - begin)
            told = {"letters": number, "a second": round(rate, 2), "MiB": resident()}
            print(json.dumps(told), flush=True)
    begin = time.perf_counter()
    printed = office.batches.printed(batch, operator()).data
    told = {"one PDF, s": round(time.perf_counter() - begin, 2), "MB": round(len(printed) / 1e6, 1)}
    print(json.dumps({**told, "MiB": resident()}), flush=True)


def docxtpl_alone(office: Office) -> float:
    """Return docxtpl's own time for one letter, opened anew each time as its manual says."""
    form, profile = office.shelf.form(FORM), office.profile
    people, groups = profile.directory, profile.group_names
    answers = fill(form, form.example(), people=people, groups=groups, final=True)
    values = context(
        form,
        answers,
        office=facts_of(profile),
        number="๑",
        dated=answers.values["date"],
        final=True,
        copy_mark="",
        prefix=None,
    )
    template = form.files[form.template_name(answers.values)].read_bytes()

    def render() -> None:
        word = DocxTemplate(BytesIO(template))
        word.render(dict(values), jinja_env=environment(True, "thai"))
        word.save(BytesIO())

    return mean(seconds(render) for _ in range(SOME))


def libreoffice_seconds(office: Office, batch: int, work: Path) -> float:
    """Return LibreOffice's own time for one of the letters that were made."""
    program = soffice.program()
    assert program, "LibreOffice is needed"
    config = fonts.build(fonts.home(work / "cache")).config
    letters = office.batches.letters(batch, operator())[: SOME + 1]
    with libreoffice_alone(program, work, config) as alone:
        taken = []
        for letter in letters:
            id = RecordId.parse(letter.record)
            files = office.archive.record(id).files
            name = next(file.name for file in files if file.name.endswith(".docx"))
            taken.append(alone.seconds(office.archive.file_path(id, name)))
    return mean(taken[1:])


def main() -> None:
    """Print a JSON line for each figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=500)
    many = options.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        office = Office.create(work / "data", load(SAMPLE))
        with office.converter.warm():
            batch = batch_of(office, many)
            made(office, batch, many)
        peers = {
            "docxtpl alone, s a letter": round(docxtpl_alone(office), 3),
            "LibreOffice alone, s a letter": round(libreoffice_seconds(office, batch, work), 3),
        }
        print(json.dumps(peers))
        office.close()


if __name__ == "__main__":
    main()
