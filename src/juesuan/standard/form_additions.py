"""What layouts add to the forms: rows and columns of their own, and the words by which they call what all have.

What one layout has is known whatever the layout of a document: a reader meets it before it knows whose the document is. Only the layouts
that have it print it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from msgspec.structs import replace

from juesuan.standard.forms import Form, FormColumn, FormRow
from juesuan.standard.layout_files import FormEntry, LayoutFiles
from juesuan.standard.loading import DataError
from juesuan.standard.patterns import opened, opened_literal, without_number

__all__ = ["with_layouts"]

_Part = TypeVar("_Part", FormColumn, FormRow)


def _with(parts: tuple[_Part, ...], added: _Part, after: str, where: str, own: Collection[str]) -> tuple[_Part, ...]:
    """The rows or columns of a form with one more, behind the one with that key; as they are when another layout has added the same.

    Raises:
        ValueError: when there is another one of its key, or none to stand behind.
    """
    found: list[_Part] = []
    for part in parts:
        found.append(part)
        if part.key == added.key:
            if part == added and part.key in own:
                return parts
            raise ValueError(f"{where}：这张表已有同名的另一行或另一栏，请换一个 key")
        if part.key == after:
            found.append(added)
    if len(found) == len(parts):
        raise ValueError(f"{where}：这张表没有“{after}”，不能排在它后面（after）")
    return tuple(found)


def _with_additions(form: Form, entry: FormEntry) -> Form:
    rows, columns, own = form.rows, form.columns, form.added
    for item in entry.added_rows:
        labels = (opened_literal(item.label), *map(opened, item.labels))
        row = FormRow(item.key, item.label, labels, item.fact, item.memo, item.side)
        rows = _with(rows, row, item.after, f"加的行“{item.key}”", own)
    for extra in entry.added_columns:
        headers = (opened_literal(extra.label), *map(opened, extra.headers))
        column = FormColumn(extra.key, extra.label, headers, extra.fact, extra.memo, extra.side)
        columns = _with(columns, column, extra.after, f"加的栏“{extra.key}”", own)
    added = own.union((item.key for item in entry.added_rows), (item.key for item in entry.added_columns))
    return replace(form, rows=rows, columns=columns, added=added) if added != own else form


def _in_words_of(form: Form, entry: FormEntry) -> Form:
    """The form with the title, headers and labels of a layout among those that it is known by: literally, whatever its patterns match."""
    if entry.title:
        form = replace(form, titles=_known(form.titles, entry.title))
    columns, rows = entry.columns or {}, entry.labels
    return replace(
        form,
        columns=tuple(
            replace(column, headers=_known(column.headers, columns[column.key])) if column.key in columns else column
            for column in form.columns
        ),
        rows=tuple(
            replace(row, labels=_known(row.labels, without_number(rows[row.key]))) if row.key in rows else row
            for row in form.rows
        ),
    )


def _known(patterns: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The patterns with that of a text."""
    own = opened_literal(text)
    return patterns if own in patterns else (*patterns, own)


def with_layouts(known: Mapping[str, Form], layouts: LayoutFiles) -> Mapping[str, Form]:
    """The forms with what the layouts add to them.

    Raises:
        DataError: when a layout speaks of a form that does not exist, or adds what a form cannot have.
    """
    found = dict(known)
    for name in layouts.names:
        place = layouts.file(name).name
        for entry in layouts.layout(name).forms:
            if entry.id not in found:
                raise DataError(place, "forms", f"没有表“{entry.id}”")
            try:
                found[entry.id] = _in_words_of(_with_additions(found[entry.id], entry), entry)
            except ValueError as error:
                raise DataError(place, f"forms（{entry.id}）", str(error)) from error
    return found
