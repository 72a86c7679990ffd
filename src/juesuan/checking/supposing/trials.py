"""What becomes of a document once proposals are put in: what they leave, and what they open.

Proposals that no rule confronts with one another are tried together: what each of them does is told by the numbers it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.closing import numbers_of
from juesuan.checking.context import Context
from juesuan.checking.supposing.attempts import Attempt, speaks_of
from juesuan.checking.supposing.putting_in import put_in
from juesuan.model import Finding, Outcome, Place, Severity, State, Term

__all__ = ["Effect", "Judge", "Trials"]

_MOST = 24
"""How often a document is judged again at most; a count, so that the same file gives the same report on any machine."""
_ABOUT_WORDS = frozenset({"language", "format", "structure"})
_UNJUDGED = (State.NOT_APPLICABLE, State.UNDECIDABLE)

Said = Mapping[str, Sequence[Outcome]]
"""Outcomes by rule."""
Judge = Callable[[Context, Collection[str]], Said]
"""What fails of a document, by the rules of these ids."""
_Key = tuple[str, tuple[tuple[str, Place], ...]]


class Effect(Struct, frozen=True):
    """What a proposal does.

    Attributes:
        left: of what is told with it, what still fails.
        opened: the rules and outcomes that fail and did not.
        closed: of what was asked about besides, what fails no more.
    """

    left: tuple[Finding, ...]
    opened: tuple[tuple[str, Outcome], ...]
    closed: tuple[Finding, ...] = ()


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

    def effects(self, attempts: Sequence[Attempt], others: Sequence[Finding] = ()) -> dict[str, Effect]:
        """By the finding that proposes it, what each attempt does; those that a limit left untried are not there.

        Args:
            attempts: what is put in. others: findings that are told with none of them; where there are some, only these are asked about.
        """
        wanted = frozenset(key for attempt in attempts for key in attempt.puts)
        touched, rules = self._confronted(wanted)
        if any(isinstance(put.value, str) for attempt in attempts for put in attempt.puts.values()):
            rules |= {
                rule for rule in self._said if not self._is_note(rule)
            }  # whom words concern is not seen by numbers
        asked = {finding.rule for finding in others} or rules
        found: dict[str, Effect] = {}
        for batch in _batches(attempts, touched):
            found |= self._tried(batch, asked, others)
        return found

    def _confronted(self, wanted: Set[str]) -> tuple[dict[str, set[int]], set[str]]:
        """Which outcomes speak of each number, and the rules that may say something else when they change; notes open nothing."""
        touched: dict[str, set[int]] = {}
        rules = set(self._silent)
        for key in wanted & self._spoken.keys():
            for number, rule in self._spoken[key]:
                rules.add(rule)
                if not self._is_note(rule):
                    touched.setdefault(key, set()).add(number)
        return touched, rules

    @cached_property
    def _spoken(self) -> Mapping[str, list[tuple[int, str]]]:
        """The outcomes that speak of a number, by number."""
        found: dict[str, list[tuple[int, str]]] = {}
        every = ((rule, outcome) for rule, outcomes in self._said.items() for outcome in outcomes)
        for number, (rule, outcome) in enumerate(every):
            for key in numbers_of(outcome.terms):
                found.setdefault(key, []).append((number, rule))
        return found

    @cached_property
    def _silent(self) -> frozenset[str]:
        """The rules about figures that did not judge everything, or do not say by what: they may speak when something changes."""
        return frozenset(
            rule
            for rule, outcomes in self._said.items()
            if not self._is_note(rule)
            and self._context.rules[rule].category not in _ABOUT_WORDS
            and any(outcome.state in _UNJUDGED or not outcome.terms for outcome in outcomes)
        )

    def _is_note(self, rule: str) -> bool:
        return self._context.rules[rule].severity == Severity.INFO.value

    def _tried(self, batch: Sequence[Attempt], rules: Collection[str], others: Sequence[Finding]) -> dict[str, Effect]:
        """The effects of attempts that have nothing to do with each other; of those of which it is not seen whose an effect is one by one."""
        if not self._left:
            return {}
        self._left -= 1
        puts = [(put.term, put.to) for attempt in batch for put in attempt.puts.values()]
        told = {finding.rule for attempt in batch for finding in (attempt.finding, *attempt.told)}
        asked = {*rules, *(rule for rule in told if rule in self._said)}
        after = self._judge(self._context.with_numbers(put_in(self._context, puts)), asked)
        failing = {_key(rule, outcome.terms) for rule, found in after.items() for outcome in found}
        new = list(self._new(after))
        gone = [finding for finding in others if _key(finding.rule, finding.terms) not in failing]
        opening = [_owners(batch, outcome) for _, outcome in new]
        closing = [[a for a in batch if numbers_of(f.terms) & a.values.keys()] or list(batch) for f in gone]
        parts = _parted(batch, (*opening, *closing))
        if len(parts) > 1:
            return {name: effect for part in parts for name, effect in self._tried(part, rules, others).items()}
        effects: dict[str, Effect] = {}
        for attempt in batch:
            opened = [each for each, found in zip(new, opening, strict=True) if found[0] is attempt]
            closed = tuple(f for f, found in zip(gone, closing, strict=True) if found[0] is attempt)
            effects[attempt.finding.id] = replace(self._effect(attempt, failing, opened), closed=closed)
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


def _owners(batch: Sequence[Attempt], outcome: Outcome) -> list[Attempt]:
    """Whose an outcome is: who changes a number that it speaks of, else a number of the same one of several forms; else it may be anybody's."""
    forms = {form for term in outcome.terms if (form := _form(term)) is not None}
    return (
        [attempt for attempt in batch if speaks_of(attempt.places, outcome)]
        or [attempt for attempt in batch if not forms.isdisjoint(map(_form, attempt.changed))]
        or list(batch)
    )


