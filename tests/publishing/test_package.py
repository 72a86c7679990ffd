"""Data packages: valid, exact in both formats, the same bytes every time, and true to the disclosure."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package, validate
from msgspec import structs

from juesuan.formats.text.csv_cells import harmless
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_package
from juesuan.publishing.package.schema import resources
from juesuan.standard import builtin

NAMES = sorted(builtin().layouts.prepared)


@lru_cache(maxsize=4)
def example(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


def published(name: str, folder: Path, **settings: Any) -> Path:
    publish_package(example(name), builtin().layouts.named(name).style, folder, builtin(), **settings)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published("henan-2022", tmp_path_factory.mktemp("package") / "数据 'a'")


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def package(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an edition, written once for all that is asked of it."""
    return published(name, tmp_path_factory.mktemp("package"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """An answer of DuckDB; ``{T02}`` is a Parquet file of the package."""
    names = {file.stem: f"'{str(file).replace(chr(39), chr(39) * 2)}'" for file in folder.rglob("*.parquet")}
    return duckdb.sql(question.format(**names)).fetchall()


def test_frictionless_finds_nothing_wrong(package: Path) -> None:
    """Types, required values, primary and foreign keys, sizes and hashes."""
    report = validate(str(package / "datapackage.json"))
    assert report.flatten(["type", "note", "message"]) == []
    assert report.stats["errors"] == 0


def test_a_file_that_was_changed_is_noticed(tmp_path: Path) -> None:
    """So that the check above can fail: by its hash, and by its keys."""
    described = published("henan-2022", tmp_path) / "datapackage.json"
    path = tmp_path / "data" / "T03.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2010301", "2019999"), encoding="utf-8")
    assert {kind for (kind,) in validate(str(described)).flatten(["type"])} == {"hash-count", "foreign-key"}


def test_every_statement_is_a_row(name: str, package: Path) -> None:
    """A blank cell has no value: it is no zero."""
    found = [(row["id"], row["fact"], row["value"], row["unit"], row["raw"]) for row in rows(package, "facts")]
    wanted = [
        (
            item.id,
            str(item.fact or ""),
            f"{item.value:f}" if item.amount.raw else "",
            item.amount.unit.value,
            harmless(item.amount.raw),
        )
        for item in example(name).statements
    ]
    assert found == wanted


def test_parquet_holds_what_the_csv_holds(package: Path) -> None:
    """Exactly, as decimals; texts that a spreadsheet would run have an apostrophe in the CSV alone."""
    for resource in Package(str(package / "datapackage.json")).resources:
        if resource.name.endswith("-parquet") or resource.name == "disclosure":
            continue
        wanted = [tuple(row.values()) for row in resource.read_rows()]
        stem = Path(str(resource.path)).stem
        assert [tuple(map(harmless, row)) for row in asked(package, f"FROM {{{stem}}}")] == wanted
        numbers = [field.name for field in resource.schema.fields if field.type == "number"]
        kinds = dict(row[:2] for row in asked(package, f"DESCRIBE FROM {{{stem}}}"))
        assert {kinds[number] for number in numbers} <= {"DECIMAL(24,6)"}


def test_sums_hold_in_the_parquet(folder: Path) -> None:
    """合计＝各类之和 on the table, and the same total among the facts."""
    ((stated, summed),) = asked(
        folder,
        "SELECT max(C3) FILTER (row = '*'), sum(C3) FILTER (length(code) = 3) FROM {T03}",
    )
    (fact,) = asked(folder, "SELECT DISTINCT value FROM {facts} WHERE fact = 'spend[nature=project]'")
    assert stated == summed == fact[0] == Decimal("2837.24")


def test_a_wide_number_keeps_all_its_digits(tmp_path: Path) -> None:
    made = example("henan-2022")
    first, *others = made.statements
    exact = Decimal("1234567890123456789.12345678")
    wide = structs.replace(
        made, statements=(structs.replace(first, amount=structs.replace(first.amount, value=exact)), *others)
    )
    publish_package(wide, builtin().layouts.named("henan-2022").style, tmp_path, builtin())
    assert asked(tmp_path, f"SELECT value FROM {{facts}} WHERE id = '{first.id}'") == [(exact,)]


def test_the_numbers_of_the_prose_stand_in_their_sentences(folder: Path) -> None:
    told = rows(folder, "narrative_numbers")
    assert len(told) == sum(1 for item in example("henan-2022").statements if item.in_prose)
    assert all(row["raw"] in row["sentence"] and row["paragraph"] for row in told)
    assert "年初预算为596.00万元，支出决算为618.43万元" in told[20]["sentence"]


def test_performance_adds_up(folder: Path) -> None:
    question = (
        "SELECT f.score - sum(i.score) - max(m.score) FROM {performance_forms} f JOIN {performance_indicators} i USING (form) "
        "JOIN {performance_funds} m ON m.form = f.form AND m.source = 'total' GROUP BY f.form, f.score"
    )
    assert asked(folder, question) == [(Decimal(0),)] * 7


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_the_same_disclosure_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    one, two = (published("shanghai-2024", tmp_path / f"{name}{suffix}") for name in ("one", "two"))
    contents = [
        {file.relative_to(path.parent).name: file.read_bytes() for file in ([path] if suffix else path.rglob("*.*"))}
        for path in (one, two)
    ]
    assert list(contents[0].values()) == list(contents[1].values())


def test_a_zip_holds_the_whole_package(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(published("henan-2022", tmp_path / "made.zip")) as archive:
        names = archive.namelist()
        wanted = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
        assert sorted(names) == sorted(wanted)
        assert archive.read("datapackage.json") == (folder / "datapackage.json").read_bytes()


def test_the_descriptor_says_where_the_data_come_from(folder: Path, tmp_path: Path) -> None:
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described["juesuan"]["catalogue"].startswith("sha256:")
    assert described["juesuan"]["document"]["unit"] == example("henan-2022").info.unit
    assert "licenses" not in described
    for resource in described["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    licence = {"name": "CC-BY-4.0", "title": "署名 4.0"}
    published("henan-2022", tmp_path, licences=[licence])
    again = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert again["licenses"] == [licence]


def test_column_types_are_of_the_fiscal_taxonomy() -> None:
    """And classifications that are neither COFOG nor GFSM do not claim to be."""
    kinds = {field.column_type for resource in resources(builtin()) for field in resource.fields} - {""}
    assert "value" in kinds
    assert not any("cofog" in kind or "gfsm" in kind for kind in kinds)
    families = {kind.split(":")[0] for kind in kinds}
    assert families <= {
        "value", "phase", "date", "activity", "fin-source", "geo",
        "functional-classification", "economic-classification", "administrative-classification",
    }  # fmt: skip


def test_a_folder_whose_name_is_a_pattern(tmp_path: Path) -> None:
    """The tables are made of the files in that folder and of no others."""
    made = compose(example_books(builtin()), builtin().layouts.named("henan-2022"))
    for name in ("数据1", "数据[1]"):
        publish_package(made, builtin().layouts.named("henan-2022").style, tmp_path / name, builtin())
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("数据1", "数据[1]")
    )

    assert one == other
