"""What went wrong with a file, a row or a cell, in words the person can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import LazyString

Severity = Literal["error", "warning", "note"]


class Complaint(Exception):
    """A sentence for the reader; translated when shown, not when raised."""

    def __init__(self, code: str, words: LazyString, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.values = values

    @property
    def sentence(self) -> str:
        return fill(self.words, self.values)


class Refused(Complaint):
    """The whole file is refused; nothing of it was used."""


class Unreadable(Complaint):
    """One cell cannot be read as what its column is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that needs a look: an error keeps its row out, a warning only leaves the cell empty, a note nothing."""

    row_number: int
    column: str
    value: Any
    complaint: Complaint
    severity: Severity = "error"

    @property
    def sentence(self) -> str:
        return self.complaint.sentence

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def fill(words: LazyString, values: Mapping[str, Any]) -> str:
    text = str(words)
    return text % values if values else text
