"""Charts as Word draws them itself (DrawingML): the figures stand in the chart, and no other file is needed to show it."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from juesuan.formats.printing.plots import COLOURS, Plot, described

__all__ = ["CHART_NAMESPACES", "chart_paragraph", "chart_part"]

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CHART_NAMESPACES = f'xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:c="{_C}"'
"""What a document with charts declares besides."""

_POINT = 12_700
"""English metric units in a point."""


def chart_paragraph(plot: Plot, number: int, relation: str, width: float, height: float) -> str:
    """A paragraph with the chart, so many points wide and high; ``number``: from 1."""
    size = f'cx="{round(width * _POINT)}" cy="{round(height * _POINT)}"'
    return (
        '<w:p><w:pPr><w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name={quoteattr(plot.title)} descr={quoteattr(described(plot))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def chart_part(plot: Plot, font: str) -> str:
    """The part of the package that is the chart."""
    lying = plot.kind == "bars"
    title = _text(f"{plot.title}（{plot.unit}）" if plot.unit else plot.title, 1100, bold=True)
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx>{title}</c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{_series(plot)}<c:gapWidth val="50"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{_axes(plot)}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface={quoteattr(font)}/>'
        f'<a:ea typeface={quoteattr(font)}/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>'
    )


def _series(plot: Plot) -> str:
    names = "".join(f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in enumerate(plot.names))
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>' for at, value in enumerate(plot.values) if value is not None
    )
    count = f'<c:ptCount val="{len(plot.names)}"/>'
    down = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_fill(COLOURS[1])}</c:dPt>'
        for at, value in enumerate(plot.values)
        if value is not None and value < 0
    )
    shown = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    labels = f'<c:dLbls><c:numFmt formatCode="#,##0.00" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{shown}</c:dLbls>'
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>{escape(plot.series)}</c:v></c:tx>{_fill(COLOURS[0])}'
        f'<c:invertIfNegative val="0"/>{down}{labels if plot.kind == "bars" else ""}<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>#,##0.00</c:formatCode>{count}{values}</c:numLit></c:val></c:ser>"
    )


def _axes(plot: Plot) -> str:
    """Bars have their names from above to below, at the left edge, and room for their figures, which no scale repeats."""
    lying = plot.kind == "bars"
    way = "maxMin" if lying else "minMax"
    ends = _ends(plot) if lying else ""
    lines = '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{way}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="{int(lying)}"/>'
        f'<c:axPos val="{"b" if lying else "l"}"/>{lines}<c:numFmt formatCode="#,##0.##" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _ends(plot: Plot) -> str:
    """The scale of bars: a sixth of what they span is left on each side that has some."""
    known = [value for value in plot.values if value is not None]
    highest, lowest = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    room = (highest - lowest) / 6 or Decimal(1)
    most = highest + room if highest > 0 else Decimal(0)
    least = lowest - room if lowest < 0 else Decimal(0)
    return f'<c:max val="{most:.4f}"/><c:min val="{least:.4f}"/>'


def _text(text: str, size: int, *, bold: bool) -> str:
    return (
        f'<c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="{size}" b="{int(bold)}"/><a:t>{escape(text)}</a:t></a:r></a:p></c:rich>'
    )


def _fill(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
