"""Signatures in PDFs (PAdES), by pyHanko, which is known only here; run in a bounded child.

A signature is added to the end of the file, so that what was signed stays the very bytes it was.
Nothing is fetched from the network: neither whether a certificate was revoked nor a time stamp.
"""

import io
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import pem, pkcs12, x509  # type: ignore[import-untyped,unused-ignore]

from thai.errors import Refused

NOT_PKCS12 = "ไฟล์นี้ไม่ใช่ใบรับรองแบบ PKCS#12 (.p12 หรือ .pfx)"
PASSPHRASE = "รหัสผ่านของใบรับรองไม่ถูกต้อง โปรดพิมพ์ใหม่"
NO_KEY = "ในไฟล์ไม่มีกุญแจส่วนตัวหรือไม่มีใบรับรองของผู้ลงนาม โปรดขอไฟล์ใหม่จากผู้ออกใบรับรอง"
LOCKED, DAMAGED = "ไฟล์มีรหัสผ่าน", "ไฟล์ PDF เสียหายหรือเปิดไม่ได้"
FORBIDDEN = "ผู้ลงนามก่อนหน้าไม่อนุญาตให้เพิ่มลายมือชื่อ"
MOST_SIGNATURES = 50
SLOTS = ((317, 10, 552, 60), (77, 10, 312, 60))
"""Boxes in points in the bottom margin of A4, right and left, clear of a sheet's QR code."""


T = TypeVar("T")
for _named in "pyhanko", "pyhanko_certvalidator":  # a bad signature is a finding, not a log
    logging.getLogger(_named).setLevel(logging.CRITICAL)


class Unfit(Refused):
    """What was given cannot be used; the sentence is one of this module's."""

    sentence = "{why}"


@dataclass(frozen=True)
class Holder:
    """Whose certificate it is, who issued it, and from when until when it holds (UTC)."""

    name: str
    issuer: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Key:
    """A PKCS#12 file and its passphrase."""

    data: bytes
    passphrase: str

    def __repr__(self) -> str:
        """Show nothing: it must not come into a log."""
        return "Key(…)"


@dataclass(frozen=True)
class Order:
    """A PDF to be signed; ``look`` is a PDF file whose only page is drawn in the visible box."""

    pdf: bytes
    key: Key
    look: Path
    reason: str


@dataclass(frozen=True)
class Signature:
    """What a signature in a PDF is found to be.

    ``intact``: what it covers is unchanged and the certificate's key made it. ``later``: changes
    made afterwards that are more than further signatures. ``known``: the chain ends at a trusted
    certificate and holds now. ``fault`` says why it could not be read at all ("" = it could).
    """

    holder: Holder | None
    claimed_at: datetime | None = None
    intact: bool = False
    later: bool = False
    known: bool = False
    stamped: bool = False
    fault: str = ""

    @property
    def is_right(self) -> bool:
        """Whether the document is as it was when it was signed."""
        return self.intact and not self.later and not self.fault


def holder_of(key: Key) -> Holder:
    """Return whose certificate a PKCS#12 file holds; raises Unfit."""
    return _holder(_signer(key).signing_cert)


def signed(order: Order) -> bytes:
    """Return the PDF with one more signature; raises Unfit."""
    from pyhanko.pdf_utils.content import ImportedPdfPage
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    signer = _signer(order.key)

    def sign() -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(order.pdf))
        if writer.prev.encrypted:
            raise Unfit(why=LOCKED)
        count = len(writer.prev.embedded_signatures)
        page, box = _place(count, int(writer.prev.root["/Pages"]["/Count"]))
        name = f"Saraban{count + 1}"
        spec = fields.SigFieldSpec(name, on_page=page, box=box)
        meta = signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            reason=order.reason,
            name=_holder(signer.signing_cert).name,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        drawn: Any = ImportedPdfPage(str(order.look))  # type: ignore[no-untyped-call]
        style = StaticStampStyle(background=drawn, border_width=0)
        by = signers.PdfSigner(meta, signer, stamp_style=style, new_field_spec=spec)
        return bytes(by.sign_pdf(writer).getbuffer())

    return _careful(sign)


def seen(given: tuple[bytes, tuple[bytes, ...], datetime]) -> tuple[Signature, ...]:
    """Return every signature of a PDF, the first first; raises Unfit.

    Given are the PDF, the trusted certificates (DER) and the moment of asking.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    pdf, roots, at = given

    def read() -> tuple[Signature, ...]:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise Unfit(why=LOCKED)
        trusted = [x509.Certificate.load(root) for root in roots]
        found = reader.embedded_regular_signatures[:MOST_SIGNATURES]
        return tuple(_seen(one, trusted, at) for one in found)

    return _careful(read)


def trusted(data: bytes) -> list[tuple[bytes, str]]:
    """Return the certificates of a PEM or DER file with their names; raises ValueError."""
    if not pem.detect(data):
        return [_root(data)]
    return [
        _root(der) for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"
    ]


def _root(der: bytes) -> tuple[bytes, str]:
    return der, _name(x509.Certificate.load(der).subject)


def _seen(one: Any, roots: Iterable[Any], at: datetime) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    held = _holder(one.signer_cert)
    context = ValidationContext(
        trust_roots=list(roots), moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        told = validate_pdf_signature(one, context)
    except Exception:  # pyHanko tells of broken signatures by many classes
        return Signature(held, fault="อ่านลายมือชื่อนี้ไม่ได้ อาจเสียหายหรือถูกแก้ไข")
    level = told.modification_level
    return Signature(
        held,
        told.signer_reported_dt,
        intact=bool(told.intact and told.valid),
        later=level is None or level > ModificationLevel.FORM_FILLING,
        known=bool(told.trusted),
        stamped=told.timestamp_validity is not None,
    )


def _signer(key: Key) -> Any:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
    from pyhanko.sign.signers import SimpleSigner

    try:
        pkcs12.Pfx.load(key.data).native  # noqa: B018 - reads the whole structure
    except (ValueError, TypeError) as fault:
        raise Unfit(why=NOT_PKCS12) from fault
    phrase = key.passphrase.encode()
    try:
        private, own, _ = load_key_and_certificates(key.data, phrase or None)
    except ValueError as fault:
        raise Unfit(why=PASSPHRASE) from fault
    signer = SimpleSigner.load_pkcs12_data(key.data, [], phrase) if private and own else None
    if signer is None:
        raise Unfit(why=NO_KEY)
    return signer


def _careful(work: Callable[[], T]) -> T:
    """Do what reads a PDF of somebody else; whatever breaks is a damaged file."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    try:
        return work()
    except SigningError as fault:
        raise Unfit(why=FORBIDDEN) from fault
    except (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        raise Unfit(why=DAMAGED) from fault


def _place(before: int, pages: int) -> tuple[int, tuple[int, int, int, int] | None]:
    """Return page and box of the next signature: two on each page, from the last one backwards."""
    page = pages - 1 - before // len(SLOTS)
    return (page, SLOTS[before % len(SLOTS)]) if page >= 0 else (0, None)


def _holder(certificate: Any) -> Holder:
    since, until = certificate.not_valid_before, certificate.not_valid_after
    names = _name(certificate.subject), _name(certificate.issuer)
    return Holder(*names, since.astimezone(UTC), until.astimezone(UTC))


def _name(name: Any) -> str:
    told = name.native
    named = told.get("common_name") or told.get("organization_name") or name.human_friendly
    return " ".join(str(named).split())[:200]
