"""The JSON of ``juesuan read``, read again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

import juesuan
from juesuan.demo import demo_disclosure
from juesuan.formats.errors import Damaged, ReadError, TooLarge, Unsupported
from juesuan.formats.limits import Limits
from juesuan.formats.package.extract_reading import read_data
from juesuan.model import Certain, Disclosure, Doubtful, Quality, Reader
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.reporting.made import disclosure


def _again(folder: Path, made: Disclosure) -> Disclosure:
    path = folder / "made.json"
    path.write_text(dumps(disclosure_object(made)), encoding="utf-8")
    return juesuan.read(path)


def test_what_was_read_comes_back(tmp_path: Path) -> None:
    """Statements, claims, numbers, readings, and the tables' cells."""
    made = disclosure()
    again = _again(tmp_path, made)

    assert again.info == made.info
    assert again.statements == made.statements
    assert again.claims == made.claims
    assert again.numbers == made.numbers
    assert again.readings == made.readings
    assert again.grade == made.grade
    assert {form: {key: cell.raw for key, cell in table.cells.items()} for form, table in again.tables.items()} == {
        form: {key: cell.raw for key, cell in table.cells.items()} for form, table in made.tables.items()
    }


def test_how_a_number_was_read_comes_back(tmp_path: Path) -> None:
    """Where it stands, what read it, and whether it is as printed, settled by the sums, or one reading of several."""
    first, second, third, *others = disclosure().statements
    told = (
        structs.replace(first, reader=Reader.WORDS, certainty=Doubtful(("12.00", ""))),
        structs.replace(second, reader=Reader.COLUMNS, certainty=Certain(derived=True)),
        structs.replace(third, reader=Reader.WORKBOOK),
    )
    made = structs.replace(disclosure(), statements=(*told, *others))

    assert _again(tmp_path, made).statements == made.statements
    assert [s.quality for s in told] == [Quality.DOUBTFUL, Quality.DERIVED, Quality.PRINTED]


def test_data_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """It did not say how a number was read: a number without a row was of the prose, an ambiguous one a doubtful one."""
    raw = disclosure_object(disclosure())
    for statement in raw["statements"]:
        for key in ("part", "reader", "quality", "rivals"):
            del statement[key]
    raw["statements"][0]["ambiguous"] = True
    path = tmp_path / "earlier.json"
    path.write_text(dumps(raw), encoding="utf-8")
    again = juesuan.read(path)

    assert [s.part for s in again.statements] == [s.part for s in disclosure().statements]
    assert {s.reader for s in again.statements} == {Reader.DATA}
    assert [s.ambiguous for s in again.statements] == [True] + [False] * (len(again.statements) - 1)


def test_it_is_judged_like_the_original(tmp_path: Path) -> None:
    """The same findings, by their fingerprints."""
    made = disclosure()
    found = [[finding.id for finding in juesuan.check(each).findings] for each in (made, _again(tmp_path, made))]

    assert found[0] == found[1] != []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda value: {"findings": []}, Unsupported),
        (lambda value: value | {"statements": [{}]}, Damaged),
        (lambda value: value | {"document": None}, Damaged),
        (lambda value: value | {"tables": [1, 2]}, Damaged),
        (lambda value: value | {"reading": {"grade": "x"}}, Damaged),
    ],
)
def test_other_json_is_refused(tmp_path: Path, change: object, kind: type[ReadError]) -> None:
    """With a message, whatever was done to it."""
    value = json.loads(dumps(disclosure_object(disclosure())))
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(change(value)), encoding="utf-8")  # type: ignore[operator]

    with pytest.raises(kind, match=r"changed\.json：.+。.+。"):
        juesuan.read(path)


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    """A download that broke off."""
    path = tmp_path / "half.json"
    path.write_text(dumps(disclosure_object(disclosure()))[:5000], encoding="utf-8")

    with pytest.raises(Damaged):
        juesuan.read(path)


@pytest.mark.parametrize("edition", builtin().layouts.prepared.values(), ids=lambda edition: edition.id)
def test_a_prepared_disclosure_comes_back_whole(tmp_path: Path, edition: Layout) -> None:
    """In every edition the JSON keeps everything: read again, the disclosure is equal to what was prepared."""
    made = compose(replace(example_books(builtin()), year=edition.year), edition)

    assert _again(tmp_path, made) == made


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1E+999999999", "9" * 5000, '"NaN"', '"1E+999999999"', '"sNaN"', "1e400"]
)
@pytest.mark.parametrize("field", ["value", "decimals", "page", "line"])
def test_numbers_that_no_document_has(tmp_path: Path, number: str, field: str) -> None:
    """They are refused."""
    raw = disclosure_object(disclosure())
    (raw["statements"][0] if field in raw["statements"][0] else raw["statements"][0]["place"])[field] = "§"
    path = tmp_path / "a.json"
    path.write_text(dumps(raw).replace('"§"', number), encoding="utf-8")

    with pytest.raises(Damaged):
        juesuan.read(path)


def test_text_that_no_encoding_has(tmp_path: Path) -> None:
    raw = disclosure_object(disclosure())
    path = tmp_path / "a.json"
    path.write_text(dumps(raw).replace('"raw": "', '"raw": "\\ud800', 1), encoding="utf-8")

    with pytest.raises(Damaged):
        juesuan.read(path)


def test_too_much_data(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="JSON"):
        read_data(tmp_path / "a.json", dumps(disclosure_object(disclosure())).encode(), Limits(data_values=5))


@pytest.mark.parametrize(
    "fact",
    ["spend[function=0]", "spend[function=20,of=x]", "spend[colour=red]", "treasure", "spend[function=999999999999]"],
)
def test_a_fact_that_the_standard_does_not_have_is_named_and_left_out(tmp_path: Path, fact: str) -> None:
    raw = disclosure_object(demo_disclosure(builtin()))
    stated = [one for one in raw["statements"] if one["fact"]]
    for one in stated[:3]:
        one["fact"] = fact
    (tmp_path / "a.json").write_text(json.dumps(raw), encoding="utf-8")
    disclosure = juesuan.read(tmp_path / "a.json")

    assert any("3 个数" in problem.message and fact in problem.message for problem in disclosure.problems)
    assert juesuan.check(disclosure).faults == ()
