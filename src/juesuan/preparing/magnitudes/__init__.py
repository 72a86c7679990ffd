"""Amounts typed in 万元 for 元, or the other way round: each typed figure is held against the books, last year and the budget."""

from juesuan.preparing.magnitudes.doubts import Doubt, doubts, named_figures
from juesuan.preparing.magnitudes.figures import TypedFigure, figures_of
from juesuan.preparing.magnitudes.suspicion import UnitSlip, incomparable, slips

__all__ = ["Doubt", "TypedFigure", "UnitSlip", "doubts", "figures_of", "incomparable", "named_figures", "slips"]
