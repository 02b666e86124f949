"""Answers into .docx, beside docxtpl alone on the same template with the same values.

    python -m bench.docx [--rounds N]

Ours is checking the answers (``fill``) and making the document (``render``), warm and the first
time a template is used. docxtpl's own opens the template, renders it in the same environment and
saves, a new object each time, as its documentation says. Both take turns.
"""

import argparse
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median

import yaml
from docxtpl import DocxTemplate

from office.profile import SAMPLE, load
from templates import merge
from templates.context import context
from templates.docx import render
from templates.environment import environment
from templates.fill import fill
from templates.form import Form
from templates.office import Emblem, OfficeFacts
from templates.shelf import Shelf

OFFICE = OfficeFacts("สำนักงานตัวอย่าง", "สต.", "ศธ ๐๔๙๙๙", (), "", "", "", None)
DOCUMENTS = (("memo", "memo-01"), ("agenda", "meeting-01"), ("minutes", "meeting-01"))


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long one act takes."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def compare(form: Form, sample: str, rounds: int) -> tuple[float, float, float]:
    """Return the middle of ours warm, of ours with a template used first, and of docxtpl alone."""
    profile = load(SAMPLE)
    given = yaml.safe_load((SAMPLE.parent / f"{sample}.yaml").read_text(encoding="utf-8"))

    def answered() -> object:
        return fill(form, given, people=profile.directory, groups=profile.group_names, final=True)

    answers = fill(form, given, people=profile.directory, groups=profile.group_names, final=True)
    told = {"office": OFFICE, "number": "๑/๒๕๖๙", "dated": answers.values["date"], "final": True}
    values = context(form, answers, copy_mark="", prefix=None, **told)  # type: ignore[arg-type]
    template = form.files[form.template_name(answers.values)].read_bytes()

    def ours() -> None:
        answered()
        render(form, answers, emblem=Emblem("none"), **told)  # type: ignore[arg-type]

    def first() -> None:
        merge.opened.cache_clear()
        ours()

    def alone() -> None:
        word = DocxTemplate(BytesIO(template))
        word.render(dict(values), jinja_env=environment(True, "thai"))
        word.save(BytesIO())

    taken: dict[str, list[float]] = {"first": [], "ours": [], "alone": []}
    for _ in range(rounds):
        for name, act in (("first", first), ("ours", ours), ("alone", alone)):
            taken[name].append(milliseconds(act))
    return median(taken["ours"]), median(taken["first"]), median(taken["alone"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    print(f"answers -> .docx, milliseconds, middle of {rounds}")
    print(f"{'':10}{'ours':>8}{'first':>8}{'docxtpl':>9}{'ratio':>7}{'first':>7}")
    for code, sample in DOCUMENTS:
        warm, first, alone = compare(Shelf().form(code), sample, rounds)
        ratios = f"{warm / alone:7.2f}{first / alone:7.2f}"
        print(f"{code:10}{warm:8.1f}{first:8.1f}{alone:9.1f}{ratios}")


if __name__ == "__main__":
    main()
