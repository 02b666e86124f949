"""Many receivers on pages, on the command line and for programs."""

import io
import json
from pathlib import Path

import pytest

from office import answers
from office.office import Office, operator
from saraban import main
from tests.conftest import SAMPLES, Browser
from tests.test_office_batches import THREE, letter, table

pytestmark = pytest.mark.slow


def draft(office: Office, browser: Browser, **told: object) -> int:
    browser.come_in("p16")
    clerk = office.actor("p16")
    made = office.drafting.begin("letter", clerk)
    office.drafting.save(made, 1, json.loads(answers.to_json(letter(**told))), clerk)
    return made


def test_a_draft_leads_to_its_many_receivers_and_keeps_what_is_typed(
    office: Office, browser: Browser
) -> None:
    number = draft(office, browser)
    assert "ส่งถึงผู้รับหลายราย" in browser.get(f"/drafts/{number}").text
    page = browser.get(f"/drafts/{number}/many").text
    assert "ตารางผู้รับ" in page and "ผู้อำนวยการโรงเรียน" in page


def test_faults_stand_on_the_page_by_row_and_column(office: Office, browser: Browser) -> None:
    number = draft(office, browser)
    rows = table(("ถึง", "วัน เดือน ปี"), (THREE[0], "32 มี.ค. 70"), ("", "19 มี.ค. 70"))
    file = (io.BytesIO(rows.encode("tis-620")), "ผู้รับ.csv")
    page = browser.post(f"/drafts/{number}/many", mode="each", file=file)
    assert page.status_code == 422
    assert "โปรดแก้ ๒ แห่ง" in page.text and "วัน เดือน ปี" in page.text
    assert office.batches.listed(operator()) == []


@pytest.mark.parametrize(
    ("told", "says"), [({}, "ยังไม่มีผู้รับ"), ({"receivers": "ก", "file": True}, "อย่างใดอย่างหนึ่ง")]
)
def test_receivers_come_from_one_place(
    office: Office, browser: Browser, told: dict[str, object], says: str
) -> None:
    number = draft(office, browser)
    if told.pop("file", None):
        told["file"] = (io.BytesIO("ถึง\nก\n".encode()), "ก.csv")
    page = browser.post(f"/drafts/{number}/many", told)
    assert page.status_code == 422 and says in page.text


def test_a_batch_is_started_stopped_and_followed_on_its_page(
    office: Office, browser: Browser
) -> None:
    number = draft(office, browser)
    asked = {"mode": "each", "receivers": THREE[0], "chosen": [*THREE[1:]]}
    place = browser.post(f"/drafts/{number}/many", asked).headers["Location"]
    assert "เริ่มออกเลข" in browser.get(place).text
    browser.post(place, do="start")
    page = browser.get(place)
    assert page.headers["Refresh"] and "หยุดไว้ก่อน" in page.text
    browser.post(place, do="stop")
    page = browser.get(place)
    assert "Refresh" not in page.headers and "หยุดไว้" in page.text
    assert browser.post(place, do="stop").status_code == 422
    assert "หยุดไว้" in browser.get("/batches").text
    browser.post(place, do="discard", reason="ส่งทางอีเมลแทน")
    page = browser.get(place)
    assert "ส่งทางอีเมลแทน" in page.text and "ไม่ทำ" in page.text and "ทำต่อ" not in page.text
    assert "เลิกทำแล้ว" in browser.get("/batches").text
    assert office.drafting.open(number, office.actor("p16")).state == "writing"


def test_a_program_tries_prepares_starts_and_asks_for_the_state(
    office: Office, browser: Browser
) -> None:
    browser.come_in("p16")
    key = office.tokens.give("program", office.actor("p16"))
    door = {"headers": {"Authorization": f"Bearer {key}"}}
    given = json.loads(answers.to_json(letter()))
    asked = {"form": "letter", "answers": given, "mode": "each"}
    wrong = [{"ถึง": THREE[0]}, {"ถึง": "", "วัน เดือน ปี": "x"}]
    refused = browser.client.post("/api/v1/batches/try", json={**asked, "rows": wrong}, **door)
    assert refused.status_code == 422
    assert {one["path"] for one in refused.json["problems"]} == {"2"}  # type: ignore[index]
    rows = [{"ถึง": one} for one in THREE]
    tried = browser.client.post("/api/v1/batches/try", json={**asked, "rows": rows}, **door).json
    assert tried is not None and tried["letters"] == 3 and tried["columns"] == {"ถึง": "to"}
    body = {**asked, "rows": rows, "pdf": False}
    made = browser.client.post("/api/v1/batches", json=body, **door).json
    assert made is not None and made["state"] == "ready"
    place = f"/api/v1/batches/{made['id']}"
    browser.client.post(f"{place}/start", **door)
    while office.batches.step():
        pass
    told = browser.client.get(place, **door).json
    assert told is not None and told["batch"]["state"] == "done"
    assert all(one["record"] for one in told["letters"])


def test_the_command_tries_makes_lists_and_shows(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = answers.load(SAMPLES / "letter-01.yaml")
    (tmp_path / "letter.json").write_text(answers.to_json({**given, "book_no": ""}), "utf-8")
    (tmp_path / "to.csv").write_text(table(("ถึง",), *((one,) for one in THREE)), "utf-8-sig")
    what = ["letter", "--answers", str(tmp_path / "letter.json"), "--to", str(tmp_path / "to.csv")]
    command = ["--data", str(office.folder.path), "batch"]
    assert main([*command, "try", *what]) == 0
    assert "จะทำ 3 ฉบับ" in capsys.readouterr().out
    assert main([*command, "start", *what, "--no-pdf", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told[0]["state"], told[0]["made"]) == ("done", 3)
    assert [one["to"] for one in told[1:]] == [*THREE]
    assert main([*command, "list"]) == 0
    assert "ทำครบแล้ว ๓ จาก ๓ ฉบับ" in capsys.readouterr().out
    assert main([*command, "stop", "1"]) == 1
