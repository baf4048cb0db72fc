"""One walk through a company: what was seen, what was said to the database, what was written to the log."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from tenants import db
from tests.isolation import reading, statements
from tests.isolation.pages import Visit
from tests.isolation.statements import Transaction
from tests.isolation.twins import Neighbourhood


@dataclass
class Tour:
    """What one person's walk left behind."""

    visits: list[Visit]
    heard: list[Transaction]
    logged: str


class Tours:
    """Walks, each made when first asked for."""

    def __init__(self, neighbourhood: Neighbourhood) -> None:
        self.neighbourhood = neighbourhood
        self._made: dict[str, Tour] = {}

    def of(self, name: str, *, each: int = 1) -> Tour:
        """The walk of `name` through his own company."""
        if name not in self._made:
            self._made[name] = self._walk(name, each)
        return self._made[name]

    def _walk(self, name: str, each: int) -> Tour:
        person = getattr(self.neighbourhood.world, name)
        browser = self.neighbourhood.world.browser(person)
        log = io.StringIO()
        listening = statements.listening(db.engine())
        with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log), listening as heard:
            visits = list(reading.everything(self.neighbourhood, browser, each=each))
        return Tour(visits, heard, log.getvalue())
