"""Amounts of money in figures and in words."""

import re
from decimal import ROUND_HALF_UP, Decimal

from thai.digits import Digits, in_digits, to_arabic
from thai.errors import AmountNotUnderstood
from thai.text import clean

_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_TYPED = re.compile(r"(-?)\s*(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,2})?\s*(?:บาท(?:ถ้วน)?|฿|\.-)?")


def baht_text(amount: Decimal) -> str:
    """The amount in words, rounded half up to the satang: หกแสนหนึ่งหมื่นสองพันบาทถ้วน.

    A one after a ten or more is เอ็ด (หนึ่งร้อยเอ็ด), as spreadsheets' BAHTTEXT says it.
    Raises AmountNotUnderstood for what is no finite number.
    """
    satang_in_all = int(_rounded(abs(_finite(amount))) * 100)
    baht, satang = divmod(satang_in_all, 100)
    words = f"{_words(baht)}บาท" if baht or not satang else ""
    words += f"{_words(satang)}สตางค์" if satang else "ถ้วน"
    return f"ลบ{words}" if amount < 0 and satang_in_all else words


def format_amount(amount: Decimal, digits: Digits = "thai") -> str:
    """Two decimals and commas: ๑๘,๗๓๔,๒๕๐.๕๐. Raises AmountNotUnderstood as `baht_text` does."""
    return in_digits(f"{_rounded(_finite(amount)):,.2f}", digits)


def parse_amount(text: str) -> Decimal:
    """An amount as clerks type it, in any digits, with or without commas and บาท.

    Raises AmountNotUnderstood.
    """
    found = _TYPED.fullmatch(to_arabic(clean(text)))
    if found is None:
        raise AmountNotUnderstood(text=text)
    return Decimal(f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}")


def _finite(amount: Decimal) -> Decimal:
    if not amount.is_finite() or amount.adjusted() >= 24:
        raise AmountNotUnderstood(text=amount)
    return amount


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP) + 0  # never a negative zero


def _words(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    if millions:
        return f"{_words(millions)}ล้าน{_below_million(rest, follows=True) if rest else ''}"
    return _below_million(rest, follows=False)


def _below_million(number: int, follows: bool) -> str:
    """Words of a number below a million, that follows ล้าน or begins."""
    if number < 10 and not follows:
        return _DIGITS[number]
    words = ""
    figures = str(number)
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        match place, figure:
            case _, "0":
                pass
            case 1, "1":
                words += "สิบ"
            case 1, "2":
                words += "ยี่สิบ"
            case 0, "1":
                words += "เอ็ด"
            case _:
                words += _DIGITS[int(figure)] + _PLACES[place]
    return words
