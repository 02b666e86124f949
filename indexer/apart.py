"""Reading strangers' files apart: in child processes that may not take long or grow big.

As many at once as the machine has cores. A child that hangs, grows or dies takes nothing with it:
the file is refused with its reason, and the next one finds a new child.
"""

import multiprocessing
import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType

from indexer.arriving import Arrived, Told, arrived
from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow
from thai.errors import Refused

SECONDS = 90  # without a page being finished
BYTES = 4 * 2**30  # address space of a child, where the system can bound it


class Apart:
    """Children that read files; each is started when it is first needed."""

    def __init__(self, children: int = 0, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._children: queue.Queue[_Child] = queue.Queue()
        for _ in range(children or os.cpu_count() or 1):
            self._children.put(_Child())

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def arrived(self, name: str, data: bytes, told: Told = lambda done, whole: None) -> Arrived:
        """Read a file as ``arriving.arrived`` does, waiting for a free child.

        Raises what that raises, PageTooSlow for a child that had to be ended, FileDamaged for one
        that died. ``told`` is called in this process.
        """
        with self._one() as child:
            return child.arrived(name, data, self._seconds, told)

    def close(self) -> None:
        """End the children; one that reads is ended too."""
        with suppress(queue.Empty):
            while True:
                self._children.get_nowait().end()

    @contextmanager
    def _one(self) -> Iterator["_Child"]:
        child = self._children.get()
        try:
            yield child
        finally:
            self._children.put(child)


class _Child:
    """One child process."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def arrived(self, name: str, data: bytes, seconds: float, told: Told) -> Arrived:
        pipe = self._started()
        try:
            pipe.send((name, data))
            while pipe.poll(seconds):
                answer = pipe.recv()
                if isinstance(answer, Arrived):
                    return answer
                if isinstance(answer[0], int):
                    told(*answer)
                else:
                    refused, facts = answer
                    raise refused(**{**facts, "name": name})
        except (EOFError, OSError) as error:
            self.end()
            raise FileDamaged(name=name) from error
        self.end()
        raise PageTooSlow(name=name, seconds=round(seconds))

    def end(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            spawn = multiprocessing.get_context("spawn")
            self._pipe, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe


def _serve(pipe: Connection) -> None:
    """Read files until the parent is gone; running out of memory ends the child."""
    _bounded()
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(arrived(name, data, lambda done, whole: pipe.send((done, whole))))
        except Refused as refused:
            pipe.send((type(refused), refused.facts))
        except MemoryError:
            return


def _bounded() -> None:
    """Bound memory where the system can (not on Windows)."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
