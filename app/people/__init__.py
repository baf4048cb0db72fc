"""People: how a company signs up, who works in it, in which teams, and how each of them signs in and out."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the doors and the members' pages."""
    from app.company.rooms import room
    from app.people import commands, mails, record, views, words  # noqa: F401 - mails: its handlers register themselves
    from app.people.invitations.views import invitations
    from app.people.members import queries
    from app.people.members.views import members
    from app.people.profile import views as profile  # noqa: F401 - adds its pages to the same blueprint
    from app.people.recovery import views as recovery  # noqa: F401
    from app.people.teams.views import teams
    from app.search.commands import can_manage, command
    from app.web import first_steps

    app.register_blueprint(views.people)
    app.register_blueprint(members, url_prefix="/<tenant_slug>/settings/people")
    app.register_blueprint(invitations, url_prefix="/<tenant_slug>/settings/invitations")
    app.register_blueprint(teams, url_prefix="/<tenant_slug>/settings/teams")
    app.cli.add_command(commands.commands)
    words.install()
    record.install(app)
    room("members.index", _l("People"), "people", also=("invitations",))
    room("teams.index", _l("Teams"), "people")
    first_steps.add(
        app, "people", _l("Invite two people"), _l("they get a letter with a link"), queries.are_three, _l("Invite"),
        "invitations.new",
    )  # fmt: skip
    command(
        "members.index", "users", _l("People"), "people members team invite 人员 成员 团队 邀请", may=can_manage,
        place="settle",
    )  # fmt: skip
    command(
        "people.profile",
        "users",
        _l("Your profile"),
        "profile password language theme 我的 密码 语言 外观",
        place="settle",
    )
