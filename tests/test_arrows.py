"""The rooms import only downward (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {
    "thai": set[str](),
    "archive": {"thai"},
    "templates": {"thai"},
    "indexer": {"archive", "thai"},
    "office": {"indexer", "archive", "templates", "thai"},
    "web": {"office", "indexer", "archive", "templates", "thai"},
    "commands": {"web", "office", "indexer", "archive", "templates", "thai"},
}
ONLY_IN = {  # third-party name -> the places that may import it
    "whoosh": {"indexer/whoosh_engine.py"},
    "tantivy": {"indexer/tantivy_engine.py"},
    "nlpo3": {"indexer/words.py"},
    "flask": {"web/"},
    "sqlalchemy": {"archive/", "office/", "indexer/"},
    "docxtpl": {"templates/merge.py"},
    "watchdog": {"office/inbox.py"},
    "pypdfium2": {"indexer/pdfium.py"},
    "argon2": {"office/hashing.py"},
    "pyhanko": {"office/signatures_pdf.py"},
    "zxingcpp": {"office/scan_reading.py"},
    "segno": {"templates/sheet_code.py"},
}


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere, also inside functions."""
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_rooms_below_it(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        rooms = {name.split(".")[0] for name in imported(path)} & (set(BELOW) | {"saraban"})
        assert rooms <= BELOW[room] | {room}, path


def test_a_third_party_name_lives_behind_one_place() -> None:
    for room in BELOW:
        for path in (ROOT / room).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            for name in {name.split(".")[0] for name in imported(path)} & set(ONLY_IN):
                assert any(place.startswith(allowed) for allowed in ONLY_IN[name]), (place, name)
