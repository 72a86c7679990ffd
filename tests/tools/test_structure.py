"""What judges, makes and tells is handed its standard: no module of theirs asks for the built-in one, by whatever name."""

from __future__ import annotations

import ast

import pytest
import structure

PLANTED = {
    "__init__.py": "def builtin(): ...",
    "rules.py": "from juesuan.standard import builtin\nPATTERN = ''\nclass Rule: ...\ndef rules():\n    return builtin().rules",
    "forms.py": (
        "from juesuan.standard import builtin as own\nACCOUNTS = ''\ndef titled(): ...\n"
        "def forms():\n    return own().forms\ndef form_titled(text):\n    return titled(forms())"
    ),
    "words.py": "from juesuan.standard.forms import forms",
    "codes.py": "def plain_name(): ...",
}


@pytest.fixture(scope="module")
def accessors(tmp_path_factory: pytest.TempPathFactory) -> frozenset[tuple[str, str]]:
    """Those of a standard with functions that speak for the built-in one, which ours has but one of."""
    source = tmp_path_factory.mktemp("source")
    (source / "standard").mkdir()
    for name, text in PLANTED.items():
        (source / "standard" / name).write_text(text, encoding="utf-8")
    return structure.built_in_accessors(source)


def told(text: str, accessors: frozenset[tuple[str, str]]) -> list[int]:
    """The lines that are complained of."""
    return [line for line, _ in structure.asks_for_the_built_in(ast.parse(text), accessors)]


@pytest.mark.parametrize(
    "text",
    [
        "from juesuan.standard import builtin",
        "from juesuan.standard.rules import PATTERN, rules",
        "from juesuan.standard.rules import rules as register",
        "from juesuan.standard.forms import form_titled",  # asks another that asks
        "from juesuan.standard.words import forms",  # handed on
        "from juesuan.standard import forms",  # the module, by which forms.forms() can be asked
        "import juesuan.standard.rules",
        "from juesuan.standard.forms import *",
        "def later():\n    from juesuan.standard.rules import rules",
    ],
)
def test_what_asks_for_the_built_in_standard_is_found(text: str, accessors: frozenset[tuple[str, str]]) -> None:
    assert told(text, accessors) == [text.count("\n") + 1]


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
def test_types_and_what_is_told_everything_may_be_imported(text: str, accessors: frozenset[tuple[str, str]]) -> None:
    assert told(text, accessors) == []


def test_it_is_looked_for_in_every_package_but_where_the_command_line_chooses() -> None:
    packages = ("checking", "preparing/workbook", "publishing/html", "reporting", "cli")
    assert all(structure.is_handed(f"{package}/planted.py") for package in packages)
    assert structure.is_handed("demo.py")
    assert not structure.is_handed("cli/standard.py")
    assert not structure.is_handed("__init__.py")


def test_only_one_function_of_ours_speaks_for_the_built_in_standard() -> None:
    assert structure.built_in_accessors() == {("juesuan.standard", "builtin")}


def test_a_class_name_has_one_meaning() -> None:
    sources = {
        "a.py": "class Line:\n    class Line: ...\n",
        "b.py": "class Lines: ...\n",
        "c.py": "class Line(Lines): ...\n",
    }

    assert list(structure.classes_named_twice(sources)) == ["c.py: another class Line is in a.py"]


@pytest.mark.parametrize(
    "text",
    [
        "page = f'<p>{name}</p>'",
        "page = '<td class=\"' + kind + '\">'",
        "'<br>'.join(lines)",
        "from html import escape",
        "page = '<!DOCTYPE html>'",
    ],
)
def test_markup_outside_its_builder_is_found(text: str) -> None:
    assert {line for line, _ in structure.spelt_markup(ast.parse(text))} == {1}


@pytest.mark.parametrize(
    "text", ["'(?P<text>a)'", "'<w:p>'", "if a < b > c: ...", '"""A ``<p>`` of the page."""', "'<收入>'"]
)
def test_what_is_no_markup_of_a_page_may_be_written(text: str) -> None:
    assert list(structure.spelt_markup(ast.parse(text))) == []
