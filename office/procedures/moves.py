"""The states of a row and how it may move (six serve everything).

Only a gate and a missing reason stop a move; the rest warns, for a clerk is often asked for step 7
before step 5.
"""

from office.procedures.errors import MoveImpossible, MoveNeedsReason

STATES = {
    "todo": "ยังไม่เริ่ม",
    "doing": "กำลังทำ",
    "waiting": "รอผู้อื่น",
    "returned": "ส่งกลับแก้ไข",
    "done": "เสร็จแล้ว",
    "skipped": "ไม่ต้องทำ",
}
ENDED = frozenset({"done", "skipped"})

_FREE = {
    "todo": {"doing", "done"},
    "doing": {"waiting", "done", "todo"},
    "waiting": {"done"},
    "returned": {"doing", "waiting"},
    "skipped": {"todo"},
}
_EXPLAINED = {
    "todo": {"skipped"},
    "doing": {"skipped"},
    "waiting": {"returned"},
    "returned": {"skipped"},
    "done": {"doing"},
}


def possible(state: str) -> tuple[str, ...]:
    """Return the states that a row may go to from ``state``, in the order of ``STATES``."""
    there = _FREE.get(state, set()) | _EXPLAINED.get(state, set())
    return tuple(each for each in STATES if each in there)


def needs_reason(state: str, to: str) -> bool:
    """Whether a move must be explained."""
    return to in _EXPLAINED.get(state, set())


def check(step: str, state: str, to: str, note: str) -> None:
    """Raise MoveImpossible or MoveNeedsReason unless a row of ``step`` may move so."""
    if to not in possible(state):
        raise MoveImpossible(step=step, now=STATES[state], to=STATES.get(to, to))
    if needs_reason(state, to) and not note.strip():
        raise MoveNeedsReason(step=step, to=STATES[to])
