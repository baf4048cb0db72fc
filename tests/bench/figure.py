"""One figure and its bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value that must not exceed `bar`; without a bar it only informs."""

    name: str
    value: float
    bar: float | None = None
    unit: str = "x"
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f" (bar {self.bar:g}{self.unit})"
        verdict = "ok  " if self.holds else "OVER"
        return f"{verdict} {self.name:<52} {self.value:8.2f}{self.unit}{bar}  {self.note}".rstrip()
