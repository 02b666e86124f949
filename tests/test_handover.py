"""A handover: whole for tools that others wrote, searched without a program, nothing too much."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bagit  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, expect

from archive.bagit_errors import PlaceTaken
from archive.catalogue import Filters
from archive.destruction import destroy
from archive.errors import UnknownRecord
from archive.inventory import VersionBlock
from archive.records import RecordId
from office import answers
from office.handover import Handed, Handover
from office.handover_errors import HandoverDamaged, HandoverTooLarge, NothingToHandOver
from office.office import Office, operator
from office.permissions import Actor, Grant
from office.plans import Wish
from office.restricting import Kept
from tests.conftest import NOON, SAMPLES, prepared

pytestmark = pytest.mark.slow

LETTER, MEMO, ORDER = (RecordId(2569, code, 1) for code in ("letter", "memo", "order"))


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with a letter, a memo and an order."""
    with prepared(new_office, tmp_path_factory) as office:
        for code in ("letter", "memo", "order"):
            given = answers.load(SAMPLES / f"{code}-01.yaml")
            office.issue(code, given, operator(), Wish(pdf=False))
        yield office.folder.path


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return tmp_path / "ส่งมอบ ๒๕๖๙"


def hand_over(office: Office, bag: Path, *ids: RecordId, actor: Actor | None = None) -> Handed:
    return Handover(office).write(list(ids), bag, actor or operator())


def told(bag: Path) -> list[dict[str, Any]]:
    found = []
    for script in sorted(bag.glob("index-*.js")):
        found += json.loads(script.read_text("utf-8").removeprefix("saraban(").removesuffix(");\n"))
    return found


def test_a_year_is_a_bag_that_the_library_of_congress_finds_valid(
    office: Office, bag: Path
) -> None:
    handover = Handover(office)
    done = handover.write(handover.of_filters(Filters(year=2569), operator()), bag, operator())
    assert done.records == 3
    checked = bagit.Bag(str(bag))
    checked.validate()
    assert checked.info["Payload-Oxum"] == f"{done.size}.{done.files}"
    assert checked.info["Source-Organization"] == office.profile.name_full
    for file in office.archive.record(LETTER).files:
        path = office.archive.file_path(LETTER, file.name)
        assert (bag / "data" / str(LETTER) / file.name).read_bytes() == path.read_bytes()
    assert not list(bag.parent.glob("*.part"))


def test_each_record_is_told_in_dublin_core_and_all_in_one_table(office: Office, bag: Path) -> None:
    hand_over(office, bag, LETTER, MEMO)
    about = office.archive.record(LETTER).description
    core = ElementTree.parse(bag / "data" / str(LETTER) / "dublin-core.xml").getroot()
    found = {(one.tag.partition("}")[2], one.text) for one in core}
    assert {("title", about.title), ("identifier", about.number), ("language", "th")} <= found
    with (bag / "data" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["เลขแฟ้ม"] for row in rows] == [str(LETTER), str(MEMO)]
    assert all((bag / path).is_file() for one in told(bag) for path in one["files"])


def test_a_restriction_is_told_in_the_names_of_its_readers(office: Office, bag: Path) -> None:
    kept = Kept(("p05", "@adm"), date(2027, 12, 31), "", "เรื่องส่วนตัว")
    office.restricting.restrict(MEMO, 1, kept, operator())
    hand_over(office, bag, LETTER, MEMO)
    names = office.profile.names
    who = f"{names['adm']}, {names['p05']} ถึง ๓๑ ธ.ค. ๒๕๗๐"
    core = (bag / "data" / str(MEMO) / "dublin-core.xml").read_text("utf-8")
    assert f"จำกัดผู้อ่าน: {who}" in core
    with (bag / "data" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["ผู้อ่าน"] for row in csv.DictReader(file)] == ["", who]


def test_who_may_not_read_a_record_does_not_take_it_along(office: Office, bag: Path) -> None:
    about = replace(office.archive.record(MEMO).description, access="adm")
    record = office.archive.add_version(MEMO, 1, about, (), who="ทดสอบ", why="จำกัดผู้อ่าน")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
    reader = Actor("x", "ผู้อ่าน", (Grant("reader"),))
    done = hand_over(office, bag, MEMO, ORDER, actor=reader)
    assert (done.records, done.left_out) == (1, 1)
    assert not (bag / "data" / str(MEMO)).exists()
    assert MEMO not in list(Handover(office).of_filters(Filters(year=2569), reader))


def test_a_destroyed_record_goes_as_its_stub(office: Office, bag: Path) -> None:
    about = office.archive.record(MEMO).description
    block = VersionBlock(NOON, "ผู้ทำลาย", "ครบอายุ", {})
    gone = destroy(office.archive, MEMO, 1, about, block)
    with office.db.writing() as conn:
        office.archive.enter(conn, gone)
    hand_over(office, bag, MEMO)
    names = {path.name for path in (bag / "data" / str(MEMO)).iterdir()}
    assert names == {"record.json", "dublin-core.xml"}
    assert "ทำลายแล้ว" in told(bag)[0]["about"]
    bagit.Bag(str(bag)).validate()


def test_damage_is_told_for_all_and_nothing_is_left_behind(office: Office, bag: Path) -> None:
    for id in (LETTER, MEMO):
        office.archive.file_path(id, "answers.json").write_bytes(b"{}")
    with pytest.raises(HandoverDamaged, match=r"(?s)letter/0001.*memo/0001"):
        hand_over(office, bag, LETTER, MEMO, ORDER)
    assert list(bag.parent.glob("ส่งมอบ*")) == []


def test_what_is_there_is_not_written_over_and_nothing_is_no_handover(
    office: Office, bag: Path
) -> None:
    with pytest.raises(NothingToHandOver):
        hand_over(office, bag)
    with pytest.raises(UnknownRecord):
        hand_over(office, bag, RecordId(2569, "memo", 99))
    bag.mkdir()
    with pytest.raises(PlaceTaken):
        hand_over(office, bag, LETTER)


def test_a_browser_takes_only_so_much(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("office.handover.MOST_BYTES", 10)
    with pytest.raises(HandoverTooLarge, match="saraban handover"):
        Handover(office).zipped([LETTER], operator())
    many = [RecordId(2569, "memo", n) for n in range(1, 202)]
    with pytest.raises(HandoverTooLarge):
        Handover(office).rows(many, operator())


@pytest.mark.slow
def test_its_page_searches_from_the_disk_in_either_digits(
    office: Office, bag: Path, page: Page
) -> None:
    hand_over(office, bag, LETTER, MEMO, ORDER)
    page.goto((bag / "index.html").as_uri())
    expect(page.get_by_role("status")).to_have_text("ทั้งหมด ๓ ฉบับ")
    number = office.archive.record(LETTER).description.number
    page.get_by_role("searchbox").fill(number.rpartition("/")[2])
    expect(page.get_by_role("status")).to_have_text("พบ ๑ ฉบับ")
    page.get_by_role("searchbox").fill("เเนว\u200bทาง")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("แนวทาง")
    with page.expect_download() as download:
        page.get_by_role("link", name=".docx").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    page.get_by_role("searchbox").fill("ไม่มีคำนี้แน่")
    expect(page.get_by_role("status")).to_contain_text("ไม่พบ")
