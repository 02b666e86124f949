"""Repair: what an audit found is put right with the bytes of another root that holds the same.

A file is put back only when its bytes have the digest it was filed with. What was found in its
place, and what belongs nowhere, is moved aside and never thrown away.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive import files, inventory, mirror
from archive.errors import ArchiveRefused
from archive.inventory import Inventory
from archive.ocfl import STAGING, StorageRoot


class NotRepairable(ArchiveRefused):
    """The other root does not have ``what`` of the object ``id`` as it was filed."""

    sentence = "ซ่อม {id} ไม่ได้ เพราะสำเนาไม่มี “{what}” ที่ตรงกับตอนจัดเก็บ โปรดลองสำเนาอื่น"


@dataclass(frozen=True)
class Repaired:
    """What was put right in an object: files put back (path → SHA-512), and what went aside."""

    name: str
    put_back: Mapping[str, str]
    set_aside: tuple[str, ...]


def repair(root: StorageRoot, name: str, donor: StorageRoot, aside: Path) -> Repaired:
    """Make an object what it was; raises NotRepairable and then leaves it as it is.

    ``aside`` is a folder on the same disk, outside of the root.
    """
    folder = root.folder / name
    with root.writing(), files.refusing():
        if not folder.exists():
            return _brought(root, name, donor)
        held, wanted = _wanted(root, name, donor)
        wrong = [path for path, digest in wanted.items() if _digest(folder / path) != digest]
        back = {path: _bytes(root, donor, name, held, path, wanted[path]) for path in wrong}
        extra = sorted(_inside(folder) - set(wanted))
        stage = root.folder / STAGING / name.replace("/", "~")
        if back:
            files.make_folders(stage.parent)
            files.write_tree(stage, {str(n): data for n, data in enumerate(back.values())})
        for path in (*wrong, *extra):
            if (folder / path).exists() or (folder / path).is_symlink():
                _set_aside(folder / path, aside / name / path)
        for number, path in enumerate(back):
            files.make_folders((folder / path).parent)
            files.replace(stage / str(number), folder / path)
        if back:
            files.remove_tree(stage)
        _clear(folder)
    return Repaired(name, {path: wanted[path] for path in wrong}, tuple(extra))


def set_aside(root: StorageRoot, name: str, aside: Path) -> Repaired:
    """Move what belongs nowhere out of the root: a stray file, an object in a wrong place."""
    with root.writing(), files.refusing():
        _set_aside(root.folder / name, aside / name)
        root.recover()
    return Repaired(name, {}, (name,))


def _brought(root: StorageRoot, name: str, donor: StorageRoot) -> Repaired:
    copied = mirror.copy_object(donor, root, name)
    if copied.faults or not root.has(name):
        raise NotRepairable(id=name, what=copied.faults[0].detail if copied.faults else name)
    return Repaired(name, {path: digest for digest, path in root.read(name).manifest.items()}, ())


def _wanted(root: StorageRoot, name: str, donor: StorageRoot) -> tuple[Inventory, dict[str, str]]:
    """Return the inventory that holds, and the digest of every file that belongs to the object."""
    data = next(_sound(root, name, donor), None)
    if data is None:
        raise NotRepairable(id=name, what=inventory.NAME)
    held = inventory.from_json(data)
    wanted = {path: digest for digest, path in held.manifest.items()}
    wanted[inventory.DECLARATION] = files.sha512(inventory.DECLARED)
    for number in range(1, held.head + 1):
        then = data if number == held.head else _then(root, donor, name, held, number)
        wanted |= _pair(then, f"v{number}/")
    return held, wanted | _pair(data)


def _pair(data: bytes, folder: str = "") -> dict[str, str]:
    side = inventory.sidecar(data)
    return {
        folder + inventory.NAME: files.sha512(data),
        folder + inventory.SIDECAR: files.sha512(side),
    }


def _sound(root: StorageRoot, name: str, donor: StorageRoot) -> Iterator[bytes]:
    """Yield inventories that their sidecars vouch for: the object's own, then the other's."""
    folder = root.folder / name
    own = sorted(folder.glob("v*/"), key=lambda path: (len(path.name), path.name))
    for place in (folder, *reversed(own[-1:]), donor.folder / name):
        data = files.read_or_empty(place / inventory.NAME)
        if data and files.read_or_empty(place / inventory.SIDECAR) == inventory.sidecar(data):
            try:
                held = inventory.from_json(data)
            except inventory.UNREADABLE:
                continue
            if held.id == root.urn + name and (not own or held.head == int(own[-1].name[1:])):
                yield data


def _then(root: StorageRoot, donor: StorageRoot, name: str, held: Inventory, number: int) -> bytes:
    """Return a version's own inventory as it was."""
    path = f"{name}/v{number}/{inventory.NAME}"
    for place in (root.folder / path, donor.folder / path):
        data = files.read_or_empty(place)
        try:
            if inventory.from_json(data) == held.upto(number):
                return data
        except inventory.UNREADABLE:
            continue
    raise NotRepairable(id=name, what=f"v{number}/{inventory.NAME}")


def _bytes(  # noqa: PLR0917 - where from, what, and how it must be
    root: StorageRoot, donor: StorageRoot, name: str, held: Inventory, path: str, digest: str
) -> bytes:
    """Return the bytes with a digest, wherever they can be had."""
    for data in _candidates(root, donor, name, held, path):
        if files.sha512(data) == digest:
            return data
    raise NotRepairable(id=name, what=path)


def _candidates(
    root: StorageRoot, donor: StorageRoot, name: str, held: Inventory, path: str
) -> Iterator[bytes]:
    yield files.read_or_empty(donor.folder / name / path)
    if path == inventory.DECLARATION:
        yield inventory.DECLARED
    number = path.split("/", maxsplit=1)[0]
    twin = f"v{held.head}/" if path in (inventory.NAME, inventory.SIDECAR) else ""
    for place in {path, twin + Path(path).name, f"{number}/{inventory.NAME}", inventory.NAME}:
        data = files.read_or_empty(root.folder / name / place)
        yield data
        yield inventory.sidecar(data)


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        return files.sha512_of(path)
    except OSError:
        return ""


def _inside(folder: Path) -> set[str]:
    """Every file below a folder, and whatever is neither file nor folder."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _set_aside(path: Path, target: Path) -> None:
    files.make_folders(target.parent)
    while target.exists():
        target = target.with_name(f"{target.name}~")
    shutil.move(path, target)
    files.sync_folder(path.parent)
    files.sync_folder(target.parent)


def _clear(folder: Path) -> None:
    """Remove the empty folders that are left, the deepest first."""
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            files.remove_empty(path)
