"""A member is told once, in his own language, in the bell and by e-mail; and only what is his."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import notices
from app.clock import freeze, now
from app.notices.kinds import kinds
from app.notices.model import Notice
from tenants.context import at_the_doorway, db
from tenants.model import Member, User
from tests.factories import a_deal
from tests.jobs import caught_letters, work_off


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


def tell(company, person, key="k", kind="mention", subject=None, **facts):
    with company.inside():
        said = {"by": "Mia", "name": "Robot line", "said": "ask Bob", **facts}
        return notices.notify(person.member_id, kind, subject=subject, key=key, facts=said)


def bell(world, person):
    return world.browser(person).get("notices/")


def speaks_chinese(person):
    with at_the_doorway(user_id=person.user_id) as doorway:
        doorway.execute(update(User).where(User.id == person.user_id).values(language="zh"))


def test_a_notice_reads_in_the_bell_and_arrives_by_e_mail(app, world, letters):
    tell(world.acme, world.bob)

    work_off(app, world.acme.id)

    assert "Mia mentioned you in “Robot line”" in bell(world, world.bob).text
    (letter,) = letters
    assert letter["To"] == world.bob.email
    assert letter["Subject"] == "Mia mentioned you in “Robot line”"


def test_under_one_key_he_is_told_once(app, world, letters):
    news = [tell(world.acme, world.bob), tell(world.acme, world.bob), tell(world.acme, world.sam)]

    work_off(app, world.acme.id)

    assert news == [True, False, True]
    assert len(letters) == 2


def test_words_are_in_the_reader_s_language(app, world, letters):
    speaks_chinese(world.bob)
    tell(world.acme, world.bob)

    work_off(app, world.acme.id)

    assert letters[0]["Subject"] == "Mia 在「Robot line」中提到了你"
    assert "Mia 在「Robot line」中提到了你" in bell(world, world.bob).text


def test_others_do_not_see_it(world, letters):
    tell(world.acme, world.bob)

    assert "Robot line" not in bell(world, world.alice).text
    assert "Robot line" not in bell(world, world.charlie).text


def test_what_people_wrote_is_text(app, world, letters):
    tell(world.acme, world.bob, name="<script>alert(1)</script>")

    work_off(app, world.acme.id)

    assert "<script>alert" not in bell(world, world.bob).text
    assert "<script>alert" not in letters[0].get_body(("html",)).get_content()


def test_the_letter_leads_to_the_deal_and_the_notice_too(app, world, letters):
    with world.acme.inside():
        deal = a_deal(world.bob.member_id)
    tell(world.acme, world.bob, subject=deal)
    work_off(app, world.acme.id)
    with world.acme.inside():
        notice = db.scalars(select(Notice).where(Notice.member_id == world.bob.member_id)).one()

    answer = world.browser(world.bob).post(f"notices/{notice.id}/reading")

    path = f"/{world.acme.slug}/deals/{deal.id}"
    assert f"http://localhost{path}" in letters[0].get_body(("plain",)).get_content()
    assert (answer.status_code, answer.headers["Location"]) == (303, path)


def test_reading_takes_it_off_the_count(world, letters):
    tell(world.acme, world.bob, key="one")
    tell(world.acme, world.bob, key="two")
    browser = world.browser(world.bob)
    before = browser.get("notices/?unread=0", target="bell").text

    browser.post("notices/reading")

    after = browser.get("notices/?unread=2", target="bell").text
    assert ">2</span>" in before
    assert "topbar__unread" not in after


def test_the_bell_is_quiet_while_its_number_holds(world, letters):
    tell(world.acme, world.bob)

    answer = world.browser(world.bob).get("notices/?unread=1", target="bell")

    assert (answer.status_code, answer.text) == (204, "")


def test_what_was_read_in_the_bell_is_not_mailed_any_more(app, world, letters):
    tell(world.acme, world.bob)
    world.browser(world.bob).post("notices/reading")

    work_off(app, world.acme.id)

    assert letters == []


def test_people_who_left_get_no_letters(app, world, letters):
    tell(world.acme, world.dan)

    work_off(app, world.acme.id)

    assert letters == []


def test_a_notice_for_later_waits(app, world, letters):
    with world.acme.inside():
        soon = now() + timedelta(hours=2)
        facts = {"by": "Mia", "name": "Robot line", "said": None}
        notices.notify(world.bob.member_id, "mention", key="later", facts=facts, due_at=soon)
    work_off(app, world.acme.id)
    early = (len(letters), "Robot line" in bell(world, world.bob).text)

    freeze(now() + timedelta(hours=3))
    work_off(app, world.acme.id)

    assert early == (0, False)
    assert len(letters) == 1
    assert "Robot line" in bell(world, world.bob).text


def test_another_s_notice_cannot_be_read(world, letters):
    tell(world.acme, world.bob)
    with world.acme.inside():
        notice = db.scalars(select(Notice).where(Notice.member_id == world.bob.member_id)).one()

    answers = [world.browser(who).post(f"notices/{notice.id}/reading") for who in (world.alice, world.charlie)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_day_is_written_as_the_reader_writes_days(app, world):
    words = kinds["mention"].__class__("due %(due_on)s", "bell", None, False, True)

    assert words.says({"due_on": "2026-11-24"}, lambda day: f"{day:%d.%m.}") == "due 24.11."


def test_a_viewer_is_told_too(app, world, letters):
    tell(world.acme, world.vera)

    assert bell(world, world.vera).status_code == 200
    with world.acme.inside():
        assert db.scalars(select(Member.role).where(Member.id == world.vera.member_id)).one() == "viewer"


def test_a_letter_one_does_without_is_not_written_but_the_bell_rings(app, world, letters):
    browser = world.browser(world.bob)
    browser.post("notices/wishes", {"wanted": ["assignment", "next_steps"]})
    tell(world.acme, world.bob, key="not wanted")
    tell(world.acme, world.bob, key="wanted", kind="assignment")

    work_off(app, world.acme.id)

    assert [letter["To"] for letter in letters] == [world.bob.email]
    assert "handed you" in letters[0]["Subject"]
    assert "mentioned you" in bell(world, world.bob).text


def test_the_wishes_are_shown_as_they_were_made_and_only_for_oneself(world):
    world.browser(world.bob).post("notices/wishes", {"wanted": ["assignment"]})

    def ticked(person):
        page = world.browser(person).get("notices/wishes").text
        boxes = re.findall(r'<input [^>]*name="wanted"[^>]*>', page)
        return {re.search(r'value="([^"]+)"', box).group(1) for box in boxes if "checked" in box}

    assert ticked(world.bob) == {"assignment"}
    assert ticked(world.vera) >= {"assignment", "mention", "next_steps"}


def test_a_letter_nobody_offers_is_refused(world):
    assert world.browser(world.bob).post("notices/wishes", {"wanted": ["gossip"]}).status_code == 422
