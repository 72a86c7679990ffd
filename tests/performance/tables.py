"""Evidence tables for tests: rows written as files, and loaded."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from juesuan.performance.evidence.loading import loaded_evidence
from juesuan.performance.evidence.tables import Evidence
from juesuan.standard import builtin


def written(folder: Path, name: str, rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> Path:
    """A CSV file; the first row is the header."""
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def kind_rows(kind_id: str) -> list[list[str]]:
    """The ready-made table of a kind: its header and its examples."""
    kind = next(kind for kind in builtin().evidence.kinds if kind.id == kind_id)
    return [[field.label for field in kind.fields], *map(list, kind.examples)]


def evidence(folder: Path) -> Evidence:
    """What a folder holds."""
    return loaded_evidence(folder, builtin())
