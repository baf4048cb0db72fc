"""What the manners all areas share bring to the sweeps."""

from __future__ import annotations

from tests.isolation.parts import Part

PART = Part(
    words={("assets", "name"): "app.css", ("static", "filename"): "icons/none.svg"},
    open={
        "static": "files of the product itself",
        "front.index": "the landing page",
        "front.healthz": "asked by machines",
        "front.readyz": "asked by machines",
        "front.asset": "styles and behaviours",
        "front.language": "chosen before signing in",
        "front.kit": "in development only",
    },
    loose={
        "events": frozenset({"by_id", "subject_id", "batch_id", "request_id"}),  # history outlives what it is about
        "files": frozenset({"subject_id"}),  # a deal's or a customer's
        "submissions": frozenset({"member_id"}),  # swept after a day
    },
    other_names=frozenset({"id", "ids", "to", "before", "after"}),
)
