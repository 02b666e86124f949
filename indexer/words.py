"""Cuts text into words: the analysis, whatever engine it feeds.

Quality comes from here, not from the engine: fed the same words, five engines ranked alike within
.006 MRR. Thai stretches are cut by newmm over PyThaiNLP's dictionary and the government
abbreviations, in nlpo3's native form (four times as fast, and lossless) where it is installed, else
in PyThaiNLP's; figures and Latin words are words as they stand. The two cut under .06 % of
stretches differently, so an index says by which it was made. *Inner* words are the dictionary's
words inside a compound (ประชุม in การประชุม), which newmm keeps whole. People's and places' names
are not added: the same cut on both sides is enough (docs/search.md). Text comes in the normal form
(``thai.text.normal``).
"""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from pythainlp.corpus import thai_words

from indexer.letters import folded
from thai.abbreviations import table
from thai.text import normal

try:
    import nlpo3
except ImportError:  # a machine for which it is not built
    nlpo3 = None  # type: ignore[assignment]

NATIVE = nlpo3 is not None
SHORTEST_INNER = 3  # letters; shorter ones (การ's กา) are mostly chance
LONGEST_RUN = 2_000  # letters cut at once: hostile text without a space must not take for ever
_PIECE = re.compile(r"(?P<thai>[ก-๎.]+)|[0-9]+(?:[.,][0-9]+)*|[a-z]+|[^\W\d_a-zก-๎]+|[^\W_]")
_LETTER = re.compile(r"[^\W_]")
_CLUSTER = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|[0-9]+|[a-z]+|\S", re.ASCII)
_RULES = "2"  # of this module; another number means another cut

Cut = Callable[[str], list[str]]


@cache
def dictionary() -> frozenset[str]:
    """Return the words that text is cut into."""
    return frozenset(map(normal, thai_words())) | _abbreviations()


@cache
def long_words() -> tuple[bytes, ...]:
    """Return the dictionary's words of four letters and more, as kept letters."""
    return tuple(folded(word) for word in dictionary() if len(word) > SHORTEST_INNER)


def _abbreviations() -> frozenset[str]:
    return frozenset(normal(entry.short) for entry in table())


@cache
def analysis() -> str:
    """Return what the cut depends on; an index made with another must be made anew."""
    own = hashlib.sha256("\n".join(sorted(_abbreviations())).encode()).hexdigest()[:12]
    by = f"nlpo3 {version('nlpo3')}" if NATIVE else "newmm"
    return f"{_RULES} pythainlp {version('pythainlp')} {by} {own}"


def cut(run: str) -> list[str]:
    """Cut a Thai stretch as it stands, at most LONGEST_RUN letters of it at once."""
    return (native() if NATIVE else plain())(run)


@cache
def native() -> Cut:
    """Return nlpo3's cut; never its "safe" way, which changes the text. Loading takes .1 s."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        path.write_text("\n".join(sorted(dictionary())), encoding="utf-8")
        nlpo3.load_dict(str(path), "saraban")
    return lambda text: list(nlpo3.segment(text, "saraban", safe=False))


@cache
def plain() -> Cut:
    """Return PyThaiNLP's cut, in Python alone."""
    from pythainlp.tokenize import Trie
    from pythainlp.tokenize.newmm import segment

    trie = Trie(dictionary())
    return lambda text: list(segment(text, trie))


def words(text: str) -> list[str]:
    """Return the words of a normal text in order; white space and punctuation are none."""
    return list(_words(text, cut))


def _words(text: str, cut: Cut) -> Iterator[str]:
    known = dictionary()
    for piece in _PIECE.finditer(text):
        run = piece.group()
        if piece.lastgroup != "thai":
            yield run
            continue
        for start in range(0, len(run), LONGEST_RUN):
            for word in cut(run[start : start + LONGEST_RUN]):
                bare = word if word in known else word.strip(".")
                if _LETTER.search(bare):
                    yield bare


@lru_cache(maxsize=200_000)
def inner_words(word: str) -> tuple[str, ...]:
    """Return the dictionary's words strictly inside a word, each once."""
    known, size = dictionary(), len(word)
    found = (
        word[start:end]
        for start in range(size - SHORTEST_INNER + 1)
        for end in range(start + SHORTEST_INNER, size + 1)
        if end - start < size and word[start:end] in known
    )
    return tuple(dict.fromkeys(found))


def cluster_trigrams(phrase: str) -> list[str]:
    """Return the runs of three letter clusters, a consonant with all its vowels and marks."""
    clusters = _CLUSTER.findall(phrase)
    return ["".join(clusters[i : i + 3]) for i in range(len(clusters) - 2)]
