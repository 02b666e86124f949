"""Ways in which an import of many files is refused before the first is filed."""

from thai.errors import Refused


class ImportTableInvalid(Refused):
    """The table that says where files go is wrong; ``faults`` names every line."""

    sentence = "ตาราง “{file}” ยังใช้ไม่ได้:\n{faults}"
