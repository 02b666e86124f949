"""Who signs and who gives an opinion: signature blocks, and the chain under a memo."""

from templates.build.table import cell, row, rows, table
from templates.build.wordml import blank_lines, each, paragraph, run, when

FILE_COPY_LEFT = 10.5  # cm
LINE_LETTERS = 90  # a shorter last paragraph is one line, so that the one before must stay too


def _line(text: str, left: float, *, keep: bool = True) -> str:
    """Return one line of a block centred between ``left`` (cm) and the right margin."""
    return paragraph(text, style="SarabanSignature", left=left, keep=keep)


def signature(person: str, *, left: float, word: str = "", keep: bool = False) -> str:
    """Return three blank lines, the name in parentheses and the post, held on one page.

    Where the signer acts for another, ``post_lines`` has the own post, then รักษาราชการแทน or its
    like with the post replaced (annex 3 of the regulation; specification 1.13). ``word`` is a last
    line such as ผู้จดรายงานการประชุม; ``keep`` holds the block on the page of what follows it.
    """
    post = _line("{{ line }}", left)
    ended = when("loop.last", _line("{{ line }}", left, keep=False), otherwise=post)
    return (
        blank_lines(3, keep=True)
        + _line("({{ " + person + ".name }})", left)
        + each("line", f"{person}.post_lines", post if word or keep else ended)
        + (_line(word, left, keep=keep) if word else "")
    )


def office_copy() -> str:
    """Return who drafted, typed and checked it, at the lower right of the copy that is kept."""
    roles = (("drafter", "ร่าง"), ("typist", "พิมพ์"), ("reviewer", "ตรวจ"))
    lines = "".join(
        when(field, paragraph(f"{word}  {{{{ {field}.name }}}}", left=FILE_COPY_LEFT))
        for field, word in roles
    )
    return when("copy_mark == 'สำเนาคู่ฉบับ'", paragraph(style="SarabanGap"), lines)


def opinions(chain: str) -> str:
    """Return the table of opinions that a memo collects on its way up (specification 1.2)."""
    widths = (4.9, 8.2, 2.9)
    head = row(
        *(
            cell(width, paragraph(run(text, bold=True), style="SarabanColumnHead"))
            for width, text in zip(widths, ("ความเห็น/คำสั่ง", "ลงชื่อ", "วันที่"), strict=True)
        ),
        header=True,
    )
    said = when("one.comment", paragraph("{{ one.comment }}", style="SarabanCell"))
    person = row(
        cell(widths[0], paragraph(run("{{ one.role }}", bold=True), style="SarabanCell") + said),
        cell(
            widths[1],
            paragraph(style="SarabanPenLine"),
            paragraph("({{ one.person.name }})", style="SarabanColumn"),
            paragraph("{{ one.person.post }}", style="SarabanColumn"),
        ),
        cell(widths[2], paragraph("{{ one.when|short }}", style="SarabanColumn")),
    )
    chained = table(widths, head, rows("one", chain, widths, person), ruled=True)
    gap, end = paragraph(style="SarabanPenLine"), paragraph(style="SarabanEnd")
    return when(chain, gap, chained, end)


def body_text(texts: str) -> str:
    """Return the paragraphs of a text; its last two lines stay with what is signed below.

    At least two lines must stand above the closing on the last page (specification 2.2).
    """
    kept = f"loop.last or (loop.revindex == 2 and {texts}|last|length < {LINE_LETTERS})"
    return each("text", texts, when(kept, _body(keep=True), otherwise=_body()))


def plain_text(texts: str) -> str:
    """Return the paragraphs of a text that may break anywhere."""
    return each("text", texts, _body())


def _body(*, keep: bool = False) -> str:
    return paragraph("{{ text|paragraphs }}", style="SarabanBody", keep=keep)
