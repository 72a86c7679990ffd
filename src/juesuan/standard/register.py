"""How the register of rules is read: the package's rows, those of the user's folders over them, those of single layouts beside them.

A mistake is told with file and line. The package's own rows are held against vocabulary and forms by our tests, not at every start: the
register loads where there are no forms.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.arithmetic.assertion import (
    LEVELS,
    Assertion,
    Average,
    Body,
    Claims,
    Copies,
    Linear,
    Parts,
    Pattern,
    Ratio,
    Stated,
)
from juesuan.model.expressions import expression
from juesuan.standard.codes import Codes
from juesuan.standard.forms import Form
from juesuan.standard.layers import Layers
from juesuan.standard.legal import Basis
from juesuan.standard.loading import CsvRow, DataTable, File, every, read_csv
from juesuan.standard.references import Document, Text
from juesuan.standard.rules import PATTERN, Rule
from juesuan.standard.statable import unstated
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["Register", "Surroundings", "load_rules", "unknown"]

_NO_FORMS = frozenset({"", "*", "T*", "PO", "PP"})
"""Places that are neither a form of the accounts nor a section."""
_BETWEEN = expression(r" [;:] ")
_DOCUMENTS = frozenset(get_args(Document))
_OTHER_DOCUMENTS = frozenset({"previous", "budget", "against", "units", "evidence"})


class _Line(DataTable, frozen=True, kw_only=True):
    """A row as it is written; columns as in :mod:`juesuan.standard.rules`."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+$")]
    severity: Literal["error", "warning", "info"]
    category: Literal[
        "within_table",
        "cross_table",
        "cross_year",
        "narrative",
        "performance",
        "classification",
        "format",
        "language",
        "structure",
    ]
    title: Text
    assertion: str = ""
    scope: str = ""
    subject: str = ""
    documents: str = ""
    layouts: str = ""
    years: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{4}|[0-9]{4}-|-[0-9]{4})?$")] = ""
    needs: str = ""
    why: str = ""
    hint: str = ""
    basis: str = ""
    since: str = ""
    together: Literal["", "forms"] = ""


class Surroundings(Struct, frozen=True):
    """What rows may speak of; each is asked only by rows that are not our own.

    Attributes:
        vocabulary: measures, dimensions and values.
        bases: the legal basis by key.
        forms: the forms by id.
        sections: ids of the sections.
        codes: functional and economic codes.
        layouts: the layouts by name.
        chain: the layouts that a layout is made of.
    """

    vocabulary: Callable[[], Vocabulary]
    bases: Callable[[], Mapping[str, Basis]]
    forms: Callable[[], Mapping[str, Form]]
    sections: Callable[[], Collection[str]]
    codes: Callable[[], Codes]
    layouts: Callable[[], Collection[str]]
    chain: Callable[[str], Collection[str]]


