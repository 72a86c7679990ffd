"""Performance forms as printed grids: head, funds, management, goals, tasks and indicators in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from juesuan.formats.printing.printed_blocks import CellContent, PrintedTable, placed
from juesuan.model import Amount, FormField, Indicator, PerformanceForm, Statement
from juesuan.model.numbered_lines import in_lines
from juesuan.standard.performance import Template

__all__ = ["printed_evaluation"]

_WIDTH = 24
_FUNDS = {
    "fiscal": "财政拨款",
    "special": "财政专户管理资金",
    "own": "单位资金",
    "carryover": "上年结转资金",
    "other": "其他资金",
}
_TITLES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "points": "分值",
    "score": "得分",
    "deviation": "偏差度",
    "reason": "偏差原因分析及改进措施",
}
_SPANS = {"level2": 3, "level3": 0, "target": 3, "actual": 3, "reason": 3}
_Rows = list[list[CellContent]]


def printed_evaluation(
    form: PerformanceForm, statements: Iterable[Statement], unit: str, template: Template
) -> PrintedTable:
    """The form as it is attached to a disclosure, in the words of a template; ``unit`` is that of its amounts."""
    stated = {
        (item.row, item.column): item
        for item in statements
        if (item.source, item.instance) == (form.kind, form.instance)
    }
    amounts = {key: item.amount for key, item in stated.items()}
    by_tasks = any(row == "t1" for row, _ in amounts)
    rows = [*_head(form)]
    rows += _funded_tasks(form, amounts, unit, template) if by_tasks else _funds(amounts, unit, template)
    rows += [*_management(form, template), *_goals(form, template)]
    rows += [] if by_tasks else _tasks(form)
    rows += _indicators(form, amounts, template)
    return PrintedTable(
        title=form.title.text,
        number="",
        corners=("", f"（{form.year}年度）", ""),
        columns=_WIDTH,
        widths=(5,) * _WIDTH,
        header_rows=0,
        cells=placed(rows),
        form=form.kind,
        instance=form.instance,
        entry=" ".join(filter(None, (form.title.text, _text(form.project)))),
        statements=stated,
    )


def _text(field: FormField | None) -> str:
    return field.text if field else ""


def _head(form: PerformanceForm) -> _Rows:
    if form.kind == "PO":
        return [[CellContent("部门（单位）名称", 5), CellContent(_text(form.unit), 19)]]
    return [
        [CellContent("项目名称", 4), CellContent(_text(form.project), 20)],
        [
            CellContent("主管部门", 4),
            CellContent(_text(form.authority), 8),
            CellContent("实施单位", 4),
            CellContent(_text(form.implementer), 8),
        ],
    ]


def _funds(amounts: Mapping[tuple[str, str], Amount], unit: str, template: Template) -> _Rows:
    """The block of funds. Only the total row has points and a score; the others show a dash."""
    printed = [row for row in ("total", *_FUNDS) if (row, "executed") in amounts]
    words = template.words
    labels = {**_FUNDS, "total": words["total"]}
    header = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    rows = [
        [
            CellContent(f"{words['funds']}（{unit}）", 3, len(printed) + 1),
            CellContent("", 4),
            *_spread(map(CellContent, header)),
        ]
    ]
    for row in printed:
        keys = [(row, column) for column in ("initial", "adjusted", "executed", "points", "rate", "score")]
        slots = [_number(amounts, key) for key in keys]
        rows.append([CellContent(labels[row], 4, align="left"), *_spread(slots)])
    return rows


def _number(amounts: Mapping[tuple[str, str], Amount], key: tuple[str, str]) -> CellContent:
    """A cell for a number of the form; a dash where it has none."""
    return CellContent(amounts[key].raw, key=key) if key in amounts else CellContent("-")


def _spread(slots: Iterable[CellContent]) -> list[CellContent]:
    """Three amounts, points, rate and score over the columns on the right."""
    return [replace(slot, column_span=span) for slot, span in zip(slots, (4, 4, 4, 1, 2, 2), strict=True)]


def _management(form: PerformanceForm, template: Template) -> _Rows:
    if not form.management:
        return []
    block = template.management
    header = [
        CellContent(block.label if block is not None else "", 3, len(form.management) + 1),
        CellContent("", 4),
        CellContent("情况说明", 9),
        CellContent("分值", 2),
        CellContent("得分", 2),
        CellContent("存在问题和改进措施", 4),
    ]
    rows = [
        [
            CellContent(item.name.text, 4),
            CellContent(item.text.text, 9, align="left"),
            CellContent(_text(item.points), 2, key=(f"m{number}", "points")),
            CellContent(_text(item.score), 2, key=(f"m{number}", "score")),
            CellContent("", 4),
        ]
        for number, item in enumerate(form.management, 1)
    ]
    return [header, *rows]


def _goals(form: PerformanceForm, template: Template) -> _Rows:
    word = template.words["goals"]
    goals = form.goals.text if form.goals else ""
    results = form.results.text if form.results else ""
    return [
        [
            CellContent(word, 3, 2),
            CellContent(template.words["expected"], 10),
            CellContent(template.words["results"], 11),
        ],
        [CellContent(in_lines(goals), 10, align="left"), CellContent(in_lines(results), 11, align="left")],
    ]


def _tasks(form: PerformanceForm) -> _Rows:
    if not form.tasks:
        return []
    header = [
        CellContent("年度主要任务", 3, len(form.tasks) + 1),
        CellContent("任务名称", 5),
        CellContent("主要内容", 8),
        CellContent("实际完成情况", 8),
    ]
    rows = [
        [
            CellContent(name.text, 5, align="left"),
            CellContent(content.text, 8, align="left"),
            CellContent(result.text, 8, align="left"),
        ]
        for name, content, result in form.tasks
    ]
    return [header, *rows]


def _funded_tasks(
    form: PerformanceForm, amounts: Mapping[tuple[str, str], Amount], unit: str, template: Template
) -> _Rows:
    """The block of tasks with budget, execution, rate and score of each, and what all of them come to."""
    words = template.tasks
    label, total = (words.label, words.total) if words is not None else ("年度主要任务", "合计")
    upper = [
        CellContent(label, 2, len(form.tasks) + 3),
        CellContent("任务名称", 3, 2),
        CellContent("主要内容", 3, 2),
        CellContent("完成情况", 3, 2),
        CellContent(f"全年预算数（{unit}）", 5),
        CellContent(f"全年执行数（{unit}）", 5),
        *(CellContent(title, 1, 2) for title in ("分值", "执行率", "得分")),
    ]
    lower = [CellContent(title, span) for title, span in (("总额", 2), ("财政拨款", 2), ("其他资金", 1))] * 2
    rows = [upper, lower]
    for number, task in enumerate(form.tasks, 1):
        texts = [CellContent(part.text, 3, align="left") for part in task]
        rows.append([*texts, *_task_money(amounts, f"t{number}", f"t{number}.")])
    return [*rows, [CellContent(total, 9), *_task_money(amounts, "total", "")]]


def _task_money(amounts: Mapping[tuple[str, str], Amount], whole: str, within: str) -> list[CellContent]:
    keys = [(row, stage) for stage in ("adjusted", "executed") for row in (whole, f"{within}fiscal", f"{within}other")]
    keys += [(whole, column) for column in ("points", "rate", "score")]
    spans = (2, 2, 1, 2, 2, 1, 1, 1, 1)
    return [
        CellContent(amounts[key].raw, span, key=key) if key in amounts else CellContent("", span)
        for key, span in zip(keys, spans, strict=True)
    ]


def _indicators(form: PerformanceForm, amounts: Mapping[tuple[str, str], Amount], template: Template) -> _Rows:
    """The indicator table; the first two levels are merged over the indicators they cover."""
    if not form.columns:
        return []
    spans = _column_spans(form.columns)
    titles = {**_TITLES, "level3": template.words["level3"]}
    rows = [
        [CellContent(template.words["indicators"], _WIDTH)],
        [CellContent(titles[name], spans[name]) for name in form.columns],
    ]
    merged = [name for name in form.columns if name in {"level1", "level2"}]
    others = [name for name in form.columns if name not in merged]
    numbered = list(enumerate(form.indicators, 1))
    for _, block in groupby(numbered, key=lambda item: _text(item[1].level1)):
        members = list(block)
        rows += [[*lead, *(_value(item, number, name, spans[name]) for name in others)]
                 for lead, (number, item) in zip(_leads(members, merged, spans), members, strict=True)]  # fmt: skip
    return [*rows, *_total(form.columns, spans, amounts)]


def _leads(
    members: Sequence[tuple[int, Indicator]], merged: Sequence[str], spans: Mapping[str, int]
) -> list[list[CellContent]]:
    """The cells of the merged levels at the start of each row of a first-level block: where they begin, else none."""
    leads: list[list[CellContent]] = [[] for _ in members]
    if "level1" in merged:
        leads[0].append(CellContent(_text(members[0][1].level1), spans["level1"], len(members)))
    if "level2" in merged:
        at = 0
        for level2, part in groupby(members, key=lambda item: _text(item[1].level2)):
            count = len(list(part))
            leads[at].append(CellContent(level2, spans["level2"], count))
            at += count
    return leads


def _total(columns: Sequence[str], spans: Mapping[str, int], amounts: Mapping[tuple[str, str], Amount]) -> _Rows:
    """总分, under the columns of points and scores that the form has."""
    scored = [index for index, name in enumerate(columns) if name in {"points", "score"}]
    if not scored or not scored[0]:
        return []
    row = [CellContent("总分", sum(spans[name] for name in columns[: scored[0]]))]
    for index in range(scored[0], scored[-1] + 1):
        number = _number(amounts, ("sum", columns[index])) if index in scored else CellContent("")
        row.append(replace(number, column_span=spans[columns[index]]))
    after = _WIDTH - sum(slot.column_span for slot in row)
    return [[*row, CellContent("", after)] if after else row]


def _value(item: Indicator, number: int, name: str, span: int) -> CellContent:
    align = "left" if name in {"level3", "reason"} else "centre"
    return CellContent(_text(getattr(item, name)), span, align=align, key=(f"i{number}", name))


def _column_spans(columns: tuple[str, ...]) -> dict[str, int]:
    """The columns shared: the broad texts more, and what is left to the deepest level."""
    spans = {name: _SPANS.get(name, 2) for name in columns}
    deepest = max((name for name in columns if name.startswith("level")), default=columns[-1])
    spans[deepest] += _WIDTH - sum(spans.values())
    return spans
