"""Bringing in 100,000 deals, against a bare executemany of the same rows into the same table."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from flask import Flask

from tests.bench.figure import Figure


def figures(app: Flask, server: psycopg.Connection) -> Iterator[Figure]:
    """The import's figure."""
    yield from ()
