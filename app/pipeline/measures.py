"""The first measures: what was signed and received, orders, customers won, and what became of deals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, func, null, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.measures import Cut, Measure, NotCut, Row, register
from app.people.model import Placement
from app.pipeline.opportunities.filtering.conditions import effective_region
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, DealLine
from app.pipeline.orders.model import Order, OrderLine, Receipt
from tenants.context import db, door
from tenants.model import Tenant

D, O, R = Deal.__table__, Order.__table__, Receipt.__table__  # noqa: E741 - the letter every order book uses
DEAL_LINES, ORDER_LINES, PLACES = DealLine.__table__, OrderLine.__table__, Placement.__table__
BOOKS = ("pipeline signed", "pipeline received", "finance signed", "finance received")
SOURCES = ("pipeline", "finance")


def usual_book(tenant: Tenant) -> str:
    """The book the company chose for its revenue."""
    return f"{tenant.revenue_source} {tenant.revenue_stage}"


def usual_source(tenant: Tenant) -> str:
    """The department whose orders count."""
    return tenant.revenue_source


def revenue(cut: Cut, book: str) -> Sequence[Row]:
    """Amounts of orders signed, or of money received, on days of the period."""
    source, stage = book.split()
    if stage == "received":
        return _received(cut, source)
    if cut.by == "product":
        return _signed_by_product(cut, source)
    return _additive(cut, _of_orders(cut), func.coalesce(func.sum(O.c.amount_minor), 0), _ordered(cut, source))


def _received(cut: Cut, source: str) -> Sequence[Row]:
    if cut.by == "product":
        raise NotCut("money is received for an order, not for a product on it")
    days = R.c.received_on.between(cut.first, cut.last)
    together = and_(R.c.tenant_id == O.c.tenant_id, R.c.order_id == O.c.id)
    conditions = [*_book(cut, source), R.c.tenant_id == door().tenant_id, days]
    return _additive(
        cut, _of_orders(cut), func.coalesce(func.sum(R.c.amount_minor), 0), conditions, O.join(R, together)
    )


def _signed_by_product(cut: Cut, source: str) -> Sequence[Row]:
    """By the lines of orders; what no line explains is nobody's product, so the parts still sum to the whole."""
    whole = sum(row.numerator for row in revenue(Cut(cut.first, cut.last, None, cut.owner_ids), f"{source} signed"))
    together = and_(ORDER_LINES.c.tenant_id == O.c.tenant_id, ORDER_LINES.c.order_id == O.c.id)
    figure = func.coalesce(func.sum(ORDER_LINES.c.amount_minor), 0)
    conditions = [*_ordered(cut, source), ORDER_LINES.c.product_id.is_not(None)]
    found = list(_additive(cut, ORDER_LINES.c.product_id, figure, conditions, O.join(ORDER_LINES, together)))
    rest = whole - sum(row.numerator for row in found)
    return [*found, Row(None, rest)] if rest else found


def orders(cut: Cut, source: str) -> Sequence[Row]:
    """How many orders were signed."""
    return _additive(cut, _of_orders(cut), func.count(), _ordered(cut, source))


def average_order(cut: Cut, source: str) -> Sequence[Row]:
    """What an order was worth: the amounts signed over the orders whose amount is known."""
    known = [*_ordered(cut, source), O.c.amount_minor.is_not(None)]
    return _pairs(_of_orders(cut), func.sum(O.c.amount_minor), func.count(), known)


def new_customers(cut: Cut, source: str) -> Sequence[Row]:
    """Customers whose very first order of the book falls in the period; it counts for the owner of that order."""
    if cut.by == "product":
        raise NotCut("a customer is new to the company, not to a product")
    shown = (O.c.account_id, O.c.ordered_on, O.c.owner_id, O.c.region_id, O.c.customer_type, O.c.tenant_id)
    firsts = (
        select(*shown)
        .where(O.c.tenant_id == door().tenant_id, O.c.source == source, O.c.account_id.is_not(None))
        .order_by(O.c.account_id, O.c.ordered_on, O.c.id)
        .ext(distinct_on(O.c.account_id))
        .subquery()
    )
    conditions = [firsts.c.ordered_on.between(cut.first, cut.last), *_owners(cut, firsts.c.owner_id)]
    return _additive(cut, _of_orders(cut, firsts), func.count(), conditions, firsts)


def opened(cut: Cut, source: str) -> Sequence[Row]:
    """Deals opened on days of the period."""
    return _deals(cut, D.c.opened_on, [], func.count(func.distinct(D.c.id)))


def won(cut: Cut, source: str) -> Sequence[Row]:
    """Deals won on days of the period."""
    return _deals(cut, D.c.closed_on, [D.c.state == WON], func.count(func.distinct(D.c.id)))


def won_amount(cut: Cut, source: str) -> Sequence[Row]:
    """What the deals won on days of the period were worth."""
    if cut.by == "product":
        raise NotCut("a deal's amount is not split by product; revenue is")
    return _deals(cut, D.c.closed_on, [D.c.state == WON], func.coalesce(func.sum(D.c.amount_minor), 0))


def lost(cut: Cut, source: str) -> Sequence[Row]:
    """Deals lost on days of the period."""
    return _deals(cut, D.c.closed_on, [D.c.state == LOST], func.count(func.distinct(D.c.id)))


def referred(cut: Cut, source: str) -> Sequence[Row]:
    """Deals won on days of the period that a customer had brought."""
    brought = [D.c.state == WON, D.c.referred_by_id.is_not(None)]
    return _deals(cut, D.c.closed_on, brought, func.count(func.distinct(D.c.id)))


