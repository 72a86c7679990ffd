"""Confronts a disclosure with the standard: every rule, every instance, one of five states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Assertion
from juesuan.checking.assertions import assertion_outcomes
from juesuan.checking.blame import Verdict, blame
from juesuan.checking.completeness import Decisions, gaps
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.damaged import held_back
from juesuan.checking.finding_of_rule import finding_of
from juesuan.checking.fingerprints import Fingerprints, instance
from juesuan.checking.folding import fold, in_order
from juesuan.checking.incomplete import without_unknown_columns
from juesuan.checking.registry import code_rules
from juesuan.checking.supposing import Structural, Trials, proved, structural_causes, with_what_proposals_close
from juesuan.checking.touching import Touching
from juesuan.fault import attempt
from juesuan.model import (
    Disclosure,
    EvidencedValue,
    Fault,
    Finding,
    Outcome,
    OutcomeName,
    Reason,
    Report,
    RuleResult,
    State,
    Term,
)
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, BUDGET, INTERNAL, NOT_DISCLOSED, PERFORMANCE
from juesuan.standard.rules import PATTERN, Rule

__all__ = ["asserted", "check", "outcomes"]

_WORST = (State.FAIL, State.UNDECIDABLE, State.WITHIN_ROUNDING, State.PASS, State.NOT_APPLICABLE)
_FAULTY = "程序在此项检查中出错"
_OF_ANY_TEXT = {"performance", "language", "format"}
_KINDS = {ACCOUNTS: "部门决算", BUDGET: "部门预算", PERFORMANCE: "绩效自评表", INTERNAL: "决算报表（财决表）"}
_APPLIED = (State.PASS, State.WITHIN_ROUNDING, State.FAIL)
_NOTE = "info"
_OF_TABLES = {"within_table", "cross_table", "classification", "narrative"}
_UNJUDGED = (State.NOT_APPLICABLE, State.UNDECIDABLE)


def check(
    disclosure: Disclosure,
    previous: Disclosure | None = None,
    budget: Disclosure | None = None,
    days_to_publication: int | None = None,
    against: Disclosure | None = None,
    *,
    units: tuple[Disclosure, ...] = (),
    evidence: tuple[EvidencedValue, ...] | None = None,
    standard: Standard,
) -> Report:
    """Judges a disclosure.

    Args:
        disclosure: the document, as read or as prepared.
        previous: last year's disclosure of the same unit, if at hand.
        budget: this year's published budget of the same unit, if at hand.
        days_to_publication: days from 批复 to publication, if known.
        against: the approved figures of the same unit and year (批复, 财决), if at hand.
        units: the accounts of the department's units (本级 and 所属单位) of the same year.
        evidence: what the bureau's own evidence shows, if at hand.
        standard: what it is judged by.
    """
    context = Context(disclosure, previous, budget, days_to_publication, against, units, evidence, standard=standard)
    failures = _Failures(context)
    results: list[RuleResult] = []
    said: dict[str, list[Outcome]] = {}
    counts: Counter[State] = Counter()
    checked: set[str] = set()
    equations: list[tuple[Outcome, Finding | None]] = []
    faults: list[Fault] = []
    decisions, touching = Decisions(), Touching()
    for rule in context.rules.values():
        if rule.kind == PATTERN:
            continue
        found = _attempted(rule, context, faults)
        results.append(_result(rule, found))
        said[rule.id] = found
        for outcome in found:
            counts[outcome.state] += 1
            decisions.note(rule, outcome)
            touching.note(rule.id, outcome)
            if outcome.state in _APPLIED:
                checked.update(term.statement.id for term in outcome.terms if term.statement is not None)
            finding = failures.finding(rule, outcome) if outcome.state is State.FAIL else None
            if outcome.relation or outcome.equals is not None:
                equations.append((outcome, finding))
    structural = structural_causes(failures.findings, context, partial(_failing, {f.rule for f in failures.findings}))
    verdict = _with_structural(structural, equations, failures.findings, context)
    trials = Trials(said, verdict.findings, context, _failures_of)
    groups = with_what_proposals_close(verdict.groups, verdict.findings, trials, context)
    verdict = replace(verdict, groups=groups)
    contradicted = any(finding is not None for _, finding in equations)
    for rule in (rule for rule in context.rules.values() if rule.kind == PATTERN):
        told = _told(rule, verdict.patterns)
        # Where numbers contradict each other the pattern was looked for; otherwise there is nothing that it could explain.
        found = told or ([Outcome(State.PASS)] if contradicted else _attempted(rule, context, faults))
        results.append(_result(rule, found))
        counts.update(outcome.state for outcome in found)
        for outcome in found:
            touching.note(rule.id, outcome)
    return Report(
        findings=in_order(proved(fold(verdict, context), trials, context), context),
        results=tuple(results),
        counts=dict(counts),
        checked=frozenset(checked),
        catalogue=context.standard.hash,
        faults=tuple(faults),
        decided=decisions.decided,
        limited=decisions.limited,
        gaps=gaps(context, decisions),
        touches=touching.touches,
        sums=touching.sums,
    )


def _failing(failed: set[str], context: Context) -> frozenset[OutcomeName]:
    """What fails, by the rules that have failed and by all about tables and what ties them to the explanation."""
    others = (rule for rule in context.rules.values() if rule.kind != PATTERN and rule.severity != _NOTE)
    asked = sorted(rule.id for rule in others if rule.category in _OF_TABLES or rule.id in failed)
    return frozenset(
        OutcomeName(rule, outcome.instance)
        for rule in asked
        for outcome in _attempted(context.rules[rule], context, [])
        if outcome.state is State.FAIL
    )


def _failures_of(context: Context, rules: Collection[str]) -> dict[str, list[Outcome]]:
    """The failing outcomes of these rules, without their names; none of one in which the program itself fails."""
    found: dict[str, list[Outcome]] = {}
    for rule in sorted(rules):
        said: list[Outcome] | Fault = attempt(partial(list, _said(context.rules[rule], context)), rule)
        found[rule] = [] if isinstance(said, Fault) else [each for each in said if each.state is State.FAIL]
    return found


def _with_structural(
    structural: Sequence[Structural],
    equations: Sequence[tuple[Outcome, Finding | None]],
    findings: Sequence[Finding],
    context: Context,
) -> Verdict:
    """The blame of what no structural cause explains, and those causes with what they explain."""
    explained = {name: cause.finding for cause in structural for name in cause.explained}
    advised = {cause.finding.id: cause.advice for cause in structural if cause.advice and not cause.made}
    left = [(outcome, finding) for outcome, finding in equations if finding is None or finding.id not in explained]
    verdict = blame(left, [finding for finding in findings if finding.id not in explained], context)
    made = tuple(cause.finding for cause in structural if cause.made)
    consequences = (
        replace(finding, advice=f"改正“{explained[finding.id].title}”一项后即相符。")
        for finding in findings
        if finding.id in explained
    )
    return replace(
        verdict,
        findings=(
            *made,
            *(replace(f, advice=advised[f.id]) if f.id in advised else f for f in verdict.findings),
            *consequences,
        ),
        groups=(*(cause.explained | {cause.finding.id} for cause in structural), *verdict.groups),
        patterns=(*made, *verdict.patterns),
        structural=frozenset(cause.finding.id for cause in structural),
    )


def _attempted(rule: Rule, context: Context, faults: list[Fault]) -> list[Outcome]:
    """What a rule says; where the program itself fails in it, that nothing can be said, and the fault among the others."""
    found = attempt(lambda: list(outcomes(rule, context)), rule.id)
    if isinstance(found, Fault):
        faults.append(found)
        return [undecidable(_FAULTY)]
    return found


def outcomes(rule: Rule, context: Context) -> Iterator[Outcome]:
    """Everything one rule says about a disclosure; at least one outcome, so that no rule stays silent."""
    numbering = Fingerprints()
    for outcome in _said(rule, context):
        yield replace(outcome, instance=numbering.next(instance(outcome.terms, context.names)))


def _said(rule: Rule, context: Context) -> Iterator[Outcome]:
    unfit = _unfit(rule, context)
    if unfit is not None:
        yield unfit
        return
    if rule.kind == PATTERN:
        yield not_applicable("没有不相符的数字，无须查找")
        return
    parts = rule.parts
    found = held_back(list(asserted(parts, context) if parts else code_rules()[rule.id](context)), context)
    if any(table.unknown_columns for table in context.disclosure.tables.values()):
        found = without_unknown_columns(found, context)
    said = False
    for outcome in found:
        said = True
        yield outcome
    if not said:
        yield not_applicable("文档中没有此项检查的对象")


def asserted(parts: tuple[Assertion, ...], context: Context) -> list[Outcome]:
    """What the assertions of a row say; that one of them has nothing to say is told only where none has."""
    found = [outcome for part in parts for outcome in assertion_outcomes(part, context)]
    said = [outcome for outcome in found if outcome.state is not State.NOT_APPLICABLE]
    return said or found[:1]


def _unfit(rule: Rule, context: Context) -> Outcome | None:
    """Why the rule cannot look at these documents at all, if it cannot."""
    reason = _of_other_documents(rule, context) or _of_other_places(rule, context)
    if reason:
        return not_applicable(reason)
    info, needs = context.disclosure.info, rule.needs.split()
    if "previous" in needs and context.previous is None:
        return not_applicable("未提供上年决算")
    if "budget" in needs:
        if context.budget is None:
            return not_applicable("未提供本年预算")
        other = context.budget.info
        if other.kind != BUDGET:
            return undecidable("作为本年预算提供的文件不是部门预算")
        if info.year and other.year and info.year != other.year:
            return undecidable(f"提供的是 {other.year} 年度预算，文件是 {info.year} 年度决算")
    return None


def _of_other_documents(rule: Rule, context: Context) -> str:
    """Why it is not for this kind of document (Chinese); empty when it is."""
    kind = context.disclosure.info.kind
    if kind == NOT_DISCLOSED:
        return "不是决算公开文件"
    kind = kind if kind in _KINDS else ACCOUNTS  # one that is not known is judged as the accounts of a department
    wanted = rule.documents.split()
    if wanted:
        others = "、".join(_KINDS[document] for document in wanted)
        return "" if kind in wanted else f"文件是{_KINDS[kind]}，这项检查针对{others}"
    if kind in {BUDGET, INTERNAL}:
        return f"文件是{_KINDS[kind]}，这项检查针对{'决算' if kind == BUDGET else '公开文件'}"
    if kind == PERFORMANCE and rule.category not in _OF_ANY_TEXT:
        return "文件只有绩效自评表，这项检查针对决算"
    return ""


def _of_other_places(rule: Rule, context: Context) -> str:
    """Why it is not for the document's layout and year (Chinese); empty when it is."""
    layouts, year = rule.layouts.split(), context.disclosure.info.year
    if layouts and context.layout.id not in layouts:
        known = context.standard.layouts
        others = "、".join(f"“{known.named(name).label}”" for name in layouts)
        return f"文件的版式是“{context.layout.label}”，这项检查针对版式{others}"
    if not rule.is_for_year(year):
        first, _, last = rule.years.partition("-")
        others = f"{first} 至 {last} " if first and last else f"{first} 年起的" if first else f"{last} 年及以前的"
        return f"文件是 {year} 年度，这项检查针对 {others}年度"
    return ""


