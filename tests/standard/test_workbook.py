"""The schema of the workbook fits the books it describes and the prose that is made of them."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib.resources import files

import pytest

from juesuan.model import FactKey
from juesuan.preparing import books
from juesuan.standard import builtin
from juesuan.standard.workbook import WorkbookSheet, plain_label

SHEETS = builtin().workbook.sheets


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
def test_labels_of_a_sheet_are_unambiguous(sheet: WorkbookSheet) -> None:
    labels = [plain_label(name) for field in sheet.fields for name in {*field.names, field.label}]
    once = {plain_label(name): field.key for field in sheet.fields for name in (field.label, *field.names)}

    assert all(sheet.labelled(label).key == once[label] for label in labels)  # type: ignore[union-attr]
    assert len({plain_label(field.label) for field in sheet.fields}) == len(sheet.fields)


def test_names_of_sheets_are_unambiguous() -> None:
    names = [plain_label(name) for sheet in SHEETS for name in (sheet.name, *sheet.names)]

    assert sorted(names) == sorted(set(names))


def test_words_of_a_choice_are_unambiguous() -> None:
    for field in (field for sheet in SHEETS for field in sheet.fields):
        words = [plain_label(word) for choice in field.choices for word in {choice.word, *choice.names}]
        assert sorted(words) == sorted(set(words)), field.label


@pytest.mark.parametrize(
    ("sheet", "kind"),
    [
        ("income", books.Income),
        ("spending", books.Spending),
        ("basic", books.Basic),
        ("opening", books.Opening),
        ("closing", books.Opening),
        ("initial", books.Initial),
    ],
)
def test_lines_of_accounts_are_filled_in_completely(sheet: str, kind: type) -> None:
    """Every attribute that the books have for a line has a column, and no column is for nothing."""
    assert {field.key for field in builtin().workbook.sheet(sheet).fields} == {field.name for field in fields(kind)}


@pytest.mark.parametrize("sheet", ["counts", "previous"])
def test_records_of_facts_are_keyed_by_facts(sheet: str) -> None:
    for field in builtin().workbook.sheet(sheet).fields:
        assert field.type == "choice" or str(FactKey.parse(field.key)) == field.key


def _templates() -> list[str]:
    folder = files("juesuan.standard") / "data" / "layouts"
    found = (entry / "narrative.toml" for entry in folder.iterdir() if not entry.name.startswith("_"))
    return [file.read_text(encoding="utf-8") for file in found if file.is_file()]


def test_everything_that_a_narrative_compares_with_last_year_can_be_given() -> None:
    compared = {fact for text in _templates() for fact in re.findall(r'compare = "([^"]*)"', text)}

    assert compared
    assert compared <= {field.key for field in builtin().workbook.sheet("previous").fields}


def test_every_reason_that_a_narrative_asks_for_can_be_given() -> None:
    slots = [
        slot.partition(" @ ")[0] for text in _templates() for slot in re.findall(r"\{(?:reason|text): ([^}]+)\}", text)
    ]
    asked = {key for slot in slots for key in slot.split(" | ") if "$" not in key}

    assert asked
    assert asked <= {choice.key for choice in builtin().workbook.sheet("reasons").field("topic").choices}


def test_management_rows_are_those_of_the_forms() -> None:
    names = [field.key.partition(".")[2] for field in builtin().workbook.sheet("projects").fields if "." in field.key]
    rows = [name for name in names if not re.fullmatch("initial|adjusted|executed", name)]

    assert rows
    assert all(any(re.fullmatch(pattern, name) for pattern in builtin().evaluations.management) for name in rows)


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("金额（元）", "金额"),
        ("金额(元)", "金额"),
        (" 功能 科目＊", "功能科目"),
        ("3．支出", "支出"),
        ("“三公”经费", "三公经费"),
        ("项目", "项目"),
    ],
)
def test_labels_are_compared_without_ornament(label: str, plain: str) -> None:
    assert plain_label(label) == plain
