"""How the review of minutes refuses, in Thai."""

from thai.errors import Refused


class NothingToReview(Refused):
    """A meeting has no draft of minutes, or it was not sent for review."""

    sentence = "ยังไม่มีร่างรายงานการประชุมให้ตรวจ โปรดจัดทำร่างที่หน้าวันประชุมแล้วส่งตรวจ"


class ReviewNotYours(Refused):
    """Somebody who was not invited asked for the draft of a meeting's minutes."""

    sentence = "ร่างรายงานการประชุมเปิดให้ตรวจเฉพาะผู้ได้รับเชิญและผู้จัดทำ"


class ProposalUnknown(Refused):
    """No proposal of this meeting has this number, or its passage is gone."""

    sentence = "ไม่พบข้อเสนอแก้ไขนี้ โปรดเปิดหน้าตรวจร่างใหม่"


class ProposalEmpty(Refused):
    """A proposal says nothing that the draft does not say."""

    sentence = "โปรดแก้ไขข้อความ หรือเขียนเหตุผล ก่อนส่งข้อเสนอ"


class PassageChanged(Refused):
    """The draft's words are not those any more that a proposal was made for."""

    sentence = "ข้อความในร่างเปลี่ยนไปหลังจากมีข้อเสนอนี้ โปรดแก้ในร่างเอง แล้วตอบข้อเสนอว่ารับแล้วพร้อมคำชี้แจง"


class AlreadyDecided(Refused):
    """A proposal was accepted or refused already."""

    sentence = "ข้อเสนอนี้{state}แล้ว"
