"""How htmx 4 speaks to us: the target is `tag#id`, and partial and full requests say which they are."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, g, has_request_context, request
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

#: What no text may hold: the database refuses NUL, and half a surrogate pair is no letter in any encoding.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")


def possible(text: Any) -> Any:
    """`text` without what no text may hold; what is no text stays as it is."""
    return _IMPOSSIBLE.sub("", text) if isinstance(text, str) else text


class Sent(ImmutableMultiDict[str, Any]):
    """What was sent in an address or a form: names and values that can be kept."""

    def __init__(self, mapping: Any = None) -> None:
        pairs = iter_multi_items(mapping) if mapping is not None else ()
        super().__init__([(possible(name), possible(value)) for name, value in pairs])


class AwareRequest(HtmxAwareRequest):
    """A request that knows which part of the page asked for it."""

    parameter_storage_class = Sent

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


MOST_ADDRESSES = 50_000


class AwareFlask(Flask):
    """Flask with requests that know htmx, and addresses of pages kept once they were made."""

    request_class = AwareRequest

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._addresses: dict[tuple[str | None, str, str], str] = {}

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Flask's own. Every page names the same thirty addresses without a value: a company's are made once."""
        if values or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        key = g.get("slug"), request.script_root, endpoint
        if key not in self._addresses:
            if len(self._addresses) >= MOST_ADDRESSES:
                self._addresses.clear()
            self._addresses[key] = super().url_for(endpoint)
        return self._addresses[key]
