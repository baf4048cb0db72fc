"""Text, yes or no, telephone and e-mail as people type them. A cell that says nothing is None."""

import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.blank import INVISIBLE, is_blank, plain, unguarded
from app.imports.problems import Unreadable

YES = {"yes", "y", "true", "t", "1", "on", "是", "对", "有", "√", "✓", "✔"}
NO = {"no", "n", "false", "f", "0", "off", "否", "不", "不是", "没有", "×", "x", "✗", "✘"}
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@.<>,;:\"()\[\]]{2,}")
PHONE = re.compile(r"\+?[\d\s().\-/]{5,32}(?:\s*(?:ext\.?|x|转|#)\s*\d{1,6})?", re.IGNORECASE)
LONGEST_TEXT, LONGEST_NOTE = 200, 10_000


def parse_text(value: Any, longest: int = LONGEST_TEXT) -> str | None:
    """One line of text: trimmed, composed (NFC), single spaces."""
    return _bounded(" ".join(_clean(value).split()), longest)


def parse_note(value: Any, longest: int = LONGEST_NOTE) -> str | None:
    """Text that keeps its lines."""
    if not isinstance(value, str) or value.isprintable():
        return parse_text(value, longest)
    lines = [" ".join(line.split()) for line in value.splitlines()]
    return _bounded("\n".join(_clean(line) for line in lines).strip("\n"), longest)


def parse_bool(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if is_blank(value):
        return None
    text = str(_written(plain(value) if isinstance(value, str) else value)).lower()
    if text in YES or text in NO:
        return text in YES
    raise Unreadable("bool", _l("“%(value)s” is neither yes nor no."), value=text)


def parse_phone(value: Any) -> str | None:
    """A telephone number, kept as it was written apart from width and spaces."""
    text = parse_text(value)
    if text is None:
        return None
    found = plain(text)
    if PHONE.fullmatch(found) and sum(map(str.isdigit, found)) >= 5:
        return found
    raise Unreadable("phone", _l("“%(value)s” is not a telephone number."), value=text)


def parse_email(value: Any) -> str | None:
    text = parse_text(value, longest=254)
    if text is None:
        return None
    found = plain(text).removeprefix("mailto:")
    if EMAIL.fullmatch(found):
        return found
    raise Unreadable("email", _l("“%(value)s” is not an e-mail address."), value=text)


def _written(value: Any) -> Any:
    """A spreadsheet keeps 13800138000 and order 1001 as floats; people mean the digits."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _clean(value: Any) -> str:
    text = value if isinstance(value, str) else str(_written(value))
    if not text.isprintable():
        text = " ".join(text.split()).translate(INVISIBLE)
    return unguarded(text if text.isascii() else unicodedata.normalize("NFC", text))


def _bounded(text: str, longest: int) -> str | None:
    if is_blank(text):
        return None
    if len(text) > longest:
        words = _l("“%(value)s” is longer than %(limit)s characters.")
        raise Unreadable("too_long", words, value=text[:40] + "…", limit=longest)
    return text
