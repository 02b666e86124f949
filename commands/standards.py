"""The commands of the work standards: my work, indicators, evidence books, procedures."""

from argparse import Namespace
from dataclasses import asdict

from commands.speaking import bytes_of, day, opened, say, show_json
from office.errors import FileNotReadable
from office.evaluation.board import Line, board
from office.evaluation.result import STATES
from office.evaluation.results import Place, Said
from office.evaluation.rounds import ENDS
from office.evaluation.table_file import rows_in
from office.my_work import TITLES
from office.office import Office
from office.permissions import Actor
from office.printing import DOCX, PDF, Printing
from office.procedures.editing import mark
from office.procedures.errors import BookOfNothing, UnknownProcedure
from thai.dates import format_date
from thai.digits import to_thai


def my_work(args: Namespace) -> None:
    """Tell what waits for who acts."""
    here, actor = opened(args)
    waits = here.standards.my_work.of(actor)
    for one in waits:
        if args.json:
            show_json(asdict(one))
        else:
            due = f" ภายใน {format_date(one.due, 'short')}" if one.due else ""
            late = " เลยกำหนด" if one.late and one.due else ""
            print(f"{TITLES[one.kind]}: {one.title}{due}{late} ({one.note})")
    if not waits:
        say("ไม่มีงานรอ")


def indicators(args: Namespace) -> None:
    """List a case's indicators, take them from a table, or write a result down."""
    here, actor = opened(args)
    if args.act == "take":
        seen = here.cases.get(args.case, actor).version
        rows = rows_in(args.file.name, bytes_of(args.file))
        taken = here.standards.sheets.take(args.case, seen, rows, actor)
        say(f"รับตัวชี้วัดแล้ว {to_thai(str(len(taken)))} ตัวชี้วัด")
    elif args.act == "tell":
        place, results = Place(args.case, args.indicator, args.round), here.standards.results
        seen = results.one(place, actor).version
        results.tell(place, seen, {"value": args.value}, Said(), actor)
    _listed(args, here, actor)


def _listed(args: Namespace, here: Office, actor: Actor) -> None:
    standards = here.standards
    whole = board(standards.sheets.of(args.case, actor), standards.results.of(args.case, actor))
    for line in whole.lines:
        if args.json:
            show_json(_told(line))
        else:
            print(f"{line.sheet.code or line.sheet.target}  {line.sheet.name}{_figures(line)}")
    if args.json:
        show_json({"totals": {id: str(total) for id, total in whole.totals.items()}})
        return
    for id, total in whole.totals.items():
        print(f"คะแนนรวมถ่วงน้ำหนักรอบ {ENDS[id][0]} {to_thai(str(total))}")


def _told(line: Line) -> dict[str, object]:
    scores = {id: str(score) for id, score in line.scores.items()}
    values = {id: str(r.value) for id, r in line.results.items() if r.value is not None}
    states = {id: result.state for id, result in line.results.items() if result.state}
    told = {"target": line.sheet.target, "code": line.sheet.code, "name": line.sheet.name}
    return {**told, "values": values, "scores": scores, "states": states}


def _figures(line: Line) -> str:
    told = [
        f"\n    รอบ {ENDS[id][0]}: {to_thai(str(result.value))} "
        f"{'คะแนน ' + to_thai(str(line.scores[id])) if id in line.scores else ''} "
        f"{STATES[result.state]}"
        for id, result in line.results.items()
        if result.value is not None
    ]
    return "".join(told)


def evidence(args: Namespace) -> None:
    """Write the evidence book of a case or a period beside the other files."""
    here, actor = opened(args)
    first, last = day(args.first), day(args.last)
    books = here.standards.books
    if first and last:
        book = books.of_period(first, last, actor)
    elif args.case:
        book = books.of_case(args.case, actor)
    else:
        raise BookOfNothing()
    made = Printing(here).evidence(book, PDF if args.pdf else DOCX)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / made.name
    path.write_bytes(made.data)
    if args.json:
        show_json({"file": str(path)})
    else:
        print(path)


def procedure(args: Namespace) -> None:
    """List the procedures, show one's text, or let the office's own count."""
    here, actor = opened(args)
    editing = here.standards.editing
    if args.id is None:
        for one in here.cases.shelf.all():
            told = {"id": one.id, "title": one.title, "own": editing.origin(one.id)[0]}
            if args.json:
                show_json(told)
            else:
                print(f"{one.id:<14}{one.title}{' (ของสำนักงาน)' if told['own'] else ''}")
    elif args.shipped:
        editing.back(args.id, actor)
        say("กลับไปใช้ที่มากับโปรแกรมแล้ว")
    elif args.file:
        _put(args, here, actor)
    else:
        print(editing.text(args.id), end="")


def _put(args: Namespace, here: Office, actor: Actor) -> None:
    editing = here.standards.editing
    try:
        text = bytes_of(args.file).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileNotReadable(file=args.file, why="ไม่ใช่ข้อความ UTF-8") from fault
    try:
        seen = mark(editing.text(args.id))
    except UnknownProcedure:
        seen = ""
    told = editing.put(args.id, text, seen, args.why, actor)
    say(f"ใช้ขั้นตอนงาน “{told.title}” แล้ว งานที่เริ่มแล้วใช้ฉบับเดิมต่อ")
