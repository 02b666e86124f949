"""What is kept to a few shows nowhere else: every address is asked, with every way to ask."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from archive.records import RecordId
from office import answers
from office.loans import Lending
from office.meeting.told import Teller
from office.meeting.values import KINDS, Proposed
from office.office import Office, operator
from office.plans import Wish
from office.received_store import Task
from office.receiving import Letter
from office.restricting import Kept
from office.sendings import NewSending
from tests.conftest import SAMPLES, Browser, pages_of, prepared
from tests.test_office_cases import SEVENTH
from web.routing import API, route_of

pytestmark = pytest.mark.slow
ASKED, HIDDEN, COMPLAINANT = "มะม่วงสุก", "มังคุดกวน", "นางลางสาดหวาน"
DOES = ("csv", "pack", "envelopes", "handover")
DOCX = f"หนังสือ ทดลองเรื่อง{ASKED} และเรื่อง{HIDDEN}.docx"
LETTER, OTHER = RecordId(2569, "letter", 1), RecordId(2569, "memo", 1)
CASES = (1, 2)  # one that is kept to a few, and an open one
CAME, OLD = RecordId(2569, "received", 1), RecordId(2567, "memo", 1)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose papers on one matter p05 alone reads, and a memo that refers to them."""
    with prepared(new_office, tmp_path_factory) as office:
        told = answers.load(SAMPLES / "letter-01.yaml")
        told["subject"] = f"ทดลองเรื่อง{ASKED} และเรื่อง{HIDDEN}"
        office.issue("letter", told, operator(), Wish(pdf=False))
        office.issue("memo", answers.load(SAMPLES / "memo-01.yaml"), operator(), Wish(pdf=False))
        office.amendments.relate(OTHER, 1, "refers-to", str(LETTER), operator())
        office.amendments.join_case(LETTER, 1, f"แฟ้ม{ASKED}", operator())
        sending = NewSending("hand", date(2026, 11, 20), f"โรงเรียน{HIDDEN}")
        office.sendings.send(LETTER, 2, sending, operator())
        lending = Lending(COMPLAINANT, date(2026, 11, 1), date(2026, 11, 20))
        office.loans.lend(LETTER, 3, lending, operator())
        _received(office)
        _old(office)
        _arrived(office)
        _secret_case(office)
        case = office.cases.begin("meeting", SEVENTH, operator()).id
        row = office.cases.standing(case, operator()).of("call").rows[0]
        for id in (LETTER, CAME, OLD):
            record = office.archive.record(id)
            office.cases.prove(row.id, str(id), record.description.title, operator())
            kept = Kept(("p05",), None, "", "เรื่องส่วนตัวของบุคคล")
            office.restricting.restrict(id, record.version, kept, operator())
        return office.folder.path


def _secret_case(office: Office) -> None:
    """Begin a meeting (the first case) that p05 alone sees, late, with an item and a report."""
    texts = {**SEVENTH.texts, "body": f"ประชุมเรื่อง{ASKED}และ{HIDDEN}"}
    about = replace(SEVENTH, texts=texts, dates={"meeting_date": date(2026, 11, 24)})
    case = office.cases.begin("meeting", about, operator())
    told = Proposed(f"เรื่อง{HIDDEN}", next(iter(KINDS)))
    group = about.of_kind("group")[0].id
    office.meeting.items.propose(case.id, group, told, Teller(COMPLAINANT), operator())
    kept = Kept(("p05",), None, "", "เรื่องส่วนตัวของบุคคล")
    office.case_restricting.restrict(case.id, case.version, kept, operator())


def _received(office: Office) -> None:
    """Receive a letter and hand it out with a day."""
    letter = Letter(
        received_on=date(2026, 11, 20),
        subject=f"ร้องเรียนเรื่อง{ASKED} และ{HIDDEN}",
        sender=COMPLAINANT,
        number="ศธ 1/2",
        dated=date(2026, 11, 19),
        receiver="ผู้อำนวยการ",
    )
    office.receiving.receive(letter, operator())
    task = Task(to="adm", what="ตรวจสอบ", due=date(2026, 11, 30))
    office.receiving.hand(CAME, 1, task, operator())


def _arrived(office: Office) -> None:
    """Let the letter have come as a file, whose name says what it is about."""
    name = f"เรื่อง{ASKED} และ{HIDDEN}.pdf"
    file = office.arrivals.seen([name])[name]
    office.arrivals.settled(file.id, str(LETTER), "")


def _old(office: Office) -> None:
    """File a memo that stands on this year's list of what need not be kept."""
    told = answers.load(SAMPLES / "memo-01.yaml")
    told |= {"book_no": "ศธ ๐๔๙๙๙/๑", "date": "๑ มีนาคม ๒๕๖๗", "subject": f"เรื่อง{HIDDEN}เก่า"}
    office.issue("memo", told, operator(), Wish(pdf=False, retention="routine"))
    office.disposals.survey(2569, operator())


