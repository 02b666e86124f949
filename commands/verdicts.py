"""What the commands of the yearly lists share: which list, and decisions on its lines as typed."""

import re
from argparse import Namespace

from commands.speaking import say
from office.disposal_errors import UnknownDisposal, VerdictUnclear
from office.disposal_store import Disposal
from office.errors import TellingInvalid
from office.permissions import Actor
from office.yearly_lists import Verdict, YearlyLists
from thai.digits import to_arabic, to_thai

_TYPED = re.compile(r"(\d{1,6})=([a-z]+)(?::(\d{4}))?")


def list_asked(lists: YearlyLists, number: str, actor: Actor) -> Disposal:
    """Return the list of a number as it is typed; raises UnknownDisposal."""
    digits = to_arabic(number)
    if not digits.isdecimal():
        raise UnknownDisposal(id=number)
    return lists.get(int(digits), actor)


def verdicts(lists: YearlyLists, one: Disposal, args: Namespace, actor: Actor) -> bool:
    """Write down the decisions that are typed; says every fault and returns False if any."""
    told = dict(_verdict(text, args.note) for text in args.decide)
    try:
        lists.decide(one.id, one.version, told, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        return False
    say(f"บันทึกผลการพิจารณา {to_thai(str(len(told)))} รายการแล้ว")
    return True


def _verdict(text: str, note: str) -> tuple[int, Verdict]:
    found = _TYPED.fullmatch(to_arabic(text))
    if found is None:
        raise VerdictUnclear(text=text[:60])
    until = int(found[3]) if found[3] else None
    return int(found[1]), Verdict(found[2], until, note.strip())
