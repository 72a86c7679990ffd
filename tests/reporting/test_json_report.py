"""The JSON of ``check``: the contract and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from juesuan.model import Band, Severity, State
from juesuan.reporting.json_report import dumps, report_object, report_schema, unreadable_object
from juesuan.reporting.words import CATEGORY, READING, VERDICT
from tests.reporting.made import clean_dossier, dossier, unreadable_dossier


@pytest.mark.parametrize("made", [dossier, clean_dossier, unreadable_dossier])
def test_every_report_is_valid(made: Any) -> None:
    """With findings, without, and about nothing."""
    Draft202012Validator(report_schema()).validate(json.loads(dumps(report_object(made()))))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), VALUES))
@example({"file": "\udcff.pdf"})
def test_what_is_indented_is_what_json_indents(value: dict[str, Any]) -> None:
    """Of every text, one that no encoding has as well."""
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_file_that_could_not_be_opened_has_a_valid_report() -> None:
    """A stream of several documents has one object for each."""
    value = unreadable_object("坏.pdf", "坏.pdf：文件已损坏。")

    Draft202012Validator(report_schema()).validate(value)
    assert value["verdict"] == "unreadable"
    assert value["error"] == "坏.pdf：文件已损坏。"


def test_the_schema_is_itself_valid() -> None:
    """Otherwise it would allow anything."""
    Draft202012Validator.check_schema(report_schema())


def test_every_key_is_described() -> None:
    """Nothing is printed that the schema does not know."""
    schema = report_schema()

    assert list(_undescribed(report_object(dossier()), schema, schema)) == []


def _undescribed(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for key, inner in value.items():
            if key in known:
                yield from _undescribed(inner, known[key], root, f"{path}.{key}")
            elif "additionalProperties" not in schema:
                yield f"{path}.{key}"
    elif isinstance(value, list):
        for inner in value:
            yield from _undescribed(inner, schema.get("items", {}), root, f"{path}[]")


def test_the_schema_names_what_the_model_knows() -> None:
    """Enumerations are written out in the schema: they may not fall behind the model."""
    schema = report_schema()
    finding, rule = schema["$defs"]["finding"]["properties"], schema["$defs"]["rule"]["properties"]

    assert set(finding["severity"]["enum"]) == {severity.value for severity in Severity}
    assert set(finding["band"]["enum"]) == {band.value for band in Band} | {None}
    assert set(finding["category"]["enum"]) == set(CATEGORY)
    assert set(rule["state"]["enum"]) == {state.value for state in State}
    assert set(schema["properties"]["counts"]["required"]) == {state.value for state in State}
    assert set(schema["properties"]["verdict"]["enum"]) == set(VERDICT)
    assert set(schema["$defs"]["form"]["properties"]["state"]["enum"]) == set(READING)


def test_numbers_of_the_document_are_exact_strings() -> None:
    """Never a binary float."""
    value = report_object(dossier())
    finding = value["findings"][0]

    assert (finding["stated"], finding["expected"]) == ("1236.70", "1235.70")
    assert finding["terms"][0]["value"] == "1236.70"
    assert finding["terms"][0]["raw"] == "1,236.70"
    assert finding["terms"][0]["fact"] == "income"
    assert finding["terms"][0]["place"]["bbox"] == [120.0, 228.0, 182.0, 241.0]


def test_consequences_are_among_the_findings() -> None:
    """With their root set, and listed by it."""
    findings = report_object(dossier())["findings"]
    root = next(finding for finding in findings if finding["id"] == "sum")

    assert root["folded"] == ["follow0", "follow1"]
    assert {finding["root"] for finding in findings if finding["id"].startswith("follow")} == {"sum"}


def test_the_reading_counts_what_nobody_looked_at() -> None:
    """Printed numbers of the forms and measures of the prose; a year is no number to be checked."""
    reading = report_object(dossier())["reading"]

    assert reading["numbers"] == 5 + 7 + 5
    assert reading["bound"] == reading["numbers"] - 1
    assert [number["text"] for number in reading["unbound"]] == ["2.85%"]
    assert reading["checked"] + len(reading["unchecked"]) == reading["bound"]
    assert reading["unreadable_pages"] == [19]


def test_one_line_for_streams() -> None:
    """Several documents: one object a line."""
    assert dumps(report_object(dossier()), one_line=True).count("\n") == 0