GIVEN = {
    "record_id": str(LETTER),
    "record": str(LETTER),
    "year": 2569,
    "series": "letter",
    "sequence": "0001",
    "code": "letters",
    "register": "letters",
    "ending": "csv",
    "what": "copy",
    "version": 1,
    "old": 1,
    "page": 1,
    "number": 1,
    "by": "type",
}
QUERY = {
    "q": ASKED,
    "text": ASKED,
    "title": ASKED,
    "typed": ASKED,
    "case": f"แฟ้ม{ASKED}",
    "by": "case",
    "month": "all",
    "all": "1",
    "ref": str(LETTER),
    "record": str(LETTER),
    "id": str(LETTER),
}


def asked_with() -> list[dict[str, str]]:
    """Nothing, and all at once."""
    return [{}, QUERY]


def said(answer: TestResponse) -> str:
    """Everything that an answer says, inside packed files as well."""
    data = answer.data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    text: str = data.decode(errors="replace")
    return text.replace(DOCX, "").replace(quote(DOCX), "")


def paths(app: Flask, office: Office, method: str) -> list[tuple[Rule, str]]:
    found = []
    with app.test_request_context():
        bound = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint != "static" and method in (rule.methods or ()):
                given = {key: GIVEN.get(key, 1) for key in rule.arguments}
                given |= {"name": DOCX} if "name" in given else {}
                for case in CASES if "case" in given else CASES[:1]:
                    one = given | ({"case": case} if "case" in given else {})
                    found.append((rule, bound.build(rule.endpoint, one, method)))
    return found


def put_in_its_place(office: Office, person: str, role: str) -> None:
    for grant in office.actor(person).grants:
        office.people.revoke(person, grant.role, grant.group, operator())
    office.people.grant(person, role, "", operator())


@pytest.mark.parametrize("role", ["registrar"])
def test_nobody_else_meets_it_at_any_address(office: Office, role: str) -> None:
    app = pages_of(office)
    browser = Browser(app).come_in("p25")
    put_in_its_place(office, "p25", role)
    headers = {"Authorization": f"Bearer {office.tokens.give('leaks', office.actor('p25'))}"}
    reached, seen = 0, []
    for rule, path in paths(app, office, "GET"):
        declared = route_of(rule.endpoint)
        for query in asked_with():
            more = headers if declared and declared.door == API else {}
            client = browser.client if not more else app.test_client()
            answer = client.get(f"{path}?{urlencode(query)}", headers=more)
            assert answer.status_code != 500, path
            reached += answer.status_code == 200
            if HIDDEN in said(answer):
                seen.append((rule.rule, query))
    assert not seen
    assert reached > 100


@pytest.mark.parametrize("role", ["head"])
def test_no_act_brings_it_out(office: Office, role: str) -> None:
    app = pages_of(office)
    browser = Browser(app).come_in("p25")
    put_in_its_place(office, "p25", role)
    secret, before = browser.secret(), office.archive.record(LETTER).version
    told = {**QUERY, "csrf": secret, "seen": str(before), "why": "ลอง", "act": "widen"}
    for rule, path in paths(app, office, "POST"):
        declared = route_of(rule.endpoint)
        if declared and declared.door != API and "leave" not in rule.endpoint:
            for do in DOES if rule.endpoint == "picked" else DOES[:1]:
                answer = browser.client.post(path, data=told | {"do": do})
                assert answer.status_code != 500, path
                assert HIDDEN not in said(answer), path
    assert office.archive.record(LETTER).version == before


def test_who_is_named_reads_it_everywhere(office: Office) -> None:
    browser = Browser(pages_of(office)).come_in("p05")
    assert HIDDEN in browser.get(f"/records/{LETTER}").text
    assert HIDDEN in browser.get(f"/find?q={ASKED}").text
    assert HIDDEN in browser.get("/browse?year=2569").text
    assert HIDDEN in browser.get("/registers/letters/2569?month=all").text
    for path in ("/work", "/work/1", "/work/1/items"):
        assert HIDDEN in browser.get(path).text, path


def test_a_register_does_not_tell_who_wrote_it(office: Office) -> None:
    app = pages_of(office)
    others, named = Browser(app).come_in("p25"), Browser(app).come_in("p05")
    put_in_its_place(office, "p25", "registrar")
    token = office.tokens.give("register", office.actor("p25"))
    told = app.test_client().get(
        "/api/v1/registers/received/2569", headers={"Authorization": f"Bearer {token}"}
    )
    for path in ("/registers/received/2569", "/registers/received/2569/list.csv"):
        assert COMPLAINANT in named.get(f"{path}?month=all").text, path
        assert COMPLAINANT not in others.get(f"{path}?month=all").text, path
    assert told.status_code == 200
    assert COMPLAINANT not in told.text
