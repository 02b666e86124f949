"""A record is kept to people and groups by name, until a day, and opened again with a trace."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.catalogue import Filters
from archive.records import RecordId
from office import answers
from office.errors import TellingInvalid
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.plans import Wish
from office.profile import alike
from office.restricting import Kept
from tests.conftest import NOON, SAMPLES, prepared

MEMO = RecordId(2569, "memo", 1)
DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one memo."""
    with prepared(new_office, tmp_path_factory) as office:
        given = answers.load(SAMPLES / "memo-01.yaml")
        office.issue("memo", given, operator(), Wish(pdf=False))
        for person in ("p05", "p07", "p25"):
            office.people.add(person, person, operator())
        office.people.grant("p07", "registrar", "", operator())
        return office.folder.path


def sees(office: Office, actor: Actor) -> tuple[bool, int, int]:
    """Whether it opens, is listed, is counted."""
    try:
        opens = bool(office.show(MEMO, actor))
    except NotPermitted:
        opens = False
    listed = office.browse(Filters(), actor).total
    return opens, listed, sum(count for _, count in office.counts("type", Filters(), actor))


def keep(office: Office, *readers: str, until: date | None = None) -> None:
    kept = Kept(readers, until, "", "มีเรื่องส่วนตัวของบุคคล")
    office.restricting.restrict(MEMO, office.archive.record(MEMO).version, kept, operator())


@pytest.fixture
def later(office: Office, tmp_path: Path) -> Iterator[Office]:
    """The same office two weeks later."""
    office.close()
    with closing(Office.open(tmp_path / "data", lambda: NOON + timedelta(days=14))) as opened:
        yield opened


def test_a_paper_of_the_whole_office_opens_for_every_group_that_finds_it(office: Office) -> None:
    for group in ("policy", "plan"):
        assert sees(office, Actor("h", "h", (Grant("head", group),))) == (True, 1, 1)


def test_only_who_is_named_opens_lists_and_counts_it(office: Office) -> None:
    keep(office, "p05")
    assert sees(office, office.actor("p05")) == (True, 1, 1)
    for other in ("p07", "p25"):
        assert sees(office, office.actor(other)) == (False, 0, 0)
    assert sees(office, operator()) == (True, 1, 1)


def test_two_ids_that_differ_in_the_case_of_a_letter_are_two_people(office: Office) -> None:
    people = office.profile.people
    other = replace(next(one for one in people if one.id == "p05"), id="P05", role="")
    twice = replace(office.profile, people=(*people, other))
    office.change_profile(twice, operator(), "อีกคนหนึ่ง")
    office.people.add("other", "P05", operator())
    office.people.grant("P05", "registrar", "", operator())
    keep(office, "p05")
    named, stranger = office.actor("p05"), office.actor("other")
    office.show(MEMO, named)
    assert (sees(office, named), sees(office, stranger)) == ((True, 1, 1), (False, 0, 0))
    assert office.find("ประชุม", named).total == 1
    assert office.find("ประชุม", stranger).total == 0
    assert office.browsing.facets(Filters(), stranger, ("type",))["type"] == ()
    assert len(alike(twice)) == 1
    assert "p05" in alike(twice)[0]


def test_a_group_is_named_as_a_whole(office: Office) -> None:
    group = next(grant.group for grant in office.actor("p25").grants if grant.group)
    keep(office, f"@{group}")
    assert sees(office, office.actor("p25")) == (True, 1, 1)
    assert sees(office, office.actor("p07")) == (False, 0, 0)


def test_who_restricts_is_among_the_readers_and_no_other_registrar_changes_it(
    office: Office,
) -> None:
    registrar = office.actor("p07")
    office.restricting.restrict(MEMO, 1, Kept(("p25",), None, "", "ลับ"), registrar)
    assert sees(office, registrar)[0]
    keep(office, "p25")
    with pytest.raises(NotPermitted):
        office.restricting.widen(MEMO, 3, "อยากเห็น", registrar)


def test_it_opens_by_itself_after_its_last_day(office: Office, later: Office) -> None:
    keep(later, "p05", until=date(2026, 12, 6))
    registrar = later.actor("p07")
    assert not sees(later, registrar)[0]
    later.clock = lambda: NOON + timedelta(days=15)
    object.__setattr__(later.people, "clock", later.clock)
    assert sees(later, later.actor("p07")) == (True, 1, 1)


def test_widening_leaves_a_trace_of_who_and_why(office: Office) -> None:
    before = office.archive.record(MEMO).description.access
    keep(office, "p05", until=DAY)
    office.restricting.widen(MEMO, 2, "เรื่องยุติแล้ว", operator())
    about = office.archive.record(MEMO).description
    assert about.access == before
    assert [(f.what, f.note) for f in about.facts if f.what in ("restricted", "widened")] == [
        ("restricted", "มีเรื่องส่วนตัวของบุคคล"),
        ("widened", "เรื่องยุติแล้ว"),
    ]
    assert sees(office, office.actor("p25"))[1] == 1


def test_all_that_is_wrong_is_told_at_once(office: Office) -> None:
    kept = Kept(("p05", "@nobody", "p99"), date(2026, 11, 1), "", " ")
    with pytest.raises(TellingInvalid) as refused:
        office.restricting.restrict(MEMO, 1, kept, operator())
    assert [problem.path for problem in refused.value.problems] == [
        "readers",
        "readers",
        "why",
        "until",
    ]


def test_a_rebuild_from_the_archive_alone_knows_it(office: Office, tmp_path: Path) -> None:
    keep(office, "p05")
    office.close()
    (tmp_path / "data" / "saraban.db").unlink()
    restored, _ = Office.restore(tmp_path / "data", lambda: NOON)
    with closing(restored):
        for person in ("p05", "p25"):
            restored.people.add(person, person, operator())
            restored.people.grant(person, "registrar", "", operator())
        assert sees(restored, restored.actor("p25")) == (False, 0, 0)
        assert sees(restored, restored.actor("p05")) == (True, 1, 1)
        found = restored.find("ประชุม", restored.actor("p25"))
        assert (found.total, restored.find("ประชุม", restored.actor("p05")).total) == (0, 1)
