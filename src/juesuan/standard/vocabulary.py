"""The vocabulary of facts: measures, dimensions and values, how they are called, and what is part of what.

Data in ``data/facts.toml``; a layout or a folder of the user's own may add values, dimensions and measures in a ``facts.toml`` of
its own. Everything that names, validates, sums or divides facts asks here: no other place lists a value.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from juesuan.model import FactKey
from juesuan.standard.codes import Codes
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, read_toml

__all__ = [
    "ONE_CODE",
    "Dimension",
    "Measure",
    "TreePart",
    "Value",
    "Vocabulary",
    "load_vocabulary",
]

ONE_CODE = "CODE"
"""Stands for a code in the lists of facts that people read."""

_ANY, _SLOT = "*", "$"
_FREE = frozenset({_ANY, _SLOT, ONE_CODE})
_Entry = TypeVar("_Entry", "Dimension", "Measure")


Digits: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d*$")]


class Value(DataTable, frozen=True):
    """A value of a dimension.

    Attributes:
        label, en: its name, as words before a measure; short: where space is short.
        within: the value it is part of; empty: the whole, unless it is ``apart``.
        codes: beginnings of the codes that are part of it.
        code: of an item, the economic code that it is.
    """

    label: str
    en: str
    short: str = ""
    within: str = ""
    apart: bool = False
    codes: tuple[Digits, ...] = ()
    code: Digits = ""

    @property
    def brief(self) -> str:
        """The short name, or the name."""
        return self.short or self.label


class Dimension(DataTable, frozen=True):
    """A dimension of facts, as ``facts.toml`` explains its fields."""

    label: str = ""
    en: str = ""
    note: str = ""
    default: str = ""
    form: Literal["values", "items", "codes", "number", "text"] = "values"
    codes: Literal["", "functional", "economic"] = ""
    levels: tuple[int, ...] = ()
    any: str = ""
    one: str = ""
    divides: bool = True
    values: dict[str, Value] = msgspec.field(default_factory=dict)


class Measure(DataTable, frozen=True):
    """What is measured. ``kind``: money, or a number that is never converted and never rounded."""

    label: str = ""
    en: str = ""
    kind: Literal["money", "count", "points", "percent"] = "money"
    dimensions: tuple[str, ...] = ()
    items: dict[str, Value] = msgspec.field(default_factory=dict)


class Partition(DataTable, frozen=True):
    """Dimensions that divide the same whole."""

    label: str
    dimensions: tuple[str, ...]


class TreePart(DataTable, frozen=True):
    """A fact that is part of one of another measure; ``sums``: the parts, one a form, add up to it."""

    fact: str
    of: str
    sums: bool = False


class FactsFile(DataTable, frozen=True):
    """A file ``facts.toml``."""

    spoken: tuple[str, ...] = ()
    dimensions: dict[str, Dimension] = msgspec.field(default_factory=dict)
    partitions: dict[str, Partition] = msgspec.field(default_factory=dict)
    measures: dict[str, Measure] = msgspec.field(default_factory=dict)
    parts: tuple[TreePart, ...] = ()


class Vocabulary(Struct, frozen=True, eq=False, dict=True):
    """All of it; attributes as in the data."""

    dimensions: Mapping[str, Dimension]
    measures: Mapping[str, Measure]
    partitions: Mapping[str, Partition]
    parts: tuple[TreePart, ...]
    spoken: tuple[str, ...]
    _codes: Callable[[], Codes]

    @cached_property
    def codes(self) -> Codes:
        """The lists that the codes of dimensions are of."""
        return self._codes()

    @cached_property
    def counted(self) -> frozenset[str]:
        """Measures that are numbers of things, or points: never converted into 万元, never rounded."""
        return frozenset(name for name, measure in self.measures.items() if measure.kind != "money")

    @cached_property
    def limits(self) -> tuple[tuple[FactKey, FactKey], ...]:
        """Facts, whole first, of which the second is not more than the first though it is of another measure."""
        return tuple((FactKey.parse(part.of), FactKey.parse(part.fact)) for part in self.parts if not part.sums)

    @cached_property
    def _summed(self) -> tuple[tuple[FactKey, FactKey], ...]:
        return tuple((FactKey.parse(part.fact), FactKey.parse(part.of)) for part in self.parts if part.sums)

    @cached_property
    def _partition_of(self) -> Mapping[str, str]:
        return {name: key for key, partition in self.partitions.items() for name in partition.dimensions}

    def kind(self, measure: str) -> str:
        """money | count | points | percent; a measure that is not known is money."""
        found = self.measures.get(measure)
        return found.kind if found is not None else "money"

    def values(self, dimension: str, measure: str = "") -> Mapping[str, Value]:
        """The listed values of a dimension in order; those of the dimension of items stand with the measure."""
        known = self.dimensions[dimension]
        if known.form != "items":
            return known.values
        return self.measures[measure].items if measure in self.measures else {}

    def within(self, dimension: str, whole: str, measure: str = "") -> tuple[str, ...]:
        """The values that a value (``""``: the whole) is divided into, in order."""
        values = self.values(dimension, measure).items()
        return tuple(key for key, value in values if not value.apart and value.within == whole)

    def parse(self, text: str, *, pattern: bool = False) -> FactKey:
        """A fact of the vocabulary from its text.

        Args:
            text: ``income[source=superior]``.
            pattern: whether ``*`` (any value) and ``$`` (a code to be put in) may stand for a value.

        Raises:
            ValueError: with a Chinese message when it is no fact key, or a measure, dimension or value is not known.
        """
        try:
            fact = FactKey.parse(text)
        except ValueError as error:
            raise ValueError(f"“{text}”不是数据键") from error
        measure = self.measures.get(fact.measure)
        if measure is None:
            raise ValueError(f"“{text}”：没有名为“{fact.measure}”的指标")
        for name, value in fact.dimensions:
            if name not in self.dimensions:
                raise ValueError(f"“{text}”：没有名为“{name}”的维度")
            if name not in measure.dimensions:
                raise ValueError(f"“{text}”：指标“{fact.measure}”没有维度“{name}”")
            if value == self.dimensions[name].default:
                raise ValueError(f"“{text}”：“{name}={value}”不必写，没有这一维就是它")
            if not (pattern and value in _FREE) and not self.admits(fact.measure, name, value):
                raise ValueError(f"“{text}”：维度“{name}”没有值“{value}”")
        return fact

    def cited(self, text: str) -> FactKey:
        """A fact, or a pattern of facts, that the data cite: as :meth:`parse`, with codes that the lists know.

        Raises:
            ValueError: with a Chinese message.
        """
        fact = self.parse(text, pattern=True)
        for name, value in fact.dimensions:
            known = self.dimensions[name]
            if known.form == "codes" and value.isdigit() and value not in getattr(self.codes, known.codes):
                raise ValueError(f"“{text}”：{known.label}“{value}”不在科目表中")
        return fact

    def admits(self, measure: str, dimension: str, value: str) -> bool:
        """Whether a measure may have that value in a dimension; a code is only asked how many digits it has."""
        known = self.dimensions[dimension]
        if value in self.values(dimension, measure):
            return True
        if known.form == "codes":
            return value.isascii() and value.isdigit() and len(value) in known.levels
        if known.form == "number":
            return value.isascii() and value.removeprefix("-").isdigit()
        return known.form == "text" and bool(value)

    def chain(self, measure: str, dimension: str, value: str) -> tuple[str, ...]:
        """What a value is part of, itself first, the whole (``""``) last: ``20805`` → ``20805``, ``208``, ``""``.

        A value that is part of nothing, or not known, stands alone.
        """
        known, values, found = self.dimensions[dimension], self.values(dimension, measure), [value]
        if not known.divides:
            return (value,)
        if known.form == "codes" and value.isdigit():
            found = [value[:length] for length in sorted(known.levels, reverse=True) if length <= len(value)] or found
            above = self._block(values, value)
            found += [above] if above else []
        elif known.form == "values" and value not in values:
            return (value,)
        while found[-1] in values:
            entry = values[found[-1]]
            if entry.apart:
                return tuple(found)
            if not entry.within:
                break
            found.append(entry.within)
        return (*found, "") if known.form != "items" or found[-1] in values else tuple(found)

    def block(self, dimension: str, code: str) -> str:
        """The listed value that a code is part of (人员经费 or 公用经费), or an empty string."""
        return self._block(self.dimensions[dimension].values, code)

    @staticmethod
    def _block(values: Mapping[str, Value], code: str) -> str:
        fitting = (
            (len(start), key) for key, value in values.items() for start in value.codes if code.startswith(start)
        )
        return max(fitting, default=(0, ""))[1]

    @cached_property
    def _told(self) -> dict[FactKey, tuple[tuple[str, tuple[FactKey, ...]], ...]]:
        """What was asked of :meth:`above` before: the facts of a document stand at several places of it."""
        return {}

    def above(self, fact: FactKey) -> tuple[tuple[str, tuple[FactKey, ...]], ...]:
        """For each dimension in which a fact is part of something: its name (that of its partition), and the wholes, nearest first."""
        found = self._told.get(fact)
        if found is None:
            found = self._told[fact] = tuple(self._above(fact))
        return found

    def _above(self, fact: FactKey) -> Iterator[tuple[str, tuple[FactKey, ...]]]:
        for pattern, whole in self._summed:
            if fact.matches(pattern):
                yield pattern.dimensions[0][0], (whole,)
        for dimension, value in fact.dimensions:
            chain = self.chain(fact.measure, dimension, value)[1:]
            wholes = tuple(fact.but(**{dimension: part or None}) for part in chain)
            if wholes:
                yield self._partition_of.get(dimension, dimension), wholes

    def divided(self, partition: str) -> frozenset[str]:
        """The dimensions in which a partition divides: those listed, or the dimension of that name."""
        known = self.partitions.get(partition)
        return frozenset(known.dimensions) if known is not None else frozenset({partition})

    def name(self, fact: FactKey) -> str:
        """What a fact says, in Chinese: ``一般公共预算财政拨款基本支出``."""
        given = dict(fact.dimensions)
        parts = [self._word(fact.measure, name, given[name]) for name in self.spoken if name in given]
        measure = self.measures.get(fact.measure)
        said = measure.label if measure is not None else fact.measure
        if "item" in given:
            said += f"（{self._word(fact.measure, 'item', given['item'])}）"
        if "project" in given:
            parts.append(f"第 {given['project']} 个项目的")
        return "".join(parts) + said

    def name_en(self, fact: FactKey) -> str:
        """What a fact says, in English: ``expenditure, general public budget, basic``."""
        measure = self.measures.get(fact.measure)
        said = [measure.en if measure is not None else fact.measure]
        for name, value in fact.dimensions:
            known = self.values(name, fact.measure).get(value) if name in self.dimensions else None
            said.append(known.en if known is not None else f"{self._dimension_en(name)} {value}")
        return ", ".join(said)

    def _dimension_en(self, name: str) -> str:
        return self.dimensions[name].en if name in self.dimensions else name

    def _word(self, measure: str, dimension: str, value: str) -> str:
        """How a value is called before a measure."""
        known = self.dimensions[dimension]
        if value == _ANY:
            return known.any or known.label
        if value in {ONE_CODE, _SLOT}:
            return known.one or known.label
        entry = self.values(dimension, measure).get(value)
        if entry is not None:
            return entry.label
        if known.form == "codes":
            name = self.codes.function_name if known.codes == "functional" else self.codes.economic_name
            return f"“{name(value) or value}”"
        return f"{value}的" if known.form == "text" else value


def load_vocabulary(layers: Layers, codes: Callable[[], Codes]) -> Vocabulary:
    """The vocabulary: the files ``facts.toml``, and those of layouts, each laid over those before it.

    Raises:
        DataError: for the first mistake in one of them.
    """
    whole = FactsFile()
    for file in (*layers.files("facts.toml"), *layers.each("layouts", "facts.toml")):
        added = read_toml(file, FactsFile)
        whole = FactsFile(
            spoken=added.spoken or whole.spoken,
            dimensions=_laid_over(whole.dimensions, added.dimensions, "values"),
            partitions={**whole.partitions, **added.partitions},
            measures=_laid_over(whole.measures, added.measures, "items"),
            parts=(*whole.parts, *added.parts),
        )
        found = Vocabulary(whole.dimensions, whole.measures, whole.partitions, whole.parts, whole.spoken, codes)
        if mistake := next(_mistakes(found, added.parts), None):
            raise DataError(file.name, *mistake)
    return found


def _laid_over(below: Mapping[str, _Entry], above: Mapping[str, _Entry], within: str) -> dict[str, _Entry]:
    """Tables by id: what the upper one says of an entry wins, and values with the same id are replaced."""
    merged = dict(below)
    for key, entry in above.items():
        if key in merged:
            fields = msgspec.structs.fields(entry)
            said = {item.name: value for item in fields if (value := getattr(entry, item.name)) != item.default}
            values = {**getattr(merged[key], within), **getattr(entry, within)}
            merged[key] = msgspec.structs.replace(merged[key], **{**said, within: values})
        else:
            merged[key] = entry
    return merged


def _mistakes(found: Vocabulary, added: tuple[TreePart, ...]) -> Iterator[tuple[str, str]]:
    """What cannot be, ``added`` being the parts of the last file: key path and message."""
    for name, dimension in found.dimensions.items():
        if not dimension.label:
            yield f"dimensions.{name}", "缺少 label"
        if (dimension.form == "codes") != bool(dimension.codes and dimension.levels):
            yield f"dimensions.{name}", "form 是 codes 时要有 codes 和 levels"
        if dimension.default and dimension.default not in dimension.values:
            yield f"dimensions.{name}.default", f"没有名为“{dimension.default}”的值"
        yield from _lost(f"dimensions.{name}.values", dimension.values)
    for name, measure in found.measures.items():
        if not measure.label:
            yield f"measures.{name}", "缺少 label"
        yield from (
            (f"measures.{name}.dimensions", f"没有名为“{one}”的维度")
            for one in measure.dimensions
            if one not in found.dimensions
        )
        if measure.items and "item" not in measure.dimensions:
            yield f"measures.{name}.items", "有 items 的指标要有维度 item"
        yield from _lost(f"measures.{name}.items", measure.items)
    for name, partition in found.partitions.items():
        for one in partition.dimensions:
            if one not in found.dimensions:
                yield f"partitions.{name}.dimensions", f"没有名为“{one}”的维度"
    for one in found.spoken:
        if one not in found.dimensions:
            yield "spoken", f"没有名为“{one}”的维度"
    for index, part in enumerate(added):
        for place, text in (("fact", part.fact), ("of", part.of)):
            try:
                found.parse(text, pattern=True)
            except ValueError as error:
                yield f"parts[{index}].{place}", str(error)


def _lost(place: str, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Values that are within one that is not there, or within themselves."""
    for key, value in values.items():
        seen, whole = {key}, value.within
        while whole and whole in values and whole not in seen:
            seen.add(whole)
            whole = values[whole].within
        if whole:
            yield f"{place}.{key}.within", f"没有名为“{whole}”的值，或者它在自己之内"
