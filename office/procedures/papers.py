"""A case makes its papers: drafts that begin with what it knows, tied to the rows they are of."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from archive.catalogue import Filters
from archive.records import RecordId
from office.clock import today
from office.director import told as director
from office.drafting import ANSWERS, Drafting
from office.evaluation import told as evaluation
from office.known import known
from office.meeting import facts as meeting
from office.meeting.bodies import Bodies
from office.meeting.held import unheld_papers
from office.permissions import Actor, readable, require
from office.plans import Wish
from office.procedures import parts, settling, tables
from office.procedures.cases import Cases
from office.procedures.errors import CaseClosed, PaperNotOfStep, UnknownCase
from office.procedures.facts import Place, attendants, facts
from office.procedures.followed import CLOSED, Followed, as_item, found
from office.procedures.kept import CASE, DRAFT, STATES, Case, case_of, rows_of
from office.procedures.paper import Earlier, begun, known_to
from office.procedures.procedure import Step
from office.procedures.sight import in_sight
from office.procedures.standing import Row
from office.procedures.whereabouts import Whereabouts
from office.resolutions import with_matters
from templates.form import Form, at
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from thai.text import normal

RESOLVED = {"ทราบ": "ที่ประชุมรับทราบ", "รับรอง": "ที่ประชุมรับรองรายงานการประชุม"}
"""What a meeting resolves on items under a heading of these words, until somebody writes more."""
RECENT = 30
"""Filed papers of a kind among which the last of the same body is looked for."""


@dataclass(frozen=True)
class CasePapers:
    """The papers of every case."""

    cases: Cases
    drafting: Drafting

    @property
    def whereabouts(self) -> Whereabouts:
        """Of which case a paper is, what it waits for, and whether its day still holds."""
        return Whereabouts(self.cases, self.drafting.desk.filing)

    @property
    def followed(self) -> Followed:
        """The resolutions that the minutes among them tell."""
        return Followed(self.cases.db, self.cases.journal, self.cases.clock)

    def begin(self, case: int, step: str, form: str, actor: Actor, row: int = 0) -> int:
        """Begin a draft of a step's form and tie it to a row, or to all that the step still has.

        Returns the draft's number. Raises CaseClosed, PaperNotOfStep, RowOfOthers, UnknownCase.
        """
        told = self.cases.get(case, actor)
        require(actor, "draft", told.group)
        if told.state != "open":
            raise CaseClosed(state=STATES[told.state])
        found = self.drafting.desk.filing.press.shelf.form(form)
        with self.cases.db.writing() as conn:
            rows = _rows(conn, told, _step(told, step, found), row)
            rows = parts.own(conn, told, rows, actor, self.cases.settings.profile)
            earlier = self._earlier(conn, told, actor)
            given = self._given(conn, told, rows, found, actor, earlier=earlier)
            at = self.cases.clock()
            draft = self.drafting.desk.drafts.add(conn, found.code, given, actor, at)
            for one in rows:
                proof = {"row": one.id, "ref": f"{DRAFT}{draft}", "title": found.title}
                by = {"who": actor.label, "at": at}
                conn.execute(insert(tables.proofs).values(proof | by))
            detail = {"step": step, "ref": f"{DRAFT}{draft}", "form": found.code}
            self.cases.journal.add(conn, actor.label, "case-drafted", f"case/{case}", detail, at)
        return draft

    def filed_in(self, draft: int, wish: Wish | None) -> Wish:
        """Return the wish for a draft's issue: a case's paper is filed under its title and label.

        A number whose meeting was called off is free for it.
        """
        wish, of = wish or Wish(), self.whereabouts.case_of(f"{DRAFT}{draft}", settling.US)
        if of is None:
            return wish
        with self.cases.db.reading() as conn:
            case = self.cases.kept(conn, of[0], settling.US)
            unheld = unheld_papers(conn, case)
        title = wish.case or case.title
        return replace(wish, case=title, access=case.access, unheld=unheld)

    def settle(self) -> None:
        """Turn drafts that were issued into the records they became, and end what they prove."""
        settling.settle(self.cases, self.drafting.desk.filing)

    def offered(self, case: Case) -> dict[str, list[tuple[str, str]]]:
        """Return code and title of the papers that each step still lacks, by step."""
        shelf = self.drafting.desk.filing.press.shelf
        with self.cases.db.reading() as conn:
            made = settling.made(conn, case.id)
        return {
            step.id: [
                (code, shelf.form(code).title)
                for code in case.procedure.forms(step)
                if (step.id, code) not in made
            ]
            for step in case.procedure.steps
        }

    def foreseen(
        self, case: Case, form: str, actor: Actor, *, afresh: bool = False
    ) -> dict[str, Any]:
        """Return what a paper of a case would begin with now, {} where no step makes it.

        ``afresh``: as if the case had no paper yet.
        """
        found = self.drafting.desk.filing.press.shelf.form(form)
        steps = [step for step in case.procedure.steps if form in case.procedure.forms(step)]
        with self.cases.db.reading() as conn:
            if not steps or all(row.step != steps[0].id for row in rows_of(conn, case.id)):
                return {}
            rows = _rows(conn, case, steps[0], 0)
            earlier = () if afresh else self._earlier(conn, case, actor)
            return self._given(conn, case, rows, found, actor, earlier=earlier)

    def answers(self, case: Case, actor: Actor) -> Earlier:
        """Return form and answers of the papers that a case has, the newest first."""
        with self.cases.db.reading() as conn:
            return self._earlier(conn, case, actor)

    def before(self, conn: Connection, case: Case, actor: Actor) -> list[Case]:
        """Return the cases seen of those that the same series had before, the newest first."""
        c = tables.cases.c
        asked = select(tables.cases).where(c.id.in_(self._before(conn, case, actor)))
        return [case_of(row._asdict()) for row in conn.execute(asked.order_by(c.id.desc()))]

    def last(self, conn: Connection, case: Case, actor: Actor) -> Case | None:
        """Return the case that the same series had before this one, None where none is seen."""
        newest = next(iter(self._before(conn, case, actor)), None)
        return None if newest is None else self.cases.kept(conn, newest, actor)

    # Inside a transaction

    def _given(
        self,
        conn: Connection,
        case: Case,
        rows: tuple[Row, ...],
        form: Form,
        actor: Actor,
        *,
        earlier: Earlier,
    ) -> dict[str, Any]:
        settings = self.drafting.desk.filing.press.settings
        profile = settings.profile
        drafter = profile.directory.get(self.drafting.person(conn, actor))
        place = Place(profile, drafter, today(self.cases.clock), rows)
        told = facts(case, rows_of(conn, case.id), place)
        told |= {"attendants": attendants(told)} | self._of_series(conn, case, actor)
        told["sections"] = list(_sections(earlier))
        told |= meeting.facts(conn, Bodies(self.cases, settings), case, told)
        days, shelf = self.cases.holidays.working_days(conn), self.drafting.desk.filing.press.shelf
        people = case.situation.of_kind("person")  # only their papers are called by their titles
        titles = {one.code: one.title for one in shelf.forms()} if people else {}
        seen = director.Seen(profile, place.today, days, titles)
        moved = (one for one in self.whereabouts.outdated(case) if not one.ref.startswith(DRAFT))
        told["was"] = next((one.printed for one in moved), None)
        told |= evaluation.told(conn, case, rows, earlier, days)
        told |= director.told(conn, case, rows, earlier, seen)
        paper = case.procedure.paper(form.code)
        name = case.situation.texts.get(case.procedure.series, "")
        last = dict(self._last(form, name, actor)) if paper.usual else {}
        last["series"] = told.get("code", "")  # the newest of its kind may be another body's
        answers = begun(paper, told, last, earlier)
        answers = _merged(known(form, profile, drafter), answers)
        return known_to(form, with_matters(form, answers, profile.group_names))

    def _of_series(self, conn: Connection, case: Case, actor: Actor) -> dict[str, Any]:
        """Tell what the meetings before this one left to it."""
        before = self._before(conn, case, actor)
        last = self.cases.kept(conn, next(iter(before)), actor) if before else None
        names = self.drafting.desk.filing.press.settings.profile.group_names.values()
        r = tables.resolutions.c
        left = found(conn, r.case.in_(before) & (r.state != CLOSED))
        minuted = last and any(at(told, "minutes") for _, told in self._earlier(conn, last, actor))
        return {
            "followed": [as_item(one, to_thai(before[one.case]), names) for one in left],
            "last_minutes": [{"title": f"รับรองรายงาน{last.title}{_held(last)}"}]
            if last and minuted
            else [],
        }

    def _before(self, conn: Connection, case: Case, actor: Actor) -> dict[int, str]:
        """Return the cases that the same series had before, the newest first, with their numbers.

        Only what tells the series is read: an office keeps its cases for decades.
        """
        series, count = case.procedure.series, case.procedure.count
        if not series:
            return {}
        c = tables.cases.c
        asked = select(c.id, c.situation).where(
            c.procedure == case.procedure.id,
            c.id < case.id,
            c.state != "cancelled",
            in_sight(actor),
        )
        wanted = normal(case.situation.texts.get(series, ""))
        rows = conn.execute(asked.order_by(c.id.desc()))
        told = ((row.id, json.loads(row.situation)["texts"]) for row in rows)
        return {id: of.get(count, "") for id, of in told if normal(of.get(series, "")) == wanted}

    def _earlier(self, conn: Connection, case: Case, actor: Actor) -> Earlier:
        """Return the answers of the papers that a case has, the newest first."""
        p = tables.proofs.c
        asked = select(p.ref, p.at).join(tables.rows).where(tables.rows.c.case == case.id)
        refs = {row.ref: row.at for row in conn.execute(asked.order_by(p.id.desc()))}
        told = []
        for ref, made in refs.items():
            if one := settling.draft_of(conn, ref, made):
                told.append((one.form, one.answers))
            elif not ref.startswith((DRAFT, CASE)):
                told.extend(self._filed(RecordId.parse(ref), actor))
        return told

    def _filed(self, id: RecordId, actor: Actor) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield form and answers of a record, if it has answers and the actor may read it."""
        archive, labels = self.drafting.desk.filing.archive, readable(actor)
        try:
            told = archive.record(id).description
            if labels is None or told.access in labels:
                text = archive.file_path(id, ANSWERS).read_text(encoding="utf-8")
                yield told.type, json.loads(text)
        except (Refused, OSError):  # taken in from outside: it has no answers
            return

    def _last(self, form: Form, name: str, actor: Actor) -> Mapping[str, Any]:
        """Return the answers of the newest record of a kind, {} where there is none.

        Of papers that tell their meeting, only those of the ``name`` count: others sign elsewhere.
        """
        newest = Filters(type=form.code, state="filed", access=readable(actor), limit=RECENT)
        rows = self.drafting.desk.filing.archive.browse(newest).rows
        told = (answers for row in rows for _, answers in self._filed(row.id, actor))
        same = (one for one in told if not name or normal(one.get("title") or name) == normal(name))
        return next(same, {})


