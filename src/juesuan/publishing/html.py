"""Disclosure → one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from juesuan.model import Disclosure
from juesuan.publishing.document import printed_document
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Line, NewPage, PlacedCell, Printed, PrintedTable

__all__ = ["html_text", "publish_html"]

_TAGS = {
    "cover": '<h1 class="cover">{}</h1>',
    "title": '<p class="title">{}</p>',
    "part": "<h1>{}</h1>",
    "heading": "<h2>{}</h2>",
    "subheading": "<h3>{}</h3>",
    "body": "<p>{}</p>",
    "contents": '<p class="contents">{}</p>',
}
_STYLE = """
body { font-family: "Noto Serif SC", "SimSun", serif; max-width: 64em; margin: 2em auto; line-height: 1.7; }
h1, .title, .caption { text-align: center; } p { text-indent: 2em; } .contents, .number, .note { text-indent: 0; }
.number { text-align: right; margin: 2em 0 0; } .caption { text-indent: 0; font-size: 1.3em; margin: .3em 0; }
.corners { display: flex; justify-content: space-between; font-size: .85em; }
table { border-collapse: collapse; width: 100%; font-size: .8em; line-height: 1.3; }
th, td { border: 1px solid #000; padding: .2em .3em; font-weight: normal; }
.left { text-align: left; } .centre { text-align: center; } .right { text-align: right; } .note { font-size: .8em; }
"""


def publish_html(disclosure: Disclosure, layout: Layout, path: Path) -> None:
    """Writes the disclosure as one page."""
    path.write_text(html_text(printed_document(disclosure, layout)), encoding="utf-8")


def html_text(printed: Printed) -> str:
    """The page as text."""
    head = f'<meta charset="utf-8"><title>{escape(printed.title)}</title><style>{_STYLE}</style>'
    body = "\n".join(
        line for block in printed.blocks if not isinstance(block, NewPage) for line in _block(block)
    )
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _block(block: Line | PrintedTable) -> Iterator[str]:
    if isinstance(block, Line):
        yield _TAGS[block.style].format(escape(block.text))
        return
    if block.number:
        yield f'<p class="number">{escape(block.number)}</p>'
    yield f'<p class="caption">{escape(block.title)}</p>'
    if any(block.corners):
        yield '<div class="corners">' + "".join(f"<span>{escape(text)}</span>" for text in block.corners) + "</div>"
    yield "<table>"
    rows = block.rows
    for number, row in enumerate(rows):
        tag = "th" if number < block.header_rows else "td"
        yield "<tr>" + "".join(_cell(cell, tag) for cell in row) + "</tr>"
    yield "</table>"
    yield from (f'<p class="note">{escape(note)}</p>' for note in block.notes)


def _cell(cell: PlacedCell, tag: str) -> str:
    slot = cell.slot
    spans = "".join(
        f' {name}="{span}"' for name, span in (("colspan", slot.column_span), ("rowspan", slot.row_span)) if span > 1
    )
    return f'<{tag} class="{slot.align}"{spans}>{escape(slot.text).replace(chr(10), "<br>")}</{tag}>'
