"""Cuts text into words as it stands: joined again, the pieces are the text, letter by letter.

For showing and comparing, where ``words.py`` is for finding. The dictionary's cut never falls
inside a letter cluster, so that a mark stays on its letter whatever the text's spelling.
"""

import re

from indexer.words import LONGEST_RUN, cut
from thai.text import clusters

_PIECE = re.compile(r"(?P<thai>[ก-ฺเ-๎]+)|[0-9๐-๙]+(?:[.,:/][0-9๐-๙]+)*|[A-Za-z]+|\s+|.", re.S)
_LEADING = "เแโใไ"


def pieces(text: str) -> list[str]:
    """Return words, numbers, white space and single signs in their order."""
    cuts = [word for piece in _PIECE.finditer(text) for word in _cut(piece)]
    ends = _ends(text)
    found, at, start = list[str](), 0, 0
    for word in cuts:
        at += len(word)
        if at in ends:
            found.append(text[start:at])
            start = at
    return found


def _ends(text: str) -> set[int]:
    """Return where a letter ends with its marks, and where the vowel before it does not stand."""
    ends, at = {len(text)}, 0
    for cluster in clusters(text):
        at += len(cluster)
        if cluster not in _LEADING:
            ends.add(at)
    return ends


def _cut(piece: re.Match[str]) -> list[str]:
    return _words(piece.group()) if piece.lastgroup == "thai" else [piece.group()]


def _words(run: str) -> list[str]:
    parts = (run[start : start + LONGEST_RUN] for start in range(0, len(run), LONGEST_RUN))
    words = [word for part in parts for word in cut(part)]
    return words if "".join(words) == run else clusters(run)
