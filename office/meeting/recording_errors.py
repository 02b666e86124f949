"""How recordings and their transcripts refuse, in Thai."""

from thai.errors import Refused


class RecordingRefused(Refused):
    """A file is no recording that a browser plays, or it is too large."""

    sentence = "รับไฟล์เสียงนี้ไม่ได้: {why}"


class UnknownRecording(Refused):
    """No recording of this meeting has this number."""

    sentence = "ไม่พบไฟล์เสียงนี้ อาจถูกเอาออกแล้ว โปรดเลือกจากหน้าวันประชุม"


class RecordingDamaged(Refused):
    """A kept recording is gone or is not what was taken in."""

    sentence = "ไฟล์เสียง “{name}” ไม่ตรงกับที่รับไว้ ({why}) โปรดกู้จากสำรองข้อมูล"


class TranscriptRefused(Refused):
    """A file is no transcript."""

    sentence = "รับไฟล์ถอดเสียงนี้ไม่ได้: {why}"
