"""A second storage root that holds the same objects, for a backup, a restore or a move.

What is whole is copied, version by version; what is not is told and left out, so that damage never
travels. Nothing that the second root holds is ever changed or removed, but for a record that was
destroyed: its stub takes the copy's place too. Any other object that became another one is a fault.
Each object arrives as in a filing (staged, synced, read back, renamed), so a copying that is killed
goes on where it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archive import files, inventory, record_json
from archive.errors import BadRecordId, ObjectDamaged
from archive.faults import Fault
from archive.inventory import Inventory
from archive.ocfl import StorageRoot

Progress = Callable[[int, int], None]
"""Gets how many objects are done and how many there are."""


@dataclass(frozen=True)
class Copied:
    """How many objects there were, how many got something new, in how many files and bytes."""

    objects: int = 0
    renewed: int = 0
    files: int = 0
    size: int = 0
    faults: tuple[Fault, ...] = ()
    whole: bool = True  # False: it was stopped


def copy(
    source: StorageRoot,
    target: StorageRoot,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Copied:
    """Bring every object and version that the target lacks; both may be in use meanwhile.

    Raises DiskFull, ArchiveUnwritable, WriteNotVerified, ArchiveBusy: what was copied stays.
    """
    with target.writing():
        target.recover()
    names, done = list(source.names()), Copied()
    for number, name in enumerate(names, 1):
        if stop():
            return replace(done, whole=False)
        done = _plus(done, copy_object(source, target, name))
        if progress:
            progress(number, len(names))
    return done


def copy_object(source: StorageRoot, target: StorageRoot, name: str) -> Copied:
    """Bring one object up to what the source holds."""
    if _sidecar(source, name) == _sidecar(target, name) != b"":
        return Copied(objects=1)
    try:
        data, held = _sound(source, name)
        with target.writing():
            have = target.read(name) if target.has(name) else inventory.first(held.id)
            if have.head and have != held.upto(min(have.head, held.head)):
                return _destroyed(source, target, name, held)
            new = dict[str, bytes]()
            for number in range(have.head + 1, held.head + 1):
                fresh = _fresh(source, name, held, number)
                then = data if number == held.head else _as_it_was(source, name, held, number)
                target.take_in(name, number, then, fresh)
                new |= fresh
    except ObjectDamaged as damage:
        return Copied(1, faults=(Fault("copy-refused", name, str(damage.facts["what"])),))
    return Copied(1, 1, len(new), sum(map(len, new.values())))


def _destroyed(source: StorageRoot, target: StorageRoot, name: str, held: Inventory) -> Copied:
    """Put the stub of a destroyed record in its copy's place; another object is a fault."""
    fresh = _fresh(source, name, held, 1)
    told = fresh.get(f"v1/content/{record_json.NAME}", b"")
    try:
        stub = held.head == 1 and record_json.read(told).state == "destroyed"
    except (*inventory.UNREADABLE, BadRecordId):
        stub = False
    if not stub:
        return Copied(1, faults=(Fault("copy-differs", name),))
    target.supplant(name, replace(held.versions[0], state={}), {record_json.NAME: told})
    return Copied(1, 1, 1, len(told))


def _plus(one: Copied, other: Copied) -> Copied:
    return Copied(
        one.objects + other.objects,
        one.renewed + other.renewed,
        one.files + other.files,
        one.size + other.size,
        one.faults + other.faults,
    )


def _sidecar(root: StorageRoot, name: str) -> bytes:
    return files.read_or_empty(root.folder / name / inventory.SIDECAR)


def _sound(source: StorageRoot, name: str) -> tuple[bytes, Inventory]:
    """Read an inventory that its sidecar vouches for; a version under way is waited for."""
    for attempt in _twice(source):
        data = files.read_or_empty(source.folder / name / inventory.NAME)
        if inventory.sidecar(data) == _sidecar(source, name):
            break
        if attempt:
            raise ObjectDamaged(id=name, what=inventory.SIDECAR)
    try:
        held = inventory.from_json(data)
    except inventory.UNREADABLE as error:
        raise ObjectDamaged(id=name, what=inventory.NAME) from error
    if held.id != source.urn + name:
        raise ObjectDamaged(id=name, what=held.id)
    return data, held


def _twice(source: StorageRoot) -> Iterator[int]:
    """Try without the lock, which costs nobody anything, then with it."""
    yield 0
    with source.writing():
        yield 1


def _as_it_was(source: StorageRoot, name: str, held: Inventory, number: int) -> bytes:
    data = files.read_or_empty(source.folder / name / f"v{number}" / inventory.NAME)
    try:
        same = inventory.from_json(data) == held.upto(number)
    except inventory.UNREADABLE:
        same = False
    if not same:
        raise ObjectDamaged(id=name, what=f"v{number}/{inventory.NAME}")
    return data


def _fresh(source: StorageRoot, name: str, held: Inventory, number: int) -> dict[str, bytes]:
    """Read what a version brought, each file with the digest it was filed with."""
    fresh = dict[str, bytes]()
    for digest, path in held.manifest.items():
        if path.startswith(f"v{number}/"):
            fresh[path] = files.read_or_empty(source.folder / name / path)
            if files.sha512(fresh[path]) != digest:
                raise ObjectDamaged(id=name, what=path)
    return fresh
