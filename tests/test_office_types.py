"""Each of the office's document types, issued from its example: register, number, and found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from indexer.query import Query
from office.filing import Issued
from office.office import Office, operator
from office.plans import Wish
from office.register_tables import books
from office.vocabulary import vocabulary
from templates.form import at
from templates.shelf import Shelf
from tests.conftest import prepared

TYPES = {
    "assignment-order": ("orders", "๑/๒๕๗๐", "กลั่นกรองงานของกลุ่มก่อนเสนอ"),
    "amending-order": ("orders", "๒/๒๕๗๐", "ส่องสว่าง"),
    "cancelling-order": ("orders", "๓/๒๕๗๐", "สิ้นภารกิจ"),
    "certificate": ("certificates", "๑/๒๕๗๐", "ระดับปริญญาโท"),
    "stamped-letter": ("letters-circular", "ศธ ๐๔๙๙๙/ว ๓", "พ้นกำหนดแล้ว ยังไม่ได้รับแบบสำรวจ"),
    "agenda-call": ("letters-circular", "ศธ ๐๔๙๙๙/ว ๑", "จัดส่งวาระการประชุมพร้อมเอกสาร"),
    "resolutions": ("letters-circular", "ศธ ๐๔๙๙๙/ว ๒", "โดยไม่มีการแก้ไข"),
    "minutes-proposal": ("letters", "ศธ ๐๔๙๙๙/๑", "ดังกล่าวเรียบร้อยแล้ว"),
    "extract": ("letters", "ศธ ๐๔๙๙๙/๒", "มติที่เกี่ยวข้องกับกลุ่มท่าน ๒ เรื่อง"),
    "reply-slip": ("meeting-plan-review", "๒/๒๕๗๐", "เข้าร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์"),
    "attendance-sheet": ("meeting-plan-review", "๒/๒๕๗๐", "ผู้แทนผู้ปกครอง"),
    "communique": ("", "", "จัดการเรียนรู้ที่บ้านแทน"),
    "news": ("", "", "การแข่งขันอ่านเอาเรื่อง"),
    "regulation": ("", "", "ปิดเครื่องใช้ไฟฟ้า"),
    "note": ("", "", "ช่างของเทศบาลจะสำรวจอาคาร"),
}
"""Of each type: its register, its number in a new office, and words from within its example."""


@pytest.fixture(scope="module")
def filed(
    new_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, dict[str, Issued]]]:
    """An office that issued every type once, in the order of their days."""
    with prepared(new_office, tmp_path_factory) as office:
        forms = [office.shelf.form(code) for code in TYPES]
        days: list[tuple[date, str]] = [(at(f.example(), f.date_field), f.code) for f in forms]
        issued = {
            code: office.issue(code, office.shelf.form(code).example(), operator(), Wish(pdf=False))
            for _, code in sorted(days)
        }
        office.index.catch_up()
        yield office, issued


@pytest.mark.slow
@pytest.mark.parametrize("code", TYPES)
def test_a_type_is_numbered_in_its_own_register(
    filed: tuple[Office, dict[str, Issued]], code: str
) -> None:
    office, issued = filed
    register, number, _ = TYPES[code]
    told = office.archive.record(issued[code].id).description
    assert (told.register, told.number) == (register, number)
    assert told.type == code


@pytest.mark.parametrize("code", TYPES)
def test_a_type_is_found_by_words_from_the_middle_of_its_text(
    filed: tuple[Office, dict[str, Issued]], code: str
) -> None:
    office, issued = filed
    words = TYPES[code][2]
    found = office.index.search(Query.from_text(words))
    assert str(issued[code].id) in [str(hit.id) for hit in found.hits]


def test_an_office_founded_before_certificates_gets_their_register(office: Office) -> None:
    with office.db.writing() as conn:
        conn.execute(delete(books).where(books.c.code == "certificates"))
    given = office.shelf.form("certificate").example()
    assert office.issue("certificate", given, operator(), Wish(pdf=False)).number == "๑/๒๕๗๐"


def test_certificates_of_a_year_count_on_by_themselves(office: Office) -> None:
    given = office.shelf.form("certificate").example()
    office.issue("order", office.shelf.form("order").example(), operator(), Wish(pdf=False))
    numbers = [
        office.issue("certificate", given, operator(), Wish(pdf=False)).number for _ in range(2)
    ]
    assert numbers == ["๑/๒๕๗๐", "๒/๒๕๗๐"]


def test_the_familys_word_means_every_type_whose_name_begins_with_it(office: Office) -> None:
    known = vocabulary(office.profile, Shelf(None))
    asked = Query.from_text("ประเภท:คำสั่ง", known=known)
    orders = {"order", "assignment-order", "amending-order", "cancelling-order"}
    assert set(asked.types or ()) == orders
    assert set(Query.from_text("ประเภท:ระเบียบ", known=known).types or ()) == {"regulation"}
