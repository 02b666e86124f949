"""Which names a template uses, resolved through its loops to paths of the form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import nodes

from templates.shapes import ANYTHING, Shape


@dataclass
class Names:
    """Walks a template's syntax tree with the shapes that its names have at each place.

    ``used`` gathers the paths that are named, ``unknown`` (line, message) for what no field is.
    """

    root: Shape
    used: set[str] = field(default_factory=set)
    unknown: list[tuple[int, str]] = field(default_factory=list)

    def read(self, tree: nodes.Template) -> None:
        """Go through the whole tree."""
        self._all(tree.body, dict(self.root.names))

    def _all(self, some: list[nodes.Node], scope: dict[str, Shape]) -> None:
        for node in some:
            self._one(node, scope)

    def _one(self, node: nodes.Node, scope: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            inner = {**scope, "loop": ANYTHING, **self._bound(node, scope)}
            if node.test:
                self._shape(node.test, inner)
            self._all(node.body, inner)
            self._all(node.else_, scope)
        elif isinstance(node, nodes.Assign):
            scope.update(_targets(node.target, self._shape(node.node, scope)))
        elif isinstance(node, nodes.With):
            values = [self._shape(value, scope) for value in node.values]
            inner = dict(scope)
            for target, value in zip(node.targets, values, strict=True):
                inner.update(_targets(target, value))
            self._all(node.body, inner)
        elif isinstance(node, nodes.Expr):
            self._shape(node, scope)
        else:
            self._all(list(node.iter_child_nodes()), scope)

    def _bound(self, node: nodes.For, scope: dict[str, Shape]) -> dict[str, Shape]:
        looped = self._shape(node.iter, scope)
        return _targets(node.target, looped.row or ANYTHING)

    def _shape(self, node: nodes.Node, scope: dict[str, Shape]) -> Shape:
        if isinstance(node, nodes.Name):
            return self._named(scope, node.name, node.lineno, "")
        if isinstance(node, nodes.Getattr):
            return self._inside(self._shape(node.node, scope), node.attr, node.lineno)
        if isinstance(node, nodes.Getitem):
            inner = self._shape(node.node, scope)
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._inside(inner, node.arg.value, node.lineno)
            self._shape(node.arg, scope)
            return inner if isinstance(node.arg, nodes.Slice) else inner.row or ANYTHING
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        self._all(list(node.iter_child_nodes()), scope)
        return ANYTHING

    def _filtered(self, node: nodes.Filter, scope: dict[str, Shape]) -> Shape:
        self._all([*node.args, *node.kwargs], scope)
        inner = self._shape(node.node, scope) if node.node else ANYTHING
        if node.name in {"first", "last"}:
            return inner.row or ANYTHING
        return inner if node.name in {"default", "sort"} else ANYTHING

    def _inside(self, shape: Shape, name: str, line: int) -> Shape:
        if shape.open:
            return ANYTHING
        return self._named(dict(shape.names), name, line, shape.path)

    def _named(self, scope: dict[str, Shape], name: str, line: int, above: str) -> Shape:
        if name in scope:
            self.used.add(scope[name].path)
            return scope[name]
        written = f"{above}.{name}" if above else name
        near = get_close_matches(name, scope, n=1, cutoff=0.6)
        offered = f" หมายถึง “{scope[near[0]].path or near[0]}” หรือไม่" if near else ""
        self.unknown.append((line, f"ไม่มีช่องกรอกชื่อ “{written}”{offered}"))
        return ANYTHING


def _targets(target: nodes.Node, shape: Shape) -> dict[str, Shape]:
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    return dict.fromkeys(_names(target), ANYTHING)


def _names(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    for child in node.iter_child_nodes():
        yield from _names(child)
