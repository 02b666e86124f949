"""What a label says by itself: who sees it, until when, and the same in SQL."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select

from archive.access import Access, Restriction, only_for, restriction

DAY = date(2026, 11, 22)
TABLE = Table("labels", MetaData(), Column("label", String))
NAMES = ["p03", "P03", "p_3", "@policy", "@p_3", "@Policy"]
GROUPS = ["office", "policy", "p_3", "Policy"]
DAYS = [DAY - timedelta(1), DAY, DAY + timedelta(1)]

restrictions = st.builds(
    Restriction,
    st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
    st.sampled_from(DAYS),
    st.sampled_from(GROUPS),
).map(str)
labels = st.one_of(st.sampled_from([*GROUPS, "only", "only p03"]), restrictions)
readers = st.builds(
    Access,
    st.none() | st.frozensets(st.sampled_from(GROUPS)),
    st.frozensets(st.sampled_from(NAMES)),
    st.just(DAY),
)


def passed(access: Access, some: list[str]) -> list[str]:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        TABLE.create(conn)
        if some:
            conn.execute(insert(TABLE), [{"label": label} for label in some])
        return list(conn.scalars(select(TABLE.c.label).where(access.passing(TABLE.c.label))))


@given(readers, st.lists(labels, unique=True))
def test_the_database_lets_through_what_a_reader_sees(access: Access, some: list[str]) -> None:
    understood = [one for one in some if not one.startswith("only ") or restriction(one)]
    assert sorted(passed(access, understood)) == sorted(one for one in understood if one in access)


def test_a_label_that_nobody_understands_opens_to_nobody() -> None:
    everybody = Access(None, frozenset({"p03"}), DAY)
    assert passed(everybody, ["only p03", "only"]) == ["only"]
    assert "only p03" not in everybody


def test_a_restriction_holds_through_its_last_day_and_then_gives_back_what_was() -> None:
    label = only_for(["p03"], DAY, "policy")
    of_the_group = frozenset({"policy"})
    assert label not in Access(of_the_group, frozenset(), DAY)
    assert label in Access(of_the_group, frozenset(), DAY + timedelta(1))
    assert label not in Access(frozenset({"office"}), frozenset(), DAY + timedelta(1))


def test_restricting_anew_remembers_what_was_before_the_first_time() -> None:
    twice = only_for(["@law"], None, only_for(["p03"], DAY, "policy"))
    assert restriction(twice) == Restriction(("@law",), date.max, "policy")
    assert restriction("only 2026-99-99 office |p03|") is None


def test_a_restriction_that_names_nobody_opens_to_nobody_and_can_be_widened() -> None:
    label = str(Restriction(()))
    assert restriction(label) == Restriction(())
    assert label not in Access(None, frozenset({"p03"}), DAY)
    assert restriction(only_for(["p03"], None, label)) == Restriction(("p03",))
