"""What an identity asserts over facts: the syntax tree of :mod:`juesuan.arithmetic.grammar`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.model import FactKey

__all__ = [
    "LEVELS",
    "Assertion",
    "AssertionTerm",
    "Average",
    "Body",
    "Choice",
    "Claims",
    "Constant",
    "Copies",
    "Linear",
    "Parts",
    "Pattern",
    "Patterns",
    "Ratio",
    "Stated",
    "shown",
]

LEVELS: Mapping[str, tuple[int, ...]] = {"class": (3,), "section": (5,), "item": (7,), "code": (3, 5, 7)}
"""Words for codes of a level of a classification, by their number of digits."""

Binding = Mapping[str, str]


class Choice(Struct, frozen=True):
    """What may stand for the value of a dimension.

    Attributes:
        name: of the variable; every mention of it in an assertion is the same value. Empty: any value by itself.
        among: the values that it may be, ``21011*`` for all that begin so, or a word of :data:`LEVELS`; empty: any.
        excluded: ``among`` are the values that it is not.
        optional: the fact may also lack the dimension.
    """

    name: str = ""
    among: tuple[str, ...] = ()
    excluded: bool = False
    optional: bool = False

    def admits(self, value: str | None) -> bool:
        """Whether a value (None: the fact has none) may stand here."""
        if value is None:
            return self.optional
        if not self.among:
            return True
        return any(_is(value, item) for item in self.among) is not self.excluded

    def __str__(self) -> str:
        values = ("!" if self.excluded else "") + "|".join(self.among)
        values = "any" if self.optional else values
        if not self.name:
            return values or "*"
        return f"?{self.name}:{values}" if values else f"?{self.name}"


def _is(value: str, item: str) -> bool:
    if item in LEVELS:
        return value.isdigit() and len(value) in LEVELS[item]
    return value.startswith(item[:-1]) if item.endswith("*") else value == item


class Pattern(Struct, frozen=True, dict=True):
    """Facts of a shape: ``spend[fund=gpb,function=?f]``; measure ``*`` is any. ``open``: with whatever other dimensions."""

    measure: str
    fixed: tuple[tuple[str, str], ...] = ()
    free: tuple[tuple[str, Choice], ...] = ()
    open: bool = False

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Dimensions with the names of their variables."""
        return tuple((dimension, choice.name) for dimension, choice in self.free if choice.name)

    @cached_property
    def is_one(self) -> bool:
        """Whether it is one fact, once its variables are bound."""
        return not self.open and self.measure != "*" and len(self.named) == len(self.free)

    def match(self, fact: FactKey, ignoring: frozenset[str] = frozenset()) -> dict[str, str] | None:
        """The values of the variables with which the fact is of this shape (``""``: it has none); None where it is not.

        ``ignoring`` are dimensions that an open pattern does not take for other ones: a fact that has them is no match.
        """
        if self.measure not in {"*", fact.measure}:
            return None
        given = dict(fact.dimensions)
        for dimension, value in self.fixed:
            if given.pop(dimension, None) != value:
                return None
        bound: dict[str, str] = {}
        for dimension, choice in self.free:
            found = given.pop(dimension, None)
            if not choice.admits(found) or (
                choice.name and bound.setdefault(choice.name, found or "") != (found or "")
            ):
                return None
        if given and (not self.open or not ignoring.isdisjoint(given)):
            return None
        return bound

    @cached_property
    def _alone(self) -> FactKey:
        return FactKey.of(self.measure, **dict(self.fixed))

    @cached_property
    def _filled(self) -> tuple[tuple[str, str, str], ...]:
        """All dimensions in the order of a key, each with its value or its variable."""
        filled = {name: (value, "") for name, value in self.fixed} | {name: ("", wanted) for name, wanted in self.named}
        order = FactKey.of(self.measure, **dict.fromkeys(filled, "")).dimensions
        return tuple((name, *filled[name]) for name, _ in order)

    def fact(self, binding: Binding) -> FactKey:
        """The fact of a binding of all variables."""
        if not self.named:
            return self._alone
        values = ((name, value or binding[wanted]) for name, value, wanted in self._filled)
        return FactKey(self.measure, tuple(pair for pair in values if pair[1]))

    def __str__(self) -> str:
        parts = [f"{name}={value}" for name, value in self.fixed] + [f"{name}={choice}" for name, choice in self.free]
        parts += [".."] if self.open else []
        return f"{self.measure}[{','.join(parts)}]" if parts else self.measure


class AssertionTerm(Struct, frozen=True):
    """``sign`` times the facts of a pattern, as stated at a place.

    Attributes:
        place: a form, a section or a kind of performance form; empty: wherever it is stated.
        document: empty, or ``previous`` or ``budget``.
        made: the fact itself or, where it is not stated, the sum of the parts of it that are: ``sum(…)``.
    """

    sign: int
    pattern: Pattern
    place: str = ""
    document: str = ""
    made: bool = False

    def __str__(self) -> str:
        prefix = f"{self.document}." if self.document else ""
        text = f"sum({self.pattern})" if self.made else str(self.pattern)
        return f"{prefix}{text}" + (f"@{self.place}" if self.place else "")


class Constant(Struct, frozen=True):
    """``sign`` times a number, in the unit of what it is compared with."""

    sign: int
    value: Decimal

    def __str__(self) -> str:
        return str(self.value)


