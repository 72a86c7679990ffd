"""The columns of a data package: names, types, meaning, and what they are in a Fiscal Data Package.

Code, descriptor and documentation all come from here. Every form is a table of its own with the columns of the standard,
whatever a place prints of them, so that packages of different places and years can be laid one upon the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from juesuan.model import Quality
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, Form
from juesuan.standard.vocabulary import Dimension, Vocabulary

__all__ = ["RELATIVE_YEAR", "Field", "ForeignKey", "Resource", "fact_columns", "form_resource", "resources"]

_QUALITIES = tuple(quality.value for quality in Quality)
_VALUE = "value"
_FUNCTION = "functional-classification:generic"
_ECONOMIC = "economic-classification:generic"
_SOURCE_WORDS = "total 总额 · fiscal 财政拨款 · special 财政专户 · own 单位资金 · carryover 上年结转 · other 其他"


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    Attributes:
        name: as in the files. type: string | integer | number | boolean (a number is an exact decimal).
        title: in Chinese. description: more of it, where the title does not say everything.
        column_type: its type in the taxonomy of fiscal data; empty where none truly fits.
        required: never empty.
        choices: all values that it may have.
    """

    name: str
    type: str
    title: str
    description: str = ""
    column_type: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()

    def descriptor(self) -> dict[str, Any]:
        """The column in a Table Schema."""
        found: dict[str, Any] = {"name": self.name, "type": self.type, "title": self.title}
        if self.description:
            found["description"] = self.description
        if self.column_type:
            found["columnType"] = self.column_type
        constraints = {"required": self.required, "enum": list(self.choices)}
        if any(constraints.values()):
            found["constraints"] = {key: value for key, value in constraints.items() if value}
        return found


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values are keys of a resource (empty: of its own)."""

    field: str
    resource: str
    key: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of the package."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Its Table Schema."""
        found: dict[str, Any] = {
            "fields": [field.descriptor() for field in self.fields],
            "missingValues": [""],
            "primaryKey": list(self.primary_key),
        }
        if self.foreign_keys:
            found["foreignKeys"] = [
                {"fields": [key.field], "reference": {"resource": key.resource, "fields": [key.key]}}
                for key in self.foreign_keys
            ]
        return found


_AGENCY, RELATIVE_YEAR = "agency", "relative_year"
_COLUMNS = {"unit": _AGENCY, "year": RELATIVE_YEAR}
"""Dimensions whose names are those of other columns; the year of a fact is a number beside the fiscal year."""

_TAXONOMY = {  # by dimension, where the taxonomy of fiscal data has a type for it
    "stage": "phase:id",
    "fund": "fin-source:generic:code",
    "function": f"{_FUNCTION}:code",
    "economic": f"{_ECONOMIC}:code",
    "project": "activity:generic:project:code",
}


def fact_columns(vocabulary: Vocabulary) -> tuple[tuple[str, str, Dimension], ...]:
    """The dimensions of facts that are columns of text: name, name of the column, and what it is."""
    known = vocabulary.dimensions.items()
    return tuple((name, _COLUMNS.get(name, name), dimension) for name, dimension in known if name != "year")


def _dimension_fields(vocabulary: Vocabulary) -> Iterator[Field]:
    """A column for each dimension of the vocabulary, with its values where they are listed."""
    for name, column, dimension in fact_columns(vocabulary):
        words = " · ".join(f"{key} {value.brief}" for key, value in dimension.values.items())
        description = "；".join(part for part in (words, dimension.note) if part)
        choices = tuple(dimension.values) if dimension.default else ()
        yield Field(column, "string", dimension.label, description, _TAXONOMY.get(name, ""), choices=choices)
    yield Field(RELATIVE_YEAR, "integer", vocabulary.dimensions["year"].label, "0 为本年度，-1 为上年度")


