"""The brief of a month as one web page that needs nothing else: sections, tables, charts as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from juesuan import __version__
from juesuan.formats.html.elements import DOCTYPE, NEW_LINE, Markup, block, fragment, lines, tag
from juesuan.formats.html.writing.plots import plot_svg
from juesuan.formats.printing.plots import Plot
from juesuan.performance.monitoring.brief import Brief, BriefLine
from juesuan.performance.monitoring.brief_tables import BriefTable

__all__ = ["month_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def month_html(brief: Brief) -> str:
    """The page."""
    title = f"{brief.title}{brief.subtitle}"
    style = (files("juesuan.reporting.html") / "assets" / "month.css").read_text(encoding="utf-8")
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"Juesuan {__version__}"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    body = block("body", block("main", tag("h1", title), _contents(brief), *_blocks(brief)))
    return fragment(DOCTYPE, NEW_LINE, tag("html", tag("head", lines(head)), NEW_LINE, body, lang="zh-CN"), NEW_LINE)


def _contents(brief: Brief) -> Markup:
    """Links to the sections."""
    headings = [item.text for item in brief.blocks if isinstance(item, BriefLine) and item.style == "heading"]
    links = (tag("a", text, href=f"#s{number}") for number, text in enumerate(headings, 1))
    return tag("nav", *links, aria_label="目录")


def _blocks(brief: Brief) -> Iterator[Markup]:
    if brief.to:
        yield tag("p", f"{brief.to}：", class_="to")
    chart = section = 0
    for item in brief.blocks:
        if isinstance(item, Plot):
            chart += 1
            yield tag("figure", plot_svg(item, chart))
        elif isinstance(item, BriefTable):
            yield _table(item)
        elif item.style == "heading":
            section += 1
            yield tag("h2", item.text, id=f"s{section}")
        else:
            yield tag("p", item.text, class_="note" if item.style in {"note", "origin"} else None)
    if brief.unit or brief.date:
        yield tag("p", fragment(brief.unit, tag("br"), brief.date), class_="signature")


def _table(table: BriefTable) -> Markup:
    head = tag("tr", *(tag("th", text, scope="col") for text in table.header))
    rows = (
        tag("tr", *(tag("td", text, class_="figure" if at in table.figures else None) for at, text in enumerate(row)))
        for row in table.rows
    )
    grid = tag("table", tag("caption", table.title), block("thead", head), block("tbody", *rows))
    return tag("div", grid, class_="scroll", tabindex="0", role="region", aria_label=table.title)
