"""The file plan: the categories records are filed under, each with its retention class."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from archive import retention
from archive.errors import FilePlanBroken, UnknownCategory, UnknownRetention


@dataclass(frozen=True)
class Category:
    """A category: its code, its Thai title, the code it lies under ("" on top), its retention.

    ``access`` is the label that what is filed here gets ("" = all who may read); a closed category
    keeps its records and takes no new ones.
    """

    code: str
    title: str
    parent: str = ""
    retention: str = ""
    access: str = ""
    closed: bool = False


@dataclass(frozen=True)
class FilePlan:
    """The categories in their order. Raises FilePlanBroken, with every fault, for a bad plan.

    "Class determines destiny" (MoReq2010): a category without a retention class cannot be used.
    """

    categories: tuple[Category, ...]

    def __post_init__(self) -> None:
        faults = tuple(_faults(self.categories))
        if faults:
            raise FilePlanBroken(faults="; ".join(faults))

    def category(self, code: str) -> Category:
        """Return one category; UnknownCategory if there is none."""
        for each in self.categories:
            if each.code == code:
                return each
        raise UnknownCategory(code=code)

    @property
    def open(self) -> tuple[Category, ...]:
        """The categories that take new records."""
        return tuple(each for each in self.categories if not each.closed)

    def to_plain(self) -> list[dict[str, Any]]:
        """Return the plan as JSON takes it; what is not told is left out."""
        return [
            {key: value for key, value in vars(each).items() if value not in ("", False)}
            for each in self.categories
        ]

    @classmethod
    def from_plain(cls, raw: Iterable[dict[str, Any]]) -> "FilePlan":
        """Read what ``to_plain`` or a YAML file gives."""
        return cls(
            tuple(
                Category(
                    str(each.get("code", "")),
                    str(each.get("title", "")),
                    str(each.get("parent", "")),
                    str(each.get("retention", "")),
                    str(each.get("access", "")),
                    each.get("closed") is True,
                )
                for each in raw
            )
        )


def first_plan() -> FilePlan:
    """Return the plan an office begins with: the seven areas of the work manual."""
    text = (resources.files("archive") / "data" / "fileplan.yaml").read_text(encoding="utf-8")
    return FilePlan.from_plain(yaml.safe_load(text)["categories"])


def _faults(categories: tuple[Category, ...]) -> Iterator[str]:
    codes = [each.code for each in categories]
    if categories and all(each.closed for each in categories):
        yield "ปิดทุกหมวดไม่ได้ ต้องมีอย่างน้อยหนึ่งหมวดที่รับเอกสาร"
    for each in categories:
        name = each.code or each.title
        if not each.code or not each.title:
            yield f"หมวด “{name}” ไม่มีรหัสหรือไม่มีชื่อ"
        if codes.count(each.code) > 1:
            yield f"รหัสหมวด “{name}” ซ้ำกัน"
        if each.parent and each.parent not in codes[: codes.index(each.code)]:
            yield f"หมวด “{name}” อยู่ใต้หมวด “{each.parent}” ซึ่งไม่มีอยู่ก่อนหน้า"
        try:
            retention.retention_class(each.retention)
        except UnknownRetention:
            yield f"หมวด “{name}” ไม่มีอายุการเก็บที่รู้จัก"
