"""Whatever is given to whichever form, it is refused in Thai or becomes a document."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from templates.docx import render
from templates.errors import FormInvalid
from templates.fill import fill
from templates.form import Form
from templates.office import Emblem, OfficeFacts
from templates.questions import Field
from templates.shelf import Shelf

pytestmark = pytest.mark.slow

OFFICE = OfficeFacts("สำนักงานทดลอง", "สนง.", "ศธ ๐๔๙๙๙", ("ถนนทดลอง",), "", "", "", None)
TEXT = st.text(alphabet="กำเ้่ 12๓/.-&<>'\"{}%#\n\t\x00\u200b😀", max_size=20)
LEAF = st.one_of(
    TEXT, st.none(), st.booleans(), st.integers(-9, 9999), st.floats(), st.dates(),
    st.sampled_from(["2026-11-13", "9.30", "25/6/68", "นายทดลอง  ระบบดี", "ศธ ๐๔๙๙๙/ว ๑๒", "memo"]),
)  # fmt: skip
VALUE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["first", "name", "x"]), inner)
    ),
    max_leaves=6,
)
WORDS = st.text(alphabet="กำเ้่ 12๓/.-&<>'\"{}%#_", min_size=1, max_size=30).map("ก{}".format)
RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "date": st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    "time": st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    "money": st.decimals(0, 10**9, places=2),
    "bool": st.booleans(),
    "person": st.just({"prefix": "นาง", "first": "ทดลอง", "last": "ระบบ", "position": "ครู"}),
    "booknumber": st.just("ศธ 04999/ว12"),
    "post": st.just("ผู้อำนวยการกลุ่มอำนวยการ"),
    "email": st.just("a1@example.go.th"),
    "url": st.just("https://example.go.th/1"),
    "table": st.just({"columns": ["ก", "ข"], "rows": [["1", ""]]}),
    "files": st.just(["ไฟล์"]),
}
FORMS = Shelf().forms()


def right(form: Form, fields: tuple[Field, ...], depth: int = 0) -> st.SearchStrategy[Any]:
    """Draw answers that the form takes, with optional ones missing now and then."""
    drawn_of = {field.name: right_of(form, field, depth) for field in fields}
    needed = {field.name for field in fields if field.required} or {fields[0].name}
    return st.fixed_dictionaries(
        {name: one for name, one in drawn_of.items() if name in needed},
        optional={name: one for name, one in drawn_of.items() if name not in needed},
    )


def right_of(form: Form, field: Field, depth: int) -> st.SearchStrategy[Any]:
    group = form.groups.get(field.of)
    if group is not None:
        inner = right(form, group.fields, depth + 1)
        return st.lists(inner, min_size=1, max_size=2) if field.type == "list" else inner
    if field.type == "list":
        return st.lists(right_of(form, Field(field.name, field.of), depth), min_size=1, max_size=3)
    if field.choices:
        return st.sampled_from(sorted(field.choices))
    if field.type == "int":
        return st.integers(field.min or 0, field.max or 9999)
    return RIGHT.get(field.type, WORDS)


def told(form: Form, fields: tuple[Field, ...], depth: int = 0) -> st.SearchStrategy[Any]:
    """Draw answers shaped like the form's, with strange values in every place."""
    return st.fixed_dictionaries(
        {}, optional={field.name: shaped(form, field, depth) for field in fields}
    )


def shaped(form: Form, field: Field, depth: int) -> st.SearchStrategy[Any]:
    group = form.groups.get(field.of)
    if group is None or depth > 2:
        return VALUE
    inner = told(form, group.fields, depth + 1)
    return st.one_of(VALUE, st.lists(inner, max_size=2) if field.type == "list" else inner)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=[form.code for form in FORMS])
def test_strange_answers_are_refused_with_reasons_or_printed(form: Form) -> None:
    @settings(max_examples=20, deadline=None)
    @drawn(told(form, form.fields))
    def strange(given: dict[str, Any]) -> None:
        for final in (True, False):
            try:
                answers = fill(form, given, people={}, groups={}, final=final)
            except FormInvalid as invalid:
                assert invalid.problems and all(p.message for p in invalid.problems)
                continue
            made = render(
                form, answers, office=OFFICE, emblem=Emblem(), number=None,
                dated=date(2026, 11, 22), final=final,
            )  # fmt: skip
            assert docx.Document(BytesIO(made)).paragraphs

    strange()


@pytest.mark.parametrize("form", FORMS, ids=[form.code for form in FORMS])
def test_whatever_a_form_takes_becomes_a_document_without_tags(form: Form) -> None:
    @settings(max_examples=8, deadline=None)
    @drawn(right(form, form.fields), st.booleans())
    def taken(given: dict[str, Any], final: bool) -> None:
        try:
            answers = fill(form, given, people={}, groups={}, final=final)
        except FormInvalid as invalid:
            rules = {path.replace(".", "-") for rule in form.rules for path in rule.fields}
            assert {problem.path for problem in invalid.problems} <= rules
            return
        made = render(
            form, answers, office=OFFICE, emblem=Emblem(), number=None, dated=None, final=final
        )
        again = fill(form, answers.plain(), people={}, groups={}, final=final)
        assert docx.Document(BytesIO(made)).paragraphs and again.values == answers.values

    taken()
