"""Tables that print the same otherwise: head lines drawn as a table, the unit in the heads of columns, a dash in every blank cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from juesuan.formats.opening import open_source
from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Block, Grid, GridCell, Paragraph, Source
from juesuan.model import Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_docx
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.recognising.forms.titles import is_caption
from juesuan.standard import builtin
from tests.recognising.forms.pages import grid

DASHES = ("-", "—", "－")
AMOUNT = re.compile(r"\d\.\d")
HEADS = frozenset({"金额", "决算数", "小计"})


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The example department as a Word document."""
    path = tmp_path_factory.mktemp("printed") / "example.docx"
    layout = builtin().layouts.named("mof-2022")
    publish_docx(compose(example_books(builtin()), layout), layout.style, path, builtin())
    return open_source(path)


def changed(source: Source, of_blocks: Callable[[list[Block]], Iterator[Block]]) -> Source:
    """The document with the blocks of each page changed."""
    return replace(
        source, pages=tuple(replace(page, blocks=tuple(of_blocks(list(page.blocks)))) for page in source.pages)
    )


def of_cells(source: Source, text: Callable[[GridCell], str]) -> Source:
    """The document with other texts in the cells of its tables."""

    def other(cell: GridCell) -> GridCell:
        new = text(cell)
        return cell if new == cell.text else replace(cell, passage=passage_of(new, cell.place), lines=(new,))

    def blocks(given: list[Block]) -> Iterator[Block]:
        for block in given:
            yield replace(block, cells=tuple(map(other, block.cells))) if isinstance(block, Grid) else block

    return changed(source, blocks)


def with_dashes(table: Grid, dash: str) -> Grid:
    """The table with a dash in each blank cell from its first amount on."""
    first = min((cell.row for cell in table.cells if AMOUNT.search(cell.text)), default=table.rows)
    mark = {"passage": passage_of(dash, table.place), "lines": (dash,)}
    cells = (replace(cell, **mark) if not cell.text and cell.row >= first else cell for cell in table.cells)
    return replace(table, cells=tuple(cells))


def heads_as_tables(blocks: list[Block]) -> Iterator[Block]:
    """What stands between a title and its table, as a table of one row."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and is_caption(block.text):
            lines.append(block.text)
            continue
        if lines:
            yield grid([lines])
        lines = []
        yield block


def without_units(blocks: list[Block]) -> Iterator[Block]:
    """The document without the lines that say 单位：万元."""
    for block in blocks:
        if not (isinstance(block, Paragraph) and is_caption(block.text) and "元" in block.text):
            yield block


def printed(found: FormsRead) -> dict[tuple[str, str], tuple[object, object]]:
    """What each cell states."""
    return {(s.id, str(s.fact)): (s.amount.value, s.amount.unit) for s in found.statements if not s.is_blank}


def is_read(found: FormsRead, before: FormsRead) -> None:
    """Nothing of what was read before may be lost or have become another."""
    assert {reading.state for reading in found.readings if reading.form in before.tables} == {"read"}
    new, old = printed(found), printed(before)
    assert {key: new.get(key) for key in old} == old


def test_head_lines_may_be_drawn_as_a_table(source: Source) -> None:
    drawn = changed(source, heads_as_tables)
    assert sum(isinstance(block, Grid) and block.rows == 1 for page in drawn.pages for block in page.blocks) > 5
    before, found = recognise_forms(source, builtin()), recognise_forms(drawn, builtin())

    is_read(found, before)
    assert {f: (t.number, t.year, t.amount_unit) for f, t in found.tables.items()} == {
        f: (t.number, t.year, t.amount_unit) for f, t in before.tables.items()
    }


@pytest.mark.parametrize("remark", ["（万元）", "(单位：万元)"])
def test_the_unit_may_stand_in_the_heads_of_columns(source: Source, remark: str) -> None:
    units_above = changed(source, without_units)
    given = of_cells(units_above, lambda cell: cell.text + remark if cell.text in HEADS else cell.text)
    before = recognise_forms(source, builtin())
    found = recognise_forms(given, builtin())

    is_read(found, before)
    assert found.tables["T01"].amount_unit is Unit.WAN
    assert found.tables["T06"].amount_unit is Unit.WAN
    assert recognise_forms(units_above, builtin()).tables["T01"].amount_unit is None


@pytest.mark.parametrize("dash", DASHES)
def test_blank_cells_may_be_dashes_labels_too(source: Source, dash: str) -> None:
    def dashed(blocks: list[Block]) -> Iterator[Block]:
        for block in blocks:
            yield with_dashes(block, dash) if isinstance(block, Grid) else block

    given = changed(source, dashed)

    is_read(recognise_forms(given, builtin()), recognise_forms(source, builtin()))
