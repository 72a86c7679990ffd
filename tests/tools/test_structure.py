"""What judges is handed its standard: no module of theirs asks for the built-in one, by whatever name."""

from __future__ import annotations

import ast

import pytest
import structure


def told(text: str) -> list[int]:
    """The lines that are complained of."""
    return [line for line, _ in structure.asks_for_the_built_in(ast.parse(text), structure.built_in_accessors())]


@pytest.mark.parametrize(
    "text",
    [
        "from juesuan.standard import builtin",
        "from juesuan.standard.rules import PATTERN, rules",
        "from juesuan.standard.vocabulary import vocabulary as words",
        "from juesuan.standard.forms import form_titled",  # asks another that asks
        "from juesuan.standard.codes import function_codes",
        "from juesuan.standard import forms",  # the module, by which forms.forms() can be asked
        "import juesuan.standard.rules",
        "from juesuan.standard.forms import *",
        "def later():\n    from juesuan.standard.rules import rules",
    ],
)
def test_what_asks_for_the_built_in_standard_is_found(text: str) -> None:
    assert told(text) == [text.count("\n") + 1]


@pytest.mark.parametrize(
    "text",
    [
        "from juesuan.standard import Standard",
        "from juesuan.standard.rules import PATTERN, Rule",
        "from juesuan.standard.forms import ACCOUNTS, titled",
        "from juesuan.standard.codes import plain_name",
        "from juesuan.checking.registry import code_rules",
    ],
)
def test_types_and_what_is_told_everything_may_be_imported(text: str) -> None:
    assert told(text) == []
