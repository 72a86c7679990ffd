"""Counts and rates from which nothing follows: what neither a form nor a rule speaks of (students, acres, enterprises)."""

from __future__ import annotations

from juesuan.model import NumberKind
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.numbers_in_prose import Figure
from juesuan.standard.narrative import Grammar

__all__ = ["is_described"]

_MARK = expression(r"[，。；：:;,、（）()]")

_REACH = 12


def is_described(text: str, figure: Figure, section: str, grammar: Grammar) -> bool:
    """Whether a number that was tied to nothing only describes: a count outside the explanation, or of what its section does not owe."""
    described, main = grammar.described, section.partition(".")[0]
    if figure.kind is NumberKind.PERCENT:
        owed = described.rates.get(main)
        return owed is not None and owed.search(_clause(text, figure)) is None
    if figure.kind is not NumberKind.COUNT:
        return False
    asked = described.asked.get(main)
    if asked is None or described.things.match(text, figure.stop) is not None:
        return True
    if described.owners.search(text[max(0, figure.start - _REACH) : figure.start]) is not None:
        return True
    return asked.search(_clause(text, figure)) is None


def _clause(text: str, figure: Figure) -> str:
    starts = [mark.end() for mark in _MARK.finditer(text, 0, figure.start)]
    end = _MARK.search(text, figure.stop)
    return text[starts[-1] if starts else 0 : end.start() if end is not None else len(text)]
