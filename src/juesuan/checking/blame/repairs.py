"""How a finding could be mended, of what the blame knows: one number, several together, or one of several.

A cause is one wrong number, with the numbers that it may be. A finding with one cause is mended by one of these: they exclude each
other. A finding with several causes is mended by all of them together: the value of each holds only while the others are mended too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame.causes import Cause
from juesuan.checking.blame.suspicion import Suspicion
from juesuan.checking.closing import is_equation, number_of
from juesuan.model import Finding, Repair, RepairKind, Substitution, Suspect
from juesuan.model.characters import has_chinese

__all__ = ["accused_by", "repairs", "with_repairs", "with_suspects"]

_SHOWN = 5
_LEAST = Decimal("0.03")
_BESIDE = 20
"""What is so many times less likely than the best is not proposed beside it, though it stays a suspect."""
_CHOICES = 3
_MOST = Decimal("0.8")
"""Where no three numbers are as likely together, it is not known which is wrong: whoever corrects one of three may well spoil it."""
_CENT = Decimal("0.01")


def accused_by(patterns: Iterable[Finding]) -> Mapping[str, Suspect]:
    """What the patterns say of numbers, by the identity of the number."""
    return {number_of(pattern.terms[suspect.term]): suspect for pattern in patterns for suspect in pattern.suspects}


def with_suspects(finding: Finding, found: Sequence[Cause], mended: Mapping[str, Suspect]) -> Finding:
    """The finding with the numbers that its causes accuse and the repairs that they make; as it is where they accuse none.

    ``mended`` are the numbers that a pattern accuses: the causes were looked for with these put right, so they are wrong too.
    """
    answers = [answer for cause in found if (answer := _answers(cause, finding))]
    if not answers or _is_of_words(finding, answers):
        return finding
    numbers = {number_of(term): index for index, term in enumerate(finding.terms)}
    answers += [(replace(mended[key], term=index),) for key, index in numbers.items() if key in mended]
    best = _each_once(max(answer, key=lambda suspect: suspect.probability) for answer in answers)
    chosen = best if len(answers) > 1 else answers[0]
    ranked = tuple(sorted(chosen, key=lambda suspect: -suspect.probability))
    return replace(finding, suspects=ranked, proposals=repairs(ranked, joint=len(answers) > 1))


def _is_of_words(finding: Finding, answers: Iterable[Sequence[Suspect]]) -> bool:
    """Whether its rule knows which words are wrong, and no number that would do as well is known for what it should be."""
    first = finding.suspects[0] if finding.suspects else None
    if first is None or not first.suggestion or not has_chinese(finding.terms[first.term].text):
        return False
    return not any(s.suggestion and s.probability >= first.probability for answer in answers for s in answer)


def _answers(cause: Cause, finding: Finding) -> tuple[Suspect, ...]:
    """What one cause says of the operands of a finding: each would mend it alone; of the likely ones."""
    terms = {number_of(term): index for index, term in reversed(list(enumerate(finding.terms)))}
    return tuple(
        _suspect(terms[suspicion.number.key], suspicion, probability, cause)
        for suspicion, probability in cause.suspicions[:_SHOWN]
        if suspicion.number.key in terms and probability >= _LEAST
    )


def _each_once(suspects: Iterator[Suspect]) -> tuple[Suspect, ...]:
    """One value an operand."""
    found: dict[int, Suspect] = {}
    for suspect in suspects:
        found.setdefault(suspect.term, suspect)
    return tuple(found.values())


def _suspect(term: int, suspicion: Suspicion, probability: Decimal, cause: Cause) -> Suspect:
    closes = dict.fromkeys(constraint.rule for constraint in cause.broken if suspicion.number.key in constraint.numbers)
    closes |= dict.fromkeys(finding.rule for finding in suspicion.mended)
    # A slip that brings a number below a limit is one of many values that do: only an equation tells which it is.
    told = any(not constraint.is_bound for constraint in cause.broken if suspicion.number.key in constraint.numbers)
    if suspicion.value is None or not told:
        return Suspect(term, probability, None, None, tuple(closes))
    return Suspect(term, probability, suspicion.suggestion, suspicion.slip, tuple(closes))


def with_repairs(finding: Finding) -> Finding:
    """The finding with repairs of the suspects that its rule names; that nothing is known, where none is named for a number."""
    if finding.proposals:
        return finding
    if finding.suspects:
        return replace(finding, proposals=repairs(finding.suspects, joint=False))
    unknown = (Repair(RepairKind.UNDECIDABLE, Decimal(0)),) if is_equation(finding) else ()
    return replace(finding, proposals=unknown)


def repairs(suspects: Sequence[Suspect], *, joint: bool) -> tuple[Repair, ...]:
    """The repairs that accused operands make: all of them together, or one for each that is not quite improbable beside the best."""
    changes = tuple(Substitution(suspect.term, suspect.suggestion) for suspect in suspects)
    if joint and len(suspects) > 1:
        known = all(change.to is not None for change in changes)
        probability = math.prod((suspect.probability for suspect in suspects), start=Decimal(1)).quantize(_CENT)
        return (Repair(RepairKind.JOINT if known else RepairKind.UNDECIDABLE, probability, changes),)
    best = max((suspect.probability for suspect in suspects), default=Decimal(0))
    likely = [each for each in zip(suspects, changes, strict=True) if _BESIDE * each[0].probability >= best]
    if len(likely) > _CHOICES and sum(suspect.probability for suspect, _ in likely[:_CHOICES]) < _MOST:
        return (Repair(RepairKind.UNDECIDABLE, Decimal(0)),)
    likely = likely[:_CHOICES]
    if likely and likely[0][1].to is not None and likely[0][0].probability >= _MOST:
        likely = [each for each in likely if each[1].to is not None]  # what cannot be said is no choice beside what can
    kind = RepairKind.SINGLE if len(likely) == 1 else RepairKind.ALTERNATIVE
    return tuple(
        Repair(kind if change.to is not None else RepairKind.UNDECIDABLE, suspect.probability, (change,))
        for suspect, change in likely
    )
