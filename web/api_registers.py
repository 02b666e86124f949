"""The API: registers."""

from datetime import date
from typing import Any

from office.clock import today
from office.register_pages import Asked
from office.register_proof import RegisterProofs
from office.registers import Claim
from thai.dates import buddhist_year
from thai.digits import to_arabic
from web.api import operation
from web.api_shapes import COUNT, DAY, TEXT, YEAR, list_of, object_of, whole
from web.current import actor, office
from web.register_rows import rows

LABEL = {"type": "string"}
BOOK = whole(code=LABEL, title=LABEL, kind=LABEL, owner=LABEL, next=COUNT)
LINE = whole(
    number=LABEL,
    printed=LABEL,
    state=LABEL,
    sender=LABEL,
    receiver=LABEL,
    title=LABEL,
    action=LABEL,
    note=LABEL,
    record=LABEL,
)


@operation(
    "GET",
    "/registers",
    needs="read",
    query={"year": YEAR},
    answer=whole(year=COUNT, registers=list_of(BOOK)),
)
def api_registers(query: dict[str, Any]) -> Any:
    """List the registers with the next number of each in a year (this one unless told)."""
    year = query.get("year") or buddhist_year(today(office().clock))
    books = [
        {"code": book.code, "title": book.title, "kind": book.kind, "owner": book.owner, "next": n}
        for book, n in office().standing(year)
    ]
    return {"year": year, "registers": books}


@operation(
    "GET",
    "/registers/<register>/<int(max=2799):year>",
    needs="read",
    answer=whole(lines=list_of(LINE), unexplained=list_of(COUNT)),
)
def api_register(register: str, year: int) -> Any:
    """Tell a register and year as its book has it: void, reserved and missing numbers too."""
    held = office().register_pages.page(register, year, Asked(), actor())
    lines = [
        {name: getattr(line, name) for name in LINE["properties"] if name != "record"}
        | {
            "number": to_arabic(line.number),
            "printed": to_arabic(line.printed),
            "record": str(line.record or ""),
        }
        for line in rows(held)
    ]
    return {"lines": lines, "unexplained": list(held.unexplained)}


@operation(
    "GET",
    "/registers/<register>/<int(max=2799):year>/proof",
    needs="read",
    answer=whole(
        numbers=list_of(whole(first=COUNT, last=COUNT, kind=LABEL, reason=LABEL)),
        journal=COUNT,
        hash=LABEL,
        closed=LABEL,
    ),
)
def api_register_proof(register: str, year: int) -> Any:
    """Tell what explains each number from 1 to the highest, and when the year was closed."""
    proof = RegisterProofs(office()).one(register, year, actor())
    closed = proof.closing.at if proof.closing else ""
    head = {"journal": proof.head.seq, "hash": proof.head.hash, "closed": closed}
    return {"numbers": [vars(one) for one in proof.stretches]} | head


@operation(
    "POST",
    "/registers/<register>/reserve",
    needs="reserve",
    body=object_of(("purpose",), purpose=TEXT, on=DAY, until=DAY, year=YEAR),
    answer=whole(printed=LABEL, number=COUNT, year=COUNT),
    status=201,
)
def api_reserve(register: str, body: dict[str, Any]) -> Any:
    """Keep the next number for a document that comes later; ``year`` says that not this year's."""
    book = office().register(register)
    on = date.fromisoformat(body["on"]) if "on" in body else today(office().clock)
    until = date.fromisoformat(body["until"]) if "until" in body else None
    row = office().reserve(book, Claim(on, year=body.get("year")), body["purpose"], until, actor())
    return {"printed": to_arabic(row.printed), "number": row.number, "year": row.year}
