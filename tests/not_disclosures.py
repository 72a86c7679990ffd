"""Pages that are no disclosure, invented: what stands on the websites where disclosures stand, and speaks of them.

Each kind is made of a source of chance: names, years, amounts and the order of what is said differ from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tests.departments import Chance

__all__ = ["KINDS", "page"]

_COUNTIES = ("石桥县", "云岭市青禾区", "临川市", "西陵县", "东湖市北山区")
_BODIES = ("财政局", "水利局", "教育体育局", "林草局", "市场监督管理局", "卫生健康委员会")
_VERBS = ("召开", "部署", "组织开展", "扎实推进")


class _Names:
    """Who and when a page speaks of."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.county = chance.choice(_COUNTIES)
        self.body = self.county + chance.choice(_BODIES)
        self.year = chance.randint(2019, 2024)

    def money(self) -> str:
        """An amount as prose prints it."""
        return f"{Decimal(self.chance.randint(1_000, 9_999_999)) / 100:,.2f}万元"

    def rate(self) -> str:
        """A rate."""
        return f"{Decimal(self.chance.randint(1, 9_999)) / 100}%"


def _paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _table(rows: Sequence[Sequence[object]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


def _news(n: _Names) -> str:
    """A news item about the disclosure of accounts, with figures."""
    return _paragraphs(
        f"{n.body}{n.chance.choice(_VERBS)}{n.year}年度部门决算公开工作",
        f"发布时间：{n.year + 1}-08-1{n.chance.randint(0, 9)}　来源：{n.body}　浏览次数：{n.chance.randint(10, 999)}",
        f"近日，{n.body}{n.chance.choice(_VERBS)}{n.year}年度部门决算公开工作，{n.year}年度收入总计{n.money()}，支出总计{n.money()}，"
        f"比上年增长{n.rate()}。财政拨款“三公”经费支出决算{n.money()}，完成预算的{n.rate()}。",
        "会议强调，要严格按照规定的时间、内容和格式公开，做到应公开尽公开。",
    )


def _regulation(n: _Names) -> str:
    """A regulation that lists what a disclosure consists of, as headings."""
    return _paragraphs(
        f"关于做好{n.county}{n.year}年度部门决算公开工作的通知",
        f"各部门、各单位：根据预算法和有关规定，现就{n.year}年度部门决算公开工作通知如下。",
        "一、公开主体", "各部门、各单位是部门决算公开的主体，对公开内容的真实性负责。",
        "二、公开内容", "部门决算公开包括以下四个部分：",
        "第一部分 部门概况", "（一）主要职责；（二）机构设置。",
        "第二部分 部门决算表", "（一）收入支出决算总表；（二）收入决算表；（三）支出决算表；（四）财政拨款收入支出决算总表。",
        "第三部分 部门决算情况说明", "对收入支出增减变化、“三公”经费、机关运行经费、政府采购、国有资产占用情况作出说明。",
        "第四部分 名词解释", "对专业性较强的名词进行解释。",
        "三、公开时间", "在本级财政部门批复后20日内公开。",
    )  # fmt: skip


def _law(n: _Names) -> str:
    """Articles of a law."""
    return _paragraphs(
        f"{n.county}预算绩效管理办法",
        f"（{n.year}年5月1日起施行）",
        "第一章 总则", "第一条 为加强预算绩效管理，提高财政资金使用效益，制定本办法。",
        "第二条 各部门各单位应当对照绩效目标开展自评，部门整体支出和项目支出自评得分满分为100分，预算执行率占10分。",
        "第二章 决算", "第三条 部门决算应当做到收支数额准确、内容完整，收入支出决算总表与明细表一致。",
        f"第四条 部门决算经批复后二十日内公开，违反的处以{n.money()}以下罚款。",
    )  # fmt: skip


def _index(n: _Names) -> str:
    """A page of links."""
    years = [n.year - i for i in range(6)]
    links = [f"{n.county}{body}{year}年度部门决算" for year in years for body in n.chance.sample(_BODIES, 3)]
    return _paragraphs("首页 > 政务公开 > 财政预决算", *links, "上一页 1 2 3 下一页 共36页")


def _landing(n: _Names) -> str:
    """The page of a disclosure whose text is in the attachment."""
    return _paragraphs(
        f"{n.body}{n.year}年度部门决算公开",
        f"索引号：{n.chance.randint(10_000, 99_999)}　发布日期：{n.year + 1}年09月0{n.chance.randint(1, 9)}日",
        f"根据《预算法》要求，现将{n.body}{n.year}年度部门决算予以公开，详见附件。",
        f"附件：{n.body}{n.year}年度部门决算.pdf",
    )


def _speech(n: _Names) -> str:
    """The report on the accounts of a whole government."""
    return _paragraphs(
        f"关于{n.county}{n.year}年财政决算草案的报告",
        f"——{n.year + 1}年8月在{n.county}第十八届人民代表大会常务委员会第十二次会议上",
        "主任、各位副主任、各位委员：",
        f"受县人民政府委托，现将{n.year}年财政决算草案报告如下，请予审议。",
        "一、一般公共预算收支决算情况",
        f"{n.year}年全县一般公共预算收入完成{n.money()}，为预算的{n.rate()}，增长{n.rate()}；一般公共预算支出{n.money()}，增长{n.rate()}。",
        "二、政府性基金预算收支决算情况",
        f"全县政府性基金收入{n.money()}，支出{n.money()}，年终结余{n.money()}。",
        "三、国有资本经营预算收支决算情况",
        f"国有资本经营收入{n.money()}，支出{n.money()}。",
        "四、社会保险基金预算收支决算情况",
        f"社会保险基金收入{n.money()}，支出{n.money()}，年末滚存结余{n.money()}。",
        "五、“三公”经费支出情况",
        f"县级“三公”经费支出{n.money()}，其中：公务接待费{n.money()}，公务用车购置及运行维护费{n.money()}。",
    )


def _bulletin(n: _Names) -> str:
    """Statistics with a table."""
    rows = [["指标", "单位", "绝对数", "比上年增长（%）"]]
    rows += [[w, "亿元", Decimal(n.chance.randint(100, 99_999)) / 100, Decimal(n.chance.randint(1, 99)) / 10]
             for w in ("地区生产总值", "固定资产投资", "一般公共预算收入", "一般公共预算支出", "教育支出")]  # fmt: skip
    return _paragraphs(
        f"{n.county}{n.year}年国民经济和社会发展统计公报",
        f"初步核算，全年地区生产总值{n.money()}，增长{n.rate()}。财政收入合计{n.money()}，支出合计{n.money()}。",
    ) + _table(rows)


def _procurement(n: _Names) -> str:
    """A notice of procurement."""
    rows = [["序号", "标的名称", "数量", "预算金额（万元）", "合计"]]
    rows += [[i, w, n.chance.randint(1, 9), Decimal(n.chance.randint(100, 9_999)) / 100, ""]
             for i, w in enumerate(("办公设备", "公务用车", "物业服务"), 1)]  # fmt: skip
    return _paragraphs(
        f"{n.body}{n.year}年办公设备政府采购项目公开招标公告",
        "项目概况", f"预算金额：{n.money()}，最高限价：{n.money()}。",
        "一、项目基本情况", "采购需求：详见附件。", "二、申请人的资格要求", "落实政府采购政策，面向中小企业采购。",
    ) + _table(rows)  # fmt: skip


def _budget_explanation(n: _Names) -> str:
    """The explanation of a budget, without its tables."""
    return _paragraphs(
        f"{n.body}{n.year}年部门预算编制说明",
        "一、收入预算情况说明", f"{n.year}年部门预算收入总计{n.money()}，其中：一般公共预算收入{n.money()}，与上年预算相比增加{n.money()}。",
        "二、支出预算情况说明", f"{n.year}年部门预算支出总计{n.money()}，其中：基本支出预算{n.money()}，项目支出预算{n.money()}。",
        "三、“三公”经费预算情况说明", f"{n.year}年“三公”经费预算{n.money()}，较上年预算下降{n.rate()}。",
        "四、名词解释", "基本支出：是指为保障机构正常运转、完成日常工作任务而发生的支出。", "项目支出：是指为完成特定任务发生的支出。",
    )  # fmt: skip


def _audit(n: _Names) -> str:
    """An auditor's findings on the accounts of a department."""
    return _paragraphs(
        f"{n.body}{n.year}年度部门决算审计结果公告",
        f"审计署派出机构对{n.body}{n.year}年度部门决算进行了审计，抽查资金{n.money()}。",
        "一、基本情况", f"{n.year}年度部门决算反映，收入总计{n.money()}，支出总计{n.money()}，年末结转和结余{n.money()}。",
        "二、审计发现的主要问题", f"（一）多计项目支出{n.money()}。（二）公务接待费超预算{n.money()}，占{n.rate()}。",
        "三、审计处理和整改情况", "已责成整改。",
    )  # fmt: skip


def _inspection(n: _Names) -> str:
    """The result of an inspection of disclosures, with a table of bodies."""
    rows = [["序号", "单位", "发现问题", "得分"]]
    rows += [
        [i, f"{n.county}{b}", "收入支出决算总表与收入决算表不一致", n.chance.randint(60, 99)]
        for i, b in enumerate(_BODIES, 1)
    ]
    return _paragraphs(
        f"{n.county}财政局关于{n.year}年度部门决算公开检查情况的通报",
        f"检查发现，{n.body}{n.year}年度部门决算“三公”经费数为{n.money()}，说明中为{n.money()}，相差{n.money()}。",
    ) + _table(rows)


def _templates(n: _Names) -> str:
    """A notice with the blank forms attached."""
    accounts = [["收入", "", "支出", ""], ["项目", "金额", "项目", "金额"]]
    accounts += [
        ["一、一般公共预算财政拨款收入", "", "一、一般公共服务支出", ""],
        ["二、政府性基金预算财政拨款收入", "", "二、外交支出", ""],
    ]
    accounts += [["本年收入合计", "", "本年支出合计", ""], ["总计", "", "总计", ""]]
    evaluation = [["项目名称", "", "主管部门", ""], ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"]]
    evaluation += [["年度资金总额", "", "", ""], ["一级指标", "二级指标", "三级指标", "年度指标值"]]
    evaluation += [["产出指标", "数量指标", "", ""], ["总分", "100", "", ""]]
    forms = (("收入支出决算总表", "公开01表", accounts), ("项目支出绩效自评表", "", evaluation))
    text = _paragraphs(
        f"关于印发{n.year}年度部门决算公开参考格式的通知", "各部门：现将公开参考格式印发给你们，请遵照执行。"
    )
    for title, number, rows in forms:
        text += _paragraphs(title, number, "部门：　　　　　　　　　　金额单位：万元") + _table(rows)
    return text


def _questions(n: _Names) -> str:
    """Questions and answers about accounts."""
    return _paragraphs(
        f"{n.county}{n.year}年度部门决算公开解读",
        "问：什么是“三公”经费？", "答：“三公”经费是指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。",
        "问：什么是基本支出？", "答：基本支出是指为保障机构正常运转、完成日常工作任务而发生的支出。",
        f"问：{n.year}年“三公”经费为什么下降？", f"答：{n.year}年全县“三公”经费支出{n.money()}，比上年下降{n.rate()}，主要是厉行节约。",
    )  # fmt: skip


def _work_report(n: _Names) -> str:
    """What a body did in a year."""
    return _paragraphs(
        f"{n.body}{n.year}年工作总结和{n.year + 1}年工作计划",
        "一、主要职责履行情况", f"全年完成投资{n.money()}，为年度计划的{n.rate()}，争取上级资金{n.money()}。",
        "二、机构设置情况", "局机关内设办公室、财务科、业务科3个科室。",
        "三、存在的问题", "部门预算执行进度偏慢，项目支出绩效有待提高。",
        "四、下一步打算", f"力争{n.year + 1}年投资增长{n.rate()}。",
    )  # fmt: skip


KINDS: Mapping[str, Callable[[_Names], str]] = {
    "news": _news, "regulation": _regulation, "law": _law, "index": _index, "landing": _landing, "speech": _speech, "bulletin": _bulletin,
    "procurement": _procurement, "budget explanation": _budget_explanation, "audit": _audit, "inspection": _inspection,
    "templates": _templates, "questions": _questions, "work report": _work_report,
}  # fmt: skip
"""The kinds of page, by name."""


def page(kind: str, seed: int) -> str:
    """A page of a kind: a seed is a page."""
    chance = Chance(seed)
    return f"<html><body>{KINDS[kind](_Names(chance))}</body></html>"
