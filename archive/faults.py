"""What an audit finds wrong: a value with a stable code, never an exception."""

from dataclasses import dataclass

# The code is for programs and stays the same; the Thai words are for the page.
MEANINGS = {
    "root-declaration": "ไม่มีไฟล์ประกาศรูปแบบของที่เก็บ",
    "folder-empty": "โฟลเดอร์ว่างในที่เก็บ",
    "file-stray": "ไฟล์แปลกปลอมในที่เก็บ",
    "object-unreadable": "อ่านสารบัญของเอกสารไม่ได้",
    "object-misplaced": "เอกสารอยู่ผิดที่",
    "object-declaration": "ไฟล์ประกาศรูปแบบของเอกสารหายหรือผิด",
    "sidecar-mismatch": "ค่าตรวจสอบของสารบัญไม่ตรง",
    "inventory-mismatch": "สารบัญของฉบับย่อยไม่ตรงกับสารบัญหลัก",
    "file-missing": "ไฟล์หาย",
    "file-changed": "เนื้อไฟล์เปลี่ยนไปจากที่จัดเก็บ",
    "file-unreadable": "อ่านไฟล์ไม่ได้",
    "file-extra": "มีไฟล์เกินจากสารบัญ",
    "record-unreadable": "อ่านรายละเอียดเอกสาร (record.json) ไม่ได้",
    "record-unfinished": "การจัดเก็บยังไม่เสร็จ",
    "catalogue-missing": "เอกสารไม่อยู่ในบัญชี",
    "catalogue-orphan": "มีในบัญชีแต่ไม่มีเอกสาร",
    "catalogue-differs": "บัญชีไม่ตรงกับเอกสาร",
    "copy-refused": "เอกสารเสียหาย จึงไม่คัดลอกลงสำเนา",
    "copy-differs": "สำเนามีเอกสารนี้เป็นเนื้อหาอื่น จึงไม่เขียนทับ",
    "journal-broken": "บันทึกการกระทำถูกแก้ไขหรือขาดหาย",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is not as it was filed.

    ``code`` is a key of MEANINGS, ``where`` a record id, a path below the storage root or a
    journal number, ``detail`` what was found, in the words of the machine.
    """

    code: str
    where: str
    detail: str = ""

    @property
    def meaning(self) -> str:
        """Say in Thai what is wrong, without where."""
        return MEANINGS[self.code]

    @property
    def sentence(self) -> str:
        """Say it in Thai."""
        return f"{self.where}: {MEANINGS[self.code]}" + (f" ({self.detail})" if self.detail else "")
