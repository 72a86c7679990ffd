"""From failures to their causes: the least set of numbers whose change satisfies every constraint (Fellegi and Holt).

Failures that share numbers are solved together. Mostly one number explains them all, which is seen by asking number by number;
where none does, an integer program finds the cheapest set. Either way, each cause lists the other numbers that would do as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.arithmetic.correction import EFFORT, Correction
from juesuan.checking.blame.cheapest import cheapest_change
from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.suspicion import Suspicion, Suspicions
from juesuan.checking.context import Context
from juesuan.model import Finding

__all__ = ["Cause", "causes"]

_HOPS = 2
_TOGETHER = 3
_PAIR = 2
_OTHER_SETS = 1  # how many others are looked for: each is a search of its own
_ONE = Decimal(1)
_LEAST_EFFORT = 300  # what every group of failures gets, however much the ones before it took


class Cause(Struct, frozen=True):
    """One wrong number: those it may be, likeliest first with probabilities, and the failures it explains.

    ``proved`` is False when a limit ended the search before the cheapest set was known to be the cheapest.
    """

    suspicions: tuple[tuple[Suspicion, Decimal], ...]
    broken: tuple[Constraint, ...]
    proved: bool = True

    @property
    def findings(self) -> frozenset[str]:
        """Ids of the findings that it explains: the failed constraints, and what else the likeliest value settles."""
        settled = (finding.id for finding in self.suspicions[0][0].mended)
        return frozenset(constraint.finding for constraint in self.broken).union(settled)


def causes(network: Network, findings: Sequence[Finding], context: Context) -> Iterator[Cause]:
    """The causes of all failed equations and rates of a document."""
    suspicions = Suspicions(network, findings, context)
    effort = EFFORT
    for broken in _components(network.broken):
        alone = suspicions.explaining(broken, network.printed)
        if alone:
            yield Cause(_weighed(alone), broken)
            continue
        answer = _cheapest(broken, network, suspicions, effort)
        effort = max(_LEAST_EFFORT, effort - answer.effort)
        answer, share = _likeliest(broken, answer, network, suspicions)
        yield from _several(broken, answer, share, network, suspicions)


def _components(broken: Iterable[Constraint]) -> list[tuple[Constraint, ...]]:
    """Failures that share numbers, directly or through others."""
    groups: list[tuple[set[str], list[Constraint]]] = []
    for constraint in broken:
        numbers, members = set(constraint.numbers), [constraint]
        for group in [g for g in groups if g[0] & numbers]:
            groups.remove(group)
            numbers, members = numbers | group[0], group[1] + members
        groups.append((numbers, members))
    return [tuple(members) for _, members in groups]


def _weighed(found: list[Suspicion], whole: Decimal = _ONE) -> tuple[tuple[Suspicion, Decimal], ...]:
    """Likelihoods as shares of how sure it is that one of them is wrong."""
    highest = max(suspicion.likelihood for suspicion in found)
    weights = [(suspicion.likelihood - highest).exp() for suspicion in found]
    return tuple(
        (suspicion, (whole * weight / sum(weights)).quantize(Decimal("0.01")))
        for suspicion, weight in zip(found, weights, strict=True)
    )


def _cheapest(
    broken: tuple[Constraint, ...], network: Network, suspicions: Suspicions, effort: int, right: str = ""
) -> Correction:
    """The cheapest set of numbers that explains all; ``right`` is one that is believed."""
    free, near = _surroundings(broken, network)
    free = [key for key in free if key != right]
    costs = {key: _cost(key, network, suspicions) for key in free}
    unexplained = suspicions.context.standard.blame.costs.unexplained
    return cheapest_change(
        [network.numbers[key] for key in free], costs, near, network.printed, unexplained=unexplained, effort=effort
    )


def _likeliest(
    broken: tuple[Constraint, ...], answer: Correction, network: Network, suspicions: Suspicions
) -> tuple[Correction, Decimal]:
    """Of the cheapest set, and of those no larger without a number in it that no slip explains, the likeliest; and how likely among them.

    What is cheapest is not always likeliest: a rate is readily doubted, though no slip made it what it is.
    """
    if not answer.proved or not _PAIR <= len(answer.changed) <= _TOGETHER:
        return answer, _ONE  # where much is wrong, no set is likely enough to look for others
    scores = _scores(answer, network, suspicions)
    odd = [key for key, found in scores.items() if found is None or found.slip is None]
    if not odd:
        return answer, _ONE
    tried = sorted(odd, key=lambda key: not network.numbers[key].is_rate)[:_OTHER_SETS]
    others = (_cheapest(broken, network, suspicions, _LEAST_EFFORT, right=key) for key in tried)
    known = [(score, answer)] if (score := _score(scores)) is not None else []
    for other in others:
        score = _score(_scores(other, network, suspicions))
        unexplained = other.excused - other.changed.keys() <= answer.excused - answer.changed.keys()
        same = any(other.changed.keys() == each.changed.keys() for _, each in known)
        if score is not None and unexplained and len(other.changed) <= len(answer.changed) and not same:
            known.append((score, other))
    if not known:
        return answer, _ONE
    best, chosen = max(known, key=lambda pair: pair[0])
    return chosen, 1 / sum(((score - best).exp() for score, _ in known), Decimal(0))


def _scores(answer: Correction, network: Network, suspicions: Suspicions) -> dict[str, Suspicion | None]:
    """What each number of a set is suspected of while the others are mended."""
    mended = _determined(answer.changed, network, suspicions)
    found: dict[str, Suspicion | None] = {}
    for key in answer.changed:
        others = {**network.printed, **{k: value for k, value in mended.items() if k != key}}
        found[key] = suspicions.of(network.numbers[key], others, answer.changed.keys() - mended.keys() - {key})
    return found


def _score(found: Mapping[str, Suspicion | None]) -> Decimal | None:
    """How likely a set is, as a logarithm; None where one of its numbers explains nothing."""
    known = [suspicion.likelihood for suspicion in found.values() if suspicion is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None


def _several(
    broken: tuple[Constraint, ...], answer: Correction, share: Decimal, network: Network, suspicions: Suspicions
) -> Iterator[Cause]:
    """Causes where no single number explains all: for each number of the set the alternatives; ``share`` is how likely the set is."""
    mended = _determined(answer.changed, network, suspicions)
    for key in answer.changed:
        others = {**network.printed, **{k: value for k, value in mended.items() if k != key}}
        doubted = answer.changed.keys() - mended.keys() - {key}
        rates = frozenset(k for k in answer.changed if network.numbers[k].is_rate and k != key)
        explained = tuple(c for c in broken if key in c.numbers)
        decided = [c for c in explained if (doubted | rates).isdisjoint(c.numbers)]
        left = tuple(c for c in decided if not c.holds(others))
        alone = suspicions.explaining(left, others, doubted | rates)
        if alone:
            yield Cause(_weighed(alone, share), left, answer.proved)
        elif explained and (left or not decided):
            yield Cause(
                ((Suspicion(network.numbers[key], mended.get(key), None, Decimal(0)), Decimal(1)),),
                explained,
                answer.proved,
            )


def _determined(changed: Iterable[str], network: Network, suspicions: Suspicions) -> dict[str, Decimal]:
    """What the equations say of the numbers to be changed; those of which they say nothing are left out.

    Where they only say what several numbers are together, the values that stand beside them decide, if just one choice fits best.
    """
    mended = _one_by_one(tuple(changed), {}, network, suspicions)
    waiting = [key for key in changed if key not in mended and not network.numbers[key].is_rate]
    if not 1 < len(waiting) <= _TOGETHER:
        return mended
    beside = {key: suspicions.beside(network.numbers[key]) for key in waiting}
    fits: dict[frozenset[tuple[str, Decimal]], int] = {}
    for key in waiting:
        for value in beside[key]:
            guess = _one_by_one(tuple(k for k in changed if k != key), {**mended, key: value}, network, suspicions)
            if guess.keys() >= set(waiting):
                chosen = frozenset((k, guess[k]) for k in waiting)
                fits[chosen] = sum(found in beside[k] for k, found in chosen)
    best = [chosen for chosen, fit in fits.items() if fit == max(fits.values())]
    return {**mended, **dict(best[0])} if len(best) == 1 else mended


def _one_by_one(
    changed: tuple[str, ...], known: Mapping[str, Decimal], network: Network, suspicions: Suspicions
) -> dict[str, Decimal]:
    """The values that the equations determine, each with the help of those already known."""
    mended = dict(known)
    waiting = [key for key in changed if key not in mended]
    progress = True
    while progress:
        progress = False
        for key in waiting:
            others = frozenset(waiting) - {key}
            found = suspicions.of(network.numbers[key], {**network.printed, **mended}, others)
            if found is not None and found.value is not None:
                mended[key] = found.value
                waiting.remove(key)
                progress = True
                break
    return mended


def _surroundings(broken: Iterable[Constraint], network: Network) -> tuple[list[str], list[Constraint]]:
    """The numbers within two hops of the failures, and every constraint that mentions one of them.

    A rate ties its operands as long as it is believed: whoever may doubt an operand may doubt the rate instead.
    """
    keys = dict.fromkeys(key for constraint in broken for key in constraint.numbers)
    near: dict[Constraint, None] = {}
    for _ in range(_HOPS - 1):
        near.update((constraint, None) for key in keys for constraint in network.touching[key])
        nonzero = (key for constraint in near for key in constraint.numbers if network.printed[key])
        keys |= dict.fromkeys(nonzero)
    near.update((constraint, None) for key in keys for constraint in network.touching[key])
    keys |= dict.fromkeys(constraint.witness for constraint in near if constraint.witness)
    return list(keys), list(near)


def _cost(key: str, network: Network, suspicions: Suspicions) -> Decimal:
    """What it costs to call a number wrong."""
    number, costs = network.numbers[key], suspicions.context.standard.blame.costs
    reasons = (
        (not number.amount.value and not suspicions.is_unfilled(number), costs.zero),
        (number.is_rate, costs.rate),
        (suspicions.is_copied(number), costs.copied),
    )
    cost = costs.number + costs.per_equation * len(network.touching[key])
    return cost + sum((weight for applies, weight in reasons if applies), Decimal(0))
