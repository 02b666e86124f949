"""Ways in which the archive refuses; the sentences are for clerks, the docstrings for us."""

from thai.errors import Refused


class ArchiveRefused(Refused):
    """Base of every refusal of this room."""


class DatabaseMissing(ArchiveRefused):
    """There is no database at ``path``: create the office, or rebuild from the archive."""

    sentence = "ไม่พบฐานข้อมูล {path} หากเป็นสำนักงานใหม่ให้สร้างก่อน หากฐานข้อมูลหายให้สั่งสร้างขึ้นใหม่จากไฟล์ที่จัดเก็บ"


class DatabaseBusy(ArchiveRefused):
    """Another process held the write lock for longer than we wait; nothing was written."""

    sentence = "ฐานข้อมูลกำลังถูกใช้โดยงานอื่นนานเกินไป ยังไม่มีการบันทึกใด ๆ กรุณาลองใหม่อีกครั้ง"


class DatabaseReadOnly(ArchiveRefused):
    """The database file or its folder may not be written by this user."""

    sentence = "เขียนฐานข้อมูลไม่ได้ เพราะไม่มีสิทธิ์เขียนไฟล์หรือโฟลเดอร์ กรุณาตรวจสิทธิ์ของโฟลเดอร์ข้อมูล"


class DatabaseDamaged(ArchiveRefused):
    """SQLite says the file is no sound database: restore a backup or rebuild from the objects."""

    sentence = "ไฟล์ฐานข้อมูลเสียหาย กรุณากู้จากสำเนาสำรอง หรือสั่งสร้างขึ้นใหม่จากไฟล์ที่จัดเก็บ"


class FormatTooNew(ArchiveRefused):
    """The store was written by a newer program (``found`` > ``known``); it is left untouched."""

    sentence = (
        "ข้อมูลนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (รูปแบบ {found} โปรแกรมนี้รู้จักถึง {known}) กรุณาปรับรุ่นโปรแกรมก่อนใช้งาน"
    )


class DiskFull(ArchiveRefused):
    """There is no room left; a state, not a fault: nothing was lost, go on when there is room."""

    sentence = "พื้นที่ดิสก์ไม่พอ ยังไม่มีการจัดเก็บและไม่มีข้อมูลสูญหาย กรุณาเพิ่มพื้นที่ว่างแล้วทำรายการใหม่"


class ArchiveNotMounted(ArchiveRefused):
    """The sentinel file is missing in ``folder``: the disk is probably not mounted."""

    sentence = (
        "ไม่พบดิสก์เก็บเอกสารที่ {folder} (ไม่มีไฟล์สัญลักษณ์ saraban-archive) "
        "กรุณาต่อดิสก์ก่อน ระบบจะไม่เขียนลงโฟลเดอร์ว่าง"
    )


class OtherOfficesArchive(ArchiveRefused):
    """The sentinel in ``folder`` names another office (``found``) than ours (``expected``)."""

    sentence = "ดิสก์เก็บเอกสารที่ {folder} เป็นของสำนักงาน {found} ไม่ใช่ {expected} กรุณาต่อดิสก์ที่ถูกต้อง"


class ArchiveExists(ArchiveRefused):
    """A new archive was to be created in ``folder``, where something already lies."""

    sentence = "มีที่เก็บเอกสารอยู่แล้วที่ {folder} จึงไม่สร้างทับ กรุณาเลือกโฟลเดอร์อื่น"


class ArchiveBusy(ArchiveRefused):
    """Another process is writing to the archive for longer than we wait; nothing was written."""

    sentence = "มีงานอื่นกำลังจัดเก็บเอกสารอยู่นานเกินไป ยังไม่มีการจัดเก็บ กรุณาลองใหม่อีกครั้ง"


class ArchiveUnwritable(ArchiveRefused):
    """The operating system refused to write (``reason``: read-only, permissions …)."""

    sentence = "เขียนลงดิสก์เก็บเอกสารไม่ได้ ({reason}) กรุณาตรวจดิสก์และสิทธิ์ของโฟลเดอร์ แล้วทำรายการใหม่"


class WriteNotVerified(ArchiveRefused):
    """What was read back from ``path`` is not what was written: the disk is not to be trusted."""

    sentence = "อ่านไฟล์ {path} กลับมาแล้วไม่ตรงกับที่เขียน ดิสก์อาจชำรุด จึงยังไม่จัดเก็บ กรุณาตรวจดิสก์"


class BadRecordId(ArchiveRefused):
    """``text`` is no record id of the form ``2569/minutes/0007``."""

    sentence = "“{text}” ไม่ใช่รหัสเอกสารที่ถูกต้อง รูปแบบคือ ปี พ.ศ./ชุด/ลำดับ เช่น 2569/minutes/0007"


class BadFileName(ArchiveRefused):
    """``name`` may not be the name of a filed file, because of ``reason`` (Thai)."""

    sentence = "ใช้ชื่อไฟล์ “{name}” ไม่ได้ เพราะ{reason} กรุณาเปลี่ยนชื่อไฟล์"


class BadKeptName(ArchiveRefused):
    """``name`` is no name of a kept object (``office/profile``, ``2569/register/orders``)."""

    sentence = "“{name}” ไม่ใช่ชื่อชุดข้อมูลที่เก็บได้"


class UnknownRecord(ArchiveRefused):
    """No record with this ``id`` is filed."""

    sentence = "ไม่พบเอกสารรหัส {id} ในที่เก็บ กรุณาตรวจรหัสอีกครั้ง"


class AlreadyDestroyed(ArchiveRefused):
    """The content of the record ``id`` has been destroyed; its stub can be told nothing more."""

    sentence = "เอกสารรหัส {id} ทำลายแล้ว เหลือเพียงรายการ จึงบันทึกเพิ่มไม่ได้"


class UnknownFile(ArchiveRefused):
    """The record ``id`` has no file called ``name``."""

    sentence = "เอกสารรหัส {id} ไม่มีไฟล์ชื่อ “{name}”"


class RecordExists(ArchiveRefused):
    """``id`` is already filed with other content; a filed record is never overwritten."""

    sentence = "มีเอกสารรหัส {id} จัดเก็บอยู่แล้วและเนื้อหาไม่ตรงกัน จึงไม่เขียนทับ"


class VersionConflict(ArchiveRefused):
    """Somebody else changed ``id`` first: the user saw version ``seen``, now it is ``current``."""

    sentence = (
        "มีผู้แก้ไขเอกสารรหัส {id} ก่อนแล้ว (เห็นฉบับที่ {seen} ปัจจุบันเป็นฉบับที่ {current}) กรุณาเปิดดูใหม่ก่อนแก้ไข"
    )


class ObjectDamaged(ArchiveRefused):
    """What lies on disk for ``id`` cannot be read as ``what``; run verify, restore a backup."""

    sentence = "ไฟล์ของเอกสารรหัส {id} เสียหาย ({what}) กรุณาสั่งตรวจสอบที่เก็บและกู้จากสำเนาสำรอง"


class UnknownCategory(ArchiveRefused):
    """The file plan has no category ``code``."""

    sentence = "ไม่มีหมวด “{code}” ในแผนการจัดเก็บ กรุณาเลือกหมวดจากรายการ"


class UnknownRetention(ArchiveRefused):
    """There is no retention class ``id``."""

    sentence = "ไม่มีประเภทอายุการเก็บ “{id}”"


class FilePlanBroken(ArchiveRefused):
    """The file plan breaks its own rules; ``faults`` names them all."""

    sentence = "แผนการจัดเก็บไม่ถูกต้อง: {faults}"
