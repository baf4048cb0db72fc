"""From "make the report" to the file in the mailbox; and its figures are those of the deals list, to the fen."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, update

from app import files
from app.clock import freeze
from app.notices.model import Notice
from app.pipeline.opportunities.filtering import conditions
from app.pipeline.opportunities.model import Deal, StageChange
from app.reports import acts
from app.reports.model import Report, ReportSchedule
from app.reports.weekly import paper
from app.reports.weekly.gathering import gather
from app.reports.weekly.queries import filters
from app.reports.weekly.sums import disagreements
from app.reports.weeks import Week, last_full_week, week_of
from app.scene import Scene
from tenants.context import acting_in, db
from tenants.model import OutboxRow, Timetable
from tests.factories import a_deal, a_stage, added, an_account
from tests.jobs import caught_letters, tick_for, work_off

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # a Wednesday noon in Shanghai
WEEK = Week(date(2026, 11, 16), date(2026, 11, 22))


def at(day, hour=4):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


@pytest.fixture
def busy(app, world):
    """A week at Acme with a bit of everything; Bob's, Sam's and Mia's deals."""
    freeze(NOW)
    bob, sam, mia = (world.acme.people[name].member_id for name in ("bob", "sam", "mia"))
    with world.acme.inside():
        customer = an_account("Hengda")
        a_deal(
            bob, "New one", at=at(16, 0), amount_minor=1_000_01, account_id=customer.id, expected_on=date(2026, 12, 5)
        )
        a_deal(bob, "New without amount", at=at(22, 15), amount_minor=None)
        a_deal(sam, "New of Sam", at=at(18), amount_minor=5_000_00, expected_on=date(2027, 1, 31))
        a_deal(bob, "Before the week", at=at(15, 15), amount_minor=7_00)
        a_deal(bob, "After the week", at=at(22, 16), amount_minor=9_00, opened_on=date(2026, 11, 23))
        moved = a_deal(sam, "Moved", at=at(1), amount_minor=2_000_00, stage=a_stage("open", 1))
        moved.stage_since = moved.last_contact_at = at(17)
        added(StageChange(deal_id=moved.id, from_stage_id=a_stage().id, to_stage_id=a_stage("open", 1).id, at=at(17)))
        a_deal(bob, "Won", at=at(2), amount_minor=300_000_00, stage=a_stage("won"), closed_on=date(2026, 11, 20))
        a_deal(mia, "Lost", at=at(3), amount_minor=None, stage=a_stage("lost"), closed_on=date(2026, 11, 22))
        a_deal(mia, "Won later", at=at(3), amount_minor=1_00, stage=a_stage("won"), closed_on=date(2026, 11, 23))
        a_deal(mia, "Stalled", at=at(1) - timedelta(days=90), amount_minor=42_00)
    return world


def figures(app, world, name="alice", week=WEEK, language="en"):
    person = world.acme.people[name]
    with app.app_context(), acting_in(world.acme.id, person.member_id):
        return gather(person_in(person), week, language)


def person_in(person):
    from tenants.model import Member

    return db.scalars(select(Member).where(Member.id == person.member_id)).one()


def titles(lines):
    return sorted(line.title for line in lines)


def test_each_list_holds_what_happened_in_the_company_s_own_week(app, busy):
    found = figures(app, busy)

    assert titles(found.new) == ["New of Sam", "New one", "New without amount"]
    assert titles(found.moved) == ["Moved"]
    assert titles(found.won) == ["Won"]
    assert titles(found.lost) == ["Lost"]
    assert titles(found.stalled) == ["Stalled"]
    assert disagreements(found) == []


def test_totals_agree_with_the_deals_list_to_the_fen(app, busy):
    found = figures(app, busy)

    with app.app_context(), acting_in(busy.acme.id, busy.alice.member_id):
        scene = Scene(person_in(busy.alice), date(2026, 11, 25), "CNY")
        for group, wanted in filters(*WEEK).items():
            count, minor = db.execute(
                select(func.count(), func.sum(Deal.amount_minor)).where(*conditions.of(wanted, scene))
            ).one()
            assert getattr(found.total, f"{group}_count") == count, group
            assert getattr(found.total, f"{group}_minor") == (int(minor) if minor is not None else None), group


def test_months_gather_open_deals_with_an_unknown_row(app, busy):
    found = figures(app, busy)

    months = {row.month: (row.count, row.minor, row.unknown_amount_count) for row in found.months}
    assert months[date(2026, 12, 1)] == (1, 1_000_01, 0)
    assert months[date(2027, 1, 1)] == (1, 5_000_00, 0)
    assert months[None] == (5, 7_00 + 9_00 + 2_000_00 + 42_00, 1)


