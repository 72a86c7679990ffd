"""The lint on amounts: printed ones are rounded, so none is compared exactly, and none with a tolerance that somebody thought of.

What is an amount is inferred from the annotations of the core: parameters, fields, constants and results that are ``Decimal``, and what
is computed from them. Two things are complained of:

- ``==`` or ``!=`` between two amounts, or between a sum or difference of amounts and zero; a single amount may be compared with zero,
  which is printed or not. Rounding decides what is equal: :mod:`juesuan.arithmetic.bands`.
- a difference that is compared with a number written down in the sources: a tolerance of its own.

Functions that mean the very digits are named in ``tools/exactness.toml``, each with its reason; one that is named in vain is a complaint.
"""

from __future__ import annotations

import ast
import enum
import tomllib
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

__all__ = ["complaints", "decimals_in", "inexact"]

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "juesuan"
CORE = ("model", "arithmetic", "standard", "checking", "preparing")
EXEMPTIONS = Path(__file__).with_suffix(".toml")
EXACT = "an exact comparison of amounts: rounding decides what is equal (juesuan.arithmetic.bands)"
TOLERANCE = "a number of its own as tolerance: rounding decides what is allowed (juesuan.arithmetic.bands)"
_KEPT = {"abs", "max", "min"}  # of amounts these are amounts
_METHODS = {"quantize", "normalize", "scaleb", "to_integral_value", "copy_abs"}


class Kind(enum.IntEnum):
    """What an expression is, as far as can be told."""

    OTHER = 0
    NUMBER = 1  # written down in the sources
    AMOUNT = 2
    DIFFERENCE = 3  # computed from several amounts


