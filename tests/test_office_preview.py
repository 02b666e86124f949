"""The real page while it is written, and the set that comes out of the printer."""

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from indexer import pdfium
from office.answers import load as answers
from office.draft_errors import Superseded
from office.errors import NothingToPrint
from office.first_start import try_as
from office.office import Office
from office.permissions import Actor
from office.plans import Wish
from office.press import Press
from office.preview import Previews
from office.tidied import tidied
from templates import ruler, soffice
from templates.errors import FormInvalid
from templates.joining import joined
from tests.conftest import SAMPLES

needs_libreoffice = [
    pytest.mark.slow,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]


@pytest.fixture
def clerk(office: Office) -> Actor:
    try_as(office, "p15", browser="")
    return office.actor("p15")


def memo(**changes: Any) -> dict[str, Any]:
    given = answers(SAMPLES / "memo-01.yaml")
    given.pop("book_no")
    return {**given, **changes}


def begin(office: Office, clerk: Actor, given: dict[str, Any]) -> int:
    draft = office.drafting.begin("memo", clerk)
    office.drafting.save(draft, 1, given, clerk)
    return draft


class Slow:
    """A press whose PDFs come only when the test lets them."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self.asked = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.made = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._press, name)

    def pdf(self, _: bytes) -> tuple[bytes | None, str]:
        self.made += 1
        self.asked.release()
        self.go.acquire(timeout=20)
        return ruler.sheet(), ""


def test_of_several_previews_that_wait_only_the_newest_is_made(office: Office) -> None:
    press = Slow(office.filing.press)
    previews = Previews(press)  # type: ignore[arg-type]
    form = office.shelf.form("memo")
    told: dict[str, str] = {}

    def ask(subject: str) -> None:
        try:
            told[subject] = f"{previews.of(1, form, memo(subject=subject)).pages} หน้า"
        except Superseded:
            told[subject] = "แทนด้วยที่ใหม่กว่า"

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("ก", "ข", "ค")]
    threads[0].start()
    press.asked.acquire(timeout=20)  # the first is being made
    for number, thread in enumerate(threads[1:], 1):
        thread.start()
        while previews._newest.get(1) != number:
            pass
    for _ in threads:
        press.go.release()
    for thread in threads:
        thread.join()
    assert told == {"ก": "1 หน้า", "ข": "แทนด้วยที่ใหม่กว่า", "ค": "1 หน้า"}
    assert press.made == 2


def test_what_cannot_be_read_is_left_out_of_the_preview_and_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("templates.soffice.program", lambda: None)
    previews = Previews(office.filing.press)
    form = office.shelf.form("memo")
    half = memo(date="เมื่อวาน", body=["", "ด้วย ๛", "", "ย่อหน้าที่อ่านได้"])
    seen = previews.of(1, form, half)
    assert {problem.path for problem in seen.problems} >= {"date"}
    assert "ย่อหน้าที่อ่านได้" in seen.text and "LibreOffice" in seen.reason


def test_tidying_leaves_only_what_was_answered(office: Office) -> None:
    form = office.shelf.form("minutes")
    table = {"columns": ["ก", ""], "rows": [["", "๑"]]}
    typed = {
        "title": "",
        "agenda": [{}, {"title": "เรื่องแจ้ง", "items": ["", {"title": ""}]}, ""],
        "minutes": {"opening": [""], "sections": [{"agenda": "๑", "table": table}]},
    }
    assert tidied(form, typed) == {
        "agenda": [{"title": "เรื่องแจ้ง"}],
        "minutes": {"sections": [{"agenda": "๑", "table": table}]},
    }


def test_parts_are_joined_in_their_order_at_full_size() -> None:
    both = pypdf.PdfReader(io.BytesIO(joined([ruler.sheet(), ruler.sheet()])))
    preferences = both.trailer["/Root"]["/ViewerPreferences"]  # type: ignore[index]
    assert len(both.pages) == 2 and preferences["/PrintScaling"] == "/None"


def test_a_draft_that_lacks_something_is_not_printed(office: Office, clerk: Actor) -> None:
    draft = begin(office, clerk, memo(signer="", date=""))
    with pytest.raises(FormInvalid) as lacks:
        office.print_set.of_draft(draft, clerk, file_copy=True, copies=1)
    assert [problem.path for problem in lacks.value.problems] == ["date", "signer"]
    assert office.drafting.open(draft, clerk).draft.facts == ()


class TestWithLibreOffice:
    pytestmark = needs_libreoffice

    def test_the_print_set_is_original_file_copy_and_copies(
        self, office: Office, clerk: Actor
    ) -> None:
        draft = begin(office, clerk, memo())
        printed = office.print_set.of_draft(draft, clerk, file_copy=True, copies=2)
        heads = [text.split("บันทึกข้อความ")[0].strip() for text in pdfium.texts(printed.data)]
        assert heads == ["", "สำเนาคู่ฉบับ", "สำเนา", "สำเนา"]
        assert office.drafting.open(draft, clerk).draft.has("printed")
        assert "๑๓ พฤศจิกายน" not in pdfium.texts(printed.data)[0]

    def test_a_filed_document_is_printed_with_its_number_also_after_its_form_changed(
        self, office: Office, clerk: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft = begin(office, clerk, memo())
        issued = office.issue_seen(draft, 2, clerk, Wish(pdf=False))
        record = office.show(issued.id, clerk).record
        printed = office.print_set.of_record(record, file_copy=False, copies=1)
        assert all(issued.number in text for text in pdfium.texts(printed.data))
        own = office.folder.place("forms") / "memo"
        own.mkdir()
        (own / "form.toml").write_bytes(
            office.shelf.form("memo").files["form.toml"].read_bytes() + b"\n"
        )
        assert not office.print_set.is_drawn(record)
        kept = office.print_set.of_record(record, file_copy=True, copies=1)
        marks = [text.strip().splitlines()[-1] for text in pdfium.texts(kept.data)]
        assert marks[1:] == ["สำเนาคู่ฉบับ", "สำเนา"]
        assert "สำเนา" not in marks[0]
        assert all(issued.number in text for text in pdfium.texts(kept.data))


def test_what_has_no_pages_has_no_print_set(
    office: Office, clerk: Actor, file_record: Callable[..., Any]
) -> None:
    without_pages = replace(file_record(), files=())
    with pytest.raises(NothingToPrint):
        office.print_set.of_record(without_pages, file_copy=False, copies=1)
