"""A form: the questions of a document type, read from its ``form.toml``.

A document type is a folder ``<code>/{form.toml, template.docx, example.toml}``; an office may lay
its own version of any of these files over the shipped one (docs/document-types.md).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from templates.errors import FormBroken
from thai.digits import Digits

FORM, EXAMPLE, TEMPLATE = "form.toml", "example.toml", "template.docx"

TYPES = {
    "text", "lines", "date", "time", "int", "money", "choice", "bool", "person", "unit",
    "booknumber", "files", "table", "group", "list", "email", "url", "computed",
}  # fmt: skip
"""Field types: what each accepts and yields is in ``templates/fields.py``."""

ROW_TYPES = TYPES - {"group", "list", "computed"}
"""Types a list may have its rows of directly (``of = "text"``), without a named group."""

RESERVED = {"office", "final", "copy_mark", "dated", "loop"}
"""Names that a template gets from the program, and a field may not take; in rows it is ``no``.

``items`` and the like are free: a dot in our templates never reaches a method of a mapping.
"""

REGISTERS = {"letter", "order", "announcement", "meeting", "none"}


@dataclass(frozen=True)
class Field:
    """One question. ``max`` counts letters (text), rows (list) or the number itself (int).

    ``of`` names the group, or the simple type, of a list's rows; ``choices`` maps what is kept to
    what is shown; ``also`` gives names to unit ids that are no group of the office.
    """

    name: str
    type: str = "text"
    label: str = ""
    help: str = ""
    example: str = ""
    required: bool = False
    default: Any = None
    choices: Mapping[str, str] | None = None
    also: Mapping[str, str] | None = None
    min: int | None = None
    max: int | None = None
    of: str = ""
    show_if: str = ""
    sticky: bool = True
    readonly: bool = False


@dataclass(frozen=True)
class Group:
    """A named set of fields, for a nested mapping or the rows of a list.

    ``plain`` names the field that a row given as bare text fills.
    """

    name: str
    fields: tuple[Field, ...]
    label: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Rule:
    """A check of several answers against each other; ``check`` names one of ``templates/rules.py``.

    ``fields`` are dotted paths, from each row of the list ``each`` where that is given.
    ``level`` is ``problem`` (refused) or ``warning`` (said).
    """

    check: str
    fields: tuple[str, ...]
    each: str = ""
    words: str = ""
    message: str = ""
    level: str = "warning"


@dataclass(frozen=True)
class Form:
    """A document type as its form.toml tells it. ``templates`` maps a choice to a file name.

    ``filename`` and ``title_field`` are a field's name or a pattern such as ``{subject}``.
    ``register`` names the rule that numbers the document; ``passages`` says how its text is cut.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    groups: Mapping[str, Group]
    rules: tuple[Rule, ...]
    files: Mapping[str, Path]
    own: frozenset[str]
    form_sha256: str
    template_sha256: str
    template_by: str
    templates: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    category: str = ""
    series: str = ""
    register: str = "none"
    retention: str = ""
    filename: str = ""
    title_field: str = "subject"
    digits: Digits | None = None
    number_field: str = ""
    date_field: str = ""
    signer_field: str = ""
    passages: str = "headings"

    @property
    def folder(self) -> Path:
        """Where its form.toml lies."""
        return self.files[FORM].parent

    def template_name(self, values: Mapping[str, Any]) -> str:
        """Name the template file that these answers ask for (the first one where they do not)."""
        return self.templates.get(str(at(values, self.template_by) or ""), self.default_template)

    @property
    def default_template(self) -> str:
        """The template that is used where no answer chooses one."""
        return next(iter(self.templates.values()))

    def example(self) -> dict[str, Any]:
        """Read the complete, realistic example answers that come with the form."""
        return tomllib.loads(self.files[EXAMPLE].read_text(encoding="utf-8"))

    def title_of(self, values: Mapping[str, Any]) -> str:
        """Write the record's title out of the answers (absent ones leave nothing)."""
        return _pattern(self.title_field, values) or self.title

    def filename_of(self, values: Mapping[str, Any]) -> str:
        """Write the document's readable file name, without its ending."""
        return _pattern(self.filename, values) or self.title_of(values)


def at(values: object, path: str) -> Any:
    """Follow a dotted path through nested mappings; None where it ends early."""
    for name in path.split(".") if path else ():
        values = values.get(name) if isinstance(values, Mapping) else None
    return values if path else None


def _pattern(pattern: str, values: Mapping[str, Any]) -> str:
    text = pattern if "{" in pattern else f"{{{pattern}}}"
    return " ".join(re.sub(r"\{([\w.]+)\}", lambda m: str(at(values, m[1]) or ""), text).split())


