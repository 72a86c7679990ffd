"""What a form can state: a term of an identity that no cell of its form states would never find a number, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Assertion, Choice, Copies, Linear, Parts, Pattern, Ratio
from juesuan.model import FactKey
from juesuan.standard.forms import OF_UNIT, Form

__all__ = ["unstated"]

_A_CODE_OF_EACH_LEVEL = ("206", "20603", "2060301")
_A_UNIT = f"{OF_UNIT}甲"


def unstated(part: Assertion, forms: Mapping[str, Form]) -> Iterator[tuple[str, Pattern]]:
    """The form and the shape of each term of an assertion, guards too, that no cell of the form it is looked for in can state.

    Which codes a form lists is a matter of the department and the year: a code by name is as good as any.
    """
    for place, pattern in _shapes(part):
        if place in forms:
            wanted = _of_any_code(pattern)
            if not any(wanted.match(fact) is not None for fact in _facts(forms[place])):
                yield place, pattern


def _shapes(part: Assertion) -> Iterator[tuple[str, Pattern]]:
    """The shapes of facts that an assertion looks for, with the place; not those that may be made of their parts."""
    for body in (*part.bodies, *part.guards, *part.exceptions):
        if isinstance(body, Linear | Ratio):
            yield from ((term.place, term.pattern) for term in body.terms if not term.document and not term.made)
        elif isinstance(body, Parts):
            yield body.place, body.pattern
        elif isinstance(body, Copies):
            yield from ((place, item) for place in (body.first, body.second) for item in body.facts.items)


def _facts(form: Form) -> Iterator[FactKey]:
    """What a form states; of a form of codes the total and one code of each level, and of a unit. Lines may list codes below a 类."""
    codes = (*_A_CODE_OF_EACH_LEVEL, _A_UNIT) if form.kind in {"codes", "lines"} else (_A_UNIT,)
    for row in (form.total, *(row.key for row in form.rows), *codes):
        for column in form.columns:
            fact = form.fact(row, column.key)
            if fact is not None:
                yield fact


def _of_any_code(pattern: Pattern) -> Pattern:
    named = tuple((name, Choice()) for name, value in pattern.fixed if value.isdigit())
    free = tuple(
        (name, Choice(optional=choice.optional) if _lists_codes(choice) else choice) for name, choice in pattern.free
    )
    fixed = tuple(item for item in pattern.fixed if not item[1].isdigit())
    return replace(pattern, fixed=fixed, free=(*free, *named))


def _lists_codes(choice: Choice) -> bool:
    return any(value[:1].isdigit() for value in choice.among)
