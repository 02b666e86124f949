"""Signing with a certificate, and what is told of a signature: no more than was checked."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from archive.errors import VersionConflict
from indexer import pdfium
from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from office.signature_errors import CertificateWrong, NoPdfToSign, TrustedUnreadable
from office.signatures import SIGNED, Signatures, cut
from office.signatures_pdf import (
    DAMAGED,
    LOCKED,
    NOT_PKCS12,
    PASSPHRASE,
    Key,
    Order,
    Signature,
    Unfit,
    holder_of,
    seen,
    signed,
    trusted,
)
from templates import soffice
from templates.marks import Marks
from tests.scanning import letter_on_paper, locked, sheet
from tests.signing_keys import PASSPHRASE as PHRASE
from tests.signing_keys import PAST, authority, key_of

pytestmark = pytest.mark.slow

NAME, AT = "นายสมมติ ตัวอย่างดี", datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture
def look(tmp_path: Path) -> Path:
    place = tmp_path / "look.pdf"
    place.write_bytes(sheet("LOOK"))
    return place


def sign(pdf: bytes, look: Path, name: str = NAME) -> bytes:
    return signed(Order(pdf, key_of(name), look, "ลงนามในเอกสาร"))


def found(pdf: bytes, *roots: bytes) -> tuple[Signature, ...]:
    return seen((pdf, roots, AT))


def test_what_is_signed_is_right_for_us_and_for_a_program_that_is_not_ours(
    look: Path, tmp_path: Path
) -> None:
    pdf = sign(sign(sheet(), look), look, "นางสาวที่สอง")
    assert pdf.startswith(sheet())
    first, second = found(pdf)
    assert [one.holder and one.holder.name for one in (first, second)] == [NAME, "นางสาวที่สอง"]
    assert first.is_right and second.is_right and not first.known and not first.stamped
    (root,) = [der for der, _ in trusted(authority().pem)]
    assert all(one.known for one in found(pdf, root))
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler-utils is not installed")
    place = tmp_path / "signed.pdf"
    place.write_bytes(pdf)
    said = subprocess.run(["pdfsig", place], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2 and "ETSI.CAdES.detached" in said
    assert NAME in said and "Total document signed" in said


def test_a_changed_byte_and_a_change_added_afterwards_are_found(look: Path) -> None:
    pdf = sign(sheet(), look)
    at = pdf.index(b"841.89")
    (told,) = found(pdf[:at] + b"841.88" + pdf[at + 6 :])
    assert not told.intact and not told.is_right
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page: Any = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    (told,) = found(out.getvalue())
    assert told.intact and told.later and not told.is_right
    assert found(sheet()) == ()


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (Key(b"no certificate", PHRASE), NOT_PKCS12),
        (Key(key_of(NAME).data[:200], PHRASE), NOT_PKCS12),
        (Key(key_of(NAME).data, "ผิด"), PASSPHRASE),
        (Key(key_of(NAME).data, ""), PASSPHRASE),
    ],
    ids=["other file", "cut short", "wrong passphrase", "no passphrase"],
)
def test_a_certificate_that_does_not_open_is_told_in_words(key: Key, why: str) -> None:
    with pytest.raises(Unfit) as refused:
        holder_of(key)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("pdf", "why"), [(locked(), LOCKED), (b"%PDF-1.7 nothing", DAMAGED), (b"", DAMAGED)]
)
def test_a_pdf_that_does_not_open_is_neither_signed_nor_looked_at(
    look: Path, pdf: bytes, why: str
) -> None:
    for act in (lambda: sign(pdf, look)), (lambda: found(pdf)):
        with pytest.raises(Unfit) as refused:
            act()
        assert str(refused.value) == why


@pytest.fixture
def no_office_program(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(office.filing.press), "marks", lambda *_: sheet())


@pytest.mark.usefixtures("no_office_program")
def test_a_record_gets_its_signed_pdf_as_a_version_and_nothing_keeps_the_key(
    office: Office,
) -> None:
    before, key = letter_on_paper(office), key_of(NAME)
    done = Signatures(office).sign(before.id, before.version, key, operator())
    assert done.version == before.version + 1
    assert {file.name for file in done.files} - {file.name for file in before.files} == {SIGNED}
    assert office.archive.file_path(done.id, "หนังสือ.pdf").read_bytes() == sheet()
    told = done.description
    fact = told.facts[-1]
    assert (fact.what, fact.by) == ("signed", NAME) and "หน่วยออกใบรับรองสมมติ" in fact.note
    assert told.signer is not None and told.signer.mode == "pki"
    with pytest.raises(VersionConflict):
        Signatures(office).sign(before.id, before.version, key, operator())
    kept = [path for path in office.folder.path.rglob("*") if path.is_file()]
    assert not [path for path in kept if PHRASE.encode() in path.read_bytes()]
    assert not [path for path in kept if key.data[-200:] in path.read_bytes()]
    assert PHRASE not in repr(key)


@pytest.mark.usefixtures("no_office_program")
def test_what_cannot_be_signed_is_refused_before_anything_is_filed(office: Office) -> None:
    record = letter_on_paper(office)
    with pytest.raises(CertificateWrong, match="หมดอายุแล้วเมื่อ ๑ มกราคม ๒๕๔๔"):
        Signatures(office).sign(record.id, record.version, key_of(NAME, PAST), operator())
    assert office.archive.record(record.id).version == record.version
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": ""}
    bare = office.issue("letter", given, operator(), Wish(pdf=False)).id
    with pytest.raises(NoPdfToSign, match="ยังไม่มีไฟล์ PDF"):
        Signatures(office).sign(bare, 1, key_of(NAME), operator())


def test_trusted_certificates_lie_in_a_folder_and_a_wrong_file_is_named(
    office: Office, look: Path
) -> None:
    folder, pdf = office.folder.path / "trusted", sign(sheet(), look)
    (folder / "อ่านก่อน.txt").write_text("no certificate")
    assert not Signatures(office).look(pdf).signatures[0].known
    (folder / "ca.pem").write_bytes(authority().pem)
    looked = Signatures(office).look(pdf)
    assert looked.signatures[0].known and looked.trusted == ("หน่วยออกใบรับรองสมมติ",)
    (folder / "broken.crt").write_bytes(b"\x30\x03abc")
    with pytest.raises(TrustedUnreadable, match=r"broken\.crt"):
        Signatures(office).look(pdf)


@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_the_visible_box_is_drawn_in_the_lower_margin(office: Office, look: Path) -> None:
    look.write_bytes(cut(office.filing.press.marks(Marks(lines=("ลงลายมือชื่อดิจิทัลโดย", NAME)))))
    picture = pdfium.picture(sign(sheet(), look), 0, 1000)
    inked = _inked(picture)
    assert inked is not None
    left, top, right, bottom = inked
    assert left > 500 and right < 940 and top > 1300 and bottom < 1400  # of 1000 by 1414 pixels


def _inked(picture: bytes) -> tuple[int, int, int, int] | None:
    with Image.open(io.BytesIO(picture)) as drawn:
        return ImageOps.invert(drawn.convert("L")).getbbox()
