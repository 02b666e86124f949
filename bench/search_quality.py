"""Search quality on the Thai sets, beside PyThaiNLP's words with Whoosh's BM25.

    python -m bench.search_quality [--sets DIR] [--only iapp|gov] [--tune]

The sets and score.py lie in DIR (see its README). Questions and headlines: MRR@10 and recall;
keywords: precision and recall over all hits. Without the sets there is nothing to measure, and it
says so. ``--tune`` uses the tuning questions instead
of the reporting ones.
"""

import argparse
import importlib.util
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from bench.search_world import World
from indexer.index import Index
from indexer.query import Query
from indexer.words import words
from thai.text import normal

Row = dict[str, Any]
Search = Callable[[str], list[str]]
ALL = 1_000_000


def lines(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def scorer(sets: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", sets / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(folder: Path, documents: Iterable[tuple[str, str, str]]) -> tuple[Search, Search]:
    """Index documents (id, title, body); return how to rank, and how to find all that match."""
    folder.mkdir()
    world = World(folder)
    rows = list(documents)
    ids = dict(zip(world.file((t, b) for _, t, b in rows), (i for i, _, _ in rows), strict=True))
    found = Index(folder / "index", world.archive, world.journal)
    found.catch_up()

    def rank(text: str) -> list[str]:
        return [ids[hit.id] for hit in found.search(Query.from_text(text, limit=10)).hits]

    def match(text: str) -> list[str]:
        hits = found.search(Query.from_text(text, limit=ALL)).hits
        return [ids[hit.id] for hit in hits]

    return rank, match


def plain(folder: Path, documents: Iterable[tuple[str, str, str]]) -> tuple[Search, Search]:
    """The same with newmm words in one Whoosh field: OR for ranking, a phrase for matching."""
    folder.mkdir()
    schema = fields.Schema(
        id=fields.STORED(), text=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    )
    made = index.create_in(str(folder), schema)
    with made.writer(limitmb=256) as writer:
        for key, title, body in documents:
            writer.add_document(id=key, text=" ".join(words(normal(f"{title}\n{body}"))))
    searcher = made.searcher()

    def rank(text: str) -> list[str]:
        wanted = query.Or([query.Term("text", word) for word in words(normal(text))])
        return [hit["id"] for hit in searcher.search(wanted, limit=10)]

    def match(text: str) -> list[str]:
        wanted = query.Phrase("text", words(normal(text)))
        return [hit["id"] for hit in searcher.search(wanted, limit=None)]

    return rank, match


def runs(name: str, tune: bool) -> Iterator[tuple[str, bool, bool]]:
    """Yield (truth file, with titles, all matches) of a collection."""
    if name == "iapp":
        yield f"iapp-questions{'-tune' * tune}.jsonl", True, False
    else:
        yield "gov-headlines.jsonl", False, False
    yield f"{name}-keywords.jsonl", True, True


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=Path)
    asked.add_argument("--only", choices=("iapp", "gov"))
    asked.add_argument("--tune", action="store_true")
    asked.add_argument("--skip-plain", action="store_true")
    told = asked.parse_args()
    if told.sets is None:
        print("no --sets DIR: nothing to score")
        return
    score = scorer(told.sets)
    for name in [told.only] if told.only else ["iapp", "gov"]:
        documents = lines(told.sets / f"{name}-documents.jsonl")
        for truth_name, titles, matching in runs(name, told.tune):
            truth = lines(told.sets / truth_name)
            rows = [(d["id"], d["title"] if titles else "", d["body"]) for d in documents]
            for system in [ours] if told.skip_plain else [ours, plain]:
                with tempfile.TemporaryDirectory() as folder:
                    search = system(Path(folder) / "data", rows)[matching]
                    report(score, truth_name, system.__name__, search, truth, matching)


def report(  # noqa: PLR0917
    score: ModuleType, name: str, system: str, search: Search, truth: list[Row], matching: bool
) -> None:
    start = time.perf_counter()
    run = {row["q"]: search(row["q"]) for row in truth}
    spent = (time.perf_counter() - start) / len(truth) * 1000
    print(f"\n{name} · {system} · {spent:.1f} ms a query", flush=True)
    if matching:
        for group, (p, r, f) in sorted(score.matched(run, truth).items()):
            print(f"  {group:15} P {p:.4f} R {r:.4f} F1 {f:.4f}")
    else:
        print("  " + " ".join(f"{k} {v:.4f}" for k, v in score.ranked(run, truth).items()))


if __name__ == "__main__":
    main()
