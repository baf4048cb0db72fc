"""The lists a new company begins with: lost reasons, channels, industries, regions."""

from __future__ import annotations

from app.company.model import Choice
from app.people.names import name_key
from tenants.context import db

CHOICES = {
    "zh": {
        "lost_reason": ("价格", "竞争对手", "需求取消", "预算不足", "时机不合适", "失去联系", "其他"),
        "channel": ("展会", "线上推广", "客户转介绍", "陌拜"),
        "industry": ("制造业", "零售业", "服务业", "建筑业", "信息技术"),
        "region": ("华东", "华南", "华北"),
        "product_line": (),
    },
    "en": {
        "lost_reason": ("Price", "Competitor", "Need went away", "No budget", "Bad timing", "Lost touch", "Other"),
        "channel": ("Exhibition", "Online", "Referral", "Cold visit"),
        "industry": ("Manufacturing", "Retail", "Services", "Construction", "Information technology"),
        "region": ("North", "South", "East", "West"),
        "product_line": (),
    },
}


def furnish(language: str, country: str) -> None:
    """Put the usual lists into the company one is in, in its language."""
    for kind, names in CHOICES[language].items():
        for position, name in enumerate(names):
            db.add(Choice(kind=kind, name=name, name_key=name_key(name), position=position))
    db.flush()