def _facts(vocabulary: Vocabulary) -> Resource:
    """Every number of the document, with a column for each dimension of facts."""
    return Resource(
        "facts",
        "全部数据",
        "文件中的每个数字一行：它陈述的数据键及各维度、精确值、单位和所在位置。同一数据出现几次就有几行。",
        (
            Field("id", "string", "编号", "在本文件中唯一", required=True),
            Field("fact", "string", "数据键", "相同的数据键就是同一个数据；空表示标准中没有对应的数据"),
            Field("measure", "string", "指标", "数据键的主体，如 income、spend、balance"),
            *_dimension_fields(vocabulary),
            Field("value", "number", "数值", "印出的精确值，按 unit 计；空白单元格为 0；单位是 %、分、个的不是金额", _VALUE, required=True),
            Field("unit", "string", "单位", "万元、元、%、分、个等"),
            Field("decimals", "integer", "小数位数", "印出的小数位数", required=True),
            Field("raw", "string", "原文", "印出的文字；空白单元格为空"),
            Field("quality", "string", "读法", "printed 照印文 · derived 由勾稽关系确定 · doubtful 另有读法", required=True, choices=_QUALITIES),
            Field("form", "string", "表或章节", "T01–T09 为公开表，N01–N13 为情况说明，PO、PP 为绩效自评表", required=True),
            Field("instance", "integer", "序号", "第几份绩效自评表，或文字列举的第几项；其余为 0", required=True),
            Field("row", "string", "行", "行次、科目编码或 *（合计）；文字为空"),
            Field("column", "string", "栏", "栏次；文字为空"),
            Field("label", "string", "名称", "便于阅读的名称"),
            Field("unit_name", "string", "部门或单位", "", "administrative-classification:generic:label"),
            Field("fiscal_year", "integer", "年度", "", "date:fiscal-year"),
            Field("place", "string", "地区", "", "geo:generic:title"),
        ),
        ("id",),
        (ForeignKey("function", "functional_codes", "code"), ForeignKey("economic", "economic_codes", "code")),
    )  # fmt: skip


_NARRATIVE = Resource(
    "narrative_numbers",
    "文字中的数字",
    "情况说明等文字中的数字，按出现的次序，附所在的句子。",
    (
        Field("number", "integer", "次序", required=True),
        Field("section", "string", "章节", "表以外、章节未能识别的为空"),
        Field("paragraph", "integer", "段落", "该章节的第几段；不能确定时为空"),
        Field("kind", "string", "类别", "amount 金额 · percent 百分比 · count 数量 · year 年份 等"),
        Field("raw", "string", "原文", required=True),
        Field("value", "number", "数值"),
        Field("unit", "string", "单位"),
        Field("statement", "string", "数据编号", "facts 中的编号；空表示没有对应的数据"),
        Field("sentence", "string", "句子"),
    ),
    ("number",),
    (ForeignKey("statement", "facts", "id"),),
)
_EVALUATIONS = Resource(
    "performance_forms",
    "绩效自评表",
    "部门整体和项目支出绩效自评表，每份一行。",
    (
        Field("form", "string", "表号", "PO 为部门整体，PP 为项目", required=True),
        Field("kind", "string", "种类", "", required=True, choices=("PO", "PP")),
        Field("title", "string", "标题"),
        Field("fiscal_year", "integer", "年度", "", "date:fiscal-year"),
        Field("unit_name", "string", "部门（单位）名称", "", "administrative-classification:generic:label"),
        Field("project", "string", "项目名称", "", "activity:generic:project:label"),
        Field("authority", "string", "主管部门"),
        Field("implementer", "string", "实施单位"),
        Field("points", "number", "分值合计"),
        Field("score", "number", "总分"),
        Field("goals", "string", "预期目标"),
        Field("results", "string", "实际完成情况"),
    ),
    ("form",),
)
_OF_EVALUATION = (ForeignKey("form", "performance_forms", "form"),)
_FUNDS = Resource(
    "performance_funds",
    "绩效自评表的资金",
    "资金总额及各来源的年初预算、全年预算、执行数和执行率。",
    (
        Field("form", "string", "表号", required=True),
        Field("source", "string", "来源", _SOURCE_WORDS, required=True),
        Field("initial", "number", "年初预算数", "", _VALUE),
        Field("adjusted", "number", "全年预算数", "", _VALUE),
        Field("executed", "number", "全年执行数", "", _VALUE),
        Field("unit", "string", "金额单位"),
        Field("rate", "number", "执行率", "百分数"),
        Field("points", "number", "分值"),
        Field("score", "number", "得分"),
    ),
    ("form", "source"),
    _OF_EVALUATION,
)  # fmt: skip
_INDICATORS = Resource(
    "performance_indicators",
    "绩效指标",
    "绩效自评表的指标，每项一行；资金管理等另行计分的内容 block 为 management。",
    (
        Field("form", "string", "表号", required=True),
        Field("block", "string", "部分", "", required=True, choices=("indicator", "management")),
        Field("number", "integer", "次序", required=True),
        Field("level1", "string", "一级指标"),
        Field("level2", "string", "二级指标"),
        Field("level3", "string", "三级指标"),
        Field("target", "string", "年度指标值"),
        Field("actual", "string", "实际完成值或情况说明"),
        Field("points", "number", "分值"),
        Field("score", "number", "得分"),
        Field("deviation", "string", "偏差度"),
        Field("reason", "string", "偏差原因分析及改进措施"),
    ),
    ("form", "block", "number"),
    _OF_EVALUATION,
)
_TASKS = Resource(
    "performance_tasks",
    "年度主要任务",
    "绩效自评表的年度主要任务，每项一行。",
    (
        Field("form", "string", "表号", required=True),
        Field("number", "integer", "次序", required=True),
        Field("name", "string", "任务名称"),
        Field("content", "string", "主要内容"),
        Field("result", "string", "实际完成情况"),
    ),
    ("form", "number"),
    _OF_EVALUATION,
)
_SECTIONS = Resource(
    "sections",
    "文字",
    "各章节的文字，段落之间换行。",
    (
        Field("number", "integer", "次序", required=True),
        Field("section", "string", "章节", "N01–N13 为情况说明的各部分", required=True),
        Field("heading", "string", "标题"),
        Field("text", "string", "正文"),
    ),
    ("number",),
)


