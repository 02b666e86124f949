"""Suggestions while somebody types: phrases that titles share, titles, people, groups."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Literal

from indexer.asked import Known
from indexer.hit import Suggestion
from indexer.limits import as_normal
from indexer.said import Labels, Said, seen
from indexer.words import words

SHORTEST = 2  # letters from which something is suggested
TITLES = 200  # of those that hold what was typed, the newest, from which phrases are taken
WORDS = 4  # of a phrase, the typed one included
_BEFORE = ' (“"/-'


def suggestions(
    said: Said, text: str, limit: int, access: Container[str] | None, known: Known
) -> tuple[Suggestion, ...]:
    """Return at most ``limit`` completions, out of what the reader may see: first phrases that
    several titles share, then people and groups, then whole titles; each once."""
    typed = as_normal(text)
    if len(typed) < SHORTEST:
        return ()
    titles = [
        (title, count)
        for title, labels in said.titles.items()
        if typed in as_normal(title) and (count := seen(labels, access))
    ]
    titles.sort(key=lambda found: not _begins(as_normal(found[0]), typed))
    groups = {
        next(iter(known.groups.get(code, ())), code): labels for code, labels in said.groups.items()
    }
    offered = (
        *_phrases(typed, [title for title, _ in titles[:TITLES]])[: limit // 2],
        *_named("person", typed, said.people, access),
        *_named("group", typed, {**said.bodies, **groups}, access),
        *(Suggestion(title, "title", count) for title, count in titles[:limit]),
    )
    once = {as_normal(one.text): one for one in reversed(offered)}
    return tuple(one for one in offered if once[as_normal(one.text)] is one)[:limit]


def _begins(title: str, typed: str) -> bool:
    """Whether what was typed begins the title or stands in it behind a space."""
    at = title.find(typed)
    return at == 0 or title[at - 1] in _BEFORE


def _named(
    kind: Literal["person", "group"],
    typed: str,
    names: Mapping[str, Labels],
    access: Container[str] | None,
) -> Iterator[Suggestion]:
    for name, labels in names.items():
        if typed in as_normal(name) and (count := seen(labels, access)):
            yield Suggestion(name, kind, count)


def _phrases(typed: str, titles: list[str]) -> list[Suggestion]:
    """Return the runs of words beginning with what was typed that more than one title has, the
    most frequent first; of a run and its shorter beginnings with the same count, the longest."""
    counted: Counter[str] = Counter()
    for title in titles:
        counted.update(set(_runs(as_normal(title), typed)))
    frequent = {run: count for run, count in counted.items() if count > 1}
    kept = [
        run
        for run, count in frequent.items()
        if not any(
            other.startswith(run) and other != run and frequent[other] == count
            for other in frequent
        )
    ]
    kept.sort(key=lambda run: (-frequent[run], run))
    return [Suggestion(run, "phrase", frequent[run]) for run in kept]


def _runs(title: str, typed: str) -> Iterator[str]:
    """Yield what was typed with the rest of its word, and with one to three words more."""
    at = title.find(typed)
    if not _begins(title, typed) and not _on_a_word(title, at):
        return
    ends, end = [], at
    for word in words(title[at:]):
        end = title.index(word, end) + len(word)
        if end >= at + len(typed):
            ends.append(end)
        if len(ends) == WORDS:
            break
    for end in ends:
        if end > at + len(typed):
            yield title[at:end]


def _on_a_word(title: str, at: int) -> bool:
    """Whether a word begins here, as the title is cut."""
    begins = 0
    for word in words(title):
        begins = title.index(word, begins)
        if begins >= at:
            return begins == at
        begins += len(word)
    return False
