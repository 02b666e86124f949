"""What a procedure says: its steps, the standard of each, who does it, when, and what proves it."""

from collections.abc import Mapping
from dataclasses import dataclass

from office.procedures.due import Due
from office.procedures.paper import Paper

KINDS = {
    "task": "ดำเนินการ",
    "collect": "รวบรวม",
    "document": "จัดทำเอกสาร",
    "approve": "เสนอพิจารณา",
    "send": "จัดส่ง",
    "meeting": "ประชุม",
    "file": "จัดเก็บ",
}
TARGETS = {
    "group": "กลุ่ม/หน่วย",
    "invitee": "ผู้ได้รับเชิญ",
    "indicator": "ตัวชี้วัด",
    "person": "บุคลากร",
}
VARIABLES = {"date": "วันที่", "text": "ข้อความ", "time": "เวลา"}
RECORDED = {
    "assigned": "การมอบหมายงาน",
    "checked": "การกำกับ ติดตาม ตรวจสอบ",
    "advised": "การให้คำปรึกษา",
    "screened": "การกลั่นกรองงาน",
    "results": "ผลของตัวชี้วัด",
    "returns": "การส่งกลับและการรับรอง",
}
"""What is recorded with a case, beside its papers, and tells in its evidence book of a step."""
SUBJECTS = ("consider", "inform")
"""Whether a meeting that is held for a step resolves on its subject or is only told of it."""
FACTS = ("", "signed", "sent")
"""What may have to have happened to a document before it proves a step; "": that it was issued."""


@dataclass(frozen=True)
class Variable:
    """What a case is told when it begins; ``optional`` ones may come later (a date others set)."""

    id: str
    label: str
    type: str
    optional: bool = False


@dataclass(frozen=True)
class Round:
    """One of several times that a step is done."""

    title: str
    due: Due | None


@dataclass(frozen=True)
class Evidence:
    """A document that proves a step: a form's code and, where it matters, what happened to it."""

    form: str
    fact: str = ""


@dataclass(frozen=True)
class Step:
    """One step: ``number`` counts from 1; ``responsible`` is a chain of roles, often of one.

    ``standard`` has the manual's sentences and may be empty. ``after`` only warns; ``gate`` is a
    step without which this one can neither begin nor end. ``per`` names what has a row each.
    ``makes`` are forms of papers that go with it and do not prove it; ``records`` is what of
    RECORDED tells of it. ``subject`` is the item, of a kind of SUBJECTS, that a meeting held for
    the step has on its agenda ("": the step's own name).
    """

    number: int
    id: str
    kind: str
    title: str
    short: str
    standard: tuple[str, ...]
    responsible: tuple[str, ...]
    due: Due | None
    per: str
    rounds: tuple[Round, ...]
    evidence: tuple[Evidence, ...]
    after: tuple[str, ...]
    gate: str
    makes: tuple[str, ...] = ()
    records: str = ""
    subject: str = ""
    subject_kind: str = "consider"


@dataclass(frozen=True)
class Procedure:
    """A procedure as its file tells it; ``source`` is that file's text, which a case keeps.

    Cases whose variable ``series`` says the same follow one another, and ``count`` numbers them.
    """

    id: str
    title: str
    case_title: str
    variables: tuple[Variable, ...]
    steps: tuple[Step, ...]
    source: str
    sha256: str
    series: str = ""
    count: str = ""
    papers: tuple[Paper, ...] = ()

    def step(self, id: str) -> Step:
        """Return a step; raises KeyError."""
        return {step.id: step for step in self.steps}[id]

    def forms(self, step: Step) -> tuple[str, ...]:
        """Return the forms of the papers of a step: what proves it, and others that it makes.

        What an earlier step makes, and something happens to here, is not made again.
        """
        before = {e.form for one in self.steps if one.number < step.number for e in one.evidence}
        own = (e.form for e in step.evidence if not (e.fact and e.form in before))
        return tuple(dict.fromkeys((*own, *step.makes)))

    def subject(self, step: Step, title: str, texts: Mapping[str, str]) -> str:
        """Return what a meeting for a step is about, in the words of a case of that title."""
        words = {variable.id: "" for variable in self.variables} | dict(texts)
        return step.subject.format_map(words) if step.subject else f"{step.short} ({title})"

    def paper(self, form: str) -> Paper:
        """Return what a document of a form begins with."""
        found = (paper for paper in self.papers if form in paper.forms)
        return next(found, Paper((form,), {}))

    def targets(self) -> tuple[str, ...]:
        """Return the kinds of targets that the steps speak of, each once."""
        return tuple(dict.fromkeys(step.per for step in self.steps if step.per))
