"""Rows of flattened tables: which word was in which column, from the header's columns, the grammar of values, and arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from juesuan.model import FormField, Indicator
from juesuan.model.expressions import expression
from juesuan.recognising.performance.flat_words import FlatWord, field_of_tokens
from juesuan.standard.patterns import full_match
from juesuan.standard.performance import EvaluationVocabulary

__all__ = ["fund_cells", "indicator_rows"]

_TAIL = ("points", "score", "deviation")
_MONEY = ("initial", "adjusted", "executed")
_SENTENCE_END = expression(r"[。；，！]$")
_WEIGHT = expression(r"[（(]?\d+(?:\.\d+)?分?[）)]?")
_NO_REASON = frozenset({"无", "无偏差", "不适用"})
_HUNDRED = Decimal(100)


def fund_cells(values: Sequence[FlatWord], columns: Sequence[str]) -> dict[str, FormField]:
    """The values of a row of funds by column; empty when they could stand in several columns."""
    if len(values) == len(columns):
        return {column: field_of_tokens([value]) for column, value in zip(columns, values, strict=True)}
    money = [column for column in columns if column in _MONEY]
    leading = 0
    while leading < len(values) and values[leading].is_plain:
        leading += 1
    rate = next((index for index, value in enumerate(values) if value.text.endswith("%")), None)
    if leading == len(money) and (rate is None or rate >= leading):
        cells = dict(zip(money, values, strict=False))
        if rate is not None:
            cells["rate"] = values[rate]
        if rate is None or _gives_rate(cells, values[rate]):
            return {column: field_of_tokens([value]) for column, value in cells.items()}
    return _around_rate(values, money, rate)


def _around_rate(values: Sequence[FlatWord], money: Sequence[str], rate: int | None) -> dict[str, FormField]:
    """Where a blank has vanished, the only placing of the amounts that gives the printed rate: points, rate, score are at the end."""
    if rate is None or rate < 2 or len(values) != rate + 2 or rate - 1 >= len(money):
        return {}
    amounts = values[: rate - 1]
    placings = [
        dict(zip(chosen, amounts, strict=True))
        for chosen in combinations(money, len(amounts))
        if _gives_rate(dict(zip(chosen, amounts, strict=True)), values[rate])
    ]
    if len(placings) != 1:
        return {}
    cells = {**placings[0], "points": values[rate - 1], "rate": values[rate], "score": values[rate + 1]}
    return {column: field_of_tokens([value]) for column, value in cells.items()}


def _gives_rate(cells: dict[str, FlatWord], rate: FlatWord) -> bool:
    if "adjusted" not in cells or "executed" not in cells:
        return False
    adjusted, executed = _number(cells["adjusted"]), _number(cells["executed"])
    if not adjusted:
        return not executed
    printed = Decimal(rate.text.rstrip("%").replace(",", ""))
    exponent = printed.as_tuple().exponent
    half = Decimal("0.5").scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(_HUNDRED * executed / adjusted - printed) <= half


def _number(token: FlatWord) -> Decimal:
    return Decimal(token.text.replace(",", ""))


class _FlatRow(Struct):
    """The words of one row, its figures at the end apart."""

    words: list[FlatWord]
    tail: list[FlatWord]
    reason: list[FlatWord]


def indicator_rows(
    tokens: Sequence[FlatWord], columns: Sequence[str], points: Decimal | None, words: EvaluationVocabulary
) -> list[Indicator]:
    """The rows of the indicator table.

    Args:
        tokens: the words between the header and 总分.
        columns: canonical columns of the header, in order.
        points: what the points of the rows should come to, when it is known; decides whether a column of figures is empty.
        words: the names of levels and the values in words.
    """
    figures = [column for column in columns if column in _TAIL]
    tables = [(figures[:count], _rows(tokens, count, "reason" in columns)) for count in range(len(figures), 0, -1)]
    if "score" in figures and "deviation" in figures:
        without_score = [column for column in figures if column != "score"]
        tables.insert(1, (without_score, _rows(tokens, len(without_score), "reason" in columns)))
    best = next(
        (table for table in tables if points is not None and _points(*table) == points), tables[0] if tables else None
    )
    if best is None:
        return []
    reader = _LevelWords(columns, words)
    return [reader.indicator(row, best[0]) for row in best[1]]


def _points(figures: Sequence[str], rows: Sequence[_FlatRow]) -> Decimal:
    at = figures.index("points") if "points" in figures else None
    return sum((_number(row.tail[at]) for row in rows if at is not None and row.tail[at].is_plain), Decimal(0))


def _rows(tokens: Sequence[FlatWord], count: int, with_reason: bool) -> list[_FlatRow]:
    rows: list[_FlatRow] = []
    words: list[FlatWord] = []
    index = 0
    while index < len(tokens):
        run = index
        while run < len(tokens) and (tokens[run].is_plain or (tokens[run].is_dash and run > index)):
            run += 1
        if run - index < count:
            words += tokens[index : max(run, index + 1)]
            index = max(run, index + 1)
            continue
        words += tokens[index : run - count]
        rows.append(_FlatRow(words, list(tokens[run - count : run]), []))
        words = []
        index = run
        if with_reason:
            index += _reason_length(tokens[run:], tokens[run - 1].line)
            rows[-1].reason = list(tokens[run:index])
    return rows


def _reason_length(following: Sequence[FlatWord], line: int) -> int:
    """How many words after a row's figures are its reason: the rest of the line, and lines up to the last that ends a clause.

    Names of the next row stand on lines of their own and have no punctuation at their end. Where a line holds several rows
    only a sentence or a stock word can be a reason.
    """
    nexts = next(
        (index for index, token in enumerate(following) if token.is_plain or token.is_quantity), len(following)
    )
    same = [index for index in range(nexts) if following[index].line == line]
    ends = [index + 1 for index in range(nexts) if _SENTENCE_END.search(following[index].text)]
    stock = next((index + 1 for index in range(min(1, nexts)) if following[index].text in _NO_REASON), 0)
    several_rows = bool(same) and nexts < len(following) and following[nexts].line == line
    whole_line = 0 if several_rows else len(same)
    return max([whole_line, stock, *ends], default=0)


class _LevelWords:
    """Splits the words of rows into levels, name, target and actual value; remembers the levels that go on."""

    def __init__(self, columns: Sequence[str], known: EvaluationVocabulary) -> None:
        self._columns = columns
        self._known = known
        self._current: dict[str, FormField] = {}

    def indicator(self, row: _FlatRow, figures: Sequence[str]) -> Indicator:
        """One row as an indicator."""
        words = self._without_levels(row.words)
        found: dict[str, FormField] = {column: field_of_tokens([]) for column in self._columns}
        found.update({key: field for key, field in self._current.items() if key in self._columns})
        for column in ("actual", "target"):
            if column in self._columns:
                keep = 1 if "level3" in self._columns else 0
                length = _value_length(words, keep, self._known)
                found[column] = field_of_tokens(words[len(words) - length :])
                words = words[: len(words) - length]
        if "level3" in self._columns:
            found["level3"] = field_of_tokens(words)
        for column, token in zip(figures, row.tail, strict=True):
            found[column] = field_of_tokens([] if token.is_dash else [token])
        if "reason" in self._columns:
            found["reason"] = field_of_tokens(row.reason)
        name = next(
            (found[key] for key in ("level3", "level2", "level1", "points") if key in found and found[key].text), None
        )
        return Indicator(
            level1=found.get("level1"),
            level2=found.get("level2"),
            level3=found.get("level3"),
            target=found.get("target"),
            actual=found.get("actual"),
            points=found.get("points"),
            score=found.get("score"),
            deviation=found.get("deviation"),
            reason=found.get("reason"),
            place=(name or field_of_tokens(row.tail)).place,
        )

    def _without_levels(self, words: list[FlatWord]) -> list[FlatWord]:
        """The words without the names of levels at their beginning, which are remembered.

        Enough words for the other columns are left: an indicator may have the name of a level (``社会效益``).
        """
        needed = sum(column in self._columns for column in ("level3", "target", "actual"))
        for key, names in zip(("level1", "level2"), self._known.levels, strict=True):
            length = self._level_length(words, names) if key in self._columns else 0
            if not length or len(words) - length < needed or (key == "level1" and self._is_second_level(words, length)):
                continue
            if key == "level1":
                self._current.pop("level2", None)
            self._current[key] = field_of_tokens(words[:length])
            words = words[length:]
        return words

    @staticmethod
    def _level_length(words: Sequence[FlatWord], names: tuple[str, ...]) -> int:
        """How many words at the beginning are the name of a level, with its points if printed; 0 for none."""
        text, longest = "", 0
        for index, word in enumerate(words[:6]):
            text += word.text
            if full_match(names, _WEIGHT.sub("", text)):
                longest = index + 1
        return longest

    def _is_second_level(self, words: Sequence[FlatWord], length: int) -> bool:
        """A name of both levels (成本指标) is of the second where one is open already and no second-level name follows."""
        second = self._known.levels[1]
        if "level2" not in self._columns or not self._level_length(words[:length], second):
            return False
        return "level1" in self._current and not self._level_length(words[length:], second)


def _value_length(words: Sequence[FlatWord], keep: int, known: EvaluationVocabulary) -> int:
    """How many of the last words are a value: a quantity, a stock phrase however it was broken, or one word."""
    if len(words) <= keep:
        return 0
    if words[-1].is_quantity:
        return 1
    text, longest = "", 1
    for index, word in enumerate(reversed(words[keep:]), 1):
        text = word.text + text
        if full_match(known.qualitative, text):
            longest = index
    return longest
