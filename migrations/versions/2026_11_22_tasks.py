"""Tasks: what is agreed to be done, how it is accepted, graded, repeated and counted."""

from __future__ import annotations

from alembic import op

from tenants.fence import wall

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Tables first, then their walls, then the keys between them. Work may come round each hour from here on, so the
    hour of a timetable may be missing; no row is rewritten."""
    for statement in TABLES:
        op.execute(statement)
    for table in FENCED:
        for statement in wall(table):
            op.execute(statement)
    for statement in (*KEYS, *INDEXES):
        op.execute(statement)
    op.execute("ALTER TABLE app.timetables ALTER COLUMN hour DROP NOT NULL")


FENCED = (
    "task_templates",
    "task_series",
    "tasks",
    "task_criteria",
    "task_links",
    "grade_bands",
    "task_rules",
    "calendar_feeds",
)

TABLES = (
    """CREATE TABLE app.task_templates (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        plan JSONB NOT NULL,
        created_by_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        version BIGINT NOT NULL,
        CONSTRAINT pk_task_templates PRIMARY KEY (tenant_id, id),
        CONSTRAINT uq_task_templates_name UNIQUE (tenant_id, name_key)
    )""",
    """CREATE TABLE app.task_series (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        template_id UUID NOT NULL,
        owner_id UUID NOT NULL,
        acceptor_id UUID,
        created_by_id UUID NOT NULL,
        every TEXT NOT NULL,
        on_day SMALLINT NOT NULL,
        next_on DATE,
        ended_on DATE,
        version BIGINT NOT NULL,
        CONSTRAINT pk_task_series PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_task_series_every CHECK (every IN ('week', 'month', 'quarter')),
        CONSTRAINT ck_task_series_ended CHECK (ended_on IS NULL OR next_on IS NULL),
        CONSTRAINT ck_task_series_day CHECK (
            CASE every WHEN 'week' THEN on_day BETWEEN 1 AND 7 ELSE on_day BETWEEN 1 AND 31 END
        )
    )""",
    """CREATE TABLE app.tasks (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        parent_id UUID,
        position BIGINT NOT NULL,
        is_split BOOLEAN NOT NULL,
        title TEXT NOT NULL,
        goal TEXT,
        goal_quantity NUMERIC(14, 2),
        unit TEXT,
        lower_is_better BOOLEAN NOT NULL,
        measure TEXT,
        owner_id UUID NOT NULL,
        acceptor_id UUID,
        created_by_id UUID NOT NULL,
        starts_on DATE,
        due_on DATE,
        effort_minutes BIGINT,
        is_important BOOLEAN NOT NULL,
        is_urgent BOOLEAN,
        demand TEXT NOT NULL,
        state TEXT NOT NULL,
        is_open BOOLEAN GENERATED ALWAYS AS (state IN ('todo', 'doing', 'submitted', 'returned')) STORED NOT NULL,
        actual NUMERIC(14, 2),
        counted_at TIMESTAMP WITH TIME ZONE,
        done_on DATE,
        result TEXT,
        submitted_at TIMESTAMP WITH TIME ZONE,
        return_reason TEXT,
        returned_count SMALLINT NOT NULL,
        delay_reason TEXT,
        support TEXT,
        accepted_at TIMESTAMP WITH TIME ZONE,
        accepted_by_id UUID,
        proposed_grade TEXT,
        grade TEXT,
        grade_reason TEXT,
        is_late BOOLEAN NOT NULL,
        note TEXT,
        series_id UUID,
        import_id UUID,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        version BIGINT NOT NULL,
        CONSTRAINT pk_tasks PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_tasks_state CHECK (state IN ('todo', 'doing', 'submitted', 'returned', 'accepted', 'cancelled')),
        CONSTRAINT ck_tasks_demand CHECK (demand IN ('ordinary', 'hard', 'referral', 'basic')),
        CONSTRAINT ck_tasks_grades CHECK (
            grade IN ('excellent', 'good', 'improve', 'fair', 'poor')
            AND proposed_grade IN ('excellent', 'good', 'improve', 'fair', 'poor')
        ),
        CONSTRAINT ck_tasks_grade_when_accepted CHECK (grade IS NULL OR state = 'accepted'),
        CONSTRAINT ck_tasks_accepted CHECK ((state = 'accepted') = (accepted_at IS NOT NULL)),
        CONSTRAINT ck_tasks_done_when_submitted CHECK ((state IN ('submitted', 'accepted')) = (done_on IS NOT NULL)),
        CONSTRAINT ck_tasks_goal CHECK (goal_quantity > 0),
        CONSTRAINT ck_tasks_actual CHECK (actual >= 0),
        CONSTRAINT ck_tasks_effort CHECK (effort_minutes > 0),
        CONSTRAINT ck_tasks_days CHECK (due_on >= starts_on),
        CONSTRAINT ck_tasks_accepted_by_another CHECK (acceptor_id <> owner_id),
        CONSTRAINT ck_tasks_not_its_own_part CHECK (parent_id <> id)
    )""",
    """CREATE TABLE app.task_criteria (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        task_id UUID NOT NULL,
        text TEXT NOT NULL,
        position BIGINT NOT NULL,
        is_met BOOLEAN NOT NULL,
        CONSTRAINT pk_task_criteria PRIMARY KEY (tenant_id, id)
    )""",
    """CREATE TABLE app.task_links (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        task_id UUID NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id UUID NOT NULL,
        CONSTRAINT pk_task_links PRIMARY KEY (tenant_id, id),
        CONSTRAINT uq_task_links_subject UNIQUE (tenant_id, task_id, subject_id)
    )""",
    """CREATE TABLE app.grade_bands (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        grade TEXT NOT NULL,
        name TEXT,
        floor BIGINT NOT NULL,
        CONSTRAINT pk_grade_bands PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_grade_bands_grade CHECK (grade IN ('excellent', 'good', 'improve', 'fair', 'poor')),
        CONSTRAINT ck_grade_bands_floor CHECK (floor BETWEEN 0 AND 1000000),
        CONSTRAINT uq_grade_bands_grade UNIQUE (tenant_id, grade),
        CONSTRAINT uq_grade_bands_floor UNIQUE (tenant_id, floor)
    )""",
    """CREATE TABLE app.task_rules (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        hours_a_day SMALLINT NOT NULL,
        top_percent SMALLINT NOT NULL,
        newcomer_days SMALLINT NOT NULL,
        version BIGINT NOT NULL,
        CONSTRAINT pk_task_rules PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_task_rules_hours CHECK (hours_a_day BETWEEN 1 AND 24),
        CONSTRAINT ck_task_rules_top CHECK (top_percent BETWEEN 1 AND 100),
        CONSTRAINT ck_task_rules_newcomer CHECK (newcomer_days BETWEEN 1 AND 730),
        CONSTRAINT uq_task_rules_one UNIQUE (tenant_id)
    )""",
    """CREATE TABLE app.calendar_feeds (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        member_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        CONSTRAINT pk_calendar_feeds PRIMARY KEY (tenant_id, id),
        CONSTRAINT uq_calendar_feeds_member UNIQUE (tenant_id, member_id)
    )""",
)

KEYS = (
    """ALTER TABLE app.task_templates ADD CONSTRAINT fk_task_templates_created_by_id
        FOREIGN KEY(tenant_id, created_by_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.task_series ADD CONSTRAINT fk_task_series_acceptor_id
        FOREIGN KEY(tenant_id, acceptor_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.task_series ADD CONSTRAINT fk_task_series_created_by_id
        FOREIGN KEY(tenant_id, created_by_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.task_series ADD CONSTRAINT fk_task_series_owner_id
        FOREIGN KEY(tenant_id, owner_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.task_series ADD CONSTRAINT fk_task_series_template_id
        FOREIGN KEY(tenant_id, template_id) REFERENCES app.task_templates (tenant_id, id) ON DELETE CASCADE""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_accepted_by_id
        FOREIGN KEY(tenant_id, accepted_by_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_acceptor_id
        FOREIGN KEY(tenant_id, acceptor_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_created_by_id
        FOREIGN KEY(tenant_id, created_by_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_import_id
        FOREIGN KEY(tenant_id, import_id) REFERENCES app.imports (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_owner_id
        FOREIGN KEY(tenant_id, owner_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_parent_id
        FOREIGN KEY(tenant_id, parent_id) REFERENCES app.tasks (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.tasks ADD CONSTRAINT fk_tasks_series_id
        FOREIGN KEY(tenant_id, series_id) REFERENCES app.task_series (tenant_id, id) ON DELETE RESTRICT""",
    """ALTER TABLE app.task_criteria ADD CONSTRAINT fk_task_criteria_task_id
        FOREIGN KEY(tenant_id, task_id) REFERENCES app.tasks (tenant_id, id) ON DELETE CASCADE""",
    """ALTER TABLE app.task_links ADD CONSTRAINT fk_task_links_task_id
        FOREIGN KEY(tenant_id, task_id) REFERENCES app.tasks (tenant_id, id) ON DELETE CASCADE""",
    """ALTER TABLE app.calendar_feeds ADD CONSTRAINT fk_calendar_feeds_member_id
        FOREIGN KEY(tenant_id, member_id) REFERENCES app.members (tenant_id, id) ON DELETE CASCADE""",
)

INDEXES = (
    """CREATE INDEX ix_task_templates_created_by_id ON app.task_templates (tenant_id, created_by_id)""",
    """CREATE INDEX ix_task_series_acceptor_id ON app.task_series (tenant_id, acceptor_id)""",
    """CREATE INDEX ix_task_series_created_by_id ON app.task_series (tenant_id, created_by_id)""",
    """CREATE INDEX ix_task_series_next ON app.task_series (tenant_id, next_on)""",
    """CREATE INDEX ix_task_series_owner_id ON app.task_series (tenant_id, owner_id)""",
    """CREATE INDEX ix_task_series_template_id ON app.task_series (tenant_id, template_id)""",
    """CREATE INDEX ix_tasks_accepted_by_id ON app.tasks (tenant_id, accepted_by_id)""",
    """CREATE INDEX ix_tasks_acceptor ON app.tasks (tenant_id, acceptor_id, state, submitted_at)""",
    """CREATE INDEX ix_tasks_creator ON app.tasks (tenant_id, created_by_id, is_open, due_on, id)""",
    """CREATE INDEX ix_tasks_import_id ON app.tasks (tenant_id, import_id)""",
    """CREATE INDEX ix_tasks_open ON app.tasks (tenant_id, is_open, due_on, id)""",
    """CREATE INDEX ix_tasks_owner ON app.tasks (tenant_id, owner_id, is_open, due_on, id)""",
    """CREATE INDEX ix_tasks_owner_done ON app.tasks (tenant_id, owner_id, done_on)""",
    """CREATE INDEX ix_tasks_parts ON app.tasks (tenant_id, parent_id, position)""",
    """CREATE INDEX ix_tasks_series_id ON app.tasks (tenant_id, series_id)""",
    """CREATE INDEX ix_tasks_state_accepted ON app.tasks (tenant_id, state, accepted_at, id)""",
    """CREATE INDEX ix_tasks_state_due ON app.tasks (tenant_id, state, due_on, id)""",
    """CREATE INDEX ix_tasks_updated ON app.tasks (tenant_id, updated_at, id)""",
    """CREATE INDEX ix_task_criteria_place ON app.task_criteria (tenant_id, task_id, position)""",
    """CREATE INDEX ix_task_links_subject ON app.task_links (tenant_id, subject_id)""",
)
