"""The command line's grammar: every command, its arguments and its help, in Thai. Does nothing."""

import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from commands import (
    grammar_arrivals,
    grammar_arriving,
    grammar_custody,
    grammar_handing,
    grammar_import,
    grammar_many,
    grammar_matters,
    grammar_paper,
    grammar_privacy,
    grammar_registers,
    grammar_sendings,
    grammar_signing,
)
from office.secret_register import CLASSES, WAYS
from templates.proof.kinds import TITLES as KINDS
from thai.digits import to_arabic

PURPOSE = "สารบรรณ: จัดทำ ออกเลข จัดเก็บ และค้นหนังสือราชการ"
EPILOG = """รหัสผลลัพธ์: 0 สำเร็จ · 1 ข้อมูลไม่ผ่านหรือพบข้อผิดพลาด · 2 คำสั่งไม่ถูกต้อง · 3 ขาดส่วนประกอบ
(LibreOffice แบบอักษร ดิสก์ หรือยังไม่มีสำนักงาน) · 70 ข้อผิดพลาดของโปรแกรม"""


class _Layout(RawDescriptionHelpFormatter):
    """Help laid out as argparse does, headed in Thai."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Head the usage line in Thai."""
        super().add_usage(usage, actions, groups, "วิธีใช้: " if prefix is None else prefix)


