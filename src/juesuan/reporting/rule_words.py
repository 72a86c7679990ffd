"""The register in words: what a rule asserts, written with the names that documents print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from juesuan.arithmetic.assertion import (
    Assertion,
    AssertionTerm,
    Average,
    Body,
    Choice,
    Claims,
    Constant,
    Copies,
    Linear,
    Parts,
    Pattern,
    Ratio,
    Stated,
)
from juesuan.model import FactKey
from juesuan.reporting.words import PERFORMANCE_FORM
from juesuan.standard import Standard
from juesuan.standard.rules import Rule

__all__ = ["RuleWords"]

_RELATIONS = {"=": "＝", "==": "＝", "<=": "≤", ">=": "≥", "!=": "≠"}
_CLAIMS = {
    "share": "占比等于部分除以总数",
    "completion": "完成率等于决算除以预算",
    "change": "增减率等于增减额除以上年数",
    "direction": "“增加”“减少”与增减的方向相符",
    "order": "“大于”“小于”“等于”与决算、预算的大小相符",
    "sum": "其中各项之和等于总数",
    "share_base": "总数不为零，占比才有意义",
    "completion_base": "预算不为零，完成率才有意义",
    "of_nothing": "预算为零而有支出，没有完成率",
    "since": "增减额等于本年数与上年决算之差",
    "whole": "各项占比之和为 100%",
}
_LEVELS = {"class": "各类", "section": "各款", "item": "各项", "code": "各科目"}
_DIVIDED = {"function": "下级科目", "economic": "下级科目"}
_DOCUMENTS = {"previous": "上年决算的", "budget": "部门预算的", "": ""}


@dataclass(frozen=True)
class RuleWords:
    """Says what rules assert with the names of a standard."""

    standard: Standard

    def equations(self, rule: Rule) -> tuple[str, ...]:
        """Each assertion of a row in words; nothing for a rule in code, whose reason says it."""
        return tuple(self._assertion(part) for part in rule.parts)

    def _assertion(self, part: Assertion) -> str:
        said = "；或者".join(self._body(body) for body in part.bodies)
        conditions = "，且".join(self._linear(guard) for guard in part.guards)
        exceptions = "，或".join(self._linear(exception) for exception in part.exceptions)
        said += f"（当{conditions}时）" if conditions else ""
        return f"{said}（{exceptions}的除外）" if exceptions else said

    def _body(self, body: Body) -> str:
        if isinstance(body, Linear):
            return self._linear(body)
        if isinstance(body, Parts):
            return self._parts(body)
        if isinstance(body, Ratio):
            part, whole, rate = (self._term(term, "") for term in body.terms)
            return self._headed(body.part.place, f"{part} ÷ {whole} ＝ {rate}")
        if isinstance(body, Average):
            part, whole = (self._term(term, "") for term in body.terms)
            return f"{part} ÷ {whole} 在 {body.low} 至 {body.high} 元之间"
        if isinstance(body, Copies):
            return self._copies(body)
        if isinstance(body, Claims):
            return f"{self._title(body.section)}：{_CLAIMS[body.kind]}"
        return self._stated(body)

    def _linear(self, body: Linear) -> str:
        places = {(term.place, term.document) for term in body.terms}
        place, document = next(iter(places))
        shared = place if len(places) == 1 and not document else ""
        left, right = (self._side(side, shared) for side in (body.left, body.right))
        return self._headed(shared, f"{left} {_RELATIONS[body.relation]} {right}")

    def _headed(self, place: str, text: str) -> str:
        return f"{self._title(place)}：{text}" if place else text

    def _side(self, items: tuple[AssertionTerm | Constant, ...], shared: str) -> str:
        written = ""
        for index, item in enumerate(items):
            sign = "－" if item.sign < 0 else "＋" if index else ""
            written += f" {sign} " if index else sign
            written += str(item.value) if isinstance(item, Constant) else self._term(item, shared)
        return written

    def _term(self, term: AssertionTerm, shared: str) -> str:
        where = f"{self._title(term.place)}·" if term.place and term.place != shared else ""
        name = self._name(term.pattern)
        return f"{_DOCUMENTS[term.document]}{where}{name}" + ("（或其各项之和）" if term.made else "")

    def _parts(self, body: Parts) -> str:
        known = self.standard.vocabulary
        label = known.partitions[body.partition].label if body.partition in known.partitions else ""
        if body.chosen is not None:
            named = (
                _LEVELS.get(body.chosen.among[0], "")
                or f"各项（{self._listed(body.partition, body.chosen, body.pattern.measure)}）"
            )
            return self._headed(body.place, f"{self._name(body.pattern)} ＝ 所列{named}之和")
        by = label or _DIVIDED.get(body.partition) or known.dimensions[body.partition].label
        least = "（只列一项的，不小于该项）" if body.least > 1 else ""
        return self._headed(
            body.place, f"{self._name(body.pattern)} ＝ 其{f'各{by}' if not by.startswith('下级') else by}之和{least}"
        )

    def _copies(self, body: Copies) -> str:
        facts = "、".join(self._name(pattern) for pattern in body.facts.items) or "同一数据"
        if "*" in {body.first, body.second}:
            return f"任意两处：{facts}一致"
        return f"{self._title(body.first)}与{self._title(body.second)}：{facts}一致"

    def _stated(self, body: Stated) -> str:
        return self._headed(body.place, f"写明{'、'.join(self._name(pattern) for pattern in body.facts.items)}")

    def _name(self, pattern: Pattern) -> str:
        """The facts of a shape by their names; levels of codes first, and whatever other dimensions last."""
        if pattern.measure == "*":
            fund = dict(pattern.fixed).get("fund")
            return f"{self.standard.vocabulary.values('fund')[fund].label if fund else ''}{_levels(pattern)}各数"
        values: Mapping[str, str] = {**dict(pattern.fixed), **{name: "*" for name, c in pattern.free if not _level(c)}}
        listed = [self._listed(name, choice, pattern.measure) for name, choice in pattern.free]
        said = f"{_levels(pattern)}{self.standard.vocabulary.name(FactKey.of(pattern.measure, **values))}"
        among = "；".join(text for text in listed if text)
        return (f"{said}（{among}）" if among else said) + ("（逐栏）" if pattern.open else "")

    def _listed(self, dimension: str, choice: Choice, measure: str) -> str:
        """The values that a choice names, or does not."""
        if not choice.among or _level(choice):
            return ""
        known = self.standard.vocabulary.values(dimension, measure)
        names = "、".join(known[value].brief if value in known else value for value in choice.among)
        return f"除{names}外" if choice.excluded else names

    def _title(self, source: str) -> str:
        """A form by its title, a part of the prose by its heading."""
        form = self.standard.forms.get(source)
        if form is not None:
            return form.title
        if source in PERFORMANCE_FORM:
            return PERFORMANCE_FORM[source]
        section = next((section for section in self.standard.grammar.sections if section.id == source), None)
        return section.title if section is not None else source


def _level(choice: Choice) -> bool:
    return len(choice.among) == 1 and choice.among[0] in _LEVELS and not choice.excluded


def _levels(pattern: Pattern) -> str:
    return "".join(_LEVELS[choice.among[0]] for _, choice in pattern.free if _level(choice))
