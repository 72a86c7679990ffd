"""The columns of a data package: names, types, meaning, and what they are in a Fiscal Data Package.

The tables that every export has come from :mod:`juesuan.reporting.exports`; here are those of one document. Every form is a table of its own
with the columns of the standard, whatever a place prints of them, so that packages of different places and years can be laid one upon the other.
"""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.reporting.exports.columns import Field, ForeignKey, Resource
from juesuan.reporting.exports.schema import ECONOMIC as _ECONOMIC
from juesuan.reporting.exports.schema import FUNCTION as _FUNCTION
from juesuan.reporting.exports.schema import core
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, Form

__all__ = ["form_resource", "resources"]

_VALUE = "value"
_SOURCE_WORDS = "total 总额 · fiscal 财政拨款 · special 财政专户 · own 单位资金 · carryover 上年结转 · other 其他"


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
    return (*map(_with_codes, core(standard)), *forms, *_FIXED)


def _with_codes(resource: Resource) -> Resource:
    """The facts, whose codes a package explains."""
    if resource.name != "facts":
        return resource
    codes = (ForeignKey("function", "functional_codes", "code"), ForeignKey("economic", "economic_codes", "code"))
    return replace(resource, foreign_keys=(*resource.foreign_keys, *codes))
