"""Refusals about the office's own templates and types."""

from thai.errors import Refused


class NoSuchVersion(Refused):
    """The type has no own template of this number."""

    sentence = "ไม่มีแม่แบบรุ่นที่ {number} ของ “{title}”"


class NoSuchTemplate(Refused):
    """The type has no template file of this name."""

    sentence = "“{title}” ไม่มีแม่แบบชื่อ {file} เลือกได้: {known}"


class NothingShipped(Refused):
    """The type is the office's own: the program has no template of it to go back to."""

    sentence = "“{title}” เป็นแบบของสำนักงานเอง ไม่มีแม่แบบที่มากับโปรแกรมให้กลับไปใช้"


class NoSuchProposal(Refused):
    """No type in the making has this number."""

    sentence = "ไม่มีแบบใหม่เลขที่ {number} ที่กำลังทำอยู่ อาจเริ่มใช้หรือทิ้งไปแล้ว"


class TypeUntitled(Refused):
    """A new type was given no name."""

    sentence = "โปรดตั้งชื่อแบบหนังสือ เช่น แบบขอใช้ห้องประชุม"


class TypeRetired(Refused):
    """The office has retired this type; nothing new of it is begun."""

    sentence = "เลิกใช้แบบ “{title}” แล้ว ({why}) โปรดเลือกแบบอื่น หรือให้ผู้ดูแลกลับมาใช้แบบนี้ในหน้าแม่แบบหนังสือ"
