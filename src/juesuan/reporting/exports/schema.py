"""The tables that every export has: documents, units, facts, findings and their operands, performance forms.

CSV, workbook, data package and documentation come from here. Several documents go into one set of these tables: each is known by its
SHA-256, each body by the key of its place, name and level.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model import Band, Quality, Reader, Severity
from juesuan.reporting.exports.columns import Field, ForeignKey, Resource
from juesuan.reporting.words import CATEGORY, SEVERITY, VERDICT
from juesuan.standard import Standard
from juesuan.standard.vocabulary import Dimension, Vocabulary

__all__ = ["ECONOMIC", "FUNCTION", "JUDGEMENTS", "RELATIVE_YEAR", "core", "fact_columns"]

FUNCTION = "functional-classification:generic"
ECONOMIC = "economic-classification:generic"
_VALUE = "value"
_AGENCY, RELATIVE_YEAR = "agency", "relative_year"
_COLUMNS = {"unit": _AGENCY, "year": RELATIVE_YEAR}
"""Dimensions whose names are those of other columns; the year of a fact is a number beside the fiscal year."""

_TAXONOMY = {  # by dimension, where the taxonomy of fiscal data has a type for it
    "stage": "phase:id",
    "fund": "fin-source:generic:code",
    "function": f"{FUNCTION}:code",
    "economic": f"{ECONOMIC}:code",
    "project": "activity:generic:project:code",
}
JUDGEMENTS = {
    "accused": "疑为差错",
    "involved": "与有问题的数有关",
    "checked": "核对过，相符",
    "unchecked": "没有规则核对",
}
"""What checking came to about a number."""


def _words(names: dict[str, str]) -> str:
    return " · ".join(f"{name} {word}" for name, word in names.items())


def _document_key(description: str = "") -> Field:
    return Field("document", "string", "文件编号", description or "documents 中的编号", required=True)


def _places(*, of: str) -> tuple[Field, ...]:
    """Where something stands, in the coordinates of the user's own program."""
    return (
        Field("file", "string", "文件名", f"{of}所在的文件"),
        Field("page", "integer", "页", "PDF 的页码"),
        Field("sheet", "string", "工作表"),
        Field("cell", "string", "单元格"),
        Field("line", "integer", "行号", "文本和网页的行号"),
        Field("paragraph", "integer", "段", "Word 正文的第几段（表格也算一段）"),
        Field("table_row", "integer", "表格行", "Word、网页中表格的第几行"),
        Field("table_column", "integer", "表格列", "Word、网页中表格的第几格"),
        Field("where", "string", "位置", "便于阅读的位置：页、表、行、栏"),
    )


