"""What the templates room refuses, in Thai."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thai.errors import Refused

# --- filling forms and making .docx


@dataclass(frozen=True)
class Problem:
    """One thing wrong in an answer: ``path`` such as ``agenda-0-items-2-title``, and Thai words."""

    path: str
    label: str
    message: str

    def __str__(self) -> str:
        return f"{self.label}: {self.message}" if self.label else self.message


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a template: ``place`` is the paragraph's text, or the file's name."""

    place: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.message} (ที่ “{self.place}”)" if self.place else self.message


def listed(lines: Iterable[object]) -> str:
    """Set ``lines`` one below the other, each with its mark."""
    return "\n".join(f"• {line}" for line in lines)


class UnknownForm(Refused):
    """No form has this code or alias; name one of the known ones."""

    sentence = "ไม่รู้จักแบบ “{code}” โปรดเลือกจาก {known}"


class UnknownPrint(Refused):
    """No printed form has this code; name one of the known ones."""

    sentence = "ไม่รู้จักแบบพิมพ์ “{code}” โปรดเลือกจาก {known}"


class FormBroken(Refused):
    """A ``form.toml`` cannot be used; ``faults`` has all that is wrong in the file."""

    sentence = "แบบ “{code}” ใช้ไม่ได้ โปรดแก้ไขไฟล์ form.toml\n{listing}"

    def __init__(self, code: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(code=code, listing=listed(self.faults))


class FormInvalid(Refused):
    """Answers cannot become a document: ``problems`` has every reason, ``given`` what was typed."""

    sentence = "ข้อมูลที่กรอกยังใช้ไม่ได้ โปรดแก้ไขแล้วลองใหม่\n{listing}"

    def __init__(self, problems: Iterable[Problem], given: Mapping[str, Any]) -> None:
        self.problems = tuple(problems)
        self.given = given
        super().__init__(listing=listed(self.problems))


class TemplateBroken(Refused):
    """A Word template cannot be used or filled; ``faults`` say where and why, in Thai."""

    sentence = "แม่แบบ “{name}” ใช้ไม่ได้ โปรดแก้ไขแม่แบบใน Word\n{listing}"

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(name=name, listing=listed(self.faults))


class TemplateTooSlow(Refused):
    """The office's own template used up its time or memory; simplify its loops."""

    sentence = "แม่แบบ “{name}” ใช้เวลาหรือหน่วยความจำเกินกำหนด โปรดลดการวนซ้ำในแม่แบบ"


class TemplateRefused(Refused):
    """A template was refused by the child process that looked at it; ``said`` are its words."""

    sentence = "{said}"


class PackageRefused(Refused):
    """A .docx is no Word file, too big, or carries macros or outside parts (``reason``)."""

    sentence = "ไม่รับไฟล์ Word นี้: {reason}"


class PictureRefused(Refused):
    """A picture cannot be used as an emblem; ``reason`` says why and what to bring instead."""

    sentence = "ใช้ภาพนี้เป็นตราไม่ได้: {reason}"


# --- making PDF


class FontMissing(Refused):
    """No Thai document font is there; the PDF is withheld because its lines would break wrongly."""

    sentence = (
        "เครื่องนี้ไม่มีแบบอักษร TH Sarabun New และไม่มีแบบอักษรที่ใช้แทนได้ จึงยังไม่ทำไฟล์ PDF "
        "ให้ติดตั้งแบบอักษร TH Sarabun New หรือชุด fonts-tlwg-laksaman แล้วทำใหม่ ไฟล์ .docx ใช้ได้ตามปกติ"
    )


class ConverterMissing(Refused):
    """LibreOffice is not on this machine, or not complete."""

    sentence = (
        "เครื่องนี้ยังไม่มี LibreOffice Writer จึงทำไฟล์ PDF ไม่ได้ "
        "ให้ติดตั้ง LibreOffice 25.2 ขึ้นไป แล้วทำใหม่ ไฟล์ .docx ใช้ได้ตามปกติ"
    )


class ConversionFailed(Refused):
    """LibreOffice could not make a PDF of this document; ``why`` says what was seen, in Thai."""

    sentence = "ทำไฟล์ PDF ไม่สำเร็จ: {why} ให้เปิดไฟล์ .docx ตรวจดู แล้วลองทำใหม่"


class ConversionTimedOut(Refused):
    """LibreOffice did not finish within ``seconds`` and was stopped."""

    sentence = (
        "ทำไฟล์ PDF ไม่เสร็จภายใน {seconds} วินาที จึงหยุดไว้ เอกสารอาจยาวหรือซับซ้อนเกินไป "
        "ให้ลองทำใหม่อีกครั้ง หากยังไม่เสร็จให้แบ่งเอกสาร"
    )


class PdfUnmarkable(Refused):
    """A PDF is damaged or locked, so that nothing can be set on its pages."""

    sentence = "ใส่เครื่องหมายบนไฟล์ PDF นี้ไม่ได้ เพราะไฟล์เสียหายหรือตั้งรหัสผ่านไว้ โปรดใช้ไฟล์อื่นหรือประทับด้วยมือ"


class PackUnbound(Refused):
    """The paper ``at`` (from 1) could be opened and could not be bound after all."""

    sentence = "รวมไฟล์ลำดับที่ {at} ไม่ได้ เพราะโครงสร้าง PDF ผิดปกติ โปรดเปิดแล้วบันทึกใหม่เป็น PDF หรือสแกนใหม่"
