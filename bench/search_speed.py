"""Search speed at a number of one-page records: build, memory, queries of each kind, new records.

    python -m bench.search_speed [--sets DIR] [--records 2000 20000 50000] [--engine NAME …]

Engines: whoosh and tantivy are ours; beside them newmm (PyThaiNLP's words in a Whoosh text field,
a keyword as a phrase, a question as an OR) and trigram (SQLite FTS5's trigram tokenizer).

Records are made from the paragraphs of the sets' government news (see bench.search_quality), about
1,500 letters each, the same ones each time; without the sets, of dictionary words drawn with
Zipf's weights, which says less about questions. Catalogue and journal are real; objects are not
written one by one (bench.search_world), so this is the index alone: ``bench office`` files and
finds end to end. Every query is answered as a page shows it: ten hits with their passages, and
counts. Each engine and size runs in a process of its own, and its peak memory is its own.
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from pythainlp.corpus import thai_words
from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from bench.search_world import World
from indexer.engines import ENGINES
from indexer.index import Index
from indexer.query import Query
from indexer.words import words
from thai.text import normal

LETTERS = 1_500  # of one record, about a page
ASKED = 200  # queries of each kind
WORDS = sorted(thai_words(), key=lambda word: (len(word), word))
SHORTEST = 3  # letters of a trigram
Ask = Callable[[str], object]


def bodies(sets: Path | None) -> list[list[str]]:
    """Return texts, each a list of paragraphs."""
    if sets is None:
        return [[sentence(chance) for _ in range(12)] for chance in map(random.Random, range(3000))]
    with (sets / "gov-documents.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line)["body"].split("\n") for line in file]


def documents(sets: Path | None, count: int) -> Iterator[tuple[str, str]]:
    """Yield (title, text) of made-up records: real paragraphs, drawn anew from three sources."""
    chance, sources = random.Random(1), bodies(sets)
    for number in range(count):
        paragraphs = [part for source in chance.sample(sources, 3) for part in source if part]
        chance.shuffle(paragraphs)
        yield f"เอกสารที่ {number + 1} {paragraphs[0][:60]}", "\n".join(paragraphs)[:LETTERS]


def sentence(chance: random.Random) -> str:
    """Draw twenty dictionary words, the n-th of all n times as rarely as the first."""
    places = (min(int(len(WORDS) ** chance.random()), len(WORDS) - 1) for _ in range(20))
    return "".join(WORDS[place] for place in places)


def queries(sets: Path | None, kind: str) -> list[str]:
    """Return queries of a kind; a phrase is a piece out of the middle of some text."""
    if kind == "phrase":
        drawn = random.Random(3).sample(list(documents(sets, 1_000)), ASKED)
        return [f'"{text[400:430].strip()}"' for _, text in drawn if len(text) > LETTERS // 2]
    if sets is None:
        chances = map(random.Random, range(ASKED))
        if kind in {"keyword", "filtered"}:
            return [sentence(chance)[:8] for chance in chances]
        return [f"{sentence(chance)} {sentence(chance)[:9]}เท่าไร" for chance in chances]
    names = {"headline": "gov-headlines", "question": "iapp-questions"}
    with (sets / f"{names.get(kind, 'gov-keywords')}.jsonl").open(encoding="utf-8") as file:
        found = [json.loads(line)["q"] for line in file]
    random.Random(2).shuffle(found)
    return found[:ASKED]


KINDS = ("keyword", "phrase", "filtered", "headline", "question")


class System(Protocol):
    """What is measured."""

    def build(self) -> None:
        """Make the index from nothing."""
        ...

    def ask(self, text: str, kind: str) -> object:
        """Answer a page of results."""
        ...

    def add(self, word: str) -> None:
        """File a new record with a word and find it."""
        ...


class Ours:
    """The index with one of its engines."""

    def __init__(self, folder: Path, made: Iterator[tuple[str, str]], engine: str) -> None:
        self._world = World(folder)
        self._world.file(made)
        self._told = folder / "index", self._world.archive, self._world.journal, engine
        self._index = Index(*self._told)

    def build(self) -> None:
        self._index.catch_up()

    def ask(self, text: str, kind: str) -> object:
        if kind == "filtered":
            return self._index.search(Query.from_text(text, year=2568, type="letter"))
        return self._index.search(Query.from_text(text, access=frozenset({"office", "group"})))

    def add(self, word: str) -> None:
        self._world.file([("บันทึกใหม่", f"เรื่องใหม่ที่เพิ่งเก็บ {word}")])
        assert self._index.search(Query.from_text(word)).total == 1

    def first(self) -> None:
        """Open the index and search as a new process does."""
        other = Index(*self._told)
        other.search(Query.from_text("งบประมาณ"))
        other.close()


class Newmm:
    """PyThaiNLP's words in one Whoosh field, as anybody would begin."""

    def __init__(self, folder: Path, made: Iterator[tuple[str, str]]) -> None:
        self._made = list(made)
        self._folder = folder / "index"
        self._folder.mkdir()

    def build(self) -> None:
        tokens = SpaceSeparatedTokenizer()
        schema = fields.Schema(
            title=fields.STORED, year=fields.ID(), text=fields.TEXT(tokens, stored=True)
        )
        found = index.create_in(str(self._folder), schema)
        with found.writer(limitmb=256) as writer:
            for number, (title, text) in enumerate(self._made):
                cut = " ".join(words(normal(f"{title}\n{text}")))
                writer.add_document(title=title, year=str(number % 3), text=cut)
        self._index, self._searcher = found, found.searcher()

    def ask(self, text: str, kind: str) -> object:
        cut = words(normal(text))
        if kind in {"headline", "question"}:
            wanted = query.Or([query.Term("text", word) for word in cut])
        else:
            wanted = query.Phrase("text", cut)
        limits = query.Term("year", "1") if kind == "filtered" else None
        return [dict(hit) for hit in self._searcher.search(wanted, limit=10, filter=limits)]

    def add(self, word: str) -> None:
        with self._index.writer() as writer:
            writer.add_document(title="บันทึกใหม่", year="0", text=" ".join(words(normal(word))))
        self._searcher = self._searcher.refresh()
        assert self.ask(word, "keyword")


