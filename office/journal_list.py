"""The journal to be read: who did what, newest or oldest first, narrowed by person, act or thing.

The journal is read only by who has the right to it; it names documents, never quotes them.
"""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select

from archive.database import Database
from archive.journal import Event, Journal, events
from office.permissions import Actor, require
from office.procedures.sight import hidden_cases
from office.veiling import veiled

ACTS = {
    "issued": "ออกเลขและเก็บเอกสาร",
    "imported": "นำไฟล์เข้าเก็บ",
    "version": "เพิ่ม PDF",
    "text-added": "เพิ่มข้อความที่อ่านจากไฟล์",
    "noted": "บันทึกข้อเท็จจริง",
    "sent": "บันทึกการส่ง",
    "sent-received": "บันทึกผู้รับ",
    "scanned": "แนบฉบับลงนาม",
    "signed-pki": "ลงลายมือชื่อดิจิทัล",
    "paper-placed": "บันทึกที่เก็บต้นฉบับ",
    "paper-lent": "ให้ยืมต้นฉบับ",
    "paper-back": "รับคืนต้นฉบับ",
    "related": "เชื่อมโยงเรื่อง",
    "case-told": "บันทึกแฟ้มเรื่อง",
    "seen-kept": "ยอดบันทึกการเปิดดู",
    "answer-asked": "ขอคำตอบภายในวันที่",
    "answer-came": "ได้คำตอบ",
    "redacted": "ทำฉบับปกปิด",
    "restricted": "จำกัดผู้อ่าน",
    "widened": "เลิกจำกัดผู้อ่าน",
    "reclassed": "เปลี่ยนอายุการเก็บ",
    "held": "ระงับการทำลาย",
    "released": "เลิกระงับการทำลาย",
    "case-closed": "ปิดแฟ้มเรื่องหรืองาน",
    "disposal-surveyed": "สำรวจหนังสือขอทำลาย",
    "disposal-told": "บันทึกขั้นตอนการทำลาย",
    "disposal-withdrawn": "เลิกบัญชีหนังสือขอทำลาย",
    "disposal-done": "ทำลายหนังสือครบตามบัญชี",
    "destroyed": "ทำลายหนังสือ",
    "transfer-surveyed": "สำรวจหนังสือครบ ๒๐ ปี",
    "transfer-told": "บันทึกขั้นตอนการส่งมอบหนังสือครบ ๒๐ ปี",
    "transfer-withdrawn": "เลิกบัญชีหนังสือครบ ๒๐ ปี",
    "transfer-done": "ส่งมอบหนังสือครบ ๒๐ ปีเสร็จ",
    "transferred": "ส่งมอบหอจดหมายเหตุแห่งชาติ",
    "deposited": "ฝากหอจดหมายเหตุแห่งชาติ",
    "register-closed": "ปิดทะเบียน",
    "number-explained": "อธิบายเลขที่ขาด",
    "handed-over": "ส่งมอบเอกสาร",
    "taken-over": "รับมอบเอกสาร",
    "register-imported": "นำเข้าทะเบียนเดิม",
    "certified-copy": "รับรองสำเนา",
    "type-retired": "เลิกใช้แบบหนังสือ",
    "type-back": "กลับมาใช้แบบหนังสือ",
    "batch-prepared": "เตรียมหนังสือถึงผู้รับหลายราย",
    "batch-started": "เริ่มทำหนังสือถึงผู้รับหลายราย",
    "batch-stopped": "หยุดทำหนังสือถึงผู้รับหลายราย",
    "batch-discarded": "เลิกทำหนังสือถึงผู้รับหลายราย",
    "batch-done": "ทำหนังสือถึงผู้รับหลายรายครบแล้ว",
    "snippet-kept": "บันทึกข้อความสำเร็จรูปของสำนักงาน",
    "snippet-removed": "ลบข้อความสำเร็จรูปของสำนักงาน",
    "receiver-kept": "บันทึกผู้รับในรายชื่อ",
    "receiver-removed": "ลบผู้รับจากรายชื่อ",
    "receiver-merged": "รวมผู้รับที่ซ้ำกัน",
    "receivers-taken": "รับรายชื่อผู้รับจากไฟล์",
    "voided": "ยกเลิกเอกสาร",
    "voided-number": "ยกเลิกเลข",
    "reserved": "จองเลข",
    "began": "ตั้งเลขแรก",
    "proposed": "เสนอร่าง",
    "agreed": "เห็นชอบร่าง",
    "returned": "ส่งร่างกลับ",
    "signed": "ลงนามร่าง",
    "withdrawn": "ถอนร่างกลับ",
    "reopened": "แก้ไขร่างที่ลงนามแล้ว",
    "draft-discarded": "ทิ้งร่าง",
    "draft-word": "รับร่างที่แก้ใน Word",
    "draft-form": "กลับไปใช้แบบฟอร์ม",
    "received": "รับหนังสือ",
    "handed": "มอบหมายหนังสือรับ",
    "acknowledged": "รับทราบหนังสือรับ",
    "answered": "ตอบหนังสือรับ",
    "settled": "หนังสือรับเสร็จสิ้น",
    "uploaded": "ส่งไฟล์เข้า",
    "dismissed": "ไม่รับไฟล์",
    "confirmed": "ยืนยันข้อมูลหนังสือ",
    "rule-kept": "บันทึกกฎของหนังสือที่เข้ามา",
    "rule-removed": "ลบกฎของหนังสือที่เข้ามา",
    "rule-moved": "เรียงกฎของหนังสือที่เข้ามา",
    "rule-on": "เปิดใช้กฎของหนังสือที่เข้ามา",
    "rule-off": "หยุดใช้กฎของหนังสือที่เข้ามา",
    "rule-undone": "เลิกทำการเก็บตามกฎ",
    "acting-added": "บันทึกคำสั่งให้ลงนามแทน",
    "acting-ended": "สิ้นสุดการลงนามแทน",
    "secret-entered": "ลงทะเบียนหนังสือลับ",
    "secret-void": "ยกเลิกแถวในทะเบียนหนังสือลับ",
    "secret-reader-named": "ระบุชื่อผู้เปิดทะเบียนหนังสือลับ",
    "secret-reader-unnamed": "ถอนชื่อผู้เปิดทะเบียนหนังสือลับ",
    "case-begun": "เริ่มงานตามขั้นตอน",
    "case-restricted": "จำกัดผู้อ่านงาน",
    "case-widened": "เลิกจำกัดผู้อ่านงาน",
    "case-changed": "เปลี่ยนวันหรือรายชื่อของงาน",
    "case-moved": "บันทึกความคืบหน้าของงาน",
    "case-drafted": "ร่างหนังสือจากงาน",
    "case-proved": "แนบหลักฐานของงาน",
    "resolution-reported": "รายงานผลตามมติ",
    "body-put": "บันทึกคณะหรือที่ประชุม",
    "body-joined": "เพิ่มกรรมการ",
    "body-left": "กรรมการพ้นจากคณะ",
    "item-told": "ส่งวาระ",
    "item-brought": "บรรจุเรื่องของขั้นงานในวาระ",
    "item-changed": "แก้เรื่องในวาระ",
    "item-withdrawn": "ถอนเรื่องจากวาระ",
    "item-file-dropped": "เอาไฟล์แนบของวาระออก",
    "item-file-filed": "เก็บไฟล์แนบของวาระเข้าแฟ้ม",
    "item-put": "จัดเรื่องเข้าวาระหรือเก็บไว้",
    "item-shifted": "จัดลำดับวาระ",
    "item-carried": "นำเรื่องที่เก็บไว้เข้าวาระ",
    "invitation-received": "บันทึกว่าได้รับคำเชิญ",
    "replied": "บันทึกคำตอบรับการประชุม",
    "links-made": "ทำลิงก์ตอบ",
    "link-revoked": "ยกเลิกลิงก์ตอบ",
    "checklist-ticked": "บันทึกการเตรียมประชุม",
    "checklist-changed": "แก้รายการเตรียมประชุม",
    "meeting-times": "บันทึกเวลาประชุมจริง",
    "meeting-attendance": "บันทึกการมาประชุม",
    "meeting-item": "เพิ่มเรื่องในวันประชุม",
    "minutes-made": "ทำรายงานการประชุมจากบันทึก",
    "minutes-review": "ส่งรายงานการประชุมให้ตรวจ",
    "minutes-proposed": "เสนอแก้รายงานการประชุม",
    "minutes-decided": "ตัดสินข้อเสนอแก้รายงานการประชุม",
    "minutes-corrected": "แก้รายงานการประชุมที่รับรองแล้ว",
    "minutes-correction-struck": "ยกเลิกการแก้รายงานการประชุม",
    "recording-kept": "เก็บเสียงประชุม",
    "recording-transcribed": "แนบบทถอดเสียง",
    "recording-filed": "เก็บเสียงประชุมเข้าคลัง",
    "recording-removed": "เอาเสียงประชุมออก",
    "digest-set": "ตั้งค่าอีเมลสรุปงาน",
    "digest-wanted": "ขอรับหรือเลิกรับอีเมลสรุปงาน",
    "procedure-put": "แก้ขั้นตอนงานของสำนักงาน",
    "procedure-back": "กลับไปใช้ขั้นตอนงานของโปรแกรม",
    "indicator-told": "บันทึกผลตัวชี้วัด",
    "indicator-reviewed": "ตรวจผลตัวชี้วัด",
    "indicator-certified": "รับรองผลตัวชี้วัด",
    "indicator-reported": "บันทึกการรายงานตัวชี้วัด",
    "indicator-evidence": "แนบหลักฐานของตัวชี้วัด",
    "indicator-evidence-removed": "เอาหลักฐานของตัวชี้วัดออก",
    "indicator-returned": "บันทึกการตีกลับตัวชี้วัด",
    "indicator-resubmitted": "บันทึกการส่งตัวชี้วัดใหม่",
    "director-removed": "ลบรายการของผู้อำนวยการกลุ่ม",
    "calendar-given": "ทำลิงก์ปฏิทิน",
    "calendar-revoked": "ยกเลิกลิงก์ปฏิทิน",
    "case-cancelled": "ยกเลิกงาน",
    "case-open": "เปิดงานอีกครั้ง",
    "holidays": "แก้ไขวันหยุดราชการ",
    "type-begun": "เริ่มใช้แบบหนังสือของสำนักงาน",
    "template-put": "ส่งแม่แบบของสำนักงาน",
    "template-used": "ใช้แม่แบบของสำนักงาน",
    "template-shipped": "กลับไปใช้แม่แบบที่มากับโปรแกรม",
    "template-kept": "ใช้แม่แบบของสำนักงานต่อ",
    "profile": "แก้ไขข้อมูลสำนักงาน",
    "entered": "เข้าระบบ",
    "password-set": "ตั้งรหัสผ่าน",
    "pin-set": "ตั้ง PIN",
    "account-added": "เพิ่มบัญชี",
    "account-link": "ทำลิงก์ตั้งรหัสผ่าน",
    "account-closed": "ปิดบัญชี",
    "role-granted": "ให้บทบาท",
    "role-revoked": "ถอนบทบาท",
    "token-given": "ทำกุญแจของโปรแกรม",
    "token-revoked": "ยกเลิกกุญแจของโปรแกรม",
    "recovered": "กู้เอกสารที่ทำค้าง",
    "reconciled": "ลงบัญชีตามคลังเอกสาร",
    "journal-shorter": "บันทึกของฐานข้อมูลเก่าสั้นกว่าที่เคยเก็บ",
    "repaired": "ซ่อมไฟล์จากสำเนา",
    "backup-folder": "กำหนดที่เก็บสำเนาสำรอง",
    "archive-moved": "ย้ายคลังเอกสาร",
    "rebuilt": "สร้างบัญชีและดัชนีใหม่",
}
"""What each act is called; an act without a name here is shown by its code."""
DETAILS = {
    "lines": "จำนวนบรรทัด",
    "hash": "ค่าตรวจ",
    "number": "เลขที่",
    "register": "ทะเบียน",
    "type": "ชนิด",
    "version": "ฉบับที่",
    "why": "เหตุผล",
    "readers": "ผู้อ่าน",
    "reason": "เหตุผล",
    "purpose": "ใช้ทำ",
    "record": "เลขแฟ้ม",
    "address": "จากเครื่อง",
    "person": "บุคคล",
    "group": "กลุ่ม",
    "role": "บทบาท",
    "until": "ถึงวันที่",
    "first": "เลขแรก",
    "file": "ไฟล์",
    "files": "ไฟล์",
    "name": "ชื่อ",
    "title": "ชื่อเรื่อง",
    "to": "ถึง",
    "step": "ขั้น",
    "state": "สถานะ",
    "days": "จำนวนวัน",
    "records": "จำนวนรายการ",
    "rows": "จำนวนแถว",
    "skipped": "ข้าม",
    "source": "ที่มา",
    "place": "ที่เก็บ",
    "folder": "โฟลเดอร์",
    "indicator": "ตัวชี้วัด",
    "round": "รอบ",
}
"""What the details of an act are called; others are shown by their code."""