def conversion(cut: Cut, source: str) -> Sequence[Row]:
    """Of the deals that ended in the period, the share won, whenever they were opened."""
    ended = [D.c.tenant_id == door().tenant_id, D.c.state != OPEN, D.c.closed_on.between(cut.first, cut.last)]
    wins = func.count(func.distinct(D.c.id)).filter(D.c.state == WON)
    dimension, start = _of_deals(cut)
    return _pairs(dimension, wins, func.count(func.distinct(D.c.id)), [*ended, *_owners(cut, D.c.owner_id)], start)


def cycle(cut: Cut, source: str) -> Sequence[Row]:
    """Median days from opening to winning, of the deals won in the period whose opening day is known."""
    conditions = [
        D.c.tenant_id == door().tenant_id, D.c.state == WON, D.c.closed_on.between(cut.first, cut.last),
        D.c.opened_on.is_not(None), *_owners(cut, D.c.owner_id),
    ]  # fmt: skip
    dimension, start = _of_deals(cut)
    middle = func.percentile_cont(0.5).within_group(D.c.closed_on - D.c.opened_on)
    found = db.execute(_grouped(dimension, [middle], conditions, start)).all()
    halves = [(row[0], Fraction(row[1])) for row in found if row[1] is not None]  # whole days or halves: exact
    return [Row(part, half.numerator, half.denominator) for part, half in halves]


def _deals(cut: Cut, day: Any, more: Sequence[Any], figure: Any) -> Sequence[Row]:
    conditions = [D.c.tenant_id == door().tenant_id, day.between(cut.first, cut.last), *more]
    dimension, start = _of_deals(cut)
    return _additive(cut, dimension, figure, [*conditions, *_owners(cut, D.c.owner_id)], start)


def _ordered(cut: Cut, source: str) -> list[ColumnElement[bool]]:
    return [*_book(cut, source), O.c.ordered_on.between(cut.first, cut.last)]


def _book(cut: Cut, source: str) -> list[ColumnElement[bool]]:
    return [O.c.tenant_id == door().tenant_id, O.c.source == source, *_owners(cut, O.c.owner_id)]


def _owners(cut: Cut, column: Any) -> list[ColumnElement[bool]]:
    return [] if cut.owner_ids is None else [column.in_(cut.owner_ids)]


def _of_orders(cut: Cut, table: Any = O) -> Any:
    if cut.by == "product":
        raise NotCut("an order may hold several products")
    if cut.by == "team":
        return _team_of(table.c.tenant_id, table.c.owner_id)
    return {
        None: null(), "person": table.c.owner_id, "region": table.c.region_id, "customer_type": table.c.customer_type,
    }[cut.by]  # fmt: skip


def _of_deals(cut: Cut) -> tuple[Any, Any]:
    """What deals are cut by, and the tables for it. A deal with two products counts once for each of them."""
    if cut.by == "product":
        lines = and_(DEAL_LINES.c.tenant_id == D.c.tenant_id, DEAL_LINES.c.deal_id == D.c.id)
        return DEAL_LINES.c.product_id, D.outerjoin(DEAL_LINES, lines)
    if cut.by == "team":
        return _team_of(D.c.tenant_id, D.c.owner_id), D
    return {
        None: null(), "person": D.c.owner_id, "region": effective_region(), "customer_type": D.c.customer_type,
    }[cut.by], D  # fmt: skip


def _team_of(tenant_id: Any, owner_id: Any) -> Any:
    place = select(PLACES.c.team_id).where(PLACES.c.tenant_id == tenant_id, PLACES.c.member_id == owner_id)
    return place.scalar_subquery()


def _additive(cut: Cut, dimension: Any, figure: Any, conditions: Sequence[Any], start: Any = None) -> Sequence[Row]:
    found = db.execute(_grouped(dimension, [figure], conditions, start)).all()
    return [Row(row[0], int(row[1])) for row in found] or ([Row(None, 0)] if cut.by is None else [])


def _pairs(dimension: Any, above: Any, below: Any, conditions: Sequence[Any], start: Any = None) -> Sequence[Row]:
    found = db.execute(_grouped(dimension, [above, below], conditions, start)).all()
    return [Row(row[0], int(row[1] or 0), int(row[2])) for row in found]


def _grouped(dimension: Any, figures: Sequence[Any], conditions: Sequence[Any], start: Any) -> Select[Any]:
    part = dimension.label("part")
    statement = select(part, *figures).where(*conditions)
    if start is not None:
        statement = statement.select_from(start)
    return statement.group_by("part")


_Rows = Callable[[Cut, str], Sequence[Row]]
_COUNTS: tuple[tuple[str, Any, _Rows], ...] = (
    ("deals_opened", _l("Deals opened"), opened), ("deals_won", _l("Deals won"), won),
    ("deals_lost", _l("Deals lost"), lost), ("referred_deals", _l("Deals won by referral"), referred),
)  # fmt: skip


def install() -> None:
    """Register them."""
    register(
        Measure("revenue", _l("Revenue"), "money", "additive", revenue, BOOKS, usual_book),
        Measure("orders", _l("Orders"), "count", "additive", orders, SOURCES, usual_source),
        Measure("new_customers", _l("New customers"), "count", "additive", new_customers, SOURCES, usual_source),
        Measure("average_order", _l("Average order"), "money", "ratio", average_order, SOURCES, usual_source),
        *(Measure(key, name, "count", "additive", rows) for key, name, rows in _COUNTS),
        Measure("won_amount", _l("Amount won"), "money", "additive", won_amount),
        Measure("conversion", _l("Conversion"), "ratio", "ratio", conversion,
                note=_l("Of the deals that ended in the period, whenever they were opened.")),
        Measure("cycle", _l("Sales cycle"), "days", "median", cycle,
                note=_l("Median days from opening to winning, of deals won in the period.")),
    )  # fmt: skip
