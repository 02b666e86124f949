"""Make every shipped Word template again: ``python -m templates.build``."""

from collections.abc import Callable
from pathlib import Path

from templates.build.memo import memo

FORMS = Path(__file__).parent.parent / "forms"
TEMPLATES: dict[str, Callable[[], bytes]] = {
    "memo/template.docx": lambda: memo("บันทึกข้อความ"),
}


def main() -> None:
    """Write each template into its form's folder."""
    for name, make in TEMPLATES.items():
        path = FORMS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())


if __name__ == "__main__":
    main()
