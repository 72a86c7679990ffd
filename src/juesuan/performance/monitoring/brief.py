"""The brief of a month as a neutral document: title, sections of sentences, tables and charts, signature; each format prints it.

Every figure of it is one of the report; nothing is said that the report does not hold. What could not be told is said with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct, structs

from juesuan.formats.printing.plots import Plot
from juesuan.performance.monitoring.brief_tables import (
    BriefTable,
    alert_table,
    contribution_plot,
    enterprise_table,
    history_plot,
    line_table,
    measure_table,
    owner_table,
    plan_table,
    problem_table,
    row_of,
    sector_table,
    told_sum,
)
from juesuan.performance.monitoring.growth import Growth, GrowthLine
from juesuan.performance.monitoring.printed import percent, signed
from juesuan.performance.monitoring.report import MeasureReport, MonthReport
from juesuan.standard.monitoring import MonitoringSchema, WarningLevel

__all__ = ["Brief", "BriefLine", "brief_of"]

_NUMERALS = "一二三四五六七八九十"
_NAMED, _LISTED, _FINDINGS = 5, 20, 20


class BriefLine(Struct, frozen=True):
    """A paragraph: a ``heading`` of a section, a sentence of the ``body``, a ``note``, or an ``origin``: a row of a file that something rests on."""

    style: Literal["heading", "body", "note", "origin"]
    text: str


Block = BriefLine | BriefTable | Plot


class Brief(Struct, frozen=True):
    """A document.

    Attributes:
        title, subtitle: its name and the month. to: whom it is addressed to; empty: nobody is named.
        blocks: in order; tables are numbered. unit, date: who signs and when, as somebody said; empty: left open.
        files: names of the files of evidence, which stand in places (``企业月报.xlsx 表1!第3行``).
    """

    title: str
    subtitle: str
    to: str
    blocks: tuple[Block, ...]
    unit: str
    date: str
    files: tuple[str, ...] = ()


def brief_of(
    report: MonthReport,
    schema: MonitoringSchema,
    *,
    unit: str = "",
    to: str = "",
    date: str = "",
    files: Sequence[str] = (),
) -> Brief:
    """The brief; ``unit``, ``to`` and ``date`` as the user says: no clock is asked. ``files``: names of those of the evidence."""
    sections = (
        ("总体情况", _overall(report)),
        ("行业和企业", _parts(report)),
        ("预警", _alerts(report, schema.levels)),
        ("报送情况", _reporting(report, schema)),
        ("问题办理", _problems(report)),
        ("项目进度", _plans(report)),
        ("其他工作", _lines(report)),
        ("数据说明", _explained(report, schema)),
    )
    blocks: list[Block] = [BriefLine("body", f"现将{report.month}重点企业运行监测情况报告如下。")]
    for number, (title, content) in enumerate(sections):
        blocks += [BriefLine("heading", f"{_NUMERALS[number]}、{title}"), *content]
    numbered = tuple(_numbered(blocks))
    return Brief("重点企业运行监测月报", f"（{report.month}）", to, numbered, unit, date, tuple(dict.fromkeys(files)))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with tables numbered in their order."""
    number = 0
    for block in blocks:
        if isinstance(block, BriefTable):
            number += 1
            yield structs.replace(block, title=f"表{number} {block.title}")
        else:
            yield block


def _body(text: str) -> BriefLine:
    return BriefLine("body", text)


def _overall(report: MonthReport) -> Iterator[Block]:
    if report.reason:
        yield _body(f"没有数：{report.reason}。")
        return
    for measure in report.measures:
        yield _body("".join(_sentence(measure, growth) for growth in measure.periods))
    doubted = list(dict.fromkeys(item.enterprise for item in report.anomalies if item.month == report.month))
    if doubted:
        named = "、".join(doubted[:_NAMED]) + (f"等 {len(doubted)} 家" if len(doubted) > _NAMED else "")
        yield _body(f"以上合计按填报数计算，其中{named}的数待核实（见“预警”），核实后合计和增速可能变化。")
    if report.measures:
        yield measure_table(report)
        yield history_plot(report.measures[0])


