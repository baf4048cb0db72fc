"""A day at the demo's office: colleagues who mention each other, views they share, a report that comes, and the finance
department's own book of the last two months, which never agrees with the pipeline to the last fen.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from typing import Any

from sqlalchemy import insert, select

from app.clock import now
from app.demo.story import Story
from app.events import happened
from app.lists import saved_views
from app.pipeline.follow_ups.acts import Promise, log
from app.pipeline.opportunities.listing.listing import DEALS
from app.pipeline.opportunities.model import OPEN, Deal
from app.pipeline.orders.finding import entry
from app.pipeline.orders.model import Order
from app.reports import acts as reports
from app.reports.weeks import last_full_week
from app.search import index
from tenants.context import db, door
from tenants.model import Member, Tenant
from tenants.owned import new_id

#: Who mentions whom, what is said, and what the other is asked to do: (writer, reader, words with {name}, next step).
TALKS = {
    "zh": (
        ("manager", "owner", "客户要求账期 90 天，@{name} 请定一下能否让步。", "定下账期底线"),
        ("seller", "manager", "对方总监下周出差回来，@{name} 能否一起拜访？", "一起拜访对方总监"),
        ("manager", "seller", "昨天遇到他们采购，嫌报价高 5%，@{name} 准备一份成本对比。", "准备成本对比表"),
        ("manager", "trainer", "这次异议处理得很好，@{name} 可以作为培训案例。", None),
        ("manager", "viewer", "合同草稿已发法务，@{name} 请留意付款条款。", None),
    ),
    "en": (
        ("manager", "owner", "They ask for 90 days to pay. @{name}, may we give way?", "Decide how far we go"),
        ("seller", "manager", "Their director is back next week. @{name}, will you come?", "Visit their director"),
        ("manager", "seller", "Their buyer finds us 5% too dear. @{name}, compare the costs.", "Compare the costs"),
        ("manager", "trainer", "That objection was handled well. @{name}, a case for the training.", None),
        ("manager", "viewer", "The draft is with legal. @{name}, have an eye on the payment terms.", None),
    ),
}
#: Views shared with all: name, query.
VIEWS = {
    "zh": (("本月要签的单", "expected=this-month&sort=-amount"), ("卡住了，本周要推动", "health=bad&sort=-amount")),
    "en": (("To sign this month", "expected=this-month&sort=-amount"), ("Stuck, to push", "health=bad&sort=-amount")),
}
LAG, REBATE, FORGOTTEN = 4, 0.25, 0.06  # days until finance books, share booked lower, share not booked at all


def tell(story: Story) -> None:
    """Let the people of the demo company have been at work this morning."""
    people = {(member.email or "").partition("@")[0]: member for member in db.scalars(select(Member))}
    company = db.get_one(Tenant, door().tenant_id)
    happened(company, "onboarded", by=people["owner"].id)
    _mention(story, people)
    for name, query in VIEWS[story.words.language]:
        saved_views.keep(DEALS, name, query, is_shared=True, by=people["manager"], at=now())
    for reader in ("owner", "manager"):
        reports.ask(people[reader], last_full_week(story.today, company.week_start), story.words.language)
    _book(story)


def _mention(story: Story, people: dict[str, Member]) -> None:
    at = min(now(), story.at(story.today))
    mine = select(Deal).where(Deal.owner_id == people["seller"].id, Deal.state == OPEN)
    deals = list(db.scalars(mine.order_by(Deal.stage_since.desc(), Deal.id).limit(len(TALKS["zh"]))))
    for deal, (writer, reader, words, step) in zip(cycle(deals), TALKS[story.words.language], strict=False):
        due = story.workday(story.today + timedelta(days=story.dice.randrange(1, 6)))
        log(
            deal, by=people[writer], at=at, method="phone", said=words.format(name=people[reader].name),
            promise=Promise(step, people[reader].id, due) if step else None, keeps_earlier=step is not None,
        )  # fmt: skip


def _book(story: Story) -> None:
    """The last two full months as finance has them: a little later, now and then a little less."""
    first = _months_back(story.today, 2)
    signed = select(Order).where(
        Order.source == "pipeline", Order.ordered_on >= first, Order.ordered_on < story.today.replace(day=1)
    )
    rows = []
    for number, order in enumerate(db.scalars(signed.order_by(Order.ordered_on, Order.id)), start=1):
        if story.dice.random() >= FORGOTTEN:
            rows.append(_booked(story, order, f"F{order.ordered_on:%y%m}-{number:03d}"))
    if rows:
        db.execute(insert(Order), rows)
    index.put_many(entry(row["id"], row["number"], None, None, row["owner_id"]) for row in rows)


def _booked(story: Story, order: Order, number: str) -> dict[str, Any]:
    amount = order.amount_minor or 0
    if story.dice.random() < REBATE:
        amount = amount * story.dice.randrange(94, 99) // 100
    day = min(order.ordered_on + timedelta(days=story.dice.randrange(LAG)), story.today)
    return {
        "id": new_id(), "number": number, "external_id": number, "source": "finance", "account_id": order.account_id,
        "owner_id": order.owner_id, "region_id": order.region_id, "customer_type": order.customer_type,
        "ordered_on": day, "amount_minor": amount, "created_at": story.at(day), "updated_at": story.at(day),
    }  # fmt: skip


def _months_back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)
