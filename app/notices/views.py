"""The bell and its list."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import func, select

from app.notices.model import Notice
from app.web.access import me
from app.web.render import render
from tenants.context import db

notices = Blueprint("notices", __name__)


def unread_count() -> int:
    """How many notices the acting member has not read."""
    return db.scalar(select(func.count()).where(Notice.member_id == me().id, Notice.read_at.is_(None))) or 0


@notices.get("/")
def index() -> Response:
    return render("notices/index.html")
