"""How htmx 4 speaks to us: the target is `tag#id`, and partial and full requests say which they are."""

from __future__ import annotations

from flask import Flask
from htmx_flask.requests import HtmxAwareRequest


class AwareRequest(HtmxAwareRequest):
    """A request that knows which part of the page asked for it."""

    @property
    def fragment(self) -> str | None:
        """The id of the element that will be replaced, or None when a whole page is wanted."""
        if not self.headers.get("HX-Request") or self.headers.get("HX-Request-Type") == "full":
            return None
        return (self.headers.get("HX-Target") or "").partition("#")[2] or None

    @property
    def is_partial(self) -> bool:
        """Whether htmx asked for part of a page."""
        return bool(self.headers.get("HX-Request")) and self.headers.get("HX-Request-Type") != "full"


class AwareFlask(Flask):
    """Flask with requests that know htmx."""

    request_class = AwareRequest
