"""A published file, read back: whether it says what was prepared, as anyone will read it.

Two things are told apart. Amounts of tables and performance forms, the words of these forms, and what the document is must come back as
they are: else the file is no publication of the disclosure. Prose of templates of the user's own may be beyond what we can read; what
does not come back of it is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from juesuan.model import Disclosure, FormField, Passage, PerformanceForm, Statement
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.spelling import normalise
from juesuan.recognising.file_to_disclosure import read
from juesuan.standard import Standard

__all__ = ["Proof", "proof", "unlike"]

_HEAD = {"kind": "文件种类", "level": "部门或单位", "unit": "名称", "year": "年度", "amount_unit": "金额单位"}
_FORM_HEAD = ("title", "project", "authority", "implementer", "goals", "results")
_LEVELS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation", "reason")
_ROW = ("name", "text", "points", "score")


@dataclass(frozen=True, slots=True)
class Proof:
    """A file as it was read.

    Attributes:
        path: the file. disclosure: what was read from it.
        wrong: what it says otherwise than was prepared, in Chinese.
        unheard: amounts of the prose that were not understood, in Chinese.
    """

    path: Path
    disclosure: Disclosure
    wrong: tuple[str, ...]
    unheard: tuple[str, ...]


def proof(made: Disclosure, path: Path, standard: Standard) -> Proof:
    """Reads a file that was published and compares it with the disclosure it was made of.

    Raises:
        ReadError: when it cannot be read.
    """
    found = read(path, standard, made.info.profile or None)
    return Proof(path, found, tuple(_wrong(made, found)), tuple(_unheard(made, found)))


def unlike(one: Disclosure, other: Disclosure) -> tuple[str, ...]:
    """What two readings of the same disclosure say differently, what the prose claims included."""
    changed = (_claims(one) - _claims(other)) + (_claims(other) - _claims(one))
    return (*_wrong(one, other), *_unheard(one, other), *_unheard(other, one), *map(str, changed))


def _wrong(made: Disclosure, found: Disclosure) -> Iterator[str]:
    for name, title in _HEAD.items():
        wanted, got = getattr(made.info, name), getattr(found.info, name)
        if wanted != got:
            yield f"{title}“{wanted}”读作“{got}”"
    wanted_cells, cells = _cells(made.statements), _cells(found.statements)
    for name in sorted(wanted_cells.keys() | cells.keys()):
        one, other = wanted_cells.get(name), cells.get(name)
        if _said(one) != _said(other):
            yield f"{_label(one or other)} {_raw(one)}读作{_raw(other)}"
    forms = {(form.kind, form.instance): form for form in found.performance}
    for form in made.performance:
        yield from _form(form, forms.pop((form.kind, form.instance), None))
    yield from (f"多出《{form.title.text}》" for form in forms.values())


def _cells(statements: Iterable[Statement]) -> Mapping[str, Statement]:
    return {item.id: item for item in statements if not item.in_prose}


def _said(item: Statement | None) -> Hashable:
    """What a cell says; one that is blank says as much as one that is zero."""
    return None if item is None else (item.value, item.amount.unit, item.fact)


def _label(item: Statement | None) -> str:
    return "" if item is None else item.label or item.id


def _raw(item: Statement | None) -> str:
    return "“没有”" if item is None else f"“{item.amount.raw}{item.amount.unit.value}”"


def _form(made: PerformanceForm, found: PerformanceForm | None) -> Iterator[str]:
    name = f"《{made.project.text if made.project else made.title.text}》自评表"
    if found is None:
        yield f"{name}没有读出"
        return
    for one, other in zip(_words(made), _words(found), strict=False):
        if one != other:
            yield f"{name}“{one}”读作“{other}”"
            return
    if len(tuple(_words(made))) != len(tuple(_words(found))):
        yield f"{name}的行数不同"


def _words(form: PerformanceForm) -> Iterator[str]:
    """Every text of a form in its order, in normal form."""
    yield from (_text(getattr(form, name)) for name in _FORM_HEAD)
    for task in form.tasks:
        yield from map(_text, task)
    for row in form.management:
        yield from (_text(getattr(row, name)) for name in _ROW)
    for indicator in form.indicators:
        yield from (_text(getattr(indicator, name)) for name in _LEVELS)


def _text(field: FormField | Passage | None) -> str:
    return normalise(field.text) if field is not None else ""


def _unheard(made: Disclosure, found: Disclosure) -> Iterator[str]:
    heard = Counter(map(_stated, _prose(found)))
    headings = {section.id: section.heading for section in made.sections if section.heading}
    for item in _prose(made):
        heard[_stated(item)] -= 1
        if heard[_stated(item)] < 0:
            named = headings.get(item.source) or headings.get(item.source.partition(".")[0], item.source)
            yield f"“{named}”{item.amount.raw}{item.amount.unit.value}"


def _prose(disclosure: Disclosure) -> Iterator[Statement]:
    return (item for item in disclosure.statements if item.in_prose and item.fact is not None)


def _stated(item: Statement) -> Hashable:
    return item.source.partition(".")[0], item.fact, item.value, item.amount.unit


def _claims(disclosure: Disclosure) -> Counter[Hashable]:
    return Counter(
        (
            claim.kind,
            claim.section,
            claim.item,
            claim.amount and claim.amount.value,
            claim.word,
            claim.names,
            claim.base,
        )
        for claim in map(ClaimRecord.of, disclosure.claims)
    )