class Register(Mapping[str, Rule]):
    """The rules by id, in their order.

    Rows of single layouts are among them where no other row has their id; :meth:`of_layout` says what holds for one.
    """

    def __init__(self, rules: Mapping[str, Rule], special: Mapping[str, Mapping[str, Rule]] | None = None) -> None:
        self._special = special or {}
        self._rules = dict(rules)
        for own in self._special.values():
            for name, rule in own.items():
                self._rules.setdefault(name, rule)
        self._made: dict[str, Register] = {}

    def __getitem__(self, name: str) -> Rule:
        return self._rules[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    @property
    def differs_by_layout(self) -> bool:
        """Whether some layout has rows of its own."""
        return bool(self._special)

    def of_layout(self, name: str) -> "Register":
        """The rules as a document of that layout is judged by."""
        own = self._special.get(name)
        if not own:
            return self
        if name not in self._made:
            self._made[name] = Register({**self._rules, **own})
        return self._made[name]

    @cached_property
    def copies(self) -> tuple[Copies, ...]:
        """All assertions that two places state the same."""
        bodies = (body for rule in self._rules.values() for part in rule.parts for body in part.bodies)
        return tuple(body for body in bodies if isinstance(body, Copies))


_Read = list[tuple[CsvRow, Rule]]


def load_rules(layers: Layers, around: Surroundings) -> Register:
    """The register.

    Raises:
        StandardError: the first mistake of every file.
    """
    found: dict[str, Rule] = {}
    for number, layer in enumerate(layers.apart()):
        known = found.copy() if number else None
        files = (*layer.listed("identities", ".csv"), *layer.files("identities.csv"))
        found.update(_together(every(partial(_of_file, file, known, around) for file in files)))
    files = layers.each("layouts", "identities.csv")
    special: dict[str, dict[str, Rule]] = {}
    for file, rows in zip(
        files, every(partial(_of_file, file, found, around, of_layout=True) for file in files), strict=True
    ):
        special.setdefault(file.name.split("/")[-2], {}).update(_together([rows]))
    return Register(found, _inherited(special, around) if special else {})


def _together(files: Iterable[_Read]) -> Mapping[str, Rule]:
    """The rows of several files of one folder.

    Raises:
        DataError: when an id stands in two of them.
    """
    found: dict[str, Rule] = {}
    for row, rule in (read for rows in files for read in rows):
        if rule.id in found:
            raise row.error(f"id：规则“{rule.id}”在另一个文件中已经出现过")
        found[rule.id] = rule
    return found


def _inherited(special: Mapping[str, Mapping[str, Rule]], around: Surroundings) -> Mapping[str, Mapping[str, Rule]]:
    """The rows of layouts by the layouts that have them, be it from one that they are based on."""
    found: dict[str, dict[str, Rule]] = {}
    users: dict[Rule, list[str]] = {}
    for name in sorted(around.layouts()):
        for link in around.chain(name):
            found.setdefault(name, {}).update(special.get(link, {}))
        for rule in found[name].values():
            users.setdefault(rule, []).append(name)
    return {
        name: {key: replace(rule, layouts=" ".join(users[rule])) for key, rule in own.items()}
        for name, own in found.items()
        if own
    }


def _of_file(file: File, below: Mapping[str, Rule] | None, around: Surroundings, *, of_layout: bool = False) -> _Read:
    """The rows of a file; ``below`` are those that it may take the place of, None for the lowest folder."""
    bases = around.bases()
    return [
        (row, _rule(row, line, below, around, bases, tested=file.tested, of_layout=of_layout))
        for row, line in read_csv(file, _Line, key="id")
    ]


def _rule(
    row: CsvRow,
    line: _Line,
    below: Mapping[str, Rule] | None,
    around: Surroundings,
    bases: Mapping[str, Basis],
    *,
    tested: bool,
    of_layout: bool,
) -> Rule:
    said = msgspec.structs.asdict(line)
    if below is not None and line.id in below and not line.assertion:
        said["subject"] = line.subject or below[line.id].subject
    rule = Rule(**said)
    try:
        parts = rule.parts
    except ValueError as error:  # GrammarError too
        raise row.error(f"assertion：{error}") from error
    mistake = next(_kind_mistakes(rule, below), "") or next(_column_mistakes(rule, around, of_layout), "")
    if not tested and not mistake:
        mistake = next(_part_mistakes(parts, around), "") or next(_subject_mistakes(rule, around), "")
    keys = rule.basis.split()
    if unknown_keys := [key for key in keys if key not in bases]:
        mistake = mistake or f"basis：没有名为“{unknown_keys[0]}”的依据"
    if mistake:
        raise row.error(mistake)
    needs = rule.needs or " ".join(sorted(frozenset[str]().union(*(part.documents for part in parts))))
    return Rule(**{**said, "needs": needs, "basis": "；".join(bases[key].citation for key in keys)})


def _kind_mistakes(rule: Rule, below: Mapping[str, Rule] | None) -> Iterator[str]:
    """A row cannot make code, nor take it away from the patterns that the blame looks for."""
    if below is None:
        return
    replaced = below.get(rule.id)
    before = replaced.pattern if replaced is not None else ""
    if rule.pattern != before:
        yield f"assertion：“{PATTERN}”只用于程序自带的规则，不能增加，也不能改成别的"
    if not rule.assertion and (replaced is None or replaced.assertion):
        yield "assertion：没有写算式；只有改写程序自带的、由程序检查的规则时可以不写"


def _column_mistakes(rule: Rule, around: Surroundings, of_layout: bool) -> Iterator[str]:
    for name in rule.documents.split():
        if name not in _DOCUMENTS:
            yield f"documents：没有名为“{name}”的文件种类，可选：{'、'.join(sorted(_DOCUMENTS))}"
    for name in rule.needs.split():
        if name not in _OTHER_DOCUMENTS:
            yield f"needs：不认识的值“{name}”，可选：{'、'.join(sorted(_OTHER_DOCUMENTS))}"
    if rule.layouts and of_layout:
        yield "layouts：版式文件夹中的规则只用于这个版式，这一列应留空"
    for name in rule.layouts.split():
        if name not in around.layouts():
            yield f"layouts：没有名为“{name}”的版式，可选：{'、'.join(around.layouts())}"
    first, _, last = rule.years.partition("-")
    if first and last and first > last:
        yield f"years：{first} 年在 {last} 年之后"


def _part_mistakes(parts: Iterable[Assertion], around: Surroundings) -> Iterator[str]:
    parts = tuple(parts)
    yield from (f"assertion：{mistake}" for mistake in unknown(parts, around.vocabulary()))
    forms, sections = around.forms(), around.sections()
    for place in (place for part in parts for place in (*part.places, *_compared(part))):
        if not (place in forms or place in sections or place in _NO_FORMS):
            yield f"assertion：没有表或章节“{place}”"
    for part in parts:
        for place, pattern in unstated(part, forms):
            yield f"assertion：“{place}”表中没有“{pattern}”这样的数，永远不会用到"
    yield from (f"assertion：{mistake}" for mistake in _unknown_codes(parts, around.codes()))


def _subject_mistakes(rule: Rule, around: Surroundings) -> Iterator[str]:
    if rule.subject and rule.assertion:
        yield "subject：只用于由程序检查的规则"
    for text in filter(None, _BETWEEN.split(rule.subject)):
        try:
            around.vocabulary().parse(text, pattern=True)
        except ValueError as error:
            yield f"subject：{error}"


def _compared(part: Assertion) -> Iterator[str]:
    """The places of copies and claims."""
    for body in part.bodies:
        if isinstance(body, Copies):
            yield from (body.first, body.second)
        elif isinstance(body, Claims):
            yield body.section


def unknown(parts: Iterable[Assertion], known: Vocabulary) -> Iterator[str]:
    """What the vocabulary does not know, in Chinese."""
    for part in parts:
        for body in _bodies(part):
            if isinstance(body, Parts) and not _is_partition(body.partition, known):
                yield f"没有名为“{body.partition}”的分项维度"
            for pattern in _patterns(body):
                yield from _unknown(pattern, known)


def _unknown_codes(parts: Iterable[Assertion], codes: Codes) -> Iterator[str]:
    known: Mapping[str, Collection[str]] = {"function": codes.functional, "economic": codes.economic}
    for pattern in (pattern for part in parts for body in _bodies(part) for pattern in _patterns(body)):
        for name, value in (*pattern.fixed, *_listed(pattern)):
            if name in known and value.isdigit() and value not in known[name]:
                yield f"哪一年的科目中都没有编码“{value}”（{pattern}）"


def _bodies(part: Assertion) -> tuple[Body, ...]:
    return (*part.bodies, *part.guards, *part.exceptions)


def _is_partition(name: str, known: Vocabulary) -> bool:
    return name in known.partitions or (name in known.dimensions and known.dimensions[name].divides)


def _patterns(body: Body) -> Iterator[Pattern]:
    if isinstance(body, Linear | Ratio | Average):
        yield from (term.pattern for term in body.terms)
    elif isinstance(body, Parts):
        yield body.pattern
    elif isinstance(body, Copies | Stated):
        yield from body.facts.items


def _unknown(pattern: Pattern, known: Vocabulary) -> Iterator[str]:
    measures = known.measures if pattern.measure == "*" else (pattern.measure,)
    if pattern.measure != "*" and pattern.measure not in known.measures:
        yield f"没有名为“{pattern.measure}”的指标（{pattern}）"
        return
    values = (*((name, value) for name, value in pattern.fixed), *_listed(pattern))
    for name in dict.fromkeys(name for name, _ in (*pattern.fixed, *pattern.free)):
        if not any(name in known.measures[measure].dimensions for measure in measures):
            yield f"指标“{pattern.measure}”没有维度“{name}”（{pattern}）"
            return
    for name, value in values:
        fitting = (measure for measure in measures if name in known.measures[measure].dimensions)
        if not any(known.admits(measure, name, value) for measure in fitting):
            yield f"维度“{name}”没有值“{value}”（{pattern}）"


def _listed(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """The values that the choices of a pattern name."""
    for name, choice in pattern.free:
        yield from ((name, value) for value in choice.among if value not in LEVELS and not value.endswith("*"))
