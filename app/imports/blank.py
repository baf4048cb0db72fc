"""What people write into a cell that says nothing, and text brought to one plain form."""

import unicodedata
from typing import Any

BLANK = {"", "-", "--", "—", "——", "–", "/", "n/a", "#n/a", "null", "无", "暂无", "空"}
INVISIBLE = dict.fromkeys([*range(32), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
FORMULA_MARKS = "=+-@\t\r\n＝＋－＠"


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in BLANK)


def plain(value: Any) -> str:
    """Half-width, trimmed, one space between words: the form numbers and dates are read in."""
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    return " ".join(unguarded(text).split())


def unguarded(text: str) -> str:
    """Without the apostrophe that our own exports put before what a spreadsheet would calculate."""
    if len(text) > 1 and text[0] == "'" and text[1] in FORMULA_MARKS:
        return text[1:]
    return text
