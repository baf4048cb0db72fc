"""Remarks on a page. No tool of the selling keeps them, so a page of this test does, beside deals."""

from __future__ import annotations

import json
import re

import pytest
from flask import Blueprint
from sqlalchemy import func, select

from app.remarks import views
from app.remarks.model import Remark
from app.web import happenings
from app.web.access import get_or_404
from app.web.render import render
from tenants.context import db
from tests import factories as make
from tests.world import make_world


@pytest.fixture(scope="module")
def noted(app):
    """The product, with a page where deals take remarks."""
    from app import create_app
    from app.pipeline.opportunities.model import Deal

    made, notes = create_app(), Blueprint("notes", __name__)

    @notes.get("/<uuid:id>")
    def show(id):
        return render("records/remarks.html", page="show", **views.remarks_of(get_or_404(Deal, id), notes))

    views.attach(notes, Deal)
    made.register_blueprint(notes, url_prefix="/<tenant_slug>/notes")
    return made


@pytest.fixture
def world(noted):
    return make_world(noted)


@pytest.fixture
def deal(world):
    with world.acme.inside():
        return make.a_deal(world.bob.member_id, "Pumps").id


def remarks_in(world) -> list[str]:
    with world.acme.inside():
        return list(db.scalars(select(Remark.said).where(Remark.deleted_at.is_(None)).order_by(Remark.at)))


def test_a_remark_is_written_by_a_plain_form_and_stands_on_the_page(world, deal):
    bob = world.browser(world.bob)

    answer = bob.post(f"notes/{deal}/remarks", {"remark": "First line\r\nSecond line"})
    page = bob.get(answer.headers["Location"]).text

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/notes/{deal}#remarks")
    assert re.search(r'class="remark__said">First line\s+Second line</p>', page)
    assert "Saved." in page


def test_a_part_of_the_page_is_answered_with_that_part_and_goes_on_at_the_field(world, deal):
    answer = world.browser(world.bob).post(f"notes/{deal}/remarks", {"remark": "Quick one"}, target="remarks")

    assert "<html" not in answer.text
    assert "Quick one" in answer.text
    assert re.search(r"<textarea[^>]* autofocus", answer.text)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["text"] == "Saved."


def test_a_form_sent_twice_makes_one_remark(world, deal):
    bob = world.browser(world.bob)
    form = {"remark": "Once", "_once": "0190d5a0-0000-7000-8000-0000000000bb"}

    for _ in range(2):
        bob.post(f"notes/{deal}/remarks", form)

    assert remarks_in(world) == ["Once"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "Please fill this in."),
        ("  \n ", "Please fill this in."),
        ("x" * 5001, "At most 5000 characters."),
        ("His card is 6222 0212 3456 7890 128", "This holds a bank card number."),
        ("身份证 11010519491231002X", "This holds an identity card number."),
    ],
)
def test_what_cannot_be_kept_is_explained_beside_the_field_and_stays_in_it(world, deal, said, why):
    answer = world.browser(world.bob).post(f"notes/{deal}/remarks", {"remark": said}, target="remarks")

    assert answer.status_code == 422
    assert re.search(rf'id="remark-error">.*{re.escape(why)}', answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert said.strip() in answer.text
    assert remarks_in(world) == []


def test_who_may_not_see_the_record_reads_and_writes_nothing_there(world, deal):
    for stranger in (world.sam, world.charlie):
        browser = world.browser(stranger, world.acme)
        assert browser.get(f"notes/{deal}/remarks").status_code == 404
        assert browser.post(f"notes/{deal}/remarks", {"remark": "x"}).status_code == 404


def test_the_looker_reads_and_writes_nothing(world, deal):
    world.browser(world.bob).post(f"notes/{deal}/remarks", {"remark": "For all to read"})
    vera = world.browser(world.vera)

    page = vera.get(f"notes/{deal}").text

    assert "For all to read" in page
    assert "<textarea" not in page
    assert vera.post(f"notes/{deal}/remarks", {"remark": "x"}).status_code == 403


def test_the_author_is_told_who_was_named_in_vain(world, deal):
    bob = world.browser(world.bob)

    answer = bob.post(f"notes/{deal}/remarks", {"remark": "@Sam and @Mia look"}, target="remarks")

    told = json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    assert told.endswith("out of sight for them: Sam")
    assert "Sam" not in world.browser(world.sam).get("notices/").text.partition("<main")[2]
    assert "mentioned you in “Pumps”" in world.browser(world.mia).get("notices/").text


def test_a_name_stands_out_and_what_was_typed_stays_text(world, deal):
    answer = world.browser(world.bob).post(
        f"notes/{deal}/remarks", {"remark": "@mia <script>alert(1)</script> a@b.example"}, target="remarks"
    )

    assert '<strong class="remark__name">@mia</strong> &lt;script&gt;alert(1)&lt;/script&gt; a@b.example' in answer.text


def test_only_the_author_takes_his_remark_back(world, deal):
    bob, alice = world.browser(world.bob), world.browser(world.alice)
    address = f"notes/{deal}/remarks"
    bob.post(address, {"remark": "Too quick"})
    with world.acme.inside():
        remark = db.scalar(select(Remark.id))

    assert f"{remark}/removal" not in alice.get(f"notes/{deal}").text
    assert alice.post(f"{address}/{remark}/removal").status_code == 403
    assert world.browser(world.sam).post(f"{address}/{remark}/removal").status_code == 404
    assert remarks_in(world) == ["Too quick"]
    assert f"{remark}/removal" in bob.get(f"notes/{deal}").text
    assert "Too quick" not in bob.post(f"{address}/{remark}/removal", target="remarks").text
    assert remarks_in(world) == []
    assert bob.post(f"{address}/{remark}/removal").status_code == 404


def test_a_remark_is_not_reached_by_way_of_another_record(world, deal):
    bob = world.browser(world.bob)
    bob.post(f"notes/{deal}/remarks", {"remark": "Here"})
    with world.acme.inside():
        other, remark = make.a_deal(world.bob.member_id).id, db.scalar(select(Remark.id))

    assert bob.post(f"notes/{other}/remarks/{remark}/removal").status_code == 404
    assert remarks_in(world) == ["Here"]


def test_earlier_remarks_come_in_stretches(world, deal):
    with world.acme.inside():
        bob_id, subject = world.bob.member_id, {"subject_kind": "deal", "subject_id": deal}
        for number in range(65):
            at = f"2026-11-20T09:{number % 60:02}:{number // 60:02}+00:00"
            make.added(Remark(by_id=bob_id, said=f"Word no {number:02}", at=at, **subject))
        assert db.scalar(select(func.count()).select_from(Remark)) == 65
    bob = world.browser(world.bob)

    seen, address, target = [], f"notes/{deal}", None
    while address:
        page = bob.get(address, target=target).text
        seen += re.findall(r"Word no (\d+)", page)
        earlier = re.search(r'hx-get="([^"]+/remarks\?before=[^"]+)"', page)
        address, target = (earlier.group(1), "remarks-earlier") if earlier else ("", None)

    assert len(seen) == 65
    assert len(set(seen)) == 65


def test_remarks_stand_in_the_timeline_of_a_record_that_takes_them(world, deal):
    bob = world.browser(world.bob)
    bob.post(f"notes/{deal}/remarks", {"remark": "@Mia the drawing is old"})

    page = bob.get(f"deals/{deal}").text

    assert page.count('<strong class="remark__name">@Mia</strong> the drawing is old') == 1
    assert "Deal got a remark" not in page
    with world.app.test_request_context("/"):
        assert happenings.phrase("deal.remarked") == "got a remark", "the audit view tells it"
