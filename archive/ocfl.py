"""An OCFL 1.1 storage root: objects that only grow, one version after another.

An object's name is its path below the root (``2569/minutes/0007``, ``office/profile``); its OCFL id
is a URN made of office and name. There is no ``ocfl_layout.json``: nested paths are valid without,
a home-made extension name is not. Nothing is ever written in its place: everything is staged under
``extensions/saraban-staging/<name>``, made durable there, and renamed.

A first version is one rename of a whole object. A later one is three steps (the version folder in,
the root inventory replaced, its sidecar replaced), so the staging folder stays until the last one
is done: ``recover`` finds it and finishes. One process writes at a time, by a lock file.

One act takes something away: ``supplant`` puts a new object in the place of one whose content has
been lawfully destroyed (OCFL 1.1 knows no change of a version: an object is purged as a whole).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from archive import files, inventory
from archive.errors import ArchiveBusy, ArchiveNotMounted, ObjectDamaged, WriteNotVerified
from archive.inventory import Inventory, VersionBlock

DECLARATION = "0=ocfl_1.1"
DECLARED = b"ocfl_1.1\n"
STAGING = "extensions/saraban-staging"
_PAIR = (inventory.NAME, inventory.SIDECAR)
_NEW, _OLD = "object", "supplanted"
WAIT = 60.0  # seconds a writer waits for another writer


class StorageRoot:
    """The storage root in ``folder``; ``urn`` is put before a name to make an object's id."""

    def __init__(self, folder: Path, urn: str, lock: Path) -> None:
        self.folder = folder
        self.urn = urn
        self._staging = folder / STAGING
        self._lock = FileLock(lock, timeout=WAIT, poll_interval=0.005)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the root's lock: nobody else adds, finishes or clears anything meanwhile."""
        self._need_here()
        with files.refusing():
            try:
                self._lock.acquire()
            except Timeout as error:
                raise ArchiveBusy from error
        try:
            yield
        finally:
            self._lock.release()

    def _need_here(self) -> None:
        """Raise ArchiveNotMounted where the root went away: no folder is made in its place."""
        if not (self.folder / DECLARATION).exists():
            raise ArchiveNotMounted(folder=self.folder.parent)

    def has(self, name: str) -> bool:
        """Say whether an object of this name exists; ObjectDamaged if it cannot be looked at."""
        try:
            return (self.folder / name / inventory.DECLARATION).exists()
        except OSError as error:
            raise ObjectDamaged(id=name, what=error.strerror or "OSError") from error

    def read(self, name: str) -> Inventory:
        """Return an object's inventory; ObjectDamaged when it cannot be read."""
        try:
            return inventory.from_json((self.folder / name / inventory.NAME).read_bytes())
        except inventory.UNREADABLE as error:
            raise ObjectDamaged(id=name, what=inventory.NAME) from error

    def walk(self) -> Iterator[Path]:
        """Yield every object folder in order, and strays: files, empty or shut folders."""
        for path in sorted(self.folder.iterdir()):
            if path.is_dir() and path.name != "extensions":
                yield from _walk(path)

    def names(self) -> Iterator[str]:
        """Yield the name of every object, in order."""
        for path in self.walk() if self.folder.exists() else ():
            if is_object(path):
                yield self.name(path)

    def name(self, path: Path) -> str:
        """Return the name of an object folder, or the path below the root of anything else."""
        return path.relative_to(self.folder).as_posix()

    def add(self, name: str, block: VersionBlock, content: Mapping[str, bytes]) -> Inventory:
        """Add the version ``block`` with ``content`` put in; to be called inside ``writing``.

        The state of ``block`` names what is carried over from earlier versions.
        """
        with files.refusing():
            _finish(*self._places(name))
            old = self.read(name) if self.has(name) else inventory.first(self.urn + name)
            new, fresh = inventory.extended(old, block, content)
            self._put(name, new.head, inventory.to_json(new), fresh)
        return new

    def take_in(self, name: str, number: int, data: bytes, fresh: Mapping[str, bytes]) -> None:
        """Add version ``number`` as another root holds it; to be called inside ``writing``.

        ``data`` is inventory.json as it was then, ``fresh`` the content by path below the object.
        """
        with files.refusing():
            _finish(*self._places(name))
            self._put(name, number, data, fresh)

    def supplant(self, name: str, block: VersionBlock, content: Mapping[str, bytes]) -> None:
        """Put an object of one version in another's place, whose every byte is removed.

        To be called inside ``writing``. Broken off, it is either not begun or finished later.
        """
        stage, target = self._places(name)
        new, fresh = inventory.extended(inventory.first(self.urn + name), block, content)
        tree = _first_tree(inventory.to_json(new), fresh)
        with files.refusing():
            _finish(stage, target)
            files.make_folders(self._staging)
            try:
                files.write_tree(stage, {f"{_NEW}/{path}": data for path, data in tree.items()})
                files.sync_folder(stage.parent)  # the mark by which ``recover`` finds it
                files.move_into_place(target, stage / _OLD)
            finally:
                _finish(stage, target)

    def _put(self, name: str, number: int, data: bytes, fresh: Mapping[str, bytes]) -> None:
        stage, target = self._places(name)
        self._need_here()
        files.need_room(self.folder, sum(map(len, fresh.values())))
        files.make_folders(self._staging)
        try:
            if number == 1:
                _add_first(stage, target, data, fresh)
            else:
                _add_later(stage, target, number, data, fresh)
        except (OSError, WriteNotVerified):
            with suppress(OSError):  # what cannot be cleared now is cleared by ``recover``
                _finish(stage, target)
            raise

    def _places(self, name: str) -> tuple[Path, Path]:
        """Where an object is staged, and where it belongs."""
        return self._staging / name.replace("/", "~"), self.folder / name

    def recover(self) -> None:
        """Finish or clear what a crash left behind; to be called inside ``writing``."""
        with files.refusing():
            for stage in sorted(self._staging.iterdir()) if self._staging.exists() else ():
                _finish(stage, self.folder / stage.name.replace("~", "/"))
            for pattern in ("*/*/", "*/"):
                for folder in self.folder.glob(pattern):
                    if folder != self._staging and not any(folder.iterdir()):
                        files.remove_empty(folder)


