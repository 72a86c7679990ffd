"""The forms: which rows and columns each table has, and which fact each cell states. Data in ``data/forms/*.toml``."""

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import FactKey
from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Fact, File, Meaning, Regex, every, read_toml
from juesuan.standard.patterns import full_match, is_possible, opened, opened_literal, without_number
from juesuan.standard.references import Document, FormId, Text
from juesuan.standard.spelt import SpeltPattern

__all__ = [
    "ACCOUNTS",
    "BUDGET",
    "INTERNAL",
    "NOT_DISCLOSED",
    "OF_UNIT",
    "PERFORMANCE",
    "Form",
    "FormColumn",
    "FormRow",
    "load_forms",
    "titled",
]

OF_UNIT = "@"
"""How the key of a row begins that is one unit's: the rest is its name."""

ACCOUNTS, BUDGET, PERFORMANCE, INTERNAL = "final_accounts", "budget", "performance", "internal"
NOT_DISCLOSED = "none"
"""The kinds of document; performance forms published by themselves have none of the forms of this module. ``internal`` are the
accounts that a unit reports to the ministry (财决 tables), from which the published ones are cut. ``none`` is a document that is no disclosure."""

# What may stand before and after the name of a form in a printed title. A unit's name ends like one; without that rule
# "一般公共预算财政拨款支出决算表" would be a "支出决算表" of a unit called "一般公共预算财政拨款".
_NUMBER = (
    r"(?:(?:附)?表\d{1,2}[-：:.、]?|(?:公开|财决)\d{2}表[：:]?|[ZF]\d{2}(?:[_-]\d)?|[一二三四五六七八九十]+[、.．]"
    r"|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、.．])?"
)
_UNIT = (
    r"(?:(?!公共预算|基金预算|经营预算|财政拨款|经费|资金|[，。；/]).){1,60}?"
    r"(?:(?<=[局委会院校部厅办所站队馆社团区县市镇乡道学司心位门关级园室处库联组府署）)])|(?<=年)|(?<=年度))"
)
_BEFORE = f"{_NUMBER}(?:{_UNIT})?"
_AFTER = r"(?:[（(]?(?:续表?|(?:公开|财决|附)\d{2}(?:-\d)?表|汇总|(?:金额)?单位[：:]?万?元)[）)]?)*"
_REFERENCE = expression(r"(?<=.)(?:[①-⑳]|[\[〔【]\d{1,2}[\]〕】]|[*＊※]{1,3})$")


class FormColumn(Struct, frozen=True):
    """A column of a form.

    Attributes:
        key: ``C1``…: the 栏次 of the 2022 layout; columns that only other layouts have take the next numbers.
        label: standard header, ``本年支出/小计`` where headers are stacked.
        headers: regular expressions (full match on the header path without white space, levels joined by ``/``)
            that name this column in known layouts, the standard header first.
        fact: text of the fact that a cell of the column states, merged with the row's; empty: the row alone says it.
        memo: an 其中 column: never an addend of its neighbours.
        side: for two-sided forms, ``income`` or ``spend``: the rows that have this column; else empty.
    """

    key: str
    label: str
    headers: tuple[str, ...]
    fact: str = ""
    memo: bool = False
    side: str = ""


class FormRow(Struct, frozen=True):
    """A fixed row (forms of kind ``lines``, ``economic`` and ``single``; code rows are generated from the code lists).

    Attributes:
        key: ``L27``, ``30101``, ``*``, ``personnel``, ``operating``.
        label: standard label without numbering (``一、``).
        labels: regular expressions (full match, numbering and white space removed) that name this row in known layouts,
            the standard label first.
        fact: text of the fact, merged with the column's.
        memo: an 其中 row: never an addend.
        side: ``income`` / ``spend`` on two-sided forms; empty where a row may stand on either side.
        block: for side-by-side forms (06) the block it stands in: ``personnel`` or ``operating``.
        replaces: keys of rows for which this one stands in a layout that prints it instead.
        divided: it may be a heading over the rows that divide it: left blank it states nothing.
    """

    key: str
    label: str
    labels: tuple[str, ...]
    fact: str = ""
    memo: bool = False
    side: str = ""
    block: str = ""
    replaces: tuple[str, ...] = ()
    divided: bool = False


