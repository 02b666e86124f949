"""The language of our templates: names, conditions, loops and a few filters; no code.

A template is untrusted text (docxtpl issue 549: remote code execution with the default
environment). So the environment is sandboxed and immutable, escapes always, knows no globals and
no loader, allows a short list of syntax, and its values are plain: attributes of Python objects
cannot be reached at all, a dot only looks a name up in a mapping.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates.fields import Verbatim
from thai.dates import DateStyle, format_date
from thai.digits import Digits, to_arabic, to_thai, to_thai_in_prose
from thai.money import baht_text, format_amount, parse_amount
from thai.times import format_time

DOTS = "………"
"""What a draft prints where an answer is missing."""

PEN = "\u00a0" * 8
"""Room to write a number or a day by hand."""

STYLES: tuple[DateStyle, ...] = ("letter", "order", "weekday", "short", "shortest", "month")
PLAIN_FILTERS = (
    "default", "join", "length", "first", "last", "sort", "replace", "trim", "round", "upper",
    "string",
)  # fmt: skip

SYNTAX = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List,
    nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.For,
    nodes.If, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
    nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg, nodes.Assign, nodes.With, nodes.Keyword,
)  # fmt: skip
"""All that a template may be made of. No calls, macros, imports, multiplication, formatting."""

_FORBIDDEN_LETTERS = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class BlankDay:
    """A date whose day is written by hand when it is signed: prints the month and the year."""

    date: date


class Number(dict[str, Any]):
    """A number with its parts (``number.seq``) that prints as it is written (``๑๐/๒๕๖๙``)."""

    def __init__(self, text: str, /, **parts: Any) -> None:
        self.text = text
        super().__init__(parts)

    def __reduce__(self) -> tuple[Any, ...]:
        return _number, (self.text, dict(self))


def _number(text: str, parts: Mapping[str, Any]) -> Number:
    return Number(text, **parts)


class Nothing(ChainableUndefined):
    """What a name inside an unanswered optional group or person gives: nothing."""


class Dots(ChainableUndefined):
    """What a draft prints for a missing answer; a loop over it runs once."""

    def __str__(self) -> str:
        if self._undefined_exception is SecurityError:
            raise SecurityError(self._undefined_message or "")
        return DOTS

    def __iter__(self) -> Iterator["Dots"]:
        yield self


class Environment(ImmutableSandboxedEnvironment):
    """Sandboxed Jinja in which a dot is a look-up in a mapping and nothing else."""

    def __init__(self, final: bool, digits: Digits) -> None:
        finish = _finish(digits)
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined if final else Dots,
            finalize=finish,
            keep_trailing_newline=True,
        )
        self.globals.clear()
        self.filters = {
            **{name: FILTERS[name] for name in PLAIN_FILTERS},
            **_filters(finish, digits),
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up in a mapping; a loop has its own (``loop.index``)."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if obj is None or isinstance(obj, Nothing):
            return Nothing(obj=obj, name=attribute)
        if isinstance(obj, LoopContext | Undefined) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        raise SecurityError(f"{attribute} of {type(obj).__name__}")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key up in a mapping, or a place in a list or text."""
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            return super().getitem(obj, argument)
        return self.getattr(obj, str(argument))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for line, message in forbidden(tree):
            raise TemplateSyntaxError(message, line)
        return tree


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield (line, message) of all that is more than names, conditions, loops and filters."""
    for node in walk(tree):
        line = next((one.lineno for one in walk(node) if one.lineno), 1)
        if not isinstance(node, SYNTAX) or (isinstance(node, nodes.Name) and node.name == "self"):
            yield line, f"ใช้ {type(node).__name__} ในแม่แบบไม่ได้"
        named = node.attr if isinstance(node, nodes.Getattr) else ""
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            named = str(node.arg.value)
        if named.startswith("_"):
            yield line, f"ใช้ชื่อ {named} ในแม่แบบไม่ได้"


def walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, in the order of the template."""
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


@cache
def environment(final: bool, digits: Digits) -> Environment:
    """Give the environment for finals or drafts that print in ``thai`` or ``arabic`` digits."""
    return Environment(final, digits)


def plain(text: object) -> str:
    """Take out of a text the letters that XML forbids, and that docxtpl would act on."""
    return _FORBIDDEN_LETTERS.sub("", str(text))


def _finish(digits: Digits) -> Callable[[Any], Any]:
    thai = digits == "thai"

    def finish(value: Any) -> Any:
        """Print one value: dates in full, nothing for None, digits as the document has them."""
        if isinstance(value, Undefined | Verbatim):
            return value
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, date | BlankDay):
            value = dated(value, "letter", digits)
        elif isinstance(value, time):
            value = format_time(value, digits)
        elif isinstance(value, Decimal):
            value = format_amount(value, digits)
        elif isinstance(value, Number):
            value = value.text
        elif isinstance(value, Mapping):
            value = value.get("name", "")
        elif isinstance(value, list | tuple):
            value = " ".join(str(finish(one)) for one in value)
        return to_thai_in_prose(str(value)) if thai else to_arabic(str(value))

    return finish


def dated(value: date | BlankDay, style: DateStyle, digits: Digits) -> str:
    """Write a date in one of ``thai.dates``' styles; a blank day leaves room for a pen."""
    if isinstance(value, BlankDay):
        return re.sub(r"^[0-9๐-๙]+", PEN, format_date(value.date, style, digits))
    return format_date(value, style, digits)


def _filters(finish: Callable[[Any], Any], digits: Digits) -> dict[str, Callable[..., Any]]:
    def date_filter(style: DateStyle) -> Callable[[Any], Any]:
        def write(value: Any) -> Any:
            return dated(value, style, digits) if isinstance(value, date | BlankDay) else value

        return write

    def thai(value: Any) -> Any:
        return value if isinstance(value, Undefined) else Verbatim(to_thai(str(finish(value))))

    def arabic(value: Any) -> Any:
        return value if isinstance(value, Undefined) else Verbatim(to_arabic(str(finish(value))))

    def amount(value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value is None or value == "":
            return value if isinstance(value, Decimal) else None
        return parse_amount(str(value))

    def money(value: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        number = amount(value)
        return "" if number is None else format_amount(number, digits)

    def baht(value: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        number = amount(value)
        return "" if number is None else baht_text(number)

    def paragraphs(value: Any) -> Any:
        """Give each line, and each text of a list, a paragraph of its own in the same style."""
        if isinstance(value, Undefined):
            return value
        texts = value if isinstance(value, list | tuple) else [value]
        lines = (line.strip() for text in texts for line in str(finish(text)).split("\n"))
        return Verbatim("\a".join(line for line in lines if line))

    def figure(value: Any) -> Any:
        """Set a table's amounts in groups of thousands; years, codes and words stay."""
        if not re.fullmatch(r"-?\d{4,}\.\d+|-?\d{5,}", str(value)):
            return value
        whole, point, fraction = str(value).partition(".")
        return f"{int(whole):,}{point}{fraction}"

    return {
        **{style: date_filter(style) for style in STYLES},
        "thai": thai,
        "arabic": arabic,
        "money": money,
        "baht": baht,
        "figure": figure,
        "paragraphs": paragraphs,
    }