def _result(rule: Rule, found: list[Outcome]) -> RuleResult:
    states = {outcome.state for outcome in found}
    worst = next(state for state in _WORST if state in states)
    applied = sum(outcome.state in _APPLIED for outcome in found)
    passed = sum(outcome.state in (State.PASS, State.WITHIN_ROUNDING) for outcome in found)
    reason = next((outcome.reason for outcome in found if outcome.state is worst and outcome.reason), None)
    return RuleResult(rule.id, worst, applied, passed, reason, _reasons(found))


def _reasons(found: list[Outcome]) -> tuple[Reason, ...]:
    grouped: dict[tuple[State, str], list[str]] = {}
    for outcome in found:
        if outcome.state in _UNJUDGED:
            grouped.setdefault((outcome.state, outcome.reason), []).append(outcome.instance)
    return tuple(Reason(state, text, tuple(names)) for (state, text), names in grouped.items())


def _told(rule: Rule, patterns: tuple[Finding, ...]) -> list[Outcome]:
    """The outcomes of a pattern: what the blame found."""
    return [
        Outcome(State.FAIL, terms=finding.terms, instance=name.instance)
        for finding in patterns
        for name in finding.outcomes
        if name.rule == rule.id
    ]


class _Failures:
    """Makes a finding of each failure; of the same words about the same numbers at the same places only one."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._numbering = Fingerprints()
        self._made: dict[tuple[str, str, tuple[Term, ...]], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All, in the order in which they were found."""
        return tuple(self._made.values())

    def finding(self, rule: Rule, outcome: Outcome) -> Finding:
        """The finding that tells of a failing outcome."""
        key = rule.id, outcome.message, outcome.terms
        known = self._made.get(key)
        if known is not None:
            made = replace(known, outcomes=(*known.outcomes, OutcomeName(rule.id, outcome.instance)))
        else:
            made = finding_of(rule, outcome, self._context.names, self._numbering)
        self._made[key] = made
        return made
