"""What was signed and what was paid."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.company.model import Choice
from app.pipeline.accounts.model import CUSTOMER_TYPES, Account
from app.pipeline.opportunities.model import Deal
from app.pipeline.products.model import Product
from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

SOURCES = ("pipeline", "finance")


class Order(Owned, Model):
    """A won deal's order, or one that came in from the finance sheet. The two sources are never mixed in a sum."""

    __tablename__ = "orders"
    event_kind = "order"
    belongs_to = {
        "account_id": "accounts",
        "deal_id": "deals",
        "owner_id": "members",
        "region_id": "choices",
        "import_id": "imports",
    }
    constraints = (
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        CheckConstraint(f"customer_type IN {CUSTOMER_TYPES}", name="customer_type"),
        UniqueConstraint("tenant_id", "source", "external_id", name="uq_orders_external"),
        Index("ix_orders_ordered", "tenant_id", "source", "ordered_on"),
        Index(
            "ix_orders_one_a_deal",
            "tenant_id",
            "deal_id",
            unique=True,
            postgresql_where=text("deal_id IS NOT NULL"),
        ),
    )

    number: Mapped[str | None]
    external_id: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="pipeline")
    account_id: Mapped[UUID | None]
    deal_id: Mapped[UUID | None]
    owner_id: Mapped[UUID | None]
    region_id: Mapped[UUID | None]
    customer_type: Mapped[str | None]
    ordered_on: Mapped[date]
    amount_minor: Mapped[int | None]
    note: Mapped[str | None]
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account | None] = owned_relationship("Order.account_id", "Account")
    deal: Mapped[Deal | None] = owned_relationship("Order.deal_id", "Deal")
    owner: Mapped[Member | None] = owned_relationship("Order.owner_id", "Member")
    region: Mapped[Choice | None] = owned_relationship("Order.region_id", "Choice")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.number or str(self.ordered_on)


class OrderLine(Owned, Model):
    """A product on an order."""

    __tablename__ = "order_lines"
    belongs_to = {"order_id": ("orders", "CASCADE"), "product_id": "products"}

    order_id: Mapped[UUID]
    product_id: Mapped[UUID | None]
    description: Mapped[str | None]
    quantity: Mapped[Decimal] = mapped_column(Numeric(14, 3), default=1)
    unit_minor: Mapped[int | None]
    amount_minor: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product | None] = owned_relationship("OrderLine.product_id", "Product")


class Receipt(Owned, Model):
    """Money that came in for an order, on a day."""

    __tablename__ = "receipts"
    belongs_to = {"order_id": ("orders", "CASCADE")}
    constraints = (
        Index("ix_receipts_received", "tenant_id", "received_on"),
        CheckConstraint("amount_minor <> 0", name="amount"),
    )

    order_id: Mapped[UUID]
    received_on: Mapped[date]
    amount_minor: Mapped[int]
    note: Mapped[str | None]
