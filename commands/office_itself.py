"""Commands about the office itself: init, office, account."""

from argparse import Namespace
from collections.abc import Callable

import yaml

from commands.speaking import bytes_of, opened, say, show_json
from office.office import Office
from office.people import Holder
from office.permissions import role_named, role_titles
from office.profile import SAMPLE, load, to_document
from templates import letterhead

SERVED = "localhost:8765"  # where the pages are by default


def init(args: Namespace) -> None:
    """Make an office in the data folder."""
    here = Office.create(args.data, load(args.office or SAMPLE))
    print(f"ตั้ง{here.profile.name_full} ในโฟลเดอร์ {here.folder.path} แล้ว")
    if here.profile.is_sample:
        say(SAMPLE_OFFICE)
    if not here.profile.book_code:
        say("ยังไม่ได้ตั้งรหัสหนังสือของสำนักงาน (book_code) จะออกเลขหนังสือไม่ได้จนกว่าจะตั้ง")


SAMPLE_OFFICE = """*** นี่คือสำนักงานสมมติสำหรับทดลองใช้ ชื่อ รหัสหนังสือ และบุคคลทั้งหมดไม่มีจริง ***
ใช้ข้อมูลของสำนักงานท่าน: saraban office show > office.yaml แล้วแก้ไขไฟล์นั้น จากนั้น
  saraban --data โฟลเดอร์ใหม่ init --office office.yaml
หรือแก้ทีละค่า: saraban office set name_full='…' book_code='ศธ …'"""


def office(args: Namespace) -> None:
    """Show or change the office itself."""
    OFFICE[args.act](args)


def office_show(args: Namespace) -> None:
    """Print the office as its YAML file."""
    here, _ = opened(args)
    document = to_document(here.profile)
    if args.json:
        show_json(document)
    else:
        print(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000), end="")


def office_set(args: Namespace) -> None:
    """Change plain settings."""
    here, actor = opened(args)
    profile = here.profile
    for setting in args.setting:
        key, _, value = setting.partition("=")
        profile = profile.with_setting(key, value)
    here.change_profile(profile, actor, "แก้ไข " + ", ".join(args.setting))
    print("บันทึกข้อมูลสำนักงานแล้ว")


def office_emblem(args: Namespace) -> None:
    """Say what stands in the place of the emblem."""
    here, actor = opened(args)
    kind = "picture" if args.file else "preprinted" if args.preprinted else "none"
    here.set_emblem(kind, bytes_of(args.file) if args.file else None, args.paper or (), actor)
    print("บันทึกตราของสำนักงานแล้ว")


def office_read_letter(args: Namespace) -> None:
    """Offer what an old letter tells about the office."""
    found = letterhead.read(bytes_of(args.file))
    told = {key: value for key, value in vars(found).items() if key != "emblem" and value}
    if found.emblem and args.emblem:
        args.emblem.write_bytes(found.emblem)
        told["emblem"] = str(args.emblem)
    if args.json:
        return show_json(told)
    for key, value in told.items():
        print(f"{key}: {' | '.join(value) if isinstance(value, tuple) else value}")
    print("ตราในหนังสือ: " + ("พบ (บันทึกด้วย --emblem ไฟล์)" if found.emblem else "ไม่พบ"))
    return None


def account(args: Namespace) -> str | None:
    """List and change accounts and roles."""
    here, actor = opened(args)
    match args.act:
        case "list":
            for held in here.people.holders(actor):
                _holder(held, args.json)
        case "add":
            _link(here.people.add(args.name, args.person, actor))
        case "link":
            _link(here.people.link(args.name, actor))
        case "close":
            here.people.close(args.name, actor)
            print(f"ปิดบัญชี {args.name} แล้ว เข้าระบบไม่ได้อีก")
        case "grant":
            here.people.grant(args.person, args.role, args.group, actor)
            print(f"ให้บทบาท {_role(here, args)}แล้ว")
        case "revoke":
            if not here.people.revoke(args.person, args.role, args.group, actor):
                say(f"ไม่ได้เปลี่ยนสิ่งใด เพราะไม่มีบทบาท {_role(here, args)}อยู่")
                return "refused"
            print(f"ถอนบทบาท {_role(here, args)}แล้ว")
    return None


def _holder(held: Holder, as_json: bool) -> None:
    roles = [f"{role_titles()[grant.role]} {grant.group}".strip() for grant in held.roles]
    if as_json:
        show_json(vars(held.account) | {"name": held.name, "roles": roles})
    else:
        closed = "  [ปิดแล้ว]" if held.account.closed else ""
        print(f"{held.account.user}\t{held.name}\t{', '.join(roles)}{closed}")


def _role(here: Office, args: Namespace) -> str:
    """Write a role with its holder: “ธุรการ” ของ นายเอก  สุขใจ ในกลุ่มอำนวยการ."""
    name = here.profile.directory[args.person].name.full
    where = here.profile.group_names.get(args.group, args.group) or "ทั้งสำนักงาน"
    return f"“{role_titles()[role_named(args.role)]}” ของ {name} ({where}) "


def _link(token: str) -> None:
    print(f"http://{SERVED}/welcome/{token}")
    say(
        "ลิงก์ครั้งเดียวสำหรับตั้งรหัสผ่าน ใช้ได้ ๗ วัน ส่งให้เจ้าของบัญชีเท่านั้น\n"
        f"หากเปิดจากเครื่องอื่นหรือพอร์ตอื่น ให้เปลี่ยน {SERVED} เป็นที่อยู่ที่ saraban serve บอกเมื่อเริ่ม"
    )


OFFICE: dict[str, Callable[[Namespace], None]] = {
    "show": office_show,
    "set": office_set,
    "emblem": office_emblem,
    "read-letter": office_read_letter,
}
