"""Somebody else's validator (ocfl-py) finds every object valid, and a flipped byte not."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.records import NewFile, Record, RecordId

pytestmark = pytest.mark.slow

# ocfl-py drags much along, so it lives in an environment of its own, made by ./run test.
PYTHON = Path(__file__).parent.parent / ".tools" / "ocfl" / "bin" / "python"
SCRIPT = """
import json, sys
from ocfl.storage_root import StorageRoot
from ocfl.validator import Validator
found = {}
for path in sys.argv[2:]:
    validator = Validator(log_warnings=True)
    validator.validate_object(path)
    found[path] = validator.log.status_str()
root = StorageRoot(sys.argv[1])
found["root"] = "" if root.validate(validate_objects=False) else str(root.traversal_errors)
print(json.dumps(found))
"""


def problems(archive: Archive) -> dict[str, str]:
    """Return what the validator says, errors and warnings, by object and for the root itself."""
    objects = [str(archive.root.folder / name) for name in archive.root.names()]
    command = [str(PYTHON), "-c", SCRIPT, str(archive.root.folder), *objects]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(output.splitlines()[-1])
    assert len(found) == len(objects) + 1
    return {place: said for place, said in found.items() if said}


@pytest.fixture
def filled(archive: Archive, file_record: Callable[..., Record]) -> Archive:
    file_record("รายงานการประชุม", NewFile("ซ้ำ ๑.pdf", b"same"), NewFile("ซ้ำ ๒.pdf", b"same"))
    file_record("ไม่มีไฟล์อื่น")
    second = RecordId(2569, "minutes", 2)
    archive.add_version(second, 1, None, [NewFile("สแกน.pdf", b"%PDF")], "p05", "ลงนาม")
    archive.add_version(second, 2, None, [NewFile("สแกน.pdf", b"%PDF-2")], "นาง ก ข", "สแกนใหม่")
    archive.void(second, 3, "p05", "ออกเลขซ้ำ")
    archive.keep("office/profile", [NewFile("office.json", b"{}")], "p05", "เริ่มต้น")
    archive.keep("office/profile", [NewFile("plan.json", b"{}")], "p05", "แผน")
    archive.keep("2569/register/orders", [NewFile("register.json", b"[]")], "p05", "สิ้นวัน")
    return archive


def test_every_object_is_valid_without_a_warning(filled: Archive) -> None:
    assert problems(filled) == {}


@pytest.mark.parametrize(
    "path",
    ["v1/content/record.json", "v2/content/สแกน.pdf", "inventory.json", "v1/inventory.json"],
)
def test_one_flipped_byte_is_an_error(filled: Archive, path: str) -> None:
    damaged = filled.root.folder / "2569/minutes/0002"
    data = bytearray((damaged / path).read_bytes())
    data[len(data) // 2] ^= 1
    (damaged / path).write_bytes(data)
    assert list(problems(filled)) == [str(damaged)]
