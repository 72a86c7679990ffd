"""Numbers as Excel shows them: a cell stores 0.9623 and a format, the reader sees 96.23%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

__all__ = ["BUILT_IN", "MAX_EXPONENT", "displayed"]

MAX_EXPONENT = 308
"""Excel's own limit; without one, a cell with 1E+999999999 would be spelt out digit by digit."""

_STORED = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel stores 15 significant digits; what lies behind them (3878.8399999999997) is an artefact of binary numbers."""

_GENERAL_DIGITS = 10
"""Digits that the format General shows of a number with a fraction: eleven characters with the point."""

_PRINTED_DECIMALS = 6
"""A fraction no longer than this was typed in, and General shows it whole."""

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 31: 'yyyy"年"m"月"d"日"', 37: "#,##0 ;-#,##0 ", 38: "#,##0 ;-#,##0 ",
    39: "#,##0.00 ;-#,##0.00 ", 40: "#,##0.00 ;-#,##0.00 ", 41: '#,##0 ;-#,##0 ;"-" ', 42: '#,##0 ;-#,##0 ;"-" ',
    43: '#,##0.00 ;-#,##0.00 ;"-"?? ', 44: '#,##0.00 ;-#,##0.00 ;"-"?? ', 49: "@",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file refers to by number only; those not listed are shown as General."""

LONGEST_CODE = 255
"""Excel's own limit; a number with a longer format is shown as General."""

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*);')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<padding>.)|\*(?P<fill>.)'
    r"|(?P<general>General|G/通用格式)|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)"
    r"|(?P<date>(?i:yyyy|yy|m+|d+|h+|s+|am/pm|上午/下午))|(?P<other>.)"
)
_DAY_ONE, _DAY_ONE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  serials know no time zone
_CURRENCY = re.compile(r"\$([^-]*)")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}


@dataclass(frozen=True, slots=True)
class _FormatSection:
    """One of the up to four sections of a format code, taken apart."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    is_date: bool
    shift: int

    @property
    def is_general(self) -> bool:
        """Shown as General: because it says so, or because it is a fraction or a power of ten, which no amount is."""
        kinds = [kind for kind, _ in self.tokens]
        return "general" in kinds or kinds.count("number") > 1


def displayed(value: Decimal, code: str, is_1904: bool = False) -> str:
    """The number as a cell of this format shows it."""
    if not value.is_finite() or abs(value.adjusted()) > MAX_EXPONENT:
        return str(value)
    value = _STORED.plus(value)
    if len(code) > LONGEST_CODE:
        return _general(value)
    section, signed = _section_for(value, _sections(code))
    if not code or code == "@" or section.is_general:
        return _general(value)
    try:
        return _date(value, section, is_1904) if section.is_date else _number(value, section, signed)
    except ArithmeticError:  # hundreds of decimals, or of percent signs: no program writes such a format
        return _general(value)


def _general(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _PRINTED_DECIMALS:
        value = Context(prec=_GENERAL_DIGITS, rounding=ROUND_HALF_UP).plus(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_FormatSection, ...]:
    return tuple(_section(match[1]) for match in _SECTION.finditer(code + ";"))


def _section(part: str) -> _FormatSection:
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    shift = 0
    for match in _TOKEN.finditer(part):
        kind = next(name for name, text in match.groupdict().items() if text is not None and name != "scale")
        text = match[kind]
        if kind == "number":
            # A comma behind the last digit divides by a thousand, one between digits groups them.
            digits = text.rstrip(",")
            shift -= 3 * (len(text) - len(digits) + len(match["scale"]))
            tokens.append((kind, digits))
        elif kind == "bracket":
            currency = _CURRENCY.match(text)
            limit = _CONDITION.fullmatch(text)
            condition = (limit[1], Decimal(limit[2])) if limit else condition
            tokens.append(("text", currency[1] if currency else ""))
        elif kind in ("padding", "fill"):
            tokens.append(("text", " "))
        elif kind in ("quoted", "escaped", "other"):
            shift += 2 if text == "%" and kind == "other" else 0
            tokens.append(("text", text))
        else:
            tokens.append((kind, text))
    kinds = {kind for kind, _ in tokens}
    return _FormatSection(tuple(tokens), condition, "date" in kinds and "number" not in kinds, shift)


def _section_for(value: Decimal, sections: tuple[_FormatSection, ...]) -> tuple[_FormatSection, bool]:
    """The section for a number, and whether a minus sign is to be printed with it."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _COMPARISONS[section.condition[0]](value, section.condition[1]):
                return section, True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[0], True


def _number(value: Decimal, section: _FormatSection, signed: bool) -> str:
    shifted = abs(value.scaleb(section.shift))
    texts = [_digits(shifted, text) if kind == "number" else text for kind, text in section.tokens]
    printed = "".join(texts).strip()
    return f"-{printed}" if signed and value < 0 else printed


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, Context(prec=MAX_EXPONENT * 2))
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if "." in text:
        head, tail = text.split(".")
        optional = len(fraction) - len(fraction.rstrip("#?"))
        kept = tail.rstrip("0") if optional else tail
        tail = tail[: max(len(kept), len(fraction) - optional)]
        text = f"{head}.{tail}" if tail else head
    if rounded < 1 and "0" not in whole:
        text = text.removeprefix("0")
    return text.rjust(whole.replace(",", "").count("0"), "0")


def _date(value: Decimal, section: _FormatSection, is_1904: bool) -> str:
    if not 0 <= value < 2_958_466:  # the serial of 10000-01-01, where Excel's calendar ends too
        return _general(value)
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    moment = (_DAY_ONE_1904 if is_1904 else _DAY_ONE) + timedelta(seconds=seconds)
    texts: list[str] = []
    after_hour = False
    for kind, text in section.tokens:
        if kind == "date":
            texts.append(_date_part(moment, text.lower(), after_hour))
            after_hour = text.lower().startswith("h")
        elif kind == "text":
            texts.append(text)
    return "".join(texts).strip()


def _date_part(moment: datetime, token: str, after_hour: bool) -> str:
    if token.startswith("y"):
        return f"{moment.year}" if token == "yyyy" else f"{moment.year % 100:02d}"
    if "/" in token:
        return "上午" if moment.hour < 12 else "下午"
    number = {
        "m": moment.minute if after_hour else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[token[0]]
    return f"{number:0{min(len(token), 2)}d}"
