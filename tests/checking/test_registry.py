"""One rule in code, one file of one shape; the register has every file's rule, and every rule in code has its file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from juesuan.checking import rules as package
from juesuan.checking.context import Context, passed
from juesuan.checking.registry import code_rules, found_in
from juesuan.model import Outcome
from juesuan.standard import builtin

SOURCE = Path(package.__path__[0]).parents[1]
FILES = sorted(path for path in Path(package.__path__[0]).rglob("*.py") if path.name != "__init__.py")
FAMILIES = {
    "within_table": "tables",
    "cross_table": "cross",
    "cross_year": "years",
} | {name: name for name in ("narrative", "performance", "classification", "format", "language", "structure")}
_ID = re.compile(r"[A-Z]{1,2}\d{0,2}-\d\d")
_LETTERS = frozenset(rule.partition("-")[0] for rule in builtin().rules)
# What the demonstration plants is found by certain rules; a line of the reviewer's form is one of them.
_MAY_NAME = {"demo.py", "checklist.py"}


def rule_of(path: Path) -> str:
    """The id in the name of a file."""
    family, number, _ = path.stem.split("_", 2)
    return f"{family}-{number}".upper()


def test_every_rule_in_code_has_one_file_and_every_file_one_rule() -> None:
    in_code = [rule.id for rule in builtin().rules.values() if rule.kind == "code"]

    assert sorted(map(rule_of, FILES)) == sorted(in_code) == sorted(code_rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_file_is_of_the_one_shape(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    public = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    first, blank, *rest = (ast.get_docstring(tree) or "").split("\n")

    assert isinstance(constants["RULE"], ast.Constant)
    assert constants["RULE"].value == rule_of(path)
    assert [name for name in constants if not name.startswith("_")] in (["RULE"], ["RULE", "LIMITS"])
    assert next(iter(constants)) == "RULE"
    assert public == ["check"]
    assert next(node.name for node in tree.body if isinstance(node, ast.FunctionDef)) == "check"
    assert re.fullmatch(rf"{rule_of(path)} .*[一-鿿].*\.", first)
    assert blank == ""
    assert 1 <= len(rest) <= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_file_stands_in_the_family_of_its_category(path: Path) -> None:
    assert path.parent.name == FAMILIES[builtin().rules[rule_of(path)].category]


def test_no_rule_file_takes_from_another() -> None:
    for path in FILES:
        assert "checking.rules" not in path.read_text(encoding="utf-8"), path


def named_ids(path: Path) -> Iterator[str]:
    """The ids of rules that stand alone in a text of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if _ID.fullmatch(text) and text.partition("-")[0] in _LETTERS:
            yield text


def test_engines_know_no_rules() -> None:
    engines = [path for path in SOURCE.rglob("*.py") if path not in FILES and path.name not in _MAY_NAME]

    assert {path.name: found for path in engines if (found := list(named_ids(path)))} == {}


def module(name: str = "n05_18_order", doc: str | None = "N05-18 次序.", **content: object) -> ModuleType:
    """A rule file in memory."""
    made = ModuleType(f"some.rules.narrative.{name}", doc)
    made.__dict__.update({"RULE": "N05-18", "check": holds} | content)
    return made


def holds(context: Context) -> Iterator[Outcome]:
    yield passed()


def test_each_file_is_found_by_its_id() -> None:
    assert found_in([module()]) == {"N05-18": holds}
    assert found_in([module(doc=None)]) == {"N05-18": holds}


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        ([module("n05_19_order")], "name of the file"),
        ([module("n05_18")], "name of the file"),
        ([module("order")], "name of the file"),
        ([module(doc="次序.")], "docstring"),
        ([module(doc="N05-180 次序.")], "docstring"),
        ([module(RULE="")], "RULE"),
        ([module(RULE="", RULES={"N05-18": holds})], "RULE"),
        ([module(check=None)], "check"),
        ([module(), module("n05_18_numbers")], "another file"),
    ],
)
def test_what_is_not_of_the_shape_is_refused(modules: list[ModuleType], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        found_in(modules)
