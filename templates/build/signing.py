"""Who signs and who gives an opinion: signature blocks, and the chain under a memo."""

from templates.build.table import cell, row, rows, table
from templates.build.wordml import blank_lines, each, paragraph, run, when

ACTING_LETTERS = 45  # a longer "รักษาราชการแทน" + post breaks before the post


def _line(text: str, left: float, *, keep: bool = True) -> str:
    """Return one line of a block centred between ``left`` (cm) and the right margin."""
    return paragraph(text, style="SarabanSignature", left=left, keep=keep)


def signature(person: str, *, left: float, mode: str = "", word: str = "") -> str:
    """Return three blank lines, the name in parentheses and the post, held on one page.

    ``mode`` names the field that says รักษาราชการแทน or ปฏิบัติราชการแทน: where it is filled, the
    post of the office's head, who is replaced, follows the signer's own (annex 3 of the regulation;
    specification 1.13). ``word`` is a last line such as ผู้จดรายงานการประชุม.
    """
    name = _line("({{ " + person + ".name }})", left)
    post = "{{ " + person + ".post }}"
    if word:
        ending = _line(post, left) + _line(word, left, keep=False)
    elif mode:
        ending = when(
            mode,
            _line(post, left),
            _acting(mode, left),
            otherwise=_line(post, left, keep=False),
        )
    else:
        ending = _line(post, left, keep=False)
    return blank_lines(3, keep=True) + name + ending


def _acting(mode: str, left: float) -> str:
    """Return the line that says for whom the signer acts, in two where it is long."""
    replaced = "office.director.position"
    together = "{{ " + mode + " }}{{ " + replaced + " }}"
    return when(
        f"({mode} ~ {replaced})|length > {ACTING_LETTERS}",
        _line("{{ " + mode + " }}", left),
        _line("{{ " + replaced + " }}", left, keep=False),
        otherwise=_line(together, left, keep=False),
    )


def opinions(chain: str) -> str:
    """Return the table of opinions that a memo collects on its way up (specification 1.2)."""
    widths = (6.6, 6.6, 2.8)
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
            paragraph(style="SarabanCell"),
            paragraph("({{ one.person.name }})", style="SarabanColumn"),
            paragraph("{{ one.person.post }}", style="SarabanColumn"),
        ),
        cell(widths[2], paragraph("{{ one.when|short }}", style="SarabanColumn")),
    )
    chained = table(widths, head, rows("one", chain, widths, person), ruled=True)
    return when(chain, paragraph(), chained, paragraph())


def body_text(texts: str) -> str:
    """Return the paragraphs of a text; the last two stay with what is signed below them.

    At least two lines must stand above the closing on the last page (specification 2.2).
    """
    last = paragraph("{{ text|paragraphs }}", style="SarabanBody", keep=True)
    earlier = paragraph("{{ text|paragraphs }}", style="SarabanBody")
    return each("text", texts, when("loop.revindex <= 2", last, otherwise=earlier))


