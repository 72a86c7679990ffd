"""The register of what is mutated says what is there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mutants
import pytest
from mutants import Mutant, Work

ROOT = Path(__file__).resolve().parents[2]
REGISTER: Mapping[str, Any] = tomllib.loads((ROOT / "tools" / "mutants.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", REGISTER["module"], ids=lambda module: module["path"])
def test_modules_and_their_tests_are_there(module: Mapping[str, Any]) -> None:
    assert (ROOT / module["path"]).is_file()
    assert module["tests"]
    assert [name for name in module["tests"] if not (ROOT / name.partition("::")[0]).exists()] == []


def test_no_module_has_two_lists_of_tests() -> None:
    paths = [module["path"] for module in REGISTER["module"]]

    assert sorted(set(paths)) == sorted(paths)


def test_mutants_that_are_no_faults_are_of_lines_that_are_there_and_have_a_reason() -> None:
    for entry in REGISTER.get("equivalent", ()):
        lines = [" ".join(line.split()) for line in (ROOT / entry["path"]).read_text(encoding="utf-8").splitlines()]

        assert entry["line"] in lines, f"{entry['path']}: the line is gone; so is its mutant: {entry['line']}"
        assert entry["becomes"] != entry["line"]
        assert entry["reason"]


def test_mutants_are_of_what_runs_not_of_what_is_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("cosmic_ray")
    code = "@cached(size=3)\ndef larger(one: int | None, other: int) -> bool | None:\n    return one > other\n"
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(mutants, "ROOT", tmp_path)

    found = [mutant.becomes for mutant in mutants._mutants("module.py", REGISTER["operators"])]

    assert found == ["return one >= other", "return one <= other"]


TESTED = "from module import larger\n\n\ndef test_larger():\n    assert larger(2, 1) and not larger(1, 2)\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of one module and one test, which does not ask about equal numbers."""
    profile = "from hypothesis import settings\n\nsettings.register_profile('mutants')\n"
    files = {
        "src/module.py": code(">"),
        "tests/test_module.py": TESTED,
        "tests/conftest.py": profile,
        "pyproject.toml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    return tmp_path


def code(sign: str) -> str:
    return f"def larger(one, other):\n    return one {sign} other\n"


def test_what_the_tests_notice_is_killed_and_nothing_else(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In any order, in one copy: no mutant is left behind for the next, and the repository itself is never touched."""
    folder = str(tmp_path_factory.mktemp("copies"))
    signs = (">=", "<", ">", "<=", ">=", "<")
    found = [
        mutants._survives(Work(Mutant("src/module.py", 2, "", sign, code(sign)), ("tests/test_module.py",), folder))
        for sign in signs
    ]

    assert [survived for _, survived in found] == [True, False, True, False, True, False]
    assert (project / "src" / "module.py").read_text(encoding="utf-8") == code(">")
