"""What a meeting resolved: the lines after มติที่ประชุม, in minutes made here and in older ones."""

import re

from indexer.letters import folded

_WORD = "มติ"
_BEGINS = re.compile(
    r"(?m)^[ \t]*(?:มติที่ประชุม|มติ)(?!ที่|ครั้ง|คณะ|ครม)(?:[ \t]*[:：]|[ \t]+|[ \t]*$)"
    r"|(?<=\s)มติที่ประชุม(?:[ \t]*[:：]|[ \t]+)(?!ครั้ง)"
)
_ENDS = re.compile(
    r"(?m)^\s*(?:ระเบียบวาระ|วาระที่|เลิกประชุม|ปิดประชุม|ผู้จด|\(\s*(?:นาย|นาง|ว่าที่)|[\d๐-๙]+\.[\d๐-๙]+\s)"
)
_IN_LETTERS = re.compile(folded("(?:^| )มติที่ประชุม *(?:[:]| )(?!ครั้ง)"))


def resolution_in(text: str) -> tuple[int, int] | None:
    """Where the first resolution of a passage stands, with the word มติ; None if there is none."""
    if _WORD not in text or not (begins := _BEGINS.search(text)):
        return None
    ends = _ENDS.search(text, begins.end())
    end = ends.start() if ends else len(text)
    start = begins.start() + len(begins.group()) - len(begins.group().lstrip())
    return start, start + len(text[start:end].rstrip())


def resolution_letters(line: bytes) -> int | None:
    """Where the first resolution begins in the kept letters of a passage, None if there is none."""
    found = _IN_LETTERS.search(line)
    return found.start() if found else None
