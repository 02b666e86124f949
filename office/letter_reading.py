"""Letters that arrive are read apart, and the numbers of scans compared with what is filed."""

from collections.abc import Callable
from dataclasses import dataclass

from indexer.apart import Apart
from indexer.arriving import Arrived, arrived
from indexer.scan_errors import PageWaited
from office.filed_codes import FiledCodes

SECONDS = 90  # for a page; Tesseract has bounds of its own, by the clock below four times these


@dataclass(frozen=True)
class LetterReading:
    """Reads letters in the children of ``reader``."""

    reader: Callable[[], Apart]
    codes: FiledCodes

    def read(self, name: str, data: bytes) -> Arrived:
        """Read a file that arrived; raises what ``arriving.arrived`` and ``Apart.do`` raise.

        What only waited for its turn on a busy machine is tried a second time.
        """
        try:
            found = self._read(name, data)
        except PageWaited:
            found = self._read(name, data)
        return self.codes.checked(found)

    def _read(self, name: str, data: bytes) -> Arrived:
        return self.reader().do(name, arrived, name, data, told=_alive, seconds=SECONDS)


def _alive(done: int, whole: int) -> None:
    """A page was read: the next one has all its time again."""