def load(folder: Path, own: Path | None = None) -> Form:
    """Read the form in ``folder``, where the same files in ``own`` win; raise ``FormBroken``."""
    files = _files(folder, own)
    code = folder.name
    if FORM not in files:
        raise FormBroken(code, ["ไม่พบแฟ้ม form.toml ในโฟลเดอร์ของแบบ"])
    data = files[FORM].read_bytes()
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FormBroken(code, [f"อ่านแฟ้ม form.toml ไม่ได้: {fault}"]) from fault
    reader = _Reader(told)
    parts = reader.parts(files)
    if reader.faults:
        raise FormBroken(str(told.get("code", code)), reader.faults)
    sums = [hashlib.sha256(files[name].read_bytes()).hexdigest() for name in _templates(parts)]
    return Form(
        files=files,
        own=frozenset(name for name, path in files.items() if path.parent == own),
        form_sha256=hashlib.sha256(data).hexdigest(),
        template_sha256=sums[0] if len(sums) == 1 else _sum_of(sums),
        **parts,
    )


def _files(folder: Path, own: Path | None) -> dict[str, Path]:
    found = {}
    for place in (folder, own):
        if place is not None and place.is_dir():
            found.update({path.name: path for path in sorted(place.iterdir()) if path.is_file()})
    return found


def _templates(parts: Mapping[str, Any]) -> list[str]:
    return sorted(set(parts["templates"].values()))


def _sum_of(sums: list[str]) -> str:
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()


KINDS: dict[type, str] = {
    str: "ข้อความ",
    bool: "true หรือ false",
    int: "จำนวนเต็ม",
    list: "รายการ",
    dict: "ตาราง",
}

TOP: dict[str, type] = {
    "code": str, "title": str, "aliases": list, "category": str, "series": str,
    "register": str, "retention": str, "filename": str, "title_field": str, "digits": str,
    "number_field": str, "date_field": str, "signer_field": str, "passages": str,
}  # fmt: skip
FIELD: dict[str, type] = {
    "name": str, "type": str, "label": str, "help": str, "example": str, "required": bool,
    "min": int, "max": int, "of": str, "show_if": str, "sticky": bool, "readonly": bool,
    "also": dict,
}  # fmt: skip
RULE: dict[str, type] = {
    "check": str, "fields": list, "each": str, "words": str, "message": str, "level": str,
}  # fmt: skip


class _Reader:
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
        for key, allowed in (("register", REGISTERS), ("digits", {"thai", "arabic"}),
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
            self.faults.append("แบบ: “template” ต้องเป็นชื่อแฟ้ม หรือตารางที่มี by และชื่อแฟ้ม")
            chosen = {}
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
            choices = {item: item for item in choices if isinstance(item, str)}
        if choices is not None and not isinstance(choices, dict):
            self.faults.append(f"{place}: “choices” ต้องเป็นรายการหรือตาราง")
            return None
        return choices

    def _type_fits(self, field: Field, place: str) -> None:
        if field.type not in TYPES:
            self.faults.append(f"{place}: ไม่รู้จักชนิด “{field.type}”")
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
        for key in ("title_field", "filename"):
            pattern = parts.get(key, "")
            for path in re.findall(
                r"\{([\w.]+)\}", pattern if "{" in pattern else f"{{{pattern}}}"
            ):
                if field_at(fields, groups, path) is None:
                    self.faults.append(f"แบบ: “{key}” ชี้ไปที่ช่อง “{path}” ซึ่งไม่มี")

    def _rules(self, fields: tuple[Field, ...], groups: Mapping[str, Group]) -> Iterator[Rule]:
        from templates.rules import CHECKS

        for number, told in enumerate(self.told.get("rule", []), 1):
            where = f"กฎข้อที่ {number}"
            keys = self._keys(told, RULE, where)
            rule = Rule(**{"check": "", **keys, "fields": tuple(keys.get("fields", ()))})
            if rule.check not in CHECKS:
                self.faults.append(f"{where}: ไม่รู้จักการตรวจ “{rule.check}”")
            if rule.level not in {"problem", "warning"}:
                self.faults.append(f"{where}: “level” ต้องเป็น problem หรือ warning")
            if not rule.fields:
                self.faults.append(f"{where}: ต้องบอก “fields” ว่าตรวจช่องใด")
            for path in rule.fields:
                if field_at(fields, groups, f"{rule.each}.{path}" if rule.each else path) is None:
                    self.faults.append(f"{where}: ไม่พบช่อง “{path}”")
            yield rule


def field_at(fields: Iterable[Field], groups: Mapping[str, Group], path: str) -> Field | None:
    """Find the field at a dotted path, through groups and lists; None where there is none."""
    first, _, rest = path.partition(".")
    found = next((field for field in fields if field.name == first), None)
    if not rest or found is None:
        return found
    group = groups.get(found.of)
    return field_at(group.fields, groups, rest) if group else None


def _circles(groups: Mapping[str, Group]) -> Iterator[str]:
    def walk(name: str, seen: tuple[str, ...]) -> bool:
        if name in seen:
            return True
        inner = (f.of for f in groups[name].fields if f.of in groups)
        return any(walk(of, (*seen, name)) for of in inner)

    yield from (name for name in groups if walk(name, ()))
