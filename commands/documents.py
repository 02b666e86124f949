"""Commands that make documents and tell what became of them: forms, make, issue, void, note."""

import dataclasses
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive import names
from archive.records import Fact, RecordId
from commands.speaking import day, opened, say, show_json, warn
from office import answers
from office.clock import now, today
from office.errors import AnswersMissing, NothingToVoid
from office.filing import Issued
from office.office import Office
from office.permissions import Actor
from office.plans import Wish
from templates.check import faults as form_faults
from templates.form import Field, Form
from thai.dates import buddhist_year
from thai.digits import to_thai


def forms(args: Namespace) -> str | None:
    """List the document types, the fields of one, or check templates."""
    here, _ = opened(args)
    if args.check:
        return _checked(here, args.type)
    if args.type:
        form = here.shelf.form(args.type)
        for path, field in _with_inner(form, form.fields):
            if args.json:
                show_json(dataclasses.asdict(field) | {"path": path})
            else:
                print(_question(path, field))
        return None
    for form in here.retired_types.offered():
        if args.json:
            show_json({"code": form.code, "title": form.title, "aliases": form.aliases})
        else:
            print(f"{form.code:<14}{form.title}")
    for broken in here.shelf.broken():
        say(str(broken))
    return None


def _with_inner(
    form: Form, fields: Iterable[Field], before: str = ""
) -> Iterator[tuple[str, Field]]:
    """Yield every field with its path in the answers: ``number.seq``, ``route[].person``."""
    for field in fields:
        path = f"{before}{field.name}" + ("[]" if field.type == "list" else "")
        yield path, field
        if field.of in form.groups:
            yield from _with_inner(form, form.groups[field.of].fields, f"{path}.")


def _question(path: str, field: Field) -> str:
    """Write one field as a line, indented as deep as it lies in groups and lists."""
    need = "*" if field.required else " "
    name = "  " * path.count(".") + path
    choices = f"  ({' | '.join(filter(None, field.choices))})" if field.choices else ""
    return f"{name:<34}{need} {field.type:<10} {field.label}{choices}"


def _checked(here: Office, code: str | None) -> str | None:
    """Check one form's templates, or all; broken forms count as faults."""
    checked = [here.shelf.form(code)] if code else here.shelf.forms()
    broken = [] if code else [str(fault) for fault in here.shelf.broken()]
    found = [(form.code, fault) for form in checked for fault in form_faults(form)]
    for line in [*broken, *(f"{code}: {fault}" for code, fault in found)]:
        print(line)
    return "refused" if broken or any(not fault.warning for _, fault in found) else None


def _given(args: Namespace, here: Office) -> dict[str, Any]:
    if args.answers:
        return answers.load(args.answers)
    if args.example:
        return here.shelf.form(args.type).example()
    raise AnswersMissing()


def make(args: Namespace) -> None:
    """Make a document without number: a draft, or one to be signed first."""
    here, actor = opened(args)
    made = here.make(args.type, _given(args, here), actor, for_signature=args.for_signature)
    args.out.mkdir(parents=True, exist_ok=True)
    mark = "" if args.for_signature else " (ร่าง)"
    paths = [args.out / names.readable(made.name, f"{mark}.docx")]
    paths[0].write_bytes(made.docx)
    warn(made.warnings)
    if not args.no_pdf:
        paths.append(args.out / names.readable(made.name, f"{mark}.pdf"))
        paths[1].write_bytes(here.converter.convert(made.docx).data)
    if args.json:
        show_json({"draft": made.draft, "files": [str(path) for path in paths]})
    else:
        print(f"ร่างเลขที่ {made.draft}", *paths, sep="\n")


def issue(args: Namespace) -> None:
    """Number, make and file a document."""
    here, actor = opened(args)
    wish = Wish(
        number=args.number,
        register=args.register,
        group=args.group,
        circular=True if args.circular else None,
        dated=day(args.date)
        or (today(now) if args.example and not _of_meeting(args, here) else None),
        category=args.category,
        retention=args.retention,
        pdf=not args.no_pdf,
        why=args.why,
    )
    if args.draft:
        issued = here.issue_draft(args.draft, actor, wish)
    elif args.type:
        issued = here.issue(args.type, _given(args, here), actor, wish)
    else:
        raise AnswersMissing()
    warn(issued.warnings)
    files = _copied(here, issued, actor, args.out)
    if args.json:
        show_json({"id": str(issued.id), "number": issued.number, "files": files})
    else:
        number = issued.number or "(ไม่มีเลข)"
        print(f"{number}  เก็บเป็นเอกสาร {issued.id}", *files, sep="\n")


def _of_meeting(args: Namespace, here: Office) -> bool:
    """An example of a meeting keeps its day, which its own text speaks of."""
    return bool(args.type) and here.shelf.form(args.type).register == "meeting"


def _copied(here: Office, issued: Issued, actor: Actor, out: Path | None) -> list[str]:
    """Return where the documents lie: copies in ``out``, else the archive's own files."""
    documents = [name for name in issued.files if not name.endswith(".json")]
    paths = [here.file(issued.id, name, actor) for name in documents]
    if out is None:
        return [str(path) for path in paths]
    out.mkdir(parents=True, exist_ok=True)
    for name, path in zip(documents, paths, strict=True):
        (out / name).write_bytes(path.read_bytes())
    return [str(out / name) for name in documents]


def void(args: Namespace) -> None:
    """Cancel a record, or a number that has none."""
    here, actor = opened(args)
    if args.id:
        here.void(RecordId.parse(args.id), args.reason, actor)
        print(f"ยกเลิกเอกสาร {args.id} แล้ว")
    elif not args.register or args.number is None:
        raise NothingToVoid()
    else:
        book = here.register(args.register)
        year = args.year or buddhist_year(today(now))
        row = here.void_number(book, year, args.number, args.reason, actor)
        print(f"ยกเลิกเลข {row.printed} ใน{book.title} แล้ว")


def note(args: Namespace) -> None:
    """Write down what happened to a record."""
    here, actor = opened(args)
    fact = Fact(args.fact, on=day(args.on) or today(now), by=args.by, note=args.text)
    noted = here.note(RecordId.parse(args.id), fact, actor)
    print(f"บันทึกแล้ว {noted.id} (ฉบับที่ {to_thai(str(noted.version))})")
