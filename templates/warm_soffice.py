"""The warm LibreOffice of a work folder: kept by one process, asked by any (soffice_side.py).

Only where a Python with ``uno`` and Unix sockets are (Debian's /usr/bin/python3); elsewhere
nothing is kept warm and nobody answers.
"""

import os
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from templates import soffice
from templates.errors import ConversionFailed, ConversionTimedOut

_SOCKET = "soffice.sock"
_PROFILE = "soffice-warm"
_SIDE = Path(__file__).with_name("soffice_side.py")
_PYTHON = "/usr/bin/python3"
_QUEUE_LIMIT = 600.0  # seconds that a document may wait for its turn and its PDF
_FOLDERS = Path("/proc/self/fd")  # through it a socket may lie deeper than 108 bytes of path


def ask(work: Path, copy: bytes, seconds: float) -> bytes | None:
    """Return the PDF that the warm LibreOffice made, or None where none answers.

    One that died with the document in hand is asked once more. Raises ConversionTimedOut, and
    ConversionFailed where LibreOffice cannot convert the document or died twice of it.
    """
    for _ in range(2):
        try:
            letter, content = _exchange(_connected(work), copy)
        except OSError:  # none listens, or it was ended meanwhile
            return None
        if letter == b"K":
            return content
        if letter == b"T":
            raise ConversionTimedOut(seconds=round(seconds))
        if letter == b"F":
            raise ConversionFailed(why="LibreOffice แปลงเอกสารนี้ไม่ได้") from RuntimeError(content)
    raise ConversionFailed(why="LibreOffice หยุดกลางคันสองครั้ง")


def _connected(work: Path) -> socket.socket:
    """Return a connection to the side program; raises OSError where none listens."""
    if not (_FOLDERS.is_dir() and hasattr(socket, "AF_UNIX")):
        raise FileNotFoundError
    folder = os.open(work, os.O_RDONLY)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(_FOLDERS / str(folder) / _SOCKET))
    except OSError:
        connection.close()
        raise
    finally:
        os.close(folder)
    return connection


def _exchange(connection: socket.socket, copy: bytes) -> tuple[bytes, bytes]:
    """Return the answer's letter and content; raises OSError where the connection broke."""
    with connection, connection.makefile("rb") as answer:
        connection.settimeout(_QUEUE_LIMIT)
        connection.sendall(struct.pack(">Q", len(copy)) + copy)
        letter, head = answer.read(1), answer.read(8)
        count = int.from_bytes(head, "big")
        content = answer.read(count)
    if len(head) < 8 or len(content) < count:
        raise ConnectionResetError
    return letter, content


@contextmanager
def kept(program: Path, work: Path, fonts: Path, seconds: float) -> Iterator[None]:
    """Keep a warm LibreOffice for the work folder, and start it again whenever it ends.

    Does nothing where another process keeps one already, or where this machine cannot.
    """
    lock = FileLock(work / "soffice-warm.lock")
    if not (_possible() and _taken(lock)):
        yield
        return
    stopping = threading.Event()
    command = [*soffice.fence(), _PYTHON, str(_SIDE), _SOCKET]
    command += [str((work / _PROFILE).resolve()), str(program), str(seconds)]
    keeper = threading.Thread(target=_keep, args=(command, work, fonts, stopping), daemon=True)
    keeper.start()
    try:
        _wait_for_socket(work)
        yield
    finally:
        stopping.set()
        keeper.join()
        lock.release()


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _keep(command: list[str], work: Path, fonts: Path, stopping: threading.Event) -> None:
    """Run the side program again and again, also after a full disk kept it from starting."""
    while not stopping.is_set():
        with suppress(OSError):
            _run(command, work, fonts, stopping)
        stopping.wait(1.0)
    (work / _SOCKET).unlink(missing_ok=True)
    shutil.rmtree(work / _PROFILE, ignore_errors=True)


def _run(command: list[str], work: Path, fonts: Path, stopping: threading.Event) -> None:
    """Run the side program until it ends; closing its standard input ends it."""
    profile = work / _PROFILE
    shutil.rmtree(profile, ignore_errors=True)
    soffice.locked_down(profile)
    environment = soffice.environment(fonts, profile)
    with subprocess.Popen(command, cwd=work, env=environment, stdin=subprocess.PIPE) as side:
        while side.poll() is None and not stopping.wait(0.1):
            pass
        side.communicate()


def _wait_for_socket(work: Path) -> None:
    """Wait until the side program listens, at most ten seconds."""
    for _ in range(200):
        try:
            _connected(work).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


@cache
def _possible() -> bool:
    """Tell whether this machine has Unix sockets and a Python with ``uno``."""
    if not (_FOLDERS.is_dir() and Path(_PYTHON).is_file()):
        return False
    tried = subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return tried.returncode == 0
