"""What a person may ask of the list: its filter, its columns and order, a name for a view."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields import DateField

from app.company.model import Choice
from app.people.model import Team
from app.people.sight import visible_owners
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.opportunities.filtering.chips import LACK_NAMES
from app.pipeline.opportunities.filtering.filters import SPANS, DealFilter
from app.pipeline.opportunities.listing.columns import COLUMNS
from app.pipeline.opportunities.listing.listing import ListQuery
from app.pipeline.opportunities.queries import pipelines, stages
from app.pipeline.opportunities.wording import LEVELS, STATE_NAMES
from app.pipeline.products.model import Product
from app.web import forms
from app.web.access import me
from app.web.asking import ALL, MINE, NONE
from app.web.chips import PRESET_NAMES
from app.web.tables import Order, read_orders
from tenants.context import db
from tenants.model import Member


def _many(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], render_kw={"size": 5})


def _days(label: Any, presets: Any) -> SelectField:
    names = [("", _l("any day or from … to")), *((key, PRESET_NAMES[key]) for key in presets)]
    return SelectField(label, choices=names)


PAST = ("this-month", "last-month", "this-quarter", "this-year", "unknown")


class FilterForm(forms.Form):
    """Every field of a filter. It is sent as an address, so it only shows what is set and never refuses."""

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

    @classmethod
    def of(cls, wanted: DealFilter) -> FilterForm:
        """The form with what `wanted` says."""
        known: dict[str, Any] = {}
        for name, value in wanted.pairs():
            known.setdefault(name, []).append(value)
        form = cls(formdata=None)
        form.offer()
        for field in form:
            values = known.get(field.short_name)
            if isinstance(field, SelectMultipleField):
                field.data = values or []
            elif values:
                field.data = values[0]
        for span in SPANS:
            kept = getattr(wanted, span)
            form[f"{span}_from"].data, form[f"{span}_to"].data = kept.first, kept.last
        return form

    def offer(self) -> None:
        """Fill in what there is to choose from, as far as the person sees it."""
        blank = [("", _("any"))]
        self.state.choices = [("", _("Open")), *((key, STATE_NAMES[key]) for key in ("won", "lost")), (ALL, _("all"))]
        self.pipeline.choices = [*blank, *((str(one.id), one.name) for one in pipelines())]
        self.stage.choices = [(str(one.id), one.name) for one in stages() if one.archived_at is None]
        self.owner.choices = [(MINE, _("mine")), *people()]
        self.team.choices = [*blank, *_named(select(Team.id, Team.name).order_by(Team.position, Team.name))]
        self.region.choices = [(NONE, _("without")), *choices("region")]
        self.channel.choices = [(NONE, _("without")), *choices("channel")]
        sold = select(Product.id, Product.name).where(Product.archived_at.is_(None)).order_by(Product.name).limit(500)
        self.product.choices = _named(sold)
        self.type.choices = list(CUSTOMER_TYPE_NAMES.items())
        self.health.choices = list(LEVELS.items())
        self.lacks.choices = list(LACK_NAMES.items())


class LayoutForm(forms.Form):
    """Columns, and up to three orders, each after the other."""

    c = SelectMultipleField(_l("Columns"), choices=[])
    first = SelectField(_l("Order by"), choices=[])
    second = SelectField(_l("then by"), choices=[])
    third = SelectField(_l("then by"), choices=[])

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.c.choices = [(key, column.label) for key, column in COLUMNS.items() if not column.head]
        for field in (self.first, self.second, self.third):
            field.choices = [("", "—"), *_order_names()]

    @classmethod
    def of(cls, query: ListQuery) -> LayoutForm:
        """The form with what `query` says."""
        now = [*map(str, query.orders), "", ""]
        return cls(formdata=None, c=list(query.columns), first=now[0], second=now[1], third=now[2])

    def orders(self) -> tuple[Order, ...]:
        """The chosen orders."""
        said = ",".join(filter(None, (self.first.data, self.second.data, self.third.data)))
        return read_orders(said, COLUMNS, ())


def _order_names() -> list[tuple[str, str]]:
    found = []
    for key, column in COLUMNS.items():
        if column.key_of is not None:
            found += [(key, f"{column.label} ↑"), (f"-{key}", f"{column.label} ↓")]
    return found


class ViewForm(forms.Form):
    """A view's name, and whether all may use it."""

    name = forms.text(_l("Name"), most=40, required=True)
    is_shared = BooleanField(_l("Everyone in the company may use it"))


def people() -> list[tuple[str, str]]:
    """The members whose records one sees."""
    owners = visible_owners(me())
    statement = select(Member.id, Member.name).order_by(Member.state == "deactivated", Member.name)
    return _named(statement if owners is None else statement.where(Member.id.in_(owners)))


def choices(kind: str) -> list[tuple[str, str]]:
    """One of the company's lists."""
    known = select(Choice.id, Choice.name).where(Choice.kind == kind, Choice.archived_at.is_(None))
    return _named(known.order_by(Choice.position, Choice.name))


def _named(statement: Any) -> list[tuple[str, str]]:
    return [(str(record_id), name) for record_id, name in db.execute(statement)]
