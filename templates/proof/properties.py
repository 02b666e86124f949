"""What Word makes of a paragraph and of its letters: direct formatting, styles, defaults, theme.

The order is that of ECMA-376 part 1, 17.7.2: direct, character style, paragraph style, table style,
document defaults. Thai is complex script to Word: its font is the slot ``cs``, its size ``szCs``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
UNTOLD_SIZE = 20
"""Half points where nothing says a size (ECMA-376 part 1, 17.3.2.38 and 39)."""
UNTOLD_FONT = "Times New Roman"
TAB_STEP = 720
"""Twips between Word's own tab stops, where the settings do not say."""
_BODY_LEVEL = "9"  # of outlineLvl: body text, no heading (ECMA-376 part 1, 17.3.1.20)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Face:
    """How letters look: font name, size in half points, weight, colour ("" is automatic)."""

    font: str
    half_points: int
    bold: bool
    colour: str


@dataclass(frozen=True)
class Layout:
    """How a paragraph is set, in twips; ``line`` is 240ths of a line where ``rule`` is "auto"."""

    before: int
    after: int
    line: int
    rule: str
    left: int
    right: int
    first: int
    align: str
    listed: bool
    heading: bool
    tabs: tuple[tuple[int, str, str], ...]
    """Tab stops: position from the margin, alignment, leader."""


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of a property below ``element``; None where it is not said."""
    found = element.find(_path(path))
    return None if found is None else found.get(W + attribute)


@cache
def _path(names: str) -> str:
    return "/".join(W + name for name in names.split("/"))


def twips(text: str | None) -> int:
    """Read a measure, also with its unit (2.5cm); 0 for what is no number."""
    text = text or ""
    for unit, each in (("pt", 20.0), ("cm", 566.929), ("mm", 56.6929), ("in", 1440.0)):
        if text.endswith(unit):
            return round(_number(text[: -len(unit)]) * each)
    return round(_number(text))


def _number(text: str) -> float:
    try:
        return max(-1e6, min(float(text), 1e6)) if len(text) < 20 else 0.0
    except ValueError:
        return 0.0


class Styles:
    """The styles of one document, asked for effective properties."""

    def __init__(self, styles: Any, theme: Any, settings: Any, numbering: Any) -> None:
        self._styles = {} if styles is None else _by_id(styles)
        self._defaults = None if styles is None else styles.find(f"{W}docDefaults")
        self._theme = theme
        self._settings = settings
        self._lists = {} if numbering is None else _list_levels(numbering)
        self._standard = {
            one.get(f"{W}type"): key
            for key, one in self._styles.items()
            if one.get(f"{W}default") in ("1", "true", "on")
        }
        self.chain = cache(self._chain)
        self._letters_of = cache(self._of_style)

    def _chain(self, key: str | None) -> tuple[Any, ...]:
        """Return a style and what it is based on, nearest first."""
        found: list[Any] = []
        seen = set[str]()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            found.append(self._styles[key])
            key = value(self._styles[key], "basedOn")
        return tuple(found)

    # --- letters

    def face(self, run: Any, paragraph: Any, *, thai: bool) -> Face:
        """Return how a run's Thai (or other) letters look."""
        own = run.find(f"{W}rPr") if run is not None else None
        character = None if own is None else value(own, "rStyle")
        levels = self._levels(own, character, self._style_of(paragraph), self._table(paragraph))
        size = "szCs" if thai else "sz"
        told = next((t for one in levels if (t := value(one, size)) is not None), None)
        colour = next((t for one in levels if (t := value(one, "color")) is not None), "")
        return Face(
            self._font(levels, "cs" if thai else "ascii"),
            int(_number(told)) if told else UNTOLD_SIZE,
            self._is_on(own, character, paragraph, "bCs" if thai else "b"),
            "" if colour == "auto" else colour,
        )

    def _levels(
        self, own: Any, character: str | None, style: str | None, table: str | None
    ) -> list[Any]:
        shared = self._letters_of(character, style, table)
        return [own, *shared] if own is not None else list(shared)

    def _of_style(
        self, character: str | None, style: str | None, table: str | None
    ) -> tuple[Any, ...]:
        chains = (*self.chain(character), *self.chain(style), *self.chain(table))
        found = [p for one in chains if (p := one.find(f"{W}rPr")) is not None]
        if self._defaults is not None:
            found += self._defaults.findall(f"{W}rPrDefault/{W}rPr")
        return tuple(found)

    def _font(self, levels: list[Any], slot: str) -> str:
        themed = {"cs": "cstheme", "ascii": "asciiTheme"}[slot]
        for one in levels:
            fonts = one.find(f"{W}rFonts")
            if fonts is None:
                continue
            if fonts.get(W + themed):
                return self._of_theme(fonts.get(W + themed)) or UNTOLD_FONT
            if fonts.get(W + slot):
                return str(fonts.get(W + slot))
        return UNTOLD_FONT

    def _of_theme(self, name: str) -> str:
        """Return the theme's font: for Thai the one of its script, else of the complex scripts."""
        if self._theme is None:
            return ""
        fonts = next(self._theme.iter(A + ("majorFont" if "major" in name else "minorFont")), None)
        if fonts is None:
            return ""
        if not name.endswith("Bidi"):
            latin = fonts.find(f"{A}{'ea' if name.endswith('EastAsia') else 'latin'}")
            return "" if latin is None else latin.get("typeface", "")
        by_script = {one.get("script"): one.get("typeface", "") for one in fonts.iter(f"{A}font")}
        complex_ = fonts.find(f"{A}cs")
        general = "" if complex_ is None else complex_.get("typeface", "")
        thai = by_script.get("Thai", "") if self._speaks_thai() else ""
        return thai or general

    def _speaks_thai(self) -> bool:
        told = None if self._settings is None else value(self._settings, "themeFontLang", "bidi")
        return (told or "").lower().startswith("th")

    def _is_on(self, own: Any, character: str | None, paragraph: Any, name: str) -> bool:
        """Tell a toggle: said directly it counts; said by styles, twice said is not (17.7.3)."""
        direct = None if own is None else own.find(W + name)
        if direct is not None:
            return direct.get(f"{W}val") not in _OFF
        chains = (character, self._style_of(paragraph), self._table(paragraph))
        return sum(self._style_says(key, name) for key in chains) % 2 == 1

    def _style_says(self, key: str | None, name: str) -> bool:
        for one in self.chain(key):
            found = one.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return found.get(f"{W}val") not in _OFF
        return False

    # --- paragraphs

    def layout(self, paragraph: Any) -> Layout:
        """Return how a paragraph is set."""
        levels = list(self._paragraph_levels(paragraph))
        first = -self._said(levels, "ind", "hanging", "firstLine")
        return Layout(
            before=self._space(levels, "before"),
            after=self._space(levels, "after"),
            line=twips(_first(levels, "spacing", "line") or "240"),
            rule=_first(levels, "spacing", "lineRule") or "auto",
            left=twips(_first(levels, "ind", "left") or _first(levels, "ind", "start")),
            right=twips(_first(levels, "ind", "right") or _first(levels, "ind", "end")),
            first=first or self._said(levels, "ind", "firstLine", "hanging"),
            align=_first(levels, "jc") or "left",
            listed=self._list_of(paragraph) is not None,
            heading=(_first(levels, "outlineLvl") or _BODY_LEVEL) != _BODY_LEVEL,
            tabs=_tabs(levels),
        )

    @staticmethod
    def _space(levels: list[Any], side: str) -> int:
        automatic = _first(levels, "spacing", f"{side}Autospacing")
        if automatic is not None and automatic not in _OFF:
            return 280
        return twips(_first(levels, "spacing", side))

    @staticmethod
    def _said(levels: list[Any], name: str, attribute: str, instead: str) -> int:
        """Read an indent, unless a nearer level says its opposite."""
        for one in levels:
            found = one.find(W + name)
            if found is not None and found.get(W + attribute) is not None:
                return twips(found.get(W + attribute))
            if found is not None and found.get(W + instead) is not None:
                return 0
        return 0

    def _paragraph_levels(self, paragraph: Any) -> Iterator[Any]:
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        level = self._list_of(paragraph)
        if level is not None and level.find(f"{W}pPr") is not None:
            yield level.find(f"{W}pPr")
        for key in (self._style_of(paragraph), self._table(paragraph)):
            for style in self.chain(key):
                if style.find(f"{W}pPr") is not None:
                    yield style.find(f"{W}pPr")
        if self._defaults is not None:
            yield from self._defaults.findall(f"{W}pPrDefault/{W}pPr")

    def _list_of(self, paragraph: Any) -> Any:
        """Return the level of the automatic numbering that a paragraph has, or None."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        styled = (s.find(f"{W}pPr/{W}numPr") for s in self.chain(self._style_of(paragraph)))
        told = own if own is not None else next((n for n in styled if n is not None), None)
        if told is None or value(told, "numId") in (None, "0"):
            return None
        return self._lists.get((value(told, "numId"), value(told, "ilvl") or "0"), told)

    @property
    def tab_step(self) -> int:
        """Twips between the document's own tab stops."""
        told = None if self._settings is None else value(self._settings, "defaultTabStop")
        return twips(told) or TAB_STEP

    def _style_of(self, paragraph: Any) -> str | None:
        own: str | None = value(paragraph, "pPr/pStyle")
        return own if own in self._styles else self._standard.get("paragraph")

    def _table(self, paragraph: Any) -> str | None:
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if table is None:
            return None
        return value(table, "tblPr/tblStyle") or self._standard.get("table")


def _by_id(styles: Any) -> dict[str, Any]:
    return {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")}


def _list_levels(numbering: Any) -> Mapping[tuple[str | None, str], Any]:
    """Return the levels of every list of the document, by number and depth."""
    kinds = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    found: dict[tuple[str | None, str], Any] = {}
    for one in numbering.iter(f"{W}num"):
        kind = kinds.get(value(one, "abstractNumId"))
        for level in () if kind is None else kind.iter(f"{W}lvl"):
            found[one.get(f"{W}numId"), level.get(f"{W}ilvl", "0")] = level
    return found


def _first(levels: list[Any], path: str, attribute: str = "val") -> str | None:
    return next((t for one in levels if (t := value(one, path, attribute)) is not None), None)


def _tabs(levels: list[Any]) -> tuple[tuple[int, str, str], ...]:
    found: dict[int, tuple[str, str]] = {}
    for one in reversed(levels):
        for tab in one.iterfind(f"{W}tabs/{W}tab"):
            at, kind = twips(tab.get(f"{W}pos")), tab.get(f"{W}val", "left")
            if kind == "clear":
                found.pop(at, None)
            else:
                found[at] = (kind, tab.get(f"{W}leader", "none"))
    return tuple((at, *found[at]) for at in sorted(found))
