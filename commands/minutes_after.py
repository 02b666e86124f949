"""The command of what follows a meeting: the draft's review, corrections, the case's folder."""

from argparse import Namespace
from dataclasses import asdict

from archive.records import Paper
from commands.speaking import day, say, show_json
from office.amending import PLACES
from office.clock import today
from office.errors import TellingInvalid
from office.meeting.adopted import Told as Correction
from office.meeting.review import STATES, WHOLE, Told
from office.meeting.written import sentence
from office.office import Office
from office.permissions import Actor
from templates.errors import Problem
from thai.dates import format_date, parse_date
from thai.digits import to_thai
from thai.text import clean


def review(args: Namespace, here: Office, actor: Actor) -> None:
    """Show the draft passage by passage, and what is proposed."""
    told = here.reviews.of(args.case, actor)
    if args.json:
        passages = [asdict(one) for one in told.passages]
        proposals = [asdict(one) for one in told.proposals]
        show_json({"until": told.until, "passages": passages, "proposals": proposals})
        return
    print(f"ตรวจภายใน {format_date(told.until, 'short')}" if told.until else "ยังไม่ได้ส่งตรวจ")
    for passage in told.passages:
        print(f"  {passage.key}  {passage.title}: {passage.text}")
    for one in told.proposals:
        print(f"  ข้อเสนอ {one.id}  {one.title} → {one.new or one.why}  [{STATES[one.state]}]")


def send(args: Namespace, here: Office, actor: Actor) -> None:
    """Open the draft to the invited until a day."""
    until = parse_date(args.until, today(here.clock))
    here.reviews.send(args.case, until, actor)
    say(f"ส่งร่างให้ผู้ได้รับเชิญตรวจแล้ว ภายใน{format_date(until, 'weekday')}")


def propose(args: Namespace, here: Office, actor: Actor) -> None:
    """Keep a proposal."""
    told = Told(args.passage or WHOLE, args.new, args.why, args.by)
    here.reviews.propose(args.case, told, actor)
    say("เก็บข้อเสนอแก้ไขแล้ว")


def decide(args: Namespace, here: Office, actor: Actor) -> None:
    """Accept or refuse a proposal."""
    here.reviews.decide(args.case, args.proposal, args.state, args.answer, actor)
    say(f"บันทึกแล้ว: {STATES[args.state]}")


def correct(args: Namespace, here: Office, actor: Actor) -> None:
    """Show what may be corrected and what is, write a correction down, or strike one out."""
    if args.strike:
        here.adoption.take_back(args.case, args.strike, actor)
    elif args.wrong or args.right:
        words = args.place, args.wrong, args.right, args.resolution, args.task
        here.adoption.correct(args.case, Correction(*words, due=day(args.due)), actor)
    found, last = here.meeting_day.of(args.case, actor), here.adoption.last(args.case, actor)
    if args.json:
        left = [asdict(one) for one in last.resolutions] if last else []
        corrections = [asdict(one) for one in found.corrections]
        record = last.record if last else ""
        show_json({"record": record, "resolutions": left, "corrections": corrections})
        return
    for one in last.resolutions if last else ():
        print(f"มติ {one.id}  {one.source}  {one.task}")
    for each in found.corrections:
        print(f"แก้ไข {each.id}  {sentence(each)}")


def folder(args: Namespace, here: Office, actor: Actor) -> None:
    """List what a case left, or say where its paper lies; recordings go into the archive then."""
    if args.folder:
        paper = Paper(*(clean(getattr(args, name)) for name in PLACES))
        if not paper.folder:
            raise TellingInvalid(problems=(Problem("folder", PLACES["folder"], "โปรดเติม"),))
        sounds = here.recordings_filed.file(args.case, actor)
        told = here.case_folders.place(args.case, paper, actor)
        say(to_thai(f"บันทึกที่เก็บแล้ว {told} ฉบับ เก็บเสียงเข้าคลัง {len(sounds)} ไฟล์"))
        return
    gathered = here.case_folders.of(args.case, actor)
    for record in gathered.records:
        lies = record.description.paper
        if args.json:
            where = asdict(lies) if lies else None
            show_json({"record": str(record.id), "title": record.description.title, "paper": where})
        else:
            print(f"{record.id}  {record.description.title}  {lies.folder if lies else '-'}")


ACTS = {
    "review": review,
    "send": send,
    "propose": propose,
    "decide": decide,
    "correct": correct,
    "folder": folder,
}
