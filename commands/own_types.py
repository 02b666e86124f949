"""The command type: the office's own types of documents, proposed, begun, retired."""

from argparse import Namespace
from dataclasses import asdict

from commands.speaking import bytes_of, opened, show_json
from office import answers
from office.errors import FileNotReadable
from office.office import Office
from office.permissions import Actor
from office.proposed_forms import Draft
from templates.proposal import REGISTERS, TYPES

MISSHAPEN = "ต้องมี title register และ fields อย่างที่ saraban type list --json บอก"


def own_type(args: Namespace) -> None:
    """Propose a type from a Word file, arrange, begin or drop it; retire a type or take it back."""
    here, actor = opened(args)
    {
        "list": _list,
        "propose": _propose,
        "arrange": _arrange,
        "begin": _begin,
        "drop": _drop,
        "retire": _retire,
        "back": _back,
    }[args.act](here, actor, args)


def _list(here: Office, actor: Actor, args: Namespace) -> None:
    for draft in here.proposed_forms.every():
        _told(draft, args)
    for code, retired in sorted(here.retired_types.every().items()):
        if args.json:
            show_json({"code": code, "retired": retired.why})
        else:
            print(f"เลิกใช้  {code:<20}{here.shelf.form(code).title}  {retired.why}")


def _propose(here: Office, actor: Actor, args: Namespace) -> None:
    number = here.proposed_forms.put(args.title, bytes_of(args.file), actor)
    _told(here.proposed_forms.draft(number), args)


def _arrange(here: Office, actor: Actor, args: Namespace) -> None:
    """Take title, register and fields from a JSON file, as ``list --json`` shows them."""
    told = answers.load(args.file)
    try:
        rows = [
            {
                "name": str(one["name"]),
                "label": str(one.get("label", "")),
                "type": str(one.get("type", "")),
                "required": "1" if one.get("required", True) else "",
                "order": str(order),
            }
            for order, one in enumerate(told["fields"], 1)
        ]
        title, register = str(told["title"]), str(told["register"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise FileNotReadable(file=args.file.name, why=MISSHAPEN) from fault
    here.proposed_forms.save(args.number, title, register, rows, actor)
    _told(here.proposed_forms.draft(args.number), args)


def _begin(here: Office, actor: Actor, args: Namespace) -> None:
    code = here.proposed_forms.begin(args.number, actor)
    if args.json:
        show_json({"code": code})
    else:
        print(f"เริ่มใช้ “{here.shelf.form(code).title}” แล้ว รหัสแบบ {code}")


def _drop(here: Office, actor: Actor, args: Namespace) -> None:
    here.proposed_forms.drop(args.number, actor)


def _retire(here: Office, actor: Actor, args: Namespace) -> None:
    here.retired_types.retire(args.code, args.reason, actor)


def _back(here: Office, actor: Actor, args: Namespace) -> None:
    here.retired_types.take_back(args.code, actor)


def _told(draft: Draft, args: Namespace) -> None:
    if args.json:
        fields = [asdict(one) for one in draft.fields]
        show_json(
            {"number": draft.id, "title": draft.title, "register": draft.register, "fields": fields}
        )
        return
    print(f"แบบใหม่ที่ {draft.id}  {draft.title}  {REGISTERS[draft.register]}")
    for one in draft.fields:
        need = "*" if one.required else " "
        print(f"  {one.name:<20}{TYPES.get(one.type, one.type):<16}{need} {one.label}")
