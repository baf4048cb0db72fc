"""The whole map of addresses, sorted by who may come, and the people who try them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.web.security import SAFE
from app.web.unit_of_work import PUBLIC
from tenants.roles import Role
from tests.isolation.areas import PARTS
from tests.isolation.parts import together
from tests.isolation.scenes import Scene, address, is_known
from tests.world import Browser, World

#: What nobody needs to be signed in for, each with its reason. A new public route is red until a part says it.
OPEN: dict[str, str] = together(PARTS, "open")
#: Unsafe addresses inside a company that even a viewer may use, each with its reason.
VIEWERS_TOO: dict[str, str] = together(PARTS, "viewers_too")
#: Addresses that write although they are asked with GET, each with its reason and the tables it may touch.
WRITES_ON_GET: dict[str, tuple[str, tuple[str, ...]]] = together(PARTS, "writes_on_get")


@dataclass(frozen=True)
class Route:
    """One address with one method."""

    rule: Rule
    method: str

    @property
    def endpoint(self) -> str:
        return self.rule.endpoint

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE

    @property
    def in_company(self) -> bool:
        return "tenant_slug" in self.rule.arguments

    @property
    def is_open(self) -> bool:
        return self.endpoint in PUBLIC

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"


def routes(app: Flask) -> list[Route]:
    """Every address and method; HEAD and OPTIONS follow from them."""
    found = [
        Route(rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found, key=str)


def in_company(app: Flask) -> list[Route]:
    """The addresses inside a company whose parameters can be filled; the others are red by themselves."""
    return [route for route in routes(app) if route.in_company and is_known(route.rule)]


class Visitors:
    """The cast, each in a browser of his own, standing before Acme's addresses."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._browsers: dict[str, Browser] = {}
        self._addresses: dict[str, str] = {}

    def browser(self, name: str) -> Browser:
        """`name`'s browser; "nobody" is not signed in."""
        if name not in self._browsers:
            person = None if name == "nobody" else getattr(self.world, name)
            self._browsers[name] = self.world.browser(person, self.world.acme)
        return self._browsers[name]

    def address(self, route: Route) -> str:
        """The address of `route` with Acme's records, the same each time."""
        if route.rule.rule not in self._addresses:
            self._addresses[route.rule.rule] = address(route.rule, Scene(self.world))
        return self._addresses[route.rule.rule]

    def ask(self, name: str, route: Route, *, data: dict[str, Any] | None = None, partial: bool = False) -> Any:
        """The answer that `name` gets at `route`."""
        return ask(self.browser(name), route.method, self.address(route), data=data, partial=partial)


def ask(browser: Browser, method: str, where: str, *, data: dict[str, Any] | None = None, partial: bool = False) -> Any:
    """One request with the CSRF token a real page would have had."""
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#x"} if partial else {}
    if method not in SAFE:
        headers["X-CSRFToken"] = browser.token
        data = {"csrf_token": browser.token, **(data or {})}
    return browser.client.open(where, method=method, data=data, headers=headers)


def roles_demanded(app: Flask, endpoint: str) -> set[Role] | None:
    """The roles a view's own guard lets in, None when it has no guard."""
    for layer in _layers(app.view_functions[endpoint]):
        names = layer.__code__.co_freevars
        if "roles" in names:
            return set(layer.__closure__[names.index("roles")].cell_contents)
    return None


def _layers(view: Any) -> Iterator[Any]:
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)
