"""The office's own templates, filled in a child process that may not take long or grow big."""

import multiprocessing
from multiprocessing.connection import Connection

from templates.docx import Job, make
from templates.errors import Fault, TemplateBroken, TemplateTooSlow
from templates.package import unpack
from thai.errors import Refused

SECONDS = 20
BYTES = 2 * 2**30

Answer = bytes | tuple[Fault, ...]


def make_in_child(job: Job, seconds: float = SECONDS) -> bytes:
    """Fill a template in a child process; raise what it refused, or ``TemplateTooSlow``."""
    unpack(job.template)
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    child = spawn.Process(target=_child, args=(theirs, job), daemon=True)
    child.start()
    theirs.close()
    try:
        answer: Answer | None = ours.recv() if ours.poll(seconds) else None
    except EOFError:
        answer = None
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, bytes):
        return answer
    if answer is None:
        raise TemplateTooSlow(name=job.name)
    raise TemplateBroken(job.name, answer)


def _child(pipe: Connection, job: Job) -> None:
    _limit()
    answer: Answer
    try:
        answer = make(job)
    except TemplateBroken as broken:
        answer = broken.faults
    except Refused as refused:
        answer = (Fault("", str(refused)),)
    pipe.send(answer)
    pipe.close()


def _limit() -> None:
    """Bound memory and processor time where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
