"""หนังสือภายนอก: the letter to others than one's own ministry (form 1; specification 1.1)."""

from templates.build.annex import receivers
from templates.build.drawing import emblem, speed_stamp
from templates.build.package import document
from templates.build.signing import body_text, office_copy, signature
from templates.build.wordml import blank_lines, each, paragraph, run, tab_stop, when

AXIS = 7.5  # cm from the left margin: the middle of the page, where date and closing begin
SENDER_AT = 9.2  # right of the emblem, which reaches below the first line
SIGNATURE_LEFT = 2.0  # centres the block below คำลงท้าย
ENCLOSURES_AT = 2.27  # width of "สิ่งที่ส่งมาด้วย" and two spaces, where later lines begin
REFERENCES_AT = 1.19  # width of "อ้างถึง" and two spaces


def head_line(text: str, hanging: float) -> str:
    """Return a head line whose continuation lines begin below its text."""
    return paragraph(text, style="SarabanHead", left=hanging, hanging=hanging)


def emblem_and_speed(at: str) -> str:
    """Return the runs of what stands above the number: emblem, and speed at the left."""
    return emblem(3.0, centred=True) + speed_stamp(f"{at}speed", left=0.0, top=2.3)


def number_and_office(number: str, *before: str) -> str:
    """Return a line with the number at the left, name and address of the office at the right."""
    first = paragraph(
        *before,
        run(number + "\t{{ office.name }}"),
        style="SarabanHead",
        tabs=(tab_stop(SENDER_AT),),
        left=SENDER_AT,
        hanging=SENDER_AT,
    )
    return first + each("line", "office.address_lines", paragraph("{{ line }}", left=SENDER_AT))


def sender(at: str) -> str:
    """Return emblem and speed, ที่ at the left, name and address of the office at the right."""
    number = "ที่  {{ " + at + "book_no }}"
    date = paragraph("{{ dated|letter }}", style="SarabanHead", left=AXIS)
    return number_and_office(number, emblem_and_speed(at)) + date


def several(name: str, source: str, label: str, at: float, shown: str) -> str:
    """Return a head line with one entry, or its entries numbered one below the other."""
    one = head_line(f"{label}  {shown}", at)
    first = head_line(f"{label}  {{{{ loop.index }}}}.  {shown}", at + 0.6)
    later = paragraph(f"{{{{ loop.index }}}}.  {shown}", left=at + 0.6, hanging=0.6)
    numbered = when("loop.first", first, otherwise=later)
    return each(name, source, when("loop.length == 1", one, otherwise=numbered))


def heads(at: str) -> str:
    """Return เรื่อง, คำขึ้นต้น, อ้างถึง and สิ่งที่ส่งมาด้วย."""
    amount = "{% if one.qty %}  จำนวน {{ one.qty }} {{ one.unit }}{% endif %}"
    enclosed = "{{ one.text }}" + amount
    return (
        head_line("เรื่อง  {{ " + at + "subject }}", 0.92)
        + head_line("{{ " + at + "salutation }}  {{ " + at + "to }}", 0.99)
        + several("one", f"{at}references", "อ้างถึง", REFERENCES_AT, "{{ one }}")
        + several("one", f"{at}enclosures", "สิ่งที่ส่งมาด้วย", ENCLOSURES_AT, enclosed)
    )


def closing(at: str) -> str:
    """Return คำลงท้าย on the page's axis and the signature below it."""
    words = paragraph("{{ " + at + "closing }}", style="SarabanClosing", left=AXIS, keep=True)
    return words + signature(f"{at}signer", left=SIGNATURE_LEFT, keep=True)


def contact(at: str) -> str:
    """Return, three lines below, the unit in charge and how to reach it, then who gets copies."""
    where = f"{at}contact"
    lines = (
        ("phone", "โทร. "),
        ("fax", "โทรสาร "),
        ("email", "ไปรษณีย์อิเล็กทรอนิกส์ "),
    )
    reached = "".join(
        when(f"{where}.{field}", paragraph(label + "{{ " + f"{where}.{field}" + " }}", keep=True))
        for field, label in lines
    )
    unit = paragraph("{{ " + where + ".unit }}", keep=True)
    copies = head_line("สำเนาส่ง  {{ " + f"{at}copies_to|join(', ')" + " }}", 1.34)
    return when(where, blank_lines(3, keep=True), unit, reached) + when(f"{at}copies_to", copies)


def letter(title: str, *, at: str = "") -> bytes:
    """Return the template; ``at`` is where its answers stand, as ``invitation.``."""
    parts = (
        sender(at),
        heads(at),
        body_text(f"{at}body"),
        closing(at),
        contact(at),
        "" if at else office_copy() + receivers("หนังสือ"),
    )
    return document(title, "".join(parts), top=3.6)
