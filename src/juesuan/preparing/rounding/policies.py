"""The policies by name: each decides the printed values of all facts that a document prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from juesuan.model import FactKey
from juesuan.preparing.rounding.figures import Figures
from juesuan.preparing.rounding.footing import footed, last_place
from juesuan.preparing.rounding.identities import Identity, identities
from juesuan.preparing.rounding.plain import in_unit, plain
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["POLICIES", "Policy"]

Policy = Callable[[Figures, Collection[FactKey], Mapping[str, Decimal]], tuple[Figures, list[str]]]
"""Figures, the facts that the document prints, and the given amounts, to decided figures with notes."""


def _plain(figures: Figures, shown: Collection[FactKey], given: Mapping[str, Decimal]) -> tuple[Figures, list[str]]:
    return figures, []


def _footing(figures: Figures, shown: Collection[FactKey], given: Mapping[str, Decimal]) -> tuple[Figures, list[str]]:
    result = footed(figures.facts, shown, figures.layout)
    if not result.complete:
        return figures, [_UNFOOTED]
    moved = sum(value != plain(figures.exact(fact), figures.unit) for fact, value in result.values.items())
    notes = [f"已按合计数调整尾差：{moved} 个数的末位按合计取舍，各数与原值相差不到末位的 1。"] if moved else []
    notes += [_unkept(identity, figures.layout.standard.vocabulary) for identity in result.broken]
    return replace(figures, decided=result.values, rates_of_printed=True), notes


def _given(figures: Figures, shown: Collection[FactKey], given: Mapping[str, Decimal]) -> tuple[Figures, list[str]]:
    vocabulary = figures.layout.standard.vocabulary
    keys = {FactKey.parse(text): yuan for text, yuan in given.items()}
    decided = {key: plain(yuan, figures.unit) for key, yuan in keys.items() if key.measure not in vocabulary.counted}
    notes = [
        f"“{vocabulary.name(key)}”给定的 {yuan} 元不是以{figures.unit.value}公开的数，已四舍五入。"
        for key, yuan in keys.items()
        if key in decided and decided[key] != in_unit(yuan, figures.unit)
    ]
    decided_figures = replace(figures, decided=decided, rates_of_printed=True)
    for identity in identities(figures.facts, shown, last_place(figures.unit), figures.layout):
        terms = list(identity.terms)
        residual = sum((sign * decided_figures.shown(fact) for sign, fact in terms), Decimal(0))
        if residual and identity.equal and all(fact in decided for _, fact in terms if decided_figures.shown(fact)):
            notes.append(
                f"给定的数互相不等：{_said(identity, vocabulary)}，相差 {abs(residual)} {figures.unit.value}。未作改动，请核对。"
            )
    return decided_figures, notes


def _unkept(identity: Identity, vocabulary: Vocabulary) -> str:
    kept = "仍不能相等" if identity.equal else "仍有超过"
    return f"按合计取舍后{kept}：{_said(identity, vocabulary)}。请在表下说明尾差。"


def _said(identity: Identity, vocabulary: Vocabulary) -> str:
    """The identity in words, its parts as far as they are few."""
    parts = " ＋ ".join(map(vocabulary.name, identity.parts[:4])) + (
        f" ＋ … 共 {len(identity.parts)} 项" if len(identity.parts) > 4 else ""
    )
    return f"{' ＋ '.join(map(vocabulary.name, identity.whole))} {'＝' if identity.equal else '≥'} {parts}"


_UNFOOTED = (
    "数据过多，在限定的计算步数内未能找到使各合计都相等的取舍；各数按四舍五入列示，合计可能有尾差，请在表下说明。"
)
POLICIES: Mapping[str, Policy] = {"plain": _plain, "footing": _footing, "given": _given}
"""How amounts are rounded: each by itself; so that every total foots; as the approved reporting tables print them."""
