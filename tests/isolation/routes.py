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
from tests.isolation.scenes import Scene, address, is_known
from tests.world import Browser, World

#: What nobody needs to be signed in for, each with its reason. A new public route is red until it stands here.
OPEN = {
    "static": "files of the product itself",
    "front.index": "the landing page",
    "front.healthz": "asked by machines",
    "front.readyz": "asked by machines",
    "front.asset": "styles and behaviours",
    "front.language": "chosen before signing in",
    "metrics.show": "proven by a token of the installation",
    "front.kit": "in development only",
    "people.sign_up": "one is nobody before",
    "people.create_company": "one is nobody before",
    "people.sign_in": "one is nobody before",
    "people.begin_sign_in": "one is nobody before",
    "people.show_ask_reset": "the password is forgotten",
    "people.ask_reset": "the password is forgotten",
    "people.show_reset": "proven by the link",
    "people.reset": "proven by the link",
    "people.show_address": "proven by the link",
    "people.take_address": "proven by the link",
    "people.show_invitation": "proven by the link",
    "people.join": "proven by the link",
}
#: Unsafe addresses inside a company that even a viewer may use, each with its reason.
VIEWERS_TOO: dict[str, str] = {
    "notices.read": "one's own notice",
    "notices.read_all": "one's own notices",
    "accounts.begin_with_view": "which view one's own list begins with",
    "opportunities.begin_with_view": "which view one's own list begins with",
    "orders.begin_with_view": "which view one's own list begins with",
    "reports.create": "a report of what one may see, for one's own eyes",
    "reports.retry": "one's own report",
    "reports.send": "one's own report, to one's own address",
    "reports.schedule": "one's own reports",
    "reports.end_schedule": "one's own reports",
    "notices.wish": "what is written to him is his own wish",
}
#: Addresses that write although they are asked with GET, each with its reason and the tables it may touch.
WRITES_ON_GET: dict[str, tuple[str, tuple[str, ...]]] = {}


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
