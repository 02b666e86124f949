"""record.json says everything and loses nothing."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import record_json
from archive.errors import BadRecordId
from archive.passages import Passage, Text
from archive.record_json import Content
from archive.records import Description, Fact, MadeWith, Meeting, Paper, Part, RecordId, Signer

ID = RecordId(2569, "minutes", 7)
unknown = st.dictionaries(
    st.text(min_size=1).map(lambda key: "x-" + key),
    st.recursive(st.integers() | st.text() | st.none(), st.lists, max_leaves=4),
    max_size=2,
)
moments = st.datetimes(timezones=st.just(UTC))


def part(cls: type[Part], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(cls, other=unknown, **fields)


descriptions = part(
    Description,
    type=st.text(),
    title=st.text(),
    number=st.text(),
    register_year=st.none() | st.integers(2500, 2600),
    dated=st.none() | st.dates(),
    filed_at=st.none() | moments,
    signer=st.none() | part(Signer, name=st.text(), post=st.text()),
    circular=st.booleans(),
    references=st.lists(st.text()).map(tuple),
    meeting=st.none() | part(Meeting, series=st.text(), number=st.none() | st.integers()),
    source=st.sampled_from(["born-digital", "imported"]),
    paper=st.none() | part(Paper, box=st.text()),
    form=st.none() | part(MadeWith, code=st.text()),
    facts=st.lists(
        part(Fact, what=st.text(), on=st.none() | st.dates(), at=st.none() | moments)
    ).map(tuple),
    source_file=st.text() | st.just("ไฟล์\udcff.doc"),
)


@pytest.mark.slow
@given(descriptions, st.sampled_from(["filed", "void"]), st.text())
def test_what_is_written_is_read_again(told: Description, state: Any, reason: str) -> None:
    content = Content(ID, told, state, reason)
    data = record_json.write(content)
    assert record_json.read(data) == content
    assert record_json.write(record_json.read(data)) == data
    json.loads(data.decode("utf-8"))


def test_a_person_can_read_it() -> None:
    told = Description(type="minutes", title="รายงานการประชุม", dated=date(2026, 11, 2))
    lines = record_json.write(Content(ID, told, "filed", "")).decode().splitlines()
    assert '  "title": "รายงานการประชุม",' in lines
    assert '  "dated": "2026-11-02",' in lines
    assert lines[1:-1] == sorted(lines[1:-1])


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"id": "2569/minutes/7"},
        {"circular": "yes"},
        {"dated": "2/11/2569"},
        {"filed_at": "2026-11-22T05:00:00"},
        {"source": "scanned"},
        {"facts": [{"on": "2026-11-02"}]},
        {"title": None},
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    told = Description(type="minutes", title="รายงานการประชุม")
    raw = json.loads(record_json.write(Content(ID, told, "filed", ""))) | change
    with pytest.raises((ValueError, TypeError, BadRecordId)):
        record_json.read(json.dumps(raw).encode())


def test_a_moment_without_its_zone_is_not_written() -> None:
    told = Description(type="memo", title="ก", filed_at=datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="no time zone"):
        record_json.write(Content(ID, told, "filed", ""))


@given(st.lists(st.builds(Passage, st.text(), st.text(), st.none() | st.integers(1))).map(tuple))
def test_passages_are_read_again(passages: tuple[Passage, ...]) -> None:
    assert Text.from_json(Text(passages).to_json()) == Text(passages)


@pytest.mark.parametrize(
    "text",
    ["", "2569/minutes/7", "2569/minutes/00007", "2026/minutes/0007", "2569/Minutes/0007",
     "2569/minutes/0000", "2569/register/0001", "2569/com1/0001", "2569/../0001",
     "๒๕๖๙/minutes/0007", "2569/minutes/0007\n", "2569/minutes/0007/x"],
)  # fmt: skip
def test_a_record_id_has_one_spelling(text: str) -> None:
    with pytest.raises(BadRecordId):
        RecordId.parse(text)


@given(st.integers(2400, 2999), st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
       st.integers(1, 999_999))  # fmt: skip
def test_a_record_id_is_read_as_it_is_printed(year: int, series: str, sequence: int) -> None:
    try:
        id = RecordId(year, series, sequence)
    except BadRecordId:
        assert series in {"register", "con", "aux", "nul", "prn"} or series[:3] in {"com", "lpt"}
    else:
        assert RecordId.parse(str(id)) == id
