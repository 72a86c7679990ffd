"""The brief of a month as a Word file in the layout of official documents (GB/T 9704), with charts that Word draws itself.

Nothing says when the file was made: the same tables give the same bytes. Who signs and when is left open where nobody said it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from juesuan.formats.printing.paper import TEXT
from juesuan.formats.printing.plots import Plot
from juesuan.formats.word.writing.charts import CHART_NAMESPACES, chart_paragraph, chart_part
from juesuan.formats.word.writing.markup import NAMESPACES, field, paragraph, run, section, twips
from juesuan.formats.word.writing.parts import write_package
from juesuan.formats.word.writing.style_sheet import ParagraphStyle, fonts_part, settings_part, styles_part
from juesuan.performance.monitoring.brief import Brief
from juesuan.performance.monitoring.brief_tables import BriefTable
from juesuan.reporting.notice_docx import valid_text

__all__ = ["month_docx"]

_TITLE, _BODY, _HEADING, _SUB, _FOOT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
_LATIN = "Times New Roman"
_STYLES = (
    ParagraphStyle("Normal", "Normal", _BODY, 16, 28, indent=2),
    ParagraphStyle("Address", "称呼", _BODY, 16, 28),
    ParagraphStyle("Title", "Title", _TITLE, 22, 34, "center"),
    ParagraphStyle("Subtitle", "Subtitle", _SUB, 16, 28, "center", after=14),
    ParagraphStyle("Heading1", "heading 1", _HEADING, 16, 28, indent=2, keep=True, outline=0, following="Normal"),
    ParagraphStyle("Remark", "附注", _BODY, 14, 24, indent=2),
    ParagraphStyle("Signature", "落款", _BODY, 16, 28, "right", keep=True, right=2),
    ParagraphStyle("TableTitle", "表题", _HEADING, 12, 22, "center", before=6, keep=True),
    ParagraphStyle("TableHead", "表头", _HEADING, 9, 13, "center"),
    ParagraphStyle("TableText", "表内文字", _BODY, 9, 13, "left"),
    ParagraphStyle("TableFigure", "表内数字", _BODY, 9, 13, "right"),
    ParagraphStyle("AfterTable", "表后", _BODY, 6, 8),
    ParagraphStyle("Footer", "footer", _FOOT, 14, 17, "center", quick=False),
)
_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FIRST_CHART = 10
"""Relations of the charts come behind those of the styles, settings, fonts and the footer."""

_PADDING = 3.0
_BAR_HEIGHT, _LEAST_HEIGHT, _MOST_HEIGHT = 22, 150, 420


def month_docx(brief: Brief) -> bytes:
    """The .docx file."""
    plots = [block for block in brief.blocks if isinstance(block, Plot)]
    footer = '<w:footerReference w:type="default" r:id="rId4"/>'
    body = f"{''.join(_body(brief))}{section(TEXT, around=footer)}"
    foot = f"{run('— ')}{field('PAGE', '1')}{run(' —')}"
    parts = {
        "styles.xml": ("rId1", styles_part(_STYLES, _LATIN)),
        "settings.xml": ("rId2", settings_part()),
        "fontTable.xml": ("rId3", fonts_part((_TITLE, _BODY, _HEADING, _SUB, _FOOT), _LATIN)),
        "footer1.xml": ("rId4", f"<w:ftr {NAMESPACES}>{paragraph(foot, 'Footer')}</w:ftr>"),
        **{
            f"charts/chart{number}.xml": (f"rId{_FIRST_CHART + number}", chart_part(plot, _FOOT))
            for number, plot in enumerate(plots, 1)
        },
    }
    made = io.BytesIO()
    document = f"<w:document {NAMESPACES} {CHART_NAMESPACES}><w:body>{body}</w:body></w:document>"
    write_package(made, document, parts, f"{brief.title}{brief.subtitle}", valid_text(brief.unit))
    return made.getvalue()


def _body(brief: Brief) -> Iterator[str]:
    yield _paragraph(brief.title, "Title")
    yield _paragraph(brief.subtitle, "Subtitle")
    if brief.to:
        yield _paragraph(f"{brief.to}：", "Address")
    chart = 0
    for block in brief.blocks:
        if isinstance(block, Plot):
            chart += 1
            wanted = 60 + _BAR_HEIGHT * len(block.names) if block.kind == "bars" else 210
            height = min(max(wanted, _LEAST_HEIGHT), _MOST_HEIGHT)
            yield chart_paragraph(block, chart, f"rId{_FIRST_CHART + chart}", TEXT.text_width, height)
        elif isinstance(block, BriefTable):
            yield _paragraph(block.title, "TableTitle")
            yield _table(block)
            yield _paragraph("", "AfterTable")
        else:
            style = {"heading": "Heading1", "note": "Remark"}.get(block.style, "")
            yield _paragraph(block.text, style)
    yield _paragraph("")
    yield _paragraph(brief.unit or "＿＿＿＿＿＿＿＿＿＿（报送单位）", "Signature")
    yield _paragraph(brief.date or "＿＿＿＿年＿＿月＿＿日", "Signature")


def _table(table: BriefTable) -> str:
    """Rows do not part; the header stands again on every page."""
    whole = sum(table.widths)
    widths = [TEXT.text_width * width / whole for width in table.widths]
    borders = "".join(f'<w:{line} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for line in _LINES)
    sides = "".join(f'<w:{side} w:w="{twips(_PADDING)}" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    head = _row(table.header, widths, ["TableHead"] * len(widths), "<w:tblHeader/>")
    styles = ["TableFigure" if at in table.figures else "TableText" for at in range(len(widths))]
    rows = "".join(_row(row, widths, styles) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(TEXT.text_width)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _row(texts: tuple[str, ...], widths: list[float], styles: list[str], more: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{_paragraph(text, style)}</w:tc>'
        for text, width, style in zip(texts, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str, style: str = "") -> str:
    return paragraph(run(valid_text(text)) if text else "", style)
