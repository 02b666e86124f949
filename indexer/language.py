"""The words of a query and what they ask for.

Nobody has to learn it: plain words, “phrases”, a day, a number. Who wants more writes ``-not``,
``หรือ`` between two words, ``field:value``, a stretch of time, ``begin*``. Whatever does not make
sense as an operator is a word like others, and a note says so; nothing typed is an error.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import get_args

from indexer import phrases
from indexer.asked import Asked, Clause, Known, Place
from indexer.phrases import Phrase
from thai.periods import Period, period_of, relative_period
from thai.text import normal

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "ปี": "year", "ปีพ.ศ.": "year", "พ.ศ.": "year", "ปีงบ": "fiscal", "ปีงบประมาณ": "fiscal",
        "วันที่": "period", "ลงวันที่": "period", "ช่วง": "period",
        "ประเภท": "type", "หมวด": "category", "หมวดหมู่": "category", "กลุ่ม": "group",
        "เรื่อง": "title", "ชื่อเรื่อง": "title", "ที่": "number", "เลขที่": "number",
        "จาก": "sender", "ถึง": "receiver", "ผู้ลงนาม": "signer", "ลงนาม": "signer",
        "มติ": "resolution", "เฉพาะ": "only",
    }
)  # fmt: skip
"""The words before a colon, and what each asks for."""

_CANONICAL = {
    "title": "เรื่อง", "number": "เลขที่", "sender": "จาก", "receiver": "ถึง",
    "signer": "ผู้ลงนาม", "resolution": "มติ",
}  # fmt: skip
_FIELD = "|".join(sorted(map(re.escape, FIELDS), key=len, reverse=True))
_QUOTED = r'[“”"][^“”"]*[^\W_][^“”"]*[“”"]'
_MONTH = r"[ก-ฮ][ก-๎.]{1,12}"
_MONTH_YEAR = rf"(?:\d{{1,2}}\s*)?{_MONTH}\s*(?:พ\.?ศ\.?\s*)?\d{{2,4}}"
_DAY = r"\d{1,2}/\d{1,2}/\d{2,4}"
_TO = r"\s*(?:-|–|—|ถึง(?:วันที่)?)\s*"
_STRETCH = rf"(?:(?:\d{{1,2}}\s*)?{_MONTH}(?:\s*\d{{2,4}})?{_TO}{_MONTH_YEAR}|{_DAY}{_TO}{_DAY})"
_NAMED_TIME = r"ปีงบ\s*\d{2,4}|\d{1,3}\s*(?:วัน|สัปดาห์|เดือน|ปี)(?:ที่ผ่านมา|ย้อนหลัง)"
_LONG_VALUE = (
    rf"{_STRETCH}|\d{{1,2}}{_TO}{_MONTH_YEAR}|{_NAMED_TIME}|{_MONTH_YEAR}|"
    rf"{phrases.BOOK}|{phrases.CIRCULAR}"
)
_TOKEN = re.compile(
    rf"(?<!\S)(?P<field>-?(?:{_FIELD}))\s?[:：]\s?"
    rf'(?P<value>{_QUOTED}|(?:{_LONG_VALUE})(?!\S)|[^\s“”"]*)'
    rf'|(?<!\S)-(?P<unwanted>{_QUOTED}|(?=[^\W\d_])[^\s“”"]+)'
    r"|(?<!\S)(?P<either>หรือ|or)(?!\S)"
    rf"|(?P<quoted>{_QUOTED})"
    rf"|(?<!\S)(?P<stretch>{_STRETCH}|{_NAMED_TIME})(?!\S)"
    rf"|(?<![\d/])(?P<day>{phrases.DAY})(?![\d/])"
    rf"|(?<![ก-๎])(?P<book>{phrases.BOOK})(?!\d)"
    rf"|(?<![ก-๎])(?P<circular>{phrases.CIRCULAR})(?![\d/])"
    rf"|(?<![\dก-๎a-z/.])(?P<ofyear>{phrases.OF_YEAR})(?![\d/])"
    r'|(?P<plain>[^\s“”"]+)'
)
_BEFORE_DAY = re.compile(rf"(?<![“”\"])(?:เมื่อ)?(?:วันที่|ลงวันที่)\s*(?={phrases.DAY})")
_LETTER = re.compile(r"[^\W_]")
_UNKNOWN_FIELD = re.compile(r"([ก-๎.]{2,20})[:：][^\s/]")
_PREFIX = re.compile(r"([^\W_][^*]*)\*")


def read(text: str, today: date, known: Known) -> Asked:
    """Read a query in the normal form; ``today`` is what ปีที่แล้ว counts from."""
    asked = Asked()
    for piece in _TOKEN.finditer(_parted(text)):
        kind = "field" if piece["field"] else str(piece.lastgroup)
        typed = piece.group().strip()
        before = len(asked.canonical)
        understood = _READERS[kind](asked, piece, today, known)
        if not understood:
            _words(asked, typed)
        if len(asked.canonical) == before:
            words = " ".join(f'"{word}"' for word in _lettered(typed))
            asked.spell(typed, typed if understood else words)
    return _literally(asked) if asked.is_empty and asked.unwanted else asked


def pieces_of(asked: Asked, today: date, known: Known) -> tuple[str, ...]:
    """Return the query's pieces as the product writes them: as usual, if that means the same."""
    usual = tuple(piece for piece, _ in asked.canonical)
    if _same(read(" ".join(usual), today, known), asked):
        return usual
    guarded = tuple(piece for _, piece in asked.canonical)
    again = read(" ".join(guarded), today, known)
    return guarded if again.canonical == asked.canonical else pieces_of(again, today, known)


