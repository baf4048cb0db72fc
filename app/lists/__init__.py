"""A list of records, whatever the tool: filtered, ordered, with chosen columns, kept as views, changed many at once,
exported at its own address, and walked through record by record.

What a new tool's `listing.py` contains, and nothing else:

1. its filter: a frozen dataclass that inherits `asking.Filter`, and `read(args)` that reads it from an address;
2. `conditions(wanted, scene)`: the filter as SQL, the company and what the member may see first;
3. its columns: `Column("due", _l("Due"), cell, value, key)`, each made of small functions of a row and of the `Look`
   (`cells.plain`, `cells.day_of`, `cells.named` … make the common ones);
4. `look_up(rows, columns, scene)`: a `cells.Look` with what these rows point at, as far as these columns show it;
5. one `List(…)` of all this, with the endpoint of its page.

In the tool's `views.py`, `routes.attach(blueprint, THINGS)` puts up the rest under `/list…` and `/views…`; the page
itself is `return show(THINGS, "things/index.html", around)`, where `around(query, scene)` gives what else the page
says, a total perhaps. Its template holds the tool's own words and includes `lists/_views.html`, `_chips.html`,
`_undo.html`, `_table.html`, `_bulk.html` and `_export_menu.html`. A record's page, at the endpoint `show`, gets
`**beside(THINGS, id)` and includes `lists/_beside.html`.

What may be left out: `many=Many(…)` lets many records be changed at once, `filter_form=` puts the whole filter into a
dialog, `tabs=` are filters that stand above the list for everyone, `begins=` says what one begins with, `edit=` where
the key e leads from a row.

One blueprint holds one list. Cells are made in Python, and what rows point at is looked up once a page: a page of fifty
costs as many statements as a page of one.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Say how what happens to kept views is told."""
    from app.web import happenings

    happenings.phrases(
        {"view.kept": _l("was kept"), "view.changed": _l("was changed"), "view.removed": _l("was removed")}
    )
    happenings.fields({"query": _l("Filter"), "shared": _l("Shared"), "is_shared": _l("Shared")}, of="view")
