"""What is done with strangers' files while somebody waits for an answer: in a few warm children.

Pages to look at, PDFs to be joined or stamped, tables and Word files to be read. A server whose
own process did that could be crashed, stopped or filled by one file that came with the post.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

from indexer.apart import Apart

SECONDS = 15  # a page of a heavy scan takes two
BYTES = 2 * 2**30
PATIENCE = 20  # seconds that somebody waits for a free child
CHILDREN = min(4, os.cpu_count() or 1) + 1  # intake keeps as many busy as there are cores

T = TypeVar("T")
_WARM = Apart(CHILDREN, SECONDS, BYTES, PATIENCE)


def bounded(name: str, work: Callable[..., T], *given: Any, seconds: float = SECONDS) -> T:
    """Call a function of a module with what is given, in a child; ``name`` is the file's.

    Raises what the work refuses, and PageTooSlow, FileDamaged, ReadersBusy (``Apart.do``).
    """
    return _WARM.do(name, work, *given, seconds=seconds)
