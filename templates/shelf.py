"""The shelf of forms: the shipped ones, with the office's own laid over them file by file."""

from collections.abc import Iterator
from pathlib import Path

from templates.errors import FormBroken, UnknownForm
from templates.form import FORM, Form, load
from thai.text import clean

SHIPPED = Path(__file__).parent / "forms"


class Shelf:
    """Finds forms by code or alias; ``own`` is the office's folder of forms, if it has one."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own

    def form(self, code_or_alias: str) -> Form:
        """Load one form; raise ``UnknownForm``, or ``FormBroken`` for the one asked for."""
        asked = clean(code_or_alias).lower()
        if asked in self._codes():
            return self._load(asked)
        forms = self.forms()
        for form in forms:
            if asked in {form.title.lower(), *(alias.lower() for alias in form.aliases)}:
                return form
        known = ", ".join(f"{form.code} ({form.title})" for form in forms)
        raise UnknownForm(code=code_or_alias, known=known)

    def forms(self) -> tuple[Form, ...]:
        """Load all forms that are in order, by code; the others are told by ``broken``."""
        return tuple(form for form in self._loaded() if isinstance(form, Form))

    def broken(self) -> tuple[FormBroken, ...]:
        """Tell the forms that cannot be used, and why."""
        return tuple(fault for fault in self._loaded() if isinstance(fault, FormBroken))

    def _loaded(self) -> Iterator[Form | FormBroken]:
        for code in self._codes():
            try:
                yield self._load(code)
            except FormBroken as broken:
                yield broken

    def _codes(self) -> list[str]:
        roots = [SHIPPED, *([self.own] if self.own else [])]
        found = {file.parent.name for root in roots for file in root.glob(f"*/{FORM}")}
        return sorted(found)

    def _load(self, code: str) -> Form:
        return load(SHIPPED / code, self.own / code if self.own else None)
