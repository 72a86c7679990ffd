"""N12-02, N12-03 国有资产：车辆类别和大型设备.

Vehicles are listed by the categories of the year's rule, those with none as 0; equipment from 100 万元 a piece is counted (until 2021
also general equipment from 50 万元). Templates of places differ, so both are notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

_CATEGORIES = {
    "province": "副部（省）级及以上领导用车",
    "leader": "主要负责人（领导干部）用车",
    "confidential": "机要通信用车",
    "emergency": "应急保障用车",
    "enforcement": "执法执勤用车",
    "special": "特种专业技术用车",
    "retired": "离退休干部服务用车",
    "other": "其他用车",
}


def _stated(measure: str, context: Context) -> dict[str, Statement]:
    found = [s for s in context.prose("N12") if s.fact is not None and s.fact.measure == measure]
    return {(s.fact.get("item") or "") if s.fact is not None else "": s for s in found}


def _categories(context: Context) -> Iterator[Outcome]:
    stated = _stated("vehicles", context)
    section = context.section("N12")
    if section is None or "" not in stated:
        yield not_applicable("没有写明车辆总数")
        return
    missing = [name for item, name in _CATEGORIES.items() if item not in stated]
    if not missing:
        yield passed(list(stated.values()))
        return
    message = f"车辆没有按类别写全，缺：{'、'.join(missing)}。"
    yield Outcome(State.FAIL, terms=(Term(1, section.heading, None, section.place, section.heading),), message=message)


def _equipment(context: Context) -> Iterator[Outcome]:
    section = context.section("N12")
    if section is None:
        yield not_applicable("没有国有资产的文字说明")
    elif stated := _stated("equipment", context):
        yield passed(list(stated.values()))
    else:
        message = "国有资产说明没有写明单位价值 100 万元（含）以上设备（不含车辆）的台（套）数。"
        yield Outcome(
            State.FAIL, terms=(Term(1, section.heading, None, section.place, section.heading),), message=message
        )


RULES = {"N12-02": _categories, "N12-03": _equipment}