_DOCUMENTS = Resource(
    "documents",
    "文件",
    "每份文件一行：是什么、读出多少、核对的结论。几个文件合为一份的是一行。",
    (
        _document_key("文件内容的 SHA-256；由账簿编制而没有文件的，由单位、年度等算出"),
        Field("file", "string", "文件名"),
        Field("files", "string", "各部分", "分在几个文件里的，各文件名，以顿号分隔"),
        Field("kind", "string", "种类", "final_accounts 决算 · budget 预算 · performance 绩效自评 · internal 财决表 · none 不是"),
        Field("unit_id", "string", "单位编号", "units 中的编号"),
        Field("unit_name", "string", "部门或单位", "", "administrative-classification:generic:label"),
        Field("level", "string", "口径", "部门（汇总）或单位"),
        Field("fiscal_year", "integer", "年度", "", "date:fiscal-year"),
        Field("place", "string", "地区", "", "geo:generic:title"),
        Field("layout", "string", "版式"),
        Field("amount_unit", "string", "金额单位", "文件印出的金额单位"),
        Field("pages", "integer", "页数"),
        Field("numbers", "integer", "数字", "有含义的数字共多少个"),
        Field("bound", "integer", "有着落", "其中对应到数据的"),
        Field("checked", "integer", "核对过", "其中至少有一条规则核对过的；没有核对的文件为空"),
        Field("decided", "integer", "判断了", "其中至少有一条规则作出判断的；没有核对的文件为空"),
        Field("gaps", "integer", "没有读懂或判断的", "有几处没有读懂或未能判断"),
        Field("verdict", "string", "结论", _words(dict(VERDICT)) + "；没有核对的为空"),
        Field("catalogue", "string", "标准", "所用标准的 SHA-256"),
    ),
    ("document",),
    (ForeignKey("unit_id", "units", "unit_id"),),
)  # fmt: skip
_UNITS = Resource(
    "units",
    "单位",
    "每个部门或单位一行；同一名称的部门（汇总）与单位（本级）是两行。",
    (
        Field("unit_id", "string", "单位编号", "由地区、名称、口径算出，各份文件中相同", required=True),
        Field("unit_name", "string", "部门或单位", "", "administrative-classification:generic:label", required=True),
        Field("level", "string", "口径", "部门（汇总）或单位"),
        Field("place", "string", "地区", "", "geo:generic:title"),
    ),
    ("unit_id",),
)
_FINDINGS = Resource(
    "findings",
    "问题",
    "每个问题一行，包括由同一原因引起的和已说明接受的；read 的输出没有核对，是空表。",
    (
        _document_key(),
        Field("id", "string", "指纹", "同一份文件中唯一；数字不变，再次核对时相同", required=True),
        Field("rule", "string", "规则", "规则编号，见 juesuan rules", required=True),
        Field("category", "string", "类别", _words(dict(CATEGORY)), required=True, choices=tuple(CATEGORY)),
        Field("severity", "string", "轻重", _words({key.value: word for key, word in SEVERITY.items()}), required=True,
              choices=tuple(one.value for one in Severity)),
        Field("band", "string", "差额", "error 超出四舍五入范围 · unlikely_rounding 不常见 · copy_tail 尾差", choices=tuple(b.value for b in Band)),
        Field("root", "string", "起因", "由哪个问题引起；空为起因本身"),
        Field("title", "string", "检查内容", required=True),
        Field("message", "string", "问题", required=True),
        Field("advice", "string", "怎样改"),
        Field("equation", "string", "算式"),
        Field("stated", "number", "文件中的数", "按文件的金额单位"),
        Field("expected", "number", "应为"),
        Field("difference", "number", "相差"),
        Field("allowed", "number", "四舍五入可能造成的差"),
        Field("basis", "string", "依据"),
        Field("waived", "string", "说明", "已说明并接受的，说明的内容"),
        *_places(of="第一个数"),
    ),
    ("document", "id"),
    (ForeignKey("document", "documents", "document"),),
)  # fmt: skip
_OPERANDS = Resource(
    "finding_numbers",
    "问题中的数",
    "每个问题涉及的每个数或每处文字一行，各有位置。",
    (
        _document_key(),
        Field("finding", "string", "问题指纹", "findings 中的指纹", required=True),
        Field("number", "integer", "次序", "从 1 起", required=True),
        Field("sign", "integer", "正负", "1 或 -1：左边减右边为零", required=True),
        Field("label", "string", "名称"),
        Field("statement", "string", "数据编号", "facts 中的编号；文字和另一份文件中的数为空"),
        Field("fact", "string", "数据键"),
        Field("value", "number", "数值", "空白单元格为空", _VALUE),
        Field("unit", "string", "单位"),
        Field("raw", "string", "原文"),
        Field("suggestion", "string", "应改为", "疑为差错的数应是多少；不能确定的为空"),
        Field("probability", "number", "可能性", "疑为差错的，0 到 1"),
        *_places(of="这个数"),
    ),
    ("document", "finding", "number"),
    (ForeignKey("document", "documents", "document"),),
)


