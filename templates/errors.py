"""What the templates room refuses, in Thai."""

from thai.errors import Refused


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
