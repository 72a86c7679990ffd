"""Amounts typed in 万元 for 元, or the other way round: each typed figure is held against the books, last year and the budget."""

from juesuan.preparing.magnitudes.doubts import Doubt, amount_fields, doubts, named_figures
from juesuan.preparing.magnitudes.examining import doubted_figures
from juesuan.preparing.magnitudes.figures import TypedFigure, figures_of
from juesuan.preparing.magnitudes.suspicion import UnitSlip, incomparable, slips
from juesuan.preparing.magnitudes.whole import WholeSlip, whole_slip

__all__ = [
    "Doubt",
    "TypedFigure",
    "UnitSlip",
    "WholeSlip",
    "amount_fields",
    "doubted_figures",
    "doubts",
    "figures_of",
    "incomparable",
    "named_figures",
    "slips",
    "whole_slip",
]
