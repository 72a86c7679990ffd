"""What stands in a cell to a value of the books and back, type by type; what cannot be understood says what to do.

A code is typed with or without its name, an amount in any spelling that offices use, a choice by any of its names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from juesuan.model.whole_numbers import whole_number
from juesuan.preparing.workbook.cells import InputCell
from juesuan.preparing.workbook.days import SERIALS, YEARS, day_of, day_without_year
from juesuan.standard import Standard
from juesuan.standard.codes import Codes, plain_name
from juesuan.standard.workbook import WorkbookField

__all__ = ["Known", "Mistake", "Value", "nearest", "parsed", "same_name", "spelt", "typed_name"]

Value = str | int | Decimal
"""Keys, codes, texts and dates (``2022-07-31``); years and counts; amounts and points."""

_WHOLE = frozenset({"function", "economic", "topic", "year"})
_FEN = Decimal("0.01")
_ITSELF = "本级"
_FULL = 100
_WAN = 10_000
_MOST_DIGITS = 15  # as many as a spreadsheet keeps
_EXAMPLE_YEAR = 2022
_DASHES = "-—–‒―−─"
_DASH = re.compile(f"^[{_DASHES}]")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?¥?(?P<digits>\d{1,3}(?:,\d{3})+|\d*)(?P<fraction>\.\d*)?(?P<close>\))?"
)
_NOT_A_NUMBER = re.compile(r"\d[-/年:：]\d|月|%")
_READABLE_DAY = re.compile(r"\d{4}|[年月]")
_MIDNIGHT = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} 0{1,2}:00(?::00)?")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_CODE = re.compile(
    r"(?P<code>\d+)[\s\-—_:：、.]*(?P<name>\D.*)?|(?P<before>\D+?)[(（]?(?P<after>\d{3,})[)）]?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a cell cannot be used and how to mend it, in Chinese."""

    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What cells are understood against: the standard, the fiscal year, the units in scope, the projects."""

    standard: Standard
    year: int | None = None
    agencies: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def parsed(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake | None:
    """The value of a cell; None when it says nothing."""
    if cell.uncomputed:
        return Mistake("公式没有计算结果。请用 Excel 或 WPS 打开工作簿，保存后再试")
    if cell.text.upper() in _ERRORS:
        return Mistake(f"公式出错（{cell.text}）。请改正公式，或者直接填数")
    if not cell.text:
        return None
    return _PARSERS[field.type](field, _as_typed(field, cell), known)


def _as_typed(field: WorkbookField, cell: InputCell) -> InputCell:
    """A code or a year that is kept as a number, without what its format shows: 2,010,301 and 2.01E+06 are 2010301."""
    if field.type not in _WHOLE or cell.number is None or cell.number != cell.number.to_integral_value():
        return cell
    return InputCell(f"{cell.number:.0f}", cell.number)


def spelt(
    field: WorkbookField, value: Value, codes: Codes, year: int | None, names: Mapping[str, str] | None = None
) -> Value:
    """What to write into a cell, so that :func:`parsed` gives the value again; ``names`` of codes that no list knows."""
    if field.type in _SYSTEMS:
        return _code_text(field.type, str(value), codes, year, names or {})
    if field.type == "topic" and not field.word(str(value)):
        return _code_text("function", str(value), codes, year, names or {})
    if field.choices:
        return field.word(str(value)) or value
    return value


def typed_name(cell: InputCell) -> str:
    """The name that is typed with a code, or an empty string."""
    match = _CODE.fullmatch(_half_width(cell.text).strip())
    return (match["name"] or match["before"] or "").strip() if match else ""


def nearest(word: str, candidates: Iterable[str]) -> str:
    """``“…”？`` for the candidates that a word may have been meant for, or an empty string."""
    close = get_close_matches(word, list(dict.fromkeys(candidates)), n=3, cutoff=0.5)
    return f"是不是{'、'.join(f'“{item}”' for item in close)}？" if close else ""


def same_name(name: str) -> str:
    """A name of a unit or project as names are compared: half-width and without white space."""
    return "".join(_half_width(name).split())


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _text(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    """A text; a date that nobody typed so is what a spreadsheet made of something else (``9-1``, ``2023-09``)."""
    serial = cell.number is not None and cell.number in SERIALS
    short = serial and _NOT_A_NUMBER.search(cell.text) and not _READABLE_DAY.search(cell.text)
    if _MIDNIGHT.fullmatch(cell.text) or short:
        return Mistake(
            f"“{cell.text}”是表格软件改成的日期，不是{field.label}。请把这一格的单元格格式设为“文本”，重新填写原来的内容"
        )
    return cell.text


def _number(cell: InputCell, what: str, units: tuple[str, ...]) -> Decimal | Mistake:
    """The number of a cell; a dash is nothing, brackets are negative, thousands may be separated, a unit may follow."""
    if _NOT_A_NUMBER.search(cell.text):
        return Mistake(f"“{cell.text}”是日期或百分比，不是{what}。请改正单元格格式后重填")
    if cell.number is not None:
        return cell.number
    plain = "".join(_half_width(cell.text).split())
    if not plain.strip(_DASHES):
        return Decimal(0)
    unit = next((unit for unit in units if plain.endswith(unit)), "")
    match = _NUMBER.fullmatch(_DASH.sub("-", plain.removesuffix(unit)))
    digits = f"{match['digits']}{match['fraction'] or ''}".replace(",", "") if match else ""
    if match is None or not digits.strip(".") or bool(match["open"]) != bool(match["close"]):
        hint = _in_yuan(plain) if "万" in plain else "请只填数字"
        return Mistake(f"“{cell.text}”不是{what}，{hint}")
    value = Decimal(digits)
    return -value if match["open"] or match["sign"] == "-" else value


def _in_yuan(plain: str) -> str:
    """What is said of an amount with 万 in it: how it is written in 元, where that is plain."""
    match = _NUMBER.fullmatch(re.sub("万元?$", "", plain))
    digits = f"{match['digits']}{match['fraction'] or ''}".replace(",", "") if match else ""
    if match is None or match["open"] or match["close"] or not digits.strip("."):
        return "单位是元，不要写“万元”"
    return f"单位是元，不要写“万元”：应填 {match['sign'] or ''}{Decimal(digits) * _WAN:.2f}"


def _amount(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    number = _number(cell, "金额", ("元",))
    if isinstance(number, Mistake):
        return number
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        return Mistake(f"“{cell.text}”位数过多，不像金额")
    if number != number.quantize(_FEN):
        return Mistake(
            f"{number:f} 有三位以上小数。金额单位是元，应精确到分（两位小数）；按万元填的，请乘以 10000，不要只改成两位小数"
        )
    return number.quantize(_FEN)


def _count(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    number = _number(cell, "数量", ("人次", "批次", "个", "辆", "批", "人", "次", "台", "套"))
    if isinstance(number, Mistake):
        return number
    if number < 0 or number != int(number):
        return Mistake(f"“{cell.text}”不是数量，应为 0 或正整数")
    return int(number)


def _points(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    number = _number(cell, "分数", ("分",))
    if isinstance(number, Mistake):
        return number
    if number < 0 or number > _FULL:
        return Mistake(f"“{cell.text}”不是分数，应为 0 至 {_FULL} 分")
    if number != number.quantize(_FEN):
        return Mistake(f"“{cell.text}”有三位以上小数，分数最多两位小数")
    return number


def _year(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    text = "".join(_half_width(cell.text).split()).removesuffix("度").removesuffix("年")
    year = whole_number(text)
    if year is not None and year in YEARS:
        return year
    return Mistake(f"“{cell.text}”不是年度，应为四位数年份，如 2022")


def _date(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    plain = "".join(_half_width(cell.text).split())
    found = day_of(plain, cell)
    if found is not None:
        return found
    meant = day_without_year(plain, known.year) if known.year else None
    if meant is not None:
        return Mistake(f"“{cell.text}”没有写年份，是本年的应写成 {meant}")
    return Mistake(f"“{cell.text}”不是日期，应写成 {known.year or _EXAMPLE_YEAR}-07-31 的样子")


def _choice(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    key = field.chosen(cell.text)
    if key:
        return key
    words = [choice.word for choice in field.choices]
    return Mistake(f"{field.label}“{cell.text}”不认识。{nearest(cell.text, words)}可填：{'、'.join(words)}")


def _code(kind: str, label: str, cell: InputCell, known: Known) -> Value | Mistake:
    """A code with its name, or the code alone; the two have to agree."""
    system, codes, year = _SYSTEMS[kind], known.standard.codes, known.year
    match = _CODE.fullmatch(_half_width(cell.text).strip())
    if match is None:
        return Mistake(f"{label}“{cell.text}”没有编码。{system.suggestion(cell.text, codes, year)}请填{system.what}")
    code, name = match["code"] or match["after"], typed_name(cell)
    if len(code) != system.digits:
        return Mistake(f"{label}“{code}”是{len(code)}位，应填{system.what}。{system.suggestion(code, codes, year)}")
    if not system.valid(code, codes, year):
        if name and system.may_be_new(code, name, codes, year):
            return code
        when, todo = (
            f"在{year}年度" if year else "",
            "" if codes.is_known(code) or kind != "function" else "编码无误的，请在编码后写上科目名称",
        )
        return Mistake(f"{label}“{code}”{when}不存在。{system.suggestion(code, codes, year)}{todo}")
    named = plain_name(name).rstrip("。.")
    if (
        named
        and not codes.uncertain(code)
        and named not in {plain_name(other) for other in system.names(codes, code, None)}
    ):
        return Mistake(
            f"{label}“{cell.text}”的编码和名称不一致：{code} 是“{system.name(codes, code, year)}”。请核对编码"
        )
    return code


@dataclass(frozen=True, slots=True)
class _System:
    """One of the two classifications."""

    what: str
    digits: int
    codes: Callable[[Codes, int | None], tuple[str, ...]]
    name: Callable[[Codes, str, int | None], str]
    names: Callable[[Codes, str, int | None], tuple[str, ...]]

    def valid(self, code: str, known: Codes, year: int | None) -> bool:
        """Whether a department may have the code in the year."""
        return bool(self.names(known, code, year)) and (
            self.digits != len("2010301") or known.valid_class(code[:3], year)
        )

    def may_be_new(self, code: str, name: str, known: Codes, year: int | None) -> bool:
        """Whether a named code may be one that the lists have not got yet, and not a slip in one that they have."""
        if known.is_known(code) or self.digits != len("2010301") or not known.valid_class(code[:3], year):
            return False
        return all(
            plain_name(self.name(known, other, year)) != plain_name(name) for other in self._siblings(code, known, year)
        )

    def _siblings(self, code: str, known: Codes, year: int | None) -> list[str]:
        return [other for other in self.codes(known, year) if other[: self.digits - 2] == code[: self.digits - 2]]

    def suggestion(self, text: str, known: Codes, year: int | None) -> str:
        """The codes that were probably meant, with their names; the nearest by digits, or by name."""
        codes = self.codes(known, year)
        if text.isdecimal():
            close = get_close_matches(text, self._siblings(text, known, year) or codes, n=3, cutoff=0.6)
        else:
            close = [code for code in codes if plain_name(self.name(known, code, year)) == plain_name(text)][:3]
        return f"最接近的是 {'、'.join(f'{code} {self.name(known, code, year)}' for code in close)}。" if close else ""


_SYSTEMS: Mapping[str, _System] = {
    "function": _System("“项”的7位编码", 7, Codes.function_codes, Codes.function_name, Codes.function_names),
    "economic": _System("“款”的5位编码", 5, Codes.economic_codes, Codes.economic_name, Codes.economic_names),
}


def _function(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    return _code("function", field.label, cell, known)


def _economic(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    found = _code("economic", field.label, cell, known)
    if isinstance(found, str) and not found.startswith("3"):
        return Mistake(f"{field.label}“{found}”是政府预算经济分类，应填部门预算经济分类（3开头）")
    return found


def _topic(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    key = field.chosen(cell.text)
    if key or any(character.isdecimal() for character in cell.text):
        return key or _code("function", "功能科目", cell, known)
    words = [choice.word for choice in field.choices]
    return Mistake(
        f"事项“{cell.text}”不认识。{nearest(cell.text, words)}请填固定事项（{'、'.join(words)}）或功能科目“项”的7位编码"
    )


def _named(cell: InputCell, names: Iterable[str]) -> str:
    wanted = same_name(cell.text)
    return next((name for name in names if same_name(name) == wanted), "")


def _agency(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    found = _named(cell, known.agencies)
    if found:
        return found
    own = [name for name in known.agencies if _ITSELF in name] if _ITSELF in cell.text else []
    hint = f"是不是“{own[0]}”？" if len(own) == 1 else nearest(cell.text, known.agencies)
    return Mistake(f"{field.label}“{cell.text}”不在“决算单位”表中。{hint}请改成一致的名称，或在“决算单位”表中补上")


def _project(field: WorkbookField, cell: InputCell, known: Known) -> Value | Mistake:
    found = _named(cell, known.projects) or field.chosen(cell.text)
    if found:
        return found
    words = (*known.projects, *(choice.word for choice in field.choices))
    return Mistake(f"项目“{cell.text}”不在“项目”表中。{nearest(cell.text, words)}请改成一致的名称，或在“项目”表中补上")


def _code_text(kind: str, code: str, codes: Codes, year: int | None, names: Mapping[str, str]) -> str:
    name = _SYSTEMS[kind].name(codes, code, year) or names.get(code, "")
    return f"{code} {name}" if name else code


_PARSERS: Mapping[str, Callable[[WorkbookField, InputCell, Known], Value | Mistake]] = {
    "text": _text,
    "year": _year,
    "date": _date,
    "amount": _amount,
    "count": _count,
    "points": _points,
    "choice": _choice,
    "function": _function,
    "economic": _economic,
    "topic": _topic,
    "agency": _agency,
    "project": _project,
}