class Form(Struct, frozen=True, eq=False):
    """One published form.

    Attributes:
        id: ``T01``… of final accounts, ``B01``… of budgets, ``Z01``… ``F03`` (as sheets are named) of internal accounts.
        title: standard title.
        titles: regular expressions of its name as titles print it, without what may stand before and behind.
        kind: ``lines`` (01, 04: fixed lines, two-sided) · ``codes`` (functional codes: 02, 03, 05, 07, 08, 10) ·
            ``economic`` (06) · ``single`` (09: one row of figures, or one row per stage).
        columns, rows: as above; code rows are not listed.
        total: key of the total row, ``*`` in code forms.
        totals: keys of the rows that no place leaves out of a form with amounts: what other forms and the explanation are held against.
        document: the kind of document that has the form.
        aside: regular expressions (full match on the header path) of columns printed beside the form's own: last year's
            figures, differences. They are not read.
        added: keys of rows and columns that only some layouts have.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    kind: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    total: str = "*"
    document: str = ACCOUNTS
    aside: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    added: frozenset[str] = frozenset()

    @property
    def fund(self) -> str:
        """The budget that all its numbers are of; empty when they are of several or of none."""
        facts = (*(row.fact for row in self.rows), *(column.fact for column in self.columns))
        funds = {FactKey.parse(fact).get("fund") or "" for fact in facts if fact}
        return funds.pop() if len(funds) == 1 else ""

    def column(self, key: str) -> FormColumn | None:
        """The column with that key."""
        return next((column for column in self.columns if column.key == key), None)

    def row(self, key: str) -> FormRow | None:
        """The fixed row with that key."""
        return next((row for row in self.rows if row.key == key), None)

    def has_title(self, text: str) -> bool:
        """Whether a printed title (white space removed) is this form's."""
        return _titles(self.titles).fullmatch(text)

    def is_aside(self, path: str) -> bool:
        """Whether a header path is that of a column that stands beside the form's own."""
        return full_match(self.aside, path)

    @lru_cache(maxsize=256)  # noqa: B019 (as below)
    def _headers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(header for column in self.columns for header in column.headers))

    @lru_cache(maxsize=256)  # noqa: B019 (as below)
    def _labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(label for row in self.rows for label in row.labels))

    def may_head(self, words: str) -> bool:
        """Whether a column may be headed by a path, or a part of one, of these words, wherever its levels begin: told by one look."""
        return is_possible(self._headers(), words, "/")

    @lru_cache(maxsize=4096)  # noqa: B019 (there are few forms, and they live as long as the program)
    def columns_headed(self, path: str) -> tuple[FormColumn, ...]:
        """The columns that a printed header path may mean; several on two-sided forms that leave out 收入 and 支出."""
        if not is_possible(self._headers(), path):
            return ()
        return tuple(column for column in self.columns if full_match(column.headers, path))

    @lru_cache(maxsize=4096)  # noqa: B019 (there are few forms, and they live as long as the program)
    def rows_labelled(self, label: str) -> tuple[FormRow, ...]:
        """The fixed rows that a printed label may mean, in form order; its list number and the mark of a footnote are ignored."""
        plain = _REFERENCE.sub("", without_number(label))
        if not is_possible(self._labels(), plain):
            return ()
        return tuple(row for row in self.rows if full_match(row.labels, plain))

    @lru_cache(maxsize=4096)  # noqa: B019 (there are few forms, and they live as long as the program)
    def fact(self, row_key: str, column_key: str) -> FactKey | None:
        """What the cell states, or None when the standard knows no fact for it.

        The measure comes from the row if it has one, else from the column; the dimensions are united. In code forms a
        row other than the total adds ``function=CODE``, or ``unit=NAME`` where it is that of a unit (``@NAME``); so does the row of a 款
        or 项 that a form of lines lists below its 类. A memo column without a fact of its own states none.
        """
        column, row = self.column(column_key), self.row(row_key) or self._class_of(row_key)
        texts = [text for text in (row.fact if row else "", column.fact if column else "") if text]
        if column is None or not texts or not (row or self.kind == "codes" or row_key.startswith(OF_UNIT)):
            return None
        if column.memo and not column.fact:
            return None
        keys = [FactKey.parse(text) for text in texts]
        merged = FactKey.of(keys[0].measure, **dict(pair for key in reversed(keys) for pair in key.dimensions))
        if row_key.startswith(OF_UNIT):
            return merged.but(unit=row_key.removeprefix(OF_UNIT))
        if row_key != self.total and (self.kind == "codes" or (self.kind == "lines" and row_key.isdigit())):
            merged = merged.but(function=row_key)
        return merged

    def _class_of(self, row_key: str) -> FormRow | None:
        """The line of the 类 that a code of functions belongs to."""
        if self.kind != "lines" or not row_key.isdigit():
            return None
        wanted = row_key[:3]
        return next((r for r in self.rows if r.fact and FactKey.parse(r.fact).get("function") == wanted), None)


