"""The main menu: what a visitor finds on top of every page, as far as they may go there."""

from dataclasses import dataclass

from flask import request, url_for

from office.permissions import holds
from web.current import visitor
from web.routing import PERSON, PUBLIC, route_of

MENU = (
    ("desk", "โต๊ะทำงาน"),
    ("draft_new", "ทำหนังสือใหม่"),
    ("works", "งานตามขั้นตอน"),
    ("find", "ค้นหา"),
    ("browse", "แฟ้มเอกสาร"),
    ("registers", "ทะเบียน"),
    ("receive", "รับหนังสือ"),
    ("check", "ตรวจรูปแบบ"),
    ("people", "ผู้ใช้"),
    ("journal", "บันทึกการใช้งาน"),
    ("settings", "ตั้งค่าสำนักงาน"),
)


@dataclass(frozen=True)
class Item:
    """A line of the menu."""

    label: str
    link: str
    here: bool


def menu() -> list[Item]:
    """Return the lines that this visitor may follow."""
    return [
        Item(label, url_for(name), request.endpoint == name) for name, label in MENU if leads(name)
    ]


def leads(name: str) -> bool:
    """Whether a page exists and the visitor may open it."""
    route, who = route_of(name), visitor()
    if route is None:
        return False
    if route.needs == PUBLIC:
        return True
    return who is not None and (route.needs == PERSON or holds(who.actor, route.needs))
