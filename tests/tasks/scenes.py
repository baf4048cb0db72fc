"""What tasks bring to the sweeps."""

from __future__ import annotations

from uuid import UUID

from app import files
from app.clock import now
from app.files import File
from app.remarks.model import Remark
from tests import factories
from tests.isolation.parts import Part
from tests.tasks.factories import a_task
from tests.world import Person


def task(seller: Person) -> UUID:
    return a_task(seller.member_id).id


def criterion(task: UUID) -> UUID:
    from app.tasks.model import Criterion

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
    records=(task, criterion, task_file, task_remark),
    parameters={
        ("tasks", "id"): "task",
        ("criteria", "criterion"): "criterion",
        ("tasks.download", "file_id"): "task_file",
        ("tasks.detach", "file_id"): "task_file",
        ("remarks", "remark_id"): "task_remark",
    },
    private=frozenset({("tasks", "id")}),
    work={"tasks.count": lambda scene: _count()},
    rows={"tasks": {"state": "todo", "acceptor_id": None, "parent_id": None, "grade": None, "proposed_grade": None}},
)


def _count() -> None:
    from app import outbox

    outbox.later("tasks.count")
