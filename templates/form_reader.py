"""Reading a form.toml: every key, name and pointer is checked, and every fault gathered."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from templates.computing import faults
from templates.questions import COMPUTED, FACTS, ROW_TYPES, TYPES, Field, Group, Rule, field_at
from templates.rules import CHECKS, OF_TWO

TEMPLATE = "template.docx"
"""The template of a form that names none."""

RESERVED = {"office", "final", "copy_mark", "dated", "loop"}
"""Names that a template gets from the program, and a field may not take; in rows it is ``no``.

``items`` and the like are free: a dot in our templates never reaches a method of a mapping.
"""

REGISTERS = {"letter", "order", "announcement", "certificate", "meeting", "none"}

PAPERS = {"letter", "memo", "order", "announcement"}
"""Kinds of paper, for each of which an office says what stands in the emblem's place."""

TIES = {"amends", "cancels", "replaces", "refers-to", "replies-to", "encloses"}
"""How a document may say that it is tied to earlier ones."""

FAMILIES = {
    "letter": "หนังสือและบันทึก",
    "order": "คำสั่งและระเบียบ",
    "public": "หนังสือประชาสัมพันธ์",
    "meeting": "การประชุม",
    "evidence": "หลักฐานในราชการ",
    "plan": "แผนและรายงาน",
    "": "แบบอื่น ๆ",
}
"""What clerks find a type under; a form that names none stands among the others."""

KINDS: dict[type, str] = {
    str: "ข้อความ",
    bool: "true หรือ false",
    int: "จำนวนเต็ม",
    list: "รายการ",
    dict: "ตาราง",
}

TOP: dict[str, type] = {
    "code": str, "title": str, "aliases": list, "family": str, "category": str, "series": str,
    "register": str, "paper": str, "retention": str, "filename": str, "title_field": str,
    "digits": str, "ties": dict,
    "number_field": str, "date_field": str, "signer_field": str, "passages": str,
}  # fmt: skip
FIELD: dict[str, type] = {
    "name": str, "type": str, "label": str, "help": str, "example": str, "required": bool,
    "min": int, "max": int, "of": str, "show_if": str, "sticky": bool, "readonly": bool,
    "printed": bool, "also": dict, "begins": str, "compute": str,
}  # fmt: skip
RULE: dict[str, type] = {
    "check": str, "fields": list, "each": str, "words": str, "message": str, "level": str,
}  # fmt: skip


