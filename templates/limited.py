"""The office's own templates, filled in a child process that may not take long or grow big."""

import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from templates.errors import Fault, TemplateBroken, TemplateTooSlow
from templates.merge import Job, make
from templates.package import unpack
from thai.errors import Refused

SECONDS = 20
"""Time for one document; the slowest real one takes well under one second."""
BYTES = 2 * 2**30
"""Address space of the child, where the system can bound it."""

Answer = bytes | tuple[Fault, ...]


class Child:
    """One child process, started at the first document, ended when one takes too long."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def make(self, job: Job, seconds: float = SECONDS) -> bytes:
        """Fill the template of a job; raise what is refused, or ``TemplateTooSlow``."""
        unpack(job.template)
        with self._lock:
            answer = self._answer(job, seconds)
            if answer is None:
                self._end()
                raise TemplateTooSlow(name=job.name)
        if isinstance(answer, bytes):
            return answer
        raise TemplateBroken(job.name, answer)

    def _answer(self, job: Job, seconds: float) -> Answer | None:
        pipe = self._started()
        try:
            pipe.send(job)
            answer: Answer | None = pipe.recv() if pipe.poll(seconds) else None
        except (EOFError, OSError):
            return None
        return answer

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            spawn = multiprocessing.get_context("spawn")
            self._pipe, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


CHILD = Child()


def _serve(pipe: Connection) -> None:
    """Fill templates until the parent is gone; running out of memory ends the child."""
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        bounded()
        try:
            pipe.send(_made(job))
        except MemoryError:
            return


def _made(job: Job) -> Answer:
    try:
        return make(job)
    except TemplateBroken as broken:
        return broken.faults
    except Refused as refused:
        return (Fault("", str(refused)),)


def bounded() -> None:
    """Bound memory, and processor time for the next job, where the system can (not on Windows).

    The parent's clock ends a job; the processor's is for a child whose parent has died.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
