"""Facts in words, for messages and pages: what a key says, with the names that documents print."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.model import FactKey
from juesuan.standard.codes import economic_name, function_name

__all__ = ["fact_words"]

_VALUES: Mapping[str, Mapping[str, str]] = {
    "stage": {"initial": "年初预算", "adjusted": "全年预算"},
    "fund": {
        "gpb": "一般公共预算财政拨款",
        "gf": "政府性基金预算财政拨款",
        "sc": "国有资本经营预算财政拨款",
        "fiscal": "财政拨款",
        "*": "各类财政拨款",
    },
    "at": {"opening": "年初", "closing": "年末"},
    "side": {"income": "收入", "spend": "支出", "*": "收、支"},
    "source": {
        "superior": "上级补助",
        "business": "事业",
        "operating": "经营",
        "affiliate": "附属单位上缴",
        "other": "其他",
        "special": "财政专户管理资金",
        "own": "单位资金",
        "*": "各种来源的",
    },
    "function": {"*": "各功能科目", "CODE": "功能科目"},
    "economic": {"personnel": "人员经费", "operating": "公用经费", "*": "各经济科目"},
    "nature": {
        "basic": "基本",
        "project": "项目",
        "remit": "上缴上级",
        "operating": "经营",
        "subsidy": "对附属单位补助",
        "*": "各种性质的",
    },
    "item": {
        "abroad": "因公出国（境）费",
        "vehicles": "公务用车购置及运行费",
        "vehicle_purchase": "公务用车购置费",
        "vehicle_operation": "公务用车运行费",
        "reception": "公务接待费",
        "meeting": "会议费",
        "training": "培训费",
        "domestic": "国内接待",
        "foreign": "外宾接待",
        "goods": "货物",
        "works": "工程",
        "services": "服务",
        "sme": "授予中小企业合同",
        "micro": "授予小微企业合同",
        "*": "各项",
    },
    "year": {"-1": "上年"},
}
_MEASURES = {
    "income": "收入",
    "spend": "支出",
    "balance": "结转和结余",
    "total": "总计",
    "three_public": "“三公”经费",
    "nonfiscal_surplus_used": "使用非财政拨款结余",
    "surplus_distributed": "结余分配",
    "procurement": "政府采购支出",
    "running_costs": "机关运行经费",
    "project_funds": "各项目执行数",
}
_ORDER = ("year", "stage", "at", "fund", "function", "economic", "source", "nature", "side")


def fact_words(fact: FactKey) -> str:
    """What a fact says: ``一般公共预算财政拨款基本支出``."""
    values = dict(fact.dimensions)
    parts = [_VALUES[name].get(values[name]) or _coded(name, values[name]) for name in _ORDER if name in values]
    measure = _MEASURES.get(fact.measure, fact.measure)
    if "project" in values:
        parts.append(f"第 {values['project']} 个项目的")
    item = values.get("item")
    if item is not None:
        measure += f"（{_VALUES['item'].get(item, item)}）"
    return "".join(parts) + measure


def _coded(dimension: str, code: str) -> str:
    """The name of a code."""
    name = function_name(code) if dimension == "function" else economic_name(code)
    return f"“{name or code}”"
