"""The register of what is mutated says what is there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTER: Mapping[str, Any] = tomllib.loads((ROOT / "tools" / "mutants.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", REGISTER["module"], ids=lambda module: module["path"])
def test_modules_and_their_tests_are_there(module: Mapping[str, Any]) -> None:
    assert (ROOT / module["path"]).is_file()
    assert module["tests"]
    assert [name for name in module["tests"] if not (ROOT / name.partition("::")[0]).exists()] == []


def test_mutants_that_are_no_faults_are_of_lines_that_are_there_and_have_a_reason() -> None:
    for entry in REGISTER.get("equivalent", ()):
        lines = [" ".join(line.split()) for line in (ROOT / entry["path"]).read_text(encoding="utf-8").splitlines()]

        assert entry["line"] in lines, f"{entry['path']}: the line is gone; so is its mutant: {entry['line']}"
        assert entry["becomes"] != entry["line"]
        assert entry["reason"]


def test_mutants_are_of_what_runs_not_of_what_is_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mutants = pytest.importorskip("mutants", reason="cosmic-ray is not at hand")
    code = "@cached(size=3)\ndef larger(one: int | None, other: int) -> bool | None:\n    return one > other\n"
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(mutants, "ROOT", tmp_path)

    found = [mutant.becomes for mutant in mutants._mutants("module.py", REGISTER["operators"])]

    assert found == ["return one >= other", "return one <= other"]
