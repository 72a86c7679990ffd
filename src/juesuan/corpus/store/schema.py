"""The tables of a corpus: those of every export, and what only many documents need. Documentation, files and views go by this."""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.reporting.exports.columns import Field, Resource
from juesuan.reporting.exports.schema import core
from juesuan.standard import Standard

__all__ = ["OF_PARTITION", "SOURCES", "VIEWS", "CorpusView", "corpus_tables", "sql_type", "stored_fields"]

_DECIMAL = "DECIMAL(38, 12)"
"""Twenty-six digits before the point and twelve behind: any amount in 元 or 亿元, any rate. What has more is empty, its print is not."""
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "number": _DECIMAL}

_DOCUMENT = Field("document", "string", "文件编号", "documents 中的编号：文件内容的 SHA-256", required=True)
_CATALOGUE = Field("catalogue", "string", "标准", "核对所用标准的 SHA-256", required=True)
_PROGRAM = Field("program", "string", "程序", "读取和核对的程序版本", required=True)
OF_PARTITION = (
    Field("year", "integer", "分区年度", "文件的年度；不知道的为空"),
    Field("region", "string", "分区地区", "名单上写的地区；没有名单的是文件的地区；都不知道的为“未知”", required=True),
)
"""Columns that every table has, by which its files are parted."""

_RESULTS = Resource(
    "results",
    "规则结果",
    "每份文件的每条规则一行：通过、不通过，还是没有判断，为什么。",
    (
        _DOCUMENT,
        Field("rule", "string", "规则", "规则编号，见 juesuan rules", required=True),
        Field("state", "string", "结果", "pass 通过 · within_rounding 四舍五入范围内 · fail 不通过 · not_applicable 不适用"
              " · undecidable 未能判断", required=True),
        Field("applied", "integer", "判断了几处", required=True),
        Field("passed", "integer", "其中通过", required=True),
        Field("reason", "string", "原因"),
    ),
    ("document", "rule"),
)  # fmt: skip
_SENTENCES = Resource(
    "sentences",
    "文字",
    "情况说明等文字，每句一行，按出现的次序。",
    (
        _DOCUMENT,
        Field("number", "integer", "次序", required=True),
        Field("section", "string", "章节", "N01–N13 为情况说明各节，duties 职责，glossary 名词解释等", required=True),
        Field("sentence", "string", "句子", "没有空格的原文", required=True),
        Field("pattern", "string", "句式", "数字换成 0 的句子：只换了数的句子，句式相同", required=True),
        Field("page", "integer", "页"),
    ),
    ("document", "number"),
)
SOURCES = Resource(
    "sources",
    "来源",
    "加入过的每个文件一行：从哪里来，成了哪份文件，或者为什么没有。",
    (
        Field("path", "string", "文件", "加入时写的路径", required=True),
        Field("document", "string", "文件编号", "内容的 SHA-256；读不了的也有，打不开的为空"),
        Field("state", "string", "处理", "read 已读取 · same 内容与另一个文件相同 · unread 未能读取", required=True,
              choices=("read", "same", "unread")),
        Field("reason", "string", "原因", "未能读取的原因，或者与哪个文件相同"),
        Field("listed_unit", "string", "名单单位", "名单上写的单位"),
        Field("listed_region", "string", "名单地区"),
        Field("source", "string", "来源网址"),
        Field("date", "string", "日期", "名单上写的日期"),
    ),
    ("path",),
)  # fmt: skip


def corpus_tables(standard: Standard) -> tuple[Resource, ...]:
    """The tables that are made of the documents, in their order, without the columns of the partition."""
    return tuple(_versioned(one) for one in (*core(standard), _RESULTS, _SENTENCES))


def stored_fields(table: Resource) -> tuple[Field, ...]:
    """The columns of a table as its files have them."""
    return table.fields if table is SOURCES else (*table.fields, *OF_PARTITION)


def sql_type(field: Field) -> str:
    """The type of a column in the files and in SQL."""
    return _TYPES[field.type]


def _versioned(table: Resource) -> Resource:
    """With the hash of the document, the version of the standard and that of the program in every row."""
    names = table.names
    first = () if "document" in names else (_DOCUMENT,)
    last = tuple(field for field in (_CATALOGUE, _PROGRAM) if field.name not in names)
    return replace(table, fields=(*first, *table.fields, *last))


class CorpusView(Resource, frozen=True, kw_only=True):
    """A table that is not stored, but asked of others."""

    sql: str


VIEWS: tuple[CorpusView, ...] = (
    CorpusView(
        "units",
        "单位",
        "每个部门或单位一行，从各份文件归并而来；同一名称的部门（汇总）与单位（本级）是两行。",
        (
            Field("unit_id", "string", "单位编号", "由地区、名称、口径算出", required=True),
            Field("unit_name", "string", "部门或单位", required=True),
            Field("level", "string", "口径", "部门（汇总）或单位"),
            Field("place", "string", "地区", "文件的地区"),
            Field("region", "string", "分区地区", required=True),
            Field("first_year", "integer", "最早年度", "有文件的最早年度"),
            Field("last_year", "integer", "最近年度", "有文件的最近年度"),
            Field("documents", "integer", "文件", "有几份文件", required=True),
        ),
        ("unit_id",),
        sql="""
SELECT unit_id, any_value(unit_name) AS unit_name, any_value(level) AS level, any_value(place) AS place, min(region) AS region,
       min(year) AS first_year, max(year) AS last_year, count(DISTINCT document) AS documents
FROM stored_units GROUP BY unit_id""",
    ),
    CorpusView(
        "amounts",
        "金额",
        "每份决算的每个数据一行：同一数据印了几处的取表格里的那一处。比较各单位、各年度时用它；每一处都要的用 facts。",
        (
            Field("document", "string", "文件编号", required=True),
            Field("id", "string", "数据编号", "facts 中的编号", required=True),
            Field("unit_id", "string", "单位编号"),
            Field("unit_name", "string", "部门或单位"),
            Field("level", "string", "口径"),
            Field("year", "integer", "年度"),
            Field("region", "string", "地区", required=True),
            Field("fact", "string", "数据键", required=True),
            Field("fact_name", "string", "数据名称"),
            Field("yuan", "number", "金额（元）", required=True),
            Field("quality", "string", "读法", required=True),
            Field("file", "string", "文件名"),
            Field("page", "integer", "页"),
            Field("where", "string", "位置"),
        ),
        ("document", "fact"),
        sql="""
SELECT document, id, unit_id, unit_name, level, year, region, fact, fact_name, yuan, quality, file, page, "where"
FROM facts WHERE fact IS NOT NULL AND yuan IS NOT NULL AND document IN (SELECT document FROM documents WHERE kind = 'final_accounts')
QUALIFY row_number() OVER (PARTITION BY document, fact ORDER BY (quality = 'doubtful'), (reader = 'prose'), id) = 1""",
    ),
)
