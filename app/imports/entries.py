"""What will become of each row, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import LazyString

from app.imports.converting import Converted
from app.imports.problems import Problem, Unreadable

CREATED, UPDATED, UNCHANGED, SKIPPED, FAILED = OUTCOMES = ("created", "updated", "unchanged", "skipped", "failed")


@dataclass(slots=True)
class Entry:
    """One row of the file on its way: what it gives, what it is to change, and what is wrong with it."""

    row: Converted
    outcome: str = FAILED
    record_id: UUID | None = None
    version: int = 1  # of the record it changes, as it was seen
    given: dict[str, Any] = field(default_factory=dict)  # columns the row fills, and their values
    changes: dict[str, list[Any]] = field(default_factory=dict)  # column -> [before, after]
    extra: dict[str, Any] = field(default_factory=dict)  # what lies in other tables: lines, next step, placement
    problems: list[Problem] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.number

    @property
    def is_bad(self) -> bool:
        """Whether something keeps the row out."""
        return any(problem.is_error for problem in self.problems)

    def refuse(self, column: str, words: LazyString, code: str = "refused", **values: Any) -> None:
        """Keep the row out, because of its cell under `column` (the whole row without one)."""
        self._say(column, Unreadable(code, words, **values), "error")

    def warn(self, column: str, words: LazyString, code: str = "warning", **values: Any) -> None:
        """Let the row in, without what `column` says."""
        self._say(column, Unreadable(code, words, **values), "warning")

    def note(self, column: str, words: LazyString, code: str = "note", **values: Any) -> None:
        """Let the row in with all it says, and say what to look at."""
        self._say(column, Unreadable(code, words, **values), "note")

    def _say(self, column: str, complaint: Unreadable, severity: Any) -> None:
        self.problems.append(Problem(self.number, column, None, complaint, severity))


def counted(entries: list[Entry]) -> dict[str, int]:
    """How many rows have each outcome."""
    counts = Counter(entry.outcome for entry in entries)
    return {outcome: counts[outcome] for outcome in OUTCOMES}
