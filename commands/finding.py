"""Commands that look: show, browse."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from archive import record_json
from archive.catalogue import Entry, Filters
from archive.records import Description, RecordId, Version
from archive.retention import retention_class
from commands.searching import VOID
from commands.speaking import opened, say, show_json
from office.clock import now, today
from office.intake import TYPE
from office.office import Office
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai


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
    for label, value in _about(here, record.description):
        if value:
            print(f"{label}: {value}")
    for file in files:
        print(file["path"])
    for passage in shown.text.passages if args.text else ():
        print(f"\n{passage.heading}\n{passage.text}")


def _about(here: Office, told: Description) -> Iterator[tuple[str, str]]:
    """Yield what a person wants to know of a record, in words."""
    yield "เลขที่", told.number
    yield "ลงวันที่", format_date(told.dated, "short") if told.dated else ""
    yield "จาก", told.sender
    yield "ถึง", told.receiver
    yield "หมวด", f"{told.category} {titles(here, 'category').get(told.category, '')}".strip()
    kept = retention_class(told.retention).title if told.retention else ""
    until = format_date(told.retain_until, "short") if told.retain_until else ""
    yield "อายุการเก็บ", f"{kept} (ถึง {until})" if until else kept


def titles(here: Office, by: str) -> Mapping[str, str]:
    """Return the words for the codes of one column of the catalogue, where it has any."""
    match by:
        case "category":
            return {row.code: row.title for row in here.profile.file_plan.categories}
        case "type":
            return {form.code: form.title for form in here.shelf.forms()} | {TYPE: "ไฟล์นำเข้า"}
        case "group":
            return here.profile.group_names
        case "register":
            standing = here.standing(buddhist_year(today(now)))
            return {book.code: book.title for book, _ in standing}
        case "state":
            return {"filed": "ใช้อยู่", "void": "ยกเลิก"}
    return {}


def _version(version: Version) -> dict[str, Any]:
    return {"version": version.number, "at": version.at, "who": version.who, "why": version.why}


def browse(args: Namespace) -> None:
    """List or count records."""
    here, actor = opened(args)
    keys = ("year", "fiscal", "category", "type", "series", "group", "register", "state")
    wanted = {key: getattr(args, key) for key in (*keys, "case", "title")}
    filters = Filters(**wanted, limit=args.limit, offset=args.offset)
    if args.count:
        words = titles(here, args.count)
        for value, count in here.counts(args.count, filters, actor):
            told = {args.count: value, "count": count}
            line = f"{count:>8}  {value}  {words.get(value, '')}".rstrip()
            show_json(told) if args.json else print(line)
        return
    page, categories = here.browse(filters, actor), titles(here, "category")
    for row in page.rows:
        if args.json:
            show_json(vars(row))
        else:
            category = categories.get(row.category, row.category) or "-"
            void = VOID if row.state == "void" else ""
            print(row.id, row.number or "-", _dated(row), category, row.title + void, sep="\t")
    if not args.json:
        say(f"{to_thai(str(page.total))} เอกสาร")


def _dated(row: Entry) -> str:
    """Write the day on a document; of one without, the year that it is counted in."""
    return format_date(row.dated, "short") if row.dated else f"พ.ศ. {to_thai(str(row.year))}"
