"""Words that sound alike: ประดิษฐ์ and ประดิด, ไพโรจน์ and ไพโรช.

A rough key, for offering what may be meant and never for deciding: tones and silenced letters go,
long and short vowels are one, letters of one sound are one, at the end of a syllable all that are
said alike there.
"""

import re

_SAME = str.maketrans(
    "ขฃฅฆฉฌศษซญฎฏฐฑฒถธณผภฝฬรฮใ" "ะาีืูแ",
    "คคคคชชสสสยดตทททททนพพฟลลหไ" "ััิึุเ",
)  # fmt: skip
_FINAL = str.maketrans("จชสตทดญณรลนปพฟบคขฆก", "ดดดดดดนนนนนบบบบกกกก")
_SILENT = re.compile("[ก-ฮ][ิุู]?์")
_DROPPED = re.compile("[่้๊๋็ๆฯ์ํ๎]")
_ENDING = re.compile("(?<=[ัิึุ])([ก-ฮ])(?![ัิึุ])|(?<=.)([ก-ฮ])$")
_NOT_SOUND = re.compile("[^ก-๎a-z0-9]")
_DOUBLED = re.compile(r"(.)\1+")


def sound(text: str) -> str:
    """The key of a word or name in the normal form; equal keys may sound alike."""
    text = _NOT_SOUND.sub("", text)
    text = _DROPPED.sub("", _SILENT.sub("", text))
    text = text.replace("ำ", "ัม").replace("รร", "ัน").replace("ัย", "ไ").replace("ทร", "ซ")
    text = text.translate(_SAME)
    text = _ENDING.sub(lambda found: found.group().translate(_FINAL), text)
    return _DOUBLED.sub(r"\1", text)
