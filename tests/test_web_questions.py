"""A form drawn with answers and posted back gives the same answers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from office.answers import load as answers
from office.profile import SAMPLE, load
from templates.errors import FormInvalid, Problem
from templates.fill import fill
from templates.people import Person
from templates.shelf import Shelf
from web.answered import answered, moved
from web.questions import Drawing, Question

SAMPLES = Path(SAMPLE).parent
OFFICE = load(SAMPLE)
DIRECTORY: dict[str, Any] = {"people": OFFICE.directory, "groups": OFFICE.group_names}
DOCUMENTS = [
    *(("memo", f"memo-0{n}") for n in (1, 2)),
    *(("order", f"order-0{n}") for n in (1, 2)),
    ("letter", "letter-01"),
    ("announcement", "announcement-01"),
    *((code, f"meeting-0{n}") for code in ("agenda", "invitation", "minutes") for n in (1, 2, 3)),
    *((form.code, "") for form in Shelf().forms()),
]


def drawing(code: str, problems: Iterable[Problem] = ()) -> Drawing:
    return Drawing(Shelf().form(code), OFFICE.directory, OFFICE.group_names, "thai", problems)


def posted(questions: Iterable[Question]) -> list[tuple[str, str]]:
    """What a browser posts for a page of questions on which nothing was changed."""
    pairs = []
    for one in questions:
        for row in one.rows:
            pairs += posted(row.parts)
        pairs += posted(one.parts)
        if one.kind not in ("list", "group"):
            pairs.append((one.id, one.value.replace("\n", "\r\n")))
        if one.position:
            pairs.append((f"{one.id}-position", one.position))
    return pairs


def printed(value: Any) -> Any:
    """Answers as far as a document shows them: of a person the name and the post."""
    if isinstance(value, Person):
        return value.name.full, value.post
    if isinstance(value, dict):
        return {key: printed(inner) for key, inner in value.items()}
    return [printed(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.slow
@pytest.mark.parametrize(("code", "sample"), DOCUMENTS)
def test_a_sample_through_the_form_gives_the_same_answers(code: str, sample: str) -> None:
    form = Shelf().form(code)
    given = answers(SAMPLES / f"{sample}.yaml") if sample else form.example()
    back = answered(form, posted(drawing(code).questions(given)), OFFICE.directory)
    first, again = fill(form, given, **DIRECTORY), fill(form, back, **DIRECTORY)
    assert printed(again.values) == printed(first.values)


def find(questions: Iterable[Question], path: str) -> Question:
    for one in questions:
        if one.path == path:
            return one
        below = [*one.parts, *(part for row in one.rows for part in row.parts)]
        if path.startswith(f"{one.path}-"):
            return find(below, path)
    raise LookupError(path)


def test_every_problem_stands_at_a_place_on_the_page() -> None:
    form = Shelf().form("order")
    given = {"parts": [{"title": "ก", "members": [{"person": "p99"}]}], "date": "32 ม.ค. 2570"}
    with pytest.raises(FormInvalid) as wrong:
        fill(form, given, **DIRECTORY)
    drawn = drawing("order", wrong.value.problems).questions(given)
    for problem in wrong.value.problems:
        assert problem.message in find(drawn, problem.path).says


def test_what_cannot_be_read_stays_as_it_was_typed() -> None:
    typed = [("a-date", "เมื่อวานซืน"), ("a-signer", "ใครก็ไม่รู้"), ("a-body-0", "ก\r\nข")]
    back = answered(Shelf().form("memo"), typed, OFFICE.directory)
    assert back == {"date": "เมื่อวานซืน", "signer": "ใครก็ไม่รู้", "body": ["ก\nข"]}
    assert find(drawing("memo").questions(back), "date").value == "เมื่อวานซืน"


def test_a_person_is_known_by_name_and_a_stranger_keeps_a_post() -> None:
    typed = [("a-signer", " นางประดิษฐ์   ร่างเรียบ "), ("a-route-0-person", "นายแขก รับเชิญ")]
    typed.append(("a-route-0-person-position", "วิทยากร"))
    back = answered(Shelf().form("memo"), typed, OFFICE.directory)
    stranger = {"name": "นายแขก รับเชิญ", "position": "วิทยากร"}
    assert back == {"signer": "p05", "route": [{"person": stranger}]}


@pytest.mark.parametrize(
    ("move", "left"),
    [
        ("add:body", ["ก", "ข", "ค", ""]),
        ("remove:body-1", ["ก", "ค"]),
        ("up:body-1", ["ข", "ก", "ค"]),
        ("up:body-0", ["ก", "ข", "ค"]),
        ("down:body-1", ["ก", "ค", "ข"]),
        ("down:body-9", ["ก", "ข", "ค"]),
        ("explode:body-1", ["ก", "ข", "ค"]),
    ],
)
def test_buttons_beside_rows_add_remove_and_move(move: str, left: list[str]) -> None:
    assert moved({"body": ["ก", "ข", "ค"]}, move)["body"] == left


def test_rows_can_be_added_deep_inside_what_is_still_empty() -> None:
    given: dict[str, Any] = {"agenda": [""]}
    moved(given, "add:agenda-0-items")
    moved(given, "add:minutes-sections")
    assert given == {"agenda": [{"items": [""]}], "minutes": {"sections": [""]}}


def test_a_table_is_pasted_from_a_spreadsheet_or_typed_with_strokes() -> None:
    form = Shelf().form("minutes")
    table = "a-minutes-sections-0-table"
    for text in ("ที่\tชื่อ\n๑\tก\n๒", "ที่ | ชื่อ\n๑ | ก\n๒ |"):
        back = answered(form, [(table, text)], {})
        told = back["minutes"]["sections"][0]["table"]
        assert told == {"columns": ["ที่", "ชื่อ"], "rows": [["๑", "ก"], ["๒", ""]]}
