"""The file plan is changed on its page; what is filed stays where it is."""

from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser
from web.settings_plan import KEYS


def rows(*categories: tuple[str, ...]) -> dict[str, str]:
    """What the page posts for some categories, the last cells left out."""
    cells = [zip(KEYS, (*row, *[""] * (len(KEYS) - len(row))), strict=True) for row in categories]
    return {f"{key}-{n}": cell for n, row in enumerate(cells) for key, cell in row}


def memo(office: Office, category: str = "3") -> str:
    given = answers.load(SAMPLES / "memo-01.yaml")
    return str(office.issue("memo", given, operator(), Wish(pdf=False, category=category)).id)


def test_a_category_is_renamed_divided_and_closed(browser: Browser, office: Office) -> None:
    filed = memo(office)
    browser.come_in("p07")
    told = rows(
        ("๓", "งานบริหารสำนักงาน", "", "normal", "", "closed"),
        ("๓.๑", "งานการประชุม", "3", "history", office.profile.groups[0].id),
    )
    assert browser.post("/office/plan", told | {"act": "save"}).status_code == 303
    plan = office.profile.file_plan
    assert [(each.code, each.closed) for each in plan.categories] == [("3", True), ("3.1", False)]
    browser.come_in("p15")
    assert "งานบริหารสำนักงาน" in browser.get(f"/records/{filed}").text
    finding_aid = browser.get("/plan").text
    assert "ปิดแล้ว" in finding_aid
    assert "๓ › " in finding_aid


def test_what_has_records_is_not_taken_out_and_all_faults_come_at_once(
    browser: Browser, office: Office
) -> None:
    memo(office)
    browser.come_in("p07")
    told = rows(("๙", "หมวดใหม่", "", ""), ("", "ไม่มีรหัส", "", "normal"))
    answer = browser.post("/office/plan", told | {"act": "save"})
    assert answer.status_code == 422
    for sentence in ("โปรดเลือกอายุการเก็บ", "โปรดใส่รหัสแฟ้ม", "ให้ปิดหมวดแทน", "ไม่มีรหัส"):
        assert sentence in answer.text
    assert len(office.profile.file_plan.categories) == 7


def test_what_is_filed_in_a_restricted_category_is_read_by_that_group_alone(
    browser: Browser, office: Office
) -> None:
    group = office.profile.groups[1].id
    browser.come_in("p07")
    told = rows(("๘", "เรื่องเฉพาะกลุ่ม", "", "normal", group))
    browser.post("/office/plan", told | {"act": "save"})
    filed = memo(office, "8")
    assert browser.come_in("p15").get(f"/records/{filed}").status_code == 403
    assert browser.come_in("p01").get(f"/records/{filed}").status_code == 200
