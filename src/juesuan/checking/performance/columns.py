"""The columns of a form's indicators: all are there, and filled in.

Without 年度指标值 and 实际完成值 side by side, or without 得分, nobody can verify a score; columns are often hidden when a form is
exported. A column that is printed but empty throughout is missing too; single blank cells are a warning. Which columns belong to a form
is said by the template of the place; sheets that score by printed standards are of another kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.views import FormView, IndicatorRow, performance_forms
from juesuan.model import FormField, Outcome, Severity, State, Term
from juesuan.standard.forms import ACCOUNTS

__all__ = ["filled_columns"]

_FILLED = ("target", "actual", "points", "score")
_LISTED = 4
_LEVELS = ("level1", "level2", "level3")


def filled_columns(context: Context, kind: str) -> Iterator[Outcome]:
    """At most two failures a form: columns that are missing or empty, and single blank cells."""
    for view in performance_forms(context, kind):
        if not view.rows:
            yield undecidable(f"{view.name}没有读出指标")
            continue
        if "standard" in view.form.columns:
            yield not_applicable(f"{view.name}按评分标准逐项打分，不是财政部的自评表式")
            continue
        missing = [key for key in _required(view) if key not in view.form.columns]
        printed = [key for key in _FILLED if key in view.form.columns and view.is_complete]
        empty = [key for key in printed if not any(_text(row, key) for row in view.rows)]
        if missing and view.form.strange_headers:
            names = "、".join(f"“{header.text}”" for header in view.form.strange_headers[:_LISTED])
            yield undecidable(f"{view.name}没有找到{_titles(view, missing)}栏，{names}栏没有认出")
        elif missing or empty:
            yield _lacking(view, missing, empty)
        blank = {
            key: [row for row in view.rows if _is_blank(row, key)] for key in _FILLED if key not in (*missing, *empty)
        }
        rows = list(dict.fromkeys(row for found in blank.values() for row in found))
        if rows:
            yield _unfilled(view, {key: found for key, found in blank.items() if found})
        if not (missing or empty or rows):
            yield passed([s for row in view.rows for s in row.statements(*_FILLED)])


def _required(view: FormView) -> tuple[str, ...]:
    """The columns of the template; a form that prints the first level of indicators has all levels that the template has.

    Indicators in the words of another place's form do not make it that place's: of accounts, whose layout is known, only what the
    layout's own form asks for too is missing.
    """
    levels = [key for key in view.template.columns if key in _LEVELS and "level1" in view.form.columns]
    info, standard = view.context.disclosure.info, view.context.standard
    known = info.kind == ACCOUNTS and info.profile in standard.layout_files.names
    own = standard.templates.of_layout(info.profile, view.form.kind) if known else None
    required = [key for key in view.template.required if own is None or key in own.required]
    return tuple(dict.fromkeys((*levels, *required)))


def _field(row: IndicatorRow, key: str) -> FormField | None:
    found: FormField | None = getattr(row.indicator, key)
    return found


def _text(row: IndicatorRow, key: str) -> str:
    field = _field(row, key)
    return field.text if field is not None else ""


def _is_blank(row: IndicatorRow, key: str) -> bool:
    """A blank target, actual value or score of an indicator that has points. Points themselves may be merged over rows."""
    return key != "points" and row.points is not None and bool(row.points.value) and not _text(row, key)


def _titles(view: FormView, keys: list[str]) -> str:
    return "、".join(f"“{view.context.standard.evaluations.column_title(key)}”" for key in keys)


def _lacking(view: FormView, missing: list[str], empty: list[str]) -> Outcome:
    parts = []
    if missing:
        parts.append(f"缺少{_titles(view, missing)}栏")
    if empty:
        parts.append(f"{_titles(view, empty)}栏全部空白")
    serious = {*missing, *empty} & {"level3", *_FILLED}
    message = f"{view.name}的绩效指标{'，'.join(parts)}{'，得分无法核实' if serious else ''}。"
    headers = view.form.headers
    terms = (Term(1, "表头", None, headers[0].place if headers else view.form.place, "".join(h.text for h in headers)),)
    severity = None if serious else Severity.WARNING
    hint = f"补上缺少的{_titles(view, missing)}栏并填写。" if missing else "补填空白的栏。"
    return Outcome(State.FAIL, terms=terms, message=message, severity=severity, hint=hint)


def _unfilled(view: FormView, blank: dict[str, list[IndicatorRow]]) -> Outcome:
    parts, title = [], view.context.standard.evaluations.column_title
    for key, rows in blank.items():
        names = "、".join(f"“{row.name}”" for row in rows[:_LISTED])
        more = f"等 {len(rows)} 项" if len(rows) > _LISTED else ""
        parts.append(f"{names}{more}没有填写{title(key)}")
    terms = tuple(row.term(_field(row, key)) for key, rows in blank.items() for row in rows)
    message = f"{view.name}中{'；'.join(parts)}。"
    return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.WARNING, hint="补填空白的单元格。")
