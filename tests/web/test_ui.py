"""The look: bundles, icons, marks, macros and the pages that must stand alone."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import Form, HiddenField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired

from app.web import bundles, ui

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "templates"
# Mail programs know no stylesheets and no policy: letters carry their few styles on the elements.
TEMPLATES = sorted(path for path in PAGES.rglob("*.html") if path.relative_to(PAGES).parts[0] != "mail")
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PLACEHOLDERS = {"url_for": lambda endpoint, **values: f"/{endpoint}", "csrf_token": lambda: "token"}


class Contact(Form):
    name = StringField("Name", [InputRequired("Please say a name.")])
    phone = StringField("Phone")
    stage = SelectField("Stage", choices=[SelectChoice("a", "First"), SelectChoice("b", "Second")])
    size = RadioField("Team", choices=[SelectChoice("1", "1-3"), SelectChoice("2", "4-10")])
    once = HiddenField()


@pytest.fixture(scope="module")
def env() -> Environment:
    made = Environment(
        loader=FileSystemLoader(PAGES),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(PLACEHOLDERS)
    made.globals["lasting"] = lambda name, *key, **values: Markup(made.get_template(name).render(**values))
    ui.install(made)
    return made


def said(env: Environment, text: str, **values: object) -> str:
    return env.from_string(text).render(**values)


def test_every_style_is_in_the_bundle_inside_its_layer():
    bundle = bundles.css_bundle()[1].decode()
    entry = (ROOT / "static/css/app.css").read_text()
    files = {str(path.relative_to(ROOT / "static/css")) for path in (ROOT / "static/css").rglob("*.css")}

    assert {found["path"] for found in bundles.IMPORT.finditer(entry)} == files - {"app.css"}
    assert "@import" not in bundle
    assert bundle.startswith("@layer reset, base, layout, components, utilities;")
    assert bundle.count("{") == bundle.count("}")


def test_the_name_of_a_bundle_changes_with_its_content():
    before, after = bundles._named("app.css", "a {}"), bundles._named("app.css", "b {}")

    assert before.name != after.name
    assert bundles.asset(before.name) is None
    assert bundles.asset(bundles.css_bundle()[0]).mimetype == "text/css"


def test_the_first_load_is_at_most_60_kilobytes_compressed():
    assert sum(len(asset.gzipped) for asset in bundles.assets().values()) <= 60_000


def test_each_behaviour_has_a_scope_of_its_own(tmp_path):
    (tmp_path / "lib.js").write_text("var library=1;")
    (tmp_path / "one.js").write_text("const same = 1;")
    (tmp_path / "two.js").write_text("const same = 2;")

    joined = bundles.join_scripts(tmp_path / "lib.js", [tmp_path / "one.js", tmp_path / "two.js"])

    assert joined.count('(() => {\n"use strict";\nconst same') == 2


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_behaviours_never_make_code_or_markup_from_text(script):
    forbidden = re.compile(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML")

    assert not forbidden.search(script.read_text())


def test_vendored_files_are_what_their_list_says():
    lines = (ROOT / "static/vendor/VERSIONS.txt").read_text().splitlines()
    listed = {words[2]: words[4] for line in lines[1:] if len(words := line.split()) == 5}

    actual = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "static/vendor").glob("*.js")
    }

    assert actual == listed


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PAGES)))
def test_templates_keep_the_strict_content_policy(template):
    text = template.read_text()

    assert not re.search(r"\sstyle=|\shx-on|\son[a-z]+=|javascript:|[\"']js:|<style", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PAGES)))
def test_templates_only_name_icons_that_exist(template):
    named = re.findall(r"icon\('([\w-]+)'", template.read_text())

    assert set(named) <= ui.icon_names()


def test_an_unknown_icon_is_an_error_and_not_an_empty_square():
    with pytest.raises(LookupError, match="no icon is called 'unicorn'"):
        ui.icon("unicorn")


def test_names_from_people_cannot_become_markup():
    hostile = '"><script>x</script>'

    for mark in (ui.seal(hostile), ui.person(hostile), ui.signal("bad", hostile), ui.delta(1, hostile)):
        assert "<script" not in mark
    assert "<script" not in ui.measure(10, label=hostile)


@pytest.mark.parametrize(
    ("name", "seal"),
    [("张伟", "张"), ("Zhang Wei", "ZW"), ("Anna Maria del Sol", "AS"), ("Cher", "C"), ("  ", "?"), ("李 娜", "李")],
)
def test_a_person_is_known_by_one_character_or_two_letters(name, seal):
    assert ui.initials(name) == seal


def test_a_fall_is_good_news_where_less_is_better():
    assert "delta--good" in ui.delta(-3, "3 days", good_up=False)
    assert "delta--bad" in ui.delta(-3, "3")
    assert "delta--" not in ui.delta(0, "0")


def test_a_bar_never_leaves_its_track_but_keeps_its_ink_line():
    bar = ui.measure(140, pace=71.44)

    assert 'class="measure__fill" y="3" width="100%"' in bar
    assert 'x1="71.4%"' in bar
    assert "measure__pace" not in ui.measure(10)


def test_a_stage_without_a_limit_has_an_empty_gauge():
    assert 'deal__gauge-fill--good" y="4" width="0%"' in ui.gauge(30, 0, "good")


def test_a_refused_field_names_its_error_and_keeps_what_was_typed(env):
    form = Contact(data={"phone": "plenty"})
    form.phone.errors = ["Digits, please."]

    html = said(env, "{{ ui.field(f.phone, hint='With the area code') }}", f=form)

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="phone-hint phone-error"' in html
    assert 'id="phone-error"' in html
    assert "Digits, please." in html
    assert 'value="plenty"' in html


def test_only_what_may_be_left_out_is_called_optional(env):
    form = Contact()

    assert "optional" not in said(env, "{{ ui.field(f.name) }}", f=form)
    assert "optional" in said(env, "{{ ui.field(f.phone) }}", f=form)


def test_a_choice_is_a_group_with_a_name_and_a_hidden_field_is_bare(env):
    form = Contact()

    assert "<fieldset" in said(env, "{{ ui.field(f.size) }}", f=form)
    assert said(env, "{{ ui.field(f.once) }}", f=form).startswith("<input")


def test_extra_attributes_reach_the_control(env):
    html = said(env, "{{ ui.field(f.stage, **{'hx-get': '/x', 'data-key': 's'}) }}", f=Contact())

    assert re.search(r"<select[^>]*data-key=\"s\"[^>]*hx-get=\"/x\"", html)


def test_the_summary_appears_from_two_errors_or_one_without_a_field(env):
    form = Contact()
    form.name.errors = ["Please say a name."]
    one = said(env, "{{ ui.summary_errors(f) }}", f=form)
    form.phone.errors = ["Digits, please."]
    two = said(env, "{{ ui.summary_errors(f) }}", f=form)
    alone = Contact()
    alone.form_errors = ["Someone was faster."]

    assert one == ""
    assert 'href="#name"' in two
    assert 'href="#phone"' in two
    assert "Someone was faster." in said(env, "{{ ui.summary_errors(f) }}", f=alone)


def test_a_running_job_asks_again_and_a_finished_one_stops(env):
    running = said(env, "{{ ui.job('j', 'Report', 'running', 'Page 1', percent=5, poll='/j') }}")
    done = said(env, "{{ ui.job('j', 'Report', 'done', 'Ready', poll='/j') }}")

    assert 'hx-trigger="every 2s"' in running
    assert "hx-get" not in done


def test_the_palette_says_so_when_nothing_was_found(env):
    text = "{{ ui.palette_results(groups, query) }}"
    groups = [{"label": "Deals", "items": [{"href": "/d", "icon": "columns-3", "text": "<b>"}]}]

    assert "Nothing found for" in said(env, text, groups=[], query="zz")
    assert said(env, text, groups=[], query="") == ""
    assert "&lt;b&gt;" in said(env, text, groups=groups, query="b")


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_an_error_page_stands_without_a_person_a_company_or_a_database(env, code):
    html = env.get_template(f"errors/{code}.html").render(request_id="0a1b2c3d")

    assert "0a1b2c3d" in html
    assert f'<p class="empty__code">{code}</p>' in html
    assert html.count("<h1>") == 1


def test_the_shell_marks_where_one_is_and_counts_what_waits(env):
    item = {"endpoint": "opportunities.board", "icon": "columns-3", "label": "Pipeline", "count": 31}
    reports = {"endpoint": "reports.index", "icon": "file-text", "label": "Reports", "owns": ("weekly",)}
    context = {
        "menu": [{"station": "Advance", "items": [item]}, {"station": "", "foot": True, "items": [reports]}],
        "me": {"name": "张伟", "role": "seller"},
        "tenant": {"name": "Acme", "logo_key": None, "version": 1},
        "unread": 3,
        "identity": None,
        "here": "weekly",
    }

    class Request:
        full_path = "/acme/?"

    html = env.get_template("layouts/app.html").render(request=Request, **context)

    assert html.count('<a class="rail__link" href="/reports.index" aria-current="page"') == 1
    assert 'href="/opportunities.board" title' in html
    assert '<span class="rail__count">31</span>' in html
    assert "Notices, 3 unread" in html
    assert 'name="next" value="/acme/"' in html