def test_one_sees_only_what_one_may(app, busy):
    bobs, mias = figures(app, busy, "bob"), figures(app, busy, "mia")

    assert {line.owner for line in (*bobs.new, *bobs.won)} == {"Bob"}
    assert [row.name for row in bobs.per_person] == ["Bob"]
    assert sorted(row.name for row in mias.per_person) == ["Bob", "Mia"]


def test_another_company_reports_nothing_of_it(app, busy):
    with app.app_context(), acting_in(busy.globex.id, busy.charlie.member_id):
        found = gather(person_in(busy.charlie), WEEK, "en")

    assert found.is_quiet
    assert found.per_person == []


@pytest.mark.parametrize(
    ("first", "day", "start"),
    [
        (1, date(2026, 11, 25), date(2026, 11, 23)),
        (1, date(2026, 11, 23), date(2026, 11, 23)),
        (1, date(2026, 11, 22), date(2026, 11, 16)),
        (7, date(2026, 11, 22), date(2026, 11, 22)),
        (7, date(2026, 11, 21), date(2026, 11, 15)),
        (6, date(2027, 1, 1), date(2026, 12, 26)),
    ],
)
def test_weeks_begin_on_the_company_s_own_day(first, day, start):
    assert week_of(day, first) == (start, start + timedelta(days=6))


def test_the_last_full_week_is_over():
    assert last_full_week(date(2026, 11, 25), 1) == WEEK
    assert last_full_week(date(2026, 11, 23), 1) == WEEK
    assert last_full_week(date(2026, 11, 22), 1) == (date(2026, 11, 9), date(2026, 11, 15))


def the_report(world, name="alice"):
    with world.acme.inside():
        wanted = select(Report).where(Report.for_id == world.acme.people[name].member_id)
        return db.scalars(wanted.order_by(Report.created_at.desc())).first()


def asked(app, world, name="alice", **data):
    browser = world.browser(world.acme.people[name])
    answer = browser.post("reports/", {"day": "2026-11-18", **data})
    assert answer.status_code == 303, answer.text
    return browser


def test_a_report_is_asked_for_made_and_taken_home(app, busy, letters):
    browser = asked(app, busy)
    waiting = browser.get("reports/").text

    work_off(app, busy.acme.id)

    report = the_report(busy)
    page = browser.get("reports/").text
    pdf, xlsx = (browser.get(f"reports/{report.id}/{form}") for form in ("pdf", "xlsx"))
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.data)).pages)
    assert "Waiting for its turn" in waiting
    assert "Week 16 Nov – 22 Nov" in page
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert "New of Sam" in text
    assert "Won later" not in text
    assert CalamineWorkbook.from_filelike(io.BytesIO(xlsx.data)).sheet_names
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"


def test_the_progress_asks_for_itself_and_then_stops(app, busy, letters):
    browser = asked(app, busy)
    report = the_report(busy)
    before = browser.get(f"reports/{report.id}/progress", target=f"report-{report.id}").text
    work_off(app, busy.acme.id)

    after = browser.get(f"reports/{report.id}/progress", target=f"report-{report.id}").text

    assert "hx-get" in before
    assert "hx-get" not in after
    assert f'href="/{busy.acme.slug}/reports/{report.id}/pdf"' in after


def test_a_notice_says_it_is_ready(app, busy, letters):
    asked(app, busy)

    work_off(app, busy.acme.id)

    assert "Your weekly report is ready" in busy.browser(busy.alice).get("notices/").text
    assert [letter["Subject"] for letter in letters] == ["Your weekly report is ready"]


def test_it_is_sent_by_e_mail_on_demand(app, busy, letters):
    browser = asked(app, busy)
    work_off(app, busy.acme.id)
    letters.clear()

    answer = browser.post(f"reports/{the_report(busy).id}/sending")
    work_off(app, busy.acme.id)

    (letter,) = letters
    names = [part.get_filename() for part in letter.iter_attachments()]
    assert answer.status_code == 303
    assert names == ["weekly-2026-11-16.pdf", "weekly-2026-11-16.xlsx"]
    assert letter["To"] == busy.alice.email
    assert letter["List-Unsubscribe"] == f"<http://localhost/{busy.acme.slug}/reports/>"
    assert the_report(busy).sent_at


def test_by_e_mail_when_ready_is_one_letter_and_one_notice(app, busy, letters):
    asked(app, busy, by_email="y")

    work_off(app, busy.acme.id)

    assert len(letters) == 1
    assert list(letters[0].iter_attachments())
    assert "was sent to you" in busy.browser(busy.alice).get("notices/").text


