"""Commands of the registry: register, verify, rebuild, import, work, serve, demo."""

from argparse import Namespace
from datetime import date

from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.custody import Custody
from office.demo import make_demo
from office.folder import Folder
from office.keeper import Keeper
from office.numbering import STATES, Span
from office.office import Office
from office.registers import Claim, Entry, RegisterYear
from office.worker import Worker
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai

NAMED = 20  # skipped files that are named before the rest is only counted


def register(args: Namespace) -> str | None:
    """List registers, print one, set a first number, reserve one."""
    here, actor = opened(args)
    year = getattr(args, "year", None) or buddhist_year(today(now))
    match args.act:
        case "show":
            return _register(here.registers_of(args.register, year), args.json)
        case "first":
            here.begin_register(here.register(args.register), year, args.number, actor)
            print(
                f"เลขถัดไปของ{args.register} ปี {to_thai(str(year))} คือ {to_thai(str(args.number))}"
            )
        case "reserve":
            claim = Claim(day(args.date) or today(now))
            book = here.register(args.register)
            row = here.reserve(book, claim, args.purpose, day(args.until), actor)
            show_json(vars(row)) if args.json else print(row.printed)
        case _:
            for book, next_number in here.standing(year):
                told = vars(book) | {"year": year, "next": next_number}
                line = (
                    f"{book.code:<28}{to_thai(str(next_number)):>6}  {book.title}  {book.pattern}"
                )
                show_json(told) if args.json else print(line)
    return None


def _register(kept: RegisterYear, as_json: bool) -> str | None:
    if as_json:
        show_json(kept.document | {"unexplained": kept.unexplained})
    else:
        for _, line in sorted([*map(_span_line, kept.spans), *map(_entry_line, kept.entries)]):
            print(line)
        if not (kept.spans or kept.entries):
            year, following = to_thai(str(kept.year)), to_thai(str(kept.next_number))
            print(f"{kept.register.title} ปี {year} ยังไม่มีเลข เลขถัดไปคือ {following}")
        for number in kept.unexplained:
            say(f"เลข {to_thai(str(number))} หายไปโดยไม่มีคำอธิบาย")
    return "refused" if kept.unexplained else None


def _span_line(span: Span) -> tuple[int, str]:
    return span.first, f"{to_thai(f'{span.first}–{span.last}')}\t{span.reason}"


def _entry_line(row: Entry) -> tuple[int, str]:
    state = f" [{STATES[row.state]}: {row.reason}]" if row.state != "issued" else ""
    day = format_date(date.fromisoformat(row.dated), "shortest")
    return row.number, f"{row.printed}\t{day}\t{row.receiver or '-'}\t{row.title}{state}"


def verify(args: Namespace) -> str | None:
    """Check every file and every number; faults are the result."""
    here, actor = opened(args)
    report = Custody(here).whole(actor, _checked)
    gaps = here.unexplained()
    if args.json:
        faults = [vars(fault) | {"sentence": fault.sentence} for fault in report.faults]
        lost = [{"code": "number-unexplained", "where": gap, "detail": ""} for gap in gaps]
        show_json({"checked": report.checked, "faults": faults + lost})
    else:
        for fault in report.faults:
            print(fault.sentence)
        for gap in gaps:
            print(f"{gap}: เลขหายไปโดยไม่มีคำอธิบาย")
        found = len(report.faults) + len(gaps)
        print(f"ตรวจ {to_thai(str(report.checked))} ไฟล์ พบข้อผิดพลาด {to_thai(str(found))} รายการ")
    return "refused" if report.faults or gaps else None


def _checked(done: int, of: int) -> None:
    if done % 1000 == 0:
        say(f"ตรวจแล้ว {to_thai(f'{done:,}')} จาก {to_thai(f'{of:,}')} รายการ")


def _indexed(done: int, of: int) -> None:
    say(f"ทำดัชนีค้นหา {to_thai(f'{done:,}')} จาก {to_thai(f'{of:,}')} เอกสาร")


def rebuild(args: Namespace) -> str | None:
    """Make catalogue, registers and index anew from the filed objects."""
    folder = Folder.find(args.data)
    if folder.database.exists():
        here, actor = opened(args)
        done = here.rebuild(actor, _indexed)
    else:
        here, done = Office.restore(args.data)
    print(f"สร้างใหม่จาก {to_thai(str(done.records))} เอกสาร")
    for fault in done.faults:
        say(fault.sentence)
    for gap in here.unexplained():
        say(f"{gap}: อาจเคยออกเลขนี้ ไม่พบในไฟล์ที่จัดเก็บ และจะไม่ออกซ้ำ")
    return "refused" if done.faults else None


def work(args: Namespace) -> None:
    """Do the background work, once or until stopped."""
    here, _ = opened(args)
    worker = Worker(here)
    if args.once:
        worker.once()
        Keeper(here).once()
    else:
        worker.run()


def serve(args: Namespace) -> None:
    """Serve the pages, with the worker beside them; an empty folder is set up there."""
    from web.serving import serve as serve_pages  # nothing else needs Flask

    names = (args.name,) if args.name else ()
    serve_pages(args.data, args.host, args.port, names=names, lan=args.lan, tell=say)


def demo(args: Namespace) -> None:
    """Make the demonstration office."""
    for line in make_demo(args.data, args.records, pdf=not args.no_pdf):
        say(line)
    print(f"พร้อมใช้งาน: saraban --data {args.data} search ประชุม")
