"""Fixity: is everything that was filed still there, byte for byte, and nothing else?

Faults are values. What looks faulty is looked at again under the root's lock, so that a filing
under way is never reported.
"""

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from archive import files, inventory, record_json
from archive.faults import Fault
from archive.inventory import Inventory
from archive.ocfl import DECLARATION, DECLARED, StorageRoot, is_object

LOT = 16  # objects a thread checks before it asks for more


@dataclass(frozen=True)
class Checked:
    """One object as found: how many files and bytes were read, and what is wrong.

    ``version`` is its newest, ``record`` the bytes of that version's record.json, if it has one.
    """

    name: str
    files: int
    size: int
    faults: tuple[Fault, ...]
    version: int = 0
    record: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Report:
    """An audit: ``checked`` files (``size`` bytes) of ``objects`` objects, and every fault."""

    checked: int
    objects: int
    size: int
    faults: tuple[Fault, ...]


def audit(
    root: StorageRoot,
    progress: Callable[[int], None] | None = None,
    look: Callable[[Checked], None] = lambda _: None,
) -> Report:
    """Read every file below the root and compare it with its inventory.

    ``look`` gets each object as it was found.
    """
    paths = list(root.walk())
    names = [root.name(path) for path in paths if is_object(path)]
    files = objects = size = 0
    faults = set[Fault]()
    for checked in examined(root, names):
        look(checked)
        files, objects, size = files + checked.files, objects + 1, size + checked.size
        faults.update(checked.faults)
        if progress:
            progress(objects)
    astray = set(strays(root, paths))
    if astray:
        with root.writing():
            astray = set(strays(root, root.walk()))
    return Report(files, objects, size, tuple(sorted(faults | astray)))


def examined(root: StorageRoot, names: Sequence[str]) -> Iterator[Checked]:
    """Check these objects, several at once; what seems faulty is looked at again."""
    lots = [names[start : start + LOT] for start in range(0, len(names), LOT)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as readers:
        for lot in readers.map(lambda lot: [examine(root, name) for name in lot], lots):
            for checked in lot:
                yield again(root, checked) if checked.faults else checked


def examine(root: StorageRoot, name: str) -> Checked:
    """Check one object: declaration, inventories, sidecars, every file, and nothing besides."""
    look = _Look(f"{root.folder / name}/", root.urn + name)
    try:
        faults = list(look.faults())
    except OSError as error:
        faults = [Fault("object-unreadable", "", error.strerror or str(error))]
    placed = tuple(
        dataclasses.replace(fault, where=f"{name}/{fault.where}".rstrip("/")) for fault in faults
    )
    return Checked(name, len(look.present), look.size, placed, look.version, look.record)


def again(root: StorageRoot, checked: Checked) -> Checked:
    """Look once more at what seemed faulty, while nobody writes."""
    with root.writing():
        return examine(root, checked.name)


def strays(root: StorageRoot, paths: Iterable[Path]) -> Iterator[Fault]:
    """Yield what is wrong with the root itself and between its objects, of what ``walk`` found."""
    if files.read_or_empty(root.folder / DECLARATION) != DECLARED:
        yield Fault("root-declaration", DECLARATION)
    for path in paths:
        if path.is_file():
            yield Fault("file-stray", root.name(path))
        elif not is_object(path):
            yield from _folder_fault(path, root.name(path))


def _folder_fault(path: Path, name: str) -> Iterator[Fault]:
    try:
        if not any(path.iterdir()):
            yield Fault("folder-empty", name)
    except OSError as error:
        yield Fault("object-unreadable", name, error.strerror or str(error))


def _listing(top: str) -> tuple[set[str], list[Fault]]:
    """Return every plain file by its path below ``top``, and what does not belong."""
    present, odd, waiting = set[str](), list[Fault](), [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(top + prefix) as entries:
            inside = list(entries)
        if not inside:
            odd.append(Fault("folder-empty", prefix.rstrip("/")))
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                present.add(prefix + entry.name)
            else:
                odd.append(Fault("file-extra", prefix + entry.name, "no plain file"))
    return present, odd


class _Look:
    """One look at the object in the folder ``top`` (with its last /), which notes what it reads."""

    def __init__(self, top: str, id: str) -> None:
        self._top = top
        self._id = id
        self.present = set[str]()
        self.size = 0
        self.version = 0
        self.record = b""

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong; an OSError where the folder itself cannot be read."""
        self.present, odd = _listing(self._top)
        yield from odd
        if self._read(inventory.DECLARATION) != inventory.DECLARED:
            yield Fault("object-declaration", inventory.DECLARATION)
        try:
            data = files.read(self._top + inventory.NAME)
            held = inventory.from_json(data)
        except inventory.UNREADABLE as error:
            yield Fault("object-unreadable", inventory.NAME, type(error).__name__)
            return
        self.size += len(data)
        self.version = held.head
        if held.id != self._id:
            yield Fault("object-misplaced", "", held.id)
        side = inventory.sidecar(data)
        if self._read(inventory.SIDECAR) != side:
            yield Fault("sidecar-mismatch", inventory.SIDECAR)
        expected = {inventory.DECLARATION, inventory.NAME, inventory.SIDECAR}
        for number in range(1, held.head + 1):
            expected |= {f"v{number}/{inventory.NAME}", f"v{number}/{inventory.SIDECAR}"}
            yield from self._version_faults(number, held, data, side)
        described = held.state().get(record_json.NAME)
        for digest, path in held.manifest.items():
            yield from self._content_faults(path, digest, digest == described)
        for path in self.present - expected - set(held.manifest.values()):
            yield Fault("file-extra", path)

    def _read(self, path: str) -> bytes:
        data = files.read_or_empty(self._top + path) if path in self.present else b""
        self.size += len(data)
        return data

    def _version_faults(
        self, number: int, held: Inventory, head: bytes, side: bytes
    ) -> Iterator[Fault]:
        """Each version folder keeps the inventory as it was then; the newest is the head itself."""
        path = f"v{number}/{inventory.NAME}"
        data = self._read(path)
        if number == held.head:
            same = data == head
        else:
            side = inventory.sidecar(data)
            try:
                same = inventory.from_json(data) == held.upto(number)
            except inventory.UNREADABLE:
                same = False
        if not same:
            yield Fault("inventory-mismatch", path)
            side = inventory.sidecar(data)
        if self._read(f"v{number}/{inventory.SIDECAR}") != side:
            yield Fault("sidecar-mismatch", f"v{number}/{inventory.SIDECAR}")

    def _content_faults(self, path: str, digest: str, described: bool) -> Iterator[Fault]:
        if path not in self.present:
            yield Fault("file-missing", path)
            return
        try:
            found, size = self._digest(path, described)
        except OSError as error:
            yield Fault("file-unreadable", path, error.strerror or "")
            return
        self.size += size
        if found != digest:
            yield Fault("file-changed", path)

    def _digest(self, path: str, described: bool) -> tuple[str, int]:
        if not described:
            return files.digest_of(self._top + path)
        self.record = files.read(self._top + path)
        return files.sha512(self.record), len(self.record)
