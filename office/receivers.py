"""To whom envelopes and labels go: read from what was typed, or from a letter's answers. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

from office.print_errors import NoReceivers, ReceiversDoNotFit, TooManyReceivers
from templates.envelopes import Receiver, Room
from thai.digits import to_thai
from thai.text import clean

MOST_RECEIVERS, MOST_RECEIVER_LINES, LONGEST_LINE = 500, 8, 200


def receivers_of(typed: str) -> tuple[Receiver, ...]:
    """Read receivers out of typed text: their lines, an empty line between one and the next."""
    blocks = re.split(r"\n\s*\n", clean(typed, lines=True))
    told = [tuple(filter(None, map(str.strip, block.split("\n")))) for block in blocks]
    receivers = tuple(Receiver(lines) for lines in told if lines)
    if not receivers:
        raise NoReceivers()
    if len(receivers) > MOST_RECEIVERS or any(map(_too_long, receivers)):
        raise TooManyReceivers(
            most=to_thai(str(MOST_RECEIVERS)), lines=to_thai(str(MOST_RECEIVER_LINES))
        )
    return receivers


def refuse_unfit(receivers: Iterable[Receiver], room: Room, size: str) -> None:
    """Raise ReceiversDoNotFit, with the first lines of those that have no room on a ``size``."""
    names = [one.lines[0][:60] for one in receivers if not room.holds(one)]
    if names:
        raise ReceiversDoNotFit(names="”, “".join(names[:5]), size=size)


def _too_long(receiver: Receiver) -> bool:
    return len(receiver.lines) > MOST_RECEIVER_LINES or any(
        len(line) > LONGEST_LINE for line in receiver.lines
    )


def addressed(given: Mapping[str, object]) -> Iterator[str]:
    """Yield each receiver that a letter's answers name: those of a circular's list, else ``to``."""
    salutation = str(given.get("salutation") or "เรียน")
    listed = given.get("receivers") or given.get("to") or []
    for one in listed if isinstance(listed, list) else [listed]:
        if one:
            yield f"{salutation}  {one}"
