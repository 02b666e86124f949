"""Commands of handing over: a bag that leaves the office or comes into it, an old register."""

from argparse import Namespace
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from archive.catalogue import Filters
from archive.records import RecordId
from commands.speaking import bytes_of, opened, say, show_json
from office.handover import Handover
from office.handover_import import Goal, HandoverImport
from office.office import Office
from office.permissions import Actor
from office.personal_data import holdings
from office.personal_numbers import KINDS, masked
from office.register_import import RegisterImport
from office.register_import_errors import ColumnUnknown
from office.register_import_sheet import FIELDS
from thai.digits import to_arabic, to_thai

SAID_EVERY = 500  # records


def handover(args: Namespace) -> str | None:
    """Write a handover into a new folder."""
    here, actor = opened(args)
    office = Handover(here)
    if args.look:
        return _look(here, _chosen(office, args, actor), args, actor)
    done = office.write(_chosen(office, args, actor), args.into, actor, _progress)
    if args.json:
        show_json(vars(done))
        return None
    records, files = to_thai(f"{done.records:,}"), to_thai(f"{done.files:,}")
    print(f"{done.folder}  {records} ฉบับ {files} ไฟล์ {to_thai(f'{done.size / 2**20:,.1f}')} MB")
    say("เปิด index.html ในโฟลเดอร์นั้นเพื่อค้นและอ่าน ถอดดิสก์ USB ด้วยคำสั่งถอดอย่างปลอดภัยก่อนดึงออก")
    if done.left_out:
        say(f"ไม่ได้รวม {to_thai(f'{done.left_out:,}')} ฉบับที่ท่านไม่มีสิทธิ์เปิดอ่าน")
    return None


def _look(here: Office, ids: Iterator[RecordId], args: Namespace, actor: Actor) -> str | None:
    """Tell what personal numbers would leave; that there are some is the result "refused"."""
    found = False
    for one in holdings(here, ids, actor):
        found = True
        numbers = {KINDS[kind]: list(map(masked, told)) for kind, told in one.numbers}
        if args.json:
            show_json({"id": str(one.id), "title": one.title, "numbers": numbers})
        else:
            said = " ".join(f"{label} {' '.join(told)}" for label, told in numbers.items())
            print(one.id, one.title, said, sep="\t")
    if not found:
        say("ไม่พบข้อมูลส่วนบุคคลในข้อความของเอกสารที่เลือก ภาพสแกนที่อ่านไม่ออกต้องดูเอง")
    return "refused" if found else None


def take_handover(args: Namespace) -> str | None:
    """Take another office's handover in, or only look at it."""
    here, actor = opened(args)
    goal, refused = Goal(args.category, args.group), 0
    for one in HandoverImport(here).take(args.folder, goal, actor, trying=args.trying):
        refused += bool(one.problem)
        if args.json:
            show_json(vars(one))
        elif one.problem:
            say(" ".join(filter(None, (one.source, one.title))) + f": {one.problem}")
        else:
            filed = f"{one.id} มีอยู่แล้ว" if one.known else str(one.id or "รับได้")
            print(one.source, filed, one.title, sep="\t")
    if refused:
        say(f"ไม่ได้รับ {to_thai(f'{refused:,}')} รายการ แก้ไขแล้วสั่งใหม่ได้ ฉบับที่รับแล้วจะไม่ซ้ำ")
    return "refused" if refused else None


def import_register(args: Namespace) -> str | None:
    """Take an old register in, or only look at it; faulty rows are the result."""
    here, actor = opened(args)
    told, file = RegisterImport(here), (args.file.name, bytes_of(args.file))
    where = args.register, args.year, file, _columns(args.column)
    found = told.look(*where) if args.trying else told.take(*where, actor, skip=args.skip)
    done, known = "รับได้" if args.trying else "รับแล้ว", to_thai(f"{found.known:,}")
    new = to_thai(f"{len(found.new):,}")
    if args.json:
        rows = [vars(row) for row in found.new]
        columns, faults = dict(found.table.columns), [list(each) for each in found.faults]
        show_json({"columns": columns, "new": rows, "known": found.known, "faults": faults})
    else:
        said = (f"{FIELDS[k]} {get_column_letter(n + 1)}" for k, n in found.table.columns.items())
        print(f"คอลัมน์: {' · '.join(said)}")
        highest = to_thai(str(found.table.highest))
        print(f"{done} {new} แถว มีอยู่แล้ว {known} แถว เลขสูงสุดในตาราง {highest}")
    for line, why in found.faults:
        say(f"แถวที่ {to_thai(str(line))}: {why}")
    return "refused" if found.faults else None


def _columns(told: list[str]) -> dict[str, str]:
    """Read ``field=column`` as it was typed; raises ColumnUnknown."""
    pairs = [each.partition("=") for each in told]
    for field, mark, column in pairs:
        if field not in FIELDS or not mark or not column:
            raise ColumnUnknown(column=f"{field}{mark}{column}", heads=" ".join(FIELDS))
    return {field: column for field, _, column in pairs}


def _chosen(office: Handover, args: Namespace, actor: Actor) -> Iterator[RecordId]:
    if args.ids:
        return map(RecordId.parse, map(to_arabic, args.ids))
    if args.search:
        return office.of_search(args.search, actor)
    return office.of_filters(Filters(year=args.year, case=args.case), actor)


def _progress(records: int) -> None:
    if records and records % SAID_EVERY == 0:
        say(f"เขียนแล้ว {to_thai(f'{records:,}')} ฉบับ")