def _sentence(measure: MeasureReport, growth: Growth) -> str:
    """The sum of all, and the growth of those that can be compared."""
    now = growth.now
    if now.value is None:
        whole = f"{growth.period}{measure.title}合计没有算出：{now.reason}"
        if growth.reason == now.reason:
            return f"{whole}。"
    else:
        whole = f"{growth.period}，{now.count} 家企业{measure.title}合计 {told_sum(now.value, measure)}"
    if growth.total is None:
        return f"{whole}；同口径增速没有算出：{growth.reason}。"
    more = f"，同口径（{len(growth.enterprises)} 家）{_way(growth.total.growth)}"
    moved = ""
    if growth.joined or growth.left:
        plain = f"全口径{_way(growth.growth)}，" if growth.growth is not None else ""
        moved = f"（{plain}上年同期没有数的 {len(growth.joined)} 家，本期没有数的 {len(growth.left)} 家，不列入同口径）"
    return f"{whole}{more}{moved}。"


def _way(growth: Decimal | None) -> str:
    if growth is None:
        return "增速没有算出"
    return "与上年同期持平" if not growth else f"比上年同期{'增长' if growth > 0 else '下降'} {percent(abs(growth))}"


def _parts(report: MonthReport) -> Iterator[Block]:
    if not report.measures or report.measures[0].month.total is None:
        yield _body(
            f"没有算出：{report.reason or (report.measures[0].month.reason if report.measures else '没有可加的栏')}。"
        )
        return
    measure = report.measures[0]
    growth = measure.month
    up = [line for line in growth.enterprises if line.points and line.points > 0]
    down = [line for line in reversed(growth.enterprises) if line.points and line.points < 0]
    total = growth.total.points if growth.total is not None else None
    yield _body(
        f"{growth.period}{measure.title}同口径{_way(total)}，是各行业、各企业拉动的百分点之和"
        f"（保留两位小数，尾数按最大余数法分配）。{_pull('拉动最大的是', up)}{_pull('下拉最大的是', down)}"
    )
    yield sector_table(measure)
    yield contribution_plot(measure)
    yield enterprise_table(measure)


def _pull(words: str, lines: Sequence[GrowthLine]) -> str:
    named = "、".join(f"{line.name}（{signed(line.points)}）" for line in lines[:_NAMED])
    return f"{words}{named}。" if named else ""


def _alerts(report: MonthReport, levels: Sequence[WarningLevel]) -> Iterator[Block]:
    counts = [(level, sum(item.level == level.id for item in report.alerts)) for level in levels]
    told = "，".join(f"{level.name} {count} 条（{level.meaning}）" for level, count in counts if count)
    yield _body(f"共 {len(report.alerts)} 条：{told}。" if told else "没有预警。")
    if report.alerts:
        yield alert_table("预警", report.alerts)
    for item in report.excused[:_LISTED]:
        yield BriefLine("note", f"{item.enterprise}：{item.reason}。")
    reasons = dict.fromkeys(item.reason for item in report.unjudged)
    for reason in reasons:
        names = [item.enterprise for item in report.unjudged if item.reason == reason]
        named = "、".join(names[:_NAMED]) + (f"等 {len(names)} 家" if len(names) > _NAMED else "")
        yield BriefLine("note", f"未能判断是否异常：{named}，{reason}。")
    if report.earlier:
        yield _body(f"以前各月仍待核实的 {len(report.earlier)} 条：")
        yield alert_table("以前各月的异常数", report.earlier)