class Parser(ArgumentParser):
    """An argument parser whose help and complaints are Thai; ``hint`` ends a complaint."""

    hint = ""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Layout, add_help=False, **settings)
        self._positionals.title, self._optionals.title = "สิ่งที่ระบุ", "ตัวเลือก"
        self.add_argument("-h", "--help", action="help", help="แสดงวิธีใช้")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and exit with 2."""
        for pattern, sentence in _COMPLAINTS:
            if found := re.match(pattern, message):
                message = sentence.format(*found.groups())
        self.exit(2, f"คำสั่งไม่ถูกต้อง: {message}\n{self.hint}ดูวิธีใช้: {self.prog} --help\n")


_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "ขาด {0}"),
    (r"unrecognized arguments: (.+)", "ไม่รู้จัก {0}"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", "{0} เป็น {1} ไม่ได้ เลือกได้: {2}"),
    (r"argument (\S+): expected .*", "{0} ต้องมีค่าตามหลัง"),
    (r"argument (\S+): not allowed with argument (.+)", "ใช้ {0} พร้อมกับ {1} ไม่ได้"),
    (r"one of the arguments (.+) is required", "ต้องมีอย่างใดอย่างหนึ่ง: {0}"),
    (r"argument (\S+): ([^a-z].*)", "{0}: {1}"),
    (r"ambiguous option: (\S+) .*", "{0} กำกวม โปรดพิมพ์ให้เต็ม"),
)


Command = Callable[[str, str], Parser]


def number(text: str) -> int:
    """Read a whole number from 0 in Thai or Arabic digits."""
    digits = to_arabic(text.strip())
    if not re.fullmatch(r"\d{1,9}", digits):
        raise ArgumentTypeError(f"“{text}” ไม่ใช่จำนวนเต็ม")
    return int(digits)


def year(text: str) -> int:
    """Read a Buddhist year; a common-era one is refused with the Buddhist year offered."""
    value = number(text)
    if 1900 <= value < 2400:
        raise ArgumentTypeError(f"“{text}” เป็นปี ค.ศ. โปรดใช้ปี พ.ศ. {value + 543}")
    if not 2400 <= value < 2700:
        raise ArgumentTypeError(f"“{text}” ไม่ใช่ปี พ.ศ. เช่น 2569")
    return value


def parser() -> Parser:
    """Return the parser of the whole command line; the chosen command is ``args.command``."""
    root = Parser(
        prog="saraban", description="สารบรรณ: จัดทำ ออกเลข จัดเก็บ และค้นหนังสือราชการ", epilog=EPILOG
    )
    root.add_argument(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="โฟลเดอร์",
        help="โฟลเดอร์ข้อมูล (ปกติ ./data)",
    )
    root.add_argument("--as", dest="user", metavar="ผู้ใช้", help="ทำในนามบัญชีผู้ใช้ (ปกติคือผู้ดูแลเครื่อง)")
    commands = root.add_subparsers(
        dest="command", required=True, metavar="คำสั่ง", parser_class=Parser
    )

    def command(name: str, help: str) -> Parser:
        return commands.add_parser(name, help=help, description=help)

    _begin(command)
    _make(command)
    _on_paper(command)
    grammar_many.declare(command, number)
    grammar_signing.declare(command)
    grammar_privacy.declare(command, number)
    grammar_matters.declare(command)
    grammar_sendings.declare(command)
    grammar_paper.declare(command, year)
    _look(command)
    _background(command)
    return root


def _begin(command: Command) -> None:
    one = command("init", "ตั้งสำนักงานใหม่ในโฟลเดอร์ข้อมูล")
    one.add_argument(
        "--office", type=Path, metavar="ไฟล์", help="ข้อมูลสำนักงาน (YAML) ไม่ระบุ = สำนักงานสมมติ"
    )
    _office(command("office", "ข้อมูลสำนักงาน ตรา และการอ่านหัวหนังสือเดิม"))
    _account(command("account", "บัญชีผู้ใช้และบทบาท"))
    one = command("forms", "ดูแบบเอกสาร")
    one.add_argument("type", nargs="?", metavar="แบบ", help="ดูช่องกรอกของแบบนี้")
    one.add_argument("--check", action="store_true", help="ตรวจแม่แบบ Word กับช่องกรอก")
    _json(one)
    _template(command("template", "แม่แบบ Word ของสำนักงาน: ส่งเข้า ตรวจ ใช้ หรือกลับไปใช้ของโปรแกรม"))
    _check(command("check", "ตรวจรูปแบบหนังสือ (.docx) ที่ทำที่นี่หรือใน Word"))


def _make(command: Command) -> None:
    one = command("make", "ทำเอกสารโดยยังไม่ออกเลข (ร่าง หรือฉบับเสนอลงนาม)")
    one.add_argument("type", metavar="แบบ")
    _answers(one)
    one.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)")
    one.add_argument("--for-signature", action="store_true", help="ฉบับเสนอลงนาม เว้นเลขและวันที่")
    _draft(command("draft", "แก้ร่างต่อใน Word: ดาวน์โหลด หรือส่งไฟล์ที่แก้แล้วกลับ"))
    _issue(command("issue", "ออกเลข ทำเอกสาร และจัดเก็บ"))
    _print(command("print", "พิมพ์แบบ ทะเบียน บัญชี ซอง หรือป้ายชื่อ (ไม่มีเลข ไม่เก็บเข้าแฟ้ม)"))
    one = command("void", "ยกเลิกเอกสารหรือเลข (แถวและเหตุผลยังอยู่)")
    one.add_argument("id", nargs="?", metavar="รหัสเอกสาร")
    _place_in_register(one)
    one.add_argument("--number", type=number, metavar="เลข")
    one.add_argument("--reason", required=True, metavar="เหตุผล")
    one = command("note", "บันทึกว่าเกิดอะไรกับเอกสาร (พิมพ์ ลงนาม ส่ง รับ)")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument(
        "fact",
        choices=("printed", "signed", "sent", "received"),
        metavar="printed|signed|sent|received",
    )
    one.add_argument("--on", default="", metavar="วันที่")
    one.add_argument("--by", default="", metavar="ผู้ทำ")
    one.add_argument("--text", default="", metavar="หมายเหตุ")


def _look(command: Command) -> None:
    _search(command("search", "ค้นเอกสารจากข้อความ"))
    one = command("topic", "ดูว่าที่ประชุมพูดถึงเรื่องหนึ่งเมื่อใด และมีมติว่าอย่างไร")
    one.add_argument("text", nargs="+", metavar="เรื่อง")
    _json(one)
    one = command("show", "ดูเอกสารหนึ่งฉบับ")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("--text", action="store_true", help="แสดงข้อความในเอกสาร")
    _json(one)
    _browse(command("browse", "เปิดดูบัญชีเอกสาร"))
    one = command("register", "ดูและดูแลทะเบียนเลข")
    one.hint = "ดูทะเบียนหนึ่งเล่ม: saraban register show ทะเบียน --year พ.ศ.\n"
    grammar_registers.declare(one, year, number)
    _json(command("verify", "ตรวจว่าทุกไฟล์ยังอยู่ครบและไม่เปลี่ยน"))
    command("rebuild", "สร้างบัญชี ทะเบียน และดัชนีใหม่จากไฟล์ที่จัดเก็บ")


def _background(command: Command) -> None:
    grammar_custody.declare(command)
    grammar_arriving.declare(command)
    grammar_arrivals.declare(command, number)
    grammar_handing.declare(command, year)
    grammar_import.declare(command, year)
    one = command("serve", "เปิดใช้งานผ่านเบราว์เซอร์")
    one.add_argument("--host", default="127.0.0.1", help="ชื่อหรือที่อยู่ของเครื่องนี้")
    one.add_argument("--port", type=number, default=8765)
    one.add_argument("--name", default="", help="ชื่อเว็บเมื่อมีตัวเข้ารหัส (https) อยู่ข้างหน้า")
    one.add_argument("--lan", action="store_true", help="ให้เครื่องอื่นในสำนักงานเปิดได้ (ไม่เข้ารหัส)")
    one = command("work", "ทำงานเบื้องหลัง: แปลง PDF ทำดัชนี รับไฟล์เข้า")
    one.add_argument("--once", action="store_true", help="ทำงานที่ค้างหนึ่งรอบแล้วจบ")
    one = command("demo", "สร้างสำนักงานสมมติพร้อมเอกสารตัวอย่าง")
    one.add_argument("--records", type=number, default=0, metavar="N", help="เอกสารเพิ่มอีก N ฉบับ")
    one.add_argument("--no-pdf", action="store_true", help="ไม่ทำ PDF")


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _answers(command: Parser) -> None:
    given = command.add_mutually_exclusive_group()
    given.add_argument("--answers", type=Path, metavar="ไฟล์", help="คำตอบ (TOML YAML JSON)")
    given.add_argument("--example", action="store_true", help="ใช้ตัวอย่างของแบบ")
    command.add_argument("--no-pdf", action="store_true", help="ไม่ทำ PDF")
    _json(command)


def _office(command: Parser) -> None:
    acts = command.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=Parser)
    _json(acts.add_parser("show", help="แสดงข้อมูลสำนักงาน (YAML)"))
    one = acts.add_parser("set", help="แก้ค่า เช่น book_code='ศธ ๐๔๙๙๙'")
    one.add_argument("setting", nargs="+", metavar="ชื่อ=ค่า")
    one = acts.add_parser("emblem", help="ตราของสำนักงาน")
    kind = one.add_mutually_exclusive_group(required=True)
    kind.add_argument("file", nargs="?", type=Path, metavar="ภาพ", help="ไฟล์ภาพตรา PNG หรือ JPEG")
    kind.add_argument("--preprinted", action="store_true", help="ใช้กระดาษที่มีตราพิมพ์ไว้แล้ว")
    kind.add_argument("--none", action="store_true", help="ยังไม่มีตรา")
    one.add_argument(
        "--paper",
        action="append",
        choices=("letter", "memo", "order", "announcement"),
        help="เฉพาะกระดาษชนิดนี้",
    )
    one = acts.add_parser("read-letter", help="อ่านหัวหนังสือจากหนังสือ Word เดิม")
    one.add_argument("file", type=Path, metavar="ไฟล์.docx")
    one.add_argument("--emblem", type=Path, metavar="ไฟล์", help="บันทึกภาพตราที่พบลงไฟล์นี้")
    _json(one)


def _account(command: Parser) -> None:
    acts = command.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=Parser)
    _json(acts.add_parser("list", help="รายชื่อบัญชีและบทบาท"))
    one = acts.add_parser("add", help="เปิดบัญชี ได้ลิงก์ครั้งเดียวสำหรับตั้งรหัสผ่าน")
    one.add_argument("name", metavar="ผู้ใช้")
    one.add_argument("--person", required=True, metavar="รหัสบุคคล")
    for act, help_ in (("link", "ออกลิงก์ตั้งรหัสผ่านใหม่"), ("close", "ปิดบัญชี")):
        acts.add_parser(act, help=help_).add_argument("name", metavar="ผู้ใช้")
    for act, help_ in (("grant", "ให้บทบาทแก่บุคคล"), ("revoke", "ถอนบทบาท")):
        one = acts.add_parser(act, help=help_)
        one.add_argument("person", metavar="รหัสบุคคล")
        one.add_argument("role", metavar="บทบาท")
        one.add_argument("--group", default="", metavar="กลุ่ม", help="เฉพาะกลุ่มนี้ (ปกติทั้งสำนักงาน)")


def _template(command: Parser) -> None:
    command.add_argument("type", nargs="?", metavar="แบบ")
    act = command.add_mutually_exclusive_group()
    act.add_argument("file", nargs="?", type=Path, metavar="ไฟล์.docx", help="ตรวจและเก็บเป็นรุ่นใหม่")
    act.add_argument("--use", type=number, metavar="รุ่น", help="ใช้รุ่นนี้ตั้งแต่บัดนี้")
    act.add_argument("--shipped", action="store_true", help="กลับไปใช้แม่แบบที่มากับโปรแกรม")
    act.add_argument("--out", type=Path, metavar="โฟลเดอร์", help="วางแม่แบบที่ใช้อยู่ไว้ที่นี่")
    command.add_argument("--name", default="", metavar="แม่แบบ", help="แบบที่มีหลายแม่แบบ")
    _json(command)


def _draft(command: Parser) -> None:
    command.add_argument("draft", type=number, metavar="เลขร่าง")
    command.add_argument("file", nargs="?", type=Path, metavar="ไฟล์.docx", help="ไฟล์ที่แก้แล้ว")
    command.add_argument("--form", action="store_true", help="กลับไปใช้แบบฟอร์ม (ไฟล์ Word เดิมยังอยู่)")
    command.add_argument(
        "--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)"
    )
    _json(command)


def _issue(command: Parser) -> None:
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("type", nargs="?", metavar="แบบ")
    what.add_argument("--draft", type=number, metavar="เลขร่าง", help="ออกเลขให้ร่างที่ลงนามแล้ว")
    _answers(command)
    command.add_argument("--out", type=Path, metavar="โฟลเดอร์", help="วางสำเนาไว้ที่นี่ด้วย")
    command.add_argument(
        "--number", default="", metavar="เลขที่", help="เลขเดิมของเอกสาร (บันทึกย้อนหลัง)"
    )
    command.add_argument("--why", default="", metavar="เหตุผล", help="เหตุผลเมื่อทะเบียนปีนั้นปิดแล้ว")
    command.add_argument("--register", default="", metavar="ทะเบียน")
    command.add_argument("--group", default="", metavar="กลุ่ม", help="กลุ่มเจ้าของเรื่อง")
    command.add_argument("--circular", action="store_true", help="หนังสือเวียน (ว)")
    command.add_argument("--date", default="", metavar="วันที่", help="ลงวันที่")
    command.add_argument("--category", default="", metavar="หมวด")
    command.add_argument("--retention", default="", metavar="อายุการเก็บ")


def _on_paper(command: Command) -> None:
    _copy(command("copy", "ทำสำเนาถูกต้อง หรือพิมพ์ตรากำหนดเก็บบนเอกสาร (PDF)"))
    _secret(command("secret", "ทะเบียนหนังสือลับ เฉพาะผู้ที่ระบุชื่อไว้"))


def _secret(command: Parser) -> None:
    acts = command.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=Parser)
    one = acts.add_parser("list", help="แสดงแถวของปีหนึ่ง")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="ปกติปีนี้")
    _json(one)
    one = acts.add_parser("enter", help="ลงทะเบียนหนังสือลับฉบับหนึ่ง")
    one.add_argument("way", choices=tuple(WAYS), metavar="|".join(WAYS))
    one.add_argument("--class", dest="secrecy", required=True, choices=CLASSES, metavar="ชั้น")
    for name, shown in (("dated", "วันที่"), ("sender", "จาก"), ("receiver", "ถึง"), ("place", "ที่เก็บ")):
        one.add_argument(f"--{name}", required=True, metavar=shown)
    one.add_argument("--number", dest="book_no", default="", metavar="ที่")
    one.add_argument("--subject", default="", metavar="เรื่อง", help="เท่าที่ไม่เปิดเผยความลับ")
    one = acts.add_parser("void", help="ยกเลิกแถวหนึ่ง แถวและเหตุผลยังอยู่")
    one.add_argument("way", choices=tuple(WAYS), metavar="|".join(WAYS))
    one.add_argument("year", type=year, metavar="พ.ศ.")
    one.add_argument("number", type=number, metavar="เลข")
    one.add_argument("--reason", required=True, metavar="เหตุผล")
    for act, help_ in (("name", "ให้บุคคลเปิดทะเบียนนี้ได้"), ("unname", "ถอนชื่อ")):
        acts.add_parser(act, help=help_).add_argument("person", metavar="รหัสบุคคล")


def _copy(command: Parser) -> None:
    command.add_argument("id", metavar="รหัสเอกสาร")
    mark = command.add_mutually_exclusive_group(required=True)
    mark.add_argument("--by", default="", metavar="รหัสบุคคล", help="ผู้รับรองสำเนาถูกต้อง")
    mark.add_argument("--kept", action="store_true", help="ตรา “เก็บถึง พ.ศ. …” หรือ “ห้ามทำลาย”")
    command.add_argument("--on", default="", metavar="วันที่", help="วันที่รับรอง (ปกติวันนี้)")
    command.add_argument(
        "--file", default="", metavar="ไฟล์", help="ไฟล์ PDF ใดของเอกสาร (ปกติไฟล์แรก)"
    )
    command.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์")


def _search(command: Parser) -> None:
    command.add_argument("text", nargs="*", metavar="คำค้น")
    command.add_argument(
        "--queries", type=Path, metavar="ไฟล์", help="คำค้นบรรทัดละหนึ่ง ผลลัพธ์บรรทัดละหนึ่ง (JSON)"
    )
    command.add_argument("--like", default="", metavar="เลขแฟ้ม", help="หาเรื่องที่คล้ายกับเอกสารนี้")
    command.add_argument("--limit", type=number, default=10, metavar="N")
    command.add_argument("--offset", type=number, default=0, metavar="N")
    command.add_argument("--year", type=year, metavar="พ.ศ.")
    command.add_argument("--category", metavar="หมวด")
    command.add_argument("--type", metavar="แบบ")
    command.add_argument("--group", metavar="กลุ่ม")
    command.add_argument("--person", metavar="ผู้ลงนาม")
    command.add_argument("--from", dest="date_from", default="", metavar="วันที่")
    command.add_argument("--to", dest="date_to", default="", metavar="วันที่")
    command.add_argument("--only-resolutions", action="store_true", help="เฉพาะมติที่ประชุม")
    orders = ("best", "newest", "oldest", "number")
    command.add_argument("--order", choices=orders, default="best", help="เรียงตาม")
    command.add_argument("--csv", action="store_true", help="ผลลัพธ์เป็น CSV")
    _json(command)


def _browse(command: Parser) -> None:
    command.add_argument("--year", type=year, metavar="พ.ศ.")
    command.add_argument("--fiscal", type=year, metavar="ปีงบ", help="ปีงบประมาณ")
    for name in ("category", "type", "series", "group", "register", "case", "title"):
        command.add_argument(f"--{name}", metavar="ค่า")
    command.add_argument("--state", choices=("filed", "void"))
    counted = ("year", "fiscal", "series", "category", "type", "group", "register", "state")
    command.add_argument("--count", choices=counted, help="นับแยกตาม")
    command.add_argument("--limit", type=number, default=50, metavar="N")
    command.add_argument("--offset", type=number, default=0, metavar="N")
    _json(command)


def _check(one: Parser) -> None:
    one.add_argument("file", nargs="+", type=Path, metavar="ไฟล์", help="ไฟล์ .docx หรือโฟลเดอร์")
    one.add_argument(
        "--kind", choices=tuple(KINDS), metavar="ชนิด", help=f"{' '.join(KINDS)} (ปกติดูจากเนื้อความ)"
    )
    one.add_argument("--out", type=Path, metavar="โฟลเดอร์", help="วางสำเนาที่แก้แล้วไว้ที่นี่")
    one.add_argument(
        "--table", type=Path, metavar="ไฟล์", help="ตารางผลตรวจของทุกไฟล์ (.xlsx หรือ .csv)"
    )
    _json(one)


def _print(one: Parser) -> None:
    one.add_argument("form", nargs="?", metavar="แบบ", help="ไม่ระบุ = ดูว่ามีแบบใดบ้าง")
    one.add_argument("--pages", type=number, default=1, metavar="จำนวน", help="หน้าของแบบว่าง")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="กรอกจากเอกสารประจำปีนี้")
    one.add_argument("--day", default="", metavar="วันที่", help="กรอกจากหนังสือของวันนี้")
    one.add_argument("--group", default="", metavar="กลุ่ม", help="เฉพาะกลุ่มนี้")
    one.add_argument("--record", metavar="รหัสเอกสาร", help="ซอง ป้ายชื่อ หรือใบรับหนังสือของเอกสารนี้")
    one.add_argument(
        "--to", type=Path, metavar="ไฟล์", help="ผู้รับ (ข้อความ UTF-8) เว้นบรรทัดว่างระหว่างราย"
    )
    one.add_argument("--pdf", action="store_true", help="ทำเป็น PDF (ปกติ Word)")
    one.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)")
    _json(one)


def _place_in_register(command: Parser) -> None:
    command.add_argument("--register", metavar="ทะเบียน")
    command.add_argument("--year", type=year, metavar="พ.ศ.")
