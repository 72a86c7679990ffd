"""The performance forms of real documents, where they are at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from juesuan import read
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, State
from juesuan.standard import builtin
from tests.contexts import context_of

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


@pytest.fixture(scope="module")
def jiaozuo() -> Disclosure:
    return read(SAMPLES / "accounts" / "jiaozuo-industry-2022.txt")


@pytest.fixture(scope="module")
def xian() -> Disclosure:
    return read(SAMPLES / "accounts" / "xian-health-2022.pdf")


def failing(rule: str, disclosure: Disclosure) -> list[str]:
    return [o.message for o in outcomes(builtin().rules[rule], context_of(disclosure)) if o.state is State.FAIL]


def columns(disclosure: Disclosure) -> dict[str, tuple[str, ...]]:
    return {f"{form.kind}{form.instance}": form.columns for form in disclosure.performance}


def test_flattened_forms_are_found_with_the_columns_they_print(jiaozuo: Disclosure) -> None:
    found = columns(jiaozuo)

    assert list(found) == ["PO1", *(f"PP{number}" for number in range(1, 7))]
    assert "actual" not in found["PO1"]
    assert [name for name, keys in found.items() if "score" not in keys] == ["PP2", "PP3", "PP4", "PP5"]
    assert [name for name, keys in found.items() if "target" not in keys] == ["PP1", "PP3"]
    assert [name for name, keys in found.items() if "level2" not in keys] == ["PP3", "PP6"]
    assert [name for name, keys in found.items() if "reason" not in keys] == ["PP6"]
    assert [len(form.indicators) for form in jiaozuo.performance] == [28, 5, 5, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        *((rule, 1) for rule in ("PO-02", "PO-03", "PO-21", "PO-22", "PO-24", "PP-15", "PP-17", "PX-01")),
        *((rule, 0) for rule in ("PP-01", "PP-02", "PP-05", "PP-06", "PP-12", "PO-04", "PO-07", "PO-10")),
        ("PP-13", 6),
        ("PP-14", 3),
    ],
)
def test_known_defects_of_the_flattened_forms(jiaozuo: Disclosure, rule: str, number: int) -> None:
    assert len(failing(rule, jiaozuo)) == number


def test_eighty_nine_forms_of_a_consolidated_document(xian: Disclosure) -> None:
    assert Counter(form.kind for form in xian.performance) == {"PO": 1, "PP": 88}
    assert all(form.project is not None and form.project.text for form in xian.performance if form.kind == "PP")
    totals = {(s.source, s.instance) for s in xian.statements if s.row == "sum" and s.column == "score"}
    assert len(totals) == 89


def test_what_the_consolidated_document_has_wrong(xian: Disclosure) -> None:
    assert len(failing("PP-01", xian)) == 2
    assert failing("PP-06", xian) == []
    assert sum("1000%" in message for message in failing("PP-02", xian)) == 10
    assert "82" in failing("N13-02", xian)[0]


def test_an_overall_form_of_another_place() -> None:
    disclosure = read(SAMPLES / "performance" / "ningde-office-2024-overall.pdf")

    (form,) = disclosure.performance
    assert (form.kind, form.template, len(form.indicators)) == ("PO", "fujian-2024-overall", 17)
    assert len(failing("PO-01", disclosure)) == 8  # a row of zeros in four columns, against its parts and in the total
    assert failing("PO-02", disclosure) == failing("PO-10", disclosure) == []


@pytest.mark.parametrize(
    ("name", "rule", "number"),
    [
        ("qingshen-ndrc-2023", "PP-13", 1),
        ("qingshen-ndrc-2023", "PP-23", 1),
        ("guichi-tangxi-2022", "PP-01", 3),  # one row, three columns
        ("guichi-tangxi-2022", "PP-14", 0),
        ("daying-justice-2023", "PP-13", 0),
    ],
)
def test_page_texts(name: str, rule: str, number: int) -> None:
    assert len(failing(rule, read(SAMPLES / "performance" / f"{name}-project.txt"))) == number
