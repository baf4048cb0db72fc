"""Which characters a text file is written in, told from its bytes."""

import codecs

from flask_babel import lazy_gettext as _l

from app.imports.problems import Refused

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CONTROLS = bytes({*range(32), 0x7F} - {*b"\t\n\r\x0b\x0c\x1a\x1b"})
LOOKED_AT = 64 * 1024


def encoding_of(data: bytes) -> str:
    """The file's encoding; raises Refused when its bytes are no text."""
    encoding = _by_mark(data) or _utf_16_without_mark(data)
    if encoding is None:
        _refuse_binary(data)
        encoding = _by_trial(data)
    elif not _decodes(data, encoding):
        raise _unknown() if encoding == "utf-8-sig" else _cut()
    return encoding


def _by_mark(data: bytes) -> str | None:
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)


def _utf_16_without_mark(data: bytes) -> str | None:
    """Commas and line ends give it away: every second byte of theirs is zero."""
    even, odd = data[:LOOKED_AT:2].count(0), data[1:LOOKED_AT:2].count(0)
    pairs = max(len(data[:LOOKED_AT]) // 2, 1)
    if odd > pairs * 0.1 and even == 0:
        return "utf-16-le"
    if even > pairs * 0.1 and odd == 0:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    start = data[:LOOKED_AT]
    controls = len(start) - len(start.translate(None, CONTROLS))
    if b"\0" in data or controls * 100 > len(start):
        words = _l("This is not a text file. Choose a CSV or XLSX file.")
        raise Refused("binary", words)


def _by_trial(data: bytes) -> str:
    if _decodes(data, "utf-8"):
        return "utf-8"
    if _ends_inside_a_character(data):
        raise _cut()
    if _decodes(data, "gb18030") and _reads_as_chinese(data):
        return "gb18030"
    if _decodes(data, "cp1252"):
        return "cp1252"
    raise _unknown()


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _ends_inside_a_character(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and not data[: error.start].isascii()
    return False


def _reads_as_chinese(data: bytes) -> bool:
    """Western accents also decode as GB18030, but into characters nobody writes."""
    foreign = [char for char in data.decode("gb18030")[:LOOKED_AT] if not char.isascii()]
    common = "".join(foreign).encode("gb2312", "ignore")
    return len(common) >= len(foreign)


def _cut() -> Refused:
    words = _l("The file ends in the middle. Save or download it again.")
    return Refused("cut", words)


def _unknown() -> Refused:
    words = _l("The characters of this file cannot be read. Save it as “CSV UTF-8”.")
    return Refused("encoding", words)
