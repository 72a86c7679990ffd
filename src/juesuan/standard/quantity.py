"""The little grammar of target and actual values: operator, number, unit (``≥20人``, ``=100%``, ``不低于90%``, ``2.4万人``).

Only a text that is nothing but a quantity is one. Dates, periods and ranges (``2022年``, ``3-10月``, ``12月底前``, ``5%-10%``) are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import Amount, Unit
from juesuan.model.expressions import expression

__all__ = ["Quantity", "find_quantities", "is_percent", "parse_quantity"]

_OPERATORS = {
    ">=": "≥|≧|⩾|>=|≥=|不低于|不少于|不小于|大于等于|大于或等于|至少",
    "<=": "≤|≦|⩽|<=|不高于|不超过|不大于|不多于|小于等于|小于或等于|至多",
    ">": ">|＞|大于|超过|高于|多于",
    "<": "<|＜|小于|低于|少于",
    "=": "=|＝|﹦|等于",
}
_AFTER = {">=": "(?:及|含|（含）)?以上", "<=": "(?:及|含|（含）)?(?:以下|以内)"}
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}
_MONEY = {"元": Unit.YUAN, "万元": Unit.WAN, "亿元": Unit.YI}
_SAME_UNITS = (
    {"人", "名", "人次", "位"},
    {"次", "场", "场次", "期", "批次"},
    {"个", "家", "所", "处"},
    {"家", "家次"},
    {"户", "户次"},
    {"台", "套", "台套", "台（套）"},
)
_DATES = expression("月|日|号|年[底前末度内中]|季度|时前|点")
_DIGITS = 18

_NUMBER = r"(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
_UNIT = r"(?P<scale>(?:百(?!分)|[千万亿])?)(?P<unit>%|百分比|[^\d\s.,，。;；:：~～\-—+±<>≥≤=%]{0,6}?)"
_BEFORE = "|".join(f"(?P<before{index}>{pattern})" for index, pattern in enumerate(_OPERATORS.values()))
_BEHIND = "|".join(f"(?P<behind{index}>{pattern})" for index, pattern in enumerate(_AFTER.values()))
_DONE = "实际(?:支付|支出|完成|执行|投入|使用|发生|到位)?(?:了|为|数)?"
"""What people write in front of a result."""
_QUANTITY = expression(rf"(?:{_DONE})?(?:均|约)?(?:{_BEFORE})?{_NUMBER}{_UNIT}(?:{_BEHIND}|左右)?[。.]?")

_IN_TEXT = expression(
    r"(?<![\d.A-Za-z+\-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[百千万亿]?)"
    r"(?P<unit>(?<=万)(?=[，。；、,;)）]|$)|%|元|(?:人次|家次|户次|人|名|家|个|台套|台|套|次|场次|场|批次|期|所|处|辆|份|件|篇|项|户|条|亩|公里|平方米|吨|张|座|艘|栋|幢|间)(?![A-Za-z\d]))"
)


class Quantity(Struct, frozen=True):
    """A quantity as printed.

    Attributes:
        operator: ``>=`` ``<=`` ``>`` ``<`` ``=``, or empty.
        amount: the number in units of ``measure``, a scale word multiplied in (``2.4万人`` is 24000 with -3 decimals).
        measure: measure word as printed, ``%``, or empty; a scale word without any (``3665万``) stands here itself.
    """

    operator: str
    amount: Amount
    measure: str

    @property
    def value(self) -> Decimal:
        """The bare number."""
        return self.amount.value

    def comparable(self, other: Quantity) -> bool:
        """Whether both count the same thing. A bare number may stand for any unit, except that 1 is not 1 %."""
        if self.amount.unit.is_money and other.amount.unit.is_money:
            return True
        if self.measure == other.measure:
            return True
        if self.measure in _SCALES or other.measure in _SCALES:
            percent, bare = (self, other) if is_percent(self) else (other, self)
            return not (is_percent(percent) and 0 < bare.value <= 1)
        return any({self.measure, other.measure} <= words for words in _SAME_UNITS)

    def aligned(self, other: Quantity) -> Amount:
        """The own amount in the other's unit of money, or unchanged. ``3665万`` beside money is money."""
        unit = other.amount.unit
        if not unit.is_money:
            return self.amount
        if self.amount.unit.is_money:
            return self.amount.to(unit)
        return (
            replace(self.amount, unit=Unit.YUAN).to(unit) if self.measure in _SCALES and self.measure else self.amount
        )

    def met_by(self, actual: Quantity) -> bool | None:
        """Whether an actual value meets this target; None when the target does not say which side is good."""
        if not self.comparable(actual) or actual.operator not in {"", "="}:
            return None
        value = actual.aligned(self).value
        verdicts = {
            ">=": value >= self.value,
            ">": value > self.value,
            "<=": value <= self.value,
            "<": value < self.value,
        }
        if self.operator in verdicts:
            return verdicts[self.operator]
        if self.operator == "=" and value <= self.value:
            return value == self.value
        return True if value == self.value else None


def is_percent(quantity: Quantity) -> bool:
    """Whether it is a percentage."""
    return quantity.amount.unit is Unit.PERCENT


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """The quantity that the whole text (without white space) is, or None."""
    match = _QUANTITY.fullmatch(text)
    if match is None or len(match["number"]) > _DIGITS:
        return None
    before = [name for index, name in enumerate(_OPERATORS) if match[f"before{index}"]]
    behind = [name for index, name in enumerate(_AFTER) if match[f"behind{index}"]]
    measure = "%" if match["unit"].startswith("百分") else match["unit"]
    if _DATES.match(measure) or _is_date(match["number"], measure):
        return None
    operator = (before or behind or [""])[0]
    if before and behind and before != behind:
        return None
    amount = _amount(match["number"], match["scale"], measure, text)
    return Quantity(operator, amount, measure or match["scale"])


def _is_date(number: str, measure: str) -> bool:
    """``2022年`` and ``2022.12`` are points in time."""
    whole, _, fraction = number.partition(".")
    year = len(whole) == 4 and whole.startswith(("19", "20"))
    return year and (measure == "年" or (not measure and len(fraction) in {1, 2} and 1 <= int(fraction) <= 12))


def _amount(number: str, scale: str, measure: str, raw: str) -> Amount:
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    if scale + measure in _MONEY:
        return Amount(Decimal(plain), _MONEY[scale + measure], decimals, raw)
    power = _SCALES[scale]
    unit = Unit.PERCENT if measure == "%" else Unit.COUNT if measure else Unit.NONE
    return Amount(Decimal(plain).scaleb(power), unit, decimals - power, raw)


def find_quantities(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """Quantities with a known measure word inside running text, with their offsets."""
    for match in _IN_TEXT.finditer(text):
        if len(match["number"]) <= _DIGITS:
            amount = _amount(match["number"], match["scale"], match["unit"], match[0])
            yield match.start(), match.end(), Quantity("", amount, match["unit"])
