"""The figures of one week, for the eyes of one member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from app import days
from app.clock import now
from app.money import minor_digits
from app.pipeline.opportunities.filtering import conditions
from app.pipeline.opportunities.model import Stage
from app.pipeline.opportunities.queries import days_in_stage, health_today, quiet_days, stages
from app.reports.weekly import queries
from app.reports.weekly.figures import (
    ClosedLine,
    DealLine,
    MonthRow,
    MoveLine,
    PersonRow,
    StalledLine,
    WeeklyFigures,
)
from app.reports.weekly.queries import Line
from app.reports.weekly.sums import known_sum, total_of
from app.reports.weeks import Week
from app.scene import Scene
from tenants.context import db, door
from tenants.model import Member, Tenant

LONGEST_NOTE = 90


def gather(member: Member, week: Week, language: str) -> WeeklyFigures:
    """What `member` sees of that week. Stalled and open deals are those of this moment."""
    company = db.scalars(select(Tenant).where(Tenant.id == door().tenant_id)).one()
    scene = Scene(member, days.today(), company.currency)
    asked = {name: conditions.of(wanted, scene) for name, wanted in queries.filters(*week).items()}
    lists: dict[str, Sequence[Line]] = {
        name: db.execute(queries.deals(asked[name])).all() for name in ("new", "won", "lost", "stalled")
    }
    lists["moved"] = db.execute(queries.moves(conditions.seen_by(member), *week)).all()
    open_rows = db.execute(queries.open_by_month(asked["open"])).all()
    told = _Telling(scene)
    people = told.people(lists, open_rows)
    return WeeklyFigures(
        company=company.name,
        week_start=week.start,
        week_end=week.end,
        made_at=now().astimezone(told.zone),
        currency=company.currency,
        minor_digits=minor_digits(company.currency),
        language=language,
        per_person=people,
        total=total_of(people, name=_("Total")),
        months=_months(open_rows),
        new=[told.deal(row) for row in lists["new"]],
        moved=[told.move(row) for row in lists["moved"]],
        won=[told.closed(row) for row in lists["won"]],
        lost=[told.closed(row) for row in lists["lost"]],
        stalled=[told.stalled(row) for row in lists["stalled"]],
    )


class _Telling:
    """Rows of the database in the report's words."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.zone = ZoneInfo(days.zone())
        self.stages: dict[UUID, Stage] = {stage.id: stage for stage in stages()}
        self.team_of = {person: (name, team) for person, name, team in db.execute(queries.people())}

    def deal(self, row: Line) -> DealLine:
        return DealLine(
            row.title, row.account, self._name(row), self.stages[row.stage_id].name, row.amount_minor,
            row.expected_on, _short(row.note),
        )  # fmt: skip

    def move(self, row: Line) -> MoveLine:
        return MoveLine(
            row.title, row.account, self._name(row), row.amount_minor, self.stages[row.from_stage_id].name,
            self.stages[row.to_stage_id].name, row.at.astimezone(self.zone),
        )  # fmt: skip

    def closed(self, row: Line) -> ClosedLine:
        why = ": ".join(filter(None, [row.reason, _short(row.lost_note)])) or None
        return ClosedLine(row.title, row.account, self._name(row), row.amount_minor, row.closed_on, why)

    def stalled(self, row: Line) -> StalledLine:
        stage, today = self.stages[row.stage_id], self.scene.today
        health = health_today(row, stage, today)
        limits = {reason.kind: reason.limit for reason in health.reasons} if health else {}
        return StalledLine(
            row.title, row.account, self._name(row), stage.name, row.amount_minor, days_in_stage(row, today),
            limits.get("stage", stage.expected_days), quiet_days(row, today),
        )  # fmt: skip

    def people(self, lists: dict[str, Sequence[Line]], open_rows: Iterable[Line]) -> list[PersonRow]:
        """Everybody with something to say, by team and name."""
        columns: dict[UUID, dict[str, Any]] = defaultdict(dict)
        for group, rows in lists.items():
            for owner, amounts in _by_owner(rows).items():
                columns[owner][f"{group}_count"] = len(amounts)
                if group != "moved":
                    columns[owner][f"{group}_minor"] = known_sum(amounts)
        for owner, count, minor in _open_of(open_rows):
            columns[owner].update(open_count=count, open_minor=minor)
        return [PersonRow(*who, **columns[person]) for person, who in self.team_of.items() if person in columns]

    def _name(self, row: Line) -> str:
        return self.team_of[row.owner_id][0]


def _by_owner(rows: Iterable[Line]) -> dict[UUID, list[int | None]]:
    found: dict[UUID, list[int | None]] = defaultdict(list)
    for row in rows:
        found[row.owner_id].append(row.amount_minor)
    return found


def _open_of(rows: Iterable[Line]) -> list[tuple[UUID, int, int | None]]:
    by_owner: dict[UUID, list[Line]] = defaultdict(list)
    for row in rows:
        by_owner[row.owner_id].append(row)
    return [(owner, sum(row.pieces for row in mine), _sum(mine)) for owner, mine in by_owner.items()]


def _months(rows: Iterable[Line]) -> list[MonthRow]:
    by_month: dict[Any, list[Line]] = defaultdict(list)
    for row in rows:
        by_month[row.month].append(row)
    return [
        MonthRow(month, sum(row.pieces for row in mine), _sum(mine), sum(row.unknown for row in mine))
        for month, mine in sorted(by_month.items(), key=lambda pair: (pair[0] is None, pair[0]))
    ]


def _sum(rows: Iterable[Line]) -> int | None:
    return known_sum(None if row.minor is None else int(row.minor) for row in rows)


def _short(note: str | None) -> str | None:
    line = " ".join((note or "").split())
    return (line[: LONGEST_NOTE - 1] + "…" if len(line) > LONGEST_NOTE else line) or None
