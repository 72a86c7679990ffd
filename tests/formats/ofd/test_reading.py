"""OFD files: what they draw is read as from a PDF that draws the same; what producers do otherwise changes nothing; what is damaged is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.demo import demo_disclosure, flawed
from juesuan.formats.errors import Damaged, Encrypted, ReadError
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.ofd.reading import read_ofd
from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid, Page, Paragraph, Source
from juesuan.publishing import publish
from juesuan.recognising.file_to_disclosure import read
from juesuan.standard import builtin
from tests.formats.ofd.made import NAMESPACE, layered, of_pdf, package


def texts(page: Page) -> list[object]:
    """The paragraphs and the rows of the tables of a page."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.by_row()]
        for block in page.blocks
    ]


def made(*pages: str, common: str = "", others: dict[str, str] | None = None, limits: Limits = USUAL) -> Source:
    return read_ofd(Path("a.ofd"), package(pages, common, others), limits)


def words(said: str, *, x: float = 20, y: float = 40, more: str = "", code: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {more}><ofd:TextCode X="0" Y="4" {code}>{said}</ofd:TextCode>'
        f"</ofd:TextObject>"
    )


def path(data: str, more: str = "", boundary: str = "0 0 210 297") -> str:
    return f'<ofd:PathObject Boundary="{boundary}" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One document, as PDF and as OFD."""
    folder, standard = tmp_path_factory.mktemp("ofd"), builtin()
    pdf, ofd = folder / "a.pdf", folder / "a.ofd"
    publish(flawed(demo_disclosure(standard)), standard.layouts.named("henan-2022").style, pdf, standard)
    ofd.write_bytes(of_pdf(pdf))
    return pdf, ofd


def test_the_same_is_read_as_from_a_pdf(both: tuple[Path, Path]) -> None:
    """Every paragraph, every cell, and where they stand."""
    pdf, ofd = map(open_source, both)
    assert [texts(page) for page in ofd.pages] == [texts(page) for page in pdf.pages]
    for old, new in zip(pdf.pages, ofd.pages, strict=True):
        assert (new.width, new.height) == pytest.approx((old.width, old.height), abs=0.01)
        for before, after in zip(old.blocks, new.blocks, strict=True):
            if isinstance(before, Grid) and isinstance(after, Grid):
                assert after.place.bbox == pytest.approx(before.place.bbox, abs=0.1)


def test_the_same_numbers_are_understood(both: tuple[Path, Path]) -> None:
    pdf, ofd = (read(path, builtin()) for path in both)
    assert [(s.fact, s.amount, s.row, s.column) for s in ofd.statements] == [
        (s.fact, s.amount, s.row, s.column) for s in pdf.statements
    ]


@pytest.mark.parametrize(
    "page",
    [
        words("支出合计12.50", code='DeltaX="4 4 4 4 2 2 2 2"'),
        words("支出合计12.50", code='DeltaX="g 4 4 g 4 2"'),
        words("支出合计12.50"),
        words("支出合计12.50", x=0, y=0, more='CTM="1 0 0 1 20 40"'),
        words("支出合计12.50", x=20, y=40, more='CTM="0.5 0 0 0.5 0 2"').replace('Size="4"', 'Size="8"'),
        f"<ofd:PageBlock><ofd:PageBlock>{words('支出合计12.50')}</ofd:PageBlock></ofd:PageBlock>",
        words("支出合计") + words("12.50", x=36),
        words("12.50", x=36) + words("支出合计"),
    ],
)
def test_ways_to_draw_a_line(page: str) -> None:
    """Distances written out or repeated, none at all, sizes by a map, groups, one object or several in any order."""
    source = made(layered(page))
    assert texts(source.pages[0]) == ["支出合计12.50"]


