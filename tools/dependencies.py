"""The libraries that the product needs: from what is declared and locked, and why each is there."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["PERMISSIVE", "Unfit", "checked", "dependencies_page", "locked"]

PERMISSIVE = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "OFL-1.1", "PSF-2.0", "Zlib"}
)
"""Licences that allow a product under Apache-2.0, by their SPDX names."""

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NAME = re.compile(r"[<>=!~ ]")
_EITHER, _BOTH = re.compile(r" or ", re.IGNORECASE), re.compile(r" and ", re.IGNORECASE)


class Unfit(Exception):
    """What is declared, locked and explained do not agree, or a licence does not allow the product."""


def dependencies_page(root: Path) -> str:
    """The page: what is imported, and what that needs in turn.

    Raises:
        Unfit: see there.
    """
    declared: list[str] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]
    reasons = tomllib.loads((root / "tools" / "dependencies.toml").read_text(encoding="utf-8"))
    versions = locked(root)
    ranges = {_NAME.split(entry)[0]: entry.removeprefix(_NAME.split(entry)[0]) for entry in declared}
    checked(ranges, versions, reasons)
    users = _importers(root)
    lines = [
        "# Dependencies",
        "",
        "All that is installed with the program, with the versions that are tested (`requirements/runtime.txt`).",
        "",
    ]
    lines += ["| library | version | tested | licence | why | used by |", "|---|---|---|---|---|---|"]
    for name in (*ranges, *(name for name in versions if name not in ranges)):
        reason = reasons[name]
        where = "、".join(sorted(users.get(reason.get("module", ""), ()))) or "—"
        tested = "、".join(versions[name])
        lines.append(
            f"| {name} | {ranges.get(name, '')} | {tested} | {reason['licence']} | {reason['why']} | {where} |"
        )
    return "\n".join(lines) + "\n"


def locked(root: Path) -> dict[str, list[str]]:
    """The versions in the lock file, several where systems differ."""
    found: dict[str, list[str]] = {}
    for name, version in _LOCKED.findall((root / "requirements" / "runtime.txt").read_text(encoding="utf-8")):
        found.setdefault(name, []).append(version)
    return found


def checked(
    ranges: Mapping[str, str], versions: Mapping[str, object], reasons: Mapping[str, Mapping[str, Any]]
) -> None:
    """Refuses libraries without an entry, entries without a library, and licences that do not allow the product.

    Raises:
        Unfit: with what is wrong.
    """
    if missing := sorted(set(ranges) - set(versions)):
        raise Unfit(f"requirements/runtime.txt lacks {missing}")
    if differing := sorted(set(versions) ^ set(reasons)):
        raise Unfit(f"tools/dependencies.toml and requirements/runtime.txt differ: {differing}")
    strange = [
        f"{name}: {reason['licence']}" for name, reason in reasons.items() if not _is_permissive(reason["licence"])
    ]
    if strange:
        raise Unfit(f"no permissive licence: {strange}")


def _is_permissive(licence: str) -> bool:
    """Whether one of the licences to choose from allows the product, in all its parts."""
    return any(set(_BOTH.split(choice)) <= PERMISSIVE for choice in _EITHER.split(licence))


def _importers(root: Path) -> dict[str, set[str]]:
    """Which of our packages import a module."""
    found: dict[str, set[str]] = {}
    source = root / "src" / "juesuan"
    for path in source.rglob("*.py"):
        package = path.relative_to(source).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += _opened_package(node)
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(package)
    return found


def _opened_package(node: ast.AST) -> list[str]:
    """The package of ``files("package")``: one that holds data, not code."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "files":
        return []
    values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    return [value for value in values if isinstance(value, str)]
