"""What the proofs share that kill a process: just before, or just after, its k-th durable step.

A durable step is a function of ``archive.files`` that writes, or a commit of the database.
"""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive import files
from archive.database import Database

ROOT = Path(__file__).resolve().parents[2]
STEPS = (
    *("write_new", "sync", "verify", "sync_folder", "make_folders", "move_into_place"),
    *("replace", "remove_tree", "remove_empty", "remove_file"),
)


class Countdown:
    """Counts durable steps, and kills this process before or after the k-th."""

    def __init__(self, k: int, before: bool) -> None:
        self.k = k
        self.before = before
        self.steps = itertools.count(1)  # steps run in several threads; counting must be atomic

    def step(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a step."""

        def counted(*args: Any, **named: Any) -> Any:
            mine = next(self.steps) == self.k  # a step inside this one counts on
            if mine and self.before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = act(*args, **named)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return counted


def arm(database: Database | None, k: int, before: bool) -> Countdown:
    """Let this process be killed before or after its k-th durable step from now."""
    count = Countdown(k, before)
    for name in STEPS:
        setattr(files, name, count.step(getattr(files, name)))
    if database:
        dialect = database._writers.dialect
        dialect.do_commit = count.step(dialect.do_commit)  # type: ignore[method-assign]
    return count


def ended(proof: str, *told: object) -> int:
    """Run a module of this folder, told these words, and return how it ended; < 0 if killed."""
    command = [sys.executable, "-m", f"tests.prove.{proof}", *map(str, told)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, -signal.SIGKILL):
        print(done.stderr, file=sys.stderr)
    return done.returncode
