"""Inventories as values: every version can be told from the last one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import inventory
from archive.files import sha512
from archive.inventory import UNREADABLE, Inventory, VersionBlock

names = st.sampled_from(["record.json", "หนังสือ.docx", "หนังสือ.pdf", "สแกน ๑.pdf", "text.json"])
contents = st.dictionaries(names, st.binary(max_size=3), min_size=1)
histories = st.lists(st.tuples(contents, st.booleans()), min_size=1, max_size=6)
NOW = datetime(2026, 11, 22, 5, 0, 0, 123, tzinfo=UTC)


def grown(history: list[tuple[dict[str, bytes], bool]]) -> tuple[list[Inventory], dict[str, bytes]]:
    """Let an object grow; return the inventory after each version, and all content by path."""
    held = inventory.first("urn:x-saraban:demo:2569/memo/0001")
    stored, steps = dict[str, bytes](), list[Inventory]()
    for files, carry in history:
        carried = held.state() if carry and held.head else {}
        block = VersionBlock(NOW, "นาง ประดิษฐ์", "แก้ไข", carried)
        held, fresh = inventory.extended(held, block, files)
        assert not set(fresh) & set(stored), "content once written is never written over"
        stored |= fresh
        steps.append(held)
    return steps, stored


@given(histories)
def test_every_version_is_found_as_it_was_filed(
    history: list[tuple[dict[str, bytes], bool]],
) -> None:
    steps, stored = grown(history)
    expected: dict[str, bytes] = {}
    for number, (files, carry) in enumerate(history, 1):
        expected = (expected if carry else {}) | files
        last = steps[-1]
        found = {name: stored[last.content_path(name, number)] for name in last.state(number)}
        assert found == expected


@given(histories)
def test_the_same_bytes_are_kept_once(history: list[tuple[dict[str, bytes], bool]]) -> None:
    steps, stored = grown(history)
    assert {sha512(data): path for path, data in stored.items()} == dict(steps[-1].manifest)


@given(histories)
def test_an_inventory_is_read_as_written_and_remembers_the_earlier_ones(
    history: list[tuple[dict[str, bytes], bool]],
) -> None:
    steps, _ = grown(history)
    for number, step in enumerate(steps, 1):
        assert inventory.from_json(inventory.to_json(step)) == step
        assert steps[-1].upto(number) == step
        assert inventory.to_json(steps[-1].upto(number)) == inventory.to_json(step)


@pytest.mark.parametrize(
    "path",
    ["v1/content/../../../x", "/etc/passwd", "v1/content/", "v1/../v1/content/x", "v0/content/x",
     "v1/content/a\\..\\x", "v1/record.json", ""],
)  # fmt: skip
def test_a_path_that_leaves_the_object_is_refused(path: str) -> None:
    steps, _ = grown([({"record.json": b"{}"}, False)])
    raw: dict[str, Any] = json.loads(inventory.to_json(steps[0]))
    raw["manifest"] = {digest: [path] for digest in raw["manifest"]}
    with pytest.raises(UNREADABLE):
        inventory.from_json(json.dumps(raw).encode())


@given(
    st.binary(max_size=40)
    | st.recursive(
        st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    ).map(lambda x: json.dumps(x).encode())
)
def test_anything_else_is_unreadable_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(UNREADABLE):
        inventory.from_json(data)
