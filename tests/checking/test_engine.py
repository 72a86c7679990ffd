"""What the engine makes of outcomes: which documents a rule looks at, what stands for all its instances, how bad a failure is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.checking.registry import code_rules
from juesuan.model import Band, Disclosure, Outcome, Report, RuleResult, Severity, State, Term
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
    [("final_accounts", FAIL, None), ("unknown", FAIL, None), ("budget", NONE, NONE), ("internal", NONE, NONE),
     ("performance", NONE, None)],
)  # fmt: skip
def test_rules_look_at_their_own_kind_of_document(kind: str, identity: State, language: State | None) -> None:
    """An identity of the accounts is none of a budget; what is wrong in any text is wrong in performance forms too."""
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
