"""Where a letter may belong, on the pages that ask for it: rule, guesses, and why."""

from typing import Any

from indexer.recognition.learnt import Guess
from office.arrival_filing import said_of
from office.arrival_rule import Rule
from office.likely import LIKELY, Guesses, because
from thai.digits import to_thai
from web.current import office

LIKE = 3  # letters like it that are led to


def put_in(rule: Rule | None, guesses: Guesses) -> dict[str, str]:
    """Return what stands in the fields before anybody chose: a rule's word, or a likely guess."""
    if rule:
        return {"category": rule.category, "group": rule.group}
    best = guesses.category
    return {"category": best.label if best and best.sure >= LIKELY else ""}


def belonging(rule: Rule | None, guesses: Guesses) -> dict[str, Any]:
    """Return what a page needs to ask where a letter belongs."""
    profile = office().profile
    titles = {
        each.code: f"{to_thai(each.code)} {each.title}" for each in profile.file_plan.categories
    }
    names = enumerate(profile.group_names.items(), 1)
    groups = {id: f"{to_thai(str(number))} {name}" for number, (id, name) in names}
    return {
        "categories": profile.file_plan.open,
        "groups": groups,
        "by_rule": said_of(rule, profile) if rule else "",
        "guess": _told(guesses.category, titles),
        "group_guess": _told(guesses.group, groups),
    }


def _told(guess: Guess | None, titles: dict[str, str]) -> dict[str, Any] | None:
    if guess is None:
        return None
    return {
        "title": titles[guess.label],
        "sure": to_thai(str(round(100 * guess.sure))),
        "because": because(guess),
        "like": guess.like[:LIKE],
    }
