"""What else may have been meant, where nothing has everything that was asked for."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from indexer.bits import places_of
from indexer.engine import Engine
from indexer.hit import Hint
from indexer.likeness import MOST, alike
from indexer.limits import within
from indexer.mirror import Snapshot
from indexer.near import Spelled
from indexer.query import Query
from indexer.said import seen
from indexer.strict import holding_any, meeting
from indexer.words import words
from thai.digits import to_thai
from thai.errors import Refused
from thai.keyboard import other_layout
from thai.sounds import sound

OFFERED = 4
KNOWN = 0.5  # share of letters in words of the index, from which a text is no garbage
SHORTEST_WORD = 2  # letters
FEW = 4  # conditions, above which leaving one out is no help
SHORTEST_SOUND, LONGEST_SOUND = 3, 24  # letters of a key, of what it is made of
_LIKE_SOUNDING = 3  # words of one sound that are tried


def hints(
    snapshot: Snapshot, engine: Engine, query: Query, spelled: Spelled | None
) -> tuple[Hint, ...]:
    """Return other queries that find something; the surest kind of error first. ``spelled`` is the
    query as it is written in the records.
    """
    found = [*_layout(snapshot, engine, query), *_spelling(snapshot, query, spelled)]
    for more in (
        _sound(snapshot, query),
        _other_year(snapshot, engine, query),
        _fewer_words(snapshot, query),
    ):
        known = {hint.query_text for hint in found}
        found += [
            hint for hint in more if hint.kind == "other_year" or hint.query_text not in known
        ]
    texts = {hint.kind: hint.query_text for hint in found}
    if texts.get("sound", "").startswith(texts.get("spelling", " ")):  # a longer, whole word
        found = [hint for hint in found if hint.kind != "spelling"]
    return tuple(found[:OFFERED])


def _count(snapshot: Snapshot, query: Query) -> int:
    return meeting(snapshot, query, within(query, snapshot.facets, snapshot.rows)).slots.bit_count()


def _layout(snapshot: Snapshot, engine: Engine, query: Query) -> Iterator[Hint]:
    """The same keys in the other language, if that is contained, or a question of known words."""
    if not (typed := other_layout(query.original)):
        return
    known = _known(engine, query)
    if known >= KNOWN and not query.original.isascii():  # Thai that somebody meant to write
        return
    try:
        asked = _reworded(query, typed)
    except Refused:
        return
    if len(asked.text) < SHORTEST_WORD:  # the normal form of a key held down
        return
    count = _count(snapshot, asked)
    if not count and _known(engine, asked) > max(KNOWN, known):
        among = within(asked, snapshot.facets, snapshot.rows)
        count = len(alike(snapshot, engine, asked, among))
    if count:
        yield Hint("layout", typed, "แป้นพิมพ์อาจสลับภาษาอยู่", count)


def _known(engine: Engine, query: Query) -> float:
    """The share of a query's letters that are in words of the index."""
    cut = words(query.words)
    having = engine.frequencies(cut)
    return sum(len(word) for word in cut if having[word]) / max(1, sum(map(len, cut)))


def _reworded(query: Query, text: str) -> Query:
    """The same limits with another text."""
    asked = Query.from_text(text)
    return replace(query, clauses=asked.clauses, unwanted=asked.unwanted, text=asked.text)


def _spelling(snapshot: Snapshot, query: Query, spelled: Spelled | None) -> Iterator[Hint]:
    if not spelled:
        return
    asked, why = spelled
    text = query.canonical
    for before, after in zip(query.clauses, asked.clauses, strict=True):
        if before != after:
            text = text.replace(before.phrases[0].text, _told(after.phrases[0].text))
    asked = replace(asked, clauses=tuple(replace(c, phrases=c.phrases[:1]) for c in asked.clauses))
    if count := _count(snapshot, asked):
        yield Hint("spelling", text, why, count)


def _told(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _sound(snapshot: Snapshot, query: Query) -> Iterator[Hint]:
    """Words of titles and names that sound like a phrase which nobody wrote."""
    among = within(query, snapshot.facets, snapshot.rows)
    for number, clause in enumerate(query.clauses):
        if clause.place or len(clause.phrases) > 1 or holding_any(snapshot, clause, among):
            continue
        typed = clause.phrases[0].text
        for word in _sounding(snapshot, typed, query.access)[:_LIKE_SOUNDING]:
            clauses = list(query.clauses)
            clauses[number] = replace(
                clause,
                phrases=(replace(clause.phrases[0], text=word, forms=(word,), needles=(word,)),),
            )
            if count := _count(snapshot, replace(query, clauses=tuple(clauses))):
                text = query.canonical.replace(typed, _told(word))
                yield Hint("sound", text, f"“{word}” ออกเสียงคล้าย “{typed}”", count)
                return


def _sounding(snapshot: Snapshot, typed: str, access: Container[str] | None) -> Sequence[str]:
    if len(typed) > LONGEST_SOUND or any(map(str.isdigit, typed)):
        return ()
    if len(key := sound(typed)) < SHORTEST_SOUND:
        return ()
    counted = {
        word: count
        for word in snapshot.said.sounding(key)
        if word != typed and (count := seen(snapshot.said.words[word], access))
    }
    return sorted(counted, key=lambda word: -counted[word])


def _other_year(snapshot: Snapshot, engine: Engine, query: Query) -> Iterator[Hint]:
    """The same in all years, if the time was limited; else what has most of it there."""
    if query.year is None and query.date_from is None and query.date_to is None:
        return
    asked = replace(query, year=None, date_from=None, date_to=None)
    if not asked.clauses:
        return
    among = within(asked, snapshot.facets, snapshot.rows)
    slots, what = places_of(meeting(snapshot, asked, among).slots), "พบ"
    if not slots and asked.phrases:
        what = "พบที่ใกล้เคียง"
        slots = [place.slot for place in alike(snapshot, engine, asked, among, MOST)]
    if slots:
        years = sorted({snapshot.rows[slot].year for slot in slots}, reverse=True)
        told = to_thai(" ".join(map(str, years[:3])))
        text = " ".join(piece for piece in query.pieces if piece not in query.timed)
        yield Hint("other_year", text, f"{what}ในปี {told}", len(slots))


def _fewer_words(snapshot: Snapshot, query: Query) -> Iterator[Hint]:
    """The conditions without those that no record meets, or without the last one."""
    whole = [clause for clause in query.clauses if not clause.place]
    if not 1 < len(whole) <= FEW:
        return
    among = within(query, snapshot.facets, snapshot.rows)
    having = {clause: holding_any(snapshot, clause, among).bit_count() for clause in whole}
    kept = [clause for clause in whole if having[clause]]
    if len(kept) == len(whole):
        kept.remove(min(kept, key=having.__getitem__))
    if not kept:
        return
    others = tuple(clause for clause in query.clauses if clause.place)
    if count := _count(snapshot, replace(query, clauses=(*kept, *others))):
        left = [clause for clause in whole if clause not in kept]
        without = " ".join(f"“{clause.phrases[0].text}”" for clause in left)
        texts = {phrase.text for clause in left for phrase in clause.phrases}
        text = " ".join(piece for piece in query.pieces if piece.strip('"') not in texts)
        yield Hint("fewer_words", text, f"ไม่รวม {without}", count)
