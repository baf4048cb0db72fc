"""Products: what the company sells, at its list price, in product lines."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the products."""
    from app.company.choices.kinds import kind
    from app.company.rooms import room
    from app.pipeline.products import model, views
    from app.search.commands import command
    from app.search.sources import source
    from app.web import happenings, menu, violations

    app.register_blueprint(views.products, url_prefix="/<tenant_slug>/products")
    menu.add(app, "advance", "products.index", "tag", _l("Products"))
    kind("product_line", _l("Product lines"))
    room("products.index", _l("Products"), "work", in_rail=True)
    command("products.index", "tag", _l("Products"), "products prices 产品 价格")
    source("product", "tag", "products.show", _l("Products"), model.Product)
    violations.explain({"uq_products_name": _l("A product of this name exists already.")})
    happenings.phrases(
        {
            "product.added": _l("was entered"),
            "product.changed": _l("was changed"),
            "product.archived": _l("is no longer sold"),
            "product.restored": _l("is sold again"),
        }
    )