@lru_cache(maxsize=256)
def _titles(names: tuple[str, ...]) -> SpeltPattern:
    return SpeltPattern(names, around=(_BEFORE, _AFTER))


class _Column(DataTable, frozen=True):
    """A column in the data; see :class:`FormColumn`."""

    key: Text
    label: Text
    headers: tuple[Regex, ...] = ()
    fact: Fact | None = None
    memo: bool = False
    side: Literal["", "income", "spend"] = ""


class _Row(DataTable, frozen=True):
    """A row in the data; see :class:`FormRow`."""

    key: Text
    label: Text
    labels: tuple[Regex, ...] = ()
    fact: Fact | None = None
    memo: bool = False
    side: Literal["", "income", "spend"] = ""
    block: Literal["", "personnel", "operating"] = ""
    replaces: tuple[str, ...] = ()
    divided: bool = False


class _Data(DataTable, frozen=True):
    """A file of a form.

    ``like`` names the form whose rows it has, and whose columns where it lists none; ``crossed`` the form of economic codes whose
    rows are columns here.
    """

    id: Text
    title: Text
    titles: tuple[Regex, ...]
    kind: Literal["", "lines", "codes", "economic", "single"] = ""
    document: Document = "final_accounts"
    total: str = "*"
    totals: tuple[str, ...] = ()
    like: FormId | None = None
    crossed: FormId | None = None
    aside: tuple[Regex, ...] = ()
    columns: tuple[_Column, ...] = ()
    rows: tuple[_Row, ...] = ()
    words: dict[str, Regex] = msgspec.field(default_factory=dict)


def _column(item: _Column, words: Mapping[str, str]) -> FormColumn:
    headers = (opened_literal(item.label), *(opened(pattern, words) for pattern in item.headers))
    return FormColumn(item.key, item.label, headers, item.fact or "", item.memo, item.side)


def _row(item: _Row, words: Mapping[str, str]) -> FormRow:
    labels = (opened_literal(item.label), *(opened(pattern, words) for pattern in item.labels))
    return FormRow(
        item.key, item.label, labels, item.fact or "", item.memo, item.side, item.block, item.replaces, item.divided
    )


def _crossed(data: _Data) -> Iterator[FormColumn]:
    """The economic codes of a form as columns: a 款 is headed by its 类 and its name, a 类 by its name and 小计."""
    names = {item.key: item.label for item in data.rows if item.key.isdigit()}
    for item in data.rows:
        group = names.get(item.key[:3])
        if item.key not in names or group is None:  # a column is known by the name of its 类, too
            continue
        head = opened_literal(group)
        if len(item.key) == len("301"):
            yield FormColumn(item.key, group, (f"{head}(?:/(?:小计|合计))?",), item.fact or "")
            continue
        patterns = (opened_literal(item.label), *(opened(pattern, data.words) for pattern in item.labels))
        headers = tuple(f"{head}/(?:{pattern})" for pattern in patterns)
        yield FormColumn(item.key, f"{group}/{item.label}", headers, item.fact or "")


