"""What a case is about, as it is told in words: on a form, on the command line, by a program."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from office.meeting.brought import bring
from office.permissions import Actor
from office.procedures.cases import Cases
from office.procedures.errors import CaseIncomplete
from office.procedures.facts import year_number
from office.procedures.kept import CASE, Case
from office.procedures.parts import require_part
from office.procedures.planning import Situation, Target, missing
from office.procedures.procedure import TARGETS, Procedure
from office.procedures.standing import Row
from office.profile import Profile
from templates.errors import Problem
from thai.errors import Refused
from thai.times import format_time, parse_time

NUMBERED = "เลขครั้ง/ปี พ.ศ. เช่น ๗/๒๕๖๙"
"""How the number of a case in its series is written."""
CHOSEN = ("group", "invitee", "person")
"""Kinds of targets that are chosen from the office's own lists; the others are told by title."""


def read_words(
    procedure: Procedure, typed: Mapping[str, str], read_day: Callable[[str], date]
) -> tuple[Situation, list[Problem]]:
    """Read what a procedure asks by its variables; returns what could be read, and every fault.

    ``read_day`` reads a date as whoever tells it writes dates, and raises a refusal.
    """
    texts, dates, problems = dict[str, str](), dict[str, date](), list[Problem]()
    for variable in procedure.variables:
        told = typed.get(variable.id, "").strip()
        if not told:
            continue
        try:
            if variable.id == procedure.count and year_number(told) is None:
                problems.append(Problem(variable.id, variable.label, f"โปรดเขียนแบบนี้: {NUMBERED}"))
            if variable.type == "date":
                dates[variable.id] = read_day(told)
            else:
                is_time = variable.type == "time"
                texts[variable.id] = format_time(parse_time(told)) if is_time else told
        except Refused as refused:
            problems.append(Problem(variable.id, variable.label, str(refused)))
    return Situation(texts, dates), problems


def offered(kind: str, profile: Profile, about: Situation | None = None) -> tuple[Target, ...]:
    """Return what may be chosen: the office's groups or people, and whom a case names already."""
    known: Mapping[str, str]
    if kind == "group":
        known = profile.group_names
    else:
        known = {person.id: f"{person.name.full} {person.post}" for person in profile.people}
    gone = about.of_kind(kind) if about else ()
    here = tuple(Target(kind, id, title) for id, title in known.items())
    return here + tuple(target for target in gone if target.id not in known)


def named(kind: str, titles: Sequence[str], about: Situation | None = None) -> list[Target]:
    """Make targets of titles; the text tells them apart, and one of the case keeps its id."""
    told = dict.fromkeys(" ".join(title.split()) for title in titles if title.strip())
    known = {" ".join(each.title.split()): each.id for each in about.of_kind(kind)} if about else {}
    return [Target(kind, known.get(title, title[:80]), title) for title in told]


def picked(
    procedure: Procedure,
    told: Mapping[str, Sequence[str]],
    profile: Profile,
    about: Situation | None = None,
) -> tuple[list[Target], list[Problem]]:
    """Return the targets told by kind, as ids of CHOSEN kinds and titles of the others.

    Returns also a fault for each id that is not known. A kind that is not told stays as ``about``
    has it.
    """
    found, problems = list[Target](), list[Problem]()
    for kind in procedure.targets():
        if kind not in told:
            found += about.of_kind(kind) if about else ()
        elif kind not in CHOSEN:
            found += named(kind, told[kind], about)
        else:
            known = {target.id: target for target in offered(kind, profile, about)}
            found += [known[id] for id in dict.fromkeys(told[kind]) if id in known]
            problems += [
                Problem(kind, TARGETS[kind], f"ไม่รู้จัก “{id}”")
                for id in dict.fromkeys(told[kind])
                if id not in known
            ]
    return found, problems


def told(
    procedure: Procedure,
    words: Mapping[str, str],
    whom: Mapping[str, Sequence[str]],
    profile: Profile,
    read_day: Callable[[str], date],
    *,
    about: Situation | None = None,
) -> Situation:
    """Return what is told in words and targets (``picked``) over what a case is about now.

    Raises CaseIncomplete with everything that is wrong, unknown or missing.
    """
    before = about or Situation({}, {})
    read, problems = read_words(procedure, words, read_day)
    targets, unknown = picked(procedure, whom, profile, about)
    labels = {variable.id: variable.label for variable in procedure.variables}
    known = ", ".join(f"{id} ({label})" for id, label in labels.items())
    strange = [Problem(id, id, f"ไม่รู้จัก ใช้ได้: {known}") for id in words if id not in labels]
    texts, dates = {**before.texts, **read.texts}, {**before.dates, **read.dates}
    whole = Situation(texts, dates, targets)
    wrong = [*problems, *strange, *unknown]
    paths = {problem.path for problem in wrong}
    wrong += [one for one in missing(procedure, whole) if one.path not in paths]
    if wrong:
        raise CaseIncomplete(wrong)
    return whole


def begin(
    cases: Cases,
    procedure: Procedure,
    situation: Situation,
    actor: Actor,
    *,
    parent: int = 0,
    step: str = "",
) -> Case:
    """Begin a case; with a ``parent`` it is named at the open rows of that case's ``step``, whose
    subject is on the agenda where it is a meeting.

    It belongs to the actor's group where one role that is held in it does the whole work. Raises
    CaseIncomplete, RowOfOthers, UnknownCase.
    """
    rows = _open_rows(cases, parent, step, actor) if parent else []
    roles = {role for one in procedure.steps for role in one.responsible}
    group = next((grant.group for grant in actor.grants if {grant.role} == roles), "")
    begun = cases.begin(procedure.id, situation, actor, group=group, parent=parent)
    for row in rows:
        cases.prove(row.id, f"{CASE}{begun.id}", begun.title, actor)
    if rows:
        above = cases.get(parent, actor)
        bring(cases, begun, above, above.procedure.step(step), actor)
    return begun


def _open_rows(cases: Cases, case: int, step: str, actor: Actor) -> list[Row]:
    """Return the open rows of a step, which are the actor's part."""
    told = cases.get(case, actor)
    steps = cases.standing(case, actor).steps
    rows = [row for each in steps if each.step.id == step for row in each.open]
    with cases.db.reading() as conn:
        require_part(conn, told, rows, actor, cases.settings.profile)
    return rows
