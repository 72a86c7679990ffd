"""Proposals tried together do what each does alone; what a trial takes over from the document is what it would find itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from juesuan import check
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.checking.supposing.attempts import Attempt, attempt_of
from juesuan.checking.supposing.putting_in import put_in
from juesuan.checking.supposing.trials import Said, Trials
from juesuan.model import Disclosure, Outcome, State
from juesuan.standard import builtin
from juesuan.standard.rules import PATTERN
from tests.checking.performance.sheets import GOOD_FUNDS, disclosure, overall, project

_TOTAL = GOOD_FUNDS["total"]


@dataclass
class _Judge:
    """Counts how often a document is judged."""

    asked: int = 0

    def __call__(self, context: Context, rules: object) -> Said:
        self.asked += 1
        return _failing(context, set(rules))  # type: ignore[call-overload]


def _failing(context: Context, rules: set[str]) -> dict[str, list[Outcome]]:
    asked = (context.rules[name] for name in sorted(rules))
    return {rule.id: [o for o in outcomes(rule, context) if o.state is State.FAIL] for rule in asked}


def _several() -> Disclosure:
    """Forms with faults of their own: a rate, a score, points, a sum of funds."""
    rate = {"total": (*_TOTAL[:4], "1000%", *_TOTAL[5:])}
    money = {
        "total": ("100.00", "80.00", "67.00", *_TOTAL[3:]),
        "fiscal": ("100.00", "80.00", "76.00", "—", "95.00%", "—"),
    }
    return disclosure(
        overall(),
        project(1, funds={**GOOD_FUNDS, **rate}),
        project(2, sums=("90", "97.5")),
        project(3, funds={**GOOD_FUNDS, **money}),
    )


def _trials(read: Disclosure) -> tuple[Trials, list[Attempt], _Judge, Context]:
    context = Context(read, standard=builtin())
    said = {rule.id: list(outcomes(rule, context)) for rule in context.rules.values() if rule.kind != PATTERN}
    findings = check(read).findings
    judge = _Judge()
    attempts = [attempt for f in findings if f.root is None and (attempt := attempt_of(f, (), context)) is not None]
    return Trials(said, findings, context, judge), attempts, judge, context


def test_what_is_tried_together_does_what_each_does_alone() -> None:
    together, attempts, judge, _ = _trials(_several())
    effects = together.effects(attempts)

    assert len(attempts) > 2
    assert judge.asked < len(attempts)
    for attempt in attempts:
        alone, _, _, _ = _trials(_several())
        (effect,) = alone.effects([attempt]).values()
        assert effects[attempt.finding.id] == effect


def test_a_limit_leaves_untried_what_is_beyond_it() -> None:
    trials, attempts, judge, _ = _trials(_several())
    for _ in range(30):
        effects = trials.effects(attempts)

    assert effects == {}
    assert judge.asked < 30


@pytest.mark.parametrize("number", range(4))
def test_a_changed_document_is_judged_as_if_it_were_new(number: int) -> None:
    """Also where it takes over what stands in the forms that are as they were."""
    _, attempts, _, context = _trials(_several())
    puts = attempts[number % len(attempts)].puts
    rules = {rule.id for rule in context.rules.values() if rule.kind != PATTERN}
    changed = put_in(context, [(put.term, put.to) for put in puts.values()])

    assert _failing(context.with_numbers(changed), rules) == _failing(Context(changed, standard=builtin()), rules)
