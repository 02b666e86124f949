"""Search quality on the Thai sets, beside PyThaiNLP's words with Whoosh's BM25.

    python -m bench.search_quality [--sets DIR] [--only iapp|gov] [--tune]

The sets and score.py lie in DIR (see its README). Questions and headlines: MRR@10 and recall;
keywords: precision and recall over all strict hits. Each set is asked again with its queries
typed as people type them (``--perturbed``): Thai digits, ำ in two letters, เเ, a tone mark before
its vowel, zero-width spaces; then the other keyboard layout (whose hint is followed), one wrong
letter, and the short form of what is written in full, for which keywords are judged by whether one
of their documents stands among the first ten. Without the sets there is nothing to measure, and it
says so. ``--tune`` uses the tuning questions instead of the reporting ones.
"""

import argparse
import importlib.util
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from bench.search_world import World
from indexer.index import Index
from indexer.query import Query
from indexer.words import words
from thai.abbreviations import table
from thai.digits import to_thai
from thai.keyboard import other_layout
from thai.text import normal

Row = dict[str, Any]
Search = Callable[[str], list[str]]
ALL = 1_000_000


Habit = Callable[[str, Random], str]


def _letter_wrong(text: str, random: Random) -> str:
    """Leave out, double, swap or replace one letter of the longest word."""
    word = max(text.split(), key=len)
    if len(word) < LONG_ENOUGH:
        return text
    at = random.randrange(1, len(word) - 1)
    wrong = random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + random.choice("กนรอาเ") + word[at + 1 :],
        )
    )
    return text.replace(word, wrong, 1)


def _abbreviated(text: str, _: Random) -> str:
    for entry in table():
        for full in entry.expansions:
            if len(full) > LONG_ENOUGH and full in text:
                return text.replace(full, entry.short, 1)
    return text


HABITS: dict[str, Habit] = {
    "Thai digits": lambda text, _: to_thai(text),
    "ำ as two letters": lambda text, _: text.replace("ำ", "ํา"),
    "เเ for แ": lambda text, _: text.replace("แ", "เเ"),
    "tone before vowel": lambda text, _: re.sub("([ัิ-ู])([่-๋])", r"\2\1", text),
    "zero-width space": lambda text, _: "\u200b".join(text),
    "other keyboard layout": lambda text, _: other_layout(text) or text,
    "one wrong letter": _letter_wrong,
    "abbreviated": _abbreviated,
}
NEAR = {"other keyboard layout", "one wrong letter", "abbreviated"}
PERTURBED = 120  # queries of each habit, at most
LONG_ENOUGH = 6  # letters


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
        results = found.search(Query.from_text(text, limit=10))
        layout = [hint for hint in results.hints if hint.kind == "layout"]
        if layout and not results.total:
            results = found.search(Query.from_text(layout[0].query_text, limit=10))
        return [ids[hit.id] for hit in results.hits]

    def match(text: str) -> list[str]:
        return [ids[hit.id] for hit in found.search(Query.from_text(text, limit=ALL)).strict]

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
    asked.add_argument("--perturbed", action="store_true")
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
                    rank, match = system(Path(folder) / "data", rows)
                    search = match if matching else rank
                    report(score, truth_name, system.__name__, search, truth, matching)
                    if told.perturbed:
                        perturb(score, rank, match if matching else None, truth)


def perturb(score: ModuleType, rank: Search, match: Search | None, truth: list[Row]) -> None:
    """Ask those queries that a habit changes, as they are and changed."""
    for name, change in HABITS.items():
        changed = [(row, change(row["q"], Random(row["q"]))) for row in truth]
        pairs = [(row, typed) for row, typed in changed if typed != row["q"]]
        pairs = Random(name).sample(pairs, min(PERTURBED, len(pairs)))
        some = [row for row, _ in pairs]
        if not pairs:
            continue
        search = rank if match is None or name in NEAR else match
        clean = {row["q"]: search(row["q"]) for row in some}
        typed = {row["q"]: search(text) for row, text in pairs}
        figures = [_figure(score, run, some, search is match) for run in (clean, typed)]
        print(f"  {name:22} {len(some):4} queries · {' → '.join(figures)}", flush=True)


def _figure(score: ModuleType, run: dict[str, list[str]], truth: list[Row], matched: bool) -> str:
    if matched:
        p, r, f = score.matched(run, truth)["all"]
        return f"P {p:.4f} R {r:.4f} F1 {f:.4f}"
    if "doc" in truth[0]:
        ranked = score.ranked(run, truth)
        return f"MRR@10 {ranked['MRR@10']:.4f} recall@10 {ranked['recall@10']:.4f}"
    found = sum(bool({*run[row["q"]]} & {*row["documents"]}) for row in truth)
    return f"one of them in ten {found / len(truth):.4f}"


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
