"""Which tasks one looks at, as the address says it: pure reading and writing of query strings.

What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from app.tasks.grading import GRADES
from app.tasks.model import DEMANDS, STATES
from app.tasks.quadrants.places import QUADRANTS
from app.web.asking import ALL, MINE, Args, Filter, Span, Words, ids, line, one_id, one_of, some_of, span

#: Every state in which somebody still has something to do.
OPEN = "open"
WORKING = "working"  # still with their owners, wholes left to their parts
PARTS = ("hide", "only")
LED = "led"  # stands for those whom whoever looks leads


@dataclass(frozen=True)
class TaskFilter(Filter):
    """What is asked for. Several values of one field widen, several fields narrow."""

    keys = {
        "owners": "owner", "acceptors": "acceptor", "creators": "creator", "is_late": "late",
        "is_important": "important", "is_urgent": "urgent", "demands": "demand", "grades": "grade",
        "imported": "import", "is_turn": "turn",
    }  # fmt: skip

    q: str | None = None
    state: str | None = None  # None: the open ones, unless something else asked for speaks of ended ones
    owners: tuple[UUID | str, ...] = ()  # MINE stands for whoever looks, LED for his people
    team: UUID | None = None  # of the owner, with the teams below it
    acceptors: tuple[UUID | str, ...] = ()
    creators: tuple[UUID | str, ...] = ()  # who gave it to somebody else; a note to oneself was given by nobody
    due: Span = field(default_factory=Span)
    is_late: bool = False
    is_important: bool = False
    is_urgent: bool = False
    quadrant: str | None = None  # exactly what stands there
    is_turn: bool = False  # owners and team: who has it to do, once it is handed in whoever accepts it
    demands: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    whole: UUID | None = None  # the parts of this task
    about: UUID | None = None  # linked with this record, of whatever kind
    imported: UUID | None = None
    parts: str | None = None  # "hide" them, or show "only" them

    @property
    def effective_state(self) -> str:
        """Open, one of the states, or all: what `state` says, else what makes sense of the rest."""
        ended = self.grades or self.whole or self.imported
        return self.state or (ALL if ended else OPEN)

    @property
    def worth_saying(self) -> TaskFilter:
        """That open tasks are meant needs no saying."""
        return self.but(state=None) if self.state == OPEN else self


def read(args: Args) -> TaskFilter:
    """The filter in a query string or form."""
    return TaskFilter(
        q=line(args.get("q")),
        state=one_of(args.get("state"), (OPEN, WORKING, *STATES, ALL)),
        owners=ids(args.getlist("owner"), MINE, LED),
        team=one_id(args.get("team")),
        acceptors=ids(args.getlist("acceptor"), MINE),
        creators=ids(args.getlist("creator"), MINE),
        due=span(args, "due"),
        is_late=args.get("late") == "1",
        is_important=args.get("important") == "1",
        is_urgent=args.get("urgent") == "1",
        quadrant=one_of(args.get("quadrant"), QUADRANTS),
        is_turn=args.get("turn") == "1",
        demands=some_of(args.getlist("demand"), DEMANDS),
        grades=some_of(args.getlist("grade"), GRADES),
        whole=one_id(args.get("whole")),
        about=one_id(args.get("about")),
        imported=one_id(args.get("import")),
        parts=one_of(args.get("parts"), PARTS),
    )


def read_text(query: str) -> TaskFilter:
    """The filter in a kept query string."""
    return read(Words(query))
