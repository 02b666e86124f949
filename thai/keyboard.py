"""Text typed with the keyboard set to the wrong language: Kedmanee against US English."""

_ENGLISH = (
    "`1234567890-=" "qwertyuiop[]\\" "asdfghjkl;'" "zxcvbnm,./"
    "~!@#$%^&*()_+" "QWERTYUIOP{}|" 'ASDFGHJKL:"' "ZXCVBNM<>?"
)  # fmt: skip
_THAI = (
    "_ๅ/-ภถุึคตจขช" "ๆไำพะัีรนยบลฃ" "ฟหกดเ้่าสวง" "ผปแอิืทมใฝ"
    "%+๑๒๓๔ู฿๕๖๗๘๙" "๐\"ฎฑธํ๊ณฯญฐ,ฅ" "ฤฆฏโฌ็๋ษศซ." "()ฉฮฺ์?ฒฬฦ"
)  # fmt: skip
_AS_THAI = dict(zip(_ENGLISH, _THAI, strict=True))
_AS_ENGLISH = {thai: english for english, thai in _AS_THAI.items()}


def other_layout(text: str) -> str | None:
    """What the same keys give in the other language: l;ylfu → สวัสดี, ณฑฆ → OIS … None if the text
    has letters of both languages or of neither.
    """
    has_thai = any("ก" <= letter <= "๎" for letter in text)
    has_latin = any(letter.isascii() and letter.isalpha() for letter in text)
    if has_thai == has_latin:
        return None
    keys = _AS_ENGLISH if has_thai else _AS_THAI
    return "".join(keys.get(letter, letter) for letter in text)
