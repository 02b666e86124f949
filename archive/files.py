"""Files that stay: the only place that speaks to the disk for good.

The order of every filing: written beside its place, fsync, read back and compared, renamed, folder
fsync. Each function here is one durable step and may be the last one before the power fails.
What differs between systems is here too: Windows has neither fsync of a folder nor fadvise.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from archive.errors import ArchiveUnwritable, DiskFull, WriteNotVerified

RESERVE = 16 * 2**20  # bytes that stay free, so that the database beside can still commit
_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
_PIECE = 2**20  # bytes read at once
_SETTLING = ThreadPoolExecutor(8, "settling")  # at once: file systems commit them together
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE}
_WORDS = {
    errno.EROFS: "ดิสก์ถูกตั้งให้อ่านได้อย่างเดียว",
    errno.EACCES: "ไม่มีสิทธิ์เขียน",
    errno.EPERM: "ไม่มีสิทธิ์เขียน",
    errno.EIO: "ดิสก์อ่านหรือเขียนผิดพลาด",
    errno.ENAMETOOLONG: "ชื่อไฟล์ยาวเกินไป",
    errno.EMFILE: "มีไฟล์เปิดอยู่มากเกินไป",
    **dict.fromkeys(_GONE, "ดิสก์ถูกถอดออก หรือโฟลเดอร์หายไป"),
}


def sha512(data: bytes) -> str:
    """Return the digest of some bytes, in small hexadecimal letters."""
    return hashlib.sha512(data).hexdigest()


def sha512_of(path: Path | str) -> str:
    """Return the digest of a file's content, read in large pieces."""
    return digest_of(path)[0]


def digest_of(path: Path | str) -> tuple[str, int]:
    """Return digest and size of a file's content; a small file is read and hashed in one go."""
    digest, size = hashlib.sha512(), 0
    for piece in _pieces(path):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _pieces(path: Path | str) -> Iterator[bytes]:
    descriptor = os.open(path, _READ)
    try:
        left = os.fstat(descriptor).st_size
        while piece := os.read(descriptor, min(left + 1, _PIECE)):
            yield piece
            left -= len(piece)
            if not left:
                break
    finally:
        os.close(descriptor)


def read_or_empty(path: Path | str) -> bytes:
    """Return a file's content, nothing if it cannot be read."""
    try:
        return read(path)
    except OSError:
        return b""


def read(path: Path | str) -> bytes:
    """Return a file's content."""
    return b"".join(_pieces(path))


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the operating system says while writing into a refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        reason = _WORDS.get(error.errno or 0, f"ระบบปฏิบัติการไม่ยอม รหัส {error.errno}")
        raise ArchiveUnwritable(reason=reason) from error


def need_writable(folder: Path) -> None:
    """Raise an OSError when the disk of ``folder`` is set to be read only, or is not there."""
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))


def need_room(folder: Path, size: int) -> None:
    """Raise DiskFull unless ``size`` bytes and a reserve fit on the disk of ``folder``.

    An OSError when it can only be read.
    """
    need_writable(folder)
    if shutil.disk_usage(folder).free < size + RESERVE:
        raise DiskFull


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder's content durable: each file (by relative path) synced and read back.

    Raises WriteNotVerified when the disk gives back other bytes than were written.
    """
    folder.mkdir(parents=True)
    folders = [folder, *(folder / name for name in _folders(files))]
    for each in folders[1:]:
        each.mkdir()
    paths = {folder / name: data for name, data in files.items()}
    for path, data in paths.items():
        write_new(path, data)
    settling = [_SETTLING.submit(_settle, path, data) for path, data in paths.items()]
    settling += [_SETTLING.submit(sync_folder, each) for each in folders]
    wait(settling)
    for settled in settling:
        settled.result()


def _folders(names: Iterable[str]) -> list[str]:
    """Return every folder that files with these names lie in, outer ones first."""
    found = set[str]()
    for name in names:
        while name := name.rpartition("/")[0]:
            found.add(name)
    return sorted(found)


def _settle(path: Path, data: bytes) -> None:
    sync(path)
    verify(path, data)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet; not durable before ``sync``."""
    descriptor, rest = os.open(path, _CREATE, 0o666), memoryview(data)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        _let_go(descriptor)  # the disk begins now, and all files' places are noted at once
    finally:
        os.close(descriptor)


def _let_go(descriptor: int) -> None:
    """Let the system write what it holds of a file, and forget what is written."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def sync(path: Path) -> None:
    """Make a file's content durable and let the system forget its copy of it in memory."""
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(descriptor)
        _let_go(descriptor)  # so that reading back asks the disk, not the memory
    finally:
        os.close(descriptor)


def verify(path: Path, data: bytes) -> None:
    """Raise WriteNotVerified unless the file's content is this, byte for byte."""
    if read(path) != data:
        raise WriteNotVerified(path=path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(folder: Path) -> None:
    """Make a folder and its missing parents durable."""
    missing = takewhile(lambda path: not path.exists(), (folder, *folder.parents))
    for path in reversed(list(missing)):
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def move_into_place(source: Path, target: Path) -> None:
    """Rename a finished file or folder to a name that is not taken yet, durably."""
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)
    sync_folder(target.parent)


def replace(source: Path, target: Path) -> None:
    """Put a finished file in another's place in one step, durably."""
    os.replace(source, target)  # noqa: PTH105 - the one place of this name
    sync_folder(target.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Give a file this content in one durable step, whatever it held before."""
    part = path.with_name(f"{path.name}.part")
    need_room(path.parent, len(data))
    remove_file(part)
    write_new(part, data)
    sync(part)
    verify(part, data)
    replace(part, path)


def remove_tree(folder: Path) -> None:
    """Remove a folder with everything in it."""
    shutil.rmtree(folder)


def remove_empty(folder: Path) -> None:
    """Remove an empty folder."""
    folder.rmdir()


def remove_file(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)
