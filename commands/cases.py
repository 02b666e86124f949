"""The command of cases: work by its steps, begun, shown, changed, moved on, proved and ended."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date

from archive.records import RecordId
from commands.speaking import day, opened, say, show_json
from office.clock import now, today
from office.errors import TellingInvalid
from office.meeting.brought import brought
from office.office import Office
from office.permissions import Actor
from office.procedures import beginning
from office.procedures.cases import Decision
from office.procedures.errors import NoSuchRow
from office.procedures.kept import STATES, Case
from office.procedures.moves import STATES as MOVES
from office.procedures.planning import Situation
from office.procedures.procedure import TARGETS, Procedure
from office.procedures.standing import Row
from office.restricting import Kept
from thai.dates import format_date, parse_date
from thai.digits import to_arabic, to_thai
from web.case_json import case_told, steps_told


def case(args: Namespace) -> None:
    """Show or change cases."""
    here, actor = opened(args)
    here.papers.settle()
    ACTS[args.act](args, here, actor)


def _list(args: Namespace, here: Office, actor: Actor) -> None:
    found = here.cases.standings(actor, args.state)
    endings = here.cases.endings([one for one, _ in found], actor)
    for one, standing in found:
        ending = endings.get(one.id)
        if args.json:
            show_json(case_told(one, standing, ending))
            continue
        done, every = standing.done
        told = f"เสร็จ {done}/{every}" + (f" ช้า {len(standing.late)}" if standing.late else "")
        told += f"  {ending.told}" if ending else ""
        print(to_thai(f"{one.id}  {one.title}  {told}"))


def _show(args: Namespace, here: Office, actor: Actor) -> None:
    _shown(args, here, actor, here.cases.get(args.case, actor))


def _begin(args: Namespace, here: Office, actor: Actor) -> None:
    procedure = here.cases.shelf.procedure(args.procedure)
    like = (
        here.standards.succession.like(args.after, procedure.id, actor)[0] if args.after else None
    )
    about = _situation(args, here, procedure, like)
    tie = {"parent": args.of, "step": args.step}
    begun = beginning.begin(here.cases, procedure, about, actor, **tie)
    if args.after:
        begun = here.standards.succession.carry(args.after, begun, actor)
    say(f"เริ่มงานที่ {to_thai(str(begun.id))} แล้ว: {begun.title}")
    _shown(args, here, actor, begun)


def _change(args: Namespace, here: Office, actor: Actor) -> None:
    told = here.cases.get(args.case, actor)
    about = _situation(args, here, told.procedure, told.situation)
    changed = here.cases.change(told.id, told.version, about, args.why, actor)
    _shown(args, here, actor, changed)


def _move(args: Namespace, here: Office, actor: Actor) -> None:
    rows = _rows(args, here, actor, left=args.to == "done")
    decision = Decision(args.note, args.by, day(args.on))
    seen = {row.id: row.version for row in rows}
    moved = here.cases.move_all(seen, args.to, actor, decision)
    say(f"บันทึกแล้ว {to_thai(str(len(moved)))} รายการ: {MOVES[args.to]}")
    _show(args, here, actor)


def _prove(args: Namespace, here: Office, actor: Actor) -> None:
    id = RecordId.parse(to_arabic(args.record))
    title = here.show(id, actor).record.description.title
    for row in _rows(args, here, actor, left=False):
        here.cases.prove(row.id, str(id), title, actor)
    _show(args, here, actor)


def _paper(args: Namespace, here: Office, actor: Actor) -> None:
    draft = here.papers.begin(args.case, args.step, args.form, actor)
    if args.json:
        show_json({"draft": draft})
    else:
        print(f"ร่างที่ {to_thai(str(draft))}")


def _end(args: Namespace, here: Office, actor: Actor) -> None:
    told = here.cases.get(args.case, actor)
    _shown(
        args,
        here,
        actor,
        here.recordings_filed.end(told.id, told.version, args.state, args.why, actor),
    )


def _readers(args: Namespace, here: Office, actor: Actor) -> None:
    told, acts = here.cases.get(args.case, actor), here.case_restricting
    try:
        if args.widen:
            acts.widen(told.id, told.version, args.why, actor)
        else:
            kept = Kept(tuple(args.to), day(args.until), "", args.why)
            for left in acts.restrict(told.id, told.version, kept, actor):
                say(f"{left.id} ยังเปิดอยู่ เพราะท่านไม่มีสิทธิ์จำกัดผู้อ่านเอกสารนี้")
    except TellingInvalid as refused:
        for problem in refused.problems:
            say(str(problem))
        raise
    now = acts.in_force(here.cases.get(told.id, actor))
    if args.json:
        show_json({"case": told.id, "readers": now.readers if now else None})
    else:
        names = " · ".join(here.restricting.names(now.readers)) if now else ""
        print(f"จำกัดผู้อ่านเฉพาะ {names}" if now else "อ่านได้ทุกคนตามเดิม เอกสารที่จำกัดไว้ยังจำกัดอยู่")


def _situation(
    args: Namespace, here: Office, procedure: Procedure, about: Situation | None = None
) -> Situation:
    typed = dict(word.partition("=")[::2] for word in args.words)
    whom = {kind: getattr(args, kind) for kind in TARGETS if getattr(args, kind)}
    if whom.get("group") == ["all"]:
        whom["group"] = list(here.profile.group_names)
    return beginning.told(procedure, typed, whom, here.profile, _read_day, about=about)


def _read_day(text: str) -> date:
    return parse_date(text, today(now))


def _rows(args: Namespace, here: Office, actor: Actor, *, left: bool) -> list[Row]:
    """Return the rows that are meant; raises NoSuchRow where there is none."""
    every = (row for each in here.cases.standing(args.case, actor).steps for row in each.rows)
    found = [
        row
        for row in every
        if row.step == args.step
        and args.target in ("", row.target)
        and args.round in ("", row.round)
        and not (left and row.ended)
    ]
    if not found:
        raise NoSuchRow(step=args.step)
    return found


def _shown(args: Namespace, here: Office, actor: Actor, one: Case) -> None:
    standing = here.cases.standing(one.id, actor)
    ending = here.cases.endings([one], actor).get(one.id)
    subjects = brought(here.papers, one, actor)
    if args.json:
        steps = steps_told(one, standing, here.cases.proofs(one.id, actor), subjects)
        show_json({"case": case_told(one, standing, ending), "steps": steps})
        return
    print(f"{one.title} ({ending.told if ending else STATES[one.state]})")
    for each in standing.steps:
        print(f"{to_thai(str(each.step.number))}. {each.step.short}  [{each.step.id}]")
        for row in each.rows:
            print(f"   {_told(row, standing.on)}")
        for subject in subjects:
            if subject.step == each.step.id:
                print(f"   วาระ: {subject.title}  มติ: {subject.resolution or 'ยังไม่มี'}")


def _told(row: Row, on: date) -> str:
    who = " ".join(filter(None, (row.round, row.target and f"{row.target_title} [{row.target}]")))
    due = f"ภายใน {format_date(row.due, 'short')}" if row.due else ""
    done = format_date(row.done_on, "short") if row.done_on else ""
    late = "ช้ากว่ากำหนด" if row.late(on) else ""
    return "  ".join(filter(None, (who, f"{MOVES[row.state]} {done}".strip(), due, late)))


ACTS: dict[str, Callable[[Namespace, Office, Actor], None]] = {
    "list": _list,
    "show": _show,
    "begin": _begin,
    "change": _change,
    "move": _move,
    "prove": _prove,
    "paper": _paper,
    "end": _end,
    "readers": _readers,
}
