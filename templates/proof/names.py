"""Rules of names: two spaces in the line of the name, and the names that the office knows."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from templates.proof.anatomy import NAME
from templates.proof.case import Case
from templates.proof.findings import Edit, Hit, Severity
from templates.proof.sheet import Line
from thai.errors import NameNotUnderstood
from thai.names import PersonName, parse_name

_NEARLY = 0.8
"""Ratio of like letters from which a name is taken for another one, misspelt."""
_TITLED = re.compile(
    r"(?<![ก-ฮะ-์])(นางสาว|นาง|นาย|ว่าที่ร้อยตรี(?:หญิง)?)([ก-ฮเแโใไ][ก-ฮะ-์]{1,24})"
    r"[ \xa0]{1,2}([ก-ฮเแโใไ][ก-ฮะ-์]{1,30})"
)
_LISTED_NAME = re.compile(r"\s*(?:[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})?[.)]?\s+)" + _TITLED.pattern)


def signed(case: Case) -> Iterator[Hit]:
    """In the line below the signature two spaces part name and surname."""
    for line, name in case.parts.names:
        found = NAME.match(line.text)
        if found is None or found[1] == name.full:
            continue
        gap = re.search(r"[ \xa0]+(?=\S+$)", found[1])
        tidy = (
            gap is not None and found[1][: gap.start()].replace(" ", "") == name.prefix + name.first
        )
        edit = None
        if gap is not None and tidy:
            start = found.start(1) + gap.start()
            edit = Edit(line, start, start + len(gap[0]), "  ")
        yield Hit("sign.name", f"({found[1]})", f"({name.full})", line, edit=edit)


def known(case: Case) -> Iterator[Hit]:
    """Names are those of the office's directory, as it writes them."""
    if not case.known.people:
        return
    known_names = {"".join(one.plain.split()) for one in case.known.people}
    for line in case.sheet.lines:
        for said, name, certain in _named(case, line):
            if "".join(name.plain.split()) in known_names:
                continue
            near = _nearest(name, case.known.people)
            at = line.text.find(said)
            if near is not None:
                yield Hit("people.misspelt", name.plain, near.plain, line, (at, at + len(said)))
            elif certain:
                yield Hit(
                    "people.unknown",
                    f"ไม่มีชื่อ {name.plain} ในรายชื่อของสำนักงาน",
                    "ตรวจตัวสะกด หรือเพิ่มในรายชื่อ",
                    line,
                    (at, at + len(said)),
                    severity=Severity.NOTE,
                )


def _named(case: Case, line: Line) -> Iterator[tuple[str, PersonName, bool]]:
    """Yield names in a line, and whether they stand where only a name can."""
    whole = NAME.match(line.text)
    listed = _LISTED_NAME.match(line.text) if line.layout is not None else None
    found = [(whole[1], True)] if whole else []
    if listed:
        found.append(("".join((listed[1], listed[2], "  ", listed[3])), True))
    if not found:
        found = [(one[0], False) for one in _TITLED.finditer(line.text)]
    for said, certain in found:
        try:
            name = parse_name(said)
        except NameNotUnderstood:
            continue
        if name.prefix and name.last:
            yield said, name, certain


def _nearest(name: PersonName, people: tuple[PersonName, ...]) -> PersonName | None:
    """Return the person whose name differs by a letter or two, if there is one."""
    best = max(people, key=lambda one: _likeness(name, one), default=None)
    return best if best is not None and _likeness(name, best) >= _NEARLY else None


def _likeness(one: PersonName, other: PersonName) -> float:
    """How alike two names are; a like first name alone, or surname alone, is another person."""
    pairs = ((one.first, other.first), (one.last, other.last))
    if abs(len(one.plain) - len(other.plain)) > 4:
        return 0.0
    return min(SequenceMatcher(None, *pair).ratio() for pair in pairs)
