"""Why a folder is not taken for a bag (RFC 8493)."""

from archive.errors import ArchiveRefused


class NotABag(ArchiveRefused):
    """The folder has no declaration, or no SHA-512 manifest that can be read."""

    sentence = (
        "“{folder}” ไม่ใช่ชุดส่งมอบ ({why}) โปรดเลือกโฟลเดอร์ที่มีไฟล์ bagit.txt หรือส่งไฟล์ .zip "
        "ของโฟลเดอร์นั้นที่หน้ารับชุดส่งมอบ"
    )


class PlaceTaken(ArchiveRefused):
    """There is something where the bag should be written."""

    sentence = "มี “{folder}” อยู่แล้ว จึงไม่เขียนทับ โปรดเลือกชื่อโฟลเดอร์ใหม่"
