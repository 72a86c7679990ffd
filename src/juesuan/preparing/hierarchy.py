"""What a fact is part of, dimension by dimension: the one place that says how facts add up.

:mod:`juesuan.preparing.facts` goes up these chains to compute every total; :mod:`juesuan.preparing.rounding` goes up the same
chains to know which printed numbers must add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from juesuan.model import FactKey
from juesuan.preparing.books import FUNDS

__all__ = ["COUNTED", "PAIRS", "THREE_PUBLIC_ITEMS", "above", "chain", "economic_block"]

COUNTED = frozenset(
    {"vehicles", "equipment", "delegations", "travellers", "receptions", "guests", "projects", "evaluations", "score"}
    | {"affiliates", "offices"}  # units in scope beside the department itself, and those that have 机关运行经费
)
"""Measures that are numbers of things, or points: never converted into 万元, never rounded."""

_PERSONNEL = frozenset({"301", "303"})
_ITEMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "three_public": {
        "vehicle_purchase": ("vehicles", ""),
        "vehicle_operation": ("vehicles", ""),
        "vehicles": ("",),
        "abroad": ("",),
        "reception": ("",),
        "domestic": ("reception", ""),
        "foreign": ("reception", ""),
    },
    "procurement": {"goods": ("",), "works": ("",), "services": ("",)},
}
THREE_PUBLIC_ITEMS = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
"""Which item of “三公” an economic 款 is. “三公” counts basic and project spending, the 款 of the published form basic alone."""

_OPERATING = "spend[fund=gpb,economic=operating,nature=basic]"

PAIRS = tuple(
    (FactKey.parse(one), FactKey.parse(other))
    for one, other in (
        (_OPERATING, "running_costs"),
        ("spend[nature=project]", "project_funds"),
        ("procurement", "procurement[item=sme]"),
        ("procurement[item=sme]", "procurement[item=micro]"),
    )
)
"""Facts of which the second is a part of the first, beside those that the register limits (:mod:`juesuan.standard.limits`)."""


def economic_block(economic: str) -> str:
    """人员经费 or 公用经费, which an economic code is part of."""
    return "personnel" if economic[:3] in _PERSONNEL else "operating"


def chain(measure: str, dimension: str, value: str) -> tuple[str, ...]:
    """What a value of a dimension is part of, itself first, the whole (``""``) last: ``20805`` → ``20805``, ``208``, ``""``."""
    if dimension == "function":
        return (*(value[:length] for length in (7, 5, 3) if length <= len(value)), "")
    if dimension == "fund":
        return (value, "fiscal", "") if value in FUNDS else (value, "") if value == "fiscal" else ("",)
    if dimension in {"nature", "source"}:
        return (value, "")
    if dimension == "economic":
        if not value.isdigit():
            return (value, "")
        return (*(value[:length] for length in (5, 3) if length <= len(value)), economic_block(value), "")
    if dimension == "item":
        return (value, *_ITEMS.get(measure, {}).get(value, ()))
    return (value,)


def above(fact: FactKey) -> Iterator[tuple[str, tuple[FactKey, ...]]]:
    """For each dimension in which a fact is part of something: its name, and the wholes, the nearest first.

    Funds and sources divide the same money, so they are one dimension here. The money of a project form counts to that of all.
    """
    if fact.measure == "spend" and fact.dimensions and fact.dimensions[0][0] == "project":
        yield "project", (FactKey.of("project_funds"),)
    for dimension, value in fact.dimensions:
        wholes = tuple(fact.but(**{dimension: part or None}) for part in chain(fact.measure, dimension, value)[1:])
        if wholes:
            yield ("origin" if dimension in {"fund", "source"} else dimension), wholes
