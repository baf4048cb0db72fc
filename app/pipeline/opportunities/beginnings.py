"""The pipeline a new company begins with, why its deals are lost and where they come from."""

from __future__ import annotations

from app.people.names import name_key
from app.pipeline.opportunities.model import LOST, OPEN, WON, Pipeline, Stage
from tenants.context import db

PIPELINE = {"zh": "销售流程", "en": "Sales"}
#: name, probability, expected days, warning days, quiet days, what it demands
STAGES: dict[str, tuple[tuple[str, int, int, int, int, list[str]], ...]] = {
    "zh": (
        ("初步接触", 10, 14, 28, 14, []),
        ("需求确认", 30, 10, 20, 10, ["account"]),
        ("方案报价", 50, 7, 14, 7, ["account", "amount"]),
        ("商务谈判", 75, 10, 20, 7, ["account", "amount", "expected_on"]),
    ),
    "en": (
        ("Contacted", 10, 14, 28, 14, []),
        ("Qualified", 30, 10, 20, 10, ["account"]),
        ("Proposal", 50, 7, 14, 7, ["account", "amount"]),
        ("Negotiation", 75, 10, 20, 7, ["account", "amount", "expected_on"]),
    ),
}
LOST_REASONS = {
    "zh": ("价格", "竞争对手", "需求取消", "预算不足", "时机不合适", "失去联系", "其他"),
    "en": ("Price", "Competitor", "Need went away", "No budget", "Bad timing", "Lost touch", "Other"),
}
CHANNELS = {
    "zh": ("展会", "线上推广", "客户转介绍", "陌拜"),
    "en": ("Exhibition", "Online", "Referral", "Cold visit"),
}
ENDS = {"zh": ("赢单", "输单"), "en": ("Won", "Lost")}


def furnish(language: str, country: str) -> None:
    """Put the usual pipeline into the company one is in, in its language."""
    pipeline = Pipeline(name=PIPELINE[language], name_key=name_key(PIPELINE[language]), position=0)
    db.add(pipeline)
    db.flush()
    for position, (name, chance, expected, warning, quiet, demands) in enumerate(STAGES[language]):
        db.add(
            Stage(
                pipeline_id=pipeline.id, name=name, name_key=name_key(name), kind=OPEN, position=position,
                probability=chance, expected_days=expected, warning_days=warning, quiet_days=quiet, demands=demands,
            )
        )  # fmt: skip
    _add_ends(pipeline, *ENDS[language])


def _add_ends(pipeline: Pipeline, won: str, lost: str) -> None:
    for name, kind, position, chance, demands in (
        (won, WON, 90, 100, ["account", "amount"]),
        (lost, LOST, 91, 0, []),
    ):
        db.add(
            Stage(
                pipeline_id=pipeline.id, name=name, name_key=name_key(name), kind=kind, position=position,
                probability=chance, demands=demands,
            )
        )  # fmt: skip
    db.flush()
