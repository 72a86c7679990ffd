"""Fits the weights of the blame on planted slips and writes them into the standard.

    python bench/planted/fit.py [--each N] [--seed N] [--write]

For every planted slip the numbers are noted each of which alone would explain what fails, with what speaks for each. The weights
are those under which the numbers that were changed are likeliest (a conditional logit), each held back towards what it is now: what
the bench never plants stays as it is. ``--write`` puts them into ``data/blame.toml``; what is fitted is only as good as the mistakes
that are planted are like those that people make.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import numpy
from documents import example
from planting import Error, Target, Ties, changed, clean, plant_slips, targets, value_of
from tally import key_now

import juesuan
from juesuan.checking.blame.slips import weight_of
from juesuan.checking.blame.suspicion import Suspicion, Suspicions
from juesuan.standard import builtin

FILE = Path(__file__).resolve().parents[2] / "src" / "juesuan" / "standard" / "data" / "blame.toml"
FITTED = ("evidence", "slips")
KEPT = {"settles", "explained", "spread"}
"""What such slips do not tell: they seldom settle other rules, never explain blocks, and made documents know every value closely."""
ROUNDS = 400
UNNAMED = 0.2  # of the mistakes are no slips of the hand: old drafts, other sources; else a slip would seem to explain everything
HELD = 12.0  # how many typical slips it takes to move a weight halfway to what they say
Features = Mapping[str, float]


def main() -> int:
    """Fits and prints; with ``--write`` writes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=80)
    parser.add_argument("--seed", type=int, default=2)  # not the slips that the bench measures with
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    samples = [
        sample for edition in builtin().layouts.prepared for sample in _samples(edition, options.each, options.seed)
    ]
    several = [sample for sample in samples if len(sample[0]) > 1]
    now = _now()
    fitted = _fitted(several, now)
    print(f"{len(samples)} slips, {len(several)} with more than one suspect")
    for name in sorted(now):
        count = sum(bool(sample[0][sample[1]].get(name)) for sample in several)
        print(f"{name:24} {now[name]:6.2f} -> {fitted[name]:6.2f}   {count}")
    print(f"logarithm of the likelihood {_likelihood(several, now):.1f} -> {_likelihood(several, fitted):.1f}")
    if options.write:
        _write(fitted)
    return 0


def _samples(edition: str, each: int, seed: int) -> Iterator[tuple[list[Features], int]]:
    """Of every planted slip: what speaks for each suspect, and which one it was."""
    chance = random.Random(f"{seed} {edition}")
    disclosure = example(edition)
    usable, ties = list(clean(targets(disclosure))), Ties(disclosure)
    asked: list[list[Suspicion]] = []
    explaining = Suspicions.explaining

    def noted(self: Suspicions, *arguments: object) -> list[Suspicion]:
        found = explaining(self, *arguments)  # type: ignore[arg-type]
        asked.append(found)
        return found

    Suspicions.explaining = noted  # type: ignore[method-assign]
    for _ in range(each):
        error = plant_slips(chance, usable, 1, ties)[0] if chance.random() > UNNAMED else _unnamed(chance, usable, ties)
        asked.clear()
        juesuan.check(changed(disclosure, [error]))
        (old,) = error.was
        keys = {old, key_now(old, error)}
        for found in asked:
            places = [place for place, suspicion in enumerate(found) if suspicion.number.key in keys]
            if places:
                yield [_features(suspicion) for suspicion in found], places[0]
                break
    Suspicions.explaining = explaining  # type: ignore[method-assign]


def _unnamed(chance: random.Random, usable: Sequence[Target], ties: Ties) -> Error:
    """A number in place of which another one stands, of as many digits, that no slip of the hand explains."""
    while True:
        target = chance.choice(usable)
        printed = re.sub(r"[0-9]", lambda _: chance.choice("123456789"), target.raw)
        if ties.shows(target.key, value_of(printed)):
            return Error("unnamed", target.source, target.mentions, {target.key: target.raw}, {target.key: printed})


def _features(suspicion: Suspicion) -> Features:
    """What speaks for a suspect, by the names of the weights; what is not weighed is under the empty name."""
    found = {f"evidence.{name}": float(much) for name, much in suspicion.reasons.items()}
    slip = weight_of(suspicion.slip)
    if slip:
        found[f"slips.{slip}"] = 1.0
    weighed = sum(_now()[name] * much for name, much in found.items())
    return {**found, "": float(suspicion.likelihood) - weighed}


def _now() -> dict[str, float]:
    weights = builtin().blame
    return {
        f"{table}.{name}": float(getattr(getattr(weights, table), name))
        for table in FITTED
        for name in getattr(weights, table).__struct_fields__
    }


def _arrays(samples: Sequence[tuple[list[Features], int]], names: Sequence[str]) -> list[tuple[numpy.ndarray, int]]:
    return [
        (numpy.array([[each.get(name, 0.0) for name in ("", *names)] for each in found]), right)
        for found, right in samples
    ]


def _shares(matrix: numpy.ndarray, weights: numpy.ndarray) -> numpy.ndarray:
    scores = matrix[:, 0] + matrix[:, 1:] @ weights
    powers = numpy.exp(scores - scores.max())
    return powers / powers.sum()


def _likelihood(samples: Sequence[tuple[list[Features], int]], weights: Mapping[str, float]) -> float:
    names = sorted(weights)
    vector = numpy.array([weights[name] for name in names])
    return float(sum(numpy.log(_shares(matrix, vector)[right]) for matrix, right in _arrays(samples, names)))


def _fitted(samples: Sequence[tuple[list[Features], int]], now: Mapping[str, float]) -> dict[str, float]:
    """The likeliest weights, by Newton's method on a concave function."""
    names = sorted(name for name in now if name.rpartition(".")[2] not in KEPT)
    before = numpy.array([now[name] for name in names])
    kept = {name: weight for name, weight in now.items() if name not in names}
    data = _arrays([([_with(each, kept) for each in found], right) for found, right in samples], names)
    weights = before.copy()
    for _ in range(ROUNDS):
        gradient, curvature = HELD * (before - weights), HELD * numpy.eye(len(names))
        for matrix, right in data:
            shares = _shares(matrix, weights)
            means = shares @ matrix[:, 1:]
            gradient += matrix[right, 1:] - means
            curvature += (matrix[:, 1:].T * shares) @ matrix[:, 1:] - numpy.outer(means, means)
        step = numpy.linalg.solve(curvature, gradient)
        weights += step / max(1.0, float(numpy.abs(step).max()))
        if numpy.abs(step).max() < 1e-9:
            break
    return {**now, **{name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}}


def _with(features: Features, kept: Mapping[str, float]) -> Features:
    """Features of which those of weights that are not fitted are put under the empty name."""
    fixed = sum(weight * features.get(name, 0.0) for name, weight in kept.items())
    return {**features, "": features[""] + fixed}


def _write(fitted: Mapping[str, float]) -> None:
    """Changes the numbers in the file and nothing else of it."""
    table, lines = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        table = found[1] if (found := re.match(r"\[(\w+)\]", line)) else table
        name = line.partition(" = ")[0]
        weight = fitted.get(f"{table}.{name}")
        lines.append(line if weight is None else re.sub(r"= -?[\d.]+", f"= {Decimal(str(weight)):.2f}", line))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
