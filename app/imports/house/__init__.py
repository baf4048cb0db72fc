"""What every company brings in whatever it works with: its people. And what every tool's lists name: people, teams and
entries of the company's own lists (`ChoiceList`).
"""

from __future__ import annotations


def register() -> None:
    """Let people come in."""
    from app.imports import kinds
    from app.imports.house.into import IntoPeople
    from app.imports.house.names import LISTS, MEMBERS, TEAMS
    from app.imports.house.people import PEOPLE
    from app.imports.house.records import CHOICE, MEMBER, TEAM

    kinds.register(PEOPLE, IntoPeople, records=(MEMBER, TEAM, CHOICE), vocabularies=(MEMBERS, TEAMS, *LISTS))
