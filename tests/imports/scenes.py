"""What the importer brings to the sweeps."""

from __future__ import annotations

from uuid import UUID

from app import outbox
from app.imports import uploads
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting


def upload() -> UUID:
    content = f"Customer,Website\nHengyuan {factories.number()},hengyuan.example\n".encode()
    return uploads.accept(content, "customers.csv", by=acting(), kind="accounts").id


def _ask(state: str, kind: str):
    def ask(scene) -> None:
        content = f"Customer\nHengyuan {factories.number()}\nnobody\n".encode()
        record = uploads.accept(content, "customers.csv", by=acting(), kind="accounts")
        record.state = state
        outbox.later(kind, subject_id=record.id)

    return ask


PART = Part(
    records=(upload,),
    parameters={("imports", "id"): "upload"},
    words={("imports", "suffix"): "csv", ("templates", "kind"): "accounts", ("templates", "suffix"): "csv"},
    private=frozenset({("imports", "id")}),
    work={
        "imports.check": _ask("uploaded", "imports.check"),
        "imports.run": _ask("queued", "imports.run"),
        "imports.revert": _ask("reverting", "imports.revert"),
        "imports.index": _ask("done", "imports.index"),
    },
    loose={"import_rows": frozenset({"record_id"})},  # of the kind that was imported
)
