"""What was typed, moved or removed in a draft is taken back, one's own step by step."""

from collections.abc import Callable
from typing import Any

import pytest

from office.draft_errors import DraftSigned, NothingToUndo
from office.first_start import try_as
from office.office import Office
from office.permissions import Actor
from office.submission import To
from tests.conftest import Browser
from tests.test_web_desk import MEMO, Controls


@pytest.fixture
def come(office: Office) -> Callable[[str], Actor]:
    def come(person: str) -> Actor:
        try_as(office, person, browser="")
        return office.actor(person)

    return come


def write(office: Office, draft: int, who: Actor, subject: str, *, by_itself: bool = False) -> None:
    seen, given = office.drafting.open(draft, who).draft.revision, {"subject": subject}
    office.drafting.save(draft, seen, given, who, by_itself=by_itself)


def subject(office: Office, draft: int, who: Actor) -> Any:
    return office.drafting.open(draft, who).draft.answers.get("subject")


def test_each_change_is_taken_back_and_none_beyond_the_first(
    office: Office, come: Callable[[str], Actor]
) -> None:
    clerk = come("p15")
    draft = office.drafting.begin("memo", clerk)
    for text in ("หนึ่ง", "สอง", "สาม"):
        write(office, draft, clerk, text)
    seen = [subject(office, draft, clerk) for _ in range(2) if office.drafting.undo(draft, clerk)]
    assert seen == ["สอง", "หนึ่ง"]
    write(office, draft, clerk, "สี่")
    office.drafting.undo(draft, clerk)
    assert subject(office, draft, clerk) == "หนึ่ง"
    office.drafting.undo(draft, clerk)
    with pytest.raises(NothingToUndo):
        office.drafting.undo(draft, clerk)
    kept = [one.answers.get("subject") for one in office.comparing.versions(draft, clerk)]
    assert {"สาม", "สี่"} <= set(kept)


def test_what_saves_itself_letter_by_letter_is_one_step(
    office: Office, come: Callable[[str], Actor]
) -> None:
    clerk = come("p15")
    draft = office.drafting.begin("memo", clerk)
    write(office, draft, clerk, "ขอ")
    for text in ("ขออ", "ขออนุ", "ขออนุมัติ"):
        write(office, draft, clerk, text, by_itself=True)
    office.drafting.undo(draft, clerk)
    assert subject(office, draft, clerk) == "ขอ"


def test_nobody_takes_back_what_another_wrote(office: Office, come: Callable[[str], Actor]) -> None:
    clerk, registrar = come("p15"), come("p16")
    draft = office.drafting.begin("memo", clerk)
    write(office, draft, clerk, "ของเจ้าหน้าที่")
    write(office, draft, registrar, "ของทะเบียน")
    with pytest.raises(NothingToUndo):
        office.drafting.undo(draft, clerk)
    office.drafting.undo(draft, registrar)
    assert subject(office, draft, clerk) == "ของเจ้าหน้าที่"


def test_a_signed_text_stays(office: Office, come: Callable[[str], Actor]) -> None:
    clerk, director = come("p15"), come("p01")
    draft = office.drafting.begin("memo", clerk)
    write(office, draft, clerk, "ฉบับลงนาม")
    office.submission.propose(draft, To("p01"), clerk)
    office.submission.sign(draft, "", director)
    with pytest.raises(DraftSigned):
        office.drafting.undo(draft, clerk)


def test_a_removed_row_comes_back_at_the_press_of_a_button(browser: Browser) -> None:
    browser.come_in("p15")
    page = str(browser.post("/new", form="memo").headers["Location"])
    told = {**MEMO, "a-body-1": "ย่อหน้าที่จะลบโดยไม่ตั้งใจ"}
    browser.post(page, told, revision="1", do="save")
    browser.post(page, told, revision="2", do="remove:body-1")
    gone = dict(Controls(browser.get(page).text).pairs)
    assert "a-body-1" not in gone
    back = browser.post(page, gone, do="undo").headers["Location"]
    assert back.endswith("#a-body-1")
    assert "ย่อหน้าที่จะลบ" in dict(Controls(browser.get(page).text).pairs)["a-body-1"]
