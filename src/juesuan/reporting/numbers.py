"""Every printed number with all that is known of it: what it states, where else that stands, and which checks looked at it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from juesuan.checking.closing import number_of
from juesuan.checking.touching import together
from juesuan.model import FactKey, NumberSeen, Place, State, Statement, Touch
from juesuan.reporting.coverage import Standing, StandingOf, standings
from juesuan.reporting.dossier import Dossier

__all__ = ["NumberRecord", "NumberTold", "NumbersTold", "SumTold", "number_records", "numbers_told"]


class NumberTold(Struct, frozen=True):
    """A printed number.

    Attributes:
        text: as printed. place: where. standing: what became of it.
        seen: as it was seen in prose; None in a form.
        statements: what it states: one number of the prose may state several things.
        touches: what each rule said of it, failures first.
        causes: rules that fail on it, each with the finding in whose entry that is told.
    """

    text: str
    place: Place
    standing: Standing
    seen: NumberSeen | None
    statements: tuple[Statement, ...]
    touches: tuple[Touch, ...]
    causes: tuple[tuple[str, str], ...]

    @property
    def facts(self) -> tuple[FactKey, ...]:
        """What it states, of all that the standard knows."""
        return tuple(dict.fromkeys(each.fact for each in self.statements if each.fact is not None))


class SumTold(Struct, frozen=True):
    """That a number is the sum of others, by their indexes, as a rule has it; ``blanks`` are addends that are not printed."""

    rule: str
    state: State
    addends: tuple[int, ...]
    blanks: int


class NumbersTold(Struct, frozen=True):
    """All printed numbers of a document: those of its forms, then those of its prose.

    Attributes:
        by_identity: the number that a rule speaks of, by its index. by_fact: the numbers that state a fact.
        sums: what numbers are made of, by their index.
    """

    numbers: tuple[NumberTold, ...]
    by_identity: Mapping[str, int]
    by_fact: Mapping[FactKey, tuple[int, ...]]
    sums: Mapping[int, tuple[SumTold, ...]]


class NumberRecord(Struct, frozen=True):
    """A printed number for a program: where it stands, and what it states, as far as that is known (ids as in the report)."""

    text: str
    place: Place
    standing: Standing
    statement: str = ""
    fact: str = ""
    label: str = ""


def number_records(told: NumbersTold) -> tuple[NumberRecord, ...]:
    """All numbers, in the order in which they are told."""
    return tuple(_record(number) for number in told.numbers)


def _record(number: NumberTold) -> NumberRecord:
    first = number.statements[0] if number.statements else None
    if first is None:
        return NumberRecord(number.text, number.place, number.standing)
    fact = str(first.fact) if first.fact is not None else ""
    return NumberRecord(first.amount.raw, first.place, number.standing, first.id, fact, first.label)


def numbers_told(dossier: Dossier) -> NumbersTold:
    """All printed numbers of a document."""
    made = {statement.id: statement for statement in dossier.disclosure.statements}
    causes = _causes(dossier)
    numbers: list[NumberTold] = []
    by_identity: dict[str, int] = {}
    by_fact: dict[FactKey, list[int]] = {}
    for index, standing in enumerate(standings(dossier.disclosure, dossier.report)):
        number = _told(standing, made, dossier, causes)
        numbers.append(number)
        for name in standing.identities:
            by_identity.setdefault(name, index)
        for fact in number.facts:
            by_fact.setdefault(fact, []).append(index)
    stating = {fact: tuple(those) for fact, those in by_fact.items()}
    return NumbersTold(tuple(numbers), by_identity, stating, _sums(dossier, by_identity))


def _sums(dossier: Dossier, by_identity: Mapping[str, int]) -> Mapping[int, tuple[SumTold, ...]]:
    found: dict[int, list[SumTold]] = {}
    for name, sums in dossier.report.sums.items():
        for made in sums if name in by_identity else ():
            printed = tuple(by_identity[addend] for addend in made.addends if addend in by_identity)
            blanks = len(made.addends) - len(printed)
            found.setdefault(by_identity[name], []).append(SumTold(made.rule, made.state, printed, blanks))
    return {index: tuple(sums) for index, sums in found.items()}


def _told(
    number: StandingOf,
    made: Mapping[str, Statement],
    dossier: Dossier,
    causes: Mapping[str, dict[tuple[str, str], None]],
) -> NumberTold:
    names = sorted(number.identities)
    return NumberTold(
        number.text,
        number.place,
        number.standing,
        number.seen,
        tuple(made[name] for name in number.statements if name in made),
        together(touch for name in names for touch in dossier.report.touches.get(name, ())),
        tuple(dict.fromkeys(cause for name in names for cause in causes.get(name, ()))),
    )


def _causes(dossier: Dossier) -> Mapping[str, dict[tuple[str, str], None]]:
    """By the identity of a number the rules that fail on it, and in which entry each is told."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for finding in dossier.report.findings:
        for term in finding.terms:
            found.setdefault(number_of(term), {})[finding.rule, finding.root or finding.id] = None
    return found
