"""How much of the document was read, tied to a fact and confronted: a number that nothing looked at is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from enum import StrEnum

from msgspec import Struct

from juesuan.checking.closing import number_of, number_seen
from juesuan.checking.other_numbers import numbers_of_other
from juesuan.model import Claim, Disclosure, NumberKind, NumberSeen, Place, Report, Statement, Term

__all__ = ["Coverage", "Standing", "StandingOf", "coverage", "standings"]

_MEASURES = frozenset({NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.COUNT, NumberKind.SCORE, NumberKind.OTHER})
"""Kinds of numbers that state something; years, dates, codes and numbering are what they are once they are typed."""


_Claimed = tuple[Place, str]


class Standing(StrEnum):
    """What became of a printed number: each has exactly one.

    DECIDED: tied to a fact, a cell or a claim, and a rule about values decided on it. LIMITED: rules only held it to limits, or to being
    there. UNDECIDED: tied, and none did. DESCRIPTIVE: a year, a date, a code, numbering. DESCRIBED: a count of what neither a form nor a rule
    speaks of. UNBOUND: outside the forms, and tied to nothing. UNREAD: in a table, and not known what it states.
    """

    DECIDED = "已核对"
    LIMITED = "只核对了界限"
    UNDECIDED = "未核对"
    DESCRIPTIVE = "不是数据"
    DESCRIBED = "只作描述"
    UNBOUND = "未能对应"
    UNREAD = "未能读懂"


class StandingOf(Struct, frozen=True):
    """A number, where it stands (``kind``: form or section, and what it is in prose), and what became of it.

    Attributes:
        identities: by which rules speak of it. statements: ids of those that it makes. seen: as it was seen, if it stands in prose.
    """

    kind: str
    text: str
    place: Place
    standing: Standing
    identities: frozenset[str] = frozenset()
    statements: tuple[str, ...] = ()
    seen: NumberSeen | None = None


class Coverage(Struct, frozen=True):
    """Numbers of the document.

    Attributes:
        numbers: printed numbers that state something.
        bound: those tied to a fact, a cell of a form or a claim. checked: those that at least one rule confronted.
        decided: those on which at least one rule about values decided.
        unbound: numbers outside the forms that were tied to nothing.
        described: counts of what neither a form nor a rule speaks of; they are not among ``numbers``.
        unchecked: numbers of the forms, and bound numbers of the prose, that no rule confronted.
        limited: numbers that rules only held to limits, or to being there. undecided: tied numbers on which no rule about values decided.
    """

    numbers: int
    bound: int
    checked: int
    decided: int
    unbound: tuple[NumberSeen, ...]
    unchecked: tuple[Statement | NumberSeen, ...]
    limited: tuple[StandingOf, ...] = ()
    undecided: tuple[StandingOf, ...] = ()
    described: tuple[NumberSeen, ...] = ()


def coverage(disclosure: Disclosure, report: Report) -> Coverage:
    """Counts what was read, bound and checked."""
    in_forms = [s for s in disclosure.statements if not s.in_prose and not s.is_blank]
    seen = [number for number in disclosure.numbers if number.kind in _MEASURES]
    in_prose = [number for number in seen if not number.described]
    placed = [statement for statement in in_forms if not statement.ambiguous]
    ruled = [n for n in in_prose if not n.bound and number_seen(n) in report.decided]
    bound = [*(number for number in in_prose if number.bound), *ruled]
    decided = frozenset(_number_of(claim) for claim in disclosure.claims if _is_decided(claim, report))
    unchecked: tuple[Statement | NumberSeen, ...] = (
        *(statement for statement in in_forms if statement.id not in report.checked),
        *(n for n in bound if n.bound and not _is_among(n, decided) and report.checked.isdisjoint(n.statements)),
    )
    told = standings(disclosure, report)
    return Coverage(
        numbers=len(in_forms) + len(in_prose),
        bound=len(placed) + len(bound),
        checked=len(in_forms) + len(bound) - len(unchecked),
        decided=_decided(disclosure, report, in_forms, bound, decided) + len(ruled),
        unbound=tuple(n for n in in_prose if not n.bound and number_seen(n) not in report.decided),
        unchecked=unchecked,
        limited=tuple(number for number in told if number.standing is Standing.LIMITED),
        undecided=tuple(number for number in told if number.standing is Standing.UNDECIDED),
        described=tuple(number for number in seen if number.described),
    )


def standings(disclosure: Disclosure, report: Report) -> tuple[StandingOf, ...]:
    """Every printed number of the document, each once, with what became of it."""
    return (*_in_tables(disclosure, report), *_in_text(disclosure, report))


def _in_tables(disclosure: Disclosure, report: Report) -> Iterator[StandingOf]:
    for s in disclosure.statements:
        if not s.in_prose and not s.is_blank:
            names = frozenset({number_of(Term.of(s))})
            standing = Standing.UNREAD if s.ambiguous else _judged(names, report)
            yield StandingOf(s.source, s.amount.raw, s.place, standing, names, (s.id,))
    for form, table in disclosure.tables.items():
        for cell in table.cells.values():
            if cell.amount is None and cell.raw:
                yield StandingOf(form, cell.raw, cell.place, Standing.UNREAD)
    for table in disclosure.others:
        for other in numbers_of_other(table).values():
            if not other.is_blank:
                names = frozenset({number_of(Term.of(other))})
                judged = _judged(names, report)
                standing = Standing.UNREAD if judged is Standing.UNDECIDED else judged
                yield StandingOf(table.form, other.amount.raw, other.place, standing, names)


def _in_text(disclosure: Disclosure, report: Report) -> Iterator[StandingOf]:
    claims: dict[_Claimed, set[str]] = {}
    for claim in disclosure.claims:
        claims.setdefault(_number_of(claim), set()).add(_key(claim))
    keys = {statement.id: number_of(Term.of(statement)) for statement in disclosure.statements}
    for number in disclosure.numbers:
        names = {number_seen(number)}
        if number.bound is not None:
            own = claims.get((number.place, number.bound.words), set())
            names = {*own, *(keys[name] for name in number.statements if name in keys)}
        yield StandingOf(
            f"{number.section.partition('.')[0]} {number.kind.value}",
            number.text,
            number.place,
            _standing(number, names, report),
            frozenset(names),
            number.statements,
            number,
        )


def _standing(number: NumberSeen, names: Set[str], report: Report) -> Standing:
    if number.kind not in _MEASURES:
        return Standing.DESCRIPTIVE
    if number.bound is None and not names & report.decided:
        return Standing.DESCRIBED if number.described else Standing.UNBOUND
    return _judged(names, report)


def _judged(keys: Set[str], report: Report) -> Standing:
    """What rules about values made of a number that has these identities."""
    if keys & (report.decided - report.limited):
        return Standing.DECIDED
    return Standing.LIMITED if keys & report.decided else Standing.UNDECIDED


def _is_decided(claim: Claim, report: Report) -> bool:
    """Whether a rule judged the claim itself: a printed share is not confronted when only its operands are."""
    return _key(claim) in report.decided


def _key(claim: Claim) -> str:
    """The identity of what it prints: a rate, or words."""
    printed = claim.rate.raw if claim.rate is not None else claim.text
    return number_of(Term(1, "", None, claim.place, printed))


def _is_among(number: NumberSeen, claims: frozenset[_Claimed]) -> bool:
    return number.bound is not None and (number.place, number.bound.words) in claims


def _number_of(claim: Claim) -> _Claimed:
    """Which number a claim speaks of: words that stand twice are two claims."""
    return claim.place, claim.text


def _decided(
    disclosure: Disclosure,
    report: Report,
    in_forms: Iterable[Statement],
    in_prose: Iterable[NumberSeen],
    claims: frozenset[_Claimed],
) -> int:
    keys = {statement.id: number_of(Term.of(statement)) for statement in disclosure.statements}
    cells = sum(keys[statement.id] in report.decided for statement in in_forms)
    return cells + sum(
        _is_among(number, claims) or any(keys.get(name) in report.decided for name in number.statements)
        for number in in_prose
    )
