"""Commands of handing over: what leaves the office as a bag."""

from argparse import Namespace
from collections.abc import Iterator

from archive.catalogue import Filters
from archive.records import RecordId
from commands.speaking import opened, say, show_json
from office.handover import Handover
from office.permissions import Actor
from thai.digits import to_arabic, to_thai

SAID_EVERY = 500  # records


def handover(args: Namespace) -> None:
    """Write a handover into a new folder."""
    here, actor = opened(args)
    office = Handover(here)
    done = office.write(_chosen(office, args, actor), args.into, actor, _progress)
    if args.json:
        show_json(vars(done))
        return
    records, files = to_thai(f"{done.records:,}"), to_thai(f"{done.files:,}")
    print(f"{done.folder}  {records} ฉบับ {files} ไฟล์ {to_thai(f'{done.size / 2**20:,.1f}')} MB")
    say("เปิด index.html ในโฟลเดอร์นั้นเพื่อค้นและอ่าน ถอดดิสก์ USB ด้วยคำสั่งถอดอย่างปลอดภัยก่อนดึงออก")
    if done.left_out:
        say(f"ไม่ได้รวม {to_thai(f'{done.left_out:,}')} ฉบับที่ท่านไม่มีสิทธิ์เปิดอ่าน")


def _chosen(office: Handover, args: Namespace, actor: Actor) -> Iterator[RecordId]:
    if args.ids:
        return map(RecordId.parse, map(to_arabic, args.ids))
    if args.search:
        return office.of_search(args.search, actor)
    return office.of_filters(Filters(year=args.year, case=args.case), actor)


def _progress(records: int) -> None:
    if records and records % SAID_EVERY == 0:
        say(f"เขียนแล้ว {to_thai(f'{records:,}')} ฉบับ")
