"""What becomes of a document once proposals are put in: what they leave, and what they open.

Proposals that no rule confronts with one another are tried together: what each of them does is told by the numbers it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.closing import number_of, substituted
from juesuan.checking.context import Context
from juesuan.checking.supposing.attempts import Attempt, speaks_of
from juesuan.model import Finding, Outcome, Place, Severity, State, Term

__all__ = ["Effect", "Judge", "Trials"]

_MOST = 12
"""How often a document is judged again at most; a count, so that the same file gives the same report on any machine."""
_ABOUT_WORDS = frozenset({"language", "format", "structure"})
_UNJUDGED = (State.NOT_APPLICABLE, State.UNDECIDABLE)

Said = Mapping[str, Sequence[Outcome]]
"""Outcomes by rule."""
Judge = Callable[[Context, Collection[str]], Said]
"""What fails of a document, by the rules of these ids."""
_Key = tuple[str, tuple[tuple[str, Place], ...]]


class Effect(Struct, frozen=True):
    """What a proposal does: of what is told with it, what still fails; the rules and outcomes that fail and did not."""

    left: tuple[Finding, ...]
    opened: tuple[tuple[str, Outcome], ...]


class Trials:
    """Trials on one document.

    Args:
        said: all outcomes of the document, by rule. findings: all its findings. context: the document. judge: judges it when it is changed.
    """

    def __init__(self, said: Said, findings: Sequence[Finding], context: Context, judge: Judge) -> None:
        self._said, self._context, self._judge = said, context, judge
        self._failing = {
            _key(rule, each.terms) for rule, found in said.items() for each in found if each.state is State.FAIL
        }
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.rule, []).append(finding)
        self._left = _MOST

    def effects(self, attempts: Sequence[Attempt]) -> dict[str, Effect]:
        """By the finding that proposes it, what each attempt does; those that a limit left untried are not there."""
        wanted = frozenset(key for attempt in attempts for key in attempt.values)
        touched, rules = self._confronted(wanted)
        found: dict[str, Effect] = {}
        for batch in _batches(attempts, touched):
            found |= self._tried(batch, rules)
        return found

    def _confronted(self, wanted: frozenset[str]) -> tuple[dict[str, set[int]], set[str]]:
        """Which outcomes speak of each number, and the rules that may say something else when they change."""
        touched: dict[str, set[int]] = {}
        rules: set[str] = set()
        number = 0
        for rule, outcomes in self._said.items():
            register = self._context.rules[rule]
            may_look = register.category not in _ABOUT_WORDS and register.severity != Severity.INFO.value
            for outcome in outcomes:
                number += 1
                if may_look and (outcome.state in _UNJUDGED or not outcome.terms):
                    rules.add(rule)
                for key in wanted.intersection(map(number_of, outcome.terms)):
                    touched.setdefault(key, set()).add(number)
                    rules.add(rule)
        return touched, rules

    def _tried(self, batch: Sequence[Attempt], rules: Collection[str]) -> dict[str, Effect]:
        """The effects of attempts that have nothing to do with each other; one by one where it is not seen whose an effect is."""
        if not self._left:
            return {}
        self._left -= 1
        values = {key: value for attempt in batch for key, value in attempt.values.items()}
        told = {finding.rule for attempt in batch for finding in (attempt.finding, *attempt.told)}
        asked = {*rules, *(rule for rule in told if rule in self._said)}
        after = self._judge(replace(self._context, disclosure=substituted(self._context, values)), asked)
        failing = {_key(rule, outcome.terms) for rule, found in after.items() for outcome in found}
        new = list(self._new(after))
        owners = [[a for a in batch if speaks_of(a.places, outcome)] or list(batch) for _, outcome in new]
        if len(batch) > 1 and any(len(found) > 1 for found in owners):
            return {name: effect for attempt in batch for name, effect in self._tried([attempt], rules).items()}
        effects: dict[str, Effect] = {}
        for attempt in batch:
            opened = [each for each, found in zip(new, owners, strict=True) if found[0] is attempt]
            effects[attempt.finding.id] = self._effect(attempt, failing, opened)
        return effects

    def _new(self, after: Said) -> Iterator[tuple[str, Outcome]]:
        """Errors and warnings that were not there."""
        for rule, outcomes in after.items():
            for outcome in outcomes:
                severity = outcome.severity or Severity(self._context.rules[rule].severity)
                if severity is not Severity.INFO and _key(rule, outcome.terms) not in self._failing:
                    yield rule, outcome

    def _effect(self, attempt: Attempt, failing: Collection[_Key], new: Iterable[tuple[str, Outcome]]) -> Effect:
        told = (attempt.finding, *attempt.told)
        left = {finding.id for finding in told if _key(finding.rule, finding.terms) in failing}
        opened: list[tuple[str, Outcome]] = []
        for rule, outcome in new:
            rest = [finding for finding in self._findings.get(rule, ()) if _is_rest_of(outcome, finding)]
            left |= {finding.id for finding in rest}
            if not rest:
                opened.append((rule, outcome))
        return Effect(tuple(finding for finding in told if finding.id in left), tuple(opened))


def _key(rule: str, terms: Sequence[Term]) -> _Key:
    """What is told by which rule, without the numbers."""
    return rule, tuple((term.label, term.place) for term in terms)


def _is_rest_of(outcome: Outcome, finding: Finding) -> bool:
    """Whether it lists some of what the finding listed: a list of what is wrong goes on, with less in it."""
    listed = {(term.label, term.place) for term in finding.terms}
    return bool(outcome.terms) and all((term.label, term.place) in listed for term in outcome.terms)


def _batches(attempts: Sequence[Attempt], touched: Mapping[str, set[int]]) -> list[list[Attempt]]:
    """Attempts of which no two change one number or are spoken of by one outcome."""
    batches: list[tuple[set[object], list[Attempt]]] = []
    for attempt in attempts:
        own: set[object] = {*attempt.values, *(number for key in attempt.values for number in touched.get(key, ()))}
        place = next((batch for batch in batches if batch[0].isdisjoint(own)), None)
        if place is None:
            batches.append((own, [attempt]))
        else:
            place[0].update(own)
            place[1].append(attempt)
    return [members for _, members in batches]
