"""An OCFL 1.1 inventory: which bytes are which files of which version (ocfl.io/1.1/spec).

Pure: values in, values out; ``ocfl.py`` does the reading and writing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from archive.canonical import readable
from archive.files import sha512

NAME = "inventory.json"
SIDECAR = "inventory.json.sha512"
DECLARATION = "0=ocfl_object_1.1"
DECLARED = b"ocfl_object_1.1\n"
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)
_TYPE = "https://ocfl.io/1.1/spec/#inventory"
_DIGEST = re.compile(r"[0-9a-f]{128}")
_CONTENT = re.compile(r"v[1-9]\d*/content(/(?!\.{1,2}(/|$))[^/\\]+)+", re.DOTALL)


@dataclass(frozen=True)
class VersionBlock:
    """One version: when (UTC), by whom, why, and its state: logical file name → SHA-512."""

    created: datetime
    who: str
    why: str
    state: Mapping[str, str]


@dataclass(frozen=True)
class Inventory:
    """All versions of one object, and where below the object each digest's bytes lie."""

    id: str
    versions: tuple[VersionBlock, ...]
    manifest: Mapping[str, str]

    @property
    def head(self) -> int:
        """The number of the last version."""
        return len(self.versions)

    def state(self, version: int | None = None) -> Mapping[str, str]:
        """Return file name → SHA-512 of a version (the last one unless told)."""
        return self.versions[(version or self.head) - 1].state

    def content_path(self, name: str, version: int | None = None) -> str:
        """Return where below the object a file's bytes lie; KeyError if there is no such file."""
        return self.manifest[self.state(version)[name]]

    def upto(self, version: int) -> "Inventory":
        """Return the inventory as it was when ``version`` was the head."""
        kept = {digest for block in self.versions[:version] for digest in block.state.values()}
        manifest = {digest: path for digest, path in self.manifest.items() if digest in kept}
        return Inventory(self.id, self.versions[:version], manifest)


def first(id: str) -> Inventory:
    """Return the inventory of an object that has no version yet."""
    return Inventory(id, (), {})


def extended(
    old: Inventory, block: VersionBlock, files: Mapping[str, bytes]
) -> tuple[Inventory, dict[str, bytes]]:
    """Add the version ``block``, whose state holds what is carried over, with ``files`` put in.

    Returns the new inventory and, by path below the object, the bytes that lie there for the first
    time: bytes which the object holds already are not kept again.
    """
    manifest, new = dict(old.manifest), dict[str, bytes]()
    fresh = {name: sha512(data) for name, data in files.items()}
    for name, digest in fresh.items():
        if digest not in manifest:
            manifest[digest] = f"v{old.head + 1}/content/{name}"
            new[manifest[digest]] = files[name]
    block = replace(block, state={**block.state, **fresh})
    return Inventory(old.id, (*old.versions, block), manifest), new


def to_json(inventory: Inventory) -> bytes:
    """Return the bytes of inventory.json."""
    return readable(
        {
            "id": inventory.id,
            "type": _TYPE,
            "digestAlgorithm": "sha512",
            "head": f"v{inventory.head}",
            "manifest": {digest: [path] for digest, path in inventory.manifest.items()},
            "versions": {
                f"v{number}": _block(block) for number, block in enumerate(inventory.versions, 1)
            },
        }
    )


def sidecar(inventory_json: bytes) -> bytes:
    """Return the content of inventory.json.sha512."""
    return f"{sha512(inventory_json)} {NAME}\n".encode()


def from_json(data: bytes) -> Inventory:
    """Read an inventory as this program writes it.

    Raises one of UNREADABLE for anything else, also for a content path that leaves the object:
    what lies on the disk is not to be trusted.
    """
    raw: dict[str, Any] = json.loads(data)
    if raw["type"] != _TYPE or raw["digestAlgorithm"] != "sha512":
        raise ValueError("not an OCFL 1.1 inventory with SHA-512")
    numbers = [f"v{number}" for number in range(1, len(raw["versions"]) + 1)]
    if set(raw["versions"]) != set(numbers) or raw["head"] != numbers[-1]:
        raise ValueError("versions are not numbered v1 to head")
    manifest = {_digest(digest): _path(paths) for digest, paths in raw["manifest"].items()}
    versions = tuple(_read_block(raw["versions"][number]) for number in numbers)
    used = {digest for block in versions for digest in block.state.values()}
    if used != set(manifest):
        raise ValueError("manifest and versions name different digests")
    return Inventory(str(raw["id"]), versions, manifest)


def _block(block: VersionBlock) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for name, digest in sorted(block.state.items()):
        state.setdefault(digest, []).append(name)
    user = {"name": block.who, "address": "urn:x-saraban:who:" + quote(block.who, safe="")}
    created = block.created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"created": created, "message": block.why, "user": user, "state": state}


def _read_block(raw: Mapping[str, Any]) -> VersionBlock:
    state = {name: _digest(digest) for digest, names in raw["state"].items() for name in names}
    created = datetime.fromisoformat(raw["created"])
    return VersionBlock(created, raw["user"]["name"], raw["message"], state)


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError(f"no SHA-512: {text[:20]}")
    return text


def _path(paths: list[str]) -> str:
    [path] = paths
    if not _CONTENT.fullmatch(path):
        raise ValueError(f"no content path, or it leaves the object: {path}")
    return path
