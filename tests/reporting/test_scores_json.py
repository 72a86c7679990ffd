"""The JSON of ``score`` is what its schema says, whatever a line has or lacks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from juesuan.performance.computing import computed
from juesuan.performance.scores import ScoreReport, scored_forms
from juesuan.preparing.books import GivenCell, MeasureLine
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import OVERALL
from juesuan.reporting.scores_json import scores_json, scores_schema
from juesuan.standard import builtin
from tests.performance.tables import evidence, kind_rows, written

STANDARD = builtin()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(scores_schema())


def test_every_part_of_a_report_is_what_the_schema_says(tmp_path: Path) -> None:
    made = example_books(STANDARD)
    assert made.overall is not None
    work, target = made.projects[0], made.projects[0].targets[0]
    rows = kind_rows("problems")
    written(tmp_path, "问题台账.csv", [*rows, rows[-1]])
    measures = (
        MeasureLine(work.name, target.name, "问题台账"),
        MeasureLine(OVERALL, "收集问题", "问题台账"),
        MeasureLine(OVERALL, "办结问题", "没有的表"),
    )
    books = replace(
        made,
        measures=measures,
        overall=replace(made.overall, results=("收集问题3个，办结问题2个。",)),
        projects=(replace(work, targets=(replace(target, actual=""), *work.targets[1:])), *made.projects[1:]),
        form_cells=(GivenCell(work.name, "得分", "1", "已批复", work.targets[1].name),),
    )
    found = evidence(tmp_path)
    shown = computed(books, found)
    forms = scored_forms(shown, STANDARD.layouts.named("henan-2022"))
    tables = tuple((table.name, table.rows, len(table.sources)) for table in found.tables.values())
    said = shown.said(STANDARD.evidence.said)
    report = ScoreReport("某局", 2022, "henan-2022", forms, tables, found.problems, found.notes, (), said)

    told = json.loads(scores_json(report))

    Draft202012Validator(scores_schema()).validate(told)
    assert [text["agrees"] for text in told["texts"]] == [False, None]
    assert any(form["entered"] for form in told["forms"])
    assert told["findings"]
    assert not told["complete"]
