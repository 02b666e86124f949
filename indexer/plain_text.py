"""Text out of a .txt file, whatever program of the last thirty years wrote it."""

import codecs
import re

from indexer.errors import FileDamaged

_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def decode(name: str, data: bytes) -> str:
    """Return the text of UTF-8, UTF-16 with its mark, or TIS-620 / Windows-874 bytes.

    TIS-620 is tried last, because every UTF-8 Thai text is also some (wrong) TIS-620 text and
    hardly ever the other way round. Raises ``FileDamaged`` for what is no text in any of them.
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if b"\0" in data:
            raise FileDamaged(name=name)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp874")
    except UnicodeDecodeError as error:
        raise FileDamaged(name=name) from error


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text: what stands between blank lines."""
    return [part.strip("\n") for part in _PARAGRAPH_END.split(text) if part.strip()]
