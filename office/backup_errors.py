"""Ways in which a backup or a restore refuses."""

from thai.errors import Refused


class BackupNowhere(Refused):
    """Nobody has said yet where backups go."""

    sentence = (
        "ยังไม่ได้กำหนดที่เก็บสำเนาสำรอง โปรดกำหนดโฟลเดอร์ที่หน้า “สำเนาสำรอง” หรือสั่ง saraban backup โฟลเดอร์ "
        "ควรอยู่คนละดิสก์กับข้อมูล"
    )


class BackupFolderMissing(Refused):
    """The folder that backups should go to does not exist, or nothing may be written there."""

    sentence = "ใช้โฟลเดอร์ “{folder}” เก็บสำเนาสำรองไม่ได้ ({why}) โปรดต่อดิสก์ หรือเลือกโฟลเดอร์อื่นที่มีอยู่แล้ว"


class BackupNotMounted(Refused):
    """The mark of our backups is missing in ``folder``: its disk is probably away."""

    sentence = (
        "ไม่พบสำเนาสำรองที่ “{folder}” ดิสก์สำรองอาจไม่ได้ต่ออยู่ โปรดต่อดิสก์ "
        "ระบบจะสำรองต่อให้เอง และจะไม่เขียนลงโฟลเดอร์ว่าง"
    )


class BackupUnwritable(Refused):
    """The backup's disk refused to write (``why``: read-only, input and output, permissions …)."""

    sentence = (
        "เขียนลงดิสก์สำรองที่ “{folder}” ไม่ได้ ({why}) โปรดตรวจดิสก์สำรอง "
        "ส่วนที่คัดลอกแล้วยังอยู่ ระบบจะสำรองต่อให้เอง"
    )


class BackupOfAnother(Refused):
    """The backups in ``folder`` are those of another office."""

    sentence = "สำเนาสำรองที่ “{folder}” เป็นของสำนักงาน {found} ไม่ใช่ {expected} โปรดเลือกโฟลเดอร์อื่น"


class BackupInside(Refused):
    """The backup would lie inside what it shall save, or the other way round."""

    sentence = "โฟลเดอร์ “{folder}” ซ้อนอยู่กับข้อมูลหรือคลังเอกสาร หากดิสก์เสียจะหายไปด้วยกัน โปรดเลือกดิสก์อื่น"


class BackupRunning(Refused):
    """Another process is making a backup or moving the archive."""

    sentence = "กำลังสำรองข้อมูลอยู่แล้ว โปรดรอให้เสร็จ ดูความคืบหน้าได้ที่หน้า “สำเนาสำรอง”"


class NoBackupHere(Refused):
    """``folder`` holds no backup that was finished."""

    sentence = "ไม่พบสำเนาสำรองที่เสร็จสมบูรณ์ใน “{folder}” โปรดระบุโฟลเดอร์ที่มี saraban-backup อยู่ข้างใน"


class NoSuchSet(Refused):
    """No backup of that moment is kept in ``folder``."""

    sentence = "ไม่มีสำเนาสำรองชุด “{set}” ใน “{folder}” ชุดที่มี: {known}"


class BackupTooNew(Refused):
    """The backup was written by a newer program."""

    sentence = (
        "สำเนาสำรองนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า (รูปแบบ {found} โปรแกรมนี้รู้จักถึง {known}) โปรดปรับรุ่นโปรแกรมก่อน"
    )


class BackupDamaged(Refused):
    """A file of the backup is gone or has other bytes than were written."""

    sentence = "ไฟล์ “{file}” ในสำเนาสำรองหายหรือเสียหาย โปรดใช้ชุดอื่นด้วย --set หรือสำเนาสำรองอีกแห่ง"


class RestoreNotEmpty(Refused):
    """A restore goes into an empty place only, so that it can overwrite nothing."""

    sentence = "“{folder}” ไม่ว่าง จึงไม่กู้ข้อมูลลงไป โปรดระบุโฟลเดอร์ใหม่ที่ยังไม่มี หรือที่ว่างอยู่"


class MoveWhileServing(Refused):
    """The archive cannot be moved while a server or worker uses it."""

    sentence = "ย้ายคลังเอกสารขณะเปิดใช้งานอยู่ไม่ได้ โปรดปิด saraban serve ก่อน แล้วสั่งใหม่"


class CopyUnsound(Refused):
    """The copy of the archive has faults, so that the old one stays in use."""

    sentence = (
        "คลังเอกสารที่คัดลอกไปยังไม่ครบถ้วน ({count} รายการ เช่น {first}) จึงใช้ที่เดิมต่อ โปรดสั่งตรวจสอบคลังเอกสาร"
    )
