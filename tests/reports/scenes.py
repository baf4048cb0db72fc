"""What the reports bring to the sweeps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app import files, outbox
from app.clock import now
from app.reports import acts
from app.reports.model import Report
from app.reports.weeks import last_full_week
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting
from tests.world import Person


def report(seller: Person) -> UUID:
    monday = now().date() - timedelta(days=now().weekday() + 7)
    kept = {"pdf_key": files.keep("reports", b"%PDF-", ".pdf"), "xlsx_key": files.keep("reports", b"PK", ".xlsx")}
    made = Report(
        kind="weekly", for_id=seller.member_id, language="en", period_start=monday,
        period_end=monday + timedelta(days=6), state="ready", progress=100, made_at=now(), pdf_size=5, xlsx_size=2,
        **kept,
    )  # fmt: skip
    return factories.added(made).id


def _make(scene) -> None:
    acts.ask(acting(), last_full_week(now().date(), 1), "en", by_email=True)


def _send(scene) -> None:
    outbox.later("reports.send", subject_id=scene.report)


def _each_week(scene) -> None:
    acts.send_each_week(acting(), 1, 8)
    schedule = acts.schedule_of(acting())
    assert schedule
    outbox.later("reports.weekly", subject_id=schedule.id)


PART = Part(
    records=(report,),
    parameters={("reports", "id"): "report"},
    words={("reports", "form"): "xlsx"},
    private=frozenset({("reports", "id")}),
    work={"reports.make": _make, "reports.send": _send, "reports.weekly": _each_week},
    viewers_too={
        "reports.create": "a report of what one may see, for one's own eyes",
        "reports.retry": "one's own report",
        "reports.send": "one's own report, to one's own address",
        "reports.schedule": "one's own reports",
        "reports.end_schedule": "one's own reports",
    },
)
