"""Work that is done round by round, in a thread of the worker beside all other work."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from thai.errors import Refused

PAUSE = 2.0  # seconds between two looks at what is due
AGAIN = 60.0  # seconds until what failed is looked at again

log = logging.getLogger("saraban")


class Rounds:
    """Does ``once`` again and again; ``name`` is that of its thread."""

    name: str

    def __init__(self) -> None:
        self._stop = threading.Event()

    def once(self) -> None:
        """Do what is due; raises what refuses."""
        raise NotImplementedError

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Work until the end of the block."""
        thread = threading.Thread(target=self._rounds, name=self.name, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join(timeout=30)

    def _rounds(self) -> None:
        while not self._stop.is_set():
            pause = PAUSE
            try:
                self.once()
            except Refused:  # a disk that is away or full comes back
                pause = AGAIN
            except Exception as error:  # whatever it was, it must not end the work for good
                pause = AGAIN
                log.error("%s\n%s", type(error), "".join(traceback.format_tb(error.__traceback__)))
            self._stop.wait(pause)
