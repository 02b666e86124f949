"""Commands that look: search, show, browse."""

import dataclasses
from argparse import Namespace
from typing import Any

from archive import record_json
from archive.catalogue import Filters
from archive.records import RecordId, Version
from commands.speaking import bytes_of, day, opened, say, show_json
from indexer.hit import Hit, Results
from office.office import Office
from office.permissions import Actor
from thai.digits import to_thai
from thai.errors import Refused

LABELS = {
    "number": "เลขที่",
    "dated": "ลงวันที่",
    "sender": "จาก",
    "receiver": "ถึง",
    "category": "หมวด",
    "retain_until": "เก็บถึง",
}


def search(args: Namespace) -> None:
    """Answer one query for a person, or many for a program."""
    here, actor = opened(args)
    limits = {
        "year": args.year,
        "category": args.category,
        "type": args.type,
        "date_from": day(args.date_from),
        "date_to": day(args.date_to),
        "limit": args.limit,
    }
    if args.queries:
        for line in bytes_of(args.queries).decode("utf-8-sig", "replace").splitlines():
            show_json({"query": line} | _answer(here, line, actor, limits))
        return
    found = here.find(" ".join(args.text), actor, **limits)
    if args.json:
        show_json(_results(found))
        return
    late = "" if found.caught_up else " (กำลังทำดัชนีเพิ่ม)"
    print(f"พบ {to_thai(str(found.total))} เอกสาร{late}")
    for hit in found.hits:
        heading = f"  {hit.heading}\n" if hit.heading else ""
        print(f"\n{hit.id}  {hit.title}\n{heading}  {_excerpt(hit)}")


def _answer(here: Office, line: str, actor: Actor, limits: dict[str, Any]) -> dict[str, Any]:
    """Answer one query of many; a refused one is an answer too."""
    try:
        return _results(here.find(line, actor, **limits))
    except Refused as refused:
        return {"total": 0, "hits": [], "problem": str(refused)}


def _results(found: Results) -> dict[str, Any]:
    return {"total": found.total, "hits": [_hit(hit) for hit in found.hits]}


def _hit(hit: Hit) -> dict[str, Any]:
    return dataclasses.asdict(hit) | {"id": str(hit.id)}


def _excerpt(hit: Hit, around: int = 90) -> str:
    start, end = hit.spans[0] if hit.spans else (0, 0)
    before, after = max(0, start - around), end + around
    marked = f"{hit.passage[before:start]}«{hit.passage[start:end]}»{hit.passage[end:after]}"
    return " ".join(marked.replace("«»", "").split())


def show(args: Namespace) -> None:
    """Show one record."""
    here, actor = opened(args)
    shown = here.show(RecordId.parse(args.id), actor)
    record, told = shown.record, record_json.to_plain(shown.record.description)
    files = [
        vars(file) | {"path": str(here.file(record.id, file.name, actor))} for file in record.files
    ]
    if args.json:
        show_json(
            {"id": str(record.id), "state": record.state, "reason": record.state_reason}
            | told
            | {
                "files": files,
                "history": [_version(version) for version in shown.history],
                "passages": [vars(passage) for passage in shown.text.passages],
            }
        )
        return
    void = f"  [ยกเลิก: {record.state_reason}]" if record.state == "void" else ""
    print(f"{record.id}  {told['title']}{void}")
    for key, label in LABELS.items():
        if told.get(key):
            print(f"{label}: {told[key]}")
    for file in files:
        print(file["path"])
    for passage in shown.text.passages if args.text else ():
        print(f"\n{passage.heading}\n{passage.text}")


def _version(version: Version) -> dict[str, Any]:
    return {"version": version.number, "at": version.at, "who": version.who, "why": version.why}


def browse(args: Namespace) -> None:
    """List or count records."""
    here, actor = opened(args)
    keys = ("year", "category", "type", "series", "group", "register", "state", "title")
    wanted = {key: getattr(args, key) for key in keys}
    filters = Filters(**wanted, limit=args.limit, offset=args.offset)
    if args.count:
        for value, count in here.counts(args.count, filters, actor):
            told = {args.count: value, "count": count}
            show_json(told) if args.json else print(f"{count:>8}  {value}")
        return
    page = here.browse(filters, actor)
    for row in page.rows:
        if args.json:
            show_json(vars(row))
        else:
            print(f"{row.id}\t{row.number or '-'}\t{row.day}\t{row.title}")
    if not args.json:
        say(f"{to_thai(str(page.total))} เอกสาร")
