"""A list of deals, as an old system or a spreadsheet has it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, Question, field_of
from app.pipeline.bringing.aliases import ACCOUNT, NOTE, OWNER, PRODUCT, QUANTITY, REGION
from app.pipeline.opportunities.queries import pipelines


def _pipelines() -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in pipelines()]


DEALS = Kind(
    "deals",
    _l("Deals"),
    (
        field_of(
            "external_id",
            _l("Deal number"),
            ("Deal number", "商机编号"),
            "text",
            "opportunity id | deal id | opportunity number | opportunity no | id | deal no | 商机id | 商机号"
            " | 项目编号 | 编号 | 机会编号",
        ),
        field_of(
            "title",
            _l("Deal"),
            ("Deal", "商机名称"),
            "text",
            "deal name | opportunity | opportunity name | title | project | project name | subject | name"
            " | 商机 | 项目名称 | 项目 | 标题 | 商机主题 | 机会名称 | 名称",
        ),
        field_of("account", _l("Account"), ("Account", "客户名称"), "text", ACCOUNT),
        field_of(
            "contact",
            _l("Contact"),
            ("Contact", "联系人"),
            "text",
            "contact name | contact person | primary contact | 客户联系人 | 联系人姓名",
        ),
        field_of("product", _l("Product"), ("Product", "产品"), "text", PRODUCT),
        field_of("quantity", _l("Quantity"), ("Quantity", "数量"), "number", QUANTITY),
        field_of(
            "amount",
            _l("Amount"),
            ("Amount", "金额"),
            "money",
            "close value | deal value | value | deal amount | deal size | revenue | total | contract value"
            " | expected revenue | 合同额 | 合同金额 | 商机金额 | 预计金额 | 成交金额 | 预计成交金额 | 销售额 | 报价"
            " | 预算 | 项目金额",
        ),
        field_of(
            "stage",
            _l("Stage"),
            ("Stage", "商机阶段"),
            "text",
            "deal stage | sales stage | pipeline stage | status | deal status | 阶段 | 销售阶段 | 状态"
            " | 跟进阶段 | 商机状态 | 项目阶段",
        ),
        field_of("owner", _l("Owner"), ("Owner", "负责人"), "text", OWNER),
        field_of(
            "channel",
            _l("Channel"),
            ("Channel", "渠道"),
            "text",
            "source | lead source | source channel | campaign | 来源 | 商机来源 | 线索来源 | 信息来源渠道 | 客户来源",
        ),
        field_of("region", _l("Region"), ("Region", "区域"), "text", REGION),
        field_of(
            "customer_type",
            _l("Customer type"),
            ("Customer type", "客户类型"),
            "text",
            "account type | type | 客户类别 | 新老客户 | 类型",
        ),
        field_of(
            "opened_on",
            _l("Opened on"),
            ("Opened on", "创建日期"),
            "date",
            "engage date | created | created on | created at | create date | created date | open date"
            " | start date | date opened | 创建时间 | 立项日期 | 开始日期 | 录入日期 | 接触日期 | 建档日期",
        ),
        field_of(
            "expected_on",
            _l("Expected close"),
            ("Expected close", "预计成交日期"),
            "date",
            "expected close date | expected closing | estimated close date | forecast date | target close date"
            " | target date | 预计成交 | 预计成交时间 | 预计签约日期 | 预计签单日期 | 预计采购时间"
            " | 预计结束日期 | 预计关闭日期",
        ),
        field_of(
            "closed_on",
            _l("Closed on"),
            ("Closed on", "成交日期"),
            "date",
            "close date | closed date | closing date | won date | date closed | actual close date | end date"
            " | 成交时间 | 签约日期 | 签单日期 | 关闭日期 | 结束日期 | 赢单日期 | 实际成交日期",
        ),
        field_of(
            "lost_reason",
            _l("Lost reason"),
            ("Lost reason", "输单原因"),
            "text",
            "reason lost | loss reason | close reason | 丢单原因 | 失败原因 | 流失原因",
        ),
        field_of(
            "next_step",
            _l("Next step"),
            ("Next step", "下一步"),
            "text",
            "next action | next steps | action | 下一步行动 | 下步计划 | 下一步计划 | 后续计划 | 待办",
        ),
        field_of(
            "next_step_due",
            _l("Next step due"),
            ("Next step due", "下一步日期"),
            "date",
            "next step date | next action date | follow up date | next follow up | due date | 下次跟进日期"
            " | 下次跟进时间 | 下一步时间 | 下次联系时间",
        ),
        field_of("competitors", _l("Competitors"), ("Competitors", "竞争对手"), "text", "competitor | 竞品 | 竞争者"),
        field_of("note", _l("Note"), ("Note", "备注"), "note", NOTE),
    ),
    match_keys=(("external_id",), ("title", "account"), ("title",)),
    telling=("external_id", "stage", "expected_on", "lost_reason", "next_step", "opened_on", "title"),
    identity=("external_id", "title", "account", "product"),
    naming={
        "stage": "stage",
        "owner": "member",
        "product": "product",
        "account": "account",
        "channel": "channel",
        "region": "region",
        "lost_reason": "lost_reason",
        "customer_type": "customer_type",
    },
    questions=(Question("pipeline", _l("Into the pipeline"), _pipelines),),
    note=_l("the pipeline: amount, stage, owner, customer"),
    page="opportunities.list",
    position=10,
)
