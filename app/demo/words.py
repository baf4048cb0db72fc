"""The words of the two demo companies. Invented names; the Chinese one follows the toolbox's own examples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What a company of one language is made of."""

    language: str
    company: str
    zone: str
    currency: str
    country: str
    teams: tuple[tuple[str, str], ...]  # team, region
    people: tuple[tuple[str, str, str, str | None], ...]  # name, login, role, team
    regions: tuple[str, ...]
    product_lines: tuple[str, ...]
    products: tuple[tuple[str, str, int], ...]  # name, line, price in whole units
    industries: tuple[str, ...]
    places: dict[str, tuple[str, ...]]  # region -> first parts of customers' names
    trades: tuple[tuple[str, str], ...]  # last part of a customer's name, industry
    surnames: tuple[str, ...]
    given: tuple[str, ...]
    titles: tuple[str, ...]
    needs: tuple[str, ...]
    rivals: tuple[str, ...]
    talks: tuple[str, ...]  # what customers said
    promises: tuple[tuple[str, ...], ...]  # a stage's next steps
    lost_notes: tuple[str, ...]
    joint: str  # between the parts of a name


ZH = Words(
    language="zh",
    company="衡远机电（示例）",
    zone="Asia/Shanghai",
    currency="CNY",
    country="CN",
    teams=(("华东团队", "华东"), ("华南团队", "华南"), ("华北团队", "华北")),
    people=(
        ("陈建国", "owner", "owner", None),
        ("张伟", "manager", "manager", "华东团队"),
        ("李娜", "seller", "seller", "华东团队"),
        ("王强", "wang.qiang", "seller", "华东团队"),
        ("赵敏", "zhao.min", "seller", "华东团队"),
        ("刘洋", "liu.yang", "manager", "华南团队"),
        ("黄丽", "huang.li", "seller", "华南团队"),
        ("周杰", "zhou.jie", "seller", "华南团队"),
        ("孙磊", "sun.lei", "manager", "华北团队"),
        ("吴静", "wu.jing", "seller", "华北团队"),
        ("郑涛", "trainer", "seller", "华北团队"),
        ("何芳", "viewer", "viewer", None),
    ),
    regions=("华东", "华南", "华北"),
    product_lines=("A产品线", "B产品线", "C产品线"),
    products=(
        ("主轴监测仪 A1", "A产品线", 12_800),
        ("主轴监测仪 A3", "A产品线", 26_500),
        ("能耗监测网关 B2", "B产品线", 8_600),
        ("空压站节能柜 B5", "B产品线", 68_000),
        ("分拣线传感器 C1", "C产品线", 1_980),
        ("备件年度服务", "C产品线", 36_000),
    ),
    industries=("制造业", "零售业", "服务业", "建筑业", "信息技术"),
    places={
        "华东": ("昆山", "苏州", "杭州", "宁波", "嘉兴", "无锡", "南通", "常州", "绍兴", "上海", "合肥", "台州"),
        "华南": ("深圳", "东莞", "佛山", "广州", "惠州", "中山", "珠海", "厦门", "泉州", "南宁"),
        "华北": ("天津", "北京", "石家庄", "唐山", "保定", "太原", "济南", "青岛", "沧州", "廊坊"),
    },
    trades=(
        ("精密制造", "制造业"),
        ("电子", "制造业"),
        ("食品", "制造业"),
        ("纺织", "制造业"),
        ("泵业", "制造业"),
        ("自动化", "制造业"),
        ("商贸", "零售业"),
        ("连锁超市", "零售业"),
        ("物流", "服务业"),
        ("环保", "服务业"),
        ("建筑工程", "建筑业"),
        ("软件", "信息技术"),
    ),
    surnames=tuple("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"),
    given=("建军", "志明", "海燕", "晓东", "文静", "国强", "丽华", "永刚", "雪梅", "俊杰", "秀英", "立新"),
    titles=("总经理", "采购经理", "设备部长", "生产副总", "技术负责工程师", "财务经理", "项目经理"),
    needs=(
        "产线能耗监测",
        "主轴状态监测",
        "空压站节能改造",
        "冷库温控改造",
        "分拣线传感器",
        "备件年度协议",
        "污水站控制柜",
        "实验室配电",
        "定型机改造",
        "仓储设备年框",
    ),
    rivals=("东岭科技", "海澜自控", "博远传感", "远景节能"),
    talks=(
        "现在的供应商交货总晚，去年因此停线两次。",
        "你们比现有供应商贵 5%，我没法跟老板解释。",
        "样机可以试，但要在旺季之前装完。",
        "预算在财务那里，下个月才能批。",
        "技术方案没问题，付款方式要再谈。",
        "先看看同行的案例，最好能去现场。",
        "我们内部还要讨论一下，设备部意见不一致。",
        "能不能把质保延长到三年？",
        "这一期先做一条产线，效果好再扩。",
        "法务在看合同，主要是违约条款。",
    ),
    promises=(
        ("发送同行案例，约技术工程师", "电话核实预算区间", "确认谁拍板", "约到厂参观时间"),
        ("确认样机测试排期", "现场勘测，出能耗基线", "整理需求清单给客户确认", "约采购总监面谈"),
        ("发送修订报价", "财务确认账期", "提交分期付款方案", "补充三年质保条款"),
        ("法务回传合同第三稿", "谈付款节点：30/60/10", "确认交付日期", "拜访总经理，敲定签约日"),
    ),
    lost_notes=("原供应商降价保单", "项目推迟到明年", "对手交期更短", "换了采购负责的人，失去联系"),
    joint="",
)

