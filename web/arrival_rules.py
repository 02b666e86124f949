"""The rules of where letters that arrive belong: listed, written, tried, switched on, ordered."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.retention import classes
from office.arrival_filing import said_of
from office.arrival_rule import KINDS, WITHIN, Rule
from office.errors import TellingInvalid
from office.permissions import may
from office.rule_errors import RuleTriedOtherwise
from templates.errors import Problem
from web.current import actor, office
from web.routing import route

TEXTS = ("sender", "word", "within", "kind", "category", "group", "retention")
SHOWN = 20  # letters of a trial that are led to, of each sort


@route("/inbox/rules", needs="file")
def arrival_rules() -> str:
    """List the rules in their order."""
    profile = office().profile
    rules = [(rule, said_of(rule, profile)) for rule in office().arrival_rules.all(actor())]
    return render_template("arrival_rules.html", rules=rules, writes=may(actor(), "register"))


@route("/inbox/rules/new", needs="register", methods=("GET", "POST"))
def arrival_rule_new() -> ResponseReturnValue:
    """Write a new rule."""
    return _written() if request.method == "POST" else _page(Rule(""))


@route("/inbox/rules/<rule>", needs="file")
def arrival_rule(rule: str) -> str:
    """Show a rule, and what it would have done with what is filed."""
    return _page(office().arrival_rules.one(rule, actor()))


@route("/inbox/rules/<rule>/do", needs="register", methods=("POST",))
def arrival_rule_done(rule: str) -> ResponseReturnValue:
    """Write a rule anew, switch it on or off, move it, or throw it away."""
    rules, one = office().arrival_rules, office().arrival_rules.one(rule, actor())
    act = request.form.get("do", "")
    if act == "keep":
        return _written(rule)
    if act == "on":
        try:
            rules.switch_on(rule, (_number("same"), _number("other")), actor())
        except RuleTriedOtherwise as refused:
            return _page(one, says=str(refused)), 409
        flash("เปิดใช้กฎแล้ว")
        return redirect(url_for("arrival_rules"), 303)
    if act == "off":
        rules.switch_off(rule, actor())
        flash("หยุดใช้กฎแล้ว")
    elif act in ("up", "down"):
        place = rules.all(actor()).index(one) + 1
        rules.move(rule, place - 1 if act == "up" else place + 1, actor())
    elif act == "remove":
        rules.remove(rule, actor())
        flash("ลบกฎแล้ว เอกสารที่กฎเก็บไว้ยังอยู่ที่เดิม")
    return redirect(url_for("arrival_rules"), 303)


def _written(id: str = "") -> ResponseReturnValue:
    """Keep a rule as it was typed, and show what it would have done."""
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in TEXTS}
    rule = Rule(**typed, by_itself=request.form.get("act") == "file", id=id)
    try:
        kept = office().arrival_rules.put(rule, actor())
    except TellingInvalid as refused:
        return _page(rule, refused.problems), 422
    flash("บันทึกกฎแล้ว ยังไม่ได้เปิดใช้ โปรดดูผลทดลองก่อน")
    return redirect(url_for("arrival_rule", rule=kept.id, _anchor="trial"), 303)


def _number(name: str) -> int:
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _page(rule: Rule, problems: tuple[Problem, ...] = (), *, says: str = "") -> str:
    profile = office().profile
    tried = office().arrival_rules.tried(rule, actor()) if rule.id and not problems else None
    return render_template(
        "arrival_rule.html",
        rule=rule,
        sentence=said_of(rule, profile) if rule.id else "",
        problems=problems,
        says=says,
        tried=tried,
        shown=SHOWN,
        kinds=KINDS,
        within=WITHIN,
        categories=profile.file_plan.open,
        titles={each.code: each.title for each in profile.file_plan.categories},
        groups=profile.group_names,
        kept=classes(),
        writes=may(actor(), "register"),
    )
