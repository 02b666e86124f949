"""What a file is called need not be what it is: papers and pictures are taken by their bytes."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from office.arrival_reading import true_suffix
from office.intake import Place, Taken
from office.office import Office, operator
from tests.pdfs import pdf
from tests.test_office_intake_kinds import packed

SAID = [(60, 700, "Budget of the school"), (60, 600, "Resolved to pay for a pump and a pipe")]


def picture(kind: str) -> bytes:
    """An empty page."""
    out = io.BytesIO()
    Image.new("L", (400, 560), 255).save(out, kind)
    return out.getvalue()


def taken(office: Office, folder: Path, name: str, data: bytes) -> Taken:
    (folder / name).write_bytes(data)
    return office.intake.file(folder / name, Place(2569), operator())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "made", "filed"),
    [
        ("จากกล้อง.pdf", lambda: picture("PNG"), "จากกล้อง.png"),
        ("จากเครื่องสแกน", lambda: pdf(SAID), "จากเครื่องสแกน.pdf"),
        ("ภาพ.PNG", lambda: picture("JPEG"), "ภาพ.jpg"),
    ],
)
def test_a_misnamed_paper_is_filed_as_what_it_is_and_told_so(
    office: Office, tmp_path: Path, name: str, made: Callable[[], bytes], filed: str
) -> None:
    file = taken(office, tmp_path, name, made())
    assert file.id, file.problem
    record = office.archive.record(file.id)
    assert filed in {one.name for one in record.files}
    assert record.description.source_file == name
    assert f"จึงเก็บเป็น {Path(filed).suffix}" in file.note


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("ไม่มีนามสกุล", b"\x00\x01\x02", "โปรดเติมนามสกุลให้ถูก"),
        ("ขาด.docx", packed(ก__xml=b"x" * 9999)[:99], "โปรดขอไฟล์ใหม่จากผู้ส่ง"),
    ],
)
def test_a_reason_says_what_can_be_done(
    office: Office, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    assert says in taken(office, tmp_path, name, data).problem


def test_programs_packed_files_and_documents_stay_what_they_are_called() -> None:
    assert true_suffix("หนังสือ.docx", pdf(SAID)) == ".docx"
    assert true_suffix("โปรแกรม.exe", pdf(SAID)) == ".exe"
    assert true_suffix("แนบ.zip", picture("PNG")) == ".zip"
    assert true_suffix("ภาพ.jpeg", picture("JPEG")) == ".jpeg"
    assert true_suffix("จริง.pdf", b"\n\n" + pdf(SAID)) == ".pdf"
