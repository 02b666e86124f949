"""หนังสือรับรอง: what the office certifies of a person or a body (form 10; specification 1.6)."""

from templates.build.heading import NUMBER, emblem_line
from templates.build.letter import number_and_office
from templates.build.order import dated_line
from templates.build.package import document
from templates.build.signing import body_text, office_copy, signature
from templates.build.table import cell, row, table
from templates.build.wordml import blank_lines, paragraph, when

PHOTO = (4.0, 6.0)  # cm, the size that the regulation gives
SIGNED = 12.0
SIGNATURE_LEFT = 1.0


def photo_and_signature() -> str:
    """Return the frame for a photograph of the certified beside the signature."""
    width, height = PHOTO
    said = paragraph("รูปถ่าย ๔ × ๖ ซม.", style="SarabanColumn", keep=True)
    frame = cell(width, said, framed=True)
    sides = (
        row(frame, cell(SIGNED, signature("signer", left=0.5)), height=height),
        row(cell(width, _holder()), cell(SIGNED)),
    )
    gap, end = paragraph(style="SarabanGap", keep=True), paragraph(style="SarabanEnd")
    return gap + table((width, SIGNED), *sides) + end


def _holder() -> str:
    dots, name = "(ลงชื่อ)…………………", "ผู้ได้รับการรับรอง"
    return blank_lines(1) + "".join(paragraph(one, style="SarabanColumn") for one in (dots, name))


def certificate() -> bytes:
    """Return the template."""
    certified = "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า  {{ holder }}  {{ certified|paragraphs }}"
    text = paragraph(certified, style="SarabanBody", keep=True) + body_text("body")
    signed = when(
        "photo", photo_and_signature(), otherwise=signature("signer", left=SIGNATURE_LEFT)
    )
    given = dated_line("ให้ไว้")
    body = emblem_line() + number_and_office(f"เลขที่  {NUMBER}") + text + given + signed
    return document("หนังสือรับรอง", body + office_copy(), top=2.5)
