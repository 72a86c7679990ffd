"""What the engine makes of outcomes: which documents a rule looks at, what stands for all its instances, how bad a failure is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.arithmetic.grammar import parse
from juesuan.checking import engine
from juesuan.checking.context import Context
from juesuan.checking.engine import asserted, outcomes
from juesuan.checking.finding_of_rule import pattern_finding
from juesuan.checking.fingerprints import Fingerprints
from juesuan.checking.registry import code_rules
from juesuan.checking.supposing import Structural
from juesuan.model import (
    Band,
    Disclosure,
    Finding,
    Outcome,
    OutcomeName,
    Report,
    RuleResult,
    Severity,
    State,
    Term,
)
from juesuan.standard import builtin
from tests import made
from tests.contexts import context_of

ACCOUNTS = made.disclosure(
    {"T01": {("L31", "C1"): "5.00", ("L62", "C2"): "6.00", ("L27", "C1"): "5.00", ("L1", "C1"): "5.00"}}
)
FAIL, NONE = State.FAIL, State.NOT_APPLICABLE


def of_kind(kind: str, year: int | None = 2024) -> Disclosure:
    """The same numbers as a document of another kind or year."""
    return replace(ACCOUNTS, info=replace(ACCOUNTS.info, kind=kind, year=year))


def states(rule: str, context: Context) -> set[State]:
    return {outcome.state for outcome in outcomes(builtin().rules[rule], context)}


@pytest.mark.parametrize(
    ("kind", "identity", "language"),
    [("final_accounts", FAIL, None), ("unknown", FAIL, None), ("budget", NONE, None), ("internal", NONE, NONE),
     ("performance", NONE, None)],
)  # fmt: skip
def test_rules_look_at_their_own_kind_of_document(kind: str, identity: State, language: State | None) -> None:
    """An identity of the accounts is none of a budget; what is wrong in any text is wrong in a budget and in performance forms, too."""
    context = context_of(of_kind(kind))

    assert states("T01-05", context) == {identity}
    said = list(outcomes(builtin().rules["L-01"], context))
    assert (said[0].reason.startswith("文件是")) is (language is NONE)


def test_rules_about_another_document_need_it() -> None:
    previous = next(rule.id for rule in builtin().rules.values() if rule.needs == "previous")
    budget = next(rule.id for rule in builtin().rules.values() if rule.needs == "budget")

    def reason(rule: str, context: Context) -> tuple[State, str]:
        outcome = next(outcomes(builtin().rules[rule], context))
        return outcome.state, outcome.reason

    assert reason(previous, context_of(ACCOUNTS)) == (NONE, "未提供上年决算")
    assert reason(previous, context_of(ACCOUNTS, ACCOUNTS))[1] != "未提供上年决算"
    assert reason(budget, context_of(ACCOUNTS)) == (NONE, "未提供本年预算")
    assert reason(budget, context_of(ACCOUNTS, None, ACCOUNTS)) == (
        State.UNDECIDABLE,
        "作为本年预算提供的文件不是部门预算",
    )
    assert "2023 年度预算" in reason(budget, context_of(ACCOUNTS, None, of_kind("budget", 2023)))[1]
    for year in (2024, None):
        assert "年度预算，文件" not in reason(budget, context_of(ACCOUNTS, None, of_kind("budget", year)))[1]


def judged(monkeypatch: pytest.MonkeyPatch, *said: Outcome, rule: str = "T01-07") -> tuple[Report, RuleResult]:
    """The report when one rule of code says this."""

    def told(context: Context) -> Iterator[Outcome]:
        yield from said

    monkeypatch.setitem(code_rules(), rule, told)  # type: ignore[arg-type]
    report = check(ACCOUNTS)
    return report, next(result for result in report.results if result.rule == rule)


def outcome(state: State, **changes: object) -> Outcome:
    return Outcome(state, message="错" if state is FAIL else "", **changes)  # type: ignore[arg-type]


PASS, ROUNDED, OPEN = State.PASS, State.WITHIN_ROUNDING, State.UNDECIDABLE


@pytest.mark.parametrize(
    ("found", "worst", "applied", "passed"),
    [
        ([NONE], NONE, 0, 0),
        ([NONE, PASS], PASS, 1, 1),
        ([PASS, ROUNDED], ROUNDED, 2, 2),
        ([PASS, ROUNDED, OPEN], OPEN, 2, 2),
        ([PASS, ROUNDED, OPEN, FAIL], FAIL, 3, 2),
        ([], NONE, 0, 0),
    ],
)
def test_the_worst_stands_for_all_instances(
    monkeypatch: pytest.MonkeyPatch, found: list[State], worst: State, applied: int, passed: int
) -> None:
    _, result = judged(monkeypatch, *(outcome(state) for state in found))

    assert (result.state, result.applied, result.passed) == (worst, applied, passed)


def test_the_reason_is_that_of_the_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [outcome(NONE, reason="没有"), outcome(OPEN), outcome(OPEN, reason="不清楚"), outcome(PASS)]

    assert judged(monkeypatch, *said)[1].reason == "不清楚"


@pytest.mark.parametrize(
    ("rule", "band", "own", "severity"),
    [
        ("T02-06", Band.ERROR, None, Severity.ERROR),
        ("T02-06", Band.UNLIKELY_ROUNDING, None, Severity.WARNING),
        ("T02-06", Band.COPY_TAIL, None, Severity.WARNING),
        ("T02-06", Band.COPY_TAIL, Severity.ERROR, Severity.WARNING),
        ("T02-06", None, Severity.INFO, Severity.INFO),
        ("T02-06", Band.COPY_TAIL, Severity.INFO, Severity.INFO),
        ("T01-07", Band.ERROR, None, Severity.WARNING),
        ("T03-07", Band.COPY_TAIL, None, Severity.INFO),
    ],
)
def test_what_may_be_rounding_is_no_error(
    monkeypatch: pytest.MonkeyPatch, rule: str, band: Band | None, own: Severity | None, severity: Severity
) -> None:
    report, _ = judged(monkeypatch, outcome(FAIL, band=band, severity=own), rule=rule)

    assert [finding.severity for finding in report.findings if finding.rule == rule] == [severity]


@pytest.mark.parametrize(("state", "checked"), [(PASS, True), (ROUNDED, True), (OPEN, False), (NONE, False)])
def test_a_number_is_checked_when_something_was_concluded(
    monkeypatch: pytest.MonkeyPatch, state: State, checked: bool
) -> None:
    number = ACCOUNTS.statements[0]
    report, _ = judged(monkeypatch, outcome(state, terms=(Term.of(replace(number, id="alone")),)))

    assert ("alone" in report.checked) is checked
    assert {"T01[L31].C1", "T01[L62].C2"} <= report.checked  # they contradict each other


def test_counts_are_of_all_instances(monkeypatch: pytest.MonkeyPatch) -> None:
    before = check(ACCOUNTS).counts
    report, _ = judged(monkeypatch, outcome(PASS), outcome(PASS), outcome(OPEN))

    assert report.counts[PASS] - before[PASS] == 2
    assert report.counts[OPEN] - before[OPEN] in {0, 1}


def test_patterns_are_looked_for_only_where_numbers_contradict_each_other() -> None:
    patterns = [rule.id for rule in builtin().rules.values() if rule.kind == "pattern"]
    agreeing = made.disclosure({"T01": {("L31", "C1"): "5.00", ("L62", "C2"): "5.00"}})

    def of_patterns(document: Disclosure) -> set[State]:
        return {result.state for result in check(document).results if result.rule in patterns}

    assert patterns
    assert of_patterns(agreeing) == {NONE}
    assert of_patterns(ACCOUNTS) == {PASS}


@pytest.mark.parametrize(
    ("kind", "documents", "said"),
    [
        ("budget", "", "文件是部门预算，这项检查针对决算"),
        ("internal", "", "文件是决算报表（财决表），这项检查针对公开文件"),
        ("performance", "", "文件只有绩效自评表，这项检查针对决算"),
        ("final_accounts", "budget internal", "文件是部门决算，这项检查针对部门预算、决算报表（财决表）"),
        ("unknown", "budget", "文件是部门决算，这项检查针对部门预算"),
        ("budget", "budget", ""),
        ("final_accounts", "", ""),
    ],
)
def test_why_a_rule_does_not_look_at_a_document_is_said(kind: str, documents: str, said: str) -> None:
    rule = replace(builtin().rules["T01-05"], documents=documents)
    (found,) = outcomes(rule, context_of(of_kind(kind)))

    assert (found.state, found.reason) == ((NONE, said) if said else (FAIL, ""))


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("2020-2022", "2020 至 2022 年度"),
        ("-2022", "2022 年及以前的年度"),
        ("2025-", "2025 年起的年度"),
        ("2024-2025", ""),
        ("-2024", ""),
        ("2024-", ""),
    ],
)
def test_for_which_years_a_rule_is_is_said(years: str, said: str) -> None:
    (found,) = outcomes(replace(builtin().rules["T01-05"], years=years), context_of(ACCOUNTS))

    assert found.reason.replace(" ", "") == (f"文件是 2024 年度，这项检查针对 {said}".replace(" ", "") if said else "")


def test_that_one_assertion_has_nothing_to_say_is_told_only_where_none_has() -> None:
    """Of several that have nothing to say, the first says why."""
    nothing, other = "procurement >= 0", "income = procurement where income = 0"
    holds, fails = "income = income[fund=gpb]", "total[side=income] == total[side=spend]"

    def said(*texts: str) -> list[State]:
        (found,) = [parse(" & ".join(texts), "T01")]
        return [outcome.state for outcome in asserted(found, context_of(ACCOUNTS))]

    assert said(nothing, holds, fails) == [PASS, FAIL]
    assert said(holds, nothing) == [PASS]
    assert said(nothing, other) == [NONE]
    assert asserted(parse(other, "T01"), context_of(ACCOUNTS)) == asserted(
        parse(f"{other} & {nothing}", "T01"), context_of(ACCOUNTS)
    )


@pytest.mark.parametrize(("own", "told"), [("先核对附件。", "先核对附件。"), ("", builtin().rules["T01-07"].hint)])
def test_the_hint_is_that_of_the_failure_or_else_of_the_rule(
    monkeypatch: pytest.MonkeyPatch, own: str, told: str
) -> None:
    report, _ = judged(monkeypatch, outcome(FAIL, hint=own))

    assert [finding.hint for finding in report.findings if finding.rule == "T01-07"] == [told]


@pytest.mark.parametrize(
    ("rule", "failed", "counts"),
    [
        ("T01-07", set(), True),
        ("T01-07", {"T01-07"}, True),
        ("L-01", set(), False),  # what is said of words does not tell whether a table is as it should be
        ("L-01", {"L-01"}, True),
        ("T03-07", {"T03-07"}, False),  # a note
    ],
)
def test_what_is_judged_again_of_a_document_that_was_mended(
    monkeypatch: pytest.MonkeyPatch, rule: str, failed: set[str], counts: bool
) -> None:
    def told(context: Context) -> Iterator[Outcome]:
        yield from (outcome(FAIL), outcome(PASS), outcome(OPEN))

    monkeypatch.setitem(code_rules(), rule, told)  # type: ignore[arg-type]
    found = engine._failing(failed, context_of(ACCOUNTS))

    assert [name.rule for name in found].count(rule) == counts
    assert "T01-05" in {name.rule for name in found}


def found_by(rule: str, name: str) -> Finding:
    """A finding of a rule with one outcome."""
    known = builtin().rules[rule]
    return Finding(
        name, rule, known.category, Severity.ERROR, known.title, "错", (), outcomes=(OutcomeName(rule, name),)
    )


def test_a_pattern_is_told_of_by_its_own_rule() -> None:
    patterns = [rule for rule in builtin().rules.values() if rule.kind == "pattern"]
    findings = tuple(found_by(rule.id, f"of {rule.id}") for rule in patterns)

    for rule in patterns:
        assert [told.instance for told in engine._told(rule, findings)] == [f"of {rule.id}"]
        assert engine._told(rule, findings[:0]) == []


def test_what_a_cause_explains_stands_with_it_and_says_so() -> None:
    cause, follows, other = found_by("B-04", "cause"), found_by("T01-05", "follows"), found_by("T01-07", "other")
    verdict = engine._with_structural(
        [Structural(cause, frozenset({"follows"}), made=True)], [], [follows, other], context_of(ACCOUNTS)
    )

    assert frozenset({"cause", "follows"}) in verdict.groups
    assert [finding.id for finding in verdict.findings] == ["cause", "other", "follows"]
    assert verdict.findings[-1].advice == f"改正“{cause.title}”一项后即相符。"
    assert (verdict.structural, verdict.patterns[0].id) == ({"cause"}, "cause")


@pytest.mark.parametrize(
    ("explained", "severity"),
    [
        ((Severity.INFO, Severity.WARNING), Severity.WARNING),
        ((Severity.WARNING, Severity.ERROR, Severity.INFO), Severity.ERROR),
        ((Severity.INFO,), Severity.INFO),
    ],
)
def test_a_pattern_is_as_bad_as_the_worst_that_it_explains(explained: tuple[Severity, ...], severity: Severity) -> None:
    rule = next(rule for rule in builtin().rules.values() if rule.kind == "pattern")
    told = outcome(FAIL, terms=(Term.of(ACCOUNTS.statements[0]),))
    findings = [replace(found_by("T01-05", each.value), severity=each) for each in explained]
    numbering = Fingerprints()
    one, other = (pattern_finding(rule.pattern, told, findings, context_of(ACCOUNTS), numbering) for _ in range(2))

    assert (one.rule, one.severity, one.band, one.hint) == (rule.id, severity, Band.ERROR, rule.hint)
    assert [name.instance for name in (*one.outcomes, *other.outcomes)] == ["T01[L31].C1", "T01[L31].C1#2"]
    assert one.id != other.id
