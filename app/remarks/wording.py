"""How a remark reads: the colleagues named in it stand out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from markupsafe import Markup

from tenants.model import Member

_NAME = Markup('<strong class="remark__name">{}</strong>')


def with_names(said: str, people: Mapping[UUID, Member]) -> Markup:
    """`said` with every @name of a colleague set apart; the longest name wins, as it does when they are told."""
    if not {"@", "＠"} & set(said):
        return Markup("{}").format(said)
    names = sorted((one.name for one in people.values()), key=len, reverse=True)
    pieces = re.split(f"([@＠](?:{'|'.join(map(re.escape, names))}))", said, flags=re.I)
    return Markup("").join(_NAME.format(piece) if number % 2 else piece for number, piece in enumerate(pieces))
