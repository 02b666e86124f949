"""How many Thai digits on scans are read wrong: by the net and by Tesseract alone.

    python -m bench.digits [TRAINED [HELD_OUT]] [--lines N]

TRAINED and HELD_OUT are folders of fonts; no font of HELD_OUT was trained with. Without them
Debian's Laksaman is measured, which was. Each line holds a
number and a date in Thai digits. Prints a JSON line for each kind of scan and group of fonts:
digits wrong of all, wrong without being asked for, asked for, and the same of Tesseract alone.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

from bench.digit_lines import THAI, Weather, draw, number, scanned
from bench.reading import distance
from indexer import digit_net, ocr
from indexer.digits import mended
from indexer.print_lines import Strip
from indexer.scanning import _cut

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg")
SCANS = {
    "300 dpi, clean": Weather(300),
    "200 dpi, clean": Weather(200),
    "150 dpi, clean": Weather(150),
    "300 dpi, blur, noise, turned": Weather(300, blur=0.8, turn=0.6, noise=15),
    "200 dpi, blur, noise, turned": Weather(200, blur=0.6, turn=-0.6, noise=15, quality=70),
    "150 dpi, blur, noise": Weather(150, blur=0.4, turn=0.3, noise=10),
    "300 dpi, two tones": Weather(300, blur=0.8, noise=20, two_tone=True),
    "200 dpi, stamped over": Weather(200, blur=0.4, noise=6, stamp=True),
}


def lines(fonts: list[Path], weather: Weather, many: int, chance: random.Random):
    """Yield pictures of lines, cut as a page reader cuts them, with their Thai digits."""
    for n in range(many):
        text = f"{number(chance)}  ลงวันที่ {number(chance)}".translate(
            str.maketrans("0123456789", THAI)
        )
        font = fonts[n % len(fonts)]
        drawn = draw(text, font, 16)
        seen = scanned(drawn.picture, weather, chance).resize(drawn.picture.size)
        dark = np.asarray(drawn.picture) < 128
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        strip = Strip(*(int(side) // 2 for side in (columns[0], rows[0], columns[-1], rows[-1])))
        yield _cut(seen, strip).picture, re.sub(f"[^{THAI}]", "", text), font.stem


def counted(picture: Image.Image, wanted: str, letters: list[ocr.Letter]) -> Counter[str]:
    """Count a line's digits: wrong, wrong though not asked for, asked for; wrong by Tesseract."""
    whole = mended(letters, digit_net.signs(picture))
    ours = [(each.text, n in whole.unsure) for n, each in enumerate(whole.letters)]
    read = "".join(text for text, _ in ours if text in THAI)
    # an unsure digit stands for any: what still differs went wrong in silence
    open_ = "".join("?" if asked else text for text, asked in ours if text in THAI)
    return Counter(
        digits=len(wanted),
        wrong=distance(wanted, read),
        silent=distance(wanted, open_) - min(open_.count("?"), distance(wanted, open_)),
        asked=open_.count("?"),
        alone=distance(wanted, "".join(each.text for each in letters if each.text in THAI)),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=Path, nargs="?", default=LAKSAMAN)
    options.add_argument("held_out", type=Path, nargs="?")
    options.add_argument("--lines", type=int, default=40)
    told = options.parse_args()
    for group, folder in (("trained", told.trained), ("held out", told.held_out)):
        if folder is None:
            continue
        by_font: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for scan, weather in SCANS.items():
            chance = random.Random(scan)
            made = list(lines(sorted(folder.glob("*.ttf")), weather, told.lines, chance))
            whole = Counter[str]()
            for (picture, wanted, font), letters in zip(
                made, ocr.read([picture for picture, _, _ in made]), strict=True
            ):
                count = counted(picture, wanted, letters)
                whole += count
                by_font[font] += count
            show(group, scan, whole)
        for font, whole in by_font.items():
            show(group, font, whole)


def show(group: str, what: str, count: Counter[str]) -> None:
    """Print shares of the digits."""
    shares = {
        k: f"{100 * count[k] / count['digits']:.2f} %"
        for k in ("wrong", "silent", "asked", "alone")
    }
    print(json.dumps({"fonts": group, "of": what, "digits": count["digits"], **shares}), flush=True)


if __name__ == "__main__":
    main()
