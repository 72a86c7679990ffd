"""Every cell of the account tables of the samples, against a golden transcription that holds no data.

The transcription was compared by eye with the rendered pages. It is kept as salted hashes, one a cell, because the samples
and what is in them are no part of the project. ``python -m tests.samples.test_form_cells`` writes it anew: do that only
after looking at the pages again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.formats.opening import open_source
from juesuan.model import Statement
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.standard import builtin

ACCOUNTS = Path(__file__).parents[3] / "shared" / "samples" / "accounts"
GOLDEN = Path(__file__).parent / "golden" / "form_cells.json"
SAMPLES = (
    "foshan-metro-2019.pdf",
    "jiaozuo-industry-2022.txt",
    "putuo-ecology-2025-retyped.pdf",
    "putuo-finance-2024.pdf",
    "swu-2023.pdf",
    "xian-health-2022.pdf",
)

pytestmark = pytest.mark.skipif(not ACCOUNTS.is_dir(), reason="the samples are not here")


def read(name: str) -> FormsRead:
    return recognise_forms(open_source(ACCOUNTS / name), builtin())


def hashed(name: str, found: FormsRead) -> dict[str, list[str]]:
    """A hash of each cell, by form."""
    cells: dict[str, list[str]] = {}
    for statement in found.statements:
        cells.setdefault(statement.source, []).append(_hash(name, statement))
    return {form: sorted(hashes) for form, hashes in sorted(cells.items())}


def _hash(name: str, statement: Statement) -> str:
    text = "\n".join((name, statement.id, format(statement.value.normalize() + 0, "f")))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def golden() -> dict[str, dict[str, list[str]]]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_is_read_to_its_place(name: str) -> None:
    """At least 999 of 1000 cells right, and no form lost."""
    expected, read_now = golden()[name], hashed(name, read(name))

    assert sorted(read_now) == sorted(expected)
    wanted, got = (set(_all(cells)) for cells in (expected, read_now))
    assert len(wanted & got) >= 0.999 * len(wanted | got)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_is_read_and_adds_up(name: str) -> None:
    found = read(name)

    states = {reading.form: reading.state for reading in found.readings if reading.form in found.tables}
    assert set(states.values()) == {"read"}
    assert not found.problems
    assert found.grade is not None
    assert found.grade >= 1


def _all(cells: dict[str, list[str]]) -> Iterator[str]:
    for hashes in cells.values():
        yield from hashes


def main() -> None:
    """Writes the transcription from what is read now."""
    found = {name: hashed(name, read(name)) for name in SAMPLES}
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
