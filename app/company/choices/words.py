"""What the lists are called."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

KINDS: dict[str, Any] = {
    "lost_reason": _l("Lost reasons"),
    "channel": _l("Channels"),
    "industry": _l("Industries"),
    "region": _l("Regions"),
    "product_line": _l("Product lines"),
}
