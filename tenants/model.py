"""The few tables without a fence of their own: companies, humans, the bridge between them, and their keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tenants.fence import SCHEMA
from tenants.owned import Owned, new_id
from tenants.roles import DEFAULT_SIGHT, Role, Sees


class Model(DeclarativeBase):
    """Base of every table. Constraint names come from conventions, so that an error can be explained by its name."""

    metadata = MetaData(
        schema=SCHEMA,
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map = {
        str: Text(),
        UUID: Uuid(),
        int: BigInteger(),
        date: Date(),
        datetime: DateTime(timezone=True),
        dict: JSONB(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        bytes: LargeBinary(),
    }


class Tenant(Model):
    """A company that rents the product, and how it counts its days and money."""

    __tablename__ = "tenants"
    event_kind = "tenant"
    is_standing = True
    __table_args__ = (
        CheckConstraint("slug = lower(slug)", name="slug_lower"),
        CheckConstraint("week_start BETWEEN 1 AND 7", name="week_start"),
        CheckConstraint("fiscal_month BETWEEN 1 AND 12", name="fiscal_month"),
        CheckConstraint("state IN ('active', 'suspended', 'closing')", name="state"),
        CheckConstraint("revenue_source IN ('pipeline', 'finance')", name="revenue_source"),
        CheckConstraint("revenue_stage IN ('signed', 'received')", name="revenue_stage"),
        UniqueConstraint("slug"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str]
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    zone: Mapped[str] = mapped_column(default="UTC")
    currency: Mapped[str] = mapped_column(default="USD")
    country: Mapped[str] = mapped_column(default="")
    week_start: Mapped[int] = mapped_column(SmallInteger, default=1)  # ISO weekday
    fiscal_month: Mapped[int] = mapped_column(SmallInteger, default=1)
    workdays: Mapped[str] = mapped_column(default="12345")  # ISO weekdays worked
    revenue_source: Mapped[str] = mapped_column(default="pipeline")
    revenue_stage: Mapped[str] = mapped_column(default="signed")
    logo_key: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)
    standing: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # see tenants.standing

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class User(Model):
    """A human who signs in, in one company or several."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    email_key: Mapped[str]  # lower-cased, compared with "=" (LIKE and lower() cannot use an index under row security)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    theme: Mapped[str] = mapped_column(default="system")
    email_confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Member(Owned, Model):
    """A human in one company. A placeholder is a name without a human yet: it owns records but cannot sign in."""

    __tablename__ = "members"
    event_kind = "member"
    is_standing = True
    constraints = (
        CheckConstraint("role IN ('owner', 'manager', 'seller', 'viewer')", name="role"),
        CheckConstraint("sees IN ('own', 'team', 'all')", name="sees"),
        CheckConstraint("state IN ('placeholder', 'invited', 'active', 'deactivated')", name="state"),
        CheckConstraint("state <> 'active' OR user_id IS NOT NULL", name="active_is_somebody"),
        UniqueConstraint("tenant_id", "user_id", name="uq_members_user"),
        Index("ix_members_user_id", "user_id"),
        Index("ix_members_name_key", "tenant_id", "name_key"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.users.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    email: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    role: Mapped[Role] = mapped_column(Text, default=Role.SELLER)
    sees: Mapped[Sees] = mapped_column(Text, default=Sees.OWN)
    is_trainer: Mapped[bool] = mapped_column(default=False)
    is_approver: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="active")
    mutes: Mapped[list[str]] = mapped_column(default=list, server_default=text("'{}'"))  # notices not wanted by e-mail
    joined_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

    @property
    def event_name(self) -> str:
        return self.name

    @property
    def can_manage(self) -> bool:
        """May set up the company: settings, imports of people, everyone's records."""
        return self.role in (Role.OWNER, Role.MANAGER)

    @property
    def can_write(self) -> bool:
        """May change records at all."""
        return self.role != Role.VIEWER

    @property
    def is_owner(self) -> bool:
        """May see the audit view, the jobs and the bill."""
        return self.role == Role.OWNER

    def take_role(self, role: Role) -> None:
        """Give the member a role together with the sight that usually goes with it."""
        self.role, self.sees = role, DEFAULT_SIGHT[role]


class SignIn(Model):
    """One device on which a human is signed in; ending it here ends it at once."""

    __tablename__ = "sign_ins"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_sign_ins_user_id", "user_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey(f"{SCHEMA}.users.id"))
    digest: Mapped[str]
    ip: Mapped[str]
    agent: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Token(Model):
    """A single-use link sent by e-mail. Only its digest is kept."""

    __tablename__ = "tokens"
    __table_args__ = (
        CheckConstraint("kind IN ('confirm', 'reset', 'change_email', 'invitation')", name="kind"),
        UniqueConstraint("digest"),
        Index("ix_tokens_user_id", "user_id"),
        Index("ix_tokens_member", "tenant_id", "member_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    digest: Mapped[str]
    user_id: Mapped[UUID | None]
    tenant_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    email: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Throttle(Model):
    """How often something was tried lately, by a hashed key."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    resets_at: Mapped[datetime]


class OutboxRow(Model):
    """Work for later, written in the transaction that asks for it. Ids and times only."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key", name="uq_outbox_key"),
        Index("ix_outbox_waiting", "run_after", postgresql_where=text("done_at IS NULL AND failed_at IS NULL")),
        Index("ix_outbox_tenant", "tenant_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tenant_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]  # who asked for it
    kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    args: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str | None]  # at most one row per key and tenant, for what must happen once
    queue: Mapped[str] = mapped_column(default="default")
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    run_after: Mapped[datetime] = mapped_column(server_default=text("now()"))
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]  # the exception's class only: messages may quote a customer's data
    progress: Mapped[int] = mapped_column(SmallInteger, default=0)


class Timetable(Model):
    """Something that comes round: next time in UTC, computed from the tenant's own zone."""

    __tablename__ = "timetables"
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind", "subject_id", name="uq_timetables_kind"),
        Index("ix_timetables_next_run_at", "next_run_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tenant_id: Mapped[UUID]
    kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    zone: Mapped[str]
    weekday: Mapped[int | None] = mapped_column(SmallInteger)  # ISO; None: every day
    hour: Mapped[int | None] = mapped_column(SmallInteger)  # None: every hour
    next_run_at: Mapped[datetime]
