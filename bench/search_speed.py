"""Search speed at a number of one-page records: build, memory, questions, keywords, new records.

    python -m bench.search_speed [--sets DIR] [--records 2000 20000]

Records are made from the paragraphs of the sets' government news (see bench.search_quality), about
1,500 letters each, the same ones each time; without the sets, of dictionary words drawn with
Zipf's weights, which says less about questions. Objects are in memory (bench.search_world), so
this is the index alone. Each size runs in a process of its own, and its peak memory is its own.
"""

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pythainlp.corpus import thai_words

from bench.search_world import World
from indexer.index import Index
from indexer.query import Query

LETTERS = 1_500  # of one record, about a page
ASKED = 200  # queries of each kind
WORDS = sorted(thai_words(), key=lambda word: (len(word), word))


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


def queries(sets: Path | None, name: str) -> list[str]:
    """Return keywords, headlines or questions."""
    if sets is None:
        drawn = map(random.Random, range(ASKED))
        if "keywords" in name:
            return [sentence(chance)[:8] for chance in drawn]
        return [f"{sentence(chance)} {sentence(chance)[:9]}เท่าไร" for chance in drawn]
    with (sets / name).open(encoding="utf-8") as file:
        found = [json.loads(line)["q"] for line in file]
    random.Random(2).shuffle(found)
    return found[:ASKED]


def spread(act: Callable[[str], object], given: list[str]) -> str:
    """Return median and 95th percentile in milliseconds."""
    taken = []
    for each in given:
        start = time.perf_counter()
        act(each)
        taken.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(taken, n=20)
    return f"p50 {cuts[9]:7.1f}  p95 {cuts[18]:7.1f} ms"


def measure(sets: Path | None, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        made = list(documents(sets, count))
        letters = sum(len(text) for _, text in made)
        world.file(made)
        index = Index(Path(folder) / "index", world.archive, world.journal)
        start = time.perf_counter()
        index.catch_up()
        taken = time.perf_counter() - start
        size = index.state().size / 2**20
        print(f"\n{count:,} records, {letters / 1e6:.1f} million letters", flush=True)
        print(f"  built in {taken:.1f} s, {count / taken:.0f} records/s, {size:.0f} MB on disk")

        def ask(text: str) -> None:
            index.search(Query.from_text(text))

        def file_and_find(word: str) -> None:
            world.file([("บันทึกใหม่", f"เรื่องใหม่ที่เพิ่งเก็บ {word}")])
            assert index.search(Query.from_text(word)).total == 1

        start = time.perf_counter()
        other = Index(Path(folder) / "index", world.archive, world.journal)
        other.search(Query.from_text("งบประมาณ"))
        print(f"  first search of a new process {(time.perf_counter() - start) * 1000:.0f} ms")
        other.close()
        ask("งบประมาณ")
        for name in ("gov-keywords", "gov-headlines", "iapp-questions"):
            print(f"  {name:15} {spread(ask, queries(sets, name + '.jsonl'))}", flush=True)
        unheard = [f"ฮฮฮ{number}ฬฬ" for number in range(20)]
        print(f"  filed, found    {spread(file_and_find, unheard)}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory     {peak:.0f} MB, the made-up records themselves included")
        index.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=Path)
    asked.add_argument("--records", type=int, nargs="+", default=[2_000, 20_000])
    told = asked.parse_args()
    for count in told.records:
        process = multiprocessing.get_context("spawn").Process(
            target=measure, args=(told.sets, count)
        )
        process.start()
        process.join()


if __name__ == "__main__":
    main()
