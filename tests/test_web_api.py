"""A program's day: with a key it does what its account may, and is told in Thai what is wrong."""

import io
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from office import answers
from office.answers import to_json
from office.first_start import try_as
from office.inbox import Inbox
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser

pytestmark = pytest.mark.slow


class Program:
    """A program with the key of somebody of the sample office."""

    def __init__(self, browser: Browser, office: Office, person: str) -> None:
        try_as(office, person, browser="")
        self.client = browser.app.test_client()
        self.key = office.tokens.give("โปรแกรมทดสอบ", office.actor(person))

    def ask(self, method: str, path: str, told: Any = None, **more: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.key}"}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, json=told, **more)

    def got(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture
def clerk(browser: Browser, office: Office) -> Program:
    return Program(browser, office, "p16")


def given(sample: str) -> Any:
    return json.loads(to_json(answers.load(SAMPLES / f"{sample}.yaml")))


def test_a_memo_from_draft_to_record(clerk: Program) -> None:
    begun = clerk.ask("POST", "/drafts", {"form": "memo", "answers": given("memo-01")}).json
    draft = begun["draft"] if begun else {}
    foreseen = clerk.ask("POST", f"/drafts/{draft['id']}/foresee", {}).json
    wish = {"revision": draft["revision"], "wish": {"pdf": False}}
    issued = clerk.ask("POST", f"/drafts/{draft['id']}/issue", wish).json
    assert issued
    assert foreseen
    assert issued["number"] == foreseen["number"]
    record = clerk.got(f"/records/{issued['id']}")
    assert record["about"]["type"] == "memo"
    name = next(f["name"] for f in record["files"] if f["name"].endswith(".docx"))
    file = clerk.ask("GET", f"/records/{issued['id']}/files/{name}")
    assert len(file.data) == next(f["size"] for f in record["files"] if f["name"] == name)
    assert clerk.got("/records?type=memo")["total"] == 1
    assert clerk.got(f"/records/{issued['id']}/text")["passages"]


def test_what_is_wrong_in_the_answers_is_told_field_by_field(clerk: Program) -> None:
    told = given("memo-01") | {"subject": "", "date": "เมื่อวาน"}
    answer = clerk.ask("POST", "/issue", {"form": "memo", "answers": told})
    assert answer.status_code == 422
    assert answer.json
    paths = {problem["path"] for problem in answer.json["problems"]}
    assert {"subject", "date"} <= paths


def test_what_has_not_the_described_shape_is_told_with_its_path(clerk: Program) -> None:
    answer = clerk.ask("POST", "/issue", {"form": 5, "wish": {"dated": "22/11/2569", "x": 1}})
    assert answer.json
    paths = {problem["path"] for problem in answer.json["problems"]}
    assert paths == {"form", "answers", "wish-dated", "wish-x"}


def test_a_draft_saved_by_another_is_not_overwritten(clerk: Program) -> None:
    clerk.ask("POST", "/drafts", {"form": "memo"})
    new = {"revision": 1, "answers": {"subject": "หนึ่ง"}}
    assert clerk.ask("PUT", "/drafts/1", new).status_code == 200
    assert clerk.ask("PUT", "/drafts/1", new | {"answers": {}}).status_code == 409
    assert clerk.got("/drafts/1")["answers"] == {"subject": "หนึ่ง"}


def test_a_later_fact_needs_the_version_that_was_seen(clerk: Program, office: Office) -> None:
    id = office.issue("letter", given("letter-01"), operator(), Wish(pdf=False)).id
    told = {"version": 1, "way": "email", "on": "2026-11-12", "to": "ปลัดจังหวัด"}
    assert clerk.ask("POST", f"/records/{id}/sent", told).status_code == 200
    assert clerk.ask("POST", f"/records/{id}/sent", told).status_code == 409
    lines = clerk.got("/registers/letters/2569")["lines"]
    assert "ทางไปรษณีย์อิเล็กทรอนิกส์" in lines[-1]["action"]
    taken = {"version": 2, "sending": 1, "received_by": "นางรับ", "received_on": "2026-11-13"}
    assert clerk.ask("POST", f"/records/{id}/taken", taken | {"sending": 2}).status_code == 422
    at = {"received_at": "10:30"}
    assert clerk.ask("POST", f"/records/{id}/taken", taken | at).status_code == 200
    (line,) = clerk.got("/sendings?date_from=2026-11-12&date_to=2026-11-12")["sendings"]
    assert (line["id"], line["to"], line["way"]) == (str(id), "ปลัดจังหวัด", "email")
    assert (line["received_by"], line["received_at"]) == ("นางรับ", "10.30")
    assert clerk.got("/sendings?date_from=2026-11-13")["sendings"] == []


def test_search_answers_with_passages_and_spans(clerk: Program, office: Office) -> None:
    office.issue("letter", given("letter-01"), operator(), Wish(pdf=False))
    found = clerk.got("/search?q=ออกกลางคัน")
    hit = found["hits"][0]
    start, end = hit["spans"][0]
    assert "กลางคัน" in hit["passage"][start:end] + hit["passage"][end : end + 10]
    assert found["total"] == 1


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic eDp5", "Bearer saraban_x", "bearer  "]
)
def test_without_a_good_key_nothing_is_told(browser: Browser, header: str) -> None:
    browser.come_in("p16")  # a browser's session is no key
    answer = browser.get("/api/v1/records", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json
    assert "token" in answer.json["error"]


def test_a_key_may_what_its_account_may(browser: Browser, office: Office) -> None:
    reader = Program(browser, office, "p25")
    assert reader.ask("GET", "/records").status_code == 200
    assert reader.ask("POST", "/issue", {"form": "memo", "answers": {}}).status_code == 403


def test_a_key_is_shown_once_and_can_be_taken_back(browser: Browser, office: Office) -> None:
    browser.come_in("p16")
    assert 'href="/account/tokens"' in browser.get("/account").text
    page = browser.post("/account/tokens", title="ระบบบุคลากร").text
    key = page.partition("<code>saraban_")[2].partition("<")[0]
    assert key not in browser.get("/account/tokens").text
    headers = {"Authorization": f"Bearer saraban_{key}"}
    client = browser.app.test_client()
    assert client.get("/api/v1/types", headers=headers).status_code == 200
    browser.post("/account/tokens/1/revoke")
    assert client.get("/api/v1/types", headers=headers).status_code == 401


def test_a_closed_account_takes_its_keys_along(clerk: Program, office: Office) -> None:
    office.people.close("p16", operator())
    assert clerk.ask("GET", "/types").status_code == 401


def test_keys_are_kept_only_as_hashes(clerk: Program, office: Office) -> None:
    assert clerk.key.encode() not in office.folder.database.read_bytes()
    assert clerk.key.encode() not in office.folder.database.with_name("saraban.db-wal").read_bytes()


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"form": NaN}', b'{"form": "\\ud800"}', b""])
def test_a_body_that_is_no_json_is_refused_in_words(clerk: Program, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {clerk.key}", "Content-Type": "application/json"}
    answer = clerk.client.post("/api/v1/drafts", data=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json
    assert "JSON" in answer.json["problems"][0]["message"]


def test_every_operation_is_described(browser: Browser) -> None:
    told = browser.get("/api/v1/openapi.json").json
    assert told
    declared = {
        rule.endpoint
        for rule in browser.app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "openapi"
    }
    described = {op["operationId"] for path in told["paths"].values() for op in path.values()}
    assert described == declared


def test_a_scanners_file_is_given_in_and_its_way_asked_for(
    clerk: Program, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    file = (io.BytesIO("เรื่อง ขอซ่อมปั๊มน้ำ".encode()), "สแกน.txt")
    given_in = clerk.ask("POST", "/inbox", data={"file": file, "category": "4"})
    assert given_in.status_code == 201
    told = given_in.json or {}
    assert (told["state"], told["file"]) == ("waiting", "สแกน.txt")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    Inbox(office.intake, office.arrivals, office.clock).scan()
    became = clerk.got(f"/inbox/{told['id']}")
    assert (became["state"], became["record"]) == ("filed", "2569/import/0001")
    assert clerk.got("/inbox?state=filed")["counts"] == {"filed": 1}


@pytest.mark.parametrize(
    "parts", [{}, {"category": "4"}, {"file": "no file"}, {"other": "x", "category": "4"}]
)
def test_an_upload_without_a_file_is_told_so(clerk: Program, parts: dict[str, str]) -> None:
    answer = clerk.ask("POST", "/inbox", data=parts)
    assert answer.status_code == 422
    assert answer.json
    assert "file" in {problem["path"] for problem in answer.json["problems"]}