def _reporting(report: MonthReport, schema: MonitoringSchema) -> Iterator[Block]:
    found = report.reporting
    if report.reason:
        yield _body(f"没有数：{report.reason}。")
        return
    missing = [item.enterprise for item in found.late if item.missing]
    late = [f"{item.enterprise}（迟 {item.days} 天）" for item in found.late if not item.missing]
    due = f"，报送期限 {found.due.year}年{found.due.month}月{found.due.day}日" if found.due is not None else ""
    yield _body(f"应报 {found.expected} 家，已报 {found.reported} 家{due}。")
    if missing:
        yield _body(f"未报 {len(missing)} 家：{'、'.join(missing)}。")
    if late:
        yield _body(f"迟报 {len(late)} 家：{'、'.join(late)}。")
    if found.reason:
        yield BriefLine("note", f"{found.reason}。")
    if found.undated:
        yield BriefLine("note", f"没有填报送日期、不知道是否迟报：{'、'.join(found.undated)}。")
    if found.unclear:
        named = "、".join(found.unclear)
        yield BriefLine("note", f"有的行月份看不懂、不知道报没报 {len(found.unclear)} 家：{named}。请先改正月份。")
    if found.gone:
        yield BriefLine(
            "note", f"连续 {schema.late.gone.value} 个月以上没有报、按退出监测处理：{'、'.join(found.gone)}。"
        )


def _problems(report: MonthReport) -> Iterator[Block]:
    found = report.problems
    if found.reason:
        yield _body(f"没有数：{found.reason}。")
        return
    yield _body(f"本月收集问题 {found.opened} 个，办结 {found.closed} 个，月末未办结 {len(found.pending)} 个。")
    if found.pending:
        yield owner_table(found)
        yield problem_table(found)
    if found.unclear:
        yield BriefLine("note", f"另有 {len(found.unclear)} 行状态与日期不全，不知道是否办结，没有计入。")


def _plans(report: MonthReport) -> Iterator[Block]:
    for plan in report.plans:
        if plan.reason:
            yield _body(f"{plan.title}没有数：{plan.reason}。")
            continue
        how = "序时进度" if plan.way == "pace" else "计划完成日期"
        yield _body(
            f"{plan.title}：有计划的 {plan.count} 个，已完成 {plan.done} 个，落后于{how}的 {len(plan.behind)} 个。"
        )
        if plan.behind:
            yield plan_table(plan)
        if plan.unplanned:
            yield BriefLine("note", f"另有 {len(plan.unplanned)} 行没有填计划数或完成数，无法判断。")


def _lines(report: MonthReport) -> Iterator[Block]:
    yield line_table(report)
    reasons: dict[str, list[str]] = {}
    for line in report.lines:
        for shown in (line.month, line.year):
            if shown.value is None:
                reasons.setdefault(shown.reason, []).append(line.name)
    for reason, names in reasons.items():
        yield BriefLine("note", f"{'、'.join(dict.fromkeys(names))}没有算出：{reason}。")


def _explained(report: MonthReport, schema: MonitoringSchema) -> Iterator[Block]:
    tables = "、".join(f"{name}（{rows} 行，{files} 份）" for name, rows, files in report.sources)
    yield _body(f"依据：{tables or '没有一份表'}。金额由填报数精确相加，四舍五入到两位小数。")
    yield _body(
        f"同口径指两年同月都有数的企业。异常数的判断：先减去企业自己前后各 {schema.judging.window.value} 个月的中位数和同行同月的中位数，"
        "再与自己其他年份的同月比，"
        "都超出自身正常波动的才报；节假日月份单独放宽。"
    )
    if report.findings:
        yield _body(f"佐证表有 {len(report.findings)} 处待核实，逐条列在监测工作簿中。")
        for item in report.findings[:_FINDINGS]:
            yield BriefLine("origin", f"{row_of(item)}：{item.message.rstrip('。')}。")
        if len(report.findings) > _FINDINGS:
            yield BriefLine("origin", f"另有 {len(report.findings) - _FINDINGS} 处，见工作簿。")