def _same(one: Asked, other: Asked) -> bool:
    return (one.clauses, one.unwanted, one.period, one.codes) == (
        other.clauses, other.unwanted, other.period, other.codes
    )  # fmt: skip


def _literally(asked: Asked) -> Asked:
    """Nothing but what is not wanted is no question: take it as words."""
    plain = Asked(notes=asked.notes)
    for clause in asked.unwanted:
        for phrase in clause.phrases:
            plain.want(Clause((Phrase.plain(phrase.text),)))
            plain.spell(f'"{phrase.text}"')
    plain.note("ignored", "-", "มีแต่คำที่ไม่เอา จึงค้นเป็นคำธรรมดา")
    return plain


def _parted(text: str) -> str:
    """Put white space around quoted pieces, but not behind the sign of an operator, and leave out
    the วันที่ before a day.
    """

    def spaced(found: re.Match[str]) -> str:
        before = text[found.start() - 1] if found.start() else " "
        first = text[found.start() - 2] if found.start() > 1 else " "
        tied = before in ":：" or (before == "-" and first == " ")
        return f"{'' if tied else ' '}{found.group()} "

    return re.sub(_QUOTED, spaced, _BEFORE_DAY.sub(" ", text))


def _words(asked: Asked, typed: str) -> bool:
    """Take a piece as plain words."""
    for word in _lettered(typed):
        asked.want(Clause((Phrase.plain(word),)))
    return True


def _lettered(typed: str) -> list[str]:
    """The words of a piece, without quotation marks and bare punctuation."""
    return [word for word in re.sub('[“”"]', " ", typed).split() if _LETTER.search(word)]


def _quoted(asked: Asked, piece: re.Match[str], _: date, __: Known) -> bool:
    inside = _unquoted(piece.group())
    asked.want(Clause((Phrase.plain(inside),)))
    asked.spell(f'"{inside}"')
    return True


def _unquoted(text: str) -> str:
    return re.sub('[“”"]', "", text).strip()


def _either(asked: Asked, piece: re.Match[str], _: date, __: Known) -> bool:
    more = _LETTER.search(piece.string, piece.end()) is not None
    if not more or not asked.clauses or asked.clauses[-1].place:
        return False
    asked.joining = True
    asked.spell("หรือ")
    return True


def _unwanted(asked: Asked, piece: re.Match[str], _: date, __: Known) -> bool:
    text = _unquoted(piece["unwanted"])
    asked.unwanted.append(Clause((Phrase.plain(text),)))
    asked.note("understood", piece.group(), f"ไม่เอาเอกสารที่มี “{text}”")
    asked.spell(f'-"{text}"' if " " in text else f"-{text}", f'-"{text}"')
    return True


def _special(asked: Asked, piece: re.Match[str], _: date, __: Known) -> bool:
    """What has many ways of being written: a day, an official number or its end."""
    text = piece.group().strip()
    phrase = {
        "day": phrases.day, "book": phrases.book, "circular": phrases.circular,
        "ofyear": phrases.of_year,
    }[str(piece.lastgroup)](text)  # fmt: skip
    if phrase is None:
        return False
    asked.want(Clause((phrase,)))
    return True


def _stretch(asked: Asked, piece: re.Match[str], today: date, _: Known) -> bool:
    return _bounded(asked, piece.group(), period_of(piece.group(), today))


def _bounded(asked: Asked, typed: str, period: Period | None) -> bool:
    if period is None:
        return False
    asked.period = asked.period.within(period)
    asked.timed.append(typed.strip())
    asked.note("understood", typed, f"เฉพาะวันที่ {period}")
    return True


