"""Every form covers its grid exactly once, whatever the layout, and shows each amount of its table."""

from collections import Counter
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from msgspec import structs

from juesuan.formats.printing.printed_blocks import PrintedTable
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing.evaluation_grids import printed_evaluation
from juesuan.publishing.printed_document import printed_document
from juesuan.publishing.printed_tables import printed_table
from juesuan.standard import builtin
from tests.examples import examples
from tests.strategies import Made, disclosures


def made(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


def rows(table: PrintedTable) -> list[list[str]]:
    return [[cell.slot.text for cell in row] for row in table.rows]


def covered(table: PrintedTable) -> Counter[tuple[int, int]]:
    return Counter(
        (cell.row + down, cell.column + right)
        for cell in table.cells
        for down in range(cell.slot.row_span)
        for right in range(cell.slot.column_span)
    )


@settings(max_examples=examples(30), deadline=None)
@given(disclosures(most=8))
def test_every_position_is_covered_once(made: Made) -> None:
    for block in printed_document(made.disclosure, made.layout, builtin()).blocks:
        if isinstance(block, PrintedTable):
            counts = covered(block)
            assert set(counts.values()) == {1}
            assert len(counts) == len(block.rows) * block.columns == len(block.rows) * len(block.widths)


@settings(max_examples=examples(30), deadline=None)
@given(disclosures(most=8))
def test_every_amount_is_shown(made: Made) -> None:
    for table in made.disclosure.tables.values():
        printed = Counter(cell.slot.text for cell in printed_table(table, made.layout, builtin()).cells)
        wanted = Counter(cell.raw for cell in table.cells.values() if cell.raw)
        assert wanted - printed == Counter()


def test_totals_of_both_sides_stand_on_one_line() -> None:
    for name in ("henan-2022", "shanghai-2024", "guangdong-2019"):
        table = printed_table(made(name).tables["T01"], builtin().layouts.named(name).style, builtin())
        for row in rows(table):
            assert ("本年收入合计" in row) == ("本年支出合计" in row)
            assert row.count("总计") in {0, 2}


def test_spare_lines_keep_their_number() -> None:
    table = rows(
        printed_table(made("henan-2022").tables["T01"], builtin().layouts.named("henan-2022").style, builtin())
    )
    assert ["", "30", "", "", "61", ""] in table
    assert ["", "9", "", "九、卫生健康支出", "40", "60.85"] in table


def test_codes_in_three_columns() -> None:
    table = rows(
        printed_table(made("shanghai-2024").tables["T05"], builtin().layouts.named("shanghai-2024").style, builtin())
    )
    assert ["201", "03", "01", "行政运行", "618.43", "618.43", ""] in table
    assert table[-1][0] == "合计"


def test_codes_of_06_are_broken_in_narrow_columns() -> None:
    narrow = msgspec.structs.replace(builtin().layouts.named("henan-2022").style, broken_codes=True)
    table = rows(printed_table(made("henan-2022").tables["T06"], narrow, builtin()))
    assert table[-1] == ["人员经费合计", "1121.45", "公用经费合计", "195.76"]
    assert "301\n01" in table[3]


def test_a_table_of_another_shape_is_listed() -> None:
    """Read from a document, a form may lack a side, a total or a block; all its amounts are printed all the same."""
    for form, kept in (("T01", 3), ("T04", 2), ("T06", 5), ("T09", 0)):
        table = made("henan-2022").tables[form]
        part = structs.replace(table, rows=table.rows[:kept])
        printed = printed_table(part, builtin().layouts.named("henan-2022").style, builtin())
        texts = [text for row in rows(printed) for text in row]
        cells = [part.cells[key].raw for key in part.cells if key[0] in part.row_keys]
        assert not Counter(cells) - Counter(texts)
        assert covered(printed).most_common(1)[0][1] == 1


def test_a_form_without_scores_is_printed_without_a_sum() -> None:
    whole = made("henan-2022")
    form = structs.replace(whole.performance[1], columns=("level1", "level2", "target", "actual"))
    printed = printed_evaluation(form, whole.statements, "万元", builtin().templates.named(form.template, form.kind))
    assert "总分" not in [text for row in rows(printed) for text in row]
    assert covered(printed).most_common(1)[0][1] == 1


def test_stages_as_rows() -> None:
    table = rows(
        printed_table(made("shaanxi-2022").tables["T09"], builtin().layouts.named("shaanxi-2022").style, builtin())
    )
    assert table[-2:] == [
        ["预算数", "9.20", "0.00", "8.00", "0.00", "8.00", "1.20", "3.00", "5.00"],
        ["决算数", "8.26", "0.00", "7.39", "0.00", "7.39", "0.86", "2.26", "4.54"],
    ]


@pytest.mark.parametrize(("name", "word"), [("henan-2022", "情况"), ("shanghai-2024", "")])
def test_performance_forms_follow_the_last_part(name: str, word: str) -> None:
    blocks = printed_document(made(name), builtin().layouts.named(name).style, builtin()).blocks
    titles = [block.title for block in blocks if isinstance(block, PrintedTable)][9:]
    assert titles == [f"部门整体支出绩效自评{word}表", *[f"项目支出绩效自评{word}表"] * 6]
