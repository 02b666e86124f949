"""Draws lines of Thai print as a scanner sees them, and says where each digit stands.

For training the reader of Thai digits (``bench/training/digits.py``) and for measuring it
(``bench/digits.py``). The words come from a file of running text, the numbers and dates by chance.
"""

import io
import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from indexer.digit_net import SIGNS

PRINT = 300  # dots to the inch of what is drawn
THAI = "๐๑๒๓๔๕๖๗๘๙"
MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
CODES = ("ศธ", "มท", "กค", "สธ", "นร", "ตย", "อว", "พม", "ยธ", "ที่ ศธ", "ที่ มท", "ที่ อน", "ที่")


@dataclass(frozen=True)
class Weather:
    """What the scanner does to a line: dots to the inch, blur in pixels, degrees, grey noise."""

    dpi: float = 300
    blur: float = 0.0
    turn: float = 0.0
    noise: float = 0.0
    two_tone: bool = False
    quality: int = 95
    stamp: bool = False


@dataclass(frozen=True)
class Line:
    """A drawn line, ink dark, and its signs: each with its left and right in pixels."""

    picture: Image.Image
    text: str
    signs: tuple[tuple[str, float, float], ...]


def number(chance: random.Random) -> str:
    """Return a number, a book number or a date in Arabic digits."""
    n, year = chance.randint(1, 10 ** chance.randint(1, 5)), chance.randint(2540, 2579)
    code = f"{chance.choice(CODES)} {chance.randint(0, 99999):05}"
    date = f"{chance.randint(1, 31)} {chance.choice(MONTHS)} {year}"
    phone = f"{chance.randint(1000, 9999)} {chance.randint(1000, 9999)} ต่อ {chance.randint(1, 999)}"
    many = "".join(chance.choice("0123456789") for _ in range(chance.randint(1, 12)))
    forms = (
        f"{code}/{n}", f"{code}/{n}", f"{code}.{chance.randint(1, 40)}/ว {n}", date, date,
        f"{n}/{year}", f"โทร. 0 {phone}", f"พ.ศ. {year}", f"จำนวน {n:,} บาท",
        f"{chance.randint(1, 9)}.{chance.randint(1, 20)}", many, f"({n})",
    )  # fmt: skip
    return chance.choice(forms)


def line_text(words: list[str], chance: random.Random) -> str:
    """Return a line: words and numbers, mostly in Thai digits, one line in four in Arabic."""
    parts = list[str]()
    for _ in range(chance.randint(1, 3)):
        if chance.random() < 0.6:
            at = chance.randrange(len(words))
            parts.append(" ".join(words[at : at + chance.randint(1, 3)])[: chance.randint(4, 40)])
        if chance.random() < 0.75:
            parts.append(number(chance))
    text = "  ".join(parts) or number(chance)
    if chance.random() < 0.75:
        text = text.translate(str.maketrans("0123456789", THAI))
    return text


def draw(text: str, font: Path, points: float, faded: float = 0) -> Line:
    """Draw a line as it is printed, at ``PRINT`` dots to the inch."""
    em = round(points * PRINT / 72)
    face = _face(font, em)
    sheet = Image.new("L", (int(face.getlength(text)) + 2 * em, int(em * 2.6)), 255)
    ImageDraw.Draw(sheet).text((em, em * 0.5), text, font=face, fill=int(faded * 120))
    signs = tuple(
        (sign, em + face.getlength(text[:at]), em + face.getlength(text[: at + 1]))
        for at, sign in enumerate(text)
        if sign in SIGNS
    )
    return Line(sheet, text, signs)


@lru_cache(512)
def _face(font: Path, em: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), em)


def _stamp(pen: ImageDraw.ImageDraw, size: tuple[int, int], em: int, chance: random.Random) -> None:
    """Draw parts of a stamp or a pen's stroke across the line, in grey as red ink is scanned."""
    for _ in range(chance.randint(1, 3)):
        x, y = chance.uniform(0, size[0]), chance.uniform(0, size[1])
        reach, grey = chance.uniform(1, 6) * em, chance.randint(90, 190)
        box = (x - reach, y - reach, x + reach, y + reach)
        pen.ellipse(box, outline=grey, width=max(1, em // chance.randint(10, 30)))


def scanned(picture: Image.Image, weather: Weather, chance: random.Random) -> Image.Image:
    """Return print as it is scanned."""
    picture = picture.copy()
    if weather.stamp:
        _stamp(ImageDraw.Draw(picture), picture.size, picture.height // 3, chance)
    if weather.turn:
        picture = picture.rotate(weather.turn, Image.Resampling.BILINEAR, fillcolor=255)
    scale = weather.dpi / PRINT
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture = picture.resize(size, Image.Resampling.BOX)
    if weather.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(weather.blur))
    grey = np.asarray(picture, np.float32)
    if weather.noise:
        rolled = np.random.default_rng(chance.getrandbits(32))
        grey = grey + rolled.normal(0, weather.noise, grey.shape).astype(np.float32)
    if weather.two_tone:
        grey = np.where(grey < chance.uniform(110, 190), 0, 255)
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if weather.quality < 95:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=weather.quality)
        picture = Image.open(held).convert("L")
    return picture


def any_weather(chance: random.Random) -> Weather:
    """Return a scanner's weather from fair to foul."""
    dpi = chance.choice((150, 150, 200, 200, 250, 300, 300, chance.uniform(140, 400)))
    return Weather(
        dpi=dpi,
        blur=chance.choice((0, 0, chance.uniform(0, 1.3))) * dpi / 220,
        turn=chance.choice((0, chance.uniform(-1.2, 1.2))),
        noise=chance.choice((0, chance.uniform(0, 30))),
        two_tone=chance.random() < 0.25,
        quality=chance.choice((95, 95, chance.randint(25, 90))),
        stamp=chance.random() < 0.15,
    )
