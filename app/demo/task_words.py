"""What the people of the demo companies have to do, in their own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """The tasks in one language."""

    plan: str
    goal: str
    parts: tuple[tuple[str, str], ...]  # title, unit
    unit: str
    standard: tuple[str, ...]
    routine: tuple[tuple[str, int | None, str | None, int], ...]  # title, goal, unit, hours
    opened: tuple[str, str]
    complaints: tuple[str, str]
    result: str
    back: str
    delay: str
    support: str
    aside: str
    notes: tuple[str, ...]


SAID = {
    "zh": Said(
        "{quarter}新客户开发",
        "开发{goal}家新客户",
        (
            ("线上推广获取{goal}家线索", "家线索"),
            ("展会对接获取{goal}家线索", "家线索"),
            ("老客户转介绍获取{goal}家线索", "家线索"),
        ),
        "家新客户",
        ("有姓名、联系方式、需求描述", "系统内不重复", "号码有效（回拨核实）"),
        (
            ("沉睡客户回访 30 家", 30, "家", 8),
            ("A 线报价模板", None, None, 4),
            ("合同到期清单，补 11 份", 11, "份", 6),
            ("老客户满意度 40 份", 40, "份", 10),
            ("经销商备选名单 5 家", 5, "家", 5),
            ("竞品报价收集 8 份", 8, "份", 6),
            ("冷库改造勘测", None, None, 12),
            ("试用开通 15 家", 15, "家", 9),
            ("展会物料报销", None, None, 1),
            ("华北流失客户回访 3 家", 3, "家", 3),
            ("转介绍话术一页纸", None, None, 3),
            ("投标文件初稿", None, None, 14),
            ("老客户续约沟通 6 家", 6, "家", 7),
            ("客户资料补全 20 家", 20, "家", 5),
        ),
        ("本月新开商机 6 个", "个商机"),
        ("客户投诉控制在 3 起以内", "起投诉"),
        "清单已上传，逐条核对过。",
        "第 7 条与宁波远洋商贸重复，请换一条新客户，并补介绍人的联系方式。",
        "5 家电话空号，平台审核又慢了 3 天。",
        "请市场部补 10 个号码，并催一下平台审核。",
        "@{name} 明天一起过一遍名单？",
        ("整理旧样本柜", "补 7 张订单的区域", "月会订会议室"),
    ),
    "en": Said(
        "New customers {quarter}",
        "Win {goal} new customers",
        (
            ("Get {goal} leads online", "leads"),
            ("Get {goal} leads at the fair", "leads"),
            ("Get {goal} leads by referral", "leads"),
        ),
        "new customers",
        ("Has a name, a contact and a need", "No duplicate in the system", "The number works (called back)"),
        (
            ("Call 30 dormant customers", 30, "dormant customers", 8),
            ("Quote template, line A", None, None, 4),
            ("List of contracts that run out, 11 missing", 11, "contracts", 6),
            ("40 satisfaction calls", 40, "satisfaction calls", 10),
            ("Shortlist of 5 dealers", 5, "dealers", 5),
            ("Collect 8 rival quotes", 8, "rival quotes", 6),
            ("Survey of the cold store", None, None, 12),
            ("Set up 15 trials", 15, "trials", 9),
            ("Claim the fair expenses", None, None, 1),
            ("Win back 3 lost customers", 3, "customers", 3),
            ("One page on asking for referrals", None, None, 3),
            ("First draft of the tender", None, None, 14),
            ("6 renewal talks", 6, "talks", 7),
            ("Complete the data of 20 customers", 20, "customers", 5),
        ),
        ("Open 6 deals this month", "deals"),
        ("No more than 3 complaints", "complaints"),
        "The list is attached and checked line by line.",
        "Number 7 is Harbour Trading again. Please replace it and add the referrer's phone.",
        "Five numbers are dead, and the platform took three days longer.",
        "Could marketing get ten more numbers and press the platform?",
        "@{name}, shall we go through the list tomorrow?",
        ("Tidy the sample cabinet", "Fill in the region of 7 orders", "Book the room for the monthly meeting"),
    ),
}