class Linear(Struct, frozen=True, dict=True):
    """``left relation right``. ``=`` but for rounding; ``==`` exactly; ``!=`` exactly not."""

    left: tuple[AssertionTerm | Constant, ...]
    relation: str
    right: tuple[AssertionTerm | Constant, ...]

    @cached_property
    def terms(self) -> tuple[AssertionTerm, ...]:
        """All terms, those of the right side with their sign turned: ``Σ terms + constant  relation  0``."""
        turned = (
            AssertionTerm(-term.sign, term.pattern, term.place, term.document, term.made)
            for term in self.right
            if isinstance(term, AssertionTerm)
        )
        return (*(term for term in self.left if isinstance(term, AssertionTerm)), *turned)

    @cached_property
    def constant(self) -> Decimal:
        """What the constants add to the sum of the terms."""
        left, right = (
            sum((item.sign * item.value for item in side if isinstance(item, Constant)), Decimal(0))
            for side in (self.left, self.right)
        )
        return left - right

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables."""
        return tuple(dict.fromkeys(name for term in self.terms for _, name in term.pattern.named))

    def __str__(self) -> str:
        return f"{_side(self.left)} {self.relation} {_side(self.right)}"


def _side(items: tuple[AssertionTerm | Constant, ...]) -> str:
    text = ""
    for index, item in enumerate(items):
        sign = "-" if item.sign < 0 else "+" if index else ""
        text += (f" {sign} " if index else sign) + str(item)
    return text


class Parts(Struct, frozen=True):
    """``facts by partition``: each of the facts is the sum of the printed parts of it in a partition.

    A printed number is a part of the nearest printed whole; with ``chosen`` the parts are all those of such values instead.
    ``least``: how many parts it takes to say so; fewer are 其中, and the whole is only not less than they are.
    """

    pattern: Pattern
    partition: str
    place: str = ""
    least: int = 1
    chosen: Choice | None = None

    def __str__(self) -> str:
        least = f" {self.least}" if self.least > 1 else ""
        level = f":{self.chosen}" if self.chosen is not None else ""
        return f"{self.pattern} by {self.partition}{level}{least}" + (f"@{self.place}" if self.place else "")


class Ratio(Struct, frozen=True):
    """``part / whole = rate %``."""

    part: AssertionTerm
    whole: AssertionTerm
    rate: AssertionTerm

    @property
    def terms(self) -> tuple[AssertionTerm, ...]:
        """The three of them."""
        return self.part, self.whole, self.rate

    def __str__(self) -> str:
        return f"{self.part} / {self.whole} = {self.rate} %"


class Average(Struct, frozen=True):
    """``part / whole in low .. high``: what one of the whole costs, in yuan where it is money."""

    part: AssertionTerm
    whole: AssertionTerm
    low: Decimal
    high: Decimal

    @property
    def terms(self) -> tuple[AssertionTerm, ...]:
        """Both of them."""
        return self.part, self.whole

    def __str__(self) -> str:
        return f"{self.part} / {self.whole} in {self.low} .. {self.high}"


class Patterns(Struct, frozen=True):
    """Several patterns; none: every fact."""

    items: tuple[Pattern, ...] = ()

    def covers(self, fact: FactKey) -> bool:
        """Whether the fact is of one of the shapes."""
        return not self.items or any(pattern.match(fact) is not None for pattern in self.items)

    def __str__(self) -> str:
        return " ; ".join(map(str, self.items)) or "*"


class Copies(Struct, frozen=True):
    """``first ~ second : facts``: the same fact at two places is the same number. ``T*`` is any form, ``*`` any place."""

    first: str
    second: str
    facts: Patterns

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second} : {self.facts}"


class Claims(Struct, frozen=True):
    """``kind @ section``: what the prose of a section claims in so many words. ``alone``: without its sub-sections."""

    kind: str
    section: str
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.kind} @ {'=' if self.alone else ''}{self.section}"


class Stated(Struct, frozen=True):
    """``given facts @ place``: the place states a fact of each shape."""

    facts: Patterns
    place: str

    def __str__(self) -> str:
        return f"given {self.facts} @{self.place}"


Body = Linear | Parts | Ratio | Average | Copies | Claims | Stated


class Assertion(Struct, frozen=True, dict=True):
    """One assertion of an identity.

    Attributes:
        bodies: one of them holds.
        guards: where each of them holds exactly, and nowhere else, is anything asserted.
        exceptions: where one of them holds exactly, nothing is; one whose facts are not stated does not.
    """

    bodies: tuple[Body, ...]
    guards: tuple[Linear, ...] = ()
    exceptions: tuple[Linear, ...] = ()

    @property
    def body(self) -> Body:
        """The first of the bodies."""
        return self.bodies[0]

    @cached_property
    def terms(self) -> tuple[AssertionTerm, ...]:
        """All terms of its equations and guards."""
        equations = (body for body in (*self.bodies, *self.guards) if isinstance(body, Linear | Ratio | Average))
        return tuple(term for equation in equations for term in equation.terms)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places of this document that it speaks of, in order of mention; not those of copies and claims."""
        return tuple(dict.fromkeys(place for document, place in self._mentioned() if not document and place))

    @cached_property
    def documents(self) -> frozenset[str]:
        """Which other documents it asks for: ``previous``, ``budget``."""
        return frozenset(document for document, _ in self._mentioned() if document)

    def _mentioned(self) -> Iterator[tuple[str, str]]:
        for body in self.bodies:
            if isinstance(body, Claims) and body.kind == "since":
                yield "previous", ""
            if isinstance(body, Parts | Stated):
                yield "", body.place
        yield from ((term.document, term.place) for term in self.terms)

    def __str__(self) -> str:
        guards = " and ".join(map(str, self.guards))
        exceptions = " or ".join(map(str, self.exceptions))
        said = " or ".join(map(str, self.bodies)) + (f" where {guards}" if guards else "")
        return said + (f" unless {exceptions}" if exceptions else "")


def shown(assertions: tuple[Assertion, ...]) -> str:
    """Assertions as they are written."""
    return " & ".join(map(str, assertions))
