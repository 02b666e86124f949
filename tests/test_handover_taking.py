"""A handover comes in on pages: looked at, taken in the background, stopped, gone on, once."""

import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from archive.catalogue import Filters
from office import answers, handover_taking
from office.handover import Handover
from office.handover_errors import TakingUnderWay, UnknownBag
from office.handover_import import Goal
from office.handover_taking import DONE, PLACE, RUNNING, STOPPED, Takings
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser, prepared
from thai.digits import to_thai

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bag(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A bag of three memos of another office, and a file that is of no record."""
    with prepared(new_office, tmp_path_factory) as office:
        memo = answers.load(SAMPLES / "memo-01.yaml")
        for number in (1, 2, 3):
            told = memo | {"book_no": f"ศธ ๐๔๙๙๙/{number}", "date": f"{number} มีนาคม ๒๕๖๘"}
            office.issue("memo", told, operator(), Wish(pdf=False))
        into = tmp_path_factory.mktemp("bags") / "ชุด-๒๕๖๘"
        ids = [row.id for row in office.browse(Filters(), operator()).rows]
        Handover(office).write(ids, into, operator())
        info = into / "bag-info.txt"
        info.write_text(info.read_text("utf-8").replace("demo-esa1", "another-esa"), "utf-8")
        (into / "data" / "แถม.txt").write_text("x", "utf-8")
        yield into


def laid(office: Office, bag: Path) -> str:
    shutil.copytree(bag, office.folder.place(PLACE) / bag.name)
    return bag.name


def zipped(bag: Path, *more: tuple[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for path in sorted(each for each in bag.rglob("*") if each.is_file()):
            package.write(path, path.relative_to(bag.parent).as_posix())
        for name, text in more:
            package.writestr(name, text)
    return out.getvalue()


def filed(office: Office) -> int:
    return office.browse(Filters(), operator()).total


def test_a_bag_is_looked_at_then_taken_then_known(office: Office, bag: Path) -> None:
    takings, name = Takings(office), laid(office, bag)
    looked = takings.begin(name, Goal(), operator(), trying=True)
    with pytest.raises(TakingUnderWay):
        takings.begin(name, Goal(), operator(), trying=False)
    assert not takings.step()
    assert (takings.get(looked).state, takings.get(looked).filed, filed(office)) == (DONE, 3, 0)
    assert [source for source, _ in takings.get(looked).problems] == ["แถม.txt"]
    for known in (0, 3):
        id = takings.begin(name, Goal(), operator(), trying=False)
        takings.step()
        one = takings.get(id)
        assert (one.filed, one.known, one.refused, one.total) == (3 - known, known, 1, 4)
    assert filed(office) == 3


def test_it_is_done_in_slices_stopped_and_goes_on_where_it_was(
    office: Office, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_taking, "SLICE", -1.0)
    takings = Takings(office)
    id = takings.begin(laid(office, bag), Goal(), operator(), trying=False)
    assert takings.step()
    assert (takings.get(id).refused, takings.get(id).filed) == (1, 1)
    takings.move(id, STOPPED, operator())
    assert not takings.step()
    takings.move(id, RUNNING, operator())
    while takings.step():
        pass
    assert (takings.get(id).state, takings.get(id).filed, filed(office)) == (DONE, 3, 3)


def test_a_zip_is_sent_looked_at_and_taken_on_pages(
    office: Office, bag: Path, browser: Browser
) -> None:
    browser.come_in("p16")
    assert browser.post("/handover/take", act="look").status_code == 422
    wrong = {"file": (BytesIO(b"x"), "ชุด.pdf")}
    assert browser.post("/handover/take", wrong, act="look").status_code == 422
    sent = {"file": (BytesIO(zipped(bag)), "ชุด ๒๕๖๘.zip")}
    assert browser.post("/handover/take", sent, act="look").location == "/handover/take/1"
    Takings(office).step()
    page = browser.get("/handover/take/1").text
    assert "รับเข้าเก็บ ๓ ฉบับ" in page
    assert "แถม.txt" in page
    assert browser.post("/handover/take/1", act="take").location == "/handover/take/2"
    assert browser.post("/handover/take/2", act="stopped").status_code == 303
    assert "ทำต่อ" in browser.get("/handover/take/2").text
    browser.post("/handover/take/2", act="running")
    Takings(office).step()
    assert "เสร็จแล้ว" in browser.get("/handover/take/2").text
    assert filed(office) == 3
    assert not list(office.folder.place("work").glob("handover-*"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 spoilt", "ชำรุด"),
        (None, "ชี้ออกนอกโฟลเดอร์"),
    ],
)
def test_a_zip_that_is_spoilt_or_leads_away_stops_with_its_reason(
    office: Office, bag: Path, data: bytes | None, why: str
) -> None:
    takings = Takings(office)
    name = takings.lay("ชุด.zip", data or zipped(bag, ("../../หนี.txt", "x")))
    id = takings.begin(name, Goal(), operator(), trying=False)
    assert not takings.step()
    assert (takings.get(id).state, why in takings.get(id).why) == (STOPPED, True)
    assert not list(office.folder.path.rglob("หนี.txt"))
    with pytest.raises(UnknownBag):
        takings.begin("../inbox", Goal(), operator(), trying=False)


def test_a_zip_that_holds_nothing_stops_and_leaves_the_way_free(office: Office) -> None:
    takings = Takings(office)
    name = takings.lay("ว่างเปล่า.zip", zipped(Path("nowhere")))
    looked = takings.begin(name, Goal(), operator(), trying=True)
    assert not takings.step()
    assert takings.get(looked).state == STOPPED
    assert "“ว่างเปล่า.zip” ไม่ใช่ชุดส่งมอบ (ไม่มี bagit.txt)" in takings.get(looked).why


def test_what_a_zip_was_unpacked_to_does_not_stay_behind_when_it_is_cut_short(
    office: Office, bag: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_taking, "SLICE", 0.0)  # one record in each step
    takings, work = Takings(office), office.folder.place("work")
    cut = takings.begin(takings.lay("ชุด.zip", zipped(bag)), Goal(), operator(), trying=False)
    assert takings.step()
    takings.sweep()
    assert (work / f"handover-{cut}").is_dir()  # it goes on
    takings.move(cut, STOPPED, operator())
    (work / "handover-9.part").mkdir()
    takings.sweep()
    assert not list(work.glob("handover-*"))
    one = takings.get(cut)
    says = to_thai(f"หยุดไว้ {one.done} จาก {one.total} รายการ")
    assert one.done < one.total
    assert says in browser.come_in("p16").get("/handover/take").text
    takings.move(cut, RUNNING, operator())
    while takings.step():
        pass
    assert (takings.get(cut).state, takings.get(cut).filed) == (DONE, 3)


def test_a_bag_that_is_taken_away_meanwhile_stops_and_says_so(office: Office, bag: Path) -> None:
    takings, name = Takings(office), laid(office, bag)
    begun = takings.begin(name, Goal(), operator(), trying=False)
    shutil.rmtree(office.folder.place(PLACE) / name)
    assert not takings.step()
    assert takings.get(begun).state == STOPPED
    assert takings.get(begun).why
