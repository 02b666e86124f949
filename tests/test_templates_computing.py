"""Calculated fields: what they come to, in documents and while a form is typed."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from office.office import Office
from templates.computing import written
from templates.errors import FormBroken
from templates.fill import fill
from templates.form import Form, load
from tests.conftest import Browser
from web.questions import computed

FORM = """
code = "buying"
title = "ขอซื้อ"
title_field = "ขอซื้อ {subject}"
[[field]]
name = "subject"
label = "เรื่อง"
[[field]]
name = "words"
type = "computed"
label = "ตัวอักษร"
compute = "baht rest"
[[field]]
name = "items"
type = "list"
of = "item"
label = "รายการ"
[[field]]
name = "discount"
type = "money"
label = "ส่วนลด"
default = "0"
[group.item]
[[group.item.field]]
name = "sum"
type = "computed"
label = "รวม"
compute = "product quantity price"
[[group.item.field]]
name = "quantity"
type = "int"
label = "จำนวน"
[[group.item.field]]
name = "price"
type = "money"
label = "ราคา"
"""
TOTALS = """
[[field]]
name = "total"
type = "computed"
compute = "sum items.sum"
label = "รวมทั้งสิ้น"
[[field]]
name = "rest"
type = "computed"
compute = "less total discount"
label = "คงเหลือ"
[[field]]
name = "lines"
type = "computed"
compute = "count items"
label = "จำนวนรายการ"
"""


def form_of(folder: Path, text: str) -> Form:
    place = folder / "buying"
    place.mkdir(exist_ok=True)
    (place / "form.toml").write_text(text, encoding="utf-8")
    shutil.copy(Path("templates/forms/note/template.docx"), place / "template.docx")
    return load(place)


@pytest.fixture
def buying(tmp_path: Path) -> Form:
    words = FORM[FORM.index('[[field]]\nname = "words"') : FORM.index('[[field]]\nname = "items"')]
    head, groups = FORM.replace(words, "").split("[group.item]")
    return form_of(tmp_path, f"{head}{TOTALS}{words}[group.item]{groups}")


GIVEN: dict[str, Any] = {
    "subject": "กระดาษ",
    "discount": "๑๐๐.๕๐",
    "items": [{"quantity": "๑๒", "price": "125.25"}, {}, {"quantity": "2", "price": "๑,๐๐๐"}],
}


def test_products_sums_counts_and_words_come_out_of_the_answers(buying: Form) -> None:
    values = fill(buying, GIVEN, people={}, groups={}).values
    assert [row["sum"] for row in values["items"]] == [Decimal("1503.00"), Decimal(2000)]
    assert (values["total"], values["rest"]) == (Decimal("3503.00"), Decimal("3402.50"))
    assert values["words"] == "สามพันสี่ร้อยสองบาทห้าสิบสตางค์"
    assert values["lines"] == 2


def test_what_was_filed_gives_the_same_answers_again(buying: Form) -> None:
    answers = fill(buying, GIVEN, people={}, groups={})
    assert fill(buying, answers.plain(), people={}, groups={}).values == answers.values
    forged = answers.plain() | {"total": "1"}
    assert fill(buying, forged, people={}, groups={}).values["total"] == Decimal("3503.00")


def test_a_form_half_typed_shows_what_can_be_calculated(buying: Form) -> None:
    typed = {"items": [{"quantity": "สองโหล", "price": "5"}, "", {"quantity": "2", "price": "๗"}]}
    shown = computed(buying, typed, "thai")
    assert (shown["items-0-sum"], shown["items-2-sum"]) == ("", "๑๔.๐๐")
    assert (shown["total"], shown["rest"], shown["words"]) == ("๑๔.๐๐", "", "")
    assert set(computed(buying, {"items": "ไม่ใช่รายการ"}, "thai").values()) <= {"", "๐"}


def test_what_is_too_much_comes_to_nothing(buying: Form) -> None:
    row = {"quantity": "999999999999999", "price": "999999999999999"}
    values = fill(buying, {"items": [row]}, people={}, groups={}).values
    assert (values["items"][0]["sum"], values["words"]) == (None, None)


def test_every_fault_of_a_calculation_is_named(tmp_path: Path) -> None:
    bad = "[[field]]\nname = 'a'\ntype = 'computed'\ncompute = '{}'\n"
    for compute in ("", "add items", "sum nothing.here", "baht subject", "less items", "sum a"):
        head, groups = FORM.split("[group.item]")
        with pytest.raises(FormBroken) as broken:
            form_of(tmp_path, f"{head}{bad.format(compute)}[group.item]{groups}")
        assert "ช่อง a" in str(broken.value)


def test_figures_are_written_as_the_office_writes_them() -> None:
    assert written(Decimal("1234.5"), "thai") == "๑,๒๓๔.๕๐"
    assert written(1234, "arabic") == "1,234"
    assert written(None, "thai") == ""


def test_sums_are_shown_on_the_page_and_told_after_each_save(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p15")
    page = str(browser.post("/new", form="group-plan").headers["Location"])
    told = {
        "a-works-0-activities-0-budget": "๓๖,๐๐๐",
        "a-works-0-activities-1-budget": "120000.50",
        "revision": "1",
        "csrf": browser.secret(),
    }
    saved = browser.client.post(page, data=told, headers={"Accept": "application/json"})
    assert saved.json
    assert saved.json["computed"]["a-budget_total"] == "๑๕๖,๐๐๐.๕๐"
    assert "หนึ่งแสนห้าหมื่นหกพันบาทห้าสิบสตางค์</output>" in browser.get(page).text
