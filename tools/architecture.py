"""The page of the architecture: the layers as import-linter has them, and every room with the first line of its docstring."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "juesuan"
TEMPLATE = ROOT / "tools" / "templates" / "architecture.md"


def architecture_page() -> str:
    """The page, from its template: what is drawn stands in braces there."""
    contracts = {contract["name"]: contract for contract in _contracts()}
    layers = next(contract for contract in contracts.values() if contract["type"] == "layers")
    core = next(contract for name, contract in contracts.items() if name.startswith("The core"))
    solver = next(contract for contract in contracts.values() if contract["forbidden_modules"] == ["highspy"])
    return TEMPLATE.read_text(encoding="utf-8").format(
        layers="\n".join(_layers(layers["layers"])),
        core=_listed(core["source_modules"]),
        barred=_listed(core["forbidden_modules"]),
        solver=_listed(line.split(" -> ")[0] for line in solver["ignore_imports"]),
        rooms="\n".join(_rooms()),
    )


def _contracts() -> list[Mapping[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[Mapping[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return [{"forbidden_modules": [], **contract} for contract in contracts]


def _listed(modules: Iterator[str] | list[str]) -> str:
    return ", ".join(f"`{module.removeprefix('juesuan.')}`" for module in modules)


def _layers(layers: list[str]) -> Iterator[str]:
    """One row a layer, the uppermost first; packages that do not exist yet are optional in the contract and left out."""
    yield "| packages | what lives there |"
    yield "|---|---|"
    for layer in layers:
        names = [name for name in re.findall(r"juesuan\.(\w+)", layer) if _path(name).exists()]
        if names:
            words = "<br>".join(
                f"`{name}`: {_first_line(_path(name))}" if len(names) > 1 else _first_line(_path(name))
                for name in names
            )
            yield f"| {', '.join(f'`{name}`' for name in names)} | {words} |"


def _path(name: str) -> Path:
    package = SOURCE / name / "__init__.py"
    return package if package.exists() else SOURCE / f"{name}.py"


def _rooms() -> Iterator[str]:
    """For each package its modules and sub-packages with what their docstring says first."""
    for package in sorted(path.parent for path in SOURCE.glob("*/__init__.py")):
        yield f"### `{package.name}`\n\n| room | what is there |\n|---|---|"
        yield from _children(package, "")
        yield ""


def _children(package: Path, prefix: str) -> Iterator[str]:
    for path in sorted(package.iterdir()):
        inner = path / "__init__.py"
        if path.suffix == ".py" and path.name not in {"__init__.py", "__main__.py"}:
            yield f"| `{prefix}{path.stem}` | {_first_line(path)} |"
        elif inner.exists():
            yield f"| `{prefix}{path.name}/` | {_first_line(inner)} |"
            if prefix.count(".") < 2 and path.name != "rules":  # each rule has its page
                yield from _children(path, f"{prefix}{path.name}.")


def _first_line(path: Path) -> str:
    """What a module's docstring says first."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")
