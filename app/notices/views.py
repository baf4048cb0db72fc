"""The bell and its list."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, request, url_for
from flask_babel import gettext as _

from app.clock import now
from app.notices import owed, queries
from app.notices.forms import WishForm
from app.notices.kinds import Page, kinds, letters, pages
from app.notices.model import Notice
from app.web.access import get_or_404, me
from app.web.formats import day_long
from app.web.letters import has_page
from app.web.render import go, lead_to, render
from app.web.unit_of_work import toast
from tenants.context import db
from tenants.model import Member

notices = Blueprint("notices", __name__)


def unread_count() -> int:
    """How many notices the acting member has not read."""
    return db.scalar(queries.UNREAD, {"tenant": me().tenant_id, "member": me().id, "now": now()}) or 0


@notices.get("/")
def index() -> Response:
    """All he was told. The bell asks here too: it gets itself again, or nothing when its number still holds."""
    if request.fragment == "bell":  # type: ignore[attr-defined]
        return _bell()
    found = db.scalars(queries.newest(me())).all()
    known = [notice for notice in found if notice.kind in kinds]
    return render(
        "notices/index.html",
        groups=[
            (_("For you to do"), [notice for notice in known if kinds[notice.kind].to_do]),
            (_("For you to know"), [notice for notice in known if not kinds[notice.kind].to_do]),
        ],
        kind_of=lambda notice: kinds[notice.kind],
        page_of=_page_of,
        day=day_long,
        any_unread=any(notice.read_at is None for notice in known),
    )


@notices.post("/<uuid:id>/reading")
def read(id: UUID) -> Response:
    """Mark one as read, and go where it leads."""
    notice = get_or_404(Notice, id)
    notice.read_at = notice.read_at or now()
    page = _page_of(notice)
    if page is None:
        return go(".index")
    return lead_to(url_for(page.endpoint, id=notice.subject_id))


@notices.post("/reading")
def read_all() -> Response:
    """Mark all as read."""
    db.execute(queries.read_all(me()), execution_options={"synchronize_session": False})
    return toast(go(".index"), _("All notices are marked as read."))


@notices.get("/wishes")
def wishes() -> Response:
    """Which notices come by e-mail too."""
    wanted = [name for name in letters if name not in me().mutes]
    return render("notices/wishes.html", form=WishForm(formdata=None, wanted=wanted))


@notices.post("/wishes")
def wish() -> Response:
    """Keep which notices come by e-mail too."""
    form = WishForm()
    if not form.valid:
        return render("notices/wishes.html", form=form, status=422)
    db.get_one(Member, (me().tenant_id, me().id)).mutes = form.muted
    return toast(go(".index"), _("Saved."))


@notices.get("/owed")
def all_owed() -> Response:
    """Everything one owes."""
    return render("notices/owed.html", facts=owed.heaps(whole=True))


def back_to_owed(text: str) -> Response | None:
    """The answer to a "done" said among what one owes, with `text`; None when it was said elsewhere."""
    back = request.form.get("back", "")
    if request.fragment == owed.REGION:  # type: ignore[attr-defined]
        return toast(render("notices/_owed.html", facts=owed.heaps(whole=back == "all")), text)
    if back not in _BACK:
        return None
    flash(text, "good")
    return go(_BACK[back])


def comes_from(word: str, endpoint: str) -> None:
    """Let a "done" whose form says `back=word` lead back to `endpoint`, a page that shows what one owes too."""
    _BACK[word] = endpoint


#: Where what one owes stands whole, and where the week's.
_BACK = {"all": "notices.all_owed", "week": "home.index"}


def _page_of(notice: Notice) -> Page | None:
    page = pages.get(notice.subject_kind or "")
    return page if page and has_page(page.endpoint) else None


def _bell() -> Response:
    unread = unread_count()
    if request.args.get("unread") == str(unread):
        return make_response("", 204)
    return render("layouts/_bell.html", unread=unread)