def _parted(batch: Sequence[Attempt], owners: Iterable[Sequence[Attempt]]) -> list[list[Attempt]]:
    """What of a batch is to be tried by itself, and the rest; the batch where each effect has one owner."""
    doubted = {attempt.finding.id for found in owners if len(found) > 1 for attempt in found}
    if len(batch) == 1 or not doubted:
        return [list(batch)]
    alone = [[attempt] for attempt in batch if attempt.finding.id in doubted]
    rest = [attempt for attempt in batch if attempt.finding.id not in doubted]
    return [*alone, rest] if rest else alone


def _form(term: Term) -> tuple[str, int] | None:
    """Which of several forms an operand stands in; None where it does not."""
    stated = term.statement
    return (stated.source, stated.instance) if stated is not None and stated.instance and not stated.in_prose else None


def _key(rule: str, terms: Sequence[Term]) -> _Key:
    """What is told by which rule, without the numbers."""
    return rule, tuple((term.label, term.place) for term in terms)


def _is_rest_of(outcome: Outcome, finding: Finding) -> bool:
    """Whether it lists some of what the finding listed: a list of what is wrong goes on, with less in it."""
    listed = {(term.label, term.place) for term in finding.terms}
    return bool(outcome.terms) and all((term.label, term.place) in listed for term in outcome.terms)


def _batches(attempts: Sequence[Attempt], touched: Mapping[str, set[int]]) -> list[list[Attempt]]:
    """Attempts of which no two change one number, are spoken of by one outcome, or change numbers in one of several forms."""
    batches: list[tuple[set[object], list[Attempt]]] = []
    for attempt in attempts:
        spoken = (number for key in attempt.puts for number in touched.get(key, ()))
        own: set[object] = {*attempt.puts, *spoken, *filter(None, map(_form, attempt.changed))}
        place = next((batch for batch in batches if batch[0].isdisjoint(own)), None)
        if place is None:
            batches.append((own, [attempt]))
        else:
            place[0].update(own)
            place[1].append(attempt)
    return [members for _, members in batches]
