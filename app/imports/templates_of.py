"""An empty sheet of each kind, so that those who have no list yet know what one looks like."""

from __future__ import annotations

from app.imports.kinds import Kind
from app.spreadsheets import Sheet, write_csv, write_xlsx


def template(kind: Kind, language: str, suffix: str) -> bytes:
    """The headings of `kind`, in Chinese or English, as a CSV or XLSX file."""
    heads = [field.label_zh if language == "zh" else field.label_en for field in kind.fields]
    return write_csv(heads, []) if suffix == "csv" else write_xlsx([Sheet(str(kind.label), heads, [])])
