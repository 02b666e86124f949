"""The reader of what was filed without its text, in a thread of the worker.

One file at a time, in one child of those that read the inbox: the inbox keeps the others.
"""

from office.later_texts import LaterTexts
from office.office import Office
from office.rounds import Rounds


class TextReader(Rounds):
    """Reads one file a round."""

    name = "text-reader"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._texts: LaterTexts = office.later_texts

    def once(self) -> None:
        """Read what is to be read next, if anything; raises what refuses."""
        self._texts.step(self._stop.is_set)
