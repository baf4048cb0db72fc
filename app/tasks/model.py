"""Tasks, what they are accepted by, and the company's own rules for them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, Numeric, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.tasks.grading import GRADES
from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

TODO, DOING, SUBMITTED, RETURNED, ACCEPTED, CANCELLED = (
    "todo",
    "doing",
    "submitted",
    "returned",
    "accepted",
    "cancelled",
)
STATES = (TODO, DOING, SUBMITTED, RETURNED, ACCEPTED, CANCELLED)
#: Somebody still has something to do: the owner, or whoever accepts.
OPEN = (TODO, DOING, SUBMITTED, RETURNED)
#: The owner still has something to do.
WORKING = (TODO, DOING, RETURNED)
#: What a task asks of its owner; it decides who is suited.
ORDINARY, HARD, REFERRAL, BASIC = "ordinary", "hard", "referral", "basic"
DEMANDS = (ORDINARY, HARD, REFERRAL, BASIC)
_QUANTITY = Numeric(14, 2)
_LOAD = ("starts_on", "effort_minutes", "actual", "goal_quantity", "state", "is_split")
#: Letters a title, or a goal in words, may have: as many as a cell of the table brings in.
LONGEST = 400
#: Lines of an acceptance standard, parts typed in one form, hours of effort: beyond lies a mistake.
MOST_CRITERIA, MOST_PARTS, MOST_HOURS = 20, 30, 2000


class Task(Owned, Model):
    """Something to do: who does it, by when, what counts as done, and who says so. A part points at its whole."""

    __tablename__ = "tasks"
    event_kind = "task"
    belongs_to = {
        "parent_id": "tasks",
        "owner_id": "members",
        "acceptor_id": "members",
        "created_by_id": "members",
        "accepted_by_id": "members",
        "series_id": "task_series",
        "import_id": "imports",
    }
    led_by = ("parent_id", "owner_id", "acceptor_id", "created_by_id")
    constraints = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"demand IN {DEMANDS}", name="demand"),
        CheckConstraint(f"grade IN {GRADES} AND proposed_grade IN {GRADES}", name="grades"),
        CheckConstraint("grade IS NULL OR state = 'accepted'", name="grade_when_accepted"),
        CheckConstraint("(state = 'accepted') = (accepted_at IS NOT NULL)", name="accepted"),
        CheckConstraint("(state IN ('submitted', 'accepted')) = (done_on IS NOT NULL)", name="done_when_submitted"),
        CheckConstraint("goal_quantity > 0", name="goal"),
        CheckConstraint("actual >= 0", name="actual"),
        CheckConstraint("effort_minutes > 0", name="effort"),
        CheckConstraint("due_on >= starts_on", name="days"),
        CheckConstraint("acceptor_id <> owner_id", name="accepted_by_another"),
        CheckConstraint("parent_id <> id", name="not_its_own_part"),
        # What is open, by when: the list, the calendar. Ended ones newest first.
        Index("ix_tasks_open", "tenant_id", "is_open", "due_on", "id"),
        Index("ix_tasks_state_due", "tenant_id", "state", "due_on", "id"),
        Index("ix_tasks_state_accepted", "tenant_id", "state", "accepted_at", "id"),
        Index("ix_tasks_updated", "tenant_id", "updated_at", "id"),
        # A person's own: my day, the workload (which reads nothing but this index), the meeting; and what waits for
        # his word.
        Index("ix_tasks_owner", "tenant_id", "owner_id", "is_open", "due_on", "id", postgresql_include=_LOAD),
        Index("ix_tasks_owner_done", "tenant_id", "owner_id", "done_on"),
        Index("ix_tasks_acceptor", "tenant_id", "acceptor_id", "state", "submitted_at"),
        Index("ix_tasks_creator", "tenant_id", "created_by_id", "is_open", "due_on", "id"),
        Index("ix_tasks_parts", "tenant_id", "parent_id", "position"),
    )

    parent_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(default=0)  # among the parts of its whole
    is_split: Mapped[bool] = mapped_column(default=False)  # into parts, which carry its effort and make its actual
    title: Mapped[str]
    goal: Mapped[str | None]  # in words, as the source's table has it: 开发50家新客户
    goal_quantity: Mapped[Decimal | None] = mapped_column(_QUANTITY)
    unit: Mapped[str | None]
    lower_is_better: Mapped[bool] = mapped_column(default=False)
    measure: Mapped[str | None]  # the key of a measure that counts by itself
    owner_id: Mapped[UUID]
    acceptor_id: Mapped[UUID | None]  # nobody: a note to oneself, done when one says so, without a grade
    created_by_id: Mapped[UUID]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    effort_minutes: Mapped[int | None]
    is_important: Mapped[bool] = mapped_column(default=False)
    is_urgent: Mapped[bool | None]  # unknown: by its date
    demand: Mapped[str] = mapped_column(default=ORDINARY)
    state: Mapped[str] = mapped_column(default=TODO)
    is_open: Mapped[bool] = mapped_column(
        Computed("state IN ('todo', 'doing', 'submitted', 'returned')", persisted=True)
    )
    actual: Mapped[Decimal | None] = mapped_column(_QUANTITY)
    counted_at: Mapped[datetime | None]  # when its measure was last asked
    done_on: Mapped[date | None]
    result: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    return_reason: Mapped[str | None]
    returned_count: Mapped[int] = mapped_column(SmallInteger, default=0)
    delay_reason: Mapped[str | None]
    support: Mapped[str | None]  # what the owner asks for, until it is answered
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[UUID | None]
    proposed_grade: Mapped[str | None]  # by the bands that held at acceptance
    grade: Mapped[str | None]
    grade_reason: Mapped[str | None]
    is_late: Mapped[bool] = mapped_column(default=False)  # done after it was due; never part of the grade
    note: Mapped[str | None]
    series_id: Mapped[UUID | None]
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    parent: Mapped[Task | None] = owned_relationship("Task.parent_id", "Task", remote_side="Task.id")
    owner: Mapped[Member] = owned_relationship("Task.owner_id", "Member")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.title

    @property
    def is_working(self) -> bool:
        """Whether its owner still has something to do."""
        return self.state in WORKING


class Criterion(Owned, Model):
    """One line of what a task is accepted by: met or not, ticked by its owner, looked at by who accepts."""

    __tablename__ = "task_criteria"
    belongs_to = {"task_id": ("tasks", "CASCADE")}
    led_by = ("task_id",)
    constraints = (Index("ix_task_criteria_place", "tenant_id", "task_id", "position"),)

    task_id: Mapped[UUID]
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    is_met: Mapped[bool] = mapped_column(default=False)


class TaskLink(Owned, Model):
    """What a task is about: a deal, a customer, whatever a tool makes findable. Its area shows it, and to whom."""

    __tablename__ = "task_links"
    belongs_to = {"task_id": ("tasks", "CASCADE")}
    led_by = ("task_id",)
    constraints = (
        UniqueConstraint("tenant_id", "task_id", "subject_id", name="uq_task_links_subject"),
        Index("ix_task_links_subject", "tenant_id", "subject_id"),
    )

    task_id: Mapped[UUID]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]


class GradeBand(Owned, Model):
    """A grade of this company: what it is called there, and the ratio from which it is earned."""

    __tablename__ = "grade_bands"
    is_standing = True
    event_kind = "grade_band"
    constraints = (
        CheckConstraint(f"grade IN {GRADES}", name="grade"),
        CheckConstraint("floor BETWEEN 0 AND 1000000", name="floor"),
        UniqueConstraint("tenant_id", "grade", name="uq_grade_bands_grade"),
        UniqueConstraint("tenant_id", "floor", name="uq_grade_bands_floor"),
    )

    grade: Mapped[str]
    name: Mapped[str | None]  # the company's own word; the product's own, in the reader's language, without
    floor: Mapped[int]  # hundredths of a percent

    @property
    def event_name(self) -> str:
        return self.name or self.grade


class TaskRules(Owned, Model):
    """What this company takes for a full day, a strong developer of business, a newcomer. One row a company."""

    __tablename__ = "task_rules"
    is_standing = True
    event_kind = "task_rules"
    constraints = (
        CheckConstraint("hours_a_day BETWEEN 1 AND 24", name="hours"),
        CheckConstraint("top_percent BETWEEN 1 AND 100", name="top"),
        CheckConstraint("newcomer_days BETWEEN 1 AND 730", name="newcomer"),
        UniqueConstraint("tenant_id", name="uq_task_rules_one"),
    )

    hours_a_day: Mapped[int] = mapped_column(SmallInteger, default=8)
    top_percent: Mapped[int] = mapped_column(SmallInteger, default=30)
    newcomer_days: Mapped[int] = mapped_column(SmallInteger, default=90)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return ""
