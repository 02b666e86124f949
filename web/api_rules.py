"""For programs: the rules of where letters that arrive belong."""

from typing import Any

from office.arrival_filing import said_of
from office.arrival_rule import WITHIN, Rule
from office.arrival_rules import Met
from web.api import operation
from web.api_shapes import BOOL, COUNT, TEXT, list_of, object_of, whole
from web.current import actor, office

PLACE = {"type": "integer", "minimum": 1, "maximum": 1000}
TEXTS = ("category", "sender", "word", "kind", "group", "retention")
ASKED = dict.fromkeys(TEXTS, TEXT) | {
    "within": {"type": "string", "enum": list(WITHIN)},
    "by_itself": BOOL,
}
RULE = whole(**ASKED, id=TEXT, on=BOOL, sentence=TEXT)
MET = whole(id=TEXT, title=TEXT, category=TEXT)
TRIED = whole(rule=RULE, same=list_of(MET), other=list_of(MET), looked=COUNT)


@operation("GET", "/rules", needs="file", answer=list_of(RULE))
def api_rules() -> Any:
    """List the rules; the first that is on and fits a letter decides."""
    return list(map(_told, office().arrival_rules.all(actor())))


@operation(
    "POST",
    "/rules",
    needs="register",
    body=object_of(("category",), **ASKED),
    answer=RULE,
    status=201,
)
def api_rule_new(body: dict[str, Any]) -> Any:
    """Write a rule; it decides nothing before it is tried and switched on."""
    return _told(office().arrival_rules.put(Rule(**body), actor()))


@operation("GET", "/rules/<rule>", needs="file", answer=TRIED)
def api_rule(rule: str) -> Any:
    """Tell a rule and which filed letters it fits, under its own category and under others."""
    rules = office().arrival_rules
    one = rules.one(rule, actor())
    tried = rules.tried(one, actor())
    same, other = (list(map(_met, each)) for each in (tried.same, tried.other))
    return {"rule": _told(one), "same": same, "other": other, "looked": tried.looked}


@operation(
    "PUT", "/rules/<rule>", needs="register", body=object_of(("category",), **ASKED), answer=RULE
)
def api_rule_changed(rule: str, body: dict[str, Any]) -> Any:
    """Write a rule anew; it is off until it is tried and switched on again."""
    return _told(office().arrival_rules.put(Rule(**body, id=rule), actor()))


@operation("DELETE", "/rules/<rule>", needs="register")
def api_rule_removed(rule: str) -> None:
    """Throw a rule away; what it filed stays."""
    office().arrival_rules.remove(rule, actor())


@operation(
    "POST", "/rules/<rule>/place", needs="register", body=whole(place=PLACE), answer=list_of(RULE)
)
def api_rule_placed(rule: str, body: dict[str, Any]) -> Any:
    """Put a rule at a place of the order."""
    office().arrival_rules.move(rule, body["place"], actor())
    return list(map(_told, office().arrival_rules.all(actor())))


@operation(
    "POST",
    "/rules/<rule>/on",
    needs="register",
    body=object_of(("on",), on=BOOL, same=COUNT, other=COUNT),
    answer=RULE,
)
def api_rule_switched(rule: str, body: dict[str, Any]) -> Any:
    """Switch a rule off, or on by telling how many letters it was seen to fit."""
    rules = office().arrival_rules
    if not body["on"]:
        return _told(rules.switch_off(rule, actor()))
    seen = (body.get("same", -1), body.get("other", -1))
    return _told(rules.switch_on(rule, seen, actor()))


def _told(rule: Rule) -> dict[str, Any]:
    return {**vars(rule), "sentence": said_of(rule, office().profile)}


def _met(one: Met) -> dict[str, str]:
    return {"id": str(one.id), "title": one.title, "category": one.category}
