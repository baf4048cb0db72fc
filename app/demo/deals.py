"""The demo's part of the pipeline: deals with seasons, their way through the stages, contacts, orders and money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app import ranks
from app.demo.story import Customer, Story
from app.money import minor_digits
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, DealLine, Pipeline, Stage, StageChange
from app.pipeline.orders.finding import entry as order_entry
from app.pipeline.orders.model import Order, OrderLine, Receipt
from app.search import index
from app.search.index import Entry
from tenants.context import db
from tenants.owned import new_id

#: How busy each month is against the mean: quiet around the Spring Festival, a rush in the last quarter.
SEASON = (0.9, 0.5, 1.05, 1.0, 1.05, 1.1, 0.9, 0.9, 1.1, 1.15, 1.2, 1.15)
WAY = ((4, 14), (5, 16), (3, 14), (4, 18))  # days a deal spends in each open stage
LINGERS = 0.12  # share of stages in which a deal stays three times as long
REMOVED = (Order, FollowUp, Deal)
METHODS = ("phone", "visit", "email", "wechat", "meeting")


class Tables:
    """Rows on their way into the database, a list a table."""

    def __init__(self) -> None:
        self.rows: dict[type, list[dict[str, Any]]] = {
            each: [] for each in (Deal, DealLine, StageChange, FollowUp, Order, OrderLine, Receipt)
        }

    def add(self, table: type, **row: Any) -> dict[str, Any]:
        self.rows[table].append({"id": new_id(), **row})
        return self.rows[table][-1]

    def write(self) -> None:
        """Insert everything, parents first, in batches."""
        for table, rows in self.rows.items():
            for start in range(0, len(rows), 2000):
                db.execute(insert(table), rows[start : start + 2000])


def tell(story: Story) -> None:
    """Write the deals of the story's years, month by month, seller by seller."""
    pipeline = db.scalars(select(Pipeline).order_by(Pipeline.position)).first()
    assert pipeline is not None
    stages = list(db.scalars(select(Stage).where(Stage.pipeline_id == pipeline.id).order_by(Stage.position)))
    tables = Tables()
    ordered: set[UUID] = set()
    for opened in _openings(story):
        _tell_deal(story, tables, stages, opened, ordered)
    _rank(tables.rows[Deal])
    tables.write()
    _make_findable(story, tables)


def _make_findable(story: Story, tables: Tables) -> None:
    names = {customer.id: customer.name for customer in story.customers}
    titles = {row["id"]: row["title"] for row in tables.rows[Deal]}
    index.put_many(
        Entry("deal", row["id"], row["title"], names[row["account_id"]], row["owner_id"]) for row in tables.rows[Deal]
    )
    index.put_many(
        order_entry(row["id"], row["number"], titles.get(row["deal_id"]), names[row["account_id"]], row["owner_id"])
        for row in tables.rows[Order]
    )


def _openings(story: Story) -> list[tuple[date, Customer]]:
    """When each deal was opened and with whom, in order of time."""
    first = date(story.today.year - story.years, story.today.month, 1)
    found = []
    for seller in story.sellers:
        mine = [customer for customer in story.customers if customer.owner is seller]
        day = first
        while mine and day <= story.today:
            pace = seller.pace * story.size * SEASON[day.month - 1] * (1 + 0.12 * (day.year - first.year))
            day += timedelta(days=max(1, round(story.dice.expovariate(pace / 30))))
            if day <= story.today:
                weights = [customer.weight for customer in mine]
                found.append((story.workday(day), story.dice.choices(mine, weights)[0]))
    return sorted((pair for pair in found if pair[0] <= story.today), key=lambda pair: pair[0])


