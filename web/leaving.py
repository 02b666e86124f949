"""What is told before records leave the office: the personal numbers that stand in them."""

from collections.abc import Iterable, Sequence

from archive.records import RecordId
from office.personal_data import Holding, holdings, telling
from office.personal_numbers import KINDS, masked
from thai.digits import to_thai
from web.current import actor, office

Cell = tuple[int, str, list[tuple[str, str]]]
Held = tuple[Holding, list[tuple[str, list[str]]]]


def leaving(ids: Iterable[RecordId]) -> list[Held]:
    """Return the records that hold personal numbers, each kind with its numbers as a list shows
    them; pages draw it with ``leaving.html``.
    """
    return [
        (one, [(KINDS[kind], [to_thai(masked(n)) for n in told]) for kind, told in one.numbers])
        for one in holdings(office(), ids, actor())
    ]


def telling_cells(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Cell]:
    """Return the cells of a list with personal numbers: row (from 1), head, kinds with numbers."""
    return [
        (place + 1, heads[column], [(KINDS[n.kind], to_thai(masked(n.digits))) for n in found])
        for place, column, found in telling(office().profile, rows)
    ]


def personal_words(id: RecordId) -> str:
    """Warn of personal numbers in a record that is about to be sent, "" where there are none."""
    kinds = [
        f"{label} {to_thai(str(len(numbers)))} หมายเลข"
        for _, told in leaving([id])
        for label, numbers in told
    ]
    if not kinds:
        return ""
    return f"ตรวจก่อนส่ง: เอกสารนี้มี{' '.join(kinds)} ผู้รับควรมีสิทธิ์เห็นข้อมูลนั้น"
