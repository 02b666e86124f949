"""Commands that find: search, topic."""

from argparse import Namespace
from typing import Any

from archive.catalogue import Entry
from archive.records import RecordId
from commands.speaking import bytes_of, day, opened, say, show_json
from indexer.hit import FoundPassage, Hit, Results
from office.found import entries_of
from office.office import Office
from office.permissions import Actor
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.found_json import beside_hits, resolved_of, told_of
from web.lists import Columns, as_csv

VOID = "  [ยกเลิก]"
LIMITS = ("year", "category", "type", "group", "person", "only_resolutions", "order")
COLUMNS = Columns(
    ("เลขแฟ้ม", "ที่", "ลงวันที่", "เรื่อง", "หัวข้อที่พบ", "ข้อความที่พบ", "พบแบบ"), (18, 20, 14, 60, 40, 80, 20)
)


def search(args: Namespace) -> None:
    """Answer one query for a person, or many for a program."""
    here, actor = opened(args)
    limits: dict[str, Any] = {name: getattr(args, name) for name in LIMITS}
    limits |= {"date_from": day(args.date_from), "date_to": day(args.date_to)}
    limits |= {"limit": args.limit, "offset": args.offset}
    if args.queries:
        for line in bytes_of(args.queries).decode("utf-8-sig", "replace").splitlines():
            show_json({"query": line} | _answer(here, line, actor, limits))
        return
    if args.like:
        found = Results(0, here.search.like(RecordId.parse(args.like), actor, args.limit))
    else:
        found = here.find(" ".join(args.text), actor, **limits)
    if args.json:
        show_json(_results(here, found))
    elif args.csv:
        _table(here, found)
    else:
        _speak(here, found, counted=not args.like)


def topic(args: Namespace) -> None:
    """Tell which meetings spoke of a topic, and what each resolved."""
    here, actor = opened(args)
    told = here.search.topic(" ".join(args.text), actor)
    if args.json:
        show_json({"total": len(told), "meetings": [resolved_of(one) for one in told]})
        return
    for one in told:
        print(f"\n{format_date(one.day, 'short')}  {one.id}  {one.title}\n  {one.passage.heading}")
        print(f"  {' '.join(one.resolution.split()) or 'ไม่มีมติบันทึกไว้'}")
    say(f"พบในการประชุม {to_thai(str(len(told)))} เรื่อง")


def _answer(here: Office, line: str, actor: Actor, limits: dict[str, Any]) -> dict[str, Any]:
    """Answer one query of many; a refused one is an answer too."""
    try:
        return _results(here, here.find(line, actor, **limits))
    except Refused as refused:
        return {"total": 0, "hits": [], "problem": str(refused)}


def _results(here: Office, found: Results) -> dict[str, Any]:
    about = entries_of(here, [hit.id for hit in found.hits])
    return beside_hits(found) | {"hits": [_hit(hit, about.get(hit.id)) for hit in found.hits]}


def _hit(hit: Hit, about: Entry | None) -> dict[str, Any]:
    return told_of(hit) | ({"state": about.state} if about else {})


def _table(here: Office, found: Results) -> None:
    about = entries_of(here, [hit.id for hit in found.hits])
    rows = (_row(hit, about.get(hit.id)) for hit in found.hits)
    print(as_csv(COLUMNS, rows).decode("utf-8-sig"), end="")


def _row(hit: Hit, about: Entry | None) -> tuple[str, ...]:
    number, dated = (about.number, about.day.isoformat()) if about else ("", "")
    tier = hit.why or ("ครบทุกคำ" if hit.tier == "strict" else "เกี่ยวข้อง")
    return str(hit.id), number, dated, hit.title, hit.heading, hit.passage, tier


def _speak(here: Office, found: Results, *, counted: bool) -> None:
    if counted:
        late = "" if found.caught_up else " (ยังทำดัชนีไม่เสร็จ)"
        print(f"พบ {to_thai(f'{found.total:,}')} เอกสาร{late}")
    for note in found.notes:
        say(note.says)
    about = entries_of(here, [hit.id for hit in found.hits])
    before = "strict"
    for hit in found.hits:
        if counted and hit.tier != before:
            print("\n── เอกสารที่เกี่ยวข้อง")
        before = hit.tier
        heading = f"  {hit.heading}\n" if hit.heading else ""
        void = VOID if hit.id in about and about[hit.id].state == "void" else ""
        why = f"  ({hit.why})" if hit.why else ""
        print(f"\n{hit.id}  {hit.title}{void}{why}\n{heading}  {_excerpt(hit.passages[0])}")
    for hint in found.hints:
        print(f"\nลองค้น: {hint.query_text}  ({hint.why} {to_thai(str(hint.total))} เอกสาร)")


def _excerpt(passage: FoundPassage, around: int = 90) -> str:
    """Return the text around the first match with every match in «», and what was resolved."""
    start, end = passage.spans[0] if passage.spans else (0, 0)
    first, last = max(0, start - around), end + around
    shown, at = "", first
    for a, b in passage.spans:
        if b <= last:
            shown, at = f"{shown}{passage.text[at:a]}«{passage.text[a:b]}»", b
    begins, ends = passage.resolution or (0, 0)
    resolution = " ".join(passage.text[begins:ends].split())
    told = " ".join(f"{shown}{passage.text[at:last]}".split())
    return f"{told}\n  → {resolution}" if resolution and ends > last else told
