"""The command that makes a redacted copy of a record."""

from argparse import Namespace
from dataclasses import asdict

from archive.records import RecordId
from commands.speaking import opened, say, show_json
from office.errors import TellingInvalid
from office.personal_numbers import KINDS, masked
from office.redacting import COPY, Covering, Hidden, coverable
from office.redaction_errors import BoxUnclear, NothingToRedact
from thai.digits import to_arabic, to_thai


def redact(args: Namespace) -> str | None:
    """Cover numbers, words and boxes of a record's pages in a copy, or only look."""
    here, actor = opened(args)
    record = here.show(RecordId.parse(to_arabic(args.id)), actor).record
    file = args.file or next((one.name for one in coverable(record)), "")
    if not file:
        raise NothingToRedact(record=record.id)
    sheets = here.redacting.sheets(record, file)
    numbers = [number for sheet in sheets for number in sheet.numbers]
    boxes = [box for number in numbers if args.numbers for box in number.boxes]
    boxes += [*here.redacting.words(record, file, args.words), *map(_box, args.box)]
    missed = here.redacting.missed(record, file, args.words)
    for word in missed:
        say(f"ไม่พบ “{word}” ในข้อความของไฟล์นี้ คำนี้จะไม่ถูกปกปิด โปรดแก้คำ หรือวางกรอบเอง")
    if args.look:
        for number in numbers:
            told = {"kind": number.kind, "digits": masked(number.digits)}
            places = [asdict(box) for box in number.boxes]
            pages = to_thai(str(number.boxes[0].page)) if number.boxes else ""
            line = f"{KINDS[number.kind]} {to_thai(masked(number.digits))} หน้า {pages}"
            show_json(told | {"boxes": places}) if args.json else print(line)
        return None
    if missed:
        return "refused"
    try:
        covering = Covering(file, tuple(boxes), args.why, args.others)
        made = here.redacting.make(record.id, record.version, covering, actor)
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        return "refused"
    if args.json:
        show_json({"id": str(made.id), "version": made.version, "file": COPY, "boxes": len(boxes)})
    else:
        print(f"{made.id} เก็บ {COPY} แล้ว ปกปิด {to_thai(str(len(boxes)))} แห่ง")
    return None


def _box(text: str) -> Hidden:
    """Read a box as it is typed; raises BoxUnclear."""
    try:
        page, left, top, width, height = to_arabic(text).split(",")
        return Hidden(int(page), float(left), float(top), float(width), float(height))
    except ValueError as error:
        raise BoxUnclear(text=text[:60]) from error