def test_what_is_not_shown_is_not_read() -> None:
    """Hidden objects, those without colour, and what runs askew: a watermark."""
    askew = words("内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    shown = words("甲局") + words("暗", y=60, more='Visible="false"') + words("淡", y=70, more='Alpha="0"') + askew
    assert texts(made(layered(shown)).pages[0]) == ["甲局"]


@pytest.mark.parametrize(("turn", "matrix"), [(1, "0 1 -1 0 200 20"), (3, "0 -1 1 0 20 250"), (2, "-1 0 0 -1 180 250")])
def test_a_page_that_lies_on_its_side(turn: int, matrix: str) -> None:
    """It is read as it is meant, and places are where they are displayed."""
    page = layered(words("甲局决算", x=0, y=0, more=f'CTM="{matrix}"'))
    (found,) = made(page).pages
    assert texts(found) == ["甲局决算"]
    assert (found.width, found.height) == pytest.approx((595.28, 841.89), abs=0.1)
    block = found.blocks[0]
    assert isinstance(block, Paragraph)
    left, top, right, bottom = block.passage.place(0, 4).bbox or (0, 0, 0, 0)
    assert 0 <= left < right <= found.width
    assert 0 <= top < bottom <= found.height
    assert (right - left > bottom - top) == (turn == 2)


@pytest.mark.parametrize(
    "lines",
    [
        "".join(path(f"M 20 {y} L 120 {y}") + path(f"M {x} 40 L {x} 60") for x, y in ((20, 40), (70, 50), (120, 60))),
        path("M 20 40 L 120 40 L 120 60 L 20 60 C M 70 40 L 70 60 M 20 50 L 120 50"),
        "".join(
            path(f"M 20 {y} L 120 {y} L 120 {y}.3 L 20 {y}.3 C", 'Fill="true" Stroke="false"') for y in (40, 50, 60)
        )
        + "".join(
            path(f"M {x} 40 L {x} 60 L {x}.3 60 L {x}.3 40 C", 'Fill="true" Stroke="false"') for x in (20, 70, 120)
        ),
    ],
    ids=["lines", "outline", "thin rectangles"],
)
def test_ways_to_draw_a_table(lines: str) -> None:
    cells = "".join(words(f"{n}", x=25 + 50 * (n % 2), y=43 + 10 * (n // 2)) for n in range(4))
    (grid,) = made(layered(lines + cells)).pages[0].blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.by_row()] == [["0", "1"], ["2", "3"]]


def test_templates_and_what_is_drawn_in_several_places() -> None:
    """A page is printed on its template; a unit of the resources stands wherever it is used."""
    page = layered(words("正文", y=60) + '<ofd:CompositeObject Boundary="0 100 210 50" ResourceID="7"/>').replace(
        "<ofd:Content>", '<ofd:Template TemplateID="5"/><ofd:Content>', 1
    )
    common = '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    unit = (
        f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{words("附件", y=0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    others = {
        "Doc_0/PublicRes.xml": f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
        "Doc_0/Tpls/Tpl_0/Content.xml": layered(words("红头")),
    }
    assert texts(made(page, common=common, others=others).pages[0]) == ["红头", "正文", "附件"]


def test_a_damaged_page_costs_only_itself() -> None:
    source = made(layered(words("一")), "<broken", layered(words("三")))
    assert [texts(page) for page in source.pages] == [["一"], [], ["三"]]
    assert [page.refused for page in source.pages] == [False, True, False]
    assert [problem.message for problem in source.problems] == ["第 2 页已损坏，无法读取"]


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(Damaged, match="没有页"):
        made()
    with pytest.raises(Encrypted):
        made(layered(""), others={"Encryptions.xml": "<x/>"})
    with pytest.raises(ReadError):
        made(layered(""), others={"OFD.xml": "<!DOCTYPE x []><x/>"})


def test_a_unit_that_draws_itself_ends() -> None:
    """And one that draws another ten times, which draws another ten times…: counted as often as it is drawn."""
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>{f"<ofd:CompositeObject ResourceID={chr(34)}{n + 1}{chr(34)}/>" * 10}'
        f"{words('一')}</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(10)
    )
    itself = '<ofd:CompositeGraphicUnit ID="10"><ofd:Content><ofd:CompositeObject ResourceID="10"/></ofd:Content></ofd:CompositeGraphicUnit>'
    others = {
        "Doc_0/R.xml": f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{units}{itself}</ofd:CompositeGraphicUnits></ofd:Res>"
    }
    page = layered('<ofd:CompositeObject ResourceID="0"/><ofd:CompositeObject ResourceID="10"/>')
    source = made(page, common="<ofd:PublicRes>R.xml</ofd:PublicRes>", others=others, limits=Limits(page_objects=5000))
    assert any("线条过多" in problem.message for problem in source.problems)


@pytest.mark.parametrize("said", ["", "x", "1e999 0 0 0", "nan nan nan nan", "g", "g 9999999999 1", "1" * 400])
def test_numbers_that_are_none(said: str) -> None:
    """Wherever a number is expected."""
    page = layered(
        words(
            "甲", more=f'CTM="{said}" HScale="{said}" CharDirection="{said}" Weight="{said}"', code=f'DeltaX="{said}"'
        )
        + words("乙", y=60).replace('Size="4"', f'Size="{said}"')
        + f'<ofd:TextObject Boundary="{said}" Size="4"><ofd:TextCode X="{said}" Y="{said}">丙</ofd:TextCode></ofd:TextObject>'
        + path(f"M {said} L {said} 9 B {said}", boundary=said)
    )
    made(page)
