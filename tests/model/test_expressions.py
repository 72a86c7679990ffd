"""Expressions of modules are compiled late; a mistake in one of them must not wait for the document that needs it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import juesuan
from juesuan.model.expressions import _Expression, expression


def _held() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(juesuan.__path__, "juesuan."):
        if not found.name.endswith("__main__"):
            held = vars(importlib.import_module(found.name))
            yield from (
                (f"{found.name}.{name}", value) for name, value in held.items() if isinstance(value, _Expression)
            )


def test_every_expression_of_the_package_compiles() -> None:
    found = {name: value.groups for name, value in _held()}
    assert len(found) > 100


def test_it_is_what_re_compiles() -> None:
    late, now = expression(r"(?P<a>x)|Y", re.IGNORECASE), re.compile(r"(?P<a>x)|Y", re.IGNORECASE)
    assert late.sub("-", "Xy") == now.sub("-", "Xy") == "--"
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (
        now.pattern,
        now.flags,
        now.groups,
        now.groupindex,
    )
    assert [match.span() for match in late.finditer("xzy", 1)] == [(2, 3)]


def test_a_mistake_shows_when_it_is_used() -> None:
    late = expression("(")
    with pytest.raises(re.error):
        late.search("")
