"""A bag (BagIt 1.0, RFC 8493): files with their SHA-512, written and read without memory's limit.

What is read comes from strangers: a manifest may name ``../`` or another disk, spell a name as
NFD where the disk has NFC, leave files out or lie about them. All of that is told, never followed.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive import files, names
from archive.bagit_errors import NotABag, PlaceTaken
from archive.errors import BadFileName

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS = "manifest-sha512.txt", "tagmanifest-sha512.txt"
DECLARED, INFO, PAYLOAD = "bagit.txt", "bag-info.txt", "data"
MOST_MANIFEST = 256 * 2**20  # bytes
_PIECE = 2**20
_LINE = re.compile(r"([0-9a-fA-F]{128})[ \t]+\*?(.+)")
_ESCAPES = {"%0A": "\n", "%0D": "\r", "%25": "%"}


class Bag:
    """A bag being written into a folder that does not exist yet; ``finish`` makes it whole."""

    def __init__(self, folder: Path) -> None:
        if folder.exists():
            raise PlaceTaken(folder=folder)
        self.folder = folder
        self.files = self.size = 0
        (folder / PAYLOAD).mkdir(parents=True)

    def copy(self, source: Path, name: str) -> str:
        """Copy a file into the payload, piece by piece; return the SHA-512 of what was written."""
        target, digest = self._place(f"{PAYLOAD}/{name}"), hashlib.sha512()
        with source.open("rb") as given, target.open("xb") as taken:
            while piece := given.read(_PIECE):
                digest.update(piece)
                taken.write(piece)
                self.size += len(piece)
        return self._noted(f"{PAYLOAD}/{name}", digest.hexdigest())

    def add(self, name: str, data: bytes) -> None:
        """Write a small file into the payload."""
        self._place(f"{PAYLOAD}/{name}").write_bytes(data)
        self.size += len(data)
        self._noted(f"{PAYLOAD}/{name}", files.sha512(data))

    def tag(self, name: str, data: bytes) -> None:
        """Write a file beside the payload."""
        self._place(name).write_bytes(data)

    def finish(self, info: Mapping[str, str]) -> None:
        """Write what says that the bag is whole: declaration, description and manifests."""
        told = {**info, "Payload-Oxum": f"{self.size}.{self.files}"}
        lines = "".join(f"{label}: {' '.join(value.split())}\n" for label, value in told.items())
        self.tag(INFO, lines.encode())
        self.tag(DECLARED, DECLARATION)
        (self.folder / MANIFEST).touch()
        tags = sorted(each for each in self.folder.iterdir() if each.is_file())
        listed = "".join(f"{files.sha512_of(each)}  {each.name}\n" for each in tags)
        self.tag(TAGS, listed.encode())

    def _place(self, name: str) -> Path:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _noted(self, name: str, sha512: str) -> str:
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as manifest:
            manifest.write(f"{sha512}  {name}\n")
        self.files += 1
        return sha512


def portable(name: str) -> str:
    """Return a file's name without ``%``, which programs read in two ways in a manifest."""
    return name.replace("%", "％")


@dataclass(frozen=True)
class Payload:
    """A file of a bag: its name below ``data/`` (NFC), where it lies, what it should be.

    ``problem`` says in Thai why it cannot be used, "" if nothing speaks against it yet.
    """

    name: str
    path: Path
    sha512: str
    problem: str = ""


def description(folder: Path) -> dict[str, str]:
    """Return what a bag says of itself, the first value of each label; raises NotABag."""
    if not (folder / DECLARED).is_file():
        raise NotABag(folder=folder.name, why="ไม่มี bagit.txt")
    lines = _lines(folder / INFO) if (folder / INFO).is_file() else ()
    told = dict[str, str]()
    for line in lines:
        label, colon, value = line.partition(":")
        if colon and not line[:1].isspace():
            told.setdefault(label.strip(), value.strip())
    return told


def payload(folder: Path) -> tuple[Payload, ...]:
    """Return each file that the manifest names or the bag holds; no digest is looked at yet.

    Raises NotABag.
    """
    description(folder)
    if not (folder / MANIFEST).is_file():
        raise NotABag(folder=folder.name, why=f"ไม่มี {MANIFEST}")
    there = _there(folder)
    found = dict[str, Payload]()
    for line in _lines(folder / MANIFEST):
        if line.strip():
            one = _named(folder, line, there)
            known = found.get(one.name.casefold())
            if known and known.sha512 != one.sha512:
                one = Payload(one.name, one.path, one.sha512, "มีชื่อซ้ำกันในรายการ")
            found[one.name.casefold()] = one
    extra = (_extra(name, path) for name, path in there.items() if name.casefold() not in found)
    return (*found.values(), *extra)


def _named(folder: Path, line: str, there: Mapping[str, Path]) -> Payload:
    """Read a line of the manifest; a name that leads elsewhere is not looked for on any disk."""
    parsed = _LINE.fullmatch(line)
    if not parsed:
        return Payload(line[:200], folder, "", "อ่านบรรทัดนี้ในรายการไม่ได้")
    told = re.sub("%(0A|0D|25)", lambda m: _ESCAPES[m[0].upper()], parsed[2], flags=re.I)
    name, sha512 = unicodedata.normalize("NFC", told), parsed[1].lower()
    if problem := _unsafe(name):
        return Payload(told.removeprefix(f"{PAYLOAD}/")[:400], folder, sha512, problem)
    name = name.removeprefix(f"{PAYLOAD}/")
    if name not in there:
        return Payload(name, folder, sha512, "ไม่มีไฟล์นี้ในชุด")
    path = there[name]
    strange = path.is_symlink() or not path.is_file()
    return Payload(name, path, sha512, "เป็นทางลัดหรือไม่ใช่ไฟล์ธรรมดา" if strange else "")


def _unsafe(name: str) -> str:
    """Say why a name may not be followed: it leads out of the bag, or no disk takes it."""
    first, *parts = name.split("/")
    if first != PAYLOAD or not parts:
        return "ชื่อนี้ชี้ออกนอกชุด"
    for part in parts:
        if part in (".", "..") or part.startswith("~"):
            return "ชื่อนี้ชี้ออกนอกชุด"
        try:
            names.check(part)
        except BadFileName as error:
            return str(error.facts["reason"])
    return ""


def _extra(name: str, path: Path) -> Payload:
    return Payload(name, path, "", "ไม่อยู่ในรายการของชุด")


def _there(folder: Path) -> dict[str, Path]:
    """Return what lies below ``data/``, by its name in NFC; links are told, never followed."""
    return {
        unicodedata.normalize("NFC", path.relative_to(folder / PAYLOAD).as_posix()): path
        for path in _walk(folder / PAYLOAD)
    }


def _walk(folder: Path) -> Iterator[Path]:
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _lines(path: Path) -> list[str]:
    if path.is_symlink() or path.stat().st_size > MOST_MANIFEST:
        raise NotABag(folder=path.parent.name, why=f"{path.name} ใหญ่เกินไป")
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise NotABag(folder=path.parent.name, why=f"{path.name} ไม่ใช่ UTF-8") from error
