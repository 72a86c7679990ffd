"""From exact yuan to printed numbers: a policy decides once for every fact, and every consumer asks it."""

from juesuan.preparing.rounding.figures import Figures
from juesuan.preparing.rounding.plain import in_unit, percentage, plain, printed, rounded
from juesuan.preparing.rounding.policies import POLICIES

__all__ = ["POLICIES", "Figures", "in_unit", "percentage", "plain", "printed", "rounded"]
