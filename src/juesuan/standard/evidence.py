"""Evidence tables: what a bureau keeps of its year, as kinds of table, in ``data/performance/evidence/*.toml``; the words around them in
``data/performance/evidence_words.toml``.

A kind says which columns such a table has and by which names they are known, what a row is told by, and what would contradict what. Any
other table is evidence, too: it has the columns that it has.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, File, read_toml
from juesuan.standard.references import Text
from juesuan.standard.workbook import plain_label

__all__ = [
    "EvidenceCheck",
    "EvidenceField",
    "EvidenceKind",
    "EvidenceSchema",
    "PeopleWords",
    "SaidWords",
    "TotalWords",
    "header_unit",
    "load_evidence",
]

_WIDTH = 16
_UNIT = expression(r"[(（【\[](?:单位[:：])?(?P<unit>[^()（）【】\[\]\d]{1,6})[)）】\]]$")
_MONEY = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
Relation = Literal[
    "equal", "unequal", "more", "less", "least", "most", "contains", "lacks", "among", "outside", "blank", "filled"
]


def header_unit(label: str) -> str:
    """The unit that a header ends with (``营业收入（万元）``), or an empty text."""
    found = _UNIT.search(label.strip())
    return found["unit"] if found is not None else ""


class EvidenceField(DataTable, frozen=True, kw_only=True):
    """A column.

    Attributes:
        key: for programs. label: as the ready-made table prints it, with the unit; names: other names for it.
        type: ``text`` | ``date`` | ``month`` | ``number`` | ``money``.
        required: every row has it. person: it is about a person, and reaches no output.
        note: how to fill it in. width: in characters.
    """

    key: Text
    label: Text
    names: tuple[Text, ...] = ()
    type: Literal["text", "date", "month", "number", "money"]
    required: bool = False
    person: bool = False
    note: str = ""
    width: Annotated[int, msgspec.Meta(ge=1, le=255)] = _WIDTH

    @property
    def title(self) -> str:
        """The label without its unit."""
        return plain_header(self.label)


class EvidenceCheck(DataTable, frozen=True, kw_only=True):
    """What a row must not say, of two of its columns.

    ``not_before``: the second date is not before the first. ``within``: it is at most ``days`` days after the end of the first.
    ``at_most``: the first number is at most the second. ``needs``: where the first says one of ``words``, the second is filled in.
    ``means``: where the first is filled in, the second says one of ``words``.
    """

    kind: Literal["not_before", "within", "at_most", "needs", "means"]
    first: Text
    second: Text
    days: int = 0
    words: tuple[Text, ...] = ()
    message: Text


class EvidenceKind(DataTable, frozen=True, kw_only=True, dict=True):
    """A kind of table; a file of ``evidence/``.

    Attributes:
        name: as it is called in measures. names: what sheets and files of it are called, too.
        purpose: what it is for. key: fields that tell rows apart. dated: the date by which a row belongs to a period; empty: none.
        examples: invented rows, a text a column.
    """

    id: Text
    name: Text
    names: tuple[Text, ...] = ()
    purpose: Text
    key: tuple[Text, ...]
    dated: str = ""
    fields: tuple[EvidenceField, ...]
    checks: tuple[EvidenceCheck, ...] = ()
    examples: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def _by_label(self) -> Mapping[str, EvidenceField]:
        return {
            **{plain_header(name): field for field in reversed(self.fields) for name in reversed(field.names)},
            **{plain_header(field.label): field for field in self.fields},
        }

    def labelled(self, header: str) -> EvidenceField | None:
        """The field that a header means."""
        return self._by_label.get(plain_header(header))

    def field(self, key: str) -> EvidenceField:
        """The field with that key.

        Raises:
            KeyError: when there is none.
        """
        return {field.key: field for field in self.fields}[key]

    def is_called(self, name: str) -> bool:
        """Whether a sheet, a file or a measure calls it so: by one of its names, with something around it (``2022年重点企业月报``)."""
        plain = plain_header(name)
        return any(plain_header(own) in plain for own in (self.name, *self.names))


class PeopleWords(DataTable, frozen=True):
    """What columns about people are called, what names of offices end with, and family names, of one character and of two (``compounds``).

    ``roles``: further words in front of a name. ``ranks``: before or behind one. ``households``: what people in business are called.
    """

    columns: tuple[Text, ...]
    bodies: tuple[Text, ...]
    roles: tuple[Text, ...]
    ranks: tuple[Text, ...]
    households: tuple[Text, ...]
    compounds: tuple[Text, ...]
    surnames: str


class SaidWords(DataTable, frozen=True):
    """How texts speak of measures: what may stand between the name of one and its number, words of growth, and words with which a
    sentence tells goals or another year (``elsewhere``).
    """

    between: tuple[Text, ...]
    growth: tuple[Text, ...]
    elsewhere: tuple[Text, ...]


class TotalWords(DataTable, frozen=True):
    """What rows are called that add up others."""

    words: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class FooterWords(DataTable, frozen=True):
    """What rows below a table begin with, before a colon: they are no data of it."""

    words: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class AnswerWords(DataTable, frozen=True):
    """How tables say yes and no: a condition that says it in words, or with a mark, means all spellings of it."""

    yes: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    no: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class _EvidenceWords(DataTable, frozen=True):
    """``evidence_words.toml``."""

    relations: dict[Relation, Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]]
    people: PeopleWords
    said: SaidWords
    totals: TotalWords
    footers: FooterWords
    answers: AnswerWords


class EvidenceSchema(Struct, frozen=True, eq=False):
    """All kinds, by file name, and the words: of relations by what they mean, of people, of texts on measures, of rows that add up others, of rows
    below a table, of yes and no.
    """

    kinds: tuple[EvidenceKind, ...]
    relations: Mapping[str, tuple[str, ...]]
    people: PeopleWords
    said: SaidWords
    totals: tuple[str, ...]
    footers: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]

    def named(self, name: str) -> EvidenceKind | None:
        """The kind that a measure calls by exactly one of its names."""
        wanted = plain_header(name)
        own = {plain_header(kind.name): kind for kind in self.kinds}
        return own.get(wanted) or next((kind for kind in self.kinds if wanted in map(plain_header, kind.names)), None)

    @staticmethod
    def money_power(unit: str) -> int | None:
        """How many tens make yuan of a unit of money; None when it is none."""
        return _MONEY.get(unit)


def plain_header(text: str) -> str:
    """A header as headers are compared: without white space, marks and unit."""
    plain = plain_label(text)
    return plain_label(_UNIT.sub("", plain)) or plain


def load_evidence(layers: Layers) -> EvidenceSchema:
    """The kinds of table; one of a user's folder takes the place of ours of the same id.

    Raises:
        DataError: for the first mistake.
    """
    words = read_toml(layers.files("performance/evidence_words.toml")[-1], _EvidenceWords)
    kinds: dict[str, EvidenceKind] = {}
    for file in layers.listed("performance/evidence", ".toml"):
        kind = read_toml(file, EvidenceKind)
        _require_consistent(file, kind)
        kinds[kind.id] = kind
    relations = {str(relation): spelt for relation, spelt in words.relations.items()}
    return EvidenceSchema(
        tuple(kinds.values()),
        relations,
        words.people,
        words.said,
        words.totals.words,
        words.footers.words,
        (words.answers.yes, words.answers.no),
    )


def _require_consistent(file: File, kind: EvidenceKind) -> None:
    keys = [field.key for field in kind.fields]
    doubled = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
    if doubled is not None:
        raise DataError(file.name, "fields", f"“{doubled}”已经出现过")
    cited: Iterable[tuple[str, str]] = (
        *((f"key[{index}]", key) for index, key in enumerate(kind.key)),
        *(("dated", key) for key in (kind.dated,) if key),
        *((f"checks[{index}]", key) for index, check in enumerate(kind.checks) for key in (check.first, check.second)),
    )
    for place, key in cited:
        if key not in keys:
            raise DataError(file.name, place, f"没有名为“{key}”的栏")
    if kind.dated and kind.field(kind.dated).type not in {"date", "month"}:
        raise DataError(file.name, "dated", f"“{kind.dated}”不是日期或月份")
    for index, row in enumerate(kind.examples):
        if len(row) != len(keys):
            raise DataError(file.name, f"examples[{index}]", f"有 {len(row)} 格，应有 {len(keys)} 格")
