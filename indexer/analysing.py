"""What a record's texts are in the index: their normal form, their words, and the words inside.

Cutting words is two thirds of the work of a new index, so where many records wait it is done in
other processes, one for each core. Those end when their pipe does, so none outlives a killed
program; what one of them cannot do is done here.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from indexer.words import inner_words, words
from thai.text import normal

WORTH_WHILE = 5_000  # records from which other processes are asked; starting one takes two seconds
MOST = 4  # processes
CHUNK = 100  # records


@dataclass(frozen=True)
class Analysed:
    """A record's lines (see ``Row.folded``) in the normal form; of each passage the words, and the
    words inside those. The first passage has the title too."""

    lines: list[str]
    units: list[tuple[list[str], list[str]]]


Begin = Callable[[Sequence[Sequence[str]]], Iterator[Analysed]]
"""Begins to analyse records, each given as its lines as written; yields them in their order."""


def analysed(lines: Sequence[str]) -> Analysed:
    """Analyse a record's lines."""
    title, _, *passages = told = list(map(normal, lines))
    units = list[tuple[list[str], list[str]]]()
    for place in range(0, len(passages), 2):
        heading, text = passages[place : place + 2]
        cut = words("\n".join((heading, text) if place else (title, heading, text)))
        units.append((cut, [inside for word in cut for inside in inner_words(word)]))
    return Analysed(told, units)


def here(records: Sequence[Sequence[str]]) -> Iterator[Analysed]:
    """Analyse records in this process, each when it is asked for."""
    return map(analysed, records)


@contextmanager
def beside(count: int) -> Iterator[Begin]:
    """Give what analyses so many records: other processes, if they are worth it."""
    helpers = min(os.cpu_count() or 1, MOST) if count >= WORTH_WHILE else 0
    if helpers < 2:
        yield here
        return
    free = SimpleQueue[Connection | None]()
    with ExitStack() as opened:
        for _ in range(helpers):
            free.put(opened.enter_context(_helper()))
        asking = ThreadPoolExecutor(helpers)
        opened.callback(asking.shutdown, cancel_futures=True)

        def begin(records: Sequence[Sequence[str]]) -> Iterator[Analysed]:
            chunks = [records[start : start + CHUNK] for start in range(0, len(records), CHUNK)]
            return _in_order([asking.submit(_asked, free, chunk) for chunk in chunks])

        yield begin


def _in_order(chunks: Sequence[Future[list[Analysed]]]) -> Iterator[Analysed]:
    for chunk in chunks:
        yield from chunk.result()


def _asked(
    free: "SimpleQueue[Connection | None]", records: Sequence[Sequence[str]]
) -> list[Analysed]:
    """Let the next free process analyse some records."""
    helper = free.get()
    try:
        if helper:
            helper.send(records)
            found: list[Analysed] = helper.recv()
            return found
    except (EOFError, OSError):  # it was killed, or could not be started
        helper = None
    finally:
        free.put(helper)
    return list(here(records))


@contextmanager
def _helper() -> Iterator[Connection | None]:
    """Give the pipe to a new process, which ends with it; None if none can be started."""
    apart = get_context("spawn")
    mine, theirs = apart.Pipe()
    process = apart.Process(target=_serve, args=(theirs,), daemon=True)
    with mine:
        with theirs:
            started = _started(process)
        yield mine if started else None
    if started:
        process.join()


def _started(process: BaseProcess) -> bool:
    try:
        process.start()
    except OSError:
        return False
    return True


def _serve(asked: Connection) -> None:
    """Analyse what comes until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides when to end
    try:
        while True:
            asked.send(list(here(asked.recv())))
    except (EOFError, OSError):
        return
