"""A page of the catalogue's rows, in any order, as quick at its end as at its beginning."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, func, select

from archive.catalogue import Filters, Order, Page, entry_in, filtered, records

_BY_DAY = (records.c.day, records.c.series, records.c.sequence, records.c.id)
_ORDERS: dict[Order, tuple[Column[Any], ...]] = {
    "newest": _BY_DAY,
    "oldest": _BY_DAY,
    "number": (
        records.c.register,
        records.c.register_year,
        records.c.register_number,
        records.c.id,
    ),
    "title": (records.c.title_key, records.c.title_normal, records.c.id),
    "sender": (records.c.sender, *_BY_DAY),
    "receiver": (records.c.receiver, *_BY_DAY),
    "type": (records.c.type, *_BY_DAY),
    "due": (records.c.lent_due, records.c.lent, records.c.id),
}
_FEW = 500  # rows that are sooner sorted than met one by one in the order that is wanted


def browse(connection: Connection, filters: Filters, total: int | None = None) -> Page:
    """Return one page of the rows that pass the filters; ``total`` where it was counted already.

    What lies behind the middle is read from the end; only the page's own rows are read whole, the
    others by an index.
    """
    if total is None:
        counted = filtered(select(func.count()).select_from(records), filters)
        total = connection.execute(counted).scalar_one()
    most = min(filters.limit, total - filters.offset)
    if most <= 0:
        return Page((), total)
    behind = total - filters.offset - most
    turned = behind < filters.offset
    columns = _ORDERS[filters.order]
    falling = (filters.order == "newest") != turned
    order = [column.desc() for column in columns] if falling else columns
    where = replace(filters, title=None) if filters.title and total <= _FEW else filters
    ids = filtered(select(records.c.id), where)
    if where is not filters:
        ids = ids.where(records.c.id.in_(filtered(select(records.c.id), filters)))
    page = ids.order_by(*order).limit(most).offset(behind if turned else filters.offset)
    rows = connection.execute(select(records).where(records.c.id.in_(page)).order_by(*order))
    found = tuple(map(entry_in, rows))
    return Page(found[::-1] if turned else found, total)
