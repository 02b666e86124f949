"""Which kind of official document a text is, as a clerk would tell it from its first lines."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from thai.text import clean

OTHER = "other"
TITLES = {
    "external": "หนังสือภายนอก",
    "memo": "บันทึกข้อความ",
    "stamped": "หนังสือประทับตรา",
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "communique": "แถลงการณ์",
    "news": "ข่าว",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
    "agenda": "ระเบียบวาระการประชุม",
    OTHER: "เอกสารอื่น",
}
"""Every kind whose layout the table tells, and the rest."""

_HEAD = 12
"""Lines among which a document says what it is."""
OPENING = re.compile(
    r"\s*(กราบเรียน|เรียน|นมัสการ|กราบทูล)(?=\s|$|ผู้|ท่าน|รอง|คณะ|นาย|ปลัด|ประธาน|หัวหน้า|อธิบดี)"
)
"""คำขึ้นต้น of a line."""
_CERTIFIES = re.compile("(?:หนังสือ|เอกสาร)ฉบับนี้.{0,20}ให้ไว้เพื่อรับรอง|หนังสือรับรอง(?!แทน)")


@cache
def layout() -> Mapping[str, Any]:
    """Return the table of measures, ``templates/data/layout.yaml``."""
    told: dict[str, Any] = yaml.safe_load(
        (files("templates") / "data" / "layout.yaml").read_text("utf-8")
    )
    return told


def guess(texts: Sequence[str]) -> str:
    """Return the kind of a document with these lines; ``other`` where nothing tells."""
    lines = [line for line in (clean(text) for text in texts) if line]
    head = lines[:_HEAD]
    for line in head:
        if re.fullmatch(r"บันทึก\s*ข้อความ", line):
            return "memo"
    for line in head[:4]:
        for words, kind in _FIRST:
            if re.match(words, line):
                return kind
    if any(_CERTIFIES.match(line) for line in lines[:25]):
        return "certificate"
    if any(OPENING.match(line) for line in lines[:25]):
        numbered = any(re.match(r"ที่\s", line) for line in lines[:25])
        subject = any(re.match(r"เรื่อง\s", line) for line in lines[:25])
        return "external" if numbered or subject else OTHER
    stamped = any(re.match(r"ถึง\s", line) for line in lines[:25])
    return "stamped" if stamped and any(re.match(r"ที่\s", line) for line in head) else OTHER


_FIRST = (
    ("(?:รายงาน|บันทึก)การประชุม", "minutes"),
    ("(?:ระเบียบ)?วาระการประชุม", "agenda"),
    ("แถลงการณ์", "communique"),
    ("ข่าว(?!สาร)", "news"),
    ("คำสั่ง", "order"),
    ("ประกาศ(?!นียบัตร)|แจ้งความ", "announcement"),
)