class FormReader:
    """Reads one form.toml and gathers every fault, each in Thai with its place."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.faults: list[str] = []

    def parts(self, files: Mapping[str, Path]) -> dict[str, Any]:
        """Give the arguments of ``Form`` that the file tells."""
        rest = {"field", "group", "rule", "template"}
        top = self._keys(self.told, TOP, "แบบ", also=rest)
        groups = {name: self._group(name, told) for name, told in self._table("group").items()}
        fields = self._fields(self.told.get("field", []), "แบบ", top=True)
        parts: dict[str, Any] = {
            **top,
            "aliases": tuple(top.get("aliases", ())),
            "fields": fields,
            "groups": groups,
            "rules": tuple(self._rules(fields, groups)),
            **self._template(files),
        }
        self._required(top, fields)
        self._groups_named(fields, groups)
        self._fields_named(parts)
        return parts

    def _table(self, key: str) -> dict[str, Any]:
        value = self.told.get(key, {})
        if isinstance(value, dict):
            return value
        self.faults.append(f"“{key}” ต้องเป็นตาราง")
        return {}

    def _keys(
        self, told: object, known: Mapping[str, type], where: str, also: Iterable[str] = ()
    ) -> dict[str, Any]:
        if not isinstance(told, dict):
            self.faults.append(f"{where}: ต้องเป็นตาราง")
            return {}
        for key in told.keys() - known.keys() - set(also):
            self.faults.append(f"{where}: ไม่รู้จักคำ “{key}”")
        good = {}
        for key in told.keys() & known.keys():
            kind, value = known[key], told[key]
            if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                self.faults.append(f"{where}: “{key}” ต้องเป็น{KINDS[kind]}")
            elif not _texts(value):
                self.faults.append(f"{where}: “{key}” ต้องมีแต่ข้อความ")
            else:
                good[key] = value
        return good

    def _required(self, top: Mapping[str, Any], fields: tuple[Field, ...]) -> None:
        for key in ("code", "title"):
            if not top.get(key):
                self.faults.append(f"แบบ: ขาด “{key}”")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", top.get("code", "x")):
            self.faults.append("แบบ: “code” ใช้ได้เฉพาะ a-z 0-9 และ -")
        if not fields:
            self.faults.append("แบบ: ไม่มีช่องกรอก ([[field]]) เลย")
        for key, allowed in (("register", REGISTERS), ("paper", PAPERS),
                             ("family", FAMILIES.keys() - {""}),
                             ("digits", {"thai", "arabic"}),
                             ("passages", {"headings", "whole"})):  # fmt: skip
            if key in top and top[key] not in allowed:
                self.faults.append(f"แบบ: “{key}” ต้องเป็น {' หรือ '.join(sorted(allowed))}")

    def _template(self, files: Mapping[str, Path]) -> dict[str, Any]:
        told = self.told.get("template", TEMPLATE)
        by, chosen = "", {"": told}
        if isinstance(told, dict):
            chosen = {key: value for key, value in told.items() if key != "by"}
            by = told.get("by", "")
        if not chosen or not all(isinstance(name, str) for name in (by, *chosen.values())):
            self.faults.append("แบบ: “template” ต้องเป็นชื่อไฟล์ หรือตารางที่มี by และชื่อไฟล์")
            by, chosen = "", {}
        for name in set(chosen.values()) - files.keys():
            self.faults.append(f"แบบ: ไม่พบแม่แบบ {name} ในโฟลเดอร์ของแบบ")
        return {"template_by": by, "templates": chosen or {"": TEMPLATE}}

    def _group(self, name: str, told: object) -> Group:
        where = f"กลุ่ม {name}"
        keys = self._keys(told, {"label": str, "plain": str}, where, also={"field"})
        fields = self._fields(told.get("field", []) if isinstance(told, dict) else [], where)
        if keys.get("plain", "") not in {"", *(field.name for field in fields)}:
            self.faults.append(f"{where}: “plain” ต้องเป็นชื่อช่องในกลุ่ม")
        return Group(name, fields, **keys)

    def _fields(self, told: object, where: str, top: bool = False) -> tuple[Field, ...]:
        if not isinstance(told, list):
            self.faults.append(f"{where}: “field” ต้องเป็นรายการ [[field]]")
            return ()
        fields = tuple(filter(None, (self._field(one, where, top) for one in told)))
        names = [field.name for field in fields]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.faults.append(f"{where}: ชื่อช่อง “{name}” ซ้ำกัน")
        return fields

    def _field(self, told: object, where: str, top: bool) -> Field | None:
        name = told.get("name", "") if isinstance(told, dict) else ""
        place = f"{where} ช่อง {name or '?'}"
        keys = self._keys(told, FIELD, place, also={"default", "choices"})
        if not self._name_fits(name, place, top):
            return None
        choices = self._choices(told, place) if isinstance(told, dict) else None
        field = Field(
            **{"label": name, **keys},
            choices=choices,
            default=told.get("default") if isinstance(told, dict) else None,
        )
        self._type_fits(field, place)
        return field

    def _name_fits(self, name: object, place: str, top: bool) -> bool:
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self.faults.append(f"{place}: “name” ต้องขึ้นต้นด้วย a-z และใช้ได้เฉพาะ a-z 0-9 _")
            return False
        taken = RESERVED if top else {"no"}
        if name in taken:
            self.faults.append(f"{place}: ชื่อนี้โปรแกรมใช้เอง โปรดตั้งชื่ออื่น")
        return True

    def _choices(self, told: Mapping[str, Any], place: str) -> dict[str, str] | None:
        choices = told.get("choices")
        if isinstance(choices, list):
            choices = {str(item): item for item in choices}
        if choices is not None and not (isinstance(choices, dict) and _texts(choices)):
            self.faults.append(f"{place}: “choices” ต้องเป็นรายการหรือตารางของข้อความ")
            return None
        return choices

    def _type_fits(self, field: Field, place: str) -> None:
        if field.type not in TYPES:
            self.faults.append(f"{place}: ไม่รู้จักชนิด “{field.type}”")
        facts = [f"{{{name}}}" for name in sorted(FACTS)]
        if set(re.findall(r"\{[^}]*\}?", field.begins)) - set(facts):
            self.faults.append(f"{place}: “begins” ใช้ได้เฉพาะ {' '.join(facts)}")
        if field.type in {"group", "list"} and not field.of:
            self.faults.append(f"{place}: ต้องบอก “of” ว่าเป็นกลุ่มใด")
        if field.type == "choice" and not field.choices:
            self.faults.append(f"{place}: ต้องมี “choices” ให้เลือก")
        if field.default is not None and not isinstance(
            field.default, str | int | bool | list | date | time
        ):
            self.faults.append(f"{place}: “default” ใช้ไม่ได้")

    def _groups_named(self, fields: tuple[Field, ...], groups: Mapping[str, Group]) -> None:
        for where, some in [("แบบ", fields)] + [
            (f"กลุ่ม {g.name}", g.fields) for g in groups.values()
        ]:
            names = {field.name for field in some}
            for field in some:
                if field.type == COMPUTED:
                    place = f"{where} ช่อง {field.name}"
                    self.faults += faults(some, groups, field, place)
                known = groups.keys() | (ROW_TYPES if field.type == "list" else set())
                if field.of and field.of not in known:
                    self.faults.append(f"{where} ช่อง {field.name}: ไม่พบกลุ่ม “{field.of}”")
                if field.show_if and field.show_if.split("=")[0] not in names:
                    self.faults.append(
                        f"{where} ช่อง {field.name}: “show_if” ต้องเป็นชื่อช่องในกลุ่มเดียวกัน"
                    )
        for chain in _circles(groups):
            self.faults.append(f"กลุ่ม {chain}: กลุ่มซ้อนกันเป็นวง")

    def _fields_named(self, parts: Mapping[str, Any]) -> None:
        fields, groups = parts["fields"], parts["groups"]
        for key in ("number_field", "date_field", "signer_field", "template_by"):
            path = parts.get(key, "")
            if path and field_at(fields, groups, path) is None:
                self.faults.append(f"แบบ: “{key}” ชี้ไปที่ช่อง “{path}” ซึ่งไม่มี")
        for kind, path in parts.get("ties", {}).items():
            if kind not in TIES:
                self.faults.append(f"แบบ: “ties” ไม่รู้จักคำ “{kind}”")
            if field_at(fields, groups, path) is None:
                self.faults.append(f"แบบ: “ties” ชี้ไปที่ช่อง “{path}” ซึ่งไม่มี")
        for key in ("title_field", "filename"):
            pattern = parts.get(key, "")
            for path in re.findall(
                r"\{([\w.]+)\}", pattern if "{" in pattern else f"{{{pattern}}}"
            ):
                if field_at(fields, groups, path) is None:
                    self.faults.append(f"แบบ: “{key}” ชี้ไปที่ช่อง “{path}” ซึ่งไม่มี")

    def _rules(self, fields: tuple[Field, ...], groups: Mapping[str, Group]) -> Iterator[Rule]:
        rules = self.told.get("rule", [])
        if not isinstance(rules, list):
            self.faults.append("“rule” ต้องเป็นรายการ [[rule]]")
            return
        for number, told in enumerate(rules, 1):
            where = f"กฎข้อที่ {number}"
            keys = self._keys(told, RULE, where)
            rule = Rule(**{"check": "", **keys, "fields": tuple(keys.get("fields", ()))})
            if rule.check not in CHECKS:
                self.faults.append(f"{where}: ไม่รู้จักการตรวจ “{rule.check}”")
            if rule.level not in {"problem", "warning"}:
                self.faults.append(f"{where}: “level” ต้องเป็น problem หรือ warning")
            if not rule.fields or (rule.check in OF_TWO and len(rule.fields) != 2):
                self.faults.append(f"{where}: “fields” บอกช่องที่ตรวจไม่ครบหรือเกิน")
            for path in rule.fields:
                if field_at(fields, groups, f"{rule.each}.{path}" if rule.each else path) is None:
                    self.faults.append(f"{where}: ไม่พบช่อง “{path}”")
            yield rule


def _texts(value: object) -> bool:
    """Tell whether a list or mapping holds texts only (anything else holds nothing)."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(isinstance(one, str) for one in inside)


def _circles(groups: Mapping[str, Group]) -> Iterator[str]:
    def walk(name: str, seen: tuple[str, ...]) -> bool:
        if name in seen:
            return True
        inner = (f.of for f in groups[name].fields if f.of in groups)
        return any(walk(of, (*seen, name)) for of in inner)

    yield from (name for name in groups if walk(name, ()))
