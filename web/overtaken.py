"""What lists say beside a record that a later one overtook."""

from collections.abc import Iterable, Mapping

from archive.records import RecordId
from web.current import office

WORDS = {"cancels": "ถูกยกเลิกแล้ว", "replaces": "มีฉบับใช้แทน", "amends": "มีฉบับแก้ไขเพิ่มเติม"}


def overtaken_words(ids: Iterable[RecordId]) -> Mapping[RecordId, str]:
    """Return the words for those of the records that a later one cancels, replaces or amends."""
    return {id: WORDS[kind] for id, kind in office().browsing.overtaken(ids).items()}
