"""Sets of records by three letters, and what a large index carries from moment to moment."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.passages import Passage
from archive.records import RecordId
from indexer import grams
from indexer.bits import places_of
from indexer.counting import Texts
from indexer.entry import Entry
from indexer.kept import Bookmark, Kept, Read
from indexer.letters import folded
from indexer.mirror import Mirror
from indexer.phrases import Phrase

BEGINNING = Bookmark("journal", 0, "", "analysis", "engine")
WORDS = ("งบประมาณ", "อาหาร", "ประชุม", "pa", "ครู", "สอบ", "แผน", "2569")


@given(st.sets(st.integers(0, 5_000), max_size=200))
def test_a_set_of_places_survives_packing(chosen: set[int]) -> None:
    packed = grams.gathered([b"abc" * (place in chosen) for place in range(5_001)]).get(b"abc")
    bits = grams.unpacked(packed) if packed else 0
    assert places_of(bits) == sorted(chosen)


@given(st.lists(st.booleans(), max_size=300), st.lists(st.booleans(), max_size=300))
def test_two_parts_joined_hold_what_both_held(left: list[bool], right: list[bool]) -> None:
    sets, both = [], [*left, *right]
    for shift, flags in ((0, left), (len(left), right)):
        if packed := grams.gathered([b"abc" if flag else b"xyz" for flag in flags]).get(b"abc"):
            sets.append((shift, packed))
    bits = grams.unpacked(grams.joined(sets, len(both))) if sets else 0
    assert places_of(bits) == [i for i, flag in enumerate(both) if flag]


texts = st.lists(st.text("กขคง\n", max_size=30).map(folded), max_size=8)
needles = st.lists(st.text("กขคง", min_size=1, max_size=5).map(folded), max_size=8)


@settings(max_examples=40)
@given(texts, needles)
def test_letters_are_counted_as_often_as_they_stand(
    texts: list[bytes], needles: list[bytes]
) -> None:
    counted = Texts(texts).counts(needles).tolist()
    standing = [
        [sum(text.startswith(needle, at) for at in range(len(text))) for text in texts]
        for needle in needles
    ]
    assert counted == standing


@settings(max_examples=40)
@given(texts)
def test_a_run_of_letters_is_told_of_each_text_that_has_it(texts: list[bytes]) -> None:
    told = {run: found.tolist() for run, found in Texts(texts).runs()}
    lines = [[line + b"\n" for line in text.split(b"\n")] for text in texts]
    for run in {line[i : i + 3] for some in lines for line in some for i in range(len(line) - 2)}:
        having = [n for n, some in enumerate(lines) if any(run in line for line in some)]
        assert told.pop(run) == having
    assert not told


def _entry(number: int, text: str) -> Entry:
    return Entry(
        id=RecordId(2569, "memo", number),
        title=f"เรื่องที่ {number}",
        number="",
        order="",
        year=2569 - number % 3,
        category=f"{number % 2}",
        type="memo",
        day=date(2026, 11, 2),
        access="office",
        group="",
        sender="",
        receiver="",
        signer="",
        source="",
        passages=(Passage("", text),),
    )


def _write(kept: Kept, entries: list[Entry]) -> None:
    read = [
        Read(entry, b"\n".join(map(folded, (entry.title, "", "", entry.passages[0].text))))
        for entry in entries
    ]
    numbered = zip(kept.numbers(len(entries)), read, strict=True)
    kept.write(numbered, {}, BEGINNING, {})


def test_parts_never_hide_what_a_plain_look_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.kept.PART", 20)
    monkeypatch.setattr(
        "indexer.kept.long_words", lambda: [folded(word) for word in WORDS if word[3:]]
    )
    monkeypatch.setattr("indexer.mirror.FEW", 3)
    kept, chance = Kept.create(tmp_path / "kept.db", BEGINNING), Random(5)
    mirror, written = Mirror(kept), dict[int, str]()
    for _ in range(30):
        numbers = chance.sample(range(1, 200), 9)
        for number in numbers:
            written[number] = "".join(chance.sample(WORDS, 3))
        _write(kept, [_entry(number, written[number]) for number in numbers])
        kept.part()
        snapshot = mirror.refresh()
        for needle in (*WORDS, "ประ", "มาณ", "ก", "ะช", "569", "ไม่มีที่ไหน"):
            found = places_of(snapshot.holding(Phrase.plain(needle), snapshot.facets.everything))
            held = {RecordId.parse(snapshot.rows[slot].id).sequence for slot in found}
            assert held == {n for n, text in written.items() if needle in text}, needle
    assert 1 <= len(kept.parts()) <= 6
    kept.close()


def test_what_is_carried_over_is_what_would_be_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.mirror.LARGE", 5)
    kept = Kept.create(tmp_path / "kept.db", BEGINNING)
    mirror = Mirror(kept)
    for first in (1, 9, 12, 14):
        _write(kept, [_entry(number, "งบประมาณ" * number) for number in range(first, first + 3)])
        carried, anew = mirror.refresh(), Mirror(kept).refresh()
        assert carried.facets == anew.facets
        assert (carried.slots, carried.average) == (anew.slots, anew.average)
    kept.close()
