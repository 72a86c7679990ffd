"""What was prepared is what is read: every cell of every form, in every layout and format we publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from juesuan.formats.opening import open_source
from juesuan.model import Disclosure, Statement
from juesuan.model.print_style import PrintStyle
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_docx, publish_flattened, publish_html, publish_pdf, publish_text
from juesuan.publishing.publishers import publish_xlsx
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.standard import Standard, builtin
from tests.examples import examples
from tests.strategies import Made, disclosures

Publish = Callable[[Disclosure, PrintStyle, Path, Standard], None]
FORMATS: dict[str, Publish] = {
    ".pdf": publish_pdf,
    ".docx": publish_docx,
    ".xlsx": publish_xlsx,
    ".html": publish_html,
    ".txt": publish_text,
    ".flat.txt": publish_flattened,
}
DRAWN = ("guangdong-2019", "mof-2022", "shaanxi-2022", "shanghai-2024")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def prepared(disclosure: Disclosure) -> dict[str, Statement]:
    """The statements of the account forms by id."""
    return {s.id: s for s in disclosure.statements if not s.in_prose and s.source in disclosure.tables}


def published_and_read(disclosure: Disclosure, layout: PrintStyle, publish: Publish, path: Path) -> FormsRead:
    publish(disclosure, layout, path, builtin())
    return recognise_forms(open_source(path), builtin())


@pytest.fixture(scope="module")
def example() -> dict[str, Disclosure]:
    """The example department in every layout that is drawn in a way of its own."""
    return {name: compose(example_books(builtin()), builtin().layouts.named(name)) for name in DRAWN}


@pytest.mark.parametrize("layout", DRAWN)
@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_the_example_department(example: dict[str, Disclosure], layout: str, suffix: str, tmp_path: Path) -> None:
    disclosure = example[layout]
    found = published_and_read(
        disclosure, builtin().layouts.named(layout).style, FORMATS[suffix], tmp_path / f"example{suffix}"
    )

    expected = prepared(disclosure)
    assert {s.id: (s.fact, s.amount.value, s.amount.unit) for s in found.statements} == {
        id: (s.fact, s.amount.value, s.amount.unit) for id, s in expected.items()
    }
    assert {reading.state for reading in found.readings if reading.form in disclosure.tables} == {"read"}
    assert found.grade == 1


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=SLOW)
@given(made=disclosures())
def test_any_department(made: Made, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("made") / f"any{suffix}"
    found = published_and_read(made.disclosure, made.layout, FORMATS[suffix], path)

    assert {s.id: s.value for s in found.statements} == {id: s.value for id, s in prepared(made.disclosure).items()}


@settings(max_examples=examples(8), deadline=None, suppress_health_check=SLOW)
@given(made=disclosures())
def test_any_department_flattened(made: Made, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No printed number is lost, and none stands in a wrong place unless it is said to be ambiguous."""
    path = tmp_path_factory.mktemp("made") / "any.txt"
    found = published_and_read(made.disclosure, made.layout, publish_flattened, path)

    expected = prepared(made.disclosure)
    read = {s.id: s for s in found.statements}
    assert [id for id, s in expected.items() if s.value and id not in read] == []
    assert [id for id, s in read.items() if not s.ambiguous and s.value != expected[id].value] == []
