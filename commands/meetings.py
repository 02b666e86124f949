"""The command of meetings before their day: bodies, items, invitees, links, what is to be ready."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from archive.names import readable
from commands.speaking import bytes_of, day, opened, say, show_json
from office.meeting.bodies import DUTIES
from office.meeting.errors import MeetingInvalid, UnknownBody, UnknownMember
from office.meeting.invitation_ics import invitation
from office.meeting.invited import quorum
from office.meeting.regular import Regular
from office.meeting.rooms import ADDED, with_room
from office.meeting.steps import held_on, is_meeting
from office.meeting.told import Sent, Teller
from office.meeting.values import (
    KINDS,
    MEANS,
    PLACES,
    REPLIES,
    Body,
    Invited,
    Meeting,
    Member,
    Proposed,
    Reply,
)
from office.office import Office
from office.permissions import Actor
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.text import normal
from thai.times import format_time, parse_time
from web.work import as_text


def meeting(args: Namespace) -> str | None:
    """Show or change what belongs to a meeting before its day."""
    here, actor = opened(args)
    return ACTS[args.act](args, here, actor)


def _list(args: Namespace, here: Office, actor: Actor) -> None:
    for case in here.cases.all(actor, "open"):
        if not is_meeting(case.procedure):
            continue
        held = held_on(case)
        if args.json:
            show_json({"case": case.id, "title": case.title, "held": held})
        else:
            print(f"{case.id}  {case.title}  {format_date(held, 'short') if held else ''}")


def _bodies(args: Namespace, here: Office, actor: Actor) -> None:
    people = here.profile.directory
    for body in here.meeting.bodies.all(actor):
        if args.json:
            show_json(asdict(body))
            continue
        print(f"{body.name}  {body.regular.told()}  {body.start}  {body.place}")
        for one in body.members:
            name = people[one.person].name.full if one.person in people else one.person
            until = f"  ถึง {format_date(one.until, 'short')}" if one.until else ""
            print(f"  {one.person}  {name}  {one.role}{until}")


def _rooms(args: Namespace, here: Office, actor: Actor) -> None:
    if args.name:
        here.change_profile(
            with_room(here.profile, args.name, args.floor, args.capacity), actor, ADDED
        )
    for room in here.profile.meeting_rooms:
        print(f"{room.name}  {room.floor}  {room.capacity or ''}".rstrip())


def _body(args: Namespace, here: Office, actor: Actor) -> None:
    old = _named(here, actor, args.name)
    body = old or Body(0, args.name, "", Regular(), "", "", 0, (), DUTIES, closed=False, version=0)
    regular = {key: getattr(args, key) for key in ("week", "weekday", "day")}
    told: dict[str, Any] = {"place": args.place, "quorum": args.quorum}
    told["start"] = format_time(parse_time(args.start)) if args.start else None
    told["groups"] = tuple(args.group) if args.group else None
    told["regular"] = replace(body.regular, **{k: v for k, v in regular.items() if v is not None})
    kept = here.meeting.bodies.put(
        replace(body, **{k: v for k, v in told.items() if v is not None}), actor
    )
    say(f"{'แก้' if old else 'เพิ่ม'}แล้ว: {kept.name}  {kept.regular.told()}")


def _join(args: Namespace, here: Office, actor: Actor) -> None:
    body = _known(here, actor, args.name)
    member = Member(0, args.person, args.role, day(args.since), day(args.until))
    here.meeting.bodies.join(body.id, member, actor)


def _leave(args: Namespace, here: Office, actor: Actor) -> None:
    body, last = _known(here, actor, args.name), day(args.last)
    member = next((one for one in body.members if one.person == args.person), None)
    if member is None:
        raise UnknownMember()
    if last is None:
        raise MeetingInvalid([Problem("last", "วันสุดท้าย", "โปรดระบุ")])
    here.meeting.bodies.leave(body.id, member.id, last, actor)


def _show(args: Namespace, here: Office, actor: Actor) -> None:
    told, items = here.meeting.of(args.case, actor), here.meeting.items
    answers = items.answers(args.case, actor)
    if args.json:
        every = [asdict(one) for one in items.of(args.case, actor)]
        shown = {"case": told.case.id, "title": told.case.title, "held": told.held}
        shown |= {"answers": [asdict(one) for one in answers], "items": every}
        show_json(shown | {"invited": [asdict(one) for one in told.invited]})
        return
    print(told.case.title)
    for one in answers:
        said = (
            "ไม่มีวาระ" if one.nothing else f"ส่งแล้ว {MEANS[one.means]}" if one.answered else "ยังไม่ตอบ"
        )
        print(f"  {one.group}  {one.title}: {said}{'  ช้ากว่ากำหนด' if one.late else ''}")
    for item in items.of(args.case, actor):
        print(f"  {item.id}  [{PLACES[item.place]}] {KINDS[item.told.kind]}: {item.told.title}")
    _speak_of_invited(told)


def _speak_of_invited(told: Meeting) -> None:
    for one in told.invited:
        said = REPLIES[one.reply.kind] if one.reply else "โปรดถามใหม่" if one.before else "ยังไม่ตอบ"
        print(f"  {one.person}  {one.title}: {said}{f' {one.reply.name}' if one.reply else ''}")
    counted = quorum(told.body, told.invited)
    print(to_thai(f"เข้าร่วมหรือส่งผู้แทน {counted.coming} คน องค์ประชุม {counted.needed} คน"))


def _waiting(args: Namespace, here: Office, actor: Actor) -> None:
    case = here.meeting.of(args.case, actor).case
    for text in as_text(case, here.cases.standing(args.case, actor)).values():
        print(f"{text}\n")


def _answer(args: Namespace, here: Office, actor: Actor) -> None:
    teller = Teller(args.by, args.means)
    if args.none:
        here.meeting.items.nothing(args.case, args.group, teller, actor)
        return
    told = Proposed(args.title, args.kind, args.detail, args.wanted, args.presenter)
    files = [Sent(path.name, bytes_of(path)) for path in args.file]
    item = here.meeting.items.propose(args.case, args.group, told, teller, actor, files=files)
    say(f"บันทึกแล้ว: เรื่องเลขที่ {to_thai(str(item.id))} {PLACES[item.place]}")


def _put(args: Namespace, here: Office, actor: Actor) -> None:
    items = here.meeting.items
    items.put(items.get(args.case, args.item, actor), args.place, actor)


def _move(args: Namespace, here: Office, actor: Actor) -> None:
    items = here.meeting.items
    items.shift(items.get(args.case, args.item, actor), -1 if args.way == "up" else 1, actor)


def _link(args: Namespace, here: Office, actor: Actor) -> str | None:
    address = here.profile.web_address
    if not address:
        say("ยังไม่ได้ตั้งที่อยู่เว็บของสำนักงาน ตั้งด้วย saraban office set web_address=http://… แล้วทำอีกครั้ง")
        return "refused"
    for id, key in here.meeting.links.make(args.case, args.of, args.targets, actor).items():
        print(f"{id}  {address}/answer/{key}")
    return None


def _sent(args: Namespace, here: Office, actor: Actor) -> None:
    here.meeting.invitations.send(args.case, args.people, args.means, actor)


def _reply(args: Namespace, here: Office, actor: Actor) -> None:
    seen = next(
        (
            one.version
            for one in here.meeting.of(args.case, actor).invited
            if one.person == args.person
        ),
        0,
    )
    told = Reply(args.kind, args.name, args.post, args.why, args.by, args.means)
    here.meeting.invitations.reply(args.case, args.person, seen, told, actor)


def _ics(args: Namespace, here: Office, actor: Actor) -> None:
    told = here.meeting.of(args.case, actor)
    to: Invited | None = next((one for one in told.invited if one.person == args.to), None)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / readable(f"{told.case.title} {to.title if to else ''}".strip(), ".ics")
    path.write_bytes(invitation(told.case, here.profile, here.clock(), to=to))
    print(path)


def _ready(args: Namespace, here: Office, actor: Actor) -> None:
    lists = here.meeting.checklist
    if args.done:
        before = [one.text for one in lists.of(args.case, actor) if one.done_by]
        lists.tick(args.case, [*before, *args.done], actor)
    for one in lists.of(args.case, actor):
        print(f"{'☑' if one.done_by else '☐'} {one.text}  {one.done_by}".rstrip())


def _named(here: Office, actor: Actor, name: str) -> Body | None:
    bodies = here.meeting.bodies.all(actor)
    return next((one for one in bodies if normal(one.name) == normal(name)), None)


def _known(here: Office, actor: Actor, name: str) -> Body:
    found = _named(here, actor, name)
    if found is None:
        raise UnknownBody()
    return found


ACTS: dict[str, Callable[[Namespace, Office, Actor], str | None]] = {
    "list": _list,
    "bodies": _bodies,
    "rooms": _rooms,
    "body": _body,
    "join": _join,
    "leave": _leave,
    "show": _show,
    "waiting": _waiting,
    "answer": _answer,
    "put": _put,
    "move": _move,
    "link": _link,
    "sent": _sent,
    "reply": _reply,
    "ics": _ics,
    "ready": _ready,
}