def _rows(data: _Data, like: _Data) -> tuple[FormRow, ...]:
    """The rows of a form that is like another: its own ones, by key, stand for those of the other."""
    own = {item.key: _row(item, data.words) for item in data.rows}
    return tuple(own.get(item.key) or _row(item, like.words) for item in like.rows)


def _form(data: _Data, known: Mapping[str, _Data]) -> Form:
    """A form from its data."""
    like = known[data.like] if data.like else data
    source = data if data.columns else like
    columns = tuple(_column(item, source.words) for item in source.columns)
    return Form(
        data.id,
        data.title,
        tuple(opened(pattern, data.words) for pattern in data.titles),
        data.kind or like.kind,
        columns + (tuple(_crossed(known[data.crossed])) if data.crossed else ()),
        _rows(data, like),
        data.total,
        data.document,
        tuple(opened(pattern, data.words) for pattern in data.aside),
        data.totals or ((data.total,) if (data.kind or like.kind) == "codes" else ()),
    )


def _mistakes(data: _Data, known: Mapping[str, _Data]) -> Iterator[tuple[str, str]]:
    """What cannot be in a form: key path and message."""
    like = known[data.like] if data.like else data
    if not (data.kind or like.kind):
        yield "kind", "缺少 kind"
    if not (data.columns or like.columns):
        yield "columns", "没有栏"
    for name, keys in (("columns", [item.key for item in data.columns]), ("rows", [item.key for item in data.rows])):
        for index, key in enumerate(keys):
            if key in keys[:index]:
                yield f"{name}[{index}].key", f"“{key}”已经出现过"
    rows = {item.key for item in like.rows}
    yield from (
        (f"rows[{index}].key", f"“{like.id}”没有这一行") for index, item in enumerate(data.rows) if item.key not in rows
    )
    for index, row in enumerate(data.rows):
        yield from ((f"rows[{index}].replaces", f"没有“{key}”这一行") for key in row.replaces if key not in rows)
        if row.key.isdigit() and row.fact and row.fact.key.get("economic") != row.key:
            yield f"rows[{index}].fact", f"编码 {row.key} 的行应是这个科目的数"
    if rows and data.total != "*" and data.total not in rows:
        yield "total", f"没有“{data.total}”这一行"
    yield from ((f"totals[{index}]", f"没有“{key}”这一行") for index, key in enumerate(data.totals) if key not in rows)
    if not rows and (data.kind or like.kind) != "codes":
        yield "rows", "没有行"


def load_forms(layers: Layers, meaning: Meaning) -> Mapping[str, Form]:
    """All forms by id; one of an upper folder replaces that of the same id.

    Raises:
        StandardError: the first mistake of every file.
    """
    listed = layers.listed("forms", ".toml")
    ids = frozenset(file.stem for file in listed)
    own = replace(meaning, names={**meaning.names, FormId: ("表", lambda: ids)})
    read = every(partial(_read, file, own) for file in listed)
    known = {data.id: data for _, data in read}
    every(partial(_require, file, data, known) for file, data in read)
    return {form: _form(known[form], known) for form in sorted(known)}


def _read(file: File, meaning: Meaning) -> tuple[File, _Data]:
    data = read_toml(file, _Data, meaning)
    if data.id != file.stem:
        raise DataError(file.name, "id", f"“{data.id}”不是文件名 {file.stem}")
    return file, data


def _require(file: File, data: _Data, known: Mapping[str, _Data]) -> None:
    mistake = next(_mistakes(data, known), None)
    if mistake:
        raise DataError(file.name, *mistake)


def titled(text: str, known: Mapping[str, Form], document: str = ACCOUNTS) -> Form | None:
    """The same among the forms of a standard."""
    found = [form for form in known.values() if form.document == document and form.has_title(text)]
    return found[0] if len(found) == 1 else None
