"""What a person may ask of the list of deals, and what he may set on many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields import DateField

from app.company import lists
from app.lists.forms import FilterForm, ManyForm
from app.people import colleagues
from app.people.model import Team
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.opportunities.filtering.chips import LACK_NAMES
from app.pipeline.opportunities.model import OPEN, Stage
from app.pipeline.opportunities.queries import pipelines, stages
from app.pipeline.opportunities.wording import LEVELS, STATE_NAMES
from app.pipeline.products.model import Product
from app.web import forms
from app.web.access import me
from app.web.asking import ALL, MINE, NONE
from app.web.chips import PRESET_NAMES
from tenants.context import db


def _many(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], render_kw={"size": 5})


def _days(label: Any, presets: Any) -> SelectField:
    names = [("", _l("any day or from … to")), *((key, PRESET_NAMES[key]) for key in presets)]
    return SelectField(label, choices=names)


PAST = ("this-month", "last-month", "this-quarter", "this-year", "unknown")


class DealFilterForm(FilterForm):
    """Every field of the filter of deals."""

    q = StringField(_l("Text in the deal"), render_kw={"maxlength": 80})
    state = SelectField(_l("Open, won or lost"))
    pipeline = SelectField(_l("Pipeline"))
    stage = _many(_l("Stage"))
    owner = _many(_l("Owner"))
    team = SelectField(_l("Team"))
    region = _many(_l("Region"))
    channel = _many(_l("Channel"))
    product = _many(_l("Product"))
    type = _many(_l("Customer type"))
    amount_from = StringField(_l("Amount from"), render_kw={"inputmode": "decimal"})
    amount_to = StringField(_l("Amount to"), render_kw={"inputmode": "decimal"})
    expected = _days(_l("Expected close"), ("this-month", "this-quarter", "next-30", "overdue", "unknown"))
    expected_from = DateField(_l("Expected from"))
    expected_to = DateField(_l("Expected to"))
    opened = _days(_l("Opened"), PAST)
    opened_from = DateField(_l("Opened from"))
    opened_to = DateField(_l("Opened to"))
    closed = _days(_l("Closed"), PAST)
    closed_from = DateField(_l("Closed from"))
    closed_to = DateField(_l("Closed to"))
    health = _many(_l("Health"))
    quiet = forms.WholeNumberField(_l("Quiet for more than"))
    lacks = _many(_l("To complete"))

    def offer(self) -> None:
        """Fill in what there is to choose from, as far as the person sees it."""
        blank = [("", _("any"))]
        self.state.choices = [("", _("Open")), *((key, STATE_NAMES[key]) for key in ("won", "lost")), (ALL, _("all"))]
        self.pipeline.choices = [*blank, *((str(one.id), one.name) for one in pipelines())]
        self.stage.choices = [(str(one.id), one.name) for one in stages() if one.archived_at is None]
        self.owner.choices = [(MINE, _("mine")), *_written(colleagues.owners_seen(me()))]
        teams = select(Team.id, Team.name).order_by(Team.position, Team.name)
        self.team.choices = [*blank, *_written(db.execute(teams))]
        self.region.choices = [(NONE, _("without")), *_written(lists.entries("region"))]
        self.channel.choices = [(NONE, _("without")), *_written(lists.entries("channel"))]
        sold = select(Product.id, Product.name).where(Product.archived_at.is_(None)).order_by(Product.name).limit(500)
        self.product.choices = _written(db.execute(sold))
        self.type.choices = list(CUSTOMER_TYPE_NAMES.items())
        self.health.choices = list(LEVELS.items())
        self.lacks.choices = list(LACK_NAMES.items())


def _written(pairs: Iterable[Any]) -> list[tuple[str, str]]:
    """Ids as the address says them."""
    return [(str(record_id), name) for record_id, name in pairs]


class BulkForm(ManyForm):
    """What to set on many deals."""

    owner_id = forms.id_choice(_l("Owner"))
    stage_id = forms.id_choice(_l("Stage"))
    expected_on = forms.day_field(_l("Expected close"))
    channel_id = forms.id_choice(_l("Channel"))
    region_id = forms.id_choice(_l("Region"))
    customer_type = SelectField(_l("Customer type"), coerce=forms.word_or_none)

    def offer(self) -> None:
        """Fill in what there is to choose from."""
        keep = _("as it is")
        names = {one.id: one.name for one in pipelines()}
        several = len(names) > 1
        moves = [
            (one.id, f"{names[one.pipeline_id]}: {one.name}" if several else one.name)
            for one in stages()
            if one.kind == OPEN and one.archived_at is None and one.pipeline_id in names
        ]
        self.owner_id.choices = forms.with_blank(colleagues.owner_choices(me()), keep)
        self.stage_id.choices = forms.with_blank(moves, keep)
        self.channel_id.choices = forms.with_blank(lists.entries("channel"), keep)
        self.region_id.choices = forms.with_blank(lists.entries("region"), keep)
        self.customer_type.choices = forms.with_blank(CUSTOMER_TYPE_NAMES.items(), keep)

    def values(self) -> dict[str, Any]:
        """What is to be set."""
        return {field.short_name: field.data for field in self if field.data and field.short_name != "stage_id"}

    def stage(self) -> Stage | None:
        """Where to."""
        return next((one for one in stages() if one.id == self.stage_id.data), None)
