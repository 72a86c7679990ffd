"""The libraries of the product: each is explained, and its licence is what its maker says and allows the product."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from dependencies import PERMISSIVE, Unfit, checked, locked

ROOT = Path(__file__).resolve().parents[2]
REASONS = tomllib.loads((ROOT / "tools" / "dependencies.toml").read_text(encoding="utf-8"))
MIT = {"licence": "MIT", "why": "x"}


@pytest.mark.parametrize("name", sorted(locked(ROOT)))
def test_the_licence_is_what_the_library_says(name: str) -> None:
    """As far as it says so in a form that can be read."""
    try:
        said = metadata(name)["License-Expression"]
    except PackageNotFoundError:
        pytest.skip("not installed here")
    if said is None:
        pytest.skip("no licence expression")

    assert _parts(REASONS[name]["licence"]) == _parts(said)


def _parts(licence: str) -> set[str]:
    return set(re.split(r" (?:or|and) ", licence, flags=re.IGNORECASE))


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT and AGPL-3.0", "", "Proprietary", "LGPL-2.1 or GPL-2.0"])
def test_a_licence_that_does_not_allow_the_product_is_refused(licence: str) -> None:
    with pytest.raises(Unfit, match="no permissive licence"):
        checked({"a": ">=1"}, {"a": "1"}, {"a": {"licence": licence, "why": "x"}})


@pytest.mark.parametrize("licence", [*sorted(PERMISSIVE), "MIT and Zlib", "GPL-3.0-only or MIT"])
def test_one_that_does_is_taken(licence: str) -> None:
    checked({"a": ">=1"}, {"a": "1"}, {"a": {"licence": licence, "why": "x"}})


@pytest.mark.parametrize(
    ("ranges", "versions", "reasons"),
    [
        ({"a": ""}, {}, {}),
        ({"a": ""}, {"a": "1", "b": "2"}, {"a": MIT}),
        ({"a": ""}, {"a": "1"}, {"a": MIT, "b": MIT}),
    ],
)
def test_what_is_declared_locked_and_explained_agrees(
    ranges: dict[str, str], versions: dict[str, str], reasons: dict[str, dict[str, str]]
) -> None:
    with pytest.raises(Unfit):
        checked(ranges, versions, reasons)
