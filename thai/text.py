"""Text in one form: for the index and the question, for form input, and cut at whole letters.

The rules and their sources stand in docs/thai.md. Two functions share them: `normal` for searching,
`clean` for what people type and paste.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from thai.digits import to_arabic

_TONE_LETTERS = (
    "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"  # ่ ้ ๊ ๋ and ์, which are typed in the wrong place alike
)
_VOWEL_SIGNS = "\u0e31\u0e34-\u0e3a"  # ั ิ ี ึ ื ุ ู ฺ
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

# Letters of old Thai fonts in the private-use area: the Microsoft and the Apple set.
_TONE_GLYPHS = (*range(0xF705, 0xF70A), *range(0xF70A, 0xF70F), *range(0xF713, 0xF718))
_GLYPHS = {
    **dict(zip(range(0xF700, 0xF705), "ฐ\u0e34\u0e35\u0e36\u0e37", strict=True)),
    **dict(zip(_TONE_GLYPHS, _TONE_LETTERS * 3, strict=True)),
    **dict(zip(range(0xF70F, 0xF713), "ญ\u0e31\u0e4d\u0e47", strict=True)),
    **dict(zip(range(0xF718, 0xF71B), "\u0e38\u0e39\u0e3a", strict=True)),
    **dict(zip(range(0xF884, 0xF88A), "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47", strict=True)),
    **{0xF88A + i: _TONE_LETTERS[i // 3] for i in range(15)},
    0xF899: "\u0e4d",
}
_UNSEEN = (  # controls that are no white space, zero-width and direction marks, lone surrogates
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffd\ud800-\udfff"
)
_LOWERED_APART = {"İ": "i\u0307", "Σ": "σ"}  # the two that str.lower() does not do letter by letter

Change = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _crowded(found: re.Match[str]) -> str:
    """Each mark once, vowels and the like before tones, ำ last."""
    marks = sorted(dict.fromkeys(found.group()), key=lambda m: (m == "\u0e33", m in _TONE_LETTERS))
    return "".join(marks)


def _compose(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found.group())


_STRAYS: Change = (
    re.compile(f"[{_UNSEEN}{''.join(map(chr, _GLYPHS))}]"),
    lambda m: _GLYPHS.get(ord(m.group()), ""),
)
_LOWER_APART: Change = (re.compile("[İΣ]"), lambda m: _LOWERED_APART[m.group()])
_BLANKS: Change = (
    re.compile(r"\A\s+|\s+\Z|[^\S ]\s*| \s+"),
    lambda m: " " if m.start() > 0 and m.end() < len(m.string) else "",
)
# A letter that may combine, with the one it may combine with; all below U+0300 and the Thai
# letters left out here begin anew, so that composing piece by piece equals composing the whole.
_COMPOSE: Change = (
    re.compile(r".?[^\x00-\u02ff\u0e01-\u0e37\u0e3b-\u0e47\u0e4c-\u0e7f]+", re.S),
    _compose,
)
_SPELLING: tuple[Change, ...] = (
    (re.compile(f"[^\\S\n]+(?=[{_MARKS}\u0e33])"), lambda m: ""),
    (re.compile(f"[{_MARKS}\u0e33]{{4,}}"), _crowded),
    (re.compile(f"([{_TONE_LETTERS}]+)([{_VOWEL_SIGNS}]+)"), lambda m: m[2] + m[1]),
    (re.compile("\u0e4d([\u0e48-\u0e4c]*)\u0e32"), lambda m: m[1] + "\u0e33"),
    (
        re.compile(f"\u0e33+([{_TONE_LETTERS}]+)|\u0e33[\u0e32\u0e33]+"),
        lambda m: (m[1] or "") + "\u0e33",
    ),
    (re.compile(f"([{_MARKS}])\\1+"), lambda m: m[1]),
    (re.compile("\u0e40\u0e40"), lambda m: "\u0e41"),
)
_PASSES = 32  # two or three settle any real text; hostile heaps of marks must not take for ever
_LENGTHENED: Change = (re.compile("([ก-ฮ])\\1{3,}"), lambda m: m[1])


def _settled(text: str, changes: tuple[Change, ...]) -> str:
    """The text after the changes, made until none finds anything more."""
    for _ in range(_PASSES):
        before = text
        text = unicodedata.normalize("NFC", text)
        for pattern, change in changes:
            text = pattern.sub(change, text)
        if text == before:
            break
    return text


def normal(text: str) -> str:
    """The normal form: what is indexed and what is asked are compared in it.

    Idempotent. Keeps nothing of the layout: one line, single spaces, lower case, Arabic digits.
    """
    for pattern, change in (_STRAYS, _LOWER_APART):
        text = pattern.sub(change, text)
    text = " ".join(to_arabic(text.lower()).split())
    return _settled(text, (*_SPELLING, _LENGTHENED))


@dataclass(frozen=True)
class Normal:
    """A text in normal form that knows where each of its letters stood in the original."""

    text: str
    offsets: "array[int]"
    """Where letter i began in the original; one entry more than letters, never falling."""

    @classmethod
    def of(cls, text: str) -> "Normal":
        """The same text as `normal(text)`, with its offsets."""
        text, offsets = _tracked(text, array("I", range(len(text) + 1)), (_STRAYS, _LOWER_APART))
        text, offsets = _tracked(to_arabic(text.lower()), offsets, (_BLANKS,))
        for _ in range(_PASSES):
            before = text
            composed = unicodedata.is_normalized("NFC", text)
            rules = (*(() if composed else (_COMPOSE,)), *_SPELLING, _LENGTHENED)
            text, offsets = _tracked(text, offsets, rules)
            if text == before:
                break
        return cls(text, offsets)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters start..end of the normal form stood in the original."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], max(self.offsets[end], self.offsets[end - 1] + 1)


def _tracked(
    text: str, offsets: "array[int]", changes: tuple[Change, ...]
) -> tuple[str, "array[int]"]:
    """The changes made one after the other, and where the letters left stood before all."""
    for pattern, change in changes:
        pieces: list[str] = []
        kept = array("I")
        at = 0
        for found in pattern.finditer(text):
            new = change(found)
            start, end = found.span()
            pieces += (text[at:start], new)
            kept += offsets[at:start]
            kept.extend(offsets[min(start + i, end - 1)] for i in range(len(new)))
            at = end
        if pieces:
            text = "".join((*pieces, text[at:]))
            offsets = kept + offsets[at:]
    return text, offsets


def clean(text: str, lines: bool = False) -> str:
    """What was typed or pasted, without the damage of Word and PDF; digits and case stay.

    One line, unless `lines` are kept: then each is stripped and at most one empty line divides.
    Two spaces that somebody typed stay two, and more become two; any other white space becomes one
    space. Idempotent.
    """
    text = _STRAYS[0].sub(_STRAYS[1], text)
    if lines:
        text = "\n".join(_one_line(line) for line in text.splitlines())
        return re.sub("\n{3,}", "\n\n", text).strip()
    return _one_line(text)


def _one_line(text: str) -> str:
    text = re.sub(" {3,}", "  ", text)
    return _settled(re.sub(r" *[^\S ]\s*", " ", text).strip(), _SPELLING)


_EXTENDING = f"{_MARKS}\u0e33\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_CLUSTER = re.compile(f".(?:[{_EXTENDING}]|\u200d.?)*", re.S)


def clusters(text: str) -> list[str]:
    """Letter clusters: a letter with the marks on it, ำ among them; joined they are the text.

    A vowel before its consonant (เ แ โ ใ ไ) and า are clusters of their own, as for a caret.
    """
    return _CLUSTER.findall(text)


def cut_bytes(text: str, limit: int) -> str:
    """As much of the text as `limit` bytes of UTF-8 hold, cut at a whole cluster.

    A vowel is not left without the consonant that it stands before.
    """
    if len(text.encode("utf-8", "surrogatepass")) <= limit:
        return text
    kept, size = "", 0
    for cluster in clusters(text):
        size += len(cluster.encode("utf-8", "surrogatepass"))
        if size > limit:
            break
        kept += cluster
    return kept.rstrip("เแโใไ")
