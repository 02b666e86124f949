"""The desk tells the yearly work in its time, and the certificate which backups hold the files."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from office.backups import Backups
from office.disposal_prints import backup_lines
from office.disposal_store import DESTROY
from office.office import Office, operator
from office.permissions import Actor, Grant
from office.registers import Claim
from office.yearly_due import YearlyDue, YearlyWork
from office.yearly_lists import Verdict
from tests.conftest import Browser
from tests.test_office_disposal import COMMITTEE, END, HEAD
from tests.test_transfer import begun as begun  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.slow

REGISTRAR = Actor("p16", "เจ้าหน้าที่งานสารบรรณ", (Grant("registrar"),))


@pytest.fixture
def on(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[YearlyDue, ...]]:
    """What is due on a day of 2569 or 2570 (month, day, and the year of our era)."""

    def due(month: int, day: int, year: int = 2027) -> tuple[YearlyDue, ...]:
        monkeypatch.setattr(office, "clock", lambda: datetime(year, month, day, 5, tzinfo=UTC))
        return YearlyWork(office).due(REGISTRAR)

    return due


def test_each_work_is_told_in_its_months_only(on: Callable[..., tuple[YearlyDue, ...]]) -> None:
    assert on(11, 22, 2026) == ()
    [transfer] = on(12, 5, 2026)
    assert (transfer.page, transfer.until.isoformat()) == ("transfers", "2027-01-31")
    assert [one.page for one in on(1, 5)] == ["transfers"]
    assert on(2, 5) == ()


def test_a_list_that_is_open_is_told_until_it_ends(
    office: Office, on: Callable[..., tuple[YearlyDue, ...]]
) -> None:
    id = office.transfers.survey(2569, operator())
    [due] = on(11, 22, 2026)
    assert (due.page, due.id) == ("transfer", id)
    assert due.late(date(2027, 2, 1))
    office.transfers.withdraw(id, 1, "สำรวจใหม่", operator())
    assert on(11, 22, 2026) == ()


def test_registers_of_last_year_are_asked_for_until_they_are_closed(
    office: Office, browser: Browser, on: Callable[..., tuple[YearlyDue, ...]]
) -> None:
    orders, asked = office.register("orders"), Claim(date(2026, 11, 20))
    office.reserve(orders, asked, "คำสั่งแต่งตั้ง", None, operator())
    pages = [one.page for one in on(3, 1)]
    assert pages == ["register_proofs"]
    page = browser.come_in("p16").get("/desk").text
    assert "ปิดทะเบียนปี ๒๕๖๙ ที่เหลือ" in page
    assert "ปิดทะเบียนปี" not in browser.come_in("p15").get("/desk").text


def test_the_certificate_tells_which_backups_still_hold_the_files(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("night", "usb"):
        (tmp_path / name).mkdir()
    Backups(office).set_folder(str(tmp_path / "night"), operator())
    Backups(office).make(None, operator())
    Backups(office).make(tmp_path / "usb", operator())
    record = next(iter(office.transfers.old(2569))).id
    office.keeping.reclass(record, 1, "routine", "ไม่ใช่เอกสารสำคัญ", operator())
    clerk, id = operator(), office.disposals.survey(2569, operator())
    office.disposals.name_committee(id, 1, COMMITTEE, clerk)
    office.disposals.decide(id, 2, {1: Verdict(DESTROY)}, clerk)
    office.disposals.approve(id, 3, HEAD, clerk)
    office.disposals.tell_destruction(id, 4, END, clerk)
    ended = office.destruction.carry_out(id, clerk)
    told = "\n".join(backup_lines(office, ended))
    assert told.count("ถือไฟล์เหล่านี้อยู่") == 2
    later = office.clock() + timedelta(hours=1)
    monkeypatch.setattr(office, "clock", lambda: later)
    Backups(office).make(tmp_path / "usb", operator())
    usb, night = sorted(backup_lines(office, ended), key=lambda line: "night" in line)
    assert "ไม่มีไฟล์เหล่านี้แล้ว" in usb
    assert "ถือไฟล์เหล่านี้อยู่" in night