def _add_first(stage: Path, target: Path, data: bytes, fresh: Mapping[str, bytes]) -> None:
    files.write_tree(stage, _first_tree(data, fresh))
    files.make_folders(target.parent)
    files.move_into_place(stage, target)


def _first_tree(data: bytes, fresh: Mapping[str, bytes]) -> dict[str, bytes]:
    return {inventory.DECLARATION: inventory.DECLARED, **fresh, **_pair(data), **_pair(data, "v1/")}


def _add_later(
    stage: Path, target: Path, number: int, data: bytes, fresh: Mapping[str, bytes]
) -> None:
    version = f"v{number}"
    files.write_tree(stage, {**fresh, **_pair(data), **_pair(data, f"{version}/")})
    files.sync_folder(stage.parent)  # the mark by which ``recover`` finds a half-done version
    files.move_into_place(stage / version, target / version)
    _replace_inventory(stage, target)
    files.remove_tree(stage)


def _finish(stage: Path, target: Path) -> None:
    """End what an interrupted ``add`` began: forward if its version is in place, else undone."""
    if not stage.exists():
        return
    if (stage / _OLD).exists() and not target.exists():
        files.move_into_place(stage / _NEW, target)
    folders = [path for path in target.glob("v*/") if path.name[1:].isdecimal()]
    newest = max(folders, key=lambda path: int(path.name[1:]), default=target)
    pair = {name: files.read_or_empty(newest / name) for name in _PAIR}
    whole = pair[inventory.SIDECAR] == inventory.sidecar(pair[inventory.NAME])
    if whole and any(files.read_or_empty(target / name) != pair[name] for name in _PAIR):
        files.remove_tree(stage)
        files.write_tree(stage, pair)
        _replace_inventory(stage, target)
    files.remove_tree(stage)


def _replace_inventory(stage: Path, target: Path) -> None:
    files.replace(stage / inventory.NAME, target / inventory.NAME)
    files.replace(stage / inventory.SIDECAR, target / inventory.SIDECAR)


def _pair(data: bytes, folder: str = "") -> dict[str, bytes]:
    return {folder + inventory.NAME: data, folder + inventory.SIDECAR: inventory.sidecar(data)}


def is_object(path: Path) -> bool:
    """Say whether an object begins here, be it a damaged one."""
    try:
        return (path / inventory.DECLARATION).exists() or (path / inventory.NAME).exists()
    except OSError:  # a folder that cannot be looked into
        return False


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir() or is_object(path):
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError:
        below = []
    if not below:
        yield path
    for each in below:
        yield from _walk(each)
