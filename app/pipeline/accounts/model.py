"""Customer companies and the people in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.company.model import Choice
from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

CUSTOMER_TYPES = ("new", "existing", "key")


class Account(Owned, Model):
    """A customer company, cared for by one owner."""

    __tablename__ = "accounts"
    event_kind = "account"
    belongs_to = {
        "owner_id": "members",
        "industry_id": "choices",
        "region_id": "choices",
        "parent_id": "accounts",
        "import_id": "imports",
    }
    constraints = (
        CheckConstraint(f"customer_type IN {CUSTOMER_TYPES}", name="customer_type"),
        Index("ix_accounts_name_key", "tenant_id", "name_key"),
        Index("ix_accounts_updated", "tenant_id", "updated_at"),
        UniqueConstraint("tenant_id", "external_id", name="uq_accounts_external"),
    )

    name: Mapped[str]
    name_key: Mapped[str]
    external_id: Mapped[str | None]
    owner_id: Mapped[UUID | None]
    industry_id: Mapped[UUID | None]
    region_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    customer_type: Mapped[str | None]
    employees: Mapped[int | None]
    revenue_minor: Mapped[int | None]
    founded_year: Mapped[int | None]
    location: Mapped[str | None]
    phone: Mapped[str | None]
    website: Mapped[str | None]
    note: Mapped[str | None]
    import_id: Mapped[UUID | None]
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Member | None] = owned_relationship("Account.owner_id", "Member")
    region: Mapped[Choice | None] = owned_relationship("Account.region_id", "Choice")
    industry: Mapped[Choice | None] = owned_relationship("Account.industry_id", "Choice")
    parent: Mapped[Account | None] = owned_relationship("Account.parent_id", "Account")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class Contact(Owned, Model):
    """A person at a customer company."""

    __tablename__ = "contacts"
    event_kind = "contact"
    belongs_to = {"account_id": ("accounts", "CASCADE"), "import_id": "imports"}
    constraints = (Index("ix_contacts_name_key", "tenant_id", "name_key"),)

    account_id: Mapped[UUID]
    name: Mapped[str]
    name_key: Mapped[str]
    title: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    wechat: Mapped[str | None]
    note: Mapped[str | None]
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account] = owned_relationship("Contact.account_id", "Account")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name
