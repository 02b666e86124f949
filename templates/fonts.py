"""The Thai document fonts that LibreOffice may use, and nothing else that lies on the machine.

Official documents name TH Sarabun New, TH SarabunPSK or TH SarabunIT๙, which no package carries.
A real one on the machine is used as it is. Otherwise Debian's Laksaman, a TH Sarabun New drawn
1.503 times too big, is scaled and renamed: same advance widths, same line pitch, so the same line
and page breaks. Measured: 180 of 182 characters of the Regular and 182 of 182 of the Bold have the
width of TH Sarabun New 1.35, and 225 of 225 lines of a seven-page report break alike.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from filelock import FileLock
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from templates.errors import FontMissing

STYLES = ("Regular", "Bold", "Italic", "Bold Italic")
DIGITS = "Saraban Digits"  # draws 0-9 as ๐-๙; only for page numbers of the conversion copy
_RECIPE = 2  # raised when the same sources give another result
_LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg")
_DRAWN_TOO_BIG = 1503  # units per em that give Laksaman's outlines the size of TH Sarabun New
_WIDTH_OF_KO_KAI = 0.386  # in em; web copies of "TH Sarabun New" are 1.5 times as wide
_OTHER_FONTS = (  # for the few signs that no Thai font has, such as ☐
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/truetype/libreoffice"),
)


@dataclass(frozen=True)
class Build:
    """One family made from Laksaman, and the official families that it stands for.

    ``ascent``, ``descent`` and ``gap`` are in 1/1000 em; their sum times the size is the line pitch
    in LibreOffice: 21.3 pt at 16 pt for TH Sarabun New, 21.0 pt for TH SarabunPSK, as in Word.
    """

    family: str
    stands_for: tuple[str, ...]
    ascent: int
    descent: int
    gap: int


BUILDS = (
    Build("Saraban Sarabun", ("TH Sarabun New", "THSarabunNew"), 844, 457, 30),
    Build(
        "Saraban SarabunP",
        ("TH SarabunPSK", "TH Sarabun PSK", "TH Sarabun", "THSarabun", "TH SarabunIT๙"),
        850,
        460,
        0,
    ),
)


@dataclass(frozen=True)
class Fonts:
    """A folder of fonts made ready for LibreOffice.

    ``families`` tells which family draws each official name; ``config`` is for FONTCONFIG_FILE.
    """

    folder: Path
    families: dict[str, str]

    @property
    def config(self) -> Path:
        """The fontconfig file that lists only the fonts wanted here."""
        return self.folder / "fonts.conf"

    def stand_in(self, family: str) -> bool:
        """Tell whether the family is ours and not the official one."""
        return family in {build.family for build in BUILDS}


def home(cache: Path) -> Path:
    """Return where the fonts lie: the checkout's .tools where set-up built them, else the cache."""
    tools = Path(__file__).resolve().parent.parent / ".tools" / "fonts"
    return tools if installed(tools) else cache / "fonts"


def installed(folder: Path) -> Fonts | None:
    """Return the fonts of a folder if they were built there from what the machine has now."""
    try:
        kept = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if kept["sources"] != _fingerprint():
        return None
    return Fonts(folder, kept["families"])


def buildable() -> bool:
    """Tell whether this machine has what the fonts are made from."""
    return bool(_laksaman() or real_fonts())


