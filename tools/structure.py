"""House rules that no linter knows: module length, names that say nothing or two things, floats in the core."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import exactness
import literals

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "juesuan"
MAX_LINES = 400
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
SOLVER = "arithmetic/solver.py"  # speaks to the solver, which knows only floats; exact decimals go in and come out
EVERYTHING = {"Exception", "BaseException"}
GUARD = "juesuan/fault.py"  # the one place that catches everything, for a rule, a file, a command
CLASS = re.compile(r"^class (\w+)", re.M)
SEARCHES = {"find", "index", "rfind", "rindex"}
SEARCH = "formats/pages/normal_form.py"  # the one loop that searches on
CHOOSES = "cli/standard.py"  # the one place of the command line where the standard is chosen
HANDED = (
    "arithmetic",
    "checking",
    "cli",
    "demo.py",
    "formats",
    "preparing",
    "publishing",
    "recognising",
    "reporting",
)  # are handed it
STANDARD = "juesuan.standard"
BUILDERS = ("formats/html/elements.py", "formats/excel/annotating/boxes.py")
# Where markup of web pages is spelt: one place for all, and the drawings of Excel, whose boxes hold an empty element of it.
ELEMENTS = (
    "a|b|body|br|button|caption|details|div|em|figure|g|h[1-6]|head|html|i|image|img|input|label|li|main|meta|nav|ol|p|path|pre|rect|script|"
    "section|span|strong|style|summary|svg|table|tbody|td|text|th|thead|title|tr|ul"
)
MARKUP = re.compile(rf"(?<!P)</?(?:{ELEMENTS})(?:\s[^<]*)?/?>|<(?:{ELEMENTS})\s[\w:-]+=|<!DOCTYPE html")
CORE = ("model", "arithmetic", "standard", "checking", "preparing")


def complaints() -> Iterator[str]:
    """Every violation, as ``path: what``."""
    accessors = built_in_accessors()
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    yield from classes_named_twice(sources)
    for name, text in sorted(sources.items()):
        path = ROOT / name
        lines = text.count("\n")
        if lines > MAX_LINES:
            yield f"{name}: {lines} lines, at most {MAX_LINES}"
        if path.stem in EMPTY_NAMES:
            yield f"{name}: the name says nothing about what lives there"
        tree = ast.parse(text)
        if not name.endswith(GUARD):
            yield from (f"{name}:{line}: {what}" for line, what in _guards(tree))
        if not name.endswith(SEARCH):
            yield from (f"{name}:{line}: {what}" for line, what in _endless_searches(tree))
        if not name.endswith(BUILDERS):
            yield from (f"{name}:{line}: {what}" for line, what in spelt_markup(tree))
        if is_handed(path.relative_to(SOURCE).as_posix()):
            yield from (f"{name}:{line}: {what}" for line, what in asks_for_the_built_in(tree, accessors))
        if path.relative_to(SOURCE).parts[0] in CORE and not name.endswith(SOLVER):
            yield from (f"{name}:{line}: {what}" for line, what in _core_complaints(tree))


def classes_named_twice(sources: Mapping[str, str]) -> Iterator[str]:
    """A class name has one meaning: whoever searches for it finds one place."""
    places: dict[str, list[str]] = {}
    for name, text in sorted(sources.items()):
        for found in CLASS.findall(text):
            places.setdefault(found, []).append(name)
    yield from (
        f"{also}: another class {name} is in {first}" for name, (first, *others) in places.items() for also in others
    )


def _guards(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or (isinstance(kind, ast.Name) and kind.id in EVERYTHING) for kind in kinds):
                yield node.lineno, "catches everything: bugs must surface (juesuan.fault.attempt tells of them)"


def spelt_markup(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Markup of web pages in texts of the program: what is put into it is not escaped by construction. Docstrings may speak of it."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            found = MARKUP.search(node.value)
            if found is not None:
                yield node.lineno, f"spells {found[0]!r}: juesuan.formats.html.elements builds markup"
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "html"
            and any(item.name == "escape" for item in node.names)
        ):
            yield node.lineno, "escapes by hand: juesuan.formats.html.elements escapes by construction"


def _endless_searches(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Loops that go on looking for words of the document: empty ones are found for ever."""
    for loop in ast.walk(tree):
        for node in ast.walk(loop) if isinstance(loop, ast.While) else ():
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if (
                node.func.attr in SEARCHES
                and node.args
                and not isinstance(node.args[0], ast.Constant)
                and len(node.args) > 1
            ):
                yield (
                    node.lineno,
                    "searches on in a loop: juesuan.formats.pages.normal_form.occurrences ends also where nothing is looked for",
                )


def is_handed(name: str) -> bool:
    """Whether a module, by its path in the package, is given the standard that it works by."""
    return name.partition("/")[0] in HANDED and name != CHOOSES


def built_in_accessors(source: Path = SOURCE) -> frozenset[tuple[str, str]]:
    """The functions that speak for the built-in standard, by module and name: those that ask for it, those that ask these, and what
    modules of the standard hand on of them.
    """
    files = sorted((source / "standard").rglob("*.py"))
    trees = {_module(path, source): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    functions = [
        (name, node) for name, tree in trees.items() for node in tree.body if isinstance(node, ast.FunctionDef)
    ]
    found = {(STANDARD, "builtin")}
    while True:
        known = {name: set(_names_of(name, tree, found)) for name, tree in trees.items()}
        more = {(name, node.name) for name, node in functions if known[name] & set(_called(node))}
        more |= {(name, handed) for name, names in known.items() for handed in names}
        more -= found
        if not more:
            return frozenset(found)
        found |= more


def _module(path: Path, source: Path) -> str:
    return ".".join(("juesuan", *path.relative_to(source).with_suffix("").parts)).removesuffix(".__init__")


def _names_of(module: str, tree: ast.Module, accessors: set[tuple[str, str]]) -> Iterator[str]:
    """What a module calls the accessors that it has or imports."""
    yield from (name for where, name in accessors if where == module)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names if (node.module, alias.name) in accessors)


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def asks_for_the_built_in(tree: ast.Module, accessors: frozenset[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Imports of what speaks for the built-in standard, or of a whole module by which it can be reached."""
    modules = {module for module, _ in accessors}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (
                    (node.module, alias.name) in accessors
                    or f"{node.module}.{alias.name}" in modules
                    or alias.name == "*"
                ):
                    yield node.lineno, f"{alias.name}: the standard is handed over, not asked for"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in modules:
                    yield node.lineno, f"{alias.name}: the standard is handed over, not asked for"


def _core_complaints(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield node.lineno, "a float in the core: amounts are Decimal"


def main() -> int:
    """Prints the complaints; exit status 1 when there are any."""
    found = [*complaints(), *literals.complaints(), *exactness.complaints()]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
