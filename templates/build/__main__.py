"""Make every shipped Word template again: ``python -m templates.build``."""

from collections.abc import Callable
from pathlib import Path

from templates.build.announcement import announcement
from templates.build.letter import letter
from templates.build.meeting import agenda, minutes
from templates.build.memo import memo
from templates.build.order import order

FORMS = Path(__file__).parent.parent / "forms"
TEMPLATES: dict[str, Callable[[], bytes]] = {
    "agenda/template.docx": agenda,
    "announcement/template.docx": announcement,
    "invitation/template.docx": lambda: memo("บันทึกเชิญประชุม", at="invitation.", headed=False),
    "invitation/template-external.docx": lambda: letter("หนังสือเชิญประชุม", at="invitation."),
    "letter/template.docx": lambda: letter("หนังสือภายนอก"),
    "memo/template.docx": lambda: memo("บันทึกข้อความ"),
    "minutes/template.docx": minutes,
    "order/template.docx": order,
}


def main() -> None:
    """Write each template into its form's folder."""
    for name, make in TEMPLATES.items():
        path = FORMS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())


if __name__ == "__main__":
    main()
