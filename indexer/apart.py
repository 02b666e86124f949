"""Work on strangers' files apart: in child processes that may not take long or grow big.

A child that hangs, grows or dies takes nothing with it: the file is refused with its reason, and
the next one finds a new child. It is a bound, no prison: a child has the rights of its parent.
"""

import math
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import ModuleType, TracebackType
from typing import Any, TypeVar

from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow, ReadersBusy
from thai.errors import Refused

SECONDS = 90  # of the processor, without a word from the child
CLOCK = 4  # times as many by the clock: a busy machine lets a child wait for its turn
STARTING = 60  # seconds until a child is ready
BYTES = 4 * 2**30  # address space of a child, where the system can bound it
DYING = 5  # seconds that a child may take to end
USED_UP = -getattr(signal, "SIGXCPU", 0)  # how a child ends whose processor time is used up

Tell = Callable[..., None]
T = TypeVar("T")
_DONE, _TOLD, _REFUSED, _BROKEN = range(4)
_STARTING = threading.Lock()


class Apart:
    """Children that work on files, by default one for each core; started when first needed."""

    def __init__(
        self,
        children: int = 0,
        seconds: float = SECONDS,
        most: int = BYTES,
        patience: float | None = None,
    ) -> None:
        """``seconds`` are of the processor, ``CLOCK`` times as many by the clock.

        ``patience`` is how long somebody waits for a free child; None: as long as it takes.
        """
        self._seconds, self._patience = seconds, patience
        self._children: queue.LifoQueue[_Child] = queue.LifoQueue()  # a warm one first
        for _ in range(children or os.cpu_count() or 1):
            self._children.put(_Child(most))

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def do(
        self,
        name: str,
        work: Callable[..., T],
        *given: Any,
        told: Tell | None = None,
        seconds: float = 0,
    ) -> T:
        """Call a function of a module with what is given, in a child; ``name`` is the file's.

        With ``told`` the function gets one argument more, to be called; ``told`` is called so in
        this process. Raises the Refused that the work raises, PageTooSlow for a child that had to
        be ended, FileDamaged for one that died or broke, ReadersBusy where none got free.
        """
        with self._one() as child:
            job = work, given, told is not None
            answer: T = child.do(name, job, seconds or self._seconds, told)
        return answer

    def close(self) -> None:
        """End the children; one that works is ended too."""
        with suppress(queue.Empty):
            while True:
                self._children.get_nowait().end()

    @contextmanager
    def _one(self) -> Iterator["_Child"]:
        try:
            child = self._children.get(timeout=self._patience)
        except queue.Empty:
            raise ReadersBusy() from None
        try:
            yield child
        finally:
            self._children.put(child)


class _Child:
    """One child process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._owes = False  # an answer, to one who stopped waiting for it

    def do(self, name: str, job: Any, seconds: float, told: Tell | None) -> Any:
        """Do a job; a child that dies and did others before gets one successor to try it."""
        worn = self._lives()
        try:
            return self._done(name, job, seconds, told)
        except (EOFError, OSError) as error:
            slow = self._used_up()
            self.end()
            if slow:
                raise PageTooSlow(name=name, seconds=round(seconds)) from error
            if worn:
                return self.do(name, job, seconds, told)
            raise FileDamaged(name=name) from error

    def end(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process, self._pipe, self._owes = None, None, False

    def _used_up(self) -> bool:
        """Say of a child that closed its pipe whether its processor time was used up."""
        if self._process is None:
            return False
        self._process.join(DYING)
        return USED_UP != 0 and self._process.exitcode == USED_UP

    def _done(self, name: str, job: Any, seconds: float, told: Tell | None) -> Any:
        pipe = self._started()
        self._owes = True
        pipe.send((seconds, *job))
        while pipe.poll(seconds * CLOCK):
            kind, answer = pipe.recv()
            self._owes = kind == _TOLD
            if kind == _DONE:
                return answer
            if kind == _REFUSED:
                raise _same(*answer)
            if kind == _BROKEN:
                raise FileDamaged(name=name)
            if told is not None:
                told(*answer)
        self.end()
        raise PageTooSlow(name=name, seconds=round(seconds))

    def _lives(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _started(self) -> Connection:
        if self._pipe is None or self._owes or not self._lives():
            self.end()
            spawn = multiprocessing.get_context("spawn")
            self._pipe, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_serve, args=(theirs, self._most), daemon=True)
            with _without_program():
                self._process.start()
            theirs.close()
            if not self._pipe.poll(STARTING):
                raise EOFError
            self._pipe.recv()
        return self._pipe


@contextmanager
def _without_program() -> Iterator[None]:
    """Let a child start bare: else it loads the whole program anew (3 s and 80 MB)."""
    with _STARTING:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = program


def _serve(pipe: Connection, most: int) -> None:
    """Work until the parent is gone; running out of memory ends the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    _bound(most)
    with suppress(EOFError, OSError, MemoryError):
        pipe.send(None)
        while True:
            seconds, work, given, tells = pipe.recv()
            _patient(seconds)
            pipe.send(_answered(work, (*given, _teller(pipe, seconds)) if tells else given))


def _answered(work: Callable[..., Any], given: Any) -> tuple[int, Any]:
    try:
        return _DONE, work(*given)
    except Refused as refused:
        return _REFUSED, (type(refused), refused.args, vars(refused))
    except MemoryError:
        raise
    except Exception:  # a parser of strangers' files fails in ways that nobody can list
        return _BROKEN, None


def _same(kind: type[Refused], words: tuple[str, ...], told: dict[str, Any]) -> Refused:
    """Return the refusal of a child, whatever its class is made from."""
    refused = kind.__new__(kind, *words)
    vars(refused).update(told)
    return refused


def _teller(pipe: Connection, seconds: float) -> Tell:
    def tell(*told: Any) -> None:
        _patient(seconds)
        pipe.send((_TOLD, told))

    return tell


def _bound(most: int) -> None:
    """Bound memory where the system can (not on Windows), and leave no picture of it behind."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _patient(seconds: float) -> None:
    """Bound processor time until the next word; where the system cannot, the clock does."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        end = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
