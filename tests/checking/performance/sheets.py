"""Performance forms made by hand: just the cells that a test is about, with the statements that reading them would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from juesuan.model import Disclosure, FormField, Indicator, ManagementRow, Passage, PerformanceForm, Place, Statement
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft, FundRow
from juesuan.recognising.performance.statements import form_of, statements_of
from juesuan.standard import builtin
from tests import made

COLUMNS = ("level1", "level2", "level3", "target", "actual", "points", "score", "reason")
WITH_DEVIATION = (*COLUMNS[:-1], "deviation", "reason")
_STAGES = ("initial", "adjusted", "executed", "points", "rate", "score")

Sheet = tuple[PerformanceForm, tuple[Statement, ...]]

GOOD_FUNDS = {
    "total": ("100.00", "80.00", "76.00", "10", "95.00%", "9.5"),
    "fiscal": ("60.00", "50.00", "50.00", "—", "100.00%", "—"),
    "own": ("40.00", "30.00", "26.00", "—", "86.67%", "—"),
}
GOOD_ROWS = (
    ("产出指标（50分）", "数量指标", "培训人数", "≥20人", "20人", "20", "20", ""),
    ("产出指标（50分）", "质量指标", "培训合格率", "≥90%", "81%", "20", "18", "两名学员补考未过，已安排复训。"),
    ("产出指标（50分）", "时效指标", "完成时间", "年底前", "年底前", "10", "10", ""),
    ("效益指标（30分）", "社会效益指标", "就业帮扶成效", "明显", "明显", "30", "30", ""),
    ("满意度指标（10分）", "服务对象满意度指标", "学员满意度", "≥95%", "97%", "10", "10", ""),
)


def project(instance: int = 1, rows: Iterable[Sequence[str]] = GOOD_ROWS, **changes: object) -> Sheet:
    """A project form with nothing wrong, changed as told; see :func:`sheet`."""
    settings: dict[str, object] = {
        "funds": GOOD_FUNDS,
        "sums": ("100", "97.5"),
        "goals": "组织培训，提升就业能力。",
        "results": "培训全部完成，就业能力提升。",
        "head": {"project": f"就业培训项目{instance}", "authority": "示例局", "implementer": "示例中心"},
        **changes,
    }
    return sheet("PP", rows, instance=instance, **settings)  # type: ignore[arg-type]


def overall(rows: Iterable[Sequence[str]] = GOOD_ROWS, **changes: object) -> Sheet:
    """An overall form with nothing wrong, changed as told."""
    settings: dict[str, object] = {
        "funds": GOOD_FUNDS,
        "sums": ("100", "97.5"),
        "head": {"unit": "示例局"},
        "title": "部门整体支出绩效自评表",
        **changes,
    }
    return sheet("PO", rows, **settings)  # type: ignore[arg-type]


def sheet(
    kind: str,
    rows: Iterable[Sequence[str]],
    *,
    funds: Mapping[str, Sequence[str | None]],
    sums: Sequence[str] = (),
    columns: Sequence[str] = COLUMNS,
    headers: Mapping[str, str] | None = None,
    management: Iterable[tuple[str, str, str]] = (),
    goals: str = "",
    results: str = "",
    tasks: Iterable[tuple[str, str, str]] = (),
    head: Mapping[str, str] | None = None,
    remarks: Iterable[str] = (),
    title: str = "项目支出绩效自评表",
    year: int | None = 2024,
    template: str = "",
    instance: int = 1,
) -> Sheet:
    """A form: funds as ``{row: (initial, adjusted, executed, points, rate, score)}``, indicator rows in the order of columns."""
    draft = EvaluationDraft(kind, FormField(title), Place(page=1), year=year, text=title)
    draft.head = {name: FormField(text) for name, text in (head or {}).items()}
    draft.funds = [FundRow(row, row, _cells(texts)) for row, texts in funds.items()]
    draft.headers = [(key, FormField((headers or {}).get(key, key))) for key in columns]
    draft.indicators = [_indicator(dict(zip(columns, row, strict=True))) for row in rows]
    draft.management = [
        ManagementRow(FormField(name), FormField(name), FormField(points), FormField(score))
        for name, points, score in management
    ]
    draft.goals = Passage(goals) if goals else None
    draft.results = Passage(results) if results else None
    draft.tasks = [(Passage(name), Passage(content), Passage(result)) for name, content, result in tasks]
    draft.sums = {key: FormField(text) for key, text in zip(("points", "score"), sums, strict=False)}
    draft.remarks = [Passage(text) for text in remarks]
    form = form_of(draft, instance, builtin().templates)
    form = replace(form, template=template) if template else form
    return form, tuple(statements_of(draft, form, builtin(), alone=kind == "PO"))


def _cells(texts: Sequence[str | None]) -> dict[str, FormField]:
    """Cells in the order of the columns; None where the form has no such column."""
    return {column: FormField(text) for column, text in zip(_STAGES, texts, strict=False) if text is not None}


def _indicator(texts: Mapping[str, str]) -> Indicator:
    names = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation", "reason")
    return Indicator(*(FormField(texts[name]) if name in texts else None for name in names), place=Place(page=1))


def disclosure(*sheets: Sheet, **changes: object) -> Disclosure:
    """A disclosure with these forms; tables, prose and sections as in :func:`tests.made.disclosure`."""
    prose = tuple(changes.pop("prose", ()))  # type: ignore[call-overload]
    statements = tuple(statement for _, found in sheets for statement in found)
    forms = tuple(form for form, _ in sheets)
    return made.disclosure(prose=(*prose, *statements), performance=forms, **changes)  # type: ignore[arg-type]
