"""Documents on disk for the command line: the example department's disclosure, good and flawed, and files that are none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from juesuan.cli.inputs import KEPT
from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.standard import builtin


@dataclass(frozen=True)
class Files:
    """Paths of the documents. Tests copy what they would change."""

    good: Path
    flawed: Path
    docx: Path
    pdf: Path
    broken: Path
    folder: Path


def results_in(folder: Path) -> list[str]:
    """The names in a folder, without the list of what was written there."""
    return sorted(path.name for path in folder.iterdir() if path.name not in {".juesuan.json", KEPT})


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Written once for all tests."""
    folder = tmp_path_factory.mktemp("documents")
    flaws = (folder / f"flawed.{suffix}" for suffix in ("html", "docx", "pdf"))
    made = Files(folder / "good.html", *flaws, folder / "broken.pdf", folder)
    good, layout = demo_disclosure(builtin()), builtin().layouts.named("henan-2022").style
    publish(good, layout, made.good, builtin())
    for path in (made.flawed, made.docx, made.pdf):
        publish(flawed(good), layout, path, builtin())
    made.broken.write_bytes(b"%PDF-1.7\nnothing that could be read")
    return made