def test_a_report_speaks_the_language_it_was_asked_in(app, busy, letters):
    with app.app_context(), acting_in(busy.acme.id, busy.alice.member_id):
        acts.ask(person_in(busy.alice), WEEK, "zh", by_email=True)

    work_off(app, busy.acme.id)

    report = the_report(busy)
    with busy.acme.inside():
        pdf = PdfReader(io.BytesIO(files.read(report.pdf_key)))
    assert "商机周报" in pdf.pages[0].extract_text()
    assert letters[0]["Subject"] == "商机周报 11-16 至 11-22"


def test_a_report_is_its_reader_s_alone(app, busy, letters):
    asked(app, busy)
    work_off(app, busy.acme.id)
    report = the_report(busy)

    statuses = [
        busy.browser(who).get(f"reports/{report.id}{tail}").status_code
        for who in (busy.bob, busy.charlie)
        for tail in ("", "/pdf", "/progress")
    ]

    assert statuses == [404] * 6


def test_a_day_that_has_not_come_is_refused_beside_the_field(app, busy):
    answer = busy.browser(busy.alice).post("reports/", {"day": "2026-11-26"})

    assert answer.status_code == 422
    assert "This day has not come yet." in answer.text
    assert 'value="2026-11-26"' in answer.text


def test_nonsense_for_a_day_stays_and_is_explained(app, busy):
    answer = busy.browser(busy.alice).post("reports/", {"day": "last week"})

    assert answer.status_code == 422
    assert 'value="last week"' in answer.text


def test_too_many_at_once_are_refused(app, busy):
    browser = busy.browser(busy.alice)
    statuses = [browser.post("reports/", {"day": "2026-11-18"}).status_code for _ in range(11)]

    assert statuses == [303] * 10 + [422]


def test_what_failed_says_so_and_can_be_tried_again(app, busy, letters, monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(paper, "pdf", broken)
        browser = asked(app, busy)
        with busy.acme.inside():
            db.execute(update(OutboxRow).where(OutboxRow.tenant_id == busy.acme.id).values(attempts=5))
        work_off(app, busy.acme.id)
    failed = browser.get("reports/").text

    browser.post(f"reports/{the_report(busy).id}/retry")
    work_off(app, busy.acme.id)

    assert "It could not be made" in failed
    assert the_report(busy).state == "ready"


def schedules(world):
    with world.acme.inside():
        timetables = db.scalars(
            select(Timetable).where(Timetable.tenant_id == world.acme.id, Timetable.kind == "reports.weekly")
        ).all()
        return db.scalars(select(ReportSchedule)).all(), timetables


def test_it_comes_each_week_at_the_company_s_own_hour(app, busy, letters):
    browser = busy.browser(busy.bob)
    browser.post("reports/schedule", {"weekday": "1", "hour": "8"})
    _, (timetable,) = schedules(busy)
    freeze(datetime(2026, 11, 29, 23, 59, tzinfo=UTC))
    tick_for(busy.acme.id)
    work_off(app, busy.acme.id)
    early = len(letters)

    freeze(datetime(2026, 11, 30, 0, 1, tzinfo=UTC))
    tick_for(busy.acme.id)
    work_off(app, busy.acme.id)

    mine = [letter for letter in letters if letter["To"] == busy.bob.email and list(letter.iter_attachments())]
    assert timetable.next_run_at == datetime(2026, 11, 30, 0, tzinfo=UTC)
    assert early == 0
    assert len(mine) == 1
    assert (the_report(busy, "bob").period_start, the_report(busy, "bob").period_end) == (
        date(2026, 11, 23), date(2026, 11, 29),
    )  # fmt: skip


def test_it_ends_when_one_wants_no_more(app, busy):
    browser = busy.browser(busy.bob)
    browser.post("reports/schedule", {"weekday": "1", "hour": "8"})

    browser.post("reports/schedule/end")

    assert schedules(busy) == ([], [])


def test_another_hour_replaces_the_first(app, busy):
    browser = busy.browser(busy.bob)

    for hour in ("8", "9"):
        browser.post("reports/schedule", {"weekday": "5", "hour": hour})

    (kept,), (timetable,) = schedules(busy)
    assert (kept.weekday, kept.hour) == (timetable.weekday, timetable.hour) == (5, 9)


@pytest.mark.parametrize("wrong", [{"weekday": "8", "hour": "8"}, {"weekday": "1", "hour": "24"}, {}])
def test_an_hour_that_does_not_exist_is_refused(busy, wrong):
    assert busy.browser(busy.bob).post("reports/schedule", wrong).status_code == 422


def test_a_viewer_may_have_his_report_too(app, busy, letters):
    asked(app, busy, "vera")

    work_off(app, busy.acme.id)

    assert the_report(busy, "vera").state == "ready"
    with busy.acme.inside():
        assert db.scalars(select(Notice).where(Notice.member_id == busy.vera.member_id)).one()
