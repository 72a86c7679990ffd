"""The catalogue for people and programs: what each rule asks, why, on what basis, and what to do when it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from juesuan.formats.html.elements import tag
from juesuan.formats.text.width import padded, wrapped
from juesuan.model import FactKey, Severity
from juesuan.reporting.rule_examples import RuleExamples, planted_examples
from juesuan.reporting.rule_words import RuleWords
from juesuan.reporting.words import CATEGORY, DOCUMENT_KIND, RULE_KIND, SEVERITY
from juesuan.standard import Standard
from juesuan.standard.catalogue import facts
from juesuan.standard.rules import Rule

__all__ = ["Catalogue"]

_NEEDS = {
    "previous": "需要上年决算",
    "budget": "需要本年预算",
    "against": "需要批复或决算报表",
    "units": "需要所属单位的决算",
    "evidence": "需要佐证表和取数办法",
}
_LABEL_COLUMNS = 6


@dataclass(frozen=True)
class Catalogue:
    """The rules and facts of a standard."""

    standard: Standard

    @cached_property
    def _words(self) -> RuleWords:
        return RuleWords(self.standard)

    @cached_property
    def _examples(self) -> RuleExamples:
        return RuleExamples(self.standard, planted_examples())

    def families(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules by the part of the document they belong to: ``T01``, ``X``, ``N05`` …, in register order."""
        found: dict[str, list[Rule]] = {}
        for rule in self.standard.rules.values():
            found.setdefault(rule.id.rpartition("-")[0], []).append(rule)
        return {family: tuple(members) for family, members in found.items()}

    def rules_text(self, columns: int) -> str:
        """All rules, one line each."""
        lines: list[str] = []
        for members in self.families().values():
            lines.append(f"【{CATEGORY[members[0].category]}】")
            for rule in members:
                head = f"  {padded(rule.id, 8)}{padded(_severity(rule), 6)}"
                first, *rest = wrapped(rule.title, columns - 16)
                lines += [head + first, *(" " * 16 + line for line in rest)]
        return "\n".join(lines) + "\n"

    def rule_text(self, rule: Rule, columns: int) -> str:
        """Everything about one rule."""
        lines = [f"{rule.id}  {rule.title}"]
        for label, text in self.described(rule):
            for index, line in enumerate(wrapped(text, columns - _LABEL_COLUMNS)):
                lines.append(padded(label if index == 0 else "", _LABEL_COLUMNS) + line)
        return "\n".join(lines) + "\n"

    def described(self, rule: Rule, *, with_example: bool = True) -> Iterator[tuple[str, str]]:
        """Everything about one rule but its title, each part with what it is called; the example takes a moment to be made."""
        needs = "".join(f"；{_NEEDS[name]}" for name in rule.needs.split())
        yield "类别", f"{CATEGORY[rule.category]}，{RULE_KIND[rule.kind]}，不符时为{_severity(rule)}{needs}"
        yield from (("用于", text) for text in _applies(rule))
        if rule.why:
            yield "检查", rule.why
        for equation in self._words.equations(rule):
            yield "算式", equation
        shown = self._examples.of(rule) if with_example else None
        if shown is not None:
            yield "示例", shown.message
        told = (("处理", rule.hint), ("依据", rule.basis), ("起于", f"juesuan {rule.since}" if rule.since else ""))
        yield from ((label, text) for label, text in told if text)

    def rule_object(self, rule: Rule) -> dict[str, Any]:
        """One rule as plain JSON values."""
        shown = self._examples.of(rule)
        return {
            "rule": rule.id,
            "title": rule.title,
            "kind": rule.kind,
            "category": rule.category,
            "severity": rule.severity,
            "needs": rule.needs or None,
            "what": rule.why,
            "equations": list(self._words.equations(rule)),
            "assertion": rule.assertion or None,
            "example": shown.message if shown is not None else None,
            "hint": rule.hint,
            "basis": rule.basis,
            "since": rule.since,
        }

    def rule_page(self, rule: Rule, measured: str = "") -> str:
        """One rule as a section of a Markdown page; ``measured`` says how often it was right on real documents."""
        needs = "".join(f" · {_NEEDS[name]}" for name in rule.needs.split())
        lines = [str(tag("a", id=rule.id)), "", f"## {rule.id} {rule.title}", ""]
        lines += [f"{_severity(rule)} · {CATEGORY[rule.category]} · {RULE_KIND[rule.kind]}{needs}", "", rule.why, ""]
        lines += _listed("算式", self._words.equations(rule))
        shown = self._examples.of(rule)
        if shown is not None:
            lines += ["**示例**", "", f"> {shown.message}", ""]
            if shown.equation:
                lines += [f"> {shown.equation}", ""]
        if measured:
            lines += [f"**实测**　{measured}", ""]
        lines += [f"**怎样改**　{rule.hint}", ""]
        if rule.basis:
            lines += [f"**依据**　{rule.basis}", ""]
        return "\n".join(lines)

    def facts_object(self) -> list[dict[str, Any]]:
        """Every fact that the forms state."""
        return [
            {
                "fact": fact,
                "label": self.standard.vocabulary.name(FactKey.parse(fact)),
                "label_en": self.standard.vocabulary.name_en(FactKey.parse(fact)),
                "stated_at": list(places),
            }
            for fact, places in facts(self.standard).items()
        ]

    def facts_text(self) -> str:
        """Every fact that the forms state, one line each."""
        lines = [
            f"{padded(entry['fact'], 56)}{entry['label']}（{'、'.join(entry['stated_at'])}）"
            for entry in self.facts_object()
        ]
        return "\n".join(lines) + "\n"


def _applies(rule: Rule) -> Iterator[str]:
    """Which documents it is for, where it is not for all."""
    if rule.documents:
        yield "、".join(DOCUMENT_KIND[name] for name in rule.documents.split())
    if rule.layouts:
        yield f"版式 {'、'.join(rule.layouts.split())}"
    if rule.years:
        yield f"{rule.years} 年度"


def _listed(title: str, items: Iterable[str]) -> list[str]:
    written = [f"- {item}" for item in items]
    return [f"**{title}**", "", *written, ""] if written else []


def _severity(rule: Rule) -> str:
    return SEVERITY[Severity(rule.severity)]
