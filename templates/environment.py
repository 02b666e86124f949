"""The language of our templates: names, conditions, loops and a few filters; no code.

A template is untrusted text (docxtpl issue 549: remote code execution with the default
environment). So the environment is sandboxed and immutable, escapes always, knows no globals and
no loader, allows a short list of syntax, and its values are plain: attributes of Python objects
cannot be reached at all, a dot only looks a name up in a mapping.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates.filters import filters, finisher
from thai.digits import Digits

DOTS = "………"
"""What a draft prints where an answer is missing."""

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
        finish = finisher(digits)
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined if final else Dots,
            finalize=finish,
            keep_trailing_newline=True,
        )
        self.globals.clear()
        self.filters = {
            **{name: FILTERS[name] for name in PLAIN_FILTERS},
            **filters(finish, digits),
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
            act = next((act for kind, act in REFUSED if isinstance(node, kind)), "ใช้คำสั่งนี้")
            yield line, f"แม่แบบ{act}ไม่ได้"
        named = node.attr if isinstance(node, nodes.Getattr) else ""
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            named = str(node.arg.value)
        if named.startswith("_"):
            yield line, f"แม่แบบใช้ชื่อ “{named}” ไม่ได้"


REFUSED = (
    (nodes.Call, "เรียกฟังก์ชัน"),
    (nodes.BinExpr, "คูณหรือหาร"),
    ((nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends), "ดึงแม่แบบอื่น"),
    ((nodes.Macro, nodes.CallBlock, nodes.Block), "สร้างคำสั่งใหม่"),
)
"""What else Jinja knows, as a clerk may understand it."""

SYNTAX_FAULTS = (
    (r"Unexpected end of template", "ขาดแท็กปิด เช่น {{% endif %}} หรือ {{% endfor %}}"),
    (r"Encountered unknown tag '(end\w+)'", "มีแท็กปิด “{0}” ที่ไม่มีแท็กเปิด หรือปิดผิดลำดับ"),
    (r"Encountered unknown tag '(\w+)'", "ไม่รู้จักแท็ก “{0}”"),
    (r"No filter named '(.*?)'", "ไม่รู้จักตัวกรอง “{0}”"),
    (r"No test named '(.*?)'", "ไม่รู้จักการตรวจ “{0}”"),
    (r"expected token '.*?', got '(.*?)'", "แท็กผิดไวยากรณ์ที่ “{0}”"),
    (r"unexpected '(.*?)'", "แท็กผิดไวยากรณ์ที่ “{0}”"),
    (r"^(แม่แบบ.*)", "{0}"),
)
"""Jinja's messages (patterns) in Thai."""


def syntax_fault(wrong: TemplateError) -> str:
    """Say in Thai what is wrong in a tag."""
    for pattern, said in SYNTAX_FAULTS:
        if found := re.search(pattern, wrong.message or ""):
            return said.format(*found.groups())
    return "แท็กผิดไวยากรณ์"


def walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, in the order of the template."""
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


@cache
def environment(final: bool, digits: Digits) -> Environment:
    """Give the environment for finals or drafts that print in ``thai`` or ``arabic`` digits."""
    return Environment(final, digits)
