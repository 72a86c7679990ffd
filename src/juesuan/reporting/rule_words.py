"""The catalogue in words: what a rule compares, written with the names that documents print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from juesuan.checking.same import parse_same
from juesuan.reporting.words import PERFORMANCE_FORM
from juesuan.standard.codes import function_name
from juesuan.standard.expression import Reference, parse
from juesuan.standard.forms import Form, forms
from juesuan.standard.narrative import grammar
from juesuan.standard.rules import Rule
from juesuan.standard.vocabulary import vocabulary

__all__ = ["equations"]

_ROWS: Mapping[str, str] = {
    "row": "每一行",
    "class": "各类",
    "section": "各款",
    "item": "各项",
    "code": "各科目",
    "children": "其下一级科目",
    "indicator": "各指标",
    "*": "合计",
    "sum": "总分",
}
_PERFORMANCE_ROWS = {
    "total": "资金总额",
    "fiscal": "财政拨款",
    "special": "财政专户管理资金",
    "own": "单位资金",
    "carryover": "上年结转资金",
    "other": "其他资金",
}
_PERFORMANCE_COLUMNS = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
}
_RELATIONS = {"=": "＝", "<=": "≤", ">=": "≥"}
_CLAIMS = {
    "share": "占比等于部分除以总数",
    "completion": "完成率等于决算除以预算",
    "change": "增减率等于增减额除以上年数",
    "direction": "“增加”“减少”与增减的方向相符",
    "order": "“大于”“小于”“等于”与决算、预算的大小相符",
    "sum": "其中各项之和等于总数",
}


def equations(rule: Rule) -> tuple[str, ...]:
    """Each assertion of a data rule in words; nothing for a rule in code, whose reason says it."""
    words = {"linear": _linear, "same": _same, "claim": _claim}
    return tuple(words[part.kind](part.expression) for part in rule.parts)


def _linear(expression: str) -> str:
    parsed = parse(expression)
    one_form = parsed.forms[0] if len(parsed.forms) == 1 else None
    left, right = (_side(side, one_form) for side in (parsed.left, parsed.right))
    equation = f"{left} {_RELATIONS[parsed.relation]} {right}"
    return f"{_title(one_form)}：{equation}" if one_form else equation


def _side(references: Iterable[Reference], one_form: str | None) -> str:
    written = ""
    for index, reference in enumerate(references):
        sign = "－" if reference.sign < 0 else "＋" if index else ""
        written += f" {sign} " if index else sign
        written += _reference(reference, one_form)
    return written


def _reference(reference: Reference, one_form: str | None) -> str:
    row, column = _row(reference), _column(reference)
    where = "" if one_form else f"{_title(reference.form)}·"
    name = where + "·".join(part for part in (row, column) if part)
    return f"{name}之和" if reference.total else name


def _row(reference: Reference) -> str:
    form = forms().get(reference.form)
    if reference.row in _ROWS and not (reference.row == "*" and form is not None and form.kind == "single"):
        return _ROWS[reference.row]
    if form is None:
        return _PERFORMANCE_ROWS.get(reference.row, reference.row)
    if not reference.row or form.kind == "single":
        return ""
    if form.kind == "codes":
        return f"{reference.row} {function_name(reference.row)}"
    return _range(_label(form, key) for key in reference.row.split(":"))


def _label(form: Form, key: str) -> str:
    """The row's name, with its code, or with its 行次 when the form has the name twice."""
    row = form.row(key)
    if row is None:
        return key
    if form.kind == "economic" and key.isdigit():
        return f"{key} {row.label}"
    twice = sum(other.label == row.label for other in form.rows) > 1
    return f"{row.label}（行次 {key[1:]}）" if twice and form.kind == "lines" else row.label


def _range(names: Iterable[str]) -> str:
    first, *last = names
    return f"“{first}”至“{last[0]}”" if last else first


def _column(reference: Reference) -> str:
    if reference.column == "col":
        return "各栏"
    form = forms().get(reference.form)
    if form is None:
        return _PERFORMANCE_COLUMNS.get(reference.column, reference.column)
    if not reference.column:
        return ""
    columns = [(form.column(key), key) for key in reference.column.split(":")]
    return _range(column.label.removeprefix("支出/") if column is not None else key for column, key in columns)


def _title(source: str) -> str:
    """A form by its title, a part of the prose by its heading."""
    form = forms().get(source)
    if form is not None:
        return form.title
    if source in PERFORMANCE_FORM:
        return PERFORMANCE_FORM[source]
    section = next((section for section in grammar().sections if section.id == source), None)
    return section.title if section is not None else source


def _same(expression: str) -> str:
    same = parse_same(expression)
    facts = "、".join(vocabulary().name(pattern) for pattern in same.patterns) or "同一数据"
    if "*" in {same.first, same.second}:
        return f"任意两处：{facts}一致"
    return f"{_title(same.first)}与{_title(same.second)}：{facts}一致"


def _claim(expression: str) -> str:
    kind, _, section = (part.strip() for part in expression.partition("@"))
    return f"{_title(section)}：{_CLAIMS[kind]}"
