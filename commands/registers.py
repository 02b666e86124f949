"""The command of the registers: what stands in them, numbers kept, gaps proved, years closed."""

from argparse import Namespace
from dataclasses import replace
from datetime import date

from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.numbering import STATES, Span
from office.office import Office
from office.permissions import Actor
from office.register_closing import YearClosing
from office.register_print import counted
from office.register_proof import KINDS, LOST, Proof, RegisterProofs
from office.register_source import RegisterSources
from office.registers import Claim, Entry, RegisterYear
from office.veiling import HIDDEN, veiled
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai


def register(args: Namespace) -> str | None:
    """List registers, print or prove one, set a first number, reserve one, close a year."""
    here, actor = opened(args)
    year = getattr(args, "year", None) or buddhist_year(today(now))
    match args.act:
        case "gaps":
            return _gaps(here, args.register, year, actor, as_json=args.json)
        case "explain":
            span = Span(args.first, args.last or args.first, args.reason)
            RegisterProofs(here).explain(args.register, year, span, actor)
        case "close":
            closing = YearClosing(here).close(args.register, year, args.registrar, actor)
            show_json(vars(closing)) if args.json else print(_closed(args.register, year))
        case "source":
            RegisterSources(here).tell(args.register, args.system, actor)
        case "show":
            kept = _veiled(here, here.registers_of(args.register, year), actor)
            return _register(kept, args.json)
        case "first":
            here.begin_register(here.register(args.register), year, args.number, actor)
            print(
                f"เลขถัดไปของ{args.register} ปี {to_thai(str(year))} คือ {to_thai(str(args.number))}"
            )
        case "reserve":
            claim = Claim(day(args.date) or today(now), year=args.year)
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


def _veiled(here: Office, kept: RegisterYear, actor: Actor) -> RegisterYear:
    """Hide what stands in the rows of records that are kept from the actor."""
    with here.db.reading() as conn:
        hidden = veiled(conn, (row.record for row in kept.entries), actor)
    rows = (
        replace(row, title=HIDDEN, sender="", receiver="") if row.record in hidden else row
        for row in kept.entries
    )
    return replace(kept, entries=tuple(rows))


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


def _gaps(here: Office, code: str | None, year: int, actor: Actor, *, as_json: bool) -> str | None:
    """Prove one register or all; a number that nothing explains is the result "refused"."""
    proofs = RegisterProofs(here)
    found = (proofs.one(code, year, actor),) if code else proofs.every(year, actor)
    for proof in found:
        if as_json:
            show_json(_told(proof))
        else:
            _print_proof(proof, whole=code is not None)
    return "refused" if any(proof.of(LOST) for proof in found) else None


def _told(proof: Proof) -> dict[str, object]:
    closing = vars(proof.closing) if proof.closing else None
    told = {"register": proof.register.code, "year": proof.year, "counts": proof.counts}
    each = [vars(one) for one in proof.stretches]
    return told | {"numbers": each, "journal": vars(proof.head), "closing": closing}


def _print_proof(proof: Proof, *, whole: bool) -> None:
    print(f"{proof.register.title} ปี {to_thai(str(proof.year))}")
    for one in proof.stretches if whole else proof.of(LOST):
        print(one.numbers, KINDS[one.kind], one.reason, sep="\t")
    for line in counted(proof)[:-1]:
        print(f"  {line}")


def _closed(code: str, year: int) -> str:
    return f"ปิดทะเบียน {code} ปี {to_thai(str(year))} แล้ว ใบปิดทะเบียนอยู่ในคลังเอกสาร"
