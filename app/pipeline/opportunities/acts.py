"""The verbs of a deal, for everyone who works with deals."""

from app.pipeline.follow_ups.acts import Promise
from app.pipeline.opportunities.changing import CHANGEABLE, HasOrder, change, hand_over, held_by, remove
from app.pipeline.opportunities.demands import Demands, ReasonNeeded, missing_for
from app.pipeline.opportunities.moving import move
from app.pipeline.opportunities.opening import DealDraft, first_stage, open_deal
from app.pipeline.opportunities.places import place, renumber
from app.pipeline.orders.acts import OrderInUse

__all__ = [
    "CHANGEABLE",
    "DealDraft",
    "Demands",
    "HasOrder",
    "OrderInUse",
    "Promise",
    "ReasonNeeded",
    "change",
    "first_stage",
    "hand_over",
    "held_by",
    "missing_for",
    "move",
    "open_deal",
    "place",
    "remove",
    "renumber",
]
