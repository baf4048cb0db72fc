"""Reports: ask for one, watch it being made, take it home, have it sent each week."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, g, make_response
from flask_babel import gettext as _

from app import files
from app.reports import acts, queries
from app.reports.forms import ReportForm, ScheduleForm
from app.reports.jobs import PDF, XLSX
from app.reports.model import Report
from app.reports.weeks import last_full_week, week_of
from app.web.access import get_or_404, me
from app.web.formats import today
from app.web.language import short
from app.web.render import go, render
from app.web.unit_of_work import toast
from tenants.context import db

reports = Blueprint("reports", __name__)


@reports.get("/")
def index() -> Response:
    return _page(ReportForm(today(), day=last_full_week(today(), g.tenant.week_start).start))


@reports.post("/")
def create() -> Response:
    """Ask for the report of the week a day lies in."""
    form = ReportForm(today())
    if form.valid and (db.scalar(queries.under_way(me())) or 0) >= queries.MOST_UNDER_WAY:
        form.form_errors.append(_("Several reports are being made already. Please wait for them."))
    if not form.valid or form.form_errors:
        return _page(form, status=422)
    acts.ask(me(), week_of(form.day.data, g.tenant.week_start), short(), by_email=form.by_email.data)
    return toast(go(".index"), _("The report is being made."))


@reports.post("/schedule")
def schedule() -> Response:
    """Have it sent each week."""
    form = ScheduleForm()
    if not form.valid:
        return _page(ReportForm(today()), form, status=422)
    acts.send_each_week(me(), form.weekday.data, form.hour.data)
    return toast(go(".index"), _("It will come each week at that hour."))


@reports.post("/schedule/end")
def end_schedule() -> Response:
    """Have it sent no more."""
    acts.send_no_more(me())
    return toast(go(".index"), _("It will not come by itself any more."))


@reports.get("/<uuid:id>")
def show(id: UUID) -> Response:
    return render("reports/show.html", report=get_or_404(Report, id))


@reports.get("/<uuid:id>/progress")
def progress(id: UUID) -> Response:
    """The row of a report that is being made; it asks here until it is done."""
    return render("reports/_report.html", report=get_or_404(Report, id))


@reports.get("/<uuid:id>/<any(pdf, xlsx):form>")
def download(id: UUID, form: str) -> Response:
    """The report as a file."""
    report = get_or_404(Report, id)
    key = report.pdf_key if form == "pdf" else report.xlsx_key
    if key is None:
        abort(404)
    name = f"weekly-{report.period_start}.{form}"
    return make_response(
        files.read(key),
        200,
        {"Content-Type": PDF if form == "pdf" else XLSX, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@reports.post("/<uuid:id>/sending")
def send(id: UUID) -> Response:
    """Have it sent to oneself."""
    report = get_or_404(Report, id)
    if report.state != "ready":
        abort(409)
    acts.send(report)
    return toast(go(".index"), _("It is on its way to %(email)s.", email=g.identity.email))


@reports.post("/<uuid:id>/retry")
def retry(id: UUID) -> Response:
    """Make a report whose making failed."""
    report = get_or_404(Report, id, lock=True)
    if report.state == "failed":
        acts.try_again(report)
    return go(".index")


def _page(form: ReportForm, schedule_form: ScheduleForm | None = None, status: int = 200) -> Response:
    kept = acts.schedule_of(me())
    wish = {"weekday": kept.weekday, "hour": kept.hour} if kept else {"weekday": 1, "hour": 8}
    return render(
        "reports/index.html",
        status=status,
        form=form,
        schedule_form=schedule_form or ScheduleForm(**wish),
        scheduled=kept is not None,
        reports=db.scalars(queries.newest(me())).all(),
    )
