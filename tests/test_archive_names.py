"""File names are readable, and safe wherever the archive is copied to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import names
from archive.errors import BadFileName


@pytest.mark.parametrize(
    "name",
    ["รายงานการประชุม ครั้งที่ ๑๑-๒๕๖๙.docx", "text.json", "น้ำ.pdf", ".ซ่อน", "console.txt", "ก" * 85],
)  # fmt: skip
def test_a_usual_name_is_taken(name: str) -> None:
    assert names.check(name) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "ไม่มีชื่อ"), ("..", "ไม่มีชื่อ"), ("a/b.pdf", "เครื่องหมาย"), ("a\\b.pdf", "เครื่องหมาย"),
     ("๑๑/๒๕๖๙.pdf", "เครื่องหมาย"), ("C:x", "เครื่องหมาย"), ("a\u200bb", "มองไม่เห็น"),
     ("a\nb", "มองไม่เห็น"), ("a\udc80", "มองไม่เห็น"), ("\u202egpj.exe", "มองไม่เห็น"),
     ("\uf70a", "มองไม่เห็น"), ("con", "สงวน"), ("AUX.txt", "สงวน"), ("Lpt1 .x", "สงวน"),
     ("จบด้วยจุด.", "จุด"), (" นำหน้า", "ช่องว่าง"), ("cafe\u0301", "มาตรฐาน"), ("ก" * 86, "255")],
)  # fmt: skip
def test_a_name_some_system_refuses_is_refused_with_its_reason(name: str, reason: str) -> None:
    with pytest.raises(BadFileName, match=reason) as refusal:
        names.check(name)
    str(refusal.value).encode("utf-8")


@given(st.text(max_size=300) | st.sampled_from(["con", "nul.x", "ที่ ๑/๒๕๖๙", "ก" * 999, " . "]))
def test_any_title_makes_a_name(title: str) -> None:
    name = names.readable(title, ".docx")
    assert names.check(name) == name
    assert name.endswith(".docx")


def test_a_long_title_is_cut_on_a_whole_letter() -> None:
    name = names.readable("กี่" * 100, ".pdf")
    assert len(name.encode()) <= 255
    assert name.removesuffix(".pdf") == "กี่" * 27
