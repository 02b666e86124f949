"""Commands of keeping the office: verify, rebuild, work, serve, demo."""

from argparse import Namespace

from commands.speaking import opened, say, show_json
from office.custody import Custody
from office.demo import make_demo
from office.folder import Folder
from office.keeper import Keeper
from office.office import Office
from office.worker import Worker
from thai.digits import to_thai


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
