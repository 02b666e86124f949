"""What a person is told when something is refused."""

from typing import ClassVar


class Refused(Exception):
    """Something was asked for and refused; ``str()`` of it is one Thai sentence for a person.

    Every way of failing is a subclass in its room's ``errors.py``: its docstring says (in English)
    what happened and what to do, its ``sentence`` says it in Thai, with ``{names}`` filled from the
    keyword arguments, which stay readable as ``facts``. Exit codes and HTTP statuses are given in
    one place each, never here.
    """

    sentence: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))
