"""What each kind of document is called. Reading all forms takes 10 ms, so it is remembered."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from office.intake import TYPE
from office.received_store import TYPE as RECEIVED
from templates.form import FORM
from templates.shelf import SHIPPED, Shelf
from web.current import office


def kind_titles() -> Mapping[str, str]:
    """Return the Thai title of every document type, and of imported files, by code."""
    own = office().shelf.own
    files = [file for root in (SHIPPED, own) if root for file in sorted(root.glob(f"*/{FORM}"))]
    return _titles(own, tuple((str(file), file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=16)
def _titles(own: Path | None, _: tuple[tuple[str, int], ...]) -> Mapping[str, str]:
    """Read the titles; the second argument changes when any form does."""
    titles = {form.code: form.title for form in Shelf(own).forms()}
    return MappingProxyType(titles | {TYPE: "ไฟล์นำเข้า", RECEIVED: "หนังสือรับ"})
