"""The Chinese words for what the model says in enumerations: one place, so that all reports speak alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath

from juesuan.model import Band, DocumentInfo, NumberKind, RuleResult, Severity, State

__all__ = [
    "BAND",
    "CATEGORY",
    "DOCUMENT_KIND",
    "NOT_JUDGED",
    "NUMBER_KIND",
    "ONLY_READ",
    "PERFORMANCE_FORM",
    "READING",
    "RULE_KIND",
    "SEVERITY",
    "STATE",
    "VERDICT",
    "closing",
    "counted",
    "extent",
    "reasons",
]

SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}

BAND: Mapping[Band, str] = {
    Band.ERROR: "超出四舍五入范围",
    Band.UNLIKELY_ROUNDING: "四舍五入可能造成，但不常见",
    Band.COPY_TAIL: "尾差",
}

CATEGORY: Mapping[str, str] = {
    "within_table": "表内关系",
    "cross_table": "表间关系",
    "cross_year": "跨年与预算",
    "narrative": "文字说明",
    "performance": "绩效自评",
    "classification": "科目",
    "format": "格式",
    "language": "文字规范",
    "structure": "内容完整性",
    "own": "审核人提出",
}

STATE: Mapping[State, str] = {
    State.PASS: "相符",
    State.WITHIN_ROUNDING: "四舍五入内",
    State.FAIL: "不符",
    State.NOT_APPLICABLE: "不适用",
    State.UNDECIDABLE: "未能判断",
}

VERDICT: Mapping[str, str] = {
    "clean": "未发现问题",
    "warnings": "有警告",
    "errors": "有错误",
    "incomplete": "未能全部核对",
    "unreadable": "未能读取",
    "not_a_disclosure": "不是决算公开文件",
}

NOT_JUDGED = frozenset({"unreadable", "not_a_disclosure"})
"""Verdicts on files about which nothing else can be said."""

READING: Mapping[str, str] = {"read": "已读", "partial": "部分读出", "absent": "未见", "unreadable": "无法读取"}

DOCUMENT_KIND: Mapping[str, str] = {
    "final_accounts": "决算",
    "budget": "预算",
    "internal": "决算报表（财决表）",
    "performance": "绩效自评",
    "none": "不是决算公开",
    "unknown": "未识别的文件",
}

ONLY_READ: Mapping[str, str] = {"internal": "决算报表（财决表）"}
"""Kinds of document that no rule judges, and what they are called where that is said."""

NUMBER_KIND: Mapping[NumberKind, str] = {
    NumberKind.AMOUNT: "金额",
    NumberKind.PERCENT: "百分比",
    NumberKind.COUNT: "数量",
    NumberKind.YEAR: "年份",
    NumberKind.DATE: "日期",
    NumberKind.NUMBER: "编号",
    NumberKind.CODE: "科目编码",
    NumberKind.SCORE: "得分",
    NumberKind.OTHER: "其他",
}

PERFORMANCE_FORM: Mapping[str, str] = {"PO": "部门整体绩效自评表", "PP": "项目绩效自评表"}

RULE_KIND: Mapping[str, str] = {
    "linear": "数量关系",
    "same": "同一数据多处一致",
    "claim": "文字表述与数据一致",
    "code": "专项检查",
    "pattern": "归并判断",
}


def counted(places: Mapping[str, int]) -> str:
    """Rules or the like, each with the number of places where there are several: ``X-02、X-16（3 处）``."""
    return "、".join(f"{name}（{count} 处）" if count > 1 else name for name, count in places.items())


def reasons(result: RuleResult) -> str:
    """Why a rule did not judge, all reasons, each with its state where the rule ended otherwise, and the number of places."""
    told = []
    for reason in result.reasons:
        state = "" if reason.state is result.state else f"{STATE[reason.state]}："
        count = len(reason.instances)
        told.append(f"{state}{reason.text}" + (f"（{count} 处）" if count > 1 else ""))
    return "；".join(told)


def closing(grade: Decimal, decimals: int = 1) -> str:
    """How well the numbers read fit together, in plain words: the share of sums and equalities that hold."""
    return f"应有的加总和相等关系 {grade * 100:.{decimals}f}% 成立"


def extent(info: DocumentInfo) -> str:
    """How long a document is, as its own program counts; empty where only that program knows the pages, as with Word."""
    suffix = PurePath(info.file).suffix.lower()
    if suffix in {".xlsx", ".xls"}:
        return f"{info.pages} 张工作表"
    return f"{info.pages} 页" if suffix == ".pdf" or info.pages > 1 else ""