NAMING = ("file", "title")
"""The details that say what a record is about."""


@dataclass(frozen=True)
class Asked:
    """Which events: text within who did it, an act, the start of what it was done to; "" = any."""

    who: str = ""
    act: str = ""
    ref: str = ""
    oldest: bool = False
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class Events:
    """Some events, and how many there are in all."""

    rows: tuple[Event, ...]
    total: int


@dataclass(frozen=True)
class JournalList:
    """Reads the journal of an office."""

    db: Database
    journal: Journal

    def read(self, asked: Asked, actor: Actor) -> Events:
        """Return what was asked for; raises NotPermitted.

        Of a record or case that is kept from ``actor``, names of files and titles are left out.
        """
        require(actor, "journal")
        where = _conditions(asked)
        order = events.c.seq if asked.oldest else events.c.seq.desc()
        wanted = select(events.c.seq).where(*where).order_by(order)
        with self.db.reading() as conn:
            shown = conn.scalars(wanted.limit(asked.limit).offset(asked.offset)).all()
            total = conn.scalar(select(func.count()).select_from(events).where(*where))
        found = {event.seq: event for event in self.journal.these(shown)}
        with self.db.reading() as conn:
            refs = {event.ref for event in found.values()}
            hidden = veiled(conn, refs, actor) | hidden_cases(conn, refs, actor)
        rows = (_bare(found[seq]) if found[seq].ref in hidden else found[seq] for seq in shown)
        return Events(tuple(rows), int(total or 0))

    def acts(self, actor: Actor) -> dict[str, str]:
        """Return the acts that the journal holds, with what they are called."""
        require(actor, "journal")
        with self.db.reading() as conn:
            there = set(conn.scalars(select(events.c.act).distinct()))
        named = {act: title for act, title in ACTS.items() if act in there}
        return named | {act: act for act in sorted(there - set(ACTS))}


def _bare(event: Event) -> Event:
    told = {key: value for key, value in event.detail.items() if key not in NAMING}
    return replace(event, detail=told)


def _conditions(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = []
    if asked.who:
        found.append(events.c.who.contains(asked.who, autoescape=True))
    if asked.act:
        found.append(events.c.act == asked.act)
    if asked.ref:
        found.append(events.c.ref.startswith(asked.ref, autoescape=True))
    return tuple(found)
