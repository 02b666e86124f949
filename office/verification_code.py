"""The hash in a verification code: of the office, the record's id and its first version's files."""

from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256
from hmac import compare_digest

from archive.records import FileEntry, RecordId

BYTES, GROUP = 10, 4  # of the hash, and how many of its 16 letters stand together
_READ_AS = str.maketrans({"0": "o", "1": "l", "8": "b", "-": "", " ": ""})


def hash_of(office: str, id: RecordId, first: Iterable[FileEntry]) -> str:
    """Return a record's hash as it is written: small base-32 letters (RFC 4648) in groups.

    ``first`` are the files of the record's first version.
    """
    files = sorted((file.name, file.sha512) for file in first)
    parts = ("saraban-verification", office, str(id), *(part for file in files for part in file))
    letters = b32encode(sha256("\0".join(parts).encode()).digest()[:BYTES]).decode().lower()
    return "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def is_same(typed: str, right: str) -> bool:
    """Whether somebody typed the right hash, with or without marks, large or small."""
    return compare_digest(_read(typed).encode(), _read(right).encode())


def _read(typed: str) -> str:
    """Return typed letters without marks; 0, 1 and 8, not of base 32, are read as o, l and b."""
    return typed.lower().translate(_READ_AS)
