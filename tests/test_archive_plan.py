"""The file plan and how long things are kept."""

from datetime import date

import pytest

from archive import retention
from archive.errors import FilePlanBroken, UnknownCategory, UnknownRetention
from archive.fileplan import Category, FilePlan, first_plan


def test_the_first_plan_is_the_seven_areas_of_the_work_manual() -> None:
    plan = first_plan()
    assert [each.code for each in plan.categories] == list("1234567")
    assert "มาตรการปรับปรุงประสิทธิภาพ" in plan.category("4").title
    assert FilePlan.from_plain(plan.to_plain()) == plan


def test_a_category_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownCategory, match="ไม่มีหมวด “99”"):
        first_plan().category("99")


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    bad = (
        Category("1", "งานหนึ่ง", retention="normal"),
        Category("1", "งานสอง", retention="normal"),
        Category("2", "งานสาม"),
        Category("3", "งานสี่", parent="9", retention="normal"),
        Category("", "งานห้า", retention="normal"),
    )
    with pytest.raises(FilePlanBroken) as refusal:
        FilePlan(bad)
    for words in ("ซ้ำกัน", "“2” ไม่มีอายุการเก็บ", "“9” ซึ่งไม่มี", "“งานห้า” ไม่มีรหัส"):
        assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("id", "start", "end"),
    [
        ("normal", date(2026, 1, 1), date(2036, 12, 31)),
        ("normal", date(2024, 2, 29), date(2034, 12, 31)),
        ("routine", date(2026, 12, 31), date(2027, 12, 31)),
        ("finance", date(2026, 11, 22), date(2031, 12, 31)),
        ("history", date(2026, 11, 22), None),
        ("secret", date(2026, 11, 22), None),
    ],
)
def test_a_record_is_kept_to_the_end_of_its_last_year(
    id: str, start: date, end: date | None
) -> None:
    assert retention.retain_until(retention.retention_class(id), start) == end


def test_permanent_and_by_law_are_told_apart() -> None:
    assert retention.retention_class("history").term == "permanent"
    assert retention.retention_class("legal").term == "by-law"
    assert retention.suggested("invitation").id == "routine"
    assert retention.suggested("something else") == retention.default()
    with pytest.raises(UnknownRetention):
        retention.retention_class("forever")
