"""Tantivy behind the seam: the fast engine, a native library without a server.

Two fields of words without positions, joined by white space: handing over token objects is a
hundred times slower. Scores are Tantivy's BM25 with the weights of the other engine, so both rank
alike (tests/test_indexer_engines.py). A panic inside the library counts as a broken index. Its
lock is the operating system's: a killed process leaves none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import ClassVar

import tantivy
from tantivy import Occur, Query

from indexer.engine import EngineBroken, Merging, Ranked, Unit

INNER_WEIGHT = 0.3
MEMORY = 64_000_000  # bytes of postings before a segment is written
WIDER = 4  # times as many passages are looked at when the limits left too few
PLACES = 1 << 20  # passages of one record


def _schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("record", tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("unit", fast=True)
    fields.add_text_field("words", tokenizer_name="spaces", index_option="freq")
    fields.add_text_field("inner", tokenizer_name="spaces", index_option="freq")
    return fields.build()


class TantivyEngine:
    """An index folder of Tantivy; see ``indexer.engine.Engine`` for what each method means."""

    name: ClassVar[str] = "tantivy"
    version: ClassVar[str] = f"{version('tantivy')} 1"

    def __init__(self, found: tantivy.Index, folder: Path) -> None:
        self._index = found
        self._schema = found.schema
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", spaces)
        self._index.config_reader("manual")
        self._state = folder / "meta.json"
        self._seen: tuple[int, int] | None = None
        self._lock = Lock()

    @classmethod
    def create(cls, folder: Path) -> "TantivyEngine":
        """Make an empty index in a new folder."""
        folder.mkdir()
        with _breaking():
            return cls(tantivy.Index(_schema(), str(folder)), folder)

    @classmethod
    def open(cls, folder: Path) -> "TantivyEngine":
        """Open an existing one."""
        with _breaking():
            return cls(tantivy.Index.open(str(folder)), folder)

    def write(self, replaced: Iterable[str], units: Iterable[Unit], merging: Merging) -> None:
        """Forget every unit of the replaced records and add these, in one commit.

        The library itself decides what to merge, beside the writing.
        """
        with _breaking():
            writer = self._index.writer(MEMORY, num_threads=1)
            try:
                for record in replaced:
                    writer.delete_documents_by_term("record", record)
                for unit in units:
                    writer.add_document(_document(unit))
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()

    def rank(
        self, terms: Mapping[str, float], limit: int, allowed: Callable[[int], bool]
    ) -> list[Ranked]:
        """Return the best ``limit`` passages of allowed records for weighted words, best first."""
        asked = [
            (Occur.Should, Query.boost_query(self._term(field, term), weight * share))
            for term, weight in terms.items()
            for field, share in (("words", 1.0), ("inner", INNER_WEIGHT))
        ]
        with self._searching() as searcher:
            looked = limit
            while True:
                ranked = _ranked(searcher, Query.boolean_query(asked), looked)
                found = [each for each in ranked if allowed(each.no)]
                if len(found) >= limit or len(ranked) < looked:
                    return sorted(found, key=lambda each: (-each.score, each.no, each.place))[
                        :limit
                    ]
                looked *= WIDER

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands, compounds that hold it not counted."""
        with self._searching() as searcher:
            return {term: searcher.doc_freq("words", _joined(term)) for term in terms}

    def size(self) -> int:
        """Return the number of passages."""
        with self._searching() as searcher:
            return searcher.num_docs

    def close(self) -> None:
        """Let go of every file."""

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, _joined(term), index_option="freq")

    @contextmanager
    def _searching(self) -> Iterator[tantivy.Searcher]:
        """Give the newest state, which each commit writes into a new file of the same name."""
        with _breaking():
            with self._lock:
                told = self._state.stat()
                if self._seen != (told.st_mtime_ns, told.st_ino):
                    self._index.reload()
                    self._searcher = self._index.searcher()
                    self._seen = told.st_mtime_ns, told.st_ino
            yield self._searcher


@contextmanager
def _breaking() -> Iterator[None]:
    """Whatever the library raises means to begin anew, a panic (no ``Exception``) too."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise EngineBroken(str(error)) from error
        raise


def _ranked(searcher: tantivy.Searcher, asked: Query, limit: int) -> list[Ranked]:
    hits = searcher.search(asked, limit, count=False).hits
    units = searcher.fast_field_values("unit", [address for _, address in hits])
    return [
        Ranked(*divmod(int(unit or 0), PLACES), score)
        for unit, (score, _) in zip(units, hits, strict=True)
    ]


def _document(unit: Unit) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("record", unit.record)
    made.add_unsigned("unit", unit.no * PLACES + unit.place)
    made.add_text("words", " ".join(map(_joined, unit.words)))
    made.add_text("inner", " ".join(map(_joined, unit.inner)))
    return made


def _joined(word: str) -> str:
    """A word of the dictionary may hold a space."""
    return word.replace(" ", "_")
