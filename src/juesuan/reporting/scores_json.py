"""The scores of a department's performance forms as JSON; ``schema/scores.schema.json`` describes it: numbers are strings of exact decimals,
counts are JSON numbers.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from juesuan import __version__
from juesuan.performance.evidence.shown import Shown
from juesuan.performance.score_line import ScoreLine
from juesuan.performance.scores import FormScore, ScoreReport
from juesuan.reporting.json_report import dumps
from juesuan.reporting.scores_told import place_of, points, remarks

__all__ = ["scores_json", "scores_schema", "shown_object"]

Object = dict[str, Any]


def scores_schema() -> Object:
    """The JSON Schema of :func:`scores_json`."""
    text = (files("juesuan.reporting") / "schema" / "scores.schema.json").read_text(encoding="utf-8")
    schema: Object = json.loads(text)
    return schema


def scores_json(report: ScoreReport) -> str:
    """The JSON text."""
    return dumps(
        {
            "schema": 1,
            "tool": {"name": "juesuan", "version": __version__},
            "unit": report.unit,
            "year": report.year,
            "layout": report.layout,
            "complete": report.is_whole,
            "forms": [_form(form) for form in report.forms],
            "evidence": [{"table": name, "rows": rows, "files": files} for name, rows, files in report.tables],
            "findings": [{"place": place_of(item), "message": item.message} for item in report.findings],
            "notes": [{"place": place_of(item), "message": item.message} for item in report.notes],
            "texts": [
                {
                    "where": number.where,
                    "excerpt": number.excerpt,
                    "name": number.name,
                    "printed": number.printed,
                    "computed": number.computed or None,
                    "agrees": number.agrees,
                    "evidence": shown_object(number.shown),
                }
                for number in report.said
            ],
            "unfinished": [{"place": place_of(item), "message": item.message} for item in report.unfinished],
        }
    )


def _form(form: FormScore) -> Object:
    return {
        "kind": form.kind,
        "project": form.name or None,
        "title": form.title,
        "score": points(form.total),
        "due": points(form.due),
        "unscored": points(form.unscored),
        "grade": form.grade or None,
        "next": {"grade": form.to_next[1], "missing": points(form.to_next[0]), "hangs_on": list(form.hangs_on)}
        if form.to_next is not None
        else None,
        "doubts": list(form.doubts),
        "lines": [_line(line) for line in form.lines],
        "entered": [
            {
                "row": cell.row or None,
                "column": cell.column,
                "value": cell.value,
                "computed": cell.computed or None,
                "reason": cell.reason,
            }
            for cell in form.entered
        ],
    }


def _line(line: ScoreLine) -> Object:
    return {
        "levels": list(line.levels),
        "target": line.target,
        "actual": line.actual or None,
        "source": line.source or None,
        "points": points(line.points),
        "score": points(line.score) or None,
        "due": points(line.due) or None,
        "lost": points(line.lost),
        "deviation": line.deviation or None,
        "reason": line.reason or None,
        "lacks_reason": line.lacks_reason,
        "evidence": shown_object(line.shown) if line.shown is not None else None,
        "remarks": list(remarks(line)),
    }


def shown_object(shown: Shown) -> Object:
    """A value with what it rests on: how many rows, the first and the last, the formula in words."""
    return {
        "value": shown.value,
        "reason": shown.reason or None,
        "rows": shown.rows,
        "first": shown.first or None,
        "last": shown.last or None,
        "formula": shown.formula or None,
        "notes": list(shown.notes),
    }