def _tell_deal(
    story: Story, tables: Tables, stages: list[Stage], opened: tuple[date, Customer], ordered: set[UUID]
) -> None:
    dice, (day, customer) = story.dice, opened
    steps = [stage for stage in stages if stage.kind == "open"]
    won, lost = (next(stage for stage in stages if stage.kind == kind) for kind in ("won", "lost"))
    lines, amount = _lines(story)
    wins = dice.random() < customer.owner.luck
    gives_up_at = None if wins else dice.choices(range(len(steps)), (4, 3, 3, 2)[: len(steps)])[0]
    need = dice.choice(story.words.needs)
    deal = tables.add(
        Deal, title=need, pipeline_id=steps[0].pipeline_id, account_id=customer.id,
        contact_id=customer.contact_id, owner_id=customer.owner.id, amount_minor=amount, import_id=story.import_id,
        channel_id=dice.choice(list(story.choices["channel"].values())), opened_on=day, note=None,
        competitors=[dice.choice(story.words.rivals)] if dice.random() < 0.3 else [],
        customer_type="existing" if customer.id in ordered else "new", region_id=None, lost_reason_id=None,
        lost_note=None, created_at=story.at(day), expected_on=day + timedelta(days=dice.randrange(30, 75)),
        state="open", closed_on=None, rank="a0", last_contact_at=None, stage_id=steps[0].id,
        stage_since=story.at(day), updated_at=story.at(day),
    )  # fmt: skip
    if dice.random() < 0.05:
        deal["expected_on"] = None
    before = None
    for number, stage in enumerate(steps):
        if day > story.today:
            break
        at = story.at(day, dice.randrange(9, 18), dice.randrange(60))
        _enter(tables, deal, before, stage, at)
        before = stage
        days = dice.randrange(*WAY[min(number, len(WAY) - 1)])
        days *= 3 if dice.random() < LINGERS else 1
        left = story.workday(day + timedelta(days=days))
        _contacts(story, tables, deal, day, min(left, story.today), number)
        if gives_up_at == number or number == len(steps) - 1:
            if left <= story.today:
                end = won if gives_up_at is None else lost
                _end(story, tables, deal, stage, end, left, customer, lines, ordered)
            break
        day = left
    for position, line in enumerate(lines):
        tables.add(DealLine, deal_id=deal["id"], position=position, description=None, **line)
    if deal["state"] == "open":
        _promise(story, tables, deal, steps.index(before or steps[0]))