def _codes(name: str, title: str, description: str, kind: str) -> Resource:
    return Resource(
        name,
        title,
        description,
        (
            Field("code", "string", "编码", "", f"{kind}:code", required=True),
            Field("name", "string", "名称", "", f"{kind}:label"),
            Field("level", "string", "级次", "类、款、项；汇总为空"),
            Field("parent", "string", "上级编码"),
        ),
        ("code",),
        (ForeignKey("parent", "", "code"),),
    )


_FUNCTIONS = _codes(
    "functional_codes", "功能分类科目", "文件用到的支出功能分类科目及其上级，名称为当年的名称。", _FUNCTION
)
_ECONOMICS = _codes(
    "economic_codes", "经济分类科目", "文件用到的支出经济分类科目及其上级，名称为当年的名称。", _ECONOMIC
)
_FIXED = (_NARRATIVE, _EVALUATIONS, _FUNDS, _INDICATORS, _TASKS, _SECTIONS, _FUNCTIONS, _ECONOMICS)


def form_resource(form: Form) -> Resource:
    """The table of a form: a row of it a line, its columns across."""
    economic = form.kind == "economic"
    kind = _ECONOMIC if economic else _FUNCTION
    coded = form.kind in {"codes", "economic"}
    return Resource(
        form.id,
        form.title,
        f"{form.title}，表中一行为一行，金额按 unit 计；本地版式没有的栏为空。",
        (
            Field("row", "string", "行", "行次、科目编码或 *（合计）", required=True),
            Field("code", "string", "科目编码", "", f"{kind}:code" if coded else ""),
            Field("name", "string", "名称", "", f"{kind}:label" if coded else ""),
            Field("line", "integer", "印出的行次"),
            Field("side", "string", "收支方", "两边都有的表：income 收入 · spend 支出"),
            Field("unit", "string", "金额单位"),
            *(Field(column.key, "number", column.label, "", _VALUE) for column in form.columns),
        ),
        ("row",),
        (ForeignKey("code", "economic_codes" if economic else "functional_codes", "code"),) if coded else (),
    )


def resources(standard: Standard, document: str = ACCOUNTS) -> tuple[Resource, ...]:
    """Every table that a package of a kind of document may have, in its order."""
    forms = (form_resource(form) for form in standard.forms.values() if form.document == document)
    return (_facts(standard.vocabulary), *forms, *_FIXED)
