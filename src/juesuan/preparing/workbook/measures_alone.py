"""The measures of a workbook by themselves: who reviews a document has how its values are found, and no accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from juesuan.model import Problem
from juesuan.preparing.books import EvidenceFile, MeasureLine
from juesuan.preparing.workbook.as_meant import as_meant, sorted_sheets
from juesuan.preparing.workbook.books_in_making import BooksInMaking
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.indicators import measure_lines
from juesuan.preparing.workbook.sheets import header_of
from juesuan.preparing.workbook.values import Known
from juesuan.standard import Standard

__all__ = ["MeasuresRead", "read_measures"]

_MEASURES, _EVIDENCE, _PROJECT = "measures", "evidence", "project"


@dataclass(frozen=True, slots=True)
class MeasuresRead:
    """The measures, the files of evidence that are named, and what has to be mended in these two sheets."""

    measures: tuple[MeasureLine, ...]
    evidence: tuple[EvidenceFile, ...]
    problems: tuple[Problem, ...]


def read_measures(sheets: Sequence[InputSheet], standard: Standard) -> MeasuresRead:
    """What the sheets of measures and of evidence say; projects are called as they stand there, whatever other sheets say."""
    schema = standard.workbook
    own = [sheet for sheet in sheets if (form := schema.named(sheet.name)) and form.id in {_MEASURES, _EVIDENCE}]
    meant = as_meant(own, schema)
    draft = BooksInMaking({}, Known(standard), problems=meant.problems, remarks=meant.remarks)
    draft.sheets = sorted_sheets(meant.sheets, schema, draft.remarks)
    draft.known = Known(standard, projects=tuple(dict.fromkeys(_projects(draft.sheets, standard))))
    measures = draft.unique(draft.usable(_MEASURES), "indicator", "指标", _PROJECT)
    files = ({key: str(value) for key, value in entry.values.items()} for entry in draft.usable(_EVIDENCE))
    evidence = tuple(EvidenceFile(**file) for file in files)
    return MeasuresRead(tuple(measure_lines(measures)), evidence, tuple(draft.problems))


def _projects(sheets: Mapping[str, Sequence[InputSheet]], standard: Standard) -> Iterator[str]:
    """The names in the column of projects that do not mean the whole."""
    form = standard.workbook.sheet(_MEASURES)
    column = next(field for field in form.fields if field.key == _PROJECT)
    for sheet in sheets.get(_MEASURES, ()):
        found = header_of(form, sheet)
        if found is None or _PROJECT not in found[1]:
            continue
        top, columns = found
        texts = (
            line[columns[_PROJECT]].text for row, line in sheet.rows.items() if row > top and columns[_PROJECT] in line
        )
        yield from (text for text in texts if text and not column.chosen(text))
