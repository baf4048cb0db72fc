"""Words every sales list uses for the same few things."""

from __future__ import annotations

from app.people.names import name_key
from app.pipeline.opportunities.model import LOST, WON

STAGES = {
    WON: "won | win | closed won | closed-won | closedwon | signed"
    " | 赢单 | 成交 | 已成交 | 签约 | 签约成交 | 已签约 | 赢 | 成功",
    LOST: "lost | lose | closed lost | closed-lost | closedlost | 输单 | 丢单 | 失败 | 流失 | 已丢单 | 输 | 未成交",
}
CUSTOMER_TYPES = {
    "new": "new | new customer | new business | 新客户 | 新 | 新客",
    "existing": "existing | existing customer | existing business | old | 老客户 | 老 | 老客 | 现有客户",
    "key": "key | key account | key customer | strategic | 大客户 | 重点客户 | 关键客户 | ka",
}


def meaning(groups: dict[str, str], text: str) -> str | None:
    """Which of `groups` the word `text` belongs to."""
    key = name_key(text)
    return next((name for name, words in groups.items() if key in map(str.strip, words.split("|"))), None)


#: Pieces of stages' names in the order deals usually go through them.
WAY = (
    "prospect | lead | new | 线索 | 新 | 初步", "contact | engag | qualif | 接触 | 意向 | 立项",
    "need | demo | discover | 需求 | 演示", "propos | quot | 方案 | 报价", "negoti | 谈判 | 商务",
    "contract | verbal | commit | 合同 | 签约",
)  # fmt: skip


def usual_place(stage: str) -> float:
    """About where a stage of that name stands in a pipeline; in the middle when its name does not tell."""
    key = name_key(stage)
    found = (place for place, words in enumerate(WAY) if any(word.strip() in key for word in words.split("|")))
    return next(found, len(WAY) / 2)
