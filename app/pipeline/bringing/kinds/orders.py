"""The finance sheet."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, field_of
from app.pipeline.bringing.aliases import ACCOUNT, NOTE, OWNER, PRODUCT, QUANTITY, REGION

ORDERS = Kind(
    "orders",
    _l("Orders"),
    (
        field_of(
            "number",
            _l("Order number"),
            ("Order number", "订单编号"),
            "text",
            "order id | order no | order | invoice | invoice number | invoice no | contract number | 订单号"
            " | 合同编号 | 合同号 | 发票号 | 单号 | 销售单号 | 编号",
        ),
        field_of("account", _l("Account"), ("Account", "客户名称"), "text", ACCOUNT, required=True),
        field_of(
            "ordered_on",
            _l("Order date"),
            ("Order date", "订单日期"),
            "date",
            "date | ordered on | invoice date | signed on | contract date | sale date | 日期 | 下单日期"
            " | 签约日期 | 合同日期 | 开票日期 | 销售日期 | 下单时间 | 订单时间",
            required=True,
        ),
        field_of("owner", _l("Owner"), ("Owner", "负责人"), "text", OWNER),
        field_of("region", _l("Region"), ("Region", "区域"), "text", REGION),
        field_of("product", _l("Product"), ("Product", "产品"), "text", PRODUCT),
        field_of("quantity", _l("Quantity"), ("Quantity", "数量"), "number", QUANTITY),
        field_of(
            "amount",
            _l("Amount"),
            ("Amount", "金额"),
            "money",
            "order amount | order value | total | total amount | sales | revenue | invoice amount | net amount"
            " | contract value | 订单金额 | 合同金额 | 合同额 | 销售额 | 总金额 | 开票金额 | 含税金额 | 成交金额",
            required=True,
        ),
        field_of(
            "received",
            _l("Received amount"),
            ("Received amount", "回款金额"),
            "money",
            "received | paid | amount paid | paid amount | cash received | payment | collected | 回款 | 已回款"
            " | 到账金额 | 已收款 | 收款金额 | 实收金额",
        ),
        field_of(
            "received_on",
            _l("Received on"),
            ("Received on", "回款日期"),
            "date",
            "payment date | paid on | date paid | received date | collection date | 到账日期 | 收款日期"
            " | 回款时间 | 付款日期",
        ),
        field_of(
            "deal",
            _l("Deal number"),
            ("Deal number", "商机编号"),
            "text",
            "opportunity id | deal id | deal | opportunity | 商机 | 商机号 | 商机名称",
        ),
        field_of("note", _l("Note"), ("Note", "备注"), "note", NOTE),
    ),
    match_keys=(("number",), ("account", "ordered_on", "amount")),
    telling=("number", "ordered_on", "received", "received_on"),
    identity=("number", "account"),
    naming={"account": "account", "owner": "member", "region": "region", "product": "product", "deal": "deal"},
    unasked=("deal",),
    managed=True,
    note=_l("the finance sheet: orders and what was received"),
    page="orders.index",
    position=50,
)
