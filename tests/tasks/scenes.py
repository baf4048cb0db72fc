"""What tasks bring to the sweeps."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from app import files, outbox
from app.clock import now
from app.files import File
from app.remarks.model import Remark
from app.tasks.model import Criterion
from tests import factories
from tests.isolation.parts import Part
from tests.tasks.factories import a_task
from tests.world import Person


def task(seller: Person) -> UUID:
    return a_task(seller.member_id).id


def waiting_task(seller: Person, colleague: UUID) -> UUID:
    """Handed in by a colleague; the seller accepts it."""
    return a_task(colleague, acceptor_id=seller.member_id, state="submitted", actual=Decimal(20)).id


def criterion(task: UUID) -> UUID:
    return factories.added(Criterion(task_id=task, text="The number works")).id


def task_file(seller: Person, task: UUID) -> UUID:
    made = File(
        by_id=seller.member_id, subject_kind="task", subject_id=task, name="list.txt", size=5, media_type="text/plain",
        storage_key=files.keep("files", b"leads", ".txt"),
    )  # fmt: skip
    return factories.added(made).id


def task_remark(seller: Person, task: UUID) -> UUID:
    said = {"by_id": seller.member_id, "subject_kind": "task", "subject_id": task, "said": "Half done", "at": now()}
    return factories.added(Remark(**said)).id


PART = Part(
    records=(task, waiting_task, criterion, task_file, task_remark),
    parameters={
        ("tasks", "id"): "task",
        ("tasks.accept", "id"): "waiting_task",
        ("tasks.return_", "id"): "waiting_task",
        ("tasks.reopen", "id"): "waiting_task",
        ("criteria", "criterion"): "criterion",
        ("tasks.download", "file_id"): "task_file",
        ("tasks.detach", "file_id"): "task_file",
        ("remarks", "remark_id"): "task_remark",
    },
    words={("tasks.export_table", "suffix"): "csv"},
    private=frozenset({("tasks", "id"), ("tasks.accept", "id"), ("tasks.return_", "id"), ("tasks.reopen", "id")}),
    loose={"task_links": frozenset({"subject_id"})},  # of any kind that can be found
    work={"tasks.count": lambda scene: _count()},
    rows={"tasks": {"state": "todo", "acceptor_id": None, "parent_id": None, "grade": None, "proposed_grade": None}},
)


def _count() -> None:
    outbox.later("tasks.count")
