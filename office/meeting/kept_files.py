"""Files that came with items, kept by their hashes: the same bytes are kept once."""

from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from archive.errors import WriteNotVerified
from archive.files import (
    make_folders,
    need_room,
    refusing,
    replace,
    sha512,
    sha512_of,
    sync,
    write_new,
)


@dataclass(frozen=True)
class KeptFiles:
    """The files below a folder, each under the SHA-512 of its bytes."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep some bytes durably; returns their SHA-512. Raises DiskFull, WriteNotVerified."""
        digest = sha512(data)
        place = self.path(digest)
        with refusing():
            make_folders(place.parent)
            if place.exists():
                return digest
            need_room(place.parent, len(data))
            fresh = place.with_name(f"{digest[:16]}.{token_hex(4)}")
            write_new(fresh, data)
            sync(fresh)
            if sha512_of(fresh) != digest:
                raise WriteNotVerified(path=fresh)
            replace(fresh, place)
        return digest

    def path(self, sha512: str) -> Path:
        """Return where the bytes of a hash lie."""
        return self.folder / sha512[:2] / sha512
