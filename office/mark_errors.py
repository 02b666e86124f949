"""Why a copy cannot be marked, in Thai."""

from thai.errors import Refused


class NoPdfToCopy(Refused):
    """A record has no PDF, or none of the name asked for."""

    sentence = "เอกสาร {record} ยังไม่มีไฟล์ PDF ให้ทำสำเนา โปรดรอให้โปรแกรมทำ PDF เสร็จ หรือแนบฉบับสแกน"


class VoidNotCopied(Refused):
    """A copy of a void record was to be certified."""

    sentence = "เอกสาร {record} ยกเลิกแล้ว จึงรับรองสำเนาไม่ได้"