class Known:
    """Names that are amounts wherever they stand: fields and properties, and functions by what they return."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.fields: set[str] = set()
        self.functions: set[str] = set()
        other: set[str] = set()
        for tree in trees.values():
            for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
                for node in owner.body:
                    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                        (self.fields if _is_decimal(node.annotation) else other).add(node.target.id)
                    if isinstance(node, ast.FunctionDef) and any(map(_is_property, node.decorator_list)):
                        (self.fields if _is_decimal(node.returns) else other).add(node.name)
            for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
                if not any(map(_is_property, function.decorator_list)):
                    (self.functions if _is_decimal(function.returns) else other).add(function.name)
        self.functions -= other  # where two things have one name, nothing is said
        self.fields -= other - {"value"}  # the value of an amount, and of everything that has one


def _is_property(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"property", "cached_property"}


def _is_decimal(annotation: ast.expr | None) -> bool:
    """``Decimal`` or ``Decimal | None``."""
    if isinstance(annotation, ast.BinOp):
        return _is_decimal(annotation.left) or _is_decimal(annotation.right)
    return isinstance(annotation, ast.Name) and annotation.id == "Decimal"


def _holds_decimals(annotation: ast.expr | None) -> bool:
    """``Mapping[…, Decimal]``, ``Sequence[Decimal]`` and the like."""
    if not isinstance(annotation, ast.Subscript):
        return False
    inside = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    return _is_decimal(inside[-1])


class _Scope:
    """The names of one function, with what they are."""

    def __init__(self, known: Known, constants: Mapping[str, Kind]) -> None:
        self._known = known
        self.names: dict[str, Kind] = dict(constants)
        self.holders: set[str] = set()

    def parameters(self, function: ast.FunctionDef | ast.Lambda) -> None:
        arguments = function.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self._declare(argument.arg, argument.annotation)

    def _declare(self, name: str, annotation: ast.expr | None) -> None:
        self.names[name] = Kind.AMOUNT if _is_decimal(annotation) else Kind.OTHER
        if _holds_decimals(annotation):
            self.holders.add(name)

    def learn(self, function: ast.FunctionDef) -> None:
        for node in ast.walk(function):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self._declare(node.target.id, node.annotation)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assign(target, node.value)
            elif isinstance(node, ast.NamedExpr):
                self._assign(node.target, node.value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, other in zip(target.elts, value.elts, strict=True):
                self._assign(one, other)
        elif isinstance(target, ast.Name):
            self.names[target.id] = max(self.names.get(target.id, Kind.OTHER), self.kind(value))

    def kind(self, node: ast.expr) -> Kind:
        match node:
            case ast.Constant(value=int() | float() | str()):
                return Kind.OTHER if isinstance(node.value, (bool, str)) else Kind.NUMBER
            case ast.Name(id=name):
                return self.names.get(name, Kind.OTHER)
            case ast.Attribute(attr=name):
                return Kind.AMOUNT if name in self._known.fields else Kind.OTHER
            case ast.Subscript(value=ast.Name(id=name)):
                return Kind.AMOUNT if name in self.holders else Kind.OTHER
            case ast.UnaryOp(operand=operand):
                return Kind.OTHER if isinstance(node.op, ast.Not) else self.kind(operand)
            case ast.BinOp():
                return self._computed(node)
            case ast.NamedExpr(value=value):
                return self.kind(value)
            case ast.IfExp(body=one, orelse=other):
                return max(self.kind(one), self.kind(other))
            case ast.Call():
                return self._called(node)
        return Kind.OTHER

    def _computed(self, node: ast.BinOp) -> Kind:
        sides = self.kind(node.left), self.kind(node.right)
        if max(sides) < Kind.AMOUNT:
            return Kind.NUMBER if min(sides) is Kind.NUMBER else Kind.OTHER
        several = isinstance(node.op, (ast.Add, ast.Sub)) and min(sides) >= Kind.NUMBER
        return Kind.DIFFERENCE if several else max(sides)

    def _called(self, node: ast.Call) -> Kind:
        match node.func:
            case ast.Name(id="Decimal"):
                written = bool(node.args) and isinstance(node.args[0], (ast.Constant, ast.UnaryOp))
                return Kind.NUMBER if written else Kind.AMOUNT
            case ast.Name(id="sum"):
                start = self.kind(node.args[1]) if len(node.args) > 1 else Kind.OTHER
                return Kind.DIFFERENCE if start is not Kind.OTHER else Kind.OTHER
            case ast.Name(id=name) if name in _KEPT:
                return max((self.kind(argument) for argument in node.args), default=Kind.OTHER)
            case ast.Name(id=name) if name in self._known.functions:
                return Kind.AMOUNT
            case ast.Attribute(attr=name, value=value):
                if name in _METHODS:
                    return self.kind(value)
                return Kind.AMOUNT if name in self._known.functions else Kind.OTHER
        return Kind.OTHER


def _constants(tree: ast.Module) -> dict[str, Kind]:
    """Module constants that are numbers written down."""
    found: dict[str, Kind] = {}
    empty = _Scope(Known({}), {})
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and empty.kind(node.value) is Kind.NUMBER:
            target = node.targets[0]
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            found.update((name.id, Kind.NUMBER) for name in names if isinstance(name, ast.Name))
    return found


def decimals_in(trees: Mapping[str, ast.Module]) -> Known:
    """What is an amount in all of these modules."""
    return Known(trees)


def inexact(tree: ast.Module, known: Known) -> Iterator[tuple[int, str, str]]:
    """Line, function and complaint for every comparison that takes no account of rounding."""
    constants, zeros = _constants(tree), _zeros(tree)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        scope = _Scope(known, constants)
        scope.parameters(function)
        for _ in range(2):  # names may be learned from names further down
            scope.learn(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Compare):
                operands = [node.left, *node.comparators]
                for one, operator, other in zip(operands, node.ops, operands[1:], strict=False):
                    what = _complaint(operator, (one, other), scope, zeros)
                    if what:
                        yield node.lineno, function.name, what


def _zeros(tree: ast.Module) -> set[str]:
    named = (node for node in tree.body if isinstance(node, ast.Assign) and _is_zero(node.value, set()))
    return {target.id for node in named for target in node.targets if isinstance(target, ast.Name)}


def _is_zero(node: ast.expr, zeros: Set[str]) -> bool:
    match node:
        case ast.Constant(value=0 | "0"):
            return True
        case ast.Call(func=ast.Name(id="Decimal"), args=[inside]):
            return _is_zero(inside, zeros)
        case ast.Name(id=name):
            return name in zeros
    return False


def _complaint(operator: ast.cmpop, sides: tuple[ast.expr, ast.expr], scope: _Scope, zeros: Set[str]) -> str:
    kinds = [scope.kind(side) for side in sides]
    with_zero = any(_is_zero(side, zeros) for side in sides)
    if isinstance(operator, (ast.Eq, ast.NotEq)):
        if with_zero:
            return EXACT if Kind.DIFFERENCE in kinds else ""
        return EXACT if min(kinds) >= Kind.NUMBER and max(kinds) >= Kind.AMOUNT else ""
    if isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) and not with_zero:
        return TOLERANCE if Kind.DIFFERENCE in kinds and Kind.NUMBER in kinds else ""
    return ""


def complaints() -> Iterator[str]:
    """Every violation in the core, and every exemption that exempts nothing."""
    paths = [path for package in CORE for path in sorted((SOURCE / package).rglob("*.py"))]
    trees = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    known = decimals_in(trees)
    exempt = tomllib.loads(EXEMPTIONS.read_text(encoding="utf-8"))
    used: set[tuple[str, str]] = set()
    for name, tree in trees.items():
        for line, function, what in inexact(tree, known):
            if function in exempt.get(name, {}):
                used.add((name, function))
            else:
                yield f"src/juesuan/{name}:{line}: {what} [{function}]"
    for name, functions in exempt.items():
        for function in functions:
            if (name, function) not in used:
                yield f"tools/exactness.toml: {name} {function}: nothing to exempt"
