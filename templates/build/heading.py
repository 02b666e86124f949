"""The centred headings of orders, announcements and meeting papers."""

from templates.build.drawing import emblem
from templates.build.wordml import TEXT_WIDTH, paragraph

RULE_WIDTH = 5.0  # cm
NUMBER = "{% if number %}{{ number }}{% else %}………{% endif %}"


def emblem_line() -> str:
    """Return the line that holds the emblem and keeps the text clear below its feet."""
    return paragraph(emblem(3.0, centred=True), style="SarabanEmblem")


def title(*lines: str) -> str:
    """Return centred bold lines that stay together."""
    return "".join(paragraph(line, style="SarabanTitle") for line in lines)


def short_rule() -> str:
    """Return the thin rule between heading and text."""
    side = (TEXT_WIDTH - RULE_WIDTH) / 2
    return paragraph(style="SarabanRule", left=side, right=side)
