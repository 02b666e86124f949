"""Files of a post that could not be taken wait here, so that nobody has to choose them again.

They lie in ``work/held`` under random names, for the person who posted them, for a day. The page
carries a signed list of them; sending it again lays them into the request as if just chosen.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from archive.files import need_room
from thai.errors import Refused
from web.current import office

FIELD = "held_files"
LIFE = 24 * 3600  # seconds
MOST = 400 * 2**20  # bytes, of everybody together


@dataclass(frozen=True)
class Held:
    """What became of the chosen files: ``names`` wait on the server, ``lost`` do not."""

    names: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    ticket: str = ""


def hold(owner: str) -> Held:
    """Keep the files of this request for ``owner``; "" (nobody knows who) keeps none."""
    if before := _of_ticket(request.form.get(FIELD, ""), owner):
        return Held(tuple(name for _, name, _ in before), (), request.form[FIELD])
    chosen = [(field, file) for field, file in request.files.items(multi=True) if file.filename]
    names = tuple(str(file.filename) for _, file in chosen)
    if not chosen or not owner:
        return Held(lost=names)
    try:
        listed = [_kept(field, file) for field, file in chosen]
    except (OSError, Refused):  # no room, or no disk
        return Held(lost=names)
    return Held(names, (), _signer().dumps({"of": owner, "files": listed}))


def bring_back(owner: str = "") -> None:
    """Lay the files that wait for an owner ("": the person who is logged in) into the request."""
    visitor = g.get("visitor")
    owner = owner or (visitor.user if visitor else "")
    listed = _of_ticket(request.form.get(FIELD, ""), owner)
    chosen = [pair for pair in request.files.items(multi=True) if pair[1].filename]
    found = [(field, name, _folder() / token) for field, name, token in listed]
    if there := [each for each in found if each[2].is_file()]:
        opened = [(field, FileStorage(path.open("rb"), name)) for field, name, path in there]
        request.files = ImmutableMultiDict([*chosen, *opened])
        g.held_files = [path for *_, path in there]


def wait_on() -> None:
    """Let what this request brought back wait for another one."""
    g.pop("held_files", None)


def let_go() -> None:
    """Remove what this request brought back: it has arrived."""
    for file in request.files.values() if g.get("held_files") else ():
        file.close()
    for path in g.get("held_files", ()):
        path.unlink(missing_ok=True)


def _kept(field: str, file: FileStorage) -> tuple[str, str, str]:
    """Write one file down, after those whose day is over were removed."""
    file.seek(0)
    data, token, folder = file.read(), secrets.token_urlsafe(24), _folder()
    folder.mkdir(exist_ok=True)
    sizes = [_size(path) for path in folder.iterdir()]
    if sum(sizes) + len(data) > MOST:
        raise OSError
    need_room(folder, len(data))
    (folder / token).write_bytes(data)
    os.utime(folder / token, times=(_now(), _now()))
    return field, str(file.filename), token


def _size(path: Path) -> int:
    """Return the size of a waiting file; 0 for one that waited too long, which is removed."""
    kept = path.stat()
    if _now() - kept.st_mtime < LIFE:
        return kept.st_size
    path.unlink(missing_ok=True)
    return 0


def _now() -> float:
    return office().clock().timestamp()


def _of_ticket(ticket: str, owner: str) -> list[tuple[str, str, str]]:
    try:
        kept = _signer().loads(ticket, max_age=LIFE)
    except BadSignature:
        return []
    return [tuple(each) for each in kept["files"]] if owner and kept["of"] == owner else []


def _folder() -> Path:
    return office().folder.place("work") / "held"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="held-files")