def build(into: Path) -> Fonts:
    """Build the families into a folder unless they are there; takes about five seconds.

    Raises FontMissing where the machine has neither a real TH Sarabun nor Laksaman.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{into}.lock"):
        return installed(into) or _build(into.resolve())


def _build(into: Path) -> Fonts:
    if not buildable():
        raise FontMissing
    fresh = into.with_name(f"{into.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "digits").mkdir(parents=True)
    families: dict[str, str] = {}
    for path, family in real_fonts():
        shutil.copy(path, fresh / path.name)
        families[family] = family
    for one in BUILDS if _laksaman() else ():
        for path in _laksaman():
            _save(_scaled(path, one), fresh, one.family, _style(path))
        families.update({name: one.family for name in one.stands_for if name not in families})
    _fill_gaps(families)
    _save_digits(fresh, families)
    (fresh / "fonts.conf").write_text(_config(into, families), encoding="utf-8")
    kept = {"sources": _fingerprint(), "families": families}
    (fresh / "fonts.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(into, ignore_errors=True)
    fresh.rename(into)
    return Fonts(into, families)


def _fill_gaps(families: dict[str, str]) -> None:
    """Let every official name lead somewhere where one real family is all there is."""
    for one in BUILDS:
        near = [families[name] for name in one.stands_for if name in families]
        for name in one.stands_for:
            families.setdefault(name, next(iter(near or families.values())))


def real_fonts() -> tuple[tuple[Path, str], ...]:
    """Return the files of real TH Sarabun families on this machine, each with its family.

    A copy whose letters are not as wide as those of TH Sarabun New 1.35 is passed over: web copies
    of that name give 15 pages instead of 7.
    """
    found = [(path, _official_family(path)) for path in _candidates()]
    return tuple((path, family) for path, family in found if family)


def _candidates() -> Iterator[Path]:
    for folder in _font_folders():
        if folder.is_dir():
            yield from sorted(
                path
                for path in folder.rglob("*")
                if "sarabun" in path.name.lower() and path.suffix.lower() in {".ttf", ".otf"}
            )


def _font_folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts", local)
    if sys.platform == "darwin":
        return (Path("/Library/Fonts"), Path.home() / "Library" / "Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".local" / "share" / "fonts",
        Path.home() / ".fonts",
    )


def _official_family(path: Path) -> str:
    official = {name for one in BUILDS for name in one.stands_for}
    try:
        with TTFont(path) as font:
            family = font["name"].getDebugName(1) or ""
            glyph = font.getBestCmap()[ord("ก")]
            width = font["hmtx"][glyph][0] / font["head"].unitsPerEm
    except Exception:  # fontTools raises anything on a broken file, which is then no candidate
        return ""
    return family if family in official and abs(width - _WIDTH_OF_KO_KAI) < 0.02 else ""


def _laksaman() -> list[Path]:
    return sorted(_LAKSAMAN.glob("Laksaman*.ttf"))


def _style(path: Path) -> str:
    name = path.stem.partition("-")[2] or "Regular"
    return name.replace("BoldItalic", "Bold Italic")


def _scaled(path: Path, one: Build) -> Any:
    """Return Laksaman at the size of TH Sarabun New, with the vertical measures of a build."""
    font = TTFont(path)
    font["head"].unitsPerEm = _DRAWN_TOO_BIG
    scale_upem(font, 1000)
    table, hhea = font["OS/2"], font["hhea"]
    table.fsSelection &= ~(1 << 7)  # USE_TYPO_METRICS would give a pitch of 18.6 pt
    table.usWinAscent = hhea.ascent = one.ascent
    table.usWinDescent = one.descent
    hhea.descent, hhea.lineGap = -one.descent, one.gap
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = 850, -250, 60
    return font


def _save(font: Any, folder: Path, family: str, style: str) -> None:
    """Write a font under a family of ours: the source's trademark line (name 7) must not stay."""
    postscript = f"{family}-{style}".replace(" ", "")
    full = family if style == "Regular" else f"{family} {style}"
    table = font["name"]
    for platform in ((1, 0, 0), (3, 1, 0x409)):
        for number, text in ((1, family), (2, style), (3, full), (4, full), (6, postscript)):
            table.setName(text, number, *platform)
    table.names = [name for name in table.names if name.nameID not in {7, 16, 17}]
    font.save(folder / f"{postscript}.ttf")


def _save_digits(folder: Path, families: dict[str, str]) -> None:
    """Write the family whose 0-9 look like ๐-๙, from the fonts that draw TH Sarabun New."""
    for path in sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")]):
        font = TTFont(path)
        style = font["name"].getDebugName(2)
        if font["name"].getDebugName(1) == families["TH Sarabun New"] and style in STYLES[:2]:
            for table in font["cmap"].tables:
                for digit in range(10):
                    if ord("๐") + digit in table.cmap:
                        table.cmap[ord("0") + digit] = table.cmap[ord("๐") + digit]
            _save(font, folder / "digits", DIGITS, style)


def _config(folder: Path, families: dict[str, str]) -> str:
    """Return a fontconfig file: the wanted folders, one strong alias per official name, a default.

    The digit family comes last, and every other name ends at the text family: else fontconfig may
    offer the digits for any name that it does not know.
    """
    dirs = [folder, *(other for other in _OTHER_FONTS if other.is_dir()), folder / "digits"]
    lines = [f"<dir>{escape(str(one))}</dir>" for one in dirs]
    lines.append(f"<cachedir>{escape(str(folder / 'cache'))}</cachedir>")
    for name, family in families.items():
        test = f'<test name="family" compare="eq"><string>{escape(name)}</string></test>'
        lines.append(_rule(test, "assign", family))
    lines.append(_rule("", "append_last", families["TH Sarabun New"]))
    body = "\n  ".join(lines)
    return f'<?xml version="1.0"?>\n<fontconfig>\n  {body}\n</fontconfig>\n'


def _rule(test: str, mode: str, family: str) -> str:
    edit = f'<edit name="family" mode="{mode}" binding="strong">'
    return f'<match target="pattern">{test}{edit}<string>{escape(family)}</string></edit></match>'


def _fingerprint() -> str:
    """Return what the built fonts depend on: this recipe and the font files of the machine."""
    paths = [*_laksaman(), *_candidates()]
    facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    return hashlib.sha256(f"{_RECIPE} {facts}".encode()).hexdigest()
