"""Header texts over groups of columns: the rule below them tells how far they reach."""

from juesuan.formats.drawn.chunks import ChunkedLine, chunked
from juesuan.formats.drawn.geometry import Glyph, Stroke
from juesuan.formats.drawn.groups import group_spans, heads_group
from juesuan.formats.drawn.text_lines import CharacterLine
from juesuan.formats.drawn.unruled_columns import UnruledColumn

COLUMNS = [UnruledColumn(40 * number, 40 * number + 30) for number in range(6)]
TOP, BOTTOM = 100.0, 120.0


def line(baseline: float, *texts: tuple[float, str]) -> ChunkedLine:
    """A line with texts centred where they are said to be."""
    glyphs = []
    for centre, text in texts:
        left = centre - 5 * len(text)
        glyphs += [
            Glyph(left + 10 * at, left + 10 * at + 10, baseline, character, 0, False)
            for at, character in enumerate(text)
        ]
    return chunked(CharacterLine(tuple(glyphs), baseline, 10.0))


def spans(header: list[ChunkedLine], strokes: list[Stroke]) -> dict[str, tuple[int, int]]:
    return {chunk.text: span for chunk, span in group_spans(header, COLUMNS, strokes).items()}


def test_a_text_reaches_as_far_as_its_rule() -> None:
    header = [line(TOP, (15, "合计"), (95, "支出")), line(BOTTOM, (55, "小计"), (95, "基本"), (135, "项目"))]
    assert spans(header, [Stroke(108, 35, 155)]) == {"支出": (1, 3)}


def test_texts_that_share_a_rule_divide_it() -> None:
    header = [line(TOP, (55, "预算"), (175, "决算")), line(BOTTOM, *((40 * n + 15, "金额") for n in range(6)))]
    assert spans(header, [Stroke(108, -5, 115), Stroke(108, 115, 235)]) == {"预算": (0, 2), "决算": (3, 5)}


def test_a_rule_under_the_whole_header_groups_nothing() -> None:
    header = [line(TOP, *((40 * n + 15, "金额") for n in range(6)))]
    assert spans(header, [Stroke(108, -5, 235)]) == {}


def test_a_single_text_over_a_short_rule_heads_a_group() -> None:
    whole, part = Stroke(90, -5, 235), Stroke(108, 35, 155)
    assert heads_group(line(TOP, (95, "支出")), [whole, part])
    assert not heads_group(line(80.0, (115, "收入支出表")), [whole, part])
