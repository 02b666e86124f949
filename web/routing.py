"""Where every page says its address and who may ask for it: once, in one declaration.

``needs`` is a verb of ``office/data/roles.yaml``, or PERSON (anybody logged in), or PUBLIC. A page
cannot be declared without it, and ``web/gate.py`` asks it before the view runs. The verb is asked
for anything at all; whether it holds for the thing at hand, the act of the office asks itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from office.permissions import Actor, act_titles

PUBLIC, PERSON = "public", "person"
PAGE, API = "page", "api"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Route:
    """One address: its view, which methods, what one must be allowed, by which door.

    ``door``: PAGE asks the session of a browser and a form's secret; API asks a token.
    """

    path: str
    view: Callable[..., Any]
    needs: str
    methods: tuple[str, ...]
    door: str

    @property
    def name(self) -> str:
        """The endpoint: the view's own name."""
        return self.view.__name__


ROUTES: list[Route] = []
KEEPERS: dict[str, Callable[[], Actor]] = {}
"""Who tells who acts at a door other than PAGE; a keeper refuses whoever shows nothing good."""


def route(
    path: str, *, needs: str, methods: tuple[str, ...] = ("GET",), door: str = PAGE
) -> Callable[[View], View]:
    """Declare the address of a view."""
    if needs not in {PUBLIC, PERSON, *act_titles()}:
        raise ValueError(f"{path}: nobody can be given the right to “{needs}”")

    def declare(view: View) -> View:
        ROUTES.append(Route(path, view, needs, methods, door))
        return view

    return declare


def route_of(endpoint: str | None) -> Route | None:
    """Return how an endpoint was declared."""
    return next((route for route in ROUTES if route.name == endpoint), None)
