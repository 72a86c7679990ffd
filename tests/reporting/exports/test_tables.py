"""What is written is read back equal, and every statement and every finding is there exactly once."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.checking.engine import check
from juesuan.demo import demo_disclosure, flawed
from juesuan.model import Unit
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.columns import Field, Resource, Row, Value, plain_row, typed_row
from juesuan.reporting.exports.rows import core_rows
from juesuan.reporting.exports.schema import core
from juesuan.reporting.exports.sent import packed_tables, unpacked_tables
from juesuan.reporting.exports.tables import csv_text, merged, package_files, read_csv
from juesuan.reporting.exports.workbook import tables_workbook
from juesuan.standard import builtin
from tests.examples import examples
from tests.reporting import made

KNOWN = core(builtin())
MADE = Resource(
    "made",
    "表",
    "",
    (Field("key", "integer", "键"), Field("text", "string", "文字"), Field("number", "number", "数"), Field("whole", "integer", "个数")),
    ("key",),
)  # fmt: skip
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''=1", "'", "+A1", "-5", "@x", "\t=1", "第一行\n第二行", '"', ",", "0", "_x0041_"]
)
_NUMBERS = st.decimals(-(10**12), 10**12, places=2) | st.decimals(0, 10**6, places=4)
ROWS = st.lists(
    st.tuples(st.none() | _TEXTS.filter(bool), st.none() | _NUMBERS, st.none() | st.integers(-(10**9), 10**9)),
    max_size=6,
).map(
    lambda rows: [
        {"key": number, "text": text, "number": value, "whole": whole}
        for number, (text, value, whole) in enumerate(rows)
    ]
)


@given(rows=ROWS)
def test_csv_is_read_back_equal(rows: list[dict[str, Value]]) -> None:
    """Whatever the texts are: also those that a spreadsheet would run. A blank stays a blank."""
    assert read_csv(MADE, csv_text(MADE, rows)) == rows


@given(rows=ROWS)
def test_no_text_begins_like_a_formula(rows: list[dict[str, Value]]) -> None:
    lines = list(csv.reader(io.StringIO(csv_text(MADE, rows).removeprefix("\ufeff"), newline="")))
    assert not [line for line in lines if line[1].startswith(("=", "@", "\t", "＝", "＠"))]


@given(rows=ROWS)
def test_rows_go_between_processes_unchanged(rows: list[dict[str, Value]]) -> None:
    assert [typed_row(MADE, plain_row(MADE, row)) for row in rows] == rows


@given(rows=ROWS)
@settings(max_examples=examples(15))
def test_a_workbook_is_read_back_equal(rows: list[dict[str, Value]]) -> None:
    """Numbers of up to fifteen digits are numbers there."""
    sheet = openpyxl.load_workbook(io.BytesIO(tables_workbook({"made": rows}, [MADE])))["表"]
    found = [_read(cells) for cells in sheet.iter_rows(min_row=2, values_only=True)]

    assert [row for row in found if row["key"] is not None] == rows
    assert sheet.freeze_panes == "A2"
    assert [str(cell.value).split("\n")[1] for cell in sheet[1]] == list(MADE.names)


def _read(cells: tuple[object, ...]) -> Row:
    key, text, number, whole = cells
    value = None if number is None else Decimal(str(number))
    return {"key": key, "text": text, "number": value, "whole": whole}  # type: ignore[dict-item]


def example() -> Dossier:
    """A department's disclosure with errors, checked."""
    document = flawed(demo_disclosure(builtin()))
    return Dossier(document, check(document, standard=builtin()), builtin())


@pytest.mark.parametrize("dossier", [made.dossier(), example()], ids=["made", "example"])
def test_every_statement_and_every_finding_is_there_exactly_once(dossier: Dossier) -> None:
    """Also what follows from another finding, and what was explained and accepted."""
    tables = core_rows(dossier, judged=True)
    files = {one.name: read_csv(one, csv_text(one, tables[one.name])) for one in KNOWN}

    assert Counter(row["id"] for row in files["facts"]) == Counter(s.id for s in dossier.disclosure.statements)
    assert Counter(row["id"] for row in files["findings"]) == Counter(f.id for f in dossier.report.findings)
    assert Counter(row["finding"] for row in files["finding_numbers"]) == Counter(
        finding.id for finding in dossier.report.findings for _ in finding.terms
    )
    assert len(files["documents"]) == 1
    assert unpacked_tables(packed_tables(tables, KNOWN), KNOWN) == files


def test_a_number_says_what_it_is() -> None:
    """Value, unit, exact yuan, year, body, place, file and how certain it is; a blank is none of them."""
    dossier = example()
    facts = {row["id"]: row for row in core_rows(dossier, judged=True)["facts"]}
    for item in dossier.disclosure.statements:
        row = facts[item.id]
        assert row["unit_name"] == dossier.disclosure.info.unit
        assert row["fiscal_year"] == dossier.disclosure.info.year
        assert row["judgement"] in {"accused", "involved", "checked", "unchecked"}
        if item.is_blank:
            assert row["value"] is None
            assert row["yuan"] is None
        elif item.amount.unit.is_money:
            assert row["yuan"] == item.amount.to(Unit.YUAN).value
            assert isinstance(row["value"], Decimal)


def test_several_documents_are_one_set() -> None:
    """The same document given twice is there once; the same body in two years is one unit."""
    one = made.dossier()
    info = replace(one.disclosure.info, sha256="b" * 64, year=1999)
    other = Dossier(replace(one.disclosure, info=info), one.report, one.standard)
    tables = merged((core_rows(each, judged=True) for each in (one, other, one)), KNOWN)

    assert [row["fiscal_year"] for row in tables["documents"]] == [one.disclosure.info.year, 1999]
    assert len(tables["units"]) == 1
    assert len(tables["facts"]) == 2 * len(one.disclosure.statements)
    assert len(tables["findings"]) == 2 * len(one.report.findings)


def test_the_package_is_valid(tmp_path: Path) -> None:
    """Types, keys between the tables, sizes and hashes, by another program; every file begins with a mark."""
    files = package_files(core_rows(example(), judged=True), KNOWN, builtin().hash)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    report = validate(str(tmp_path / "datapackage.json"))

    assert report.flatten(["type", "note", "message"]) == []
    assert all(content.startswith(b"\xef\xbb\xbf") for name, content in files.items() if name.endswith(".csv"))
    described = json.loads(files["datapackage.json"])
    assert [one["name"] for one in described["resources"]] == [one.name for one in KNOWN]
