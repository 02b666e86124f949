"""Reading a procedure's file: every key, name and pointer is checked, and every fault gathered."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from office.procedures.due import Due
from office.procedures.errors import ProcedureBroken
from office.procedures.paper import Paper, names
from office.procedures.procedure import (
    FACTS,
    KINDS,
    RECORDED,
    SUBJECTS,
    TARGETS,
    VARIABLES,
    Evidence,
    Procedure,
    Round,
    Step,
    Variable,
)

TOP = {
    "id": str, "title": str, "case_title": str, "series": str, "count": str,
    "need": list, "step": list, "paper": list,
}  # fmt: skip
PAPER = {"forms": list, "fill": dict, "usual": list, "carry": list}
NEED = {"id": str, "label": str, "type": str, "optional": bool}
STEP = {
    "id": str, "kind": str, "title": str, "short": str, "standard": list, "responsible": str,
    "due": str, "per": str, "rounds": list, "evidence": list, "after": list, "gate": str,
    "makes": list, "records": str, "subject": str, "subject_kind": str,
}  # fmt: skip
LARGEST = 200_000  # bytes; the longest procedure known has 14 000
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""How procedures, steps and what a case is told are named."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def read(text: str, roles: Mapping[str, str], name: str = "") -> Procedure:
    """Read a procedure; ``roles`` (id -> title) may be responsible. Raises ProcedureBroken."""
    return _Reader(roles, name).procedure(text)


class _Reader:
    def __init__(self, roles: Mapping[str, str], name: str) -> None:
        self.roles = roles
        self.name = name
        self.faults: list[str] = []
        self.variables: dict[str, Variable] = {}
        self.before: list[str] = []

    def procedure(self, text: str) -> Procedure:
        told = self._parsed(text)
        top = self._known(told, TOP, "ขั้นตอนงาน")
        self.name = self.name or top.get("id", "")
        self._id(top.get("id", ""), "ขั้นตอนงาน")
        for number, need in enumerate(top.get("need", []), 1):
            self._variable(need, f"need ที่ {number}")
        steps = [self._step(step, n) for n, step in enumerate(top.get("step", []), 1)]
        for key in ("title", "case_title"):
            if not str(top.get(key, "")).strip():
                self._fault(f"ไม่มี {key}")
        self._worded(str(top.get("case_title", "")), "case_title")
        if not steps:
            self._fault("ไม่มีขั้น (step) เลย")
        for key in ("series", "count"):
            if top.get(key, "") not in ("", *self.variables):
                self._fault(f"{key} อ้าง “{top[key]}” ซึ่งไม่มีใน need")
        papers = [self._paper(each, n) for n, each in enumerate(top.get("paper", []), 1)]
        if self.faults:
            raise ProcedureBroken(self.name, self.faults)
        digest = hashlib.sha256(text.encode()).hexdigest()
        titles = (top["id"], top["title"].strip(), top["case_title"].strip())
        return Procedure(
            *titles,
            tuple(self.variables.values()),
            tuple(steps),
            text,
            digest,
            top.get("series", ""),
            top.get("count", ""),
            tuple(papers),
        )

    def _worded(self, text: str, key: str) -> str:
        """Return a text in which ``{year}`` stands for what a case is told."""
        for place in _PLACE.findall(text):
            if place not in self.variables:
                self._fault(f"{key} อ้าง {{{place}}} ซึ่งไม่มีใน need")
        return text.strip()

    def _parsed(self, text: str) -> dict[str, Any]:
        if len(text.encode()) > LARGEST:
            raise ProcedureBroken(self.name, ["ไฟล์ใหญ่เกินไป"])
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ProcedureBroken(self.name, [f"ไม่ใช่ TOML ที่ถูกต้อง: {error}"]) from error

    def _variable(self, told: Any, place: str) -> None:
        row = self._known(told, NEED, place)
        id = self._id(row.get("id", ""), place)
        if id in self.variables:
            self._fault(f"{place}: id “{id}” ซ้ำ")
        if row.get("type") not in VARIABLES:
            self._fault(f"{place}: type ต้องเป็น {' หรือ '.join(VARIABLES)}")
        label = str(row.get("label", "")).strip()
        if not label:
            self._fault(f"{place}: ไม่มี label")
        self.variables[id] = Variable(id, label, row.get("type", ""), row.get("optional", False))

    def _step(self, told: Any, number: int) -> Step:
        row = self._known(told, STEP, f"ขั้นที่ {number}")
        id = self._id(row.get("id", ""), f"ขั้นที่ {number}")
        place = f"ขั้น “{id or number}”"
        if id in self.before:
            self._fault(f"{place}: id ซ้ำ")
        title = str(row.get("title", "")).strip()
        if not title:
            self._fault(f"{place}: ไม่มี title")
        if row.get("kind") not in KINDS:
            self._fault(f"{place}: kind ต้องเป็นหนึ่งใน {', '.join(KINDS)}")
        if row.get("per", "") not in ("", *TARGETS):
            self._fault(f"{place}: per ต้องเป็นหนึ่งใน {', '.join(TARGETS)}")
        if "due" in row and "rounds" in row:
            self._fault(f"{place}: มีทั้ง due และ rounds ให้เหลืออย่างเดียว")
        step = Step(
            number,
            id,
            row.get("kind", ""),
            title,
            str(row.get("short", "")).strip() or title,
            self._texts(row, "standard", place),
            self._responsible(row.get("responsible", ""), place),
            self._due(row["due"], place) if "due" in row else None,
            row.get("per", ""),
            self._rounds(self._texts(row, "rounds", place), place),
            self._evidence(self._texts(row, "evidence", place), place),
            self._earlier(self._texts(row, "after", place), place),
            (*self._earlier((row["gate"],), place), "")[0] if row.get("gate") else "",
            self._texts(row, "makes", place),
            row.get("records", ""),
            self._worded(row.get("subject", ""), f"{place}: subject"),
            row.get("subject_kind", SUBJECTS[0]),
        )
        if step.subject_kind not in SUBJECTS:
            self._fault(f"{place}: subject_kind ต้องเป็น {' หรือ '.join(SUBJECTS)}")
        if step.records not in ("", *RECORDED):
            self._fault(f"{place}: records ต้องเป็นหนึ่งใน {', '.join(RECORDED)}")
        self.before.append(id)
        return step

    def _responsible(self, chain: str, place: str) -> tuple[str, ...]:
        roles = tuple(role.strip() for role in chain.split(">"))
        for role in roles:
            if role not in self.roles:
                self._fault(f"{place}: ไม่รู้จักผู้รับผิดชอบ “{role}” เลือกจาก {', '.join(self.roles)}")
        return roles

    def _due(self, text: str, place: str) -> Due | None:
        try:
            due = Due.read(text)
        except ValueError:
            self._fault(f"{place}: อ่านกำหนด “{text}” ไม่ได้ เขียนแบบ meeting_date - 5wd (wd, d หรือ m)")
            return None
        for anchor in due.anchors:
            known = self.variables.get(anchor)
            if known is None or known.type != "date":
                self._fault(f"{place}: กำหนดอ้าง “{anchor}” ซึ่งไม่ใช่วันที่ใน need")
        return due

    def _rounds(self, texts: tuple[str, ...], place: str) -> tuple[Round, ...]:
        rounds = []
        for text in texts:
            title, _, due = text.partition("=")
            if not title.strip():
                self._fault(f"{place}: รอบ “{text}” ไม่มีชื่อ")
            rounds.append(Round(title.strip(), self._due(due, place) if due.strip() else None))
        if len({each.title for each in rounds}) < len(rounds):
            self._fault(f"{place}: ชื่อรอบซ้ำกัน")
        return tuple(rounds)

    def _evidence(self, texts: tuple[str, ...], place: str) -> tuple[Evidence, ...]:
        told = [(form.strip(), fact.strip()) for form, _, fact in (t.partition(":") for t in texts)]
        for _, fact in told:
            if fact not in FACTS:
                self._fault(f"{place}: หลังเครื่องหมาย : ใช้ได้เฉพาะ {', '.join(FACTS[1:])}")
        return tuple(Evidence(form, fact) for form, fact in told)

    def _paper(self, told: Any, number: int) -> Paper:
        place = f"paper ที่ {number}"
        row = self._known(told, PAPER, place)
        pairs = (text.partition("=") for text in self._texts(row, "carry", place))
        paper = Paper(
            self._texts(row, "forms", place),
            row.get("fill", {}),
            self._texts(row, "usual", place),
            tuple((to.strip(), (source or to).strip()) for to, _, source in pairs),
        )
        if not paper.forms:
            self._fault(f"{place}: ไม่มี forms")
        for name in sorted(paper.facts() - names(self.variables, self.before, TARGETS)):
            self._fault(f"{place}: ไม่รู้จัก {{{name}}} ซึ่งไม่ใช่ข้อมูลของงาน")
        return paper

    def _earlier(self, ids: tuple[str, ...], place: str) -> tuple[str, ...]:
        for id in ids:
            if id not in self.before:
                self._fault(f"{place}: อ้างขั้น “{id}” ซึ่งไม่ใช่ขั้นก่อนหน้า")
        return ids

    def _known(self, told: Any, keys: Mapping[str, type], place: str) -> dict[str, Any]:
        """Return the keys that have their type; faults for the rest."""
        if not isinstance(told, dict):
            self._fault(f"{place}: ต้องเป็นตาราง")
            return {}
        for key, value in told.items():
            if key not in keys:
                self._fault(f"{place}: ไม่รู้จักคำว่า {key} ใช้ได้เฉพาะ {', '.join(keys)}")
            elif not isinstance(value, keys[key]):
                self._fault(f"{place}: ค่าของ {key} ผิดชนิด")
        return {k: v for k, v in told.items() if k in keys and isinstance(v, keys[k])}

    def _texts(self, row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        values = row.get(key, [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            self._fault(f"{place}: {key} ต้องเป็นรายการข้อความ")
            return ()
        return tuple(value.strip() for value in values)

    def _id(self, id: Any, place: str) -> str:
        if not isinstance(id, str) or not ID.fullmatch(id):
            self._fault(f"{place}: id ต้องเป็นอักษรอังกฤษตัวเล็ก ตัวเลข หรือ _ ขึ้นต้นด้วยอักษร")
            return ""
        return id

    def _fault(self, text: str) -> None:
        self.faults.append(text)