def _step(case: Case, step: str, form: Form) -> Step:
    if step not in {each.id for each in case.procedure.steps}:
        raise UnknownCase(case=case.id)
    told = case.procedure.step(step)
    if form.code not in case.procedure.forms(told):
        raise PaperNotOfStep(step=told.short, form=form.title)
    return told


def _rows(conn: Connection, case: Case, step: Step, row: int) -> tuple[Row, ...]:
    of_step = [one for one in rows_of(conn, case.id) if one.step == step.id]
    if not row and of_step:
        left = [one for one in of_step if not one.ended] or of_step
        return tuple(one for one in left if one.round == left[0].round)
    chosen = tuple(one for one in of_step if one.id == row)
    if not chosen:
        raise UnknownCase(case=case.id)
    return chosen


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Lay answers over others, group by group."""
    told = dict(first) | dict(second)
    both = (key for key in first if key in second)
    pairs = {key: (first[key], second[key]) for key in both}
    for key, (old, new) in pairs.items():
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            told[key] = _merged(old, new)
    return told


def _held(case: Case) -> str:
    """Tell the day of a case, that of the first date it needs."""
    days: list[date] = [
        case.situation.dates[one.id]
        for one in case.procedure.variables
        if one.id in case.situation.dates
    ]
    return f" เมื่อ{format_date(days[0], 'weekday')}" if days else ""


def _sections(earlier: Earlier) -> Iterator[dict[str, str]]:
    """Yield a section of minutes for each item of the agenda, numbered as it prints them."""
    agenda: list[Mapping[str, Any]] = next(
        (told["agenda"] for _, told in earlier if told.get("agenda")), []
    )
    for first, heading in enumerate(agenda, 1):
        kind = next((word for word in RESOLVED if word in str(heading.get("title", ""))), "")
        for second, _ in enumerate(heading.get("items") or [], 1):
            told = {"agenda": f"{first}.{second}"}
            if kind:
                told |= {"resolution_type": kind, "resolution": RESOLVED[kind]}
            yield told
