"""What a person may ask of any list: its columns and order, a name for a view, what to set on many records."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField

from app.lists.listing import List, ListQuery
from app.web import forms
from app.web.asking import Filter, day
from app.web.tables import Order, choose, read_orders


class FilterForm(forms.Form):
    """Every field of a filter. It is sent as an address, so it only shows what is set and never refuses."""

    @classmethod
    def of(cls, wanted: Filter) -> FilterForm:
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
                field.data = day(values[0]) if isinstance(field, DateField) else values[0]
        return form

    def offer(self) -> None:
        """Fill in what there is to choose from, as far as the person sees it."""


class LayoutForm(forms.Form):
    """Columns, and up to three orders, each after the other."""

    c = SelectMultipleField(_l("Columns"), choices=[])
    first = SelectField(_l("Order by"), choices=[])
    second = SelectField(_l("then by"), choices=[])
    third = SelectField(_l("then by"), choices=[])

    @classmethod
    def of(cls, query: ListQuery[Any]) -> LayoutForm:
        """The form with what `query` says."""
        now = [*map(str, query.orders), "", ""]
        form = cls(formdata=None, c=list(query.columns), first=now[0], second=now[1], third=now[2])
        form.offer(query.listing)
        return form

    def offer(self, listing: List[Any]) -> None:
        """Fill in the list's columns."""
        self.c.choices = [(column.key, column.label) for column in listing.columns if not column.head]
        for field in (self.first, self.second, self.third):
            field.choices = [("", "—"), *_order_names(listing)]

    def columns(self, listing: List[Any]) -> tuple[str, ...]:
        """The chosen columns that the list knows."""
        return tuple(column.key for column in choose(",".join(self.c.data or ()), listing.by_key, listing.usual))

    def orders(self, listing: List[Any]) -> tuple[Order, ...]:
        """The chosen orders, the usual one when none was."""
        said = ",".join(filter(None, (self.first.data, self.second.data, self.third.data)))
        return read_orders(said, listing.by_key, listing.order)


def _order_names(listing: List[Any]) -> list[tuple[str, str]]:
    found = []
    for column in listing.columns:
        if column.key_of is not None:
            found += [(column.key, f"{column.label} ↑"), (f"-{column.key}", f"{column.label} ↓")]
    return found


class ViewForm(forms.Form):
    """A view's name, and whether all may use it."""

    name = forms.text(_l("Name"), most=40, required=True)
    is_shared = BooleanField(_l("Everyone in the company may use it"))


class ManyForm(forms.Form):
    """What to set on many records; what is left empty stays as it is on each."""

    def offer(self) -> None:
        """Fill in what there is to choose from."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be set."""
        return not any(field.data for field in self)
