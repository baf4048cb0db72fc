"""Notices by e-mail: one letter a notice, to those who have not read it in the bell meanwhile."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import mail
from app.clock import now
from app.notices.kinds import kinds, pages
from app.notices.model import Notice
from app.notices.readers import reader
from app.outbox import handles
from app.web import formats
from app.web.letters import address, has_page, reading
from tenants.context import db, door
from tenants.model import Member, OutboxRow, Tenant


@handles("notices.letter", _l("Notice by e-mail"))
def send_letter(row: OutboxRow) -> None:
    """Write to the member, unless he has read the notice, wants no such letters or is gone."""
    notice = db.scalar(select(Notice).where(Notice.id == row.subject_id))
    if notice is None or notice.read_at is not None or notice.kind not in kinds:
        return
    member = db.scalars(select(Member).where(Member.id == notice.member_id)).one()
    to = reader(member)
    if to is None or notice.kind in member.mutes:
        return
    company = db.scalars(select(Tenant).where(Tenant.id == door().tenant_id)).one()
    known = kinds[notice.kind]
    with reading(to.language, company):
        sentence, note = known.says(notice.facts, formats.day_long), known.adds(notice.facts, formats.day_long)
    page = pages.get(notice.subject_kind or "")
    page = page if page and has_page(page.endpoint) else None
    bell = address("notices.index", company.slug)
    link = address(page.endpoint, company.slug, id=notice.subject_id) if page else bell
    mail.send(
        to.email, "notices/notice", to.language, str(row.id), tenant=company, name=to.name, sentence=sentence,
        note=note, act=page.act if page else None, link=link, bell=bell,
    )  # fmt: skip
    notice.emailed_at = now()
