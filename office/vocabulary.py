"""What people of the office call its kinds of documents, categories and groups."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from indexer.asked import Known
from office.intake import TYPE
from office.profile import Profile
from office.received_store import TYPE as RECEIVED
from templates.form import FORM, Form
from templates.shelf import SHIPPED, Shelf


def vocabulary(profile: Profile, shelf: Shelf) -> Known:
    """Return each code with the words that mean it in a query (``ประเภท:คำสั่ง``)."""
    files = [
        file for root in (SHIPPED, shelf.own) if root for file in sorted(root.glob(f"*/{FORM}"))
    ]
    stamps = tuple((str(file), file.stat().st_mtime_ns) for file in files)
    return Known(
        types=_types(shelf.own, stamps),
        categories={row.code: (row.title,) for row in profile.file_plan.categories},
        groups={row.id: tuple(filter(None, (row.name, row.short))) for row in profile.groups},
    )


@lru_cache(maxsize=16)
def _types(own: Path | None, _: tuple[tuple[str, int], ...]) -> dict[str, tuple[str, ...]]:
    """Read the forms' titles (10 ms); the second argument changes when any form does."""
    forms = Shelf(own).forms()
    words = {form.code: (form.title, *form.aliases, *_kinds(form, forms)) for form in forms}
    return words | {TYPE: ("ไฟล์นำเข้า",), RECEIVED: ("หนังสือรับ",)}


def _kinds(form: Form, forms: Iterable[Form]) -> tuple[str, ...]:
    """Return the aliases in the form's family that its own title begins with.

    คำสั่ง is what a clerk calls the order that names a committee, and means every order.
    """
    return tuple(
        alias
        for other in forms
        if other.family == form.family and other.code != form.code
        for alias in other.aliases
        if form.title.startswith(alias)
    )
