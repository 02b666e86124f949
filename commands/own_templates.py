"""The command template: the office's own Word templates, put in, used, set back."""

from argparse import Namespace

from archive import names
from commands.speaking import bytes_of, opened, say, show_json
from office.office import Office
from office.own_templates import TemplateFile
from templates.form import Form

ORIGINS = {"shipped": "ที่มากับโปรแกรม", "own": "ของสำนักงาน", "by hand": "วางไว้ในโฟลเดอร์ข้อมูล"}
RENEWED = "โปรแกรมมีแม่แบบใหม่ โปรดเทียบ"


def template(args: Namespace) -> None:
    """List the templates, put one in, or choose which counts."""
    here, actor = opened(args)
    if not args.type:
        for form in here.shelf.forms():
            for file in here.own_templates.of(form):
                _told(args, form, file)
        return
    form = here.shelf.form(args.type)
    name = args.name or form.default_template
    if args.shipped:
        here.own_templates.back(form.code, name, actor)
    elif args.use is not None:
        here.own_templates.use(form.code, name, args.use, actor)
    elif args.file:
        number, found = here.own_templates.put(form.code, name, bytes_of(args.file), actor)
        for one in found:
            say(f"ข้อสังเกต: {one}")
        say(f"แม่แบบไม่มีที่ผิด เก็บเป็นรุ่นที่ {number} ดูตัวอย่างแล้วใช้ด้วย --use {number}")
    elif args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        path = args.out / names.readable(f"แม่แบบ {form.title}", ".docx")
        path.write_bytes(here.own_templates.docx(form.code, name))
        print(path)
        return
    _type(args, here, form)


def _type(args: Namespace, here: Office, form: Form) -> None:
    for file in here.own_templates.of(form):
        _told(args, form, file)
        if not args.json:
            for one in file.versions:
                print(f"  รุ่นที่ {one.number}  {one.who}  {one.at:%Y-%m-%d}")


def _told(args: Namespace, form: Form, file: TemplateFile) -> None:
    if args.json:
        told = {"type": form.code, "file": file.name, "origin": file.origin}
        numbers = [one.number for one in file.versions]
        show_json(told | {"version": file.version, "renewed": file.renewed, "versions": numbers})
        return
    version = f" รุ่นที่ {file.version}" if file.version else ""
    renewed = f"  {RENEWED}" if file.renewed else ""
    print(f"{form.code:<20}{file.name:<24}{ORIGINS[file.origin]}{version}{renewed}")
