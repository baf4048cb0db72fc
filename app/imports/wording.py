"""What imports are called on pages and in the history."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app import notices

STATES: dict[str, Any] = {
    "uploaded": _l("Columns to be checked"),
    "mapped": _l("Ready to import"),
    "queued": _l("Coming in"),
    "running": _l("Coming in"),
    "done": _l("Imported"),
    "failed": _l("Nothing imported"),
    "reverting": _l("Being taken back"),
    "reverted": _l("Taken back"),
}
MODES: dict[str, tuple[Any, Any]] = {
    "both": (_l("Create and update"), _l("new rows come in, known ones are updated")),
    "create": (_l("Create only"), _l("known ones are skipped")),
    "update": (_l("Update only"), _l("new rows are skipped")),
}
DATE_ORDERS: dict[str, Any] = {
    "dmy": _l("day first: 3/4 is 3 April"),
    "mdy": _l("month first: 3/4 is 4 March"),
}
HAPPENED: dict[str, Any] = {
    "import.uploaded": _l("was uploaded"),
    "import.started": _l("was started"),
    "import.done": _l("came in"),
    "import.reverted": _l("was taken back"),
    "import.discarded": _l("was given up"),
}
FIELDS: dict[str, Any] = {
    "row": _l("Row"), "rows": _l("Rows"), "records": _l("Kind of list"), "created": _l("Created"),
    "updated": _l("Updated"), "unchanged": _l("Unchanged"), "skipped": _l("Skipped"),
    "failed": _l("With problems"), "removed": _l("Removed"),
    "restored": _l("Set back"), "kept": _l("Kept"),
}  # fmt: skip


def tell_of_imports() -> None:
    """Make known what people are told when an import ends."""
    notices.kind(
        "import.ready", _l("Import finished: %(created)s created, %(updated)s updated, %(failed)s with problems"),
        icon="file-spreadsheet", note="%(name)s", letter=_l("An import is finished"),
    )  # fmt: skip
    notices.kind("import.failed", _l("The import could not be finished; nothing of it was kept"), icon="circle-alert",
                 note="%(name)s", to_do=True, letter=_l("An import failed"))  # fmt: skip
