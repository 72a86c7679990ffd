"""What was read and what was judged: the two panels beside the findings."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.model import NumberSeen, State
from juesuan.model.excerpt import quoted
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html.cases import rule_button
from juesuan.reporting.words import CATEGORY, NUMBER_KIND, READING, STATE, closing, reasons

__all__ = ["reading_panel", "rules_panel"]

_STATE_ORDER = (State.FAIL, State.UNDECIDABLE, State.WITHIN_ROUNDING, State.PASS, State.NOT_APPLICABLE)


def reading_panel(dossier: Dossier) -> Markup:
    """Forms found, numbers read, and everything nobody looked at."""
    disclosure, seen = dossier.disclosure, dossier.coverage
    forms = [
        (r.title, READING[r.state], "、".join(map(str, r.pages)), str(r.numbers), r.reason or "")
        for r in disclosure.readings
    ]
    closure = f"{closing(disclosure.grade, 2)}。" if disclosure.grade is not None else ""
    troubles = [(dossier.where(problem.place), problem.message) for problem in disclosure.problems]
    troubles += [(f"第 {page} 页", "没有文字层（可能是扫描件），未读取") for page in disclosure.textless_pages]
    troubles += [
        (dossier.title(form), f"未识别的行或栏：{'、'.join(table.unknown)}")
        for form, table in disclosure.tables.items()
        if table.unknown
    ]
    gaps = [(dossier.where(gap.place), gap.message) for gap in dossier.gaps]
    unbound = [
        (NUMBER_KIND[number.kind], number.text, dossier.where(number.place), quoted(number.place.text, number.text))
        for number in seen.unbound
    ]
    described = [(n.text, dossier.where(n.place), n.place.text) for n in seen.described]
    undecided = [(reason, "、".join(rules)) for reason, rules in dossier.undecided.items()]
    unchecked = [
        (n.text if isinstance(n, NumberSeen) else n.amount.raw, dossier.where(n.place), n.place.text)
        for n in seen.unchecked
    ]
    return fragment(
        tag(
            "p",
            f"读到数字 {seen.numbers} 个，知道是什么数的 {seen.bound} 个，至少经一条规则核对的 {seen.checked} 个，"
            f"得出结果的 {seen.decided} 个。{closure}",
        ),
        _table("没有读全或未能核对的内容", ("位置", "情况"), gaps),
        _table("未能判断的检查", ("原因", "检查"), undecided),
        _table("表格", ("表", "状态", "页", "数字", "原因"), forms),
        _table("未读懂的内容", ("位置", "情况"), troubles),
        _table("不知道是什么数的数字", ("类型", "数字", "位置", "原文"), unbound),
        _table("只说明事物、没有核对的数量", ("数字", "位置", "原文"), described),
        _table("没有一条规则核对的数字", ("数字", "位置", "原文"), unchecked),
        _table("没有得出结果的数字", ("数字", "位置"), ((n.text, dossier.where(n.place)) for n in seen.undecided)),
        _table("只核对了界限或有无的数字", ("数字", "位置"), ((n.text, dossier.where(n.place)) for n in seen.limited)),
    )


def rules_panel(dossier: Dossier) -> Markup:
    """Every rule with the state it ended in, failures first."""
    register = dossier.standard.rules
    rows = []
    for result in sorted(dossier.report.results, key=lambda result: _STATE_ORDER.index(result.state)):
        rule = register.get(result.rule)
        title, category = (rule.title, CATEGORY[rule.category]) if rule else ("", "")
        places = f"{result.passed} / {result.applied}" if result.applied else ""
        shown = rule_button(result.rule) if result.applied else result.rule
        rows.append((shown, title, category, STATE[result.state], places, reasons(result)))
    counts = dossier.report.counts
    tally = "，".join(f"{STATE[state]} {counts.get(state, 0)} 处" for state in State)
    return fragment(tag("p", tally + "。"), _table("规则", ("编号", "名称", "类别", "结果", "相符/核对", "原因"), rows))


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup | None:
    body = [tag("tr", *(tag("td", value) for value in row)) for row in rows]
    if not body:
        return None
    head = tag("tr", *(tag("th", column) for column in columns))
    return fragment(
        tag("h2", title, " ", tag("span", len(body), class_="count")),
        tag("table", tag("thead", head), tag("tbody", *body), class_="list"),
    )