EN = Words(
    language="en",
    company="Harbour Electric (sample)",
    zone="Europe/London",
    currency="GBP",
    country="GB",
    teams=(("North team", "North"), ("South team", "South"), ("West team", "West")),
    people=(
        ("Grace Hartley", "owner", "owner", None),
        ("Daniel Moss", "manager", "manager", "North team"),
        ("Priya Nair", "seller", "seller", "North team"),
        ("Tom Askew", "tom.askew", "seller", "North team"),
        ("Ellen Boyd", "ellen.boyd", "seller", "North team"),
        ("Marcus Webb", "marcus.webb", "manager", "South team"),
        ("Sofia Lund", "sofia.lund", "seller", "South team"),
        ("Ben Carver", "ben.carver", "seller", "South team"),
        ("Ruth Ames", "ruth.ames", "manager", "West team"),
        ("Owen Price", "owen.price", "seller", "West team"),
        ("Hannah Cole", "trainer", "seller", "West team"),
        ("Victor Lane", "viewer", "viewer", None),
    ),
    regions=("North", "South", "West"),
    product_lines=("Line A", "Line B", "Line C"),
    products=(
        ("Spindle monitor A1", "Line A", 1_450), ("Spindle monitor A3", "Line A", 2_900),
        ("Energy gateway B2", "Line B", 980), ("Compressor saver B5", "Line B", 7_600),
        ("Sorting sensor C1", "Line C", 220), ("Annual spares service", "Line C", 4_000),
    ),
    industries=("Manufacturing", "Retail", "Services", "Construction", "Information technology"),
    places={
        "North": ("Aldgarth", "Brackwell", "Calder", "Dunmoor", "Eastby", "Fellside", "Garrow", "Holmfirth"),
        "South": ("Ashdown", "Bexley", "Chilworth", "Denham", "Elmbridge", "Farleigh", "Guildmere", "Hartfield"),
        "West": ("Avonmere", "Brecknell", "Coldstone", "Dartway", "Exbourne", "Fernhill", "Glasbury", "Honiton"),
    },
    trades=(
        ("Precision", "Manufacturing"), ("Electronics", "Manufacturing"), ("Foods", "Manufacturing"),
        ("Textiles", "Manufacturing"), ("Pumps", "Manufacturing"), ("Automation", "Manufacturing"),
        ("Trading", "Retail"), ("Stores", "Retail"), ("Logistics", "Services"), ("Environmental", "Services"),
        ("Construction", "Construction"), ("Software", "Information technology"),
    ),
    surnames=("Barlow", "Chen", "Dawes", "Ellis", "Frost", "Grant", "Hughes", "Irwin", "Joshi", "Kerr", "Lowe"),
    given=("Alan", "Beth", "Carol", "David", "Emma", "Frank", "Gita", "Henry", "Irene", "James", "Karen", "Liam"),
    titles=("Managing director", "Purchasing manager", "Head of maintenance", "Operations director",
            "Process engineer", "Finance manager", "Project manager"),
    needs=("Line energy monitoring", "Spindle monitoring", "Compressor savings", "Cold store, phase 1",
           "Sorting-line sensors", "Annual spares", "Water-plant cabinets", "Lab power", "Stenter retrofit",
           "Storage frame contract"),
    rivals=("Eastridge Controls", "Halden Sensors", "Northlight Energy", "Pace & Sons"),
    talks=(
        "Our supplier is always late; it stopped the line twice last year.",
        "You are 5% above our supplier. I cannot explain that to my boss.",
        "We can try a prototype if it is in before the season.",
        "The budget sits with finance; they decide next month.",
        "The design is fine. The payment terms are not, yet.",
        "Show me somebody like us who uses it. A site visit would be best.",
        "We are not of one mind here; maintenance wants to wait.",
        "Can you stretch the warranty to three years?",
        "One line first. If it works we do the rest.",
        "Legal is reading the contract, mostly the penalties.",
    ),
    promises=(
        ("Send the case study, meet the engineer", "Call to verify the budget range", "Find out who decides",
         "Fix a date for the plant visit"),
        ("Confirm the prototype slot", "Survey the site, take the energy baseline", "Send the list of needs to confirm",
         "Meet the purchasing director"),
        ("Send the revised quote", "Have finance confirm the terms", "Propose payment in instalments",
         "Add the three-year warranty clause"),
        ("Get draft 3 back from legal", "Agree payment 30/60/10", "Confirm the delivery date",
         "Visit the director, fix the signing date"),
    ),
    lost_notes=("The old supplier cut its price", "Put off to next year", "The rival delivers sooner",
                "Our contact left, nobody answers"),
    joint=" ",
)  # fmt: skip
WORDS = {"zh": ZH, "en": EN}
