"""What every engine must do, at the seam and as the index of an office."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.passages import Text
from archive.records import NewFile
from indexer.engine import Engine, EngineBroken, Unit
from indexer.engines import DEFAULT, ENGINES, engine_named
from indexer.errors import EngineUnknown
from indexer.index import Index
from indexer.query import Query
from office.errors import SettingsBroken
from office.folder import Folder
from tests.test_indexer_index import EXAM, MEETING, Office, noon

pytestmark = pytest.mark.slow

JOURNAL_OF_SQLITE = 2 << 20  # bytes
BUDGET = Unit("2569/memo/0001", 1, 0, ["งบประมาณ", "อาหารกลางวัน", "โครงการ"], ["อาหาร", "กลางวัน"])
EXAMS = Unit("2569/memo/0002", 2, 0, ["สอบ", "วัดความรู้", "โครงการ"], ["ความรู้"])
TWICE = Unit("2569/memo/0003", 3, 4, ["งบประมาณ", "งบประมาณ", "รายงาน"], [])


@pytest.fixture(params=list(ENGINES))
def kind(request: pytest.FixtureRequest) -> type[Engine]:
    return ENGINES[request.param]


@pytest.fixture
def engine(kind: type[Engine], tmp_path: Path) -> Iterator[Engine]:
    made = kind.create(tmp_path / "words")
    made.write((), (BUDGET, EXAMS, TWICE), "none")
    yield made
    made.close()


def numbers(engine: Engine, *terms: str, limit: int = 10) -> list[int]:
    return [found.no for found in engine.rank(dict.fromkeys(terms, 1.0), limit, lambda no: True)]


def test_a_word_that_stands_more_often_ranks_higher(engine: Engine) -> None:
    found = engine.rank({"งบประมาณ": 1.0}, 10, lambda no: True)
    assert [(each.no, each.place) for each in found] == [(3, 4), (1, 0)]
    assert found[0].score > found[1].score > 0


def test_a_rare_word_counts_more_than_a_frequent_one(engine: Engine) -> None:
    assert numbers(engine, "โครงการ", "สอบ")[0] == 2
    assert numbers(engine, "โครงการ", "อาหารกลางวัน")[0] == 1


def test_a_word_inside_another_counts_less_than_the_word_itself(engine: Engine) -> None:
    engine.write((), [Unit("2569/memo/0004", 4, 0, ["อาหาร", "กลาง", "แจ้ง"], ["อื่น"])], "none")
    assert numbers(engine, "อาหาร") == [4, 1]


def test_a_weight_decides_between_words(engine: Engine) -> None:
    for first, second in (("สอบ", "รายงาน"), ("รายงาน", "สอบ")):
        found = engine.rank({first: 5.0, second: 1.0}, 1, lambda no: True)
        assert found[0].no == {"สอบ": 2, "รายงาน": 3}[first]


def test_what_may_not_be_shown_does_not_use_up_the_limit(engine: Engine) -> None:
    units = [Unit(f"2569/memo/{n:04}", n, 0, ["แผน"] * (n % 5 + 1), []) for n in range(10, 60)]
    engine.write((), units, "none")
    found = engine.rank({"แผน": 1.0}, 3, lambda no: no % 10 == 0)
    assert len(found) == 3
    assert {each.no % 10 for each in found} == {0}
    assert engine.rank({"แผน": 1.0}, 3, lambda no: False) == []
    assert len(engine.rank({"แผน": 1.0}, 100, lambda no: True)) == 50


def test_frequencies_count_passages_and_not_compounds(engine: Engine) -> None:
    words = ["งบประมาณ", "อาหาร", "ไม่มี"]
    assert engine.frequencies(words) == {"งบประมาณ": 2, "อาหาร": 0, "ไม่มี": 0}
    assert engine.size() == 3


def test_a_replaced_record_is_forgotten(engine: Engine) -> None:
    engine.write([BUDGET.record], [Unit(BUDGET.record, 9, 0, ["แผนงาน"], [])], "much")
    assert numbers(engine, "อาหารกลางวัน") == []
    assert numbers(engine, "แผนงาน") == [9]
    assert engine.size() == 3


def test_words_with_spaces_signs_and_foreign_letters_are_found(engine: Engine) -> None:
    strange = ["ฮุน เซน", "ก.ค.ศ.", "18,734.50", "a/b", "🙂", "中文"]
    engine.write((), [Unit("2569/memo/0009", 9, 0, strange, [])], "none")
    for word in strange:
        assert numbers(engine, word) == [9], word


def test_nothing_asked_finds_nothing(engine: Engine) -> None:
    assert engine.rank({}, 10, lambda no: True) == []


def test_a_write_that_fails_changes_nothing_and_hinders_no_other(engine: Engine) -> None:
    def torn() -> Iterator[Unit]:
        yield Unit("2569/memo/0009", 9, 0, ["ขาดตอน"], [])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.write([BUDGET.record], torn(), "none")
    assert (numbers(engine, "ขาดตอน"), numbers(engine, "อาหารกลางวัน")) == ([], [1])
    engine.write((), [Unit("2569/memo/0010", 10, 0, ["ต่อไป"], [])], "none")
    assert numbers(engine, "ต่อไป") == [10]


@pytest.mark.slow
def test_another_reader_sees_what_is_written(kind: type[Engine], tmp_path: Path) -> None:
    writing = kind.create(tmp_path / "words")
    reading = kind.open(tmp_path / "words")
    for no in range(1, 40):
        writing.write([f"r{no - 1}"], [Unit(f"r{no}", no, 0, ["เดียวกัน"], [])], "much")
        assert numbers(reading, "เดียวกัน") == [no]
    assert reading.size() == 1


@pytest.mark.slow
def test_many_small_writes_leave_few_files(kind: type[Engine], tmp_path: Path) -> None:
    engine = kind.create(tmp_path / "words")
    for no in range(1, 61):
        engine.write((), [Unit(f"r{no}", no, 0, [f"คำ{no}"], [])], "little")
    assert engine.size() == 60
    assert len([path for path in (tmp_path / "words").iterdir() if path.is_file()]) < 130


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"", b"\x80\x04garbage" * 50])
def test_damaged_files_are_called_broken_or_do_no_harm(
    kind: type[Engine], engine: Engine, tmp_path: Path, content: bytes | None
) -> None:
    engine.close()
    for name in sorted(path.name for path in (tmp_path / "words").iterdir()):
        copy = tmp_path / f"damaged {name}"
        shutil.copytree(tmp_path / "words", copy)
        (copy / name).unlink() if content is None else (copy / name).write_bytes(content)
        try:
            opened = kind.open(copy)
            assert set(numbers(opened, "งบประมาณ")) <= {1, 3}
            opened.close()
        except EngineBroken:
            continue


def test_both_engines_put_the_same_first(tmp_path: Path) -> None:
    chosen = [["งบ", "อาหาร"], ["งบ", "งบ", "ครู"], ["ครู", "สอบ"], ["สอบ", "อาหาร", "แผน"], ["แผน"]]
    units = [
        Unit(f"r{no}", no, 0, [*chosen[no % 5], f"เฉพาะ{no}", *["ข้อความ"] * (no % 7)], [])
        for no in range(1, 60)
    ]
    made = [kind.create(tmp_path / name) for name, kind in ENGINES.items()]
    for engine in made:
        engine.write((), units, "none")
    for asked in (["งบ"], ["ครู", "สอบ"], ["งบ", "แผน", "เฉพาะ9"], ["เฉพาะ30", "อาหาร"]):
        firsts = [set(numbers(engine, *asked, limit=3)) for engine in made]
        assert firsts[0] & firsts[1], asked
        assert len(numbers(made[0], *asked, limit=60)) == len(numbers(made[1], *asked, limit=60))


def test_an_engine_that_nobody_knows_is_refused_in_thai() -> None:
    with pytest.raises(EngineUnknown, match="whoosh หรือ tantivy"):
        engine_named("elastic")
    with pytest.raises(EngineUnknown, match="โปรดแก้"):
        engine_named(7)


@pytest.fixture
def office(archive: Archive, tmp_path: Path, kind: type[Engine]) -> Iterator[Office]:
    office = Office(archive, tmp_path / "index", kind.name)
    yield office
    office.index.close()


def test_another_engine_fills_a_new_index_while_the_old_one_answers(
    office: Office, kind: type[Engine]
) -> None:
    id = office.file("รายงาน", MEETING)
    office.file("บันทึก", EXAM)
    office.index.catch_up()
    other = next(each for each in ENGINES.values() if each is not kind)
    index = Index(office.folder, office.archive, office.journal, other.name)
    assert index.state().behind
    index.catch_up()
    assert (index.state().engine, index.state().behind) == (other.name, 0)
    results = index.search(Query.from_text("ใครได้รับงบประมาณ อาหารกลางวัน เท่าไร"))
    assert (results.hits[0].id, results.caught_up) == (id, True)
    index.close()


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _damaged(path: Path, damage: str) -> None:
    content = path.read_bytes()
    half = len(content) // 2
    if damage == "gone":
        path.unlink()
    elif damage == "garbled":
        path.write_bytes(content[:half] + b"\xa5" * 16 + content[half + 16 :])
    else:
        path.write_bytes(
            {"empty": b"", "garbage": b"\x80\x04garbage" * 50}.get(damage, content[:half])
        )


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["gone", "empty", "garbage", "truncated", "garbled"])
def test_whatever_happens_to_one_file_everything_is_found(
    office: Office, tmp_path: Path, damage: str
) -> None:
    budget, exam = office.file("รายงาน", MEETING), office.file("บันทึก", EXAM)
    office.index.catch_up()
    office.correct(exam, EXAM)
    office.index.catch_up()
    office.index.close()
    engine = office.index.state().engine
    office.index.close()
    for path in _files(office.folder):
        copy = tmp_path / "copy"
        shutil.copytree(office.folder, copy)
        _damaged(copy / path, damage)
        index = Index(copy, office.archive, office.journal, engine)
        for asked, first in (("อาหารกลางวัน", budget), ("ใครจัดสอบ วัดความรู้ เมื่อไร", exam)):
            assert index.search(Query.from_text(asked)).hits[0].id == first, path
        index.catch_up()
        assert (index.state().records, index.state().behind) == (2, 0), path
        index.close()
        shutil.rmtree(copy)


def test_a_file_lost_while_the_index_is_open_is_noticed(office: Office) -> None:
    budget = office.file("รายงาน", MEETING)
    office.index.catch_up()
    for path in _files(office.folder):
        if not path.name.lower().endswith("lock"):
            (office.folder / path).unlink()
    assert office.ids("อาหารกลางวัน") == [budget]
    office.file("บันทึก", EXAM)
    assert office.ids("อาหารกลางวัน") == [budget]
    assert office.ask("วัดความรู้").total == 1


class _Killed(BaseException):
    """The power goes."""


def test_a_rebuild_that_was_killed_goes_on_where_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(7):
        office.file("รายงาน", MEETING)
    office.index.catch_up()
    monkeypatch.setattr("indexer.following.AT_ONCE", 2)
    seen = list[tuple[int, int]]()

    def killed(done: int, of: int) -> None:
        seen.append((done, of))
        if done == 4:
            raise _Killed

    with pytest.raises(_Killed):
        office.index.rebuild(killed)
    office.index.close()
    again = Index(office.folder, office.archive, office.journal, office.index.state().engine)
    assert again.state().filling == (4, 7)
    office.file("บันทึก", EXAM)
    assert again.search(Query.from_text("อาหารกลางวัน")).total == 7
    assert again.search(Query.from_text("วัดความรู้")).total == 1
    assert again.rebuild(lambda *count: seen.append(count)) == 8
    assert seen == [(2, 7), (4, 7), (6, 8), (8, 8)]
    assert (again.state().filling, again.state().behind) == (None, 0)
    assert len(list(office.folder.glob("generation-*"))) == 1
    again.close()


def test_a_search_during_the_first_filling_says_that_it_is_incomplete(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        office.file("รายงาน", MEETING)
    monkeypatch.setattr("indexer.following.AT_ONCE", 2)
    monkeypatch.setattr("indexer.index.FILLED_BEFORE_ANSWER", 2)
    totals = [(office.ask("อาหารกลางวัน").total, office.ask("งบประมาณ").caught_up) for _ in range(3)]
    assert totals == [(2, False), (5, True), (5, True)]


def test_a_filling_can_be_stopped_and_is_finished_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        office.file("รายงาน", MEETING)
    monkeypatch.setattr("indexer.following.AT_ONCE", 2)
    asked = iter(range(100))
    assert office.index.rebuild(stop=lambda: next(asked) >= 6) < 6
    filling = office.index.state().filling
    assert filling is not None
    assert 0 < filling[0] < filling[1] == 6
    assert office.index.catch_up() == 6
    assert office.index.state().records == 6


@pytest.mark.slow
def test_amendments_do_not_swell_the_index(office: Office) -> None:
    ids = [office.file("รายงาน", MEETING, EXAM) for _ in range(5)]
    for version in range(1, 9):
        for id in ids:
            files = [NewFile("text.json", Text((MEETING, EXAM)).to_json())]
            office.archive.add_version(id, version, None, files, "p05", "แก้ไข")
            office.tell(id)
            office.index.catch_up()
    swollen = office.index.state().size
    office.index.rebuild()
    assert swollen < 6 * office.index.state().size + JOURNAL_OF_SQLITE
    assert office.index.state().records == 5


@pytest.mark.slow
def test_many_replaced_readings_mean_a_new_index(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.index.MOST_DEAD", 3)
    id = office.file("รายงาน", MEETING)
    for _ in range(6):
        office.tell(id)
        office.index.catch_up()
    assert office.index.state().records == 1
    assert next(office.folder.glob("generation-*")).name > "generation-000001"
    assert office.ids("อาหารกลางวัน") == [id]


def _write_until_killed(folder: Path, engine: str) -> None:
    database = Database(folder / "saraban.db")
    archive = Archive(database, folder / "archive", "demo-esa1", noon)
    index = Index(folder / "index", archive, Journal(database), engine)
    index.rebuild(lambda *_: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_killed_process_leaves_no_lock(office: Office, tmp_path: Path) -> None:
    for _ in range(3):
        office.file("รายงาน", MEETING)
    engine = office.index.state().engine
    office.index.close()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_write_until_killed, args=(tmp_path, engine))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert office.index.rebuild() == 3
    assert office.ask("อาหารกลางวัน").total == 3


def test_the_settings_choose_the_engine(tmp_path: Path) -> None:
    (tmp_path / "saraban.toml").write_text('format = 1\n[search]\nengine = "tantivy"\n')
    assert Folder.find(tmp_path).engine == "tantivy"
    (tmp_path / "saraban.toml").write_text("format = 1\n")
    assert Folder.find(tmp_path).engine == DEFAULT


@pytest.mark.parametrize(
    "said",
    [
        b"format = 1\narchive = no quotes\n",
        b"format = ",
        b'format = "1"\n',
        b"format = 1\narchive = 3\n",
        b'format = 1\n[search]\nengine = "whoosh"\n[search]\n',
        "format = 1 # ตั้งค่า".encode("cp874"),
    ],
)
def test_settings_that_cannot_be_read_are_refused_in_thai(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "saraban.toml").write_bytes(said)
    with pytest.raises(SettingsBroken, match="โปรดแก้ไข"):
        Folder.find(tmp_path)


@pytest.mark.parametrize(
    "said", ['[search]\nengine = "elastic"', "search = 3", "[search]\nengine = 3"]
)
def test_settings_with_an_unknown_engine_are_refused_in_thai(
    archive: Archive, tmp_path: Path, said: str
) -> None:
    (tmp_path / "saraban.toml").write_text(f"format = 1\n{said}\n")
    folder = Folder.find(tmp_path)
    with pytest.raises(EngineUnknown, match="โปรดแก้"):
        Index(folder.place("index"), archive, Journal(archive.database), folder.engine)
