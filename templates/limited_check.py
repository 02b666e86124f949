"""Checking a template of somebody else: in a child process that may not take long or grow big.

Parsing and joining tags is text work on what a stranger wrote, so it is as bounded as filling is.
"""

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from templates.check import faults
from templates.errors import Fault, TemplateRefused, TemplateTooSlow
from templates.form import Form
from templates.limited import bounded
from thai.errors import Refused

SECONDS = 60
"""Time for one check; the longest shipped template takes two seconds on a busy machine."""


def checked(form: Form, seconds: float = SECONDS) -> tuple[Fault, ...]:
    """Tell every fault of a form's templates; raises TemplateTooSlow."""
    told: tuple[Fault, ...] = apart(_faults, replace(form, own=frozenset()), seconds)
    return told


def apart(work: Callable[[Any], Any], given: Any, seconds: float = SECONDS) -> Any:
    """Run a function of a module in a bounded child; raise what it refuses, or TemplateTooSlow."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_run, args=(theirs, work, given), daemon=True)
    process.start()
    theirs.close()
    try:
        told = ours.recv() if ours.poll(seconds) else None
    except (EOFError, OSError):
        told = None
    finally:
        process.kill()
        process.join()
        ours.close()
    if told is None:
        raise TemplateTooSlow(name="template.docx")
    sentence, answer = told
    if sentence:
        raise TemplateRefused(said=sentence)
    return answer


def _run(pipe: Connection, work: Callable[[Any], Any], given: Any) -> None:
    bounded()
    try:
        pipe.send(("", work(given)))
    except Refused as refused:
        pipe.send((str(refused), None))
    except RecursionError:
        pipe.send(("แท็กในแม่แบบซ้อนกันลึกเกินไป", None))


def _faults(form: Form) -> tuple[Fault, ...]:
    return faults(form)
