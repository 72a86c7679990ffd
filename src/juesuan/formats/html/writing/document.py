"""A document to one web page that needs nothing else: contents, charts, search, and every number tied to its fact.

A number carries what it states as data (``data-fact``, ``data-value``, ``data-unit``); pointing at one lights up the same
fact everywhere else. Without scripts the page is the plain document, and so it is to readers: what only helps to find
one's way stands in ``nav`` and ``svg``, which no reader takes for text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from juesuan.formats.html.elements import DOCTYPE, NEW_LINE, Markup, block, fragment, lines, tag
from juesuan.formats.html.writing.contents import anchors, navigation
from juesuan.formats.html.writing.tables import line_text, table
from juesuan.formats.printing.printed_blocks import Block, NewPage, Printed, PrintedLine, PrintedTable
from juesuan.model.print_style import PrintStyle
from juesuan.release import __version__

__all__ = ["html_text", "write_html"]

_TAGS = {
    "cover": ("h1", "cover"),
    "title": ("p", "title"),
    "part": ("h1", "part"),
    "heading": ("h2", None),
    "subheading": ("h3", None),
    "body": ("p", None),
    "contents": ("p", "contents"),
}
"""Element and class of a line by its style."""
_POLICY = Markup("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")
_FRONT = frozenset({"title", "contents"})
_BEGINNINGS = frozenset({"part", "heading", "title"})
"""Styles of lines that begin a section."""


def write_html(
    printed: Printed,
    layout: PrintStyle,
    path: Path,
    pictures: Sequence[Markup] = (),
    called: Mapping[str, str] | None = None,
) -> None:
    """Writes the document as one page; ``pictures`` are charts, as SVG, ``called`` what people call each fact, by its key."""
    path.write_text(html_text(printed, layout, pictures, called), encoding="utf-8", newline="\n")


def html_text(
    printed: Printed, layout: PrintStyle, pictures: Sequence[Markup] = (), called: Mapping[str, str] | None = None
) -> str:
    """The page as text; see :func:`write_html`."""
    names = anchors(printed.blocks)
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="description", content=f"{printed.title}：部门概况、决算表、情况说明和绩效自评"),
        tag("meta", name="generator", content=f"Juesuan {__version__}"),
        tag("title", printed.title),
        tag("style", _asset("page.css")),
    )
    body = block(
        "body",
        *_mark(printed.mark),
        navigation(printed, names, has_charts=bool(pictures)),
        block("main", *_body(printed.blocks, names, pictures)),
        tag("script", _data(called or {}), type="application/json", id="called"),
        tag("script", _asset("page.js")),
        class_=f"text-{layout.face} table-{layout.table_face}",
    )
    page = tag("html", tag("head", lines(head)), NEW_LINE, body, lang="zh-CN")
    return fragment(DOCTYPE, NEW_LINE, page, NEW_LINE)


def _mark(mark: str) -> Iterator[Markup]:
    """What stays in view while one reads, and stands on every page that is printed; no part of the text."""
    if mark:
        yield tag("nav", mark, class_="mark", aria_label=mark)


def _data(called: Mapping[str, str]) -> Markup:
    """Names as data for the script: nothing in them can end it."""
    return Markup(json.dumps(called, ensure_ascii=False).replace("<", "\\u003c"))


def _asset(name: str) -> Markup:
    return Markup((files("juesuan.formats.html.writing") / "assets" / name).read_text(encoding="utf-8"))


def _body(blocks: Sequence[Block], names: Sequence[str], pictures: Sequence[Markup]) -> Iterator[Markup]:
    """The document in order; charts follow the cover, and each stretch under a heading is a section of its own."""
    stretch: list[tuple[PrintedLine, str]] = []
    shown = False
    for item, name in zip(blocks, names, strict=True):
        if isinstance(item, NewPage):
            continue
        begins = isinstance(item, PrintedTable) or item.style in _BEGINNINGS
        if begins:
            yield from _stretch(stretch)
            stretch = []
        if begins and not shown:
            yield from _figure(pictures)
            shown = True
        if isinstance(item, PrintedTable):
            yield table(item, name)
        else:
            stretch.append((item, name))
    yield from _stretch(stretch)


def _stretch(lines_in_it: Sequence[tuple[PrintedLine, str]]) -> Iterator[Markup]:
    """Lines under a heading in a section; without one, as they are."""
    written = [_line(line, name) for line, name in lines_in_it]
    if not written or lines_in_it[0][0].style not in _BEGINNINGS:
        yield from written
        return
    first = lines_in_it[0][0]
    yield block("section", *written, class_="front" if first.style in _FRONT else None, data_place=first.text)


def _figure(pictures: Sequence[Markup]) -> Iterator[Markup]:
    if pictures:
        yield block("figure", *pictures, id="charts", data_place="图解")


def _line(line: PrintedLine, name: str) -> Markup:
    element, kind = _TAGS[line.style]
    return tag(element, line_text(line), class_=kind, id=name or None)
