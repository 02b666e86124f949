"""What the pages of a draft have in common: its questions drawn, its summary of problems."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import render_template, request

from office.drafting import Standing
from office.receiver_list import Known
from templates.errors import Problem
from templates.questions import COMPUTED, Field
from templates.salutations import salutations
from thai.digits import Digits
from web.answered import answered
from web.current import actor, office
from web.emblem import is_missing
from web.questions import PREFIX, Drawing, Question, computed, names_of

STATES = {
    "writing": "กำลังร่าง",
    "laid": "เสนอแล้ว",
    "returned": "ส่งกลับมาแก้ไข",
    "passed": "เห็นชอบแล้ว",
    "signed": "ลงนามแล้ว รอออกเลข",
    "filed": "ออกเลขแล้ว",
}
DECISIONS = {
    "": "รอพิจารณา",
    "agreed": "เห็นชอบ",
    "returned": "ส่งกลับ",
    "signed": "ลงนาม",
    "withdrawn": "ผู้ร่างถอนกลับ",
    "reopened": "เปิดแก้ไขอีกครั้ง",
}


OFFERED = 300
"""Receivers that a form offers while one types; the page to choose from has more."""


@dataclass(frozen=True)
class Pointed:
    """A problem and the place on the page to which its line in the summary leads."""

    anchor: str
    label: str
    message: str


def edit_page(
    standing: Standing,
    given: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    warnings: Sequence[Problem] = (),
    checked: bool = False,
    says: str = "",
) -> str:
    """Write the page on which a draft is filled in; ``says`` is why it could not be saved."""
    questions = drawing(standing, problems).questions(given)
    places = {question.path for question in all_of(questions)} | set(_rows(questions))
    return render_template(
        "draft.html",
        standing=standing,
        of=office().papers.whereabouts.case_of(f"draft/{standing.draft.id}", actor()),
        questions=questions,
        problems=[_pointed(problem, places) for problem in problems],
        warnings=[_pointed(warning, places) for warning in warnings],
        checked=checked,
        says=says,
        word=office().word.counts(standing.draft.id),
        emblem_missing=is_missing(standing.form, given),
        states=STATES,
        place=office().submission.place,
        people=_known_people(),
        posts=_known_posts(),
        units=office().profile.group_names.values(),
        receivers=list(islice(everybody(), OFFERED)),
    )


def _known_people() -> list[tuple[str, str]]:
    people = office().profile.directory
    return [(name, people[id].post) for id, name in names_of(people).items()]


def _known_posts() -> list[str]:
    """Return the posts of the office, the heads of groups first, each once."""
    profile = office().profile
    heads = [group.head_title for group in profile.groups]
    held = [person.post for person in profile.directory.values()]
    return [post for post in dict.fromkeys((*heads, *held)) if post]


def everybody() -> Iterator[Known]:
    """Yield the directory's receivers, then schools and groups, each name once."""
    usual, profile = salutations()[0].closing, office().profile
    heads = [group.head_title for group in profile.groups if group.head_title]
    own = [*(f"ผู้อำนวยการ{school.name}" for school in profile.schools), *heads]
    kept = {one.name: one for one in office().receivers.all()}
    yield from kept.values()
    yield from (Known(name, usual) for name in dict.fromkeys(own) if name not in kept)


def drawing(standing: Standing, problems: Iterable[Problem] = ()) -> Drawing:
    """Return what draws this draft's form with the office's people and groups."""
    profile = office().profile
    units = profile.group_names
    return Drawing(standing.form, profile.directory, units, _digits(standing), problems)


def _digits(standing: Standing) -> Digits:
    return standing.form.digits or ("arabic" if office().profile.digits == "arabic" else "thai")


def sums_of(standing: Standing, given: Mapping[str, Any]) -> dict[str, str]:
    """Return what the calculated fields show for answers as typed, by the ids of their places."""
    told = computed(standing.form, given, _digits(standing))
    return {PREFIX + path: text for path, text in told.items()}


def posted(standing: Standing) -> dict[str, Any]:
    """Return the posted answers; what the form does not ask for stays as the draft has it."""
    asked = {field.name for field in standing.form.fields if _drawn(field)}
    kept = {key: told for key, told in standing.draft.answers.items() if key not in asked}
    pairs = request.form.items(multi=True)
    return kept | answered(standing.form, pairs, office().profile.directory)


def all_of(questions: Iterable[Question]) -> list[Question]:
    """Return every question of a page, in its order, those in groups and rows as well."""
    found = []
    for one in questions:
        rows = [part for row in one.rows for part in row.parts]
        found += [one, *all_of(one.parts), *all_of(rows)]
    return found


def shown_value(one: Question, text: str) -> str:
    """Write a chosen value with the words that the form shows for it."""
    if one.kind == "bool":
        return "ใช่" if text else "ไม่ใช่"
    return dict(one.options).get(text, text)


def _rows(questions: Iterable[Question]) -> list[str]:
    return [row.path for one in all_of(questions) for row in one.rows]


def _drawn(field: Field) -> bool:
    return field.type != COMPUTED and not field.readonly


def _pointed(problem: Problem, places: set[str]) -> Pointed:
    path = problem.path
    while path and path not in places:
        path = path.rpartition("-")[0]
    return Pointed(PREFIX + path if path else "main", problem.label, problem.message)
