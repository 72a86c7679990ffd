"""Counting as Word's automatic numbering prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["numeral"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _chinese(number: int, digits: str, units: tuple[str, str, str], zero: str) -> str:
    """A number below 10 000 with place values: 一百零五."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return text or zero


def _counting(number: int) -> str:
    text = _chinese(number, _DIGITS, ("十", "百", "千"), "零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL_DIGITS, ("拾", "佰", "仟"), "零")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """a…z, then aa, bb, as Word does it."""
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def _from_block(first: int, size: int) -> Callable[[int], str]:
    def symbol(number: int) -> str:
        return chr(first + number - 1) if number <= size else str(number)

    return symbol


def _from_list(symbols: str) -> Callable[[int], str]:
    def symbol(number: int) -> str:
        return symbols[(number - 1) % len(symbols)]

    return symbol


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _from_list(_STEMS),
    "ideographZodiac": _from_list(_BRANCHES),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalEnclosedCircle": _from_block(0x2460, 20),
    "decimalEnclosedCircleChinese": _from_block(0x2460, 20),
    "decimalEnclosedParen": _from_block(0x2474, 20),
    "decimalEnclosedFullstop": _from_block(0x2488, 20),
    "ideographEnclosedCircle": _from_block(0x3280, 10),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


def numeral(number: int, kind: str) -> str:
    """A number in one of the formats of ``w:numFmt``; Arabic digits for those not known, and for numbers out of range."""
    return _FORMATS.get(kind, str)(number) if 0 < number < 10_000 else str(number)