def _plain(asked: Asked, piece: re.Match[str], today: date, _: Known) -> bool:
    typed = piece.group()
    if apart := piece.start() == 0 or piece.string[piece.start() - 1].isspace():
        if _bounded(asked, typed, relative_period(typed, today)):
            return True
        if begins := _PREFIX.fullmatch(typed):
            asked.want(Clause((phrases.beginning(begins[1]),)))
            return True
        if other := _UNKNOWN_FIELD.match(typed):
            says = f"ไม่รู้จัก “{other[1]}:” จึงค้นเป็นคำธรรมดา"
            asked.note("ignored", typed, says)
    if not apart and _LETTER.search(typed):
        asked.spell(f'"{typed}"')
    return False


def _field(asked: Asked, piece: re.Match[str], today: date, known: Known) -> bool:
    wanted, word = not piece["field"].startswith("-"), piece["field"].lstrip("-")
    value, meaning = _unquoted(piece["value"]), FIELDS[word]
    if not _LETTER.search(value):
        if meaning == "resolution" and wanted:
            return _only(asked, "มติ:")
        asked.note("ignored", piece.group(), f"ไม่ได้บอกว่า “{word}:” อะไร จึงค้นเป็นคำธรรมดา")
        return False
    if meaning in _CANONICAL:
        return _placed(asked, meaning, value, wanted)
    if wanted and _limited(asked, piece.group(), meaning, value, today, known):
        return True
    told = f"ไม่เข้าใจ “{piece.group().strip()}” จึงค้นเป็นคำธรรมดา"
    asked.note("ignored", piece.group(), told + _EXAMPLES.get(meaning, ""))
    if wanted:  # the word before the colon says where to look, not what for
        asked.want(Clause((Phrase.plain(value),)))
        asked.spell(f'"{value}"')
    return wanted


def _only(asked: Asked, typed: str) -> bool:
    asked.only_resolutions = True
    asked.note("understood", typed, "เฉพาะวาระที่มีมติ")
    asked.spell("เฉพาะ:มติ")
    return True


def _placed(asked: Asked, meaning: str, value: str, wanted: bool) -> bool:
    """A condition on one part of the record."""
    place, word = _PLACES[meaning], _CANONICAL[meaning]
    clause = Clause((_in_place(place, value),), place)
    (asked.clauses if wanted else asked.unwanted).append(clause)
    sign, guarded = "" if wanted else "-", f'"{value}"'
    asked.spell(f"{sign}{word}:{guarded if ' ' in value else value}", f"{sign}{word}:{guarded}")
    asked.note("understood", asked.canonical[-1][0], f"{word}{'มี' if wanted else 'ไม่มี'} “{value}”")
    return True


def _in_place(place: Place, value: str) -> Phrase:
    return Phrase.number_of(value) if place == "number" else Phrase.plain(value)


def _limited(  # noqa: PLR0917
    asked: Asked, typed: str, meaning: str, value: str, today: date, known: Known
) -> bool:
    """A limit of time or to some codes."""
    match meaning:
        case "year":
            return _bounded(asked, typed, period_of(f"ปี {value}", today) or period_of(value, today))
        case "fiscal":
            return _bounded(asked, typed, period_of(f"ปีงบ {value}", today))
        case "period":
            return _bounded(asked, typed, period_of(value, today))
        case "only":
            return value == "มติ" and _only(asked, typed)
    return _coded(asked, typed, meaning, value, known)


def _coded(asked: Asked, typed: str, meaning: str, value: str, known: Known) -> bool:
    """A limit to the types, categories or groups that are called so."""
    words = {"type": known.types, "category": known.categories, "group": known.groups}[meaning]
    called = {code: [normal(word) for word in (code, *names)] for code, names in words.items()}
    codes = [code for code, names in called.items() if value in names] or [
        code for code, names in called.items() if any(value in name for name in names)
    ]
    if not codes and re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        codes = [value]
    if codes:
        asked.codes[meaning] = frozenset(codes)
        names = " ".join(next(iter(words.get(code, ())), code) for code in codes)
        asked.note("understood", typed, f"เฉพาะ{_CODED[meaning]} {names}")
    return bool(codes)


_EXAMPLES = {
    "year": " (เขียนเช่น ปี:๒๕๖๙ หรือ ปี:๖๗-๖๙)",
    "fiscal": " (เขียนเช่น ปีงบ:๒๕๖๙)",
    "period": " (เขียนเช่น วันที่:๒๒/๑๑/๖๙ หรือ วันที่:ต.ค. ๖๙)",
    "only": " (เขียน เฉพาะ:มติ)",
}
_CODED = {"type": "ประเภท", "category": "หมวด", "group": "กลุ่ม"}
_PLACES: Mapping[str, Place] = {place: place for place in get_args(Place)}
_READERS = {
    "field": _field, "unwanted": _unwanted, "either": _either, "quoted": _quoted,
    "stretch": _stretch, "day": _special, "book": _special, "circular": _special,
    "ofyear": _special, "plain": _plain,
}  # fmt: skip
