"""No fact and no value of a dimension is spelt in the sources: they are named in data, which is validated (standard/data/facts.toml).

What is looked for on the syntax tree, docstrings apart:

* a text that begins like a fact of the vocabulary with a dimension: ``"spend[fund=gpb]"``, ``f"balance[at={at}]"``;
* a value given to a dimension by its name: ``FactKey.of("spend", fund="gpb")``, ``{"fund": "gpb"}``, ``found["fund"] = "gpb"``;
* a value compared with what is called like a dimension: ``spending.nature == "basic"``, ``fact.get("fund") in {"gf", "sc"}``;
* a collection of values of one dimension and nothing else: ``("initial", "adjusted")``;
* a value that is no word of anything else: ``"gpb"``;
* where documents are judged and made, a measure that is a whole fact: ``FactKey.of("spend")``, ``by_fact.get("spend")``, ``fact.measure == "spend"``.

``python tools/literals.py`` lists them; there are none.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from juesuan.standard import builtin

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "juesuan"
VOCABULARY = builtin().vocabulary
SIDES = "side"  # its values are also the measures and the columns of two-sided forms


def _values() -> dict[str, frozenset[str]]:
    """The listed values of every dimension, those of items of all measures."""
    found = {name: frozenset(dimension.values) for name, dimension in VOCABULARY.dimensions.items()}
    found["item"] = frozenset(item for measure in VOCABULARY.measures.values() for item in measure.items)
    return {name: values for name, values in found.items() if values}


VALUES = _values()
UNMISTAKABLE = frozenset(key for key, value in VOCABULARY.dimensions["fund"].values.items() if value.within)
_OF_FACTS = ("FactKey", "FactKey.of", "FactKey.parse", "by_fact.get", "facts.get", "known.get", "stated_projects")
_FACT = re.compile(rf"(?:{'|'.join(VOCABULARY.measures)})\[(?:{'|'.join(VOCABULARY.dimensions)})=")


_JUDGED_AND_MADE = {"checking", "preparing"}


def complaints(source: Path = SOURCE) -> Iterator[str]:
    """What is spelt in the source files, with its place."""
    for path in sorted(source.rglob("*.py")):
        tree, room = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(source).parts[0]
        for line, what in sorted({*literals(tree), *(measures(tree) if room in _JUDGED_AND_MADE else ())}):
            yield f"{path.relative_to(source).as_posix()}:{line}: {what} is a fact or a value of a dimension; name it in data"


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of everything in a module that the vocabulary should say."""
    skipped = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        text = _text(node)
        if text is not None and (_FACT.match(text) or text in UNMISTAKABLE):
            yield node.lineno, repr(text)  # type: ignore[attr-defined]
        elif isinstance(node, ast.JoinedStr) and node.values and _FACT.match(_text(node.values[0]) or ""):
            yield node.lineno, ast.unparse(node)
        else:
            yield from _named(node)
            yield from _collected(node)


def measures(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every measure in a module that is the whole of a fact."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).endswith(_OF_FACTS):
            found = [node.args[0]]
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            found = sides if any(isinstance(side, ast.Attribute) and side.attr == "measure" for side in sides) else []
        else:
            continue
        yield from ((item.lineno, repr(text)) for item in found if (text := _text(item)) in VOCABULARY.measures)


def _named(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Values given to a dimension, or compared with one."""
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            yield from _value(keyword.arg or "", keyword.value)
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from _value(_text(key) or "", value)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                yield from _value(_text(target.slice) or "", node.value)
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for dimension in {name for side in sides for name in _called(side)} - {SIDES}:
            for side in sides:
                yield from _value(dimension, side)
                if isinstance(side, ast.Set | ast.Tuple | ast.List):
                    yield from (found for item in side.elts for found in _value(dimension, item))


def _value(dimension: str, node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.IfExp):
        yield from _value(dimension, node.body)
        yield from _value(dimension, node.orelse)
    text = _text(node)
    if text is not None and text in VALUES.get(dimension, ()):
        yield node.lineno, f"{dimension}={text}"  # type: ignore[attr-defined]


def _called(node: ast.AST) -> Iterator[str]:
    """The dimension that an expression is called like: ``fund``, ``line.fund``, ``fact.get("fund")``."""
    name = ""
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = node.attr
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        name = _text(node.args[0]) or ""
    if name in VALUES:
        yield name


def _collected(node: ast.AST) -> Iterator[tuple[int, str]]:
    """A collection of nothing but values of one dimension."""
    items = (
        node.elts
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        else node.keys
        if isinstance(node, ast.Dict)
        else []
    )
    texts = [_text(item) for item in items]
    if len(texts) > 1 and any(
        all(text in values for text in texts) for name, values in VALUES.items() if name != SIDES
    ):
        yield node.lineno, ", ".join(map(str, texts))  # type: ignore[attr-defined]


def _text(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Texts that are statements of their own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from node.values  # the whole is looked at, not its pieces


def main() -> int:
    """Prints the complaints."""
    found = list(complaints())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
