"""The backbone: what is read from a published document is exactly what was prepared, for every layout and format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

import juesuan
from juesuan.model import Disclosure, Statement, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import PUBLISHERS, publish, publish_flattened, publish_package
from juesuan.publishing.proof import proof, unlike
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.departments import EDITIONS
from tests.examples import examples
from tests.strategies import Made, disclosures

FORMATS = sorted(PUBLISHERS)
FLATTENED = (
    "guangdong-2019",
    "henan-2022",
    "shaanxi-2022",
)  # one code column: three cannot be told apart once flattened


UNITS = {"wan": Unit.WAN, "yuan": Unit.YUAN}


def example(edition: Layout, unit: Unit | None = None) -> Disclosure:
    return compose(
        replace(example_books(builtin()), year=edition.year), structs.replace(edition, unit=unit or edition.unit)
    )


def cells(statements: Iterable[Statement]) -> dict[str, object]:
    """What stands in forms: value, unit and fact by id. A blank cell is the same as a zero."""
    return {item.id: (item.value, item.amount.unit, item.fact) for item in statements if not item.in_prose}


def differences(wanted: Disclosure, read: Disclosure) -> dict[str, tuple[object, object]]:
    """Cells that did not come back as they were, by id, with both values."""
    before, after = cells(wanted.statements), cells(read.statements)
    return {
        name: (before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }


def told(disclosure: Disclosure) -> Counter[tuple[object, ...]]:
    """What the text states: section, fact, value and unit."""
    prose = (item for item in disclosure.statements if item.in_prose and item.fact is not None)
    return Counter((item.source.partition(".")[0], item.fact, item.value, item.amount.unit) for item in prose)


def _pairs() -> Iterator[tuple[Layout, Unit, str]]:
    """Every edition in every format; the unit changes from one to the next, so that it meets every edition and every format, too.

    What all three together might do is left to the random departments below.
    """
    units = tuple(UNITS.values())
    for number, edition in enumerate(builtin().layouts.prepared.values()):
        for other, suffix in enumerate(FORMATS):
            yield edition, units[(number + other) % len(units)], suffix


@pytest.mark.parametrize(
    ("edition", "unit", "suffix"),
    [pytest.param(*pair, id=f"{pair[0].id}-{pair[1].name.lower()}-{pair[2]}") for pair in _pairs()],
)
def test_the_example_comes_back_from_every_layout_and_format(
    edition: Layout, unit: Unit, suffix: str, tmp_path: Path
) -> None:
    """With what the document is."""
    made = example(edition, unit)
    publish(made, edition.style, tmp_path / f"made{suffix}", builtin())
    read = juesuan.read(tmp_path / f"made{suffix}")

    assert differences(made, read) == {}
    assert told(made) - told(read) == Counter()
    info, wanted = read.info, made.info
    assert (info.kind, info.level, info.unit, info.year) == (wanted.kind, wanted.level, wanted.unit, wanted.year)
    assert info.amount_unit is wanted.amount_unit is unit


@pytest.mark.parametrize("name", FLATTENED)
def test_the_example_comes_back_from_flattened_text(name: str, tmp_path: Path) -> None:
    edition = builtin().layouts.named(name)
    made = example(edition)
    publish_flattened(made, edition.style, tmp_path / "made.txt", builtin())
    assert differences(made, juesuan.read(tmp_path / "made.txt")) == {}


@pytest.mark.parametrize("suffix", FORMATS)
@settings(
    max_examples=examples(5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # to shrink a whole document takes minutes and shows little more
)
@given(data=st.data())
def test_random_departments_come_back(
    data: st.DataObject, suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made: Made = data.draw(disclosures())
    path = tmp_path_factory.mktemp("random") / f"made{suffix}"
    publish(made.disclosure, made.layout, path, builtin())
    read = juesuan.read(path)

    assert differences(made.disclosure, read) == {}
    assert told(made.disclosure) - told(read) == Counter()


@pytest.mark.parametrize("name", sorted(EDITIONS))
@settings(
    max_examples=examples(2),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_data_are_the_document_that_was_read(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """JSON and data package of a published document: all of it, to the last place, and the same report."""
    made: Made = data.draw(disclosures(name))
    where = tmp_path_factory.mktemp("data")
    publish(made.disclosure, made.layout, where / "made.html", builtin())
    found = proof(made.disclosure, where / "made.html", builtin())
    read = found.disclosure
    package = where / data.draw(st.sampled_from(["folder", "made.zip"]))
    (where / "made.json").write_text(dumps(disclosure_object(read)), encoding="utf-8")
    publish_package(read, made.layout, package, builtin())

    assert found.wrong == ()
    for path in (where / "made.json", package):
        assert juesuan.read(path) == read
    assert juesuan.check(read).verdict == "clean"


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx"])
@settings(
    max_examples=examples(3),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_every_format_says_the_same(data: st.DataObject, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Not the amounts alone: counts, scores, claims, the words of the performance forms."""
    made: Made = data.draw(disclosures())
    where = tmp_path_factory.mktemp("same")
    for ending in (".html", suffix):
        publish(made.disclosure, made.layout, where / f"made{ending}", builtin())

    found = proof(made.disclosure, where / f"made{suffix}", builtin())
    assert (found.wrong, found.unheard) == ((), ())
    assert unlike(juesuan.read(where / "made.html"), found.disclosure) == ()
