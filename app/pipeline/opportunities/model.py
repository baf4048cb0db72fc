"""Deals, the stages they go through, and every move between them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.company.model import Choice
from app.pipeline.accounts.model import CUSTOMER_TYPES, Account, Contact
from app.pipeline.products.model import Product
from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

OPEN, WON, LOST = "open", "won", "lost"
STATES = (OPEN, WON, LOST)
#: What a stage may demand of a deal before it may enter.
DEMANDABLE = ("amount", "account", "contact", "expected_on", "lines", "channel", "competitors")


class Pipeline(Owned, Model):
    """A way of selling: an ordered row of stages."""

    __tablename__ = "pipelines"
    event_kind = "pipeline"
    is_standing = True
    constraints = (UniqueConstraint("tenant_id", "name_key", name="uq_pipelines_name"),)

    name: Mapped[str]
    name_key: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    stages: Mapped[list[Stage]] = relationship(
        primaryjoin="and_(Pipeline.tenant_id == foreign(Stage.tenant_id), Pipeline.id == foreign(Stage.pipeline_id))",
        order_by="Stage.position",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class Stage(Owned, Model):
    """A step of a pipeline. Each pipeline ends in one stage that is won and one that is lost."""

    __tablename__ = "stages"
    event_kind = "stage"
    is_standing = True
    belongs_to = {"pipeline_id": ("pipelines", "CASCADE")}
    constraints = (
        CheckConstraint(f"kind IN {STATES}", name="kind"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
        CheckConstraint("expected_days IS NULL OR warning_days >= expected_days", name="days"),
        UniqueConstraint("tenant_id", "pipeline_id", "name_key", name="uq_stages_name"),
    )

    pipeline_id: Mapped[UUID]
    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str] = mapped_column(default=OPEN)
    position: Mapped[int] = mapped_column(default=0)
    probability: Mapped[int] = mapped_column(SmallInteger, default=0)  # percent
    expected_days: Mapped[int | None] = mapped_column(SmallInteger)  # beyond: watch
    warning_days: Mapped[int | None] = mapped_column(SmallInteger)  # beyond: stuck
    quiet_days: Mapped[int | None] = mapped_column(SmallInteger)  # without a contact: watch; twice that: stuck
    demands: Mapped[list[str]] = mapped_column(default=list)
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class Deal(Owned, Model):
    """An opportunity (商机): some role at the customer is interested, and someone of ours works it to its end."""

    __tablename__ = "deals"
    event_kind = "deal"
    belongs_to = {
        "pipeline_id": "pipelines",
        "stage_id": "stages",
        "account_id": "accounts",
        "contact_id": "contacts",
        "owner_id": "members",
        "channel_id": "choices",
        "region_id": "choices",
        "lost_reason_id": "choices",
        "referred_by_id": "accounts",
        "import_id": "imports",
    }
    led_by = ("stage_id", "owner_id")
    constraints = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"customer_type IN {CUSTOMER_TYPES}", name="customer_type"),
        CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_when_ended"),
        CheckConstraint("amount_minor >= 0", name="amount"),
        UniqueConstraint("tenant_id", "external_id", name="uq_deals_external"),
        # The board: cards of a column in their set order, what ended newest first; totals, from the index alone.
        Index("ix_deals_stage_closed", "tenant_id", "stage_id", "closed_on", "id"),
        Index("ix_deals_board", "tenant_id", "stage_id", "rank", postgresql_where=text("state = 'open'")),
        Index(
            "ix_deals_totals",
            "tenant_id",
            "pipeline_id",
            "stage_id",
            "owner_id",
            postgresql_where=text("state = 'open'"),
            postgresql_include=["amount_minor"],
        ),
        # The list: one index for each order it offers.
        Index("ix_deals_updated", "tenant_id", "updated_at", "id"),
        Index("ix_deals_state_updated", "tenant_id", "state", "updated_at", "id"),
        Index("ix_deals_state_amount", "tenant_id", "state", "amount_minor", "id"),
        Index("ix_deals_state_expected", "tenant_id", "state", "expected_on", "id"),
        Index("ix_deals_state_closed", "tenant_id", "state", "closed_on", "id"),
        Index("ix_deals_owner_state", "tenant_id", "owner_id", "state", "updated_at"),
        Index("ix_deals_opened", "tenant_id", "opened_on", "id"),
    )

    title: Mapped[str]
    external_id: Mapped[str | None]
    pipeline_id: Mapped[UUID]
    stage_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(default=OPEN)
    account_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    owner_id: Mapped[UUID]
    amount_minor: Mapped[int | None]
    channel_id: Mapped[UUID | None]
    region_id: Mapped[UUID | None]  # frozen at winning; until then the account's, else the owner's team's
    customer_type: Mapped[str | None]
    referred_by_id: Mapped[UUID | None]
    competitors: Mapped[list[str]] = mapped_column(default=list)
    opened_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    stage_since: Mapped[datetime]  # when it entered its stage; an edit or a contact never resets it
    last_contact_at: Mapped[datetime | None]  # a real contact, which is what resets "quiet for N days"
    rank: Mapped[str] = mapped_column(Text(collation="C"))  # its place in its column, between its neighbours'
    lost_reason_id: Mapped[UUID | None]
    lost_note: Mapped[str | None]
    note: Mapped[str | None]
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    stage: Mapped[Stage] = owned_relationship("Deal.stage_id", "Stage")
    pipeline: Mapped[Pipeline] = owned_relationship("Deal.pipeline_id", "Pipeline")
    account: Mapped[Account | None] = owned_relationship("Deal.account_id", "Account")
    contact: Mapped[Contact | None] = owned_relationship("Deal.contact_id", "Contact")
    owner: Mapped[Member] = owned_relationship("Deal.owner_id", "Member")
    channel: Mapped[Choice | None] = owned_relationship("Deal.channel_id", "Choice")
    region: Mapped[Choice | None] = owned_relationship("Deal.region_id", "Choice")
    lost_reason: Mapped[Choice | None] = owned_relationship("Deal.lost_reason_id", "Choice")
    referred_by: Mapped[Account | None] = owned_relationship("Deal.referred_by_id", "Account")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


class DealLine(Owned, Model):
    """A product on a deal."""

    __tablename__ = "deal_lines"
    belongs_to = {"deal_id": ("deals", "CASCADE"), "product_id": "products"}

    deal_id: Mapped[UUID]
    product_id: Mapped[UUID | None]
    description: Mapped[str | None]
    quantity: Mapped[Decimal] = mapped_column(Numeric(14, 3), default=1)
    unit_minor: Mapped[int | None]
    amount_minor: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product | None] = owned_relationship("DealLine.product_id", "Product")


class StageChange(Owned, Model):
    """One move of a deal: from where (nowhere at its start), to where, when and by whom. Never edited."""

    __tablename__ = "stage_changes"
    belongs_to = {"deal_id": ("deals", "CASCADE"), "from_stage_id": "stages", "to_stage_id": "stages"}
    constraints = (Index("ix_stage_changes_at", "tenant_id", "at"),)

    deal_id: Mapped[UUID]
    from_stage_id: Mapped[UUID | None]
    to_stage_id: Mapped[UUID]
    at: Mapped[datetime]
    by_id: Mapped[UUID | None]
    rebuilt: Mapped[bool] = mapped_column(default=False)  # derived from dates an import brought

    from_stage: Mapped[Stage | None] = owned_relationship("StageChange.from_stage_id", "Stage")
    to_stage: Mapped[Stage] = owned_relationship("StageChange.to_stage_id", "Stage")
