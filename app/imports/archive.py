"""An XLSX file is a zip of XML. Here it is weighed before anyone inflates it.

The directory at its end is believed only as far as refusing goes: what it declares is checked
against what really comes out, so that nothing larger ever reaches the reader.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from app.imports.limits import MEGABYTE, MOST_ENTRIES, MOST_INFLATED, MOST_RATIO
from app.imports.problems import Refused

READ = (".xml", ".rels")
OTHER_KINDS = {
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "xl/workbook.bin": "XLSB",
    "content.xml": "OpenDocument",
    "Index/Document.iwa": "Numbers",
}
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The zip, weighed and looked through; raises Refused for anything but a plain workbook."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        words = _l("The workbook is damaged or cut short. Save or download it again.")
        raise Refused("cut", words) from None
    _refuse_bomb(archive, len(data))
    _refuse_kind({entry.filename for entry in archive.infolist()})
    for entry in archive.infolist():
        if entry.filename.lower().endswith(READ):
            _look_through(archive, entry)
    return archive


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry in pieces of a megabyte, each ending before a tag that is not complete yet."""
    kept = b""
    for piece in _inflated(archive, entry):
        kept += piece
        end = kept.rfind(b"<")
        if end > 0:
            yield kept[:end]
            kept = kept[end:]
    yield kept


def _refuse_bomb(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    inflated = sum(entry.file_size for entry in entries)
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or inflated > MOST_INFLATED or inflated > size * MOST_RATIO:
        raise bomb()
    if len(names) < len(entries) or any(entry.flag_bits & 1 for entry in entries):
        raise damaged()


def _refuse_kind(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        words = _l("The workbook contains macros. Save it as .xlsx without macros and try again.")
        raise Refused("macros", words)
    if "xl/workbook.xml" in names:
        return
    kind = next((OTHER_KINDS[name] for name in OTHER_KINDS if name in names), "ZIP")
    words = _l("This is a %(kind)s file. Choose a CSV or XLSX file.")
    raise Refused("wrong_type", words, kind=kind)


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No entity tricks, and UTF-8 so that what is looked for can be found."""
    started = False
    for piece in pieces(archive, entry):
        if not started and piece:
            started = piece.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
            if not started:
                raise damaged()
        if DECLARATION.search(piece):
            raise damaged()


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    declared, seen = entry.file_size, 0
    honest = _without_declared_size(entry)
    try:
        with archive.open(honest) as content:
            while piece := content.read(MEGABYTE):
                seen += len(piece)
                if seen > declared:
                    raise damaged()
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise damaged() from None
    if seen != declared:
        raise damaged()


def _without_declared_size(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """zipfile stops at the declared size; to find a lie it has to read on."""
    honest = zipfile.ZipInfo(entry.filename, entry.date_time)
    for name in ("compress_type", "flag_bits", "CRC", "compress_size", "header_offset", "orig_filename"):
        setattr(honest, name, getattr(entry, name))
    honest.file_size = 2 * MOST_INFLATED
    return honest


def damaged() -> Refused:
    words = _l("The workbook is not written as Excel writes it. Open it in Excel and save it again.")
    return Refused("damaged", words)


def bomb() -> Refused:
    words = _l("The workbook unpacks to far more than it should. Save the sheet alone and try again.")
    return Refused("bomb", words)