def _lines(story: Story) -> tuple[list[dict[str, Any]], int]:
    lines = []
    for product in story.dice.sample(story.products, story.dice.choice((1, 1, 1, 2))):
        most = max(2, min(60, 40_000_000 // max(1, product["price_minor"])))
        quantity = story.dice.randrange(1, most)
        total = product["price_minor"] * quantity
        lines.append(
            {
                "product_id": product["id"],
                "quantity": quantity,
                "unit_minor": product["price_minor"],
                "amount_minor": total,
            }
        )
    units = 100 * 10 ** minor_digits(story.words.currency)
    amount = sum(line["amount_minor"] for line in lines)
    return lines, max(units, amount // units * units)


def _enter(tables: Tables, deal: dict, before: Stage | None, stage: Stage, at: Any) -> None:
    tables.add(
        StageChange, deal_id=deal["id"], from_stage_id=before.id if before else None, to_stage_id=stage.id, at=at,
        by_id=deal["owner_id"],
    )  # fmt: skip
    deal.update(stage_id=stage.id, stage_since=at, updated_at=at)


def _contacts(story: Story, tables: Tables, deal: dict, start: date, end: date, number: int) -> None:
    """One or two contacts while the deal is in a stage; each keeps its promise by the next."""
    dice = story.dice
    for _ in range(dice.choice((1, 1, 2))):
        day = story.workday(start + timedelta(days=dice.randrange(0, max(1, (end - start).days + 1))))
        if day > story.today:
            return
        at = story.at(day, dice.randrange(9, 18), dice.randrange(60))
        done = at + timedelta(days=dice.randrange(1, 6))
        tables.add(
            FollowUp, deal_id=deal["id"], account_id=deal["account_id"], contact_id=deal["contact_id"],
            by_id=deal["owner_id"], at=at, method=dice.choice(METHODS), said=_fresh_talk(story, deal["id"]),
            promise=dice.choice(story.words.promises[min(number, 3)]), promise_owner_id=deal["owner_id"],
            due_on=day + timedelta(days=dice.randrange(2, 8)), completed_at=min(done, story.at(story.today)),
            completed_by_id=deal["owner_id"], import_id=story.import_id, created_at=at,
        )  # fmt: skip
        deal["last_contact_at"] = max(at, deal["last_contact_at"] or at)


def _fresh_talk(story: Story, deal_id: Any) -> str:
    """What the customer said this time: nobody says the same twice about one deal."""
    left = story.talks_left.get(deal_id)
    if not left:
        left = story.talks_left[deal_id] = story.dice.sample(story.words.talks, len(story.words.talks))
    return left.pop()


def _promise(story: Story, tables: Tables, deal: dict, number: int) -> None:
    """The next step of an open deal: most lie ahead, some are late, a few deals have none."""
    dice = story.dice
    if dice.random() < 0.04:
        return
    at = min(deal["stage_since"] + timedelta(hours=2), story.at(story.today))
    tables.add(
        FollowUp, deal_id=deal["id"], account_id=deal["account_id"], contact_id=None, by_id=deal["owner_id"], at=at,
        method=None, said=None, promise=dice.choice(story.words.promises[min(number, 3)]),
        promise_owner_id=deal["owner_id"],
        due_on=story.workday(story.today + timedelta(days=dice.choice((-4, -2, -1, 0, 0, 1, 2, 3, 4, 5, 7, 9)))),
        completed_at=None, completed_by_id=None, import_id=story.import_id, created_at=at,
    )  # fmt: skip


def _end(
    story: Story, tables: Tables, deal: dict, last: Stage, end: Stage, day: date, customer: Customer, lines: list,
    ordered: set[UUID],
) -> None:  # fmt: skip
    dice = story.dice
    at = story.at(day, 15, dice.randrange(60))
    _enter(tables, deal, last, end, at)
    deal.update(state=end.kind, closed_on=day, region_id=customer.region_id)
    if end.kind == "lost":
        reasons = list(story.choices["lost_reason"].values())
        deal.update(lost_reason_id=dice.choice(reasons), lost_note=dice.choice(story.words.lost_notes))
        return
    order = tables.add(
        Order, number=f"{day:%y%m}-{len(tables.rows[Order]) + 1:04d}", source="pipeline", account_id=customer.id,
        deal_id=deal["id"], owner_id=deal["owner_id"], region_id=customer.region_id, ordered_on=day,
        customer_type=deal["customer_type"], amount_minor=deal["amount_minor"], import_id=story.import_id,
        created_at=at, updated_at=at, external_id=None, note=None,
    )  # fmt: skip
    ordered.add(customer.id)
    for position, line in enumerate(lines):
        tables.add(OrderLine, order_id=order["id"], position=position, description=None, **line)
    _receipts(story, tables, order)


def _receipts(story: Story, tables: Tables, order: dict) -> None:
    """Money comes in parts: 30 % at signing, 60 % at delivery, 10 % after the warranty."""
    parts = ((5, 30), (45, 60), (200, 10))
    rest = order["amount_minor"]
    for number, (days, percent) in enumerate(parts):
        share = rest if number == len(parts) - 1 else order["amount_minor"] * percent // 100
        rest -= share
        day = order["ordered_on"] + timedelta(days=days + story.dice.randrange(10))
        if day <= story.today and share:
            tables.add(Receipt, order_id=order["id"], received_on=day, amount_minor=share, note=None)


def _rank(deals: list[dict]) -> None:
    """Newest on top of its column."""
    columns: dict[Any, list[dict]] = {}
    for deal in sorted(deals, key=lambda row: row["stage_since"], reverse=True):
        columns.setdefault(deal["stage_id"], []).append(deal)
    for column in columns.values():
        for deal, rank in zip(column, ranks.spread(len(column)), strict=True):
            deal["rank"] = rank
