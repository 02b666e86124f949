"""The page as it will be, while it is being written: Word document, PDF, picture of each page.

Previews are made one at a time, and of each draft only the newest that was asked for: whoever
types quickly never waits for pictures of what is no longer there. Nothing is kept on disk.
"""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from indexer import pdfium
from indexer.bounded import bounded
from indexer.reading import read
from office.draft_errors import Superseded
from office.press import Press
from office.tidied import tidied
from templates.errors import FormInvalid, Problem
from templates.fill import Answers
from templates.form import Form

KEPT = 32  # PDFs remembered, of about 50 kB each
TRIES = 5


@dataclass(frozen=True)
class Preview:
    """What a draft looks like now.

    ``mark`` names its pictures and ``pages`` counts them; without any, ``text`` is what the
    document says and ``reason`` why it cannot be shown as pages. ``problems`` are answers that
    were left out because they cannot be printed as they are.
    """

    mark: str
    pages: int
    text: str
    reason: str
    problems: tuple[Problem, ...]


@dataclass
class Previews:
    """Makes previews and remembers the last ones."""

    press: Press
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _tickets: Iterator[int] = field(default_factory=itertools.count)
    _newest: dict[int, int] = field(default_factory=dict)
    _pdfs: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def of(
        self, draft: int, form: Form, given: Mapping[str, Any], word: bytes | None = None
    ) -> Preview:
        """Show answers as the document they make so far; raises Superseded, TemplateBroken.

        ``word`` is the draft's Word file where people went on in Word: it is shown as it is.
        """
        docx, problems = word, tuple[Problem, ...]()
        if docx is None:
            answers, problems = readable(self.press, form, given)
            docx = self.press.word(form, answers, number=None, dated=None, final=False)
        mark = sha256(docx).hexdigest()[:24]
        reason = ""
        if mark not in self._pdfs:
            with self._newest_of(draft):
                pdf, reason = self.press.pdf(docx)
            if pdf is None:
                return Preview("", 0, _said(docx), reason, problems)
            self._remember(mark, pdf)
        return Preview(mark, _count(self._pdfs[mark]), "", "", problems)

    def of_docx(self, docx: bytes) -> Preview:
        """Show a finished document of no draft."""
        mark, reason = sha256(docx).hexdigest()[:24], ""
        if mark not in self._pdfs:
            with self._turn:
                pdf, reason = self.press.pdf(docx)
            if pdf is None:
                return Preview("", 0, _said(docx), reason, ())
            self._remember(mark, pdf)
        return Preview(mark, _count(self._pdfs[mark]), "", "", ())

    def picture(self, mark: str, page: int, width: int) -> bytes | None:
        """Draw a page (the first is 0) as a PNG; None where the preview is forgotten."""
        pdf = self._pdfs.get(mark)
        return None if pdf is None else bounded("PDF", pdfium.picture, pdf, page, width)

    @contextmanager
    def _newest_of(self, draft: int) -> Iterator[None]:
        ticket = next(self._tickets)
        self._newest[draft] = ticket
        with self._turn:
            if self._newest.get(draft) != ticket:
                raise Superseded()
            yield

    def _remember(self, mark: str, pdf: bytes) -> None:
        self._pdfs[mark] = pdf
        while len(self._pdfs) > KEPT:
            self._pdfs.popitem(last=False)


def _count(pdf: bytes) -> int:
    """Count pages apart: what a Word file brought along is drawn by others' rules too."""
    return bounded("PDF", pdfium.count, pdf)


def _said(docx: bytes) -> str:
    """Give what a document says, where its pages cannot be shown."""
    passages = read("preview.docx", docx).text.passages
    return "\n".join(f"{one.heading}\n{one.text}".strip() for one in passages)


def readable(
    press: Press, form: Form, given: Mapping[str, Any]
) -> tuple[Answers, tuple[Problem, ...]]:
    """Fill a draft with what can be read; what cannot is left out and told."""
    problems: list[Problem] = []
    for _ in range(TRIES):
        given = tidied(form, given)
        try:
            return press.fill(form, given, final=False), tuple(problems)
        except FormInvalid as wrong:
            problems += wrong.problems
            given = _without(given, {tuple(one.path.split("-")) for one in wrong.problems})
    return press.fill(form, {}, final=False), tuple(problems)


def _without(value: Any, paths: set[tuple[str, ...]]) -> Any:
    """Return a copy of nested answers in which the places at ``paths`` are empty."""
    if () in paths:
        return None
    if isinstance(value, list):
        places = [(str(number), inner) for number, inner in enumerate(value)]
        return [_without(inner, _below(paths, name)) for name, inner in places]
    if isinstance(value, Mapping):
        return {name: _without(inner, _below(paths, name)) for name, inner in value.items()}
    return value


def _below(paths: set[tuple[str, ...]], name: str) -> set[tuple[str, ...]]:
    return {path[1:] for path in paths if path[:1] == (name,)}