_EVALUATIONS = Resource(
    "evaluations",
    "绩效自评表",
    "每份绩效自评表一行：是什么项目、多少钱、得多少分、有哪些问题。",
    (
        _document_key(),
        Field("form", "string", "表号", "PO 为部门整体，PP 为项目，后面是第几份", required=True),
        Field("kind", "string", "种类", "PO 部门整体 · PP 项目", required=True, choices=("PO", "PP")),
        Field("project", "string", "项目名称", "", "activity:generic:project:label"),
        Field("authority", "string", "主管部门"),
        Field("implementer", "string", "实施单位"),
        Field("initial", "number", "年初预算数", "按文件的金额单位；没有印出的为空，下同", _VALUE),
        Field("adjusted", "number", "全年预算数", "", _VALUE),
        Field("executed", "number", "全年执行数", "", _VALUE),
        Field("rate", "number", "执行率（%）", "印出的"),
        Field("points", "number", "分值合计"),
        Field("score", "number", "总分"),
        Field("grade", "string", "等级", "由总分按当地的分档得出"),
        Field("indicators", "integer", "指标", "有几项指标", required=True),
        Field("lost", "integer", "失分的指标", "其中得分低于分值的", required=True),
        Field("rules", "string", "有问题的规则", "与这份表有关的问题的规则编号，以顿号分隔；没有核对的为空"),
        Field("flags", "string", "问题", "这些规则检查什么"),
        *_places(of="这份表"),
    ),
    ("document", "form"),
    (ForeignKey("document", "documents", "document"),),
)  # fmt: skip


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
    """Every number of the documents, with a column for each dimension of facts."""
    return Resource(
        "facts",
        "数据",
        "文件中的每个数字一行：它陈述的数据键及各维度、精确值、单位、所属单位和年度、所在位置、可靠程度。同一数据出现几次就有几行。",
        (
            _document_key(),
            Field("id", "string", "编号", "在本文件中唯一", required=True),
            Field("unit_name", "string", "部门或单位", "数据所属的部门或单位", "administrative-classification:generic:label"),
            Field("level", "string", "口径", "部门（汇总）或单位"),
            Field("fiscal_year", "integer", "年度", "", "date:fiscal-year"),
            Field("place", "string", "地区", "", "geo:generic:title"),
            Field("form_title", "string", "表名", "印出的表名，或章节的标题"),
            Field("label", "string", "名称", "便于阅读的名称：表、行、栏"),
            Field("value", "number", "数值", "印出的精确值，按 unit 计；空白单元格为空，不是 0；单位是 %、分、个的不是金额", _VALUE),
            Field("unit", "string", "单位", "万元、元、%、分、个等"),
            Field("yuan", "number", "金额（元）", "金额换算成元的精确值，没有经过取舍；不是金额的、空白的为空", _VALUE),
            Field("decimals", "integer", "小数位数", "印出的小数位数", required=True),
            Field("raw", "string", "原文", "印出的文字；空白单元格为空"),
            Field("fact", "string", "数据键", "相同的数据键就是同一个数据；空表示标准中没有对应的数据"),
            Field("fact_name", "string", "数据名称"),
            Field("fact_name_en", "string", "数据英文名称"),
            Field("measure", "string", "指标", "数据键的主体，如 income、spend、balance"),
            *_dimension_fields(vocabulary),
            Field("quality", "string", "读法", "printed 照印文 · derived 由勾稽关系确定 · doubtful 另有读法", required=True,
                  choices=tuple(quality.value for quality in Quality)),
            Field("rivals", "string", "另一种读法", "另有读法的，还可能是什么，以顿号分隔"),
            Field("reader", "string", "读自", "table 表格 · workbook 工作簿 · columns 分栏文本 · words 失去分栏的文本"
                  " · prose 文字 · data 数据 · books 账簿",
                  required=True, choices=tuple(reader.value for reader in Reader)),
            Field("judgement", "string", "核对", _words(JUDGEMENTS) + "；没有核对的文件为空", choices=tuple(JUDGEMENTS)),
            Field("form", "string", "表或章节", "T01–T12 为公开表，N01–N13 为情况说明，PO、PP 为绩效自评表", required=True),
            Field("instance", "integer", "序号", "第几份绩效自评表，或文字列举的第几项；其余为 0", required=True),
            Field("row", "string", "行", "行次、科目编码或 *（合计）；文字为空"),
            Field("column", "string", "栏", "栏次；文字为空"),
            Field("sentence", "string", "所在文字", "文字中的数：它前后的文字"),
            *_places(of="这个数"),
            Field("unit_id", "string", "单位编号", "units 中的编号"),
        ),
        ("document", "id"),
        (ForeignKey("document", "documents", "document"),),
    )  # fmt: skip


def core(standard: Standard) -> tuple[Resource, ...]:
    """The tables of every export, in their order."""
    return (_DOCUMENTS, _UNITS, _facts(standard.vocabulary), _FINDINGS, _OPERANDS, _EVALUATIONS)
