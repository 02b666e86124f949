"""What a record's texts are in the index, made here or in other processes."""

import multiprocessing

import pytest

from indexer import analysing
from indexer.analysing import analysed, beside

RECORDS = [
    [f"เรื่องที่ {number}", f"ว {number}", "", f"ขอเชิญประชุมครั้งที่ ๑๐/๒๕๖๙ และงบ {number} บาท"]
    for number in range(250)
]


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(analysing, "WORTH_WHILE", len(RECORDS))


def test_the_first_passage_has_the_title_too() -> None:
    told = analysed(["คำสั่ง", "๑๒", "วาระ", "การประชุม", "", "มติ"])
    assert told.lines == ["คำสั่ง", "12", "วาระ", "การประชุม", "", "มติ"]
    assert [cut for cut, _ in told.units] == [["คำสั่ง", "วาระ", "การประชุม"], ["มติ"]]
    assert "ประชุม" in told.units[0][1]
    assert "การประชุม" not in told.units[0][1]


@pytest.mark.slow
@pytest.mark.usefixtures("two_cores")
def test_other_processes_analyse_alike_and_in_order() -> None:
    before = len(multiprocessing.active_children())
    with beside(len(RECORDS)) as begin:
        assert len(multiprocessing.active_children()) == before + 2
        assert list(begin(RECORDS)) == list(map(analysed, RECORDS))
    assert len(multiprocessing.active_children()) == before


@pytest.mark.slow
@pytest.mark.usefixtures("two_cores")
def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    before = multiprocessing.active_children()
    with beside(len(RECORDS)) as begin:
        for process in set(multiprocessing.active_children()) - set(before):
            process.kill()
            process.join()
            assert process.exitcode
        assert list(begin(RECORDS)) == list(map(analysed, RECORDS))


def test_few_records_are_not_worth_another_process() -> None:
    before = len(multiprocessing.active_children())
    with beside(len(RECORDS)) as begin:
        assert len(multiprocessing.active_children()) == before
        assert [told.lines[1] for told in begin(RECORDS)][:2] == ["ว 0", "ว 1"]
