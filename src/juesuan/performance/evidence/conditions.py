"""Conditions as accountants write them, ``办理状态 是 已解决 且 办理天数 不超过 15``, by the columns of a table to SQL with parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Unit
from juesuan.model.expressions import expression
from juesuan.performance.evidence.engine import quoted
from juesuan.performance.evidence.periods import day_span
from juesuan.performance.evidence.tables import BAD, EvidenceTable, TableColumn
from juesuan.standard.evidence import EvidenceSchema, plain_header
from juesuan.standard.quantity import parse_quantity

__all__ = ["Compiled", "NoMeasure", "compiled", "decided", "filled"]

_AND = expression(r"\s*[,，；;]?\s*(?:并且|而且|且)\s*")
_OPEN, _CLOSE = "“\"「'‘", "”\"」'’"
_LISTED = expression(r"[、,，;；]|或者|或")
_WORD = expression(r"[\u3400-\u9fff]")


class NoMeasure(Exception):
    """Why a measure comes to nothing, in Chinese, without a full stop."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition in SQL, which is NULL where nobody can say, its parameters, and in words.

    ``wanted``: the texts that columns are to have, each with all spellings of it.
    """

    sql: str = "TRUE"
    parameters: tuple[object, ...] = ()
    words: str = ""
    wanted: tuple[tuple[TableColumn, str, tuple[str, ...]], ...] = ()

    def both(self, other: Compiled) -> Compiled:
        """Both of them."""
        if self.sql == "TRUE":
            return other
        if other.sql == "TRUE":
            return self
        words = " 且 ".join(filter(None, (self.words, other.words)))
        wanted = (*self.wanted, *other.wanted)
        return Compiled(f"({self.sql}) AND ({other.sql})", (*self.parameters, *other.parameters), words, wanted)


def compiled(text: str, table: EvidenceTable, schema: EvidenceSchema) -> Compiled:
    """The condition that a text says of a table.

    Raises:
        NoMeasure: when it says none.
    """
    reading = _ConditionReading(table, schema)
    found = Compiled()
    for part in reading.parts(text):
        found = found.both(reading.one(part))
    return found


def filled(column: TableColumn) -> Compiled:
    """That a row has a value there: nobody can say what a row comes to whose cell could not be understood."""
    return Compiled(decided(f"{quoted(column.title)} IS NOT NULL", column))


@dataclass
class _ConditionReading:
    table: EvidenceTable
    schema: EvidenceSchema
    names: dict[str, TableColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.table.columns:
            others = column.field.names if column.field is not None else ()
            for name in (*others, column.title):
                self.names[name] = column

    def parts(self, text: str) -> list[str]:
        """The single conditions: what does not begin with a column goes on with what was before it."""
        parts: list[str] = []
        for piece in _outside_quotes(text):
            if parts and self.column(piece) is None:
                parts[-1] += f"且{piece}"
            elif piece:
                parts.append(piece)
        return parts

    def column(self, part: str) -> tuple[TableColumn, str] | None:
        """The column that a condition begins with, by its longest name, and what follows it."""
        bare = part.lstrip(_OPEN + " ")
        for name in sorted(self.names, key=len, reverse=True):
            for spelt in (name, plain_header(name)):
                if bare.startswith(spelt):
                    return self.names[name], bare[len(spelt) :].lstrip(_CLOSE + " \u3000")
        return None

    def one(self, part: str) -> Compiled:
        """One condition."""
        found = self.column(part)
        if found is None:
            there = "、".join(column.title for column in self.table.columns if column.type != "person")
            raise NoMeasure(f"条件“{part}”没有以“{self.table.name}”的栏目名称开头，表中有：{there}")
        column, rest = found
        if column.type == "person":
            raise NoMeasure(f"“{column.title}”是个人信息，不能作条件")
        relation, word, value = self._relation(rest, part)
        bare = value.strip().strip(_OPEN + _CLOSE).strip()
        if relation in {"blank", "filled"}:
            return self._presence(column, relation)
        if not bare:
            raise NoMeasure(f"条件“{part}”没有写值")
        otherwise = "TRUE" if relation in {"unequal", "lacks", "outside"} else "FALSE"
        if _family(column) == "text":
            sql, parameters, shown, wanted = self._of_text(column, relation, bare)
        else:
            sql, parameters, shown = _COMPARERS[_family(column)](column, relation, bare)
            wanted = ()
        words = f"{column.title} {word} {shown}"
        return Compiled(decided(f"coalesce({sql}, {otherwise})", column), parameters, words, wanted)

    def _of_text(
        self, column: TableColumn, relation: str, value: str
    ) -> tuple[str, tuple[object, ...], str, tuple[tuple[TableColumn, str, tuple[str, ...]], ...]]:
        """A relation of a column of texts, and the texts that it wants there."""
        name = quoted(column.title)
        if relation in {"contains", "lacks"}:
            return f"{'' if relation == 'contains' else 'NOT '}contains({name}, ?)", (value,), value, ()
        if relation not in {"equal", "unequal", "among", "outside"}:
            raise NoMeasure(f"“{column.title}”是文字，不能比大小，请用 等于、包含、属于")
        values = _listed(value) if relation in {"among", "outside"} else [value]
        spellings = [self._spellings(item) for item in values]
        every = tuple(spelt for group in spellings for spelt in group)
        marks = ", ".join("?" * len(every))
        sql = f"{name} {'' if relation in {'equal', 'among'} else 'NOT '}IN ({marks})"
        wanted = tuple((column, item, group) for item, group in zip(values, spellings, strict=True))
        return sql, every, "、".join(values), wanted

    def _spellings(self, value: str) -> tuple[str, ...]:
        """All spellings of an answer (是, √), unless it is letters, which may be a code of something else."""
        return next((group for group in self.schema.answers if value in group and not value.isascii()), (value,))

    def _relation(self, rest: str, part: str) -> tuple[str, str, str]:
        """The relation, its first word, and the value."""
        words = [(word, relation) for relation, spelt in self.schema.relations.items() for word in spelt]
        for word, relation in sorted(words, key=lambda item: len(item[0]), reverse=True):
            if rest.startswith(word):
                told = word if _WORD.match(word) else self.schema.relations[relation][0]
                return relation, told, rest[len(word) :]
        known = "、".join(spelt[0] for spelt in self.schema.relations.values())
        raise NoMeasure(f"条件“{part}”没有写明关系，可写：{known}")

    def _presence(self, column: TableColumn, relation: str) -> Compiled:
        name = quoted(column.title)
        filled = f"({name} IS NOT NULL)"
        if column.bad:
            filled = f"({name} IS NOT NULL OR {quoted(column.title + BAD)} IS NOT NULL)"
        word = self.schema.relations[relation][0]
        return Compiled(filled if relation == "filled" else f"NOT {filled}", (), f"{column.title} {word}")


def _outside_quotes(text: str) -> list[str]:
    """The pieces between the words for “and” that stand in no quotation."""
    pieces, depth, start, position = [], "", 0, 0
    while position < len(text):
        character = text[position]
        if depth:
            depth = "" if character == depth else depth
        elif character in _OPEN:
            depth = _CLOSE[_OPEN.index(character)]
        elif (found := _AND.match(text, position)) is not None:
            pieces.append(text[start:position].strip())
            start = position = found.end()
            continue
        position += 1
    return [*pieces, text[start:].strip()]


def decided(sql: str, column: TableColumn) -> str:
    """SQL of a column that is NULL where the cell could not be understood."""
    return f"CASE WHEN {quoted(column.title + BAD)} IS NULL THEN {sql} END" if column.bad else sql


_SIGNS = {"equal": "=", "unequal": "<>", "more": ">", "less": "<", "least": ">=", "most": "<="}
_Comparison = tuple[str, tuple[object, ...], str]


def _family(column: TableColumn) -> str:
    return "number" if column.is_number else "date" if column.is_date else "text"


def _of_number(column: TableColumn, relation: str, value: str) -> _Comparison:
    name = quoted(column.title)
    if relation in {"among", "outside"}:
        values = [_number(column, item) for item in _listed(value)]
        marks = ", ".join("?" * len(values))
        return f"{name} {'' if relation == 'among' else 'NOT '}IN ({marks})", tuple(values), value
    if relation not in _SIGNS:
        raise NoMeasure(f"“{column.title}”是数字，请用 等于、大于、不超过 等")
    return f"{name} {_SIGNS[relation]} ?", (_number(column, value),), value


def _number(column: TableColumn, value: str) -> Decimal:
    """The number of a value; of money in yuan, whose unit has to be said."""
    quantity = parse_quantity(value)
    if quantity is None or quantity.operator:
        raise NoMeasure(f"“{column.title}”是数字，“{value}”不是")
    if column.type == "money":
        if not quantity.amount.unit.is_money:
            raise NoMeasure(f"“{column.title}”是金额，“{value}”请写明单位，如 {value}万元")
        if column.unit is None:
            raise NoMeasure(f"“{column.title}”栏有的表没有写明单位（元、万元）")
        return _plain(quantity.amount.to(Unit.YUAN).value)
    return _plain(quantity.value)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent, which the engine does not take."""
    return Decimal(f"{value:f}")


def _of_date(column: TableColumn, relation: str, value: str) -> _Comparison:
    name, span = quoted(column.title), day_span(value)
    if relation not in _SIGNS:
        raise NoMeasure(f"“{column.title}”是日期，请用 等于、早于、不晚于 等")
    if span is None or span.start is None or span.end is None:
        raise NoMeasure(f"“{column.title}”是日期，“{value}”不是，请写成 2022-09-30 的样子")
    match relation:
        case "equal":
            return f"{name} BETWEEN ? AND ?", (span.start, span.end), str(span)
        case "unequal":
            return f"{name} NOT BETWEEN ? AND ?", (span.start, span.end), str(span)
        case "more" | "most":
            return f"{name} {_SIGNS[relation]} ?", (span.end,), str(span)
    return f"{name} {_SIGNS[relation]} ?", (span.start,), str(span)


def _listed(value: str) -> Sequence[str]:
    return [item.strip().strip(_OPEN + _CLOSE) for item in _LISTED.split(value) if item.strip()]


_COMPARERS: Mapping[str, Callable[[TableColumn, str, str], _Comparison]] = {
    "number": _of_number,
    "date": _of_date,
}