class Trigram:
    """SQLite's FTS5 over runs of three letters."""

    def __init__(self, folder: Path, made: Iterator[tuple[str, str]]) -> None:
        self._made = list(made)
        self._db = sqlite3.connect(folder / "index.db")

    def build(self) -> None:
        self._db.execute("CREATE VIRTUAL TABLE t USING fts5(year, text, tokenize = 'trigram')")
        rows = ((str(n % 3), normal(f"{t}\n{b}")) for n, (t, b) in enumerate(self._made))
        self._db.executemany("INSERT INTO t VALUES (?, ?)", rows)
        self._db.commit()

    def ask(self, text: str, kind: str) -> object:
        told = normal(text).strip('"')
        cut = words(told) if kind in {"headline", "question"} else [told]
        wanted = " OR ".join(f'"{word}"' for word in cut if len(word) >= SHORTEST)
        limits = "AND year = '1'" if kind == "filtered" else ""
        rows = f"SELECT rowid, text FROM t WHERE t MATCH ? {limits} ORDER BY rank LIMIT 10"
        return self._db.execute(rows, (f"text: ({wanted})",)).fetchall() if wanted else []

    def add(self, word: str) -> None:
        self._db.execute("INSERT INTO t VALUES ('0', ?)", (normal(word),))
        self._db.commit()
        assert self.ask(word, "keyword")


def system(name: str, folder: Path, made: Iterator[tuple[str, str]]) -> System:
    """Return the system of a name, with its documents."""
    if name in ENGINES:
        return Ours(folder, made, name)
    return Newmm(folder, made) if name == "newmm" else Trigram(folder, made)


def spread(act: Ask, given: list[str]) -> str:
    """Return median and 95th percentile in milliseconds, by the clock and of a core's work.

    On a busy machine only the latter tells anything.
    """
    taken, worked = list[float](), list[float]()
    for each in given:
        start, work = time.perf_counter(), time.process_time()
        act(each)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
    (p50, p95), (w50, w95) = map(_middle_and_high, (taken, worked))
    return f"p50 {p50:7.1f}  p95 {p95:7.1f} ms   (work {w50:7.1f} {w95:7.1f})"


def _middle_and_high(taken: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(taken, n=20)
    return cuts[9], cuts[18]


def measure(name: str, sets: Path | None, count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measured = system(name, folder, documents(sets, count))
        before = peak()
        start, used = time.perf_counter(), time.process_time()
        measured.build()
        taken, used = time.perf_counter() - start, time.process_time() - used
        sizes = (path.stat().st_size for path in folder.glob("index*/**/*") if path.is_file())
        size = sum(sizes) + sum(path.stat().st_size for path in folder.glob("index.db*"))
        load = os.getloadavg()[0]
        print(f"\n{name}, {count:,} records, load {load:.0f}", flush=True)
        print(f"  built in {taken:.1f} s ({used:.1f} s of one core), {size / 2**20:.0f} MB on disk")
        print(f"  peak memory     {peak():.0f} MB (before {before:.0f})")
        if isinstance(measured, Ours):
            start = time.perf_counter()
            measured.first()
            print(f"  a new process's first search {time.perf_counter() - start:.2f} s")
        measured.ask("งบประมาณ", "keyword")
        for kind in KINDS:
            given = queries(sets, kind)
            print(f"  {kind:15} {spread(partial(measured.ask, kind=kind), given)}", flush=True)
        unheard = [f"ฮฮฮ{number}ฬฬ" for number in range(20)]
        print(f"  filed, found    {spread(measured.add, unheard)}")
        print(f"  peak memory     {peak():.0f} MB")


def peak() -> float:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=Path)
    asked.add_argument("--records", type=int, nargs="+", default=[2_000, 20_000])
    everything = [*ENGINES, "newmm", "trigram"]
    asked.add_argument("--engine", nargs="+", choices=everything, default=everything)
    told = asked.parse_args()
    for count in told.records:
        for name in told.engine:
            process = multiprocessing.get_context("spawn").Process(
                target=measure, args=(name, told.sets, count)
            )
            process.start()
            process.join()


if __name__ == "__main__":
    main()
