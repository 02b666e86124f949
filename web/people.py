"""Accounts and roles, for administrators: add, grant, revoke, new link, close."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.people import Holder
from office.permissions import Grant, role_titles
from thai.collate import sort_key
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.filters import short
from web.lists import Columns, listed
from web.routing import route

COLUMNS = Columns(("ชื่อผู้ใช้", "ชื่อ", "บทบาท", "ตั้งแต่", "ปิดเมื่อ"), (20, 36, 70, 14, 14))
ORDERS = {"name": "ตามชื่อ", "user": "ตามชื่อผู้ใช้", "newest": "บัญชีใหม่ก่อน"}


@dataclass(frozen=True)
class Invitation:
    """A one-time link to hand over; shown once."""

    name: str
    user: str
    link: str


@route("/people", needs="administer")
def people() -> ResponseReturnValue:
    """List every account with its roles."""
    return _page()


@route("/people/list.<ending>", needs="administer")
def people_file(ending: str) -> ResponseReturnValue:
    """Send the accounts with their roles as CSV or Excel."""
    titles, groups = role_titles(), office().profile.group_names
    cells = [
        (
            held.account.user,
            held.name,
            ", ".join(_role(grant, titles, groups) for grant in held.roles),
            short(held.account.since),
            short(held.account.closed),
        )
        for held in _chosen(office().people.holders(actor()))
    ]
    return listed(ending, "ผู้ใช้และบทบาท", COLUMNS, cells)


@route("/people/add", needs="administer", methods=("POST",))
def people_add() -> ResponseReturnValue:
    """Make an account for a person of the directory, with a first role."""
    user, person = request.form.get("user", "").strip().lower(), request.form.get("person", "")
    try:
        link = office().people.add(user, person, actor())
        role = request.form.get("role", "")
        if role:
            office().people.grant(person, role, request.form.get("group", ""), actor())
    except Refused as refused:
        return _page(faults={"user": str(refused)}), status_of(refused)
    return _page(Invitation(office().entrance.name(user), user, _welcome(link)))


@route("/people/<user>/link", needs="administer", methods=("POST",))
def people_link(user: str) -> ResponseReturnValue:
    """Make a new one-time link for somebody who forgot the password."""
    link = office().people.link(user, actor())
    return _page(Invitation(office().entrance.name(user), user, _welcome(link)))


@route("/people/<user>/close", needs="administer", methods=("POST",))
def people_close(user: str) -> ResponseReturnValue:
    """Close an account; asks once more before."""
    if request.form.get("sure") != "1":
        return render_template("people_close.html", user=user, name=office().entrance.name(user))
    office().people.close(user, actor())
    office().entrance.end_all(user)
    flash(f"ปิดบัญชี {user} แล้ว")
    return redirect(url_for("people"))


@route("/people/<person>/grant", needs="administer", methods=("POST",))
def people_grant(person: str) -> ResponseReturnValue:
    """Give a person a role from today on."""
    office().people.grant(
        person, request.form.get("role", ""), request.form.get("group", ""), actor()
    )
    flash("ให้บทบาทแล้ว มีผลตั้งแต่วันนี้")
    return redirect(url_for("people"))


@route("/people/<person>/revoke", needs="administer", methods=("POST",))
def people_revoke(person: str) -> ResponseReturnValue:
    """End a person's role today."""
    office().people.revoke(
        person, request.form.get("role", ""), request.form.get("group", ""), actor()
    )
    flash("ถอนบทบาทแล้ว มีผลตั้งแต่วันนี้")
    return redirect(url_for("people"))


def _role(grant: Grant, titles: Mapping[str, str], groups: Mapping[str, str]) -> str:
    return f"{titles[grant.role]} ({groups.get(grant.group, grant.group) or 'ทั้งสำนักงาน'})"


def _chosen(holders: list[Holder]) -> list[Holder]:
    """Return the accounts of the role and in the order that are asked for."""
    role, order = request.args.get("role", ""), _order()
    shown = [
        held for held in holders if not role or any(grant.role == role for grant in held.roles)
    ]
    keys: dict[str, Callable[[Holder], Any]] = {
        "user": lambda held: held.account.user,
        "newest": lambda held: held.account.since,
    }
    key = keys.get(order, lambda held: sort_key(held.name))
    return sorted(shown, key=key, reverse=order == "newest")


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in ORDERS else "name"


def _welcome(link: str) -> str:
    return url_for("welcome", link=link, _external=True)


def _page(invitation: Invitation | None = None, faults: dict[str, str] | None = None) -> str:
    everybody: list[Holder] = office().people.holders(actor())
    holders = _chosen(everybody)
    held_roles = {grant.role for held in everybody for grant in held.roles}
    taken = {h.account.person for h in everybody if not h.account.closed}
    profile = office().profile
    return render_template(
        "people.html",
        holders=[h for h in holders if not h.account.closed],
        closed=[h for h in holders if h.account.closed],
        without=[person for person in profile.people if person.id not in taken],
        titles=role_titles(),
        held_roles=[(role, title) for role, title in role_titles().items() if role in held_roles],
        role=request.args.get("role", ""),
        order=_order(),
        orders=ORDERS,
        groups=profile.groups,
        group_names=profile.group_names,
        invitation=invitation,
        faults=faults or {},
    )
