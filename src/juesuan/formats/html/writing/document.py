"""A document to one web page that needs nothing else: contents, charts, search, and every number tied to its fact.

A number carries what it states as data (``data-fact``, ``data-value``, ``data-unit``); pointing at one lights up the same
fact everywhere else. Without scripts the page is the plain document, and so it is to readers: what only helps to find
one's way stands in ``nav`` and ``svg``, which no reader takes for text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from juesuan.formats.html.writing.contents import anchors, navigation
from juesuan.formats.html.writing.tables import line_text, table
from juesuan.formats.printing.printed_blocks import Block, NewPage, Printed, PrintedLine, PrintedTable
from juesuan.model.print_style import PrintStyle
from juesuan.release import __version__

__all__ = ["html_text", "write_html"]

_TAGS = {
    "cover": '<h1 class="cover"{}>{}</h1>',
    "title": '<p class="title"{}>{}</p>',
    "part": '<h1 class="part"{}>{}</h1>',
    "heading": "<h2{}>{}</h2>",
    "subheading": "<h3{}>{}</h3>",
    "body": "<p{}>{}</p>",
    "contents": '<p class="contents"{}>{}</p>',
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_FRONT = frozenset({"title", "contents"})


def write_html(printed: Printed, layout: PrintStyle, path: Path, pictures: Sequence[str] = ()) -> None:
    """Writes the document as one page; ``pictures`` are charts, as SVG."""
    path.write_text(html_text(printed, layout, pictures), encoding="utf-8", newline="\n")


def html_text(printed: Printed, layout: PrintStyle, pictures: Sequence[str] = ()) -> str:
    """The page as text; ``pictures`` are the charts, as SVG."""
    names = anchors(printed.blocks)
    title = escape(printed.title)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f'<meta name="description" content="{title}：部门概况、决算表、情况说明和绩效自评">',
        f'<meta name="generator" content="Juesuan {__version__}">',
        f"<title>{title}</title>",
        f"<style>{_asset('page.css')}</style></head>",
        f'<body class="text-{layout.face} table-{layout.table_face}">',
        navigation(printed, names, has_charts=bool(pictures)),
        "<main>",
        *_body(printed.blocks, names, pictures),
        "</main>",
        f"<script>{_asset('page.js')}</script>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _asset(name: str) -> str:
    return (files("juesuan.formats.html.writing") / "assets" / name).read_text(encoding="utf-8")


def _body(blocks: Sequence[Block], names: Sequence[str], pictures: Sequence[str]) -> Iterator[str]:
    """The document in order; charts follow the cover, and each stretch under a heading is a section of its own."""
    is_open = False
    shown = False
    for block, name in zip(blocks, names, strict=True):
        if isinstance(block, NewPage):
            continue
        begins = isinstance(block, PrintedTable) or block.style in {"part", "heading", "title"}
        if begins and is_open:
            yield "</section>"
            is_open = False
        if begins and not shown:
            yield from _figure(pictures)
            shown = True
        if isinstance(block, PrintedTable):
            yield from table(block, name)
            continue
        if begins:
            front = ' class="front"' if block.style in _FRONT else ""
            yield f'<section{front} data-place="{escape(block.text)}">'
            is_open = True
        yield _line(block, name)
    if is_open:
        yield "</section>"


def _figure(pictures: Sequence[str]) -> Iterator[str]:
    if pictures:
        yield '<figure id="charts" data-place="图解">'
        yield from pictures
        yield "</figure>"


def _line(line: PrintedLine, name: str) -> str:
    return _TAGS[line.style].format(f' id="{name}"' if name else "", line_text(line))
