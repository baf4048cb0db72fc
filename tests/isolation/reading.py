"""Everything a visitor can get to read, as plain text: pages, exports, workbooks, printed reports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from tests.isolation.pages import Visit, crawl
from tests.isolation.twins import Neighbourhood
from tests.world import Browser

#: Pieces that people type into searches: parts of names, of companies, of addresses.
TYPICAL = ("customer", "deal", "person", "Product 1", "colleague", "a", "18", "电", "acme", "east", "example")


def readable(body: bytes, media_type: str) -> str:
    """What stands in an answer, out of its wrapping."""
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if body.startswith(b"%PDF-1"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")


def leaks(neighbourhood: Neighbourhood, visits: Iterator[Visit]) -> list[str]:
    """The addresses that show a text of Globex, each with one of them."""
    found = []
    for visit in visits:
        shown = neighbourhood.canaries_in(readable(visit.body, visit.media_type))
        if shown:
            found.append(f"{visit.address} shows {sorted(shown)[0]}")
    return found


def everything(neighbourhood: Neighbourhood, browser: Browser, *, each: int = 2) -> Iterator[Visit]:
    """Every page, export and search of the company that `browser` stands in, and whatever they lead to."""
    seeds = neighbourhood.addresses(browser.slug)
    searches = [f"/{browser.slug}/search/?q={word}" for word in (*TYPICAL, neighbourhood.mark, neighbourhood.mark[2:])]
    return crawl(neighbourhood.world.app, browser, [*seeds, *searches], each=each)


def texts_of(connection: Any, tenant_id: Any, tables: list[str]) -> str:
    """All rows of a company, written out."""
    written = []
    for table in tables:
        rows = connection.execute(f"SELECT t::text FROM app.{table} t WHERE tenant_id = %s", [tenant_id]).fetchall()
        written += [row[0] for row in rows]
    return "\n".join(written)
