"""A price list."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, field_of

PRODUCTS = Kind(
    "products",
    _l("Products"),
    (
        field_of(
            "name",
            _l("Product name"),
            ("Product name", "产品名称"),
            "text",
            "product | item | item name | name | 产品 | 商品 | 商品名称 | 品名 | 货品名称 | 名称",
            required=True,
        ),
        field_of(
            "code",
            _l("Product code"),
            ("Product code", "产品编码"),
            "text",
            "sku | product id | item number | part number | code | model | 产品编号 | 商品编码 | 货号 | 型号"
            " | 规格型号 | 编码",
        ),
        field_of(
            "line",
            _l("Product line"),
            ("Product line", "产品线"),
            "text",
            "series | product family | family | category | line | product category | product type"
            " | 系列 | 产品系列 | 产品类别 | 类别 | 分类 | 品类",
        ),
        field_of(
            "price",
            _l("Price"),
            ("Price", "单价"),
            "money",
            "sales price | list price | unit price | retail price | standard price | 价格 | 售价 | 标准价"
            " | 销售价 | 销售价格 | 目录价 | 报价",
        ),
    ),
    match_keys=(("code",), ("name",)),
    telling=("code", "line", "price"),
    identity=("name",),
    naming={"line": "product_line"},
    managed=True,
    note=_l("what you sell, with prices"),
    page="products.index",
    position=40,
)
