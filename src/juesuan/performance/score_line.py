"""One scored line of a performance form, with what it rests on."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from juesuan.performance.evidence.shown import Shown

__all__ = ["ScoreLine"]

_NONE = Decimal(0)


class ScoreLine(Struct, frozen=True):
    """One scored line of a form: an indicator, the execution rate, or a row of another scored block.

    Attributes:
        levels: its names. target: 年度指标值.
        actual: the value that it is scored by; source: where that is from: ``填写``, ``佐证``, ``账上`` or empty where there is none.
        shown: what the evidence shows; None where the line has no measure. differs: it is not what was filled in.
        points: 分值. score: 得分; None where nobody can say, for there is no value.
        due: what the rule gives where the unit gave itself another score. deviation: 偏差度 as printed.
        lost: points that were lost. reason: 偏差原因分析及改进措施. lacks_reason: it is missing.
    """

    levels: tuple[str, str, str]
    target: str
    actual: str
    source: str
    points: Decimal
    score: Decimal | None
    shown: Shown | None = None
    differs: bool = False
    due: Decimal | None = None
    deviation: str = ""
    lost: Decimal = _NONE
    reason: str = ""
    lacks_reason: bool = False

    @property
    def name(self) -> str:
        """The last of its names."""
        return next((name for name in reversed(self.levels) if name), "")
