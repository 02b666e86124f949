"""Work on strangers' files is done in children: what hangs, grows or dies takes nothing along."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from indexer.apart import Apart
from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow, ReadersBusy
from templates.errors import FormInvalid, Problem

SPACIOUS = 300 * 2**20  # bytes of address space: a child that has nothing to do takes 30 MB


def echo(given: object) -> object:
    return given


def die(given: object) -> None:
    os._exit(1)


def die_once(place: Path) -> str:
    """Be a child that dies, but for the second that is asked."""
    if not place.exists():
        place.touch()
        os._exit(1)
    return "ครั้งที่สอง"


def grow(given: object) -> int:
    return len(bytearray(2**40))


def turn(given: object) -> None:
    while True:
        pass


def stumble(given: object) -> None:
    raise ZeroDivisionError


def refuse(given: object) -> None:
    raise FormInvalid([Problem("to", "เรียน", "ยังไม่ได้กรอก")], {"to": given})


def count(upto: int, tell: Callable[[int, int], None]) -> str:
    for number in range(upto):
        tell(number + 1, upto)
    return "ครบ"


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(1, seconds=60, most=SPACIOUS) as one:
        yield one


def test_who_stops_listening_leaves_no_answer_for_the_next(apart: Apart) -> None:
    def stop(done: int, upto: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        apart.do("ยาว", count, 3, told=stop)
    assert apart.do("ถัดไป", echo, "ของตน") == "ของตน"


def test_a_child_that_hangs_is_ended_and_the_next_does_its_work(apart: Apart) -> None:
    with pytest.raises(PageTooSlow, match="ค้าง"):
        apart.do("ค้าง", time.sleep, 900, seconds=0.1)
    assert apart.do("ดี", echo, "ต่อไป") == "ต่อไป"


@pytest.mark.skipif(sys.platform == "win32", reason="there the clock alone bounds a child")
def test_a_child_that_works_without_end_is_ended_by_its_work_and_not_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("indexer.apart.CLOCK", 600)
    with Apart(1) as apart:
        apart.do("อุ่น", echo, "")
        with pytest.raises(PageTooSlow, match=r"วน\.pdf"):
            apart.do("วน.pdf", turn, "", seconds=1)
        assert apart.do("ดี", echo, "ต่อไป") == "ต่อไป"


@pytest.mark.parametrize("work", [die, grow, stumble])
def test_a_child_that_dies_grows_or_breaks_refuses_its_file_alone(
    apart: Apart, work: Callable[..., object]
) -> None:
    with pytest.raises(FileDamaged, match=r"ร้าย\.pdf"):
        apart.do("ร้าย.pdf", work, "")
    assert apart.do("ดี", echo, "ต่อไป") == "ต่อไป"


def test_who_meets_a_child_that_is_worn_out_gets_another(apart: Apart, tmp_path: Path) -> None:
    assert apart.do("ดี", echo, "อุ่น") == "อุ่น"
    assert apart.do("ดี", die_once, tmp_path / "ตาย") == "ครั้งที่สอง"


def test_a_refusal_is_told_as_it_was_meant(apart: Apart) -> None:
    with pytest.raises(FormInvalid, match="เรียน: ยังไม่ได้กรอก") as refused:
        apart.do("แบบ", refuse, "ปลัด")
    assert refused.value.given == {"to": "ปลัด"}


def test_what_a_child_tells_meanwhile_is_heard(apart: Apart) -> None:
    heard = list[tuple[int, int]]()
    assert apart.do("นับ", count, 3, told=lambda *told: heard.append(told)) == "ครบ"
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_nobody_waits_for_ever_where_all_children_are_at_work() -> None:
    with Apart(1, patience=0.01) as busy, busy._one(), pytest.raises(ReadersBusy):
        busy.do("รอ", echo, "")


def test_a_child_does_not_load_the_program_that_started_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, loaded = tmp_path / "program.py", tmp_path / "loaded"
    script.write_text(f"open({str(loaded)!r}, 'w').close()", encoding="utf-8")
    program = ModuleType("__main__")
    program.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", program)
    with Apart(1) as apart:
        assert apart.do("ดู", echo, "ดี") == "ดี"
    assert not loaded.exists()
