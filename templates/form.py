"""A form: the questions of a document type, read from its ``form.toml``.

A document type is a folder ``<code>/{form.toml, template.docx, example.toml}``; an office may lay
its own version of any of these files over the shipped one (docs/document-types.md).
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from templates.errors import FormBroken
from templates.form_reader import FormReader
from templates.people import Person
from templates.questions import Field, Group, Rule
from thai.digits import Digits

__all__ = ["EXAMPLE", "FORM", "Field", "Form", "FormBroken", "Group", "Rule", "at", "load"]

FORM, EXAMPLE = "form.toml", "example.toml"


@dataclass(frozen=True)
class Form:
    """A document type as its form.toml tells it. ``templates`` maps a choice to a file name.

    ``filename`` and ``title_field`` are a field's name or a pattern such as ``{subject}``.
    ``register`` names the rule that numbers the document, ``paper`` the kind of paper where the
    code does not; ``passages`` says how its text is cut; ``ties`` which answer names the earlier
    documents that it amends, cancels, refers to …
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
    family: str = ""
    category: str = ""
    series: str = ""
    register: str = "none"
    paper: str = ""
    retention: str = ""
    filename: str = ""
    title_field: str = "subject"
    digits: Digits | None = None
    number_field: str = ""
    date_field: str = ""
    signer_field: str = ""
    passages: str = "headings"
    ties: Mapping[str, str] = field(default_factory=dict)

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
    """Fill a pattern in; "" where nothing that it names is answered."""
    text = pattern if "{" in pattern else f"{{{pattern}}}"
    told = {name: _shown(at(values, name)) for name in re.findall(r"\{([\w.]+)\}", text)}
    if not any(told.values()):
        return ""
    return " ".join(re.sub(r"\{([\w.]+)\}", lambda m: told[m[1]], text).split())


def _shown(value: object) -> str:
    """Write an answer as a title has it: a person by name, nothing where none was given."""
    return value.name.plain if isinstance(value, Person) else str(value or "")


def load(folder: Path, own: Path | None = None) -> Form:
    """Read the form in ``folder``, where the same files in ``own`` win; raise ``FormBroken``."""
    files = _files(folder, own)
    code = folder.name
    if FORM not in files:
        raise FormBroken(code, ["ไม่พบไฟล์ form.toml ในโฟลเดอร์ของแบบ"])
    data = files[FORM].read_bytes()
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        line = re.search(r"line (\d+)", str(fault))
        where = f" ผิดรูปแบบ TOML ที่บรรทัด {line[1]}" if line else ""
        raise FormBroken(code, [f"อ่านไฟล์ form.toml ไม่ได้{where}"]) from fault
    reader = FormReader(told)
    parts = reader.parts(files)
    if parts.get("code", code) != code:
        reader.faults.append(f"แบบ: “code” ต้องตรงกับชื่อโฟลเดอร์ “{code}”")
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
