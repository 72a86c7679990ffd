"""Names to link to, and the contents beside the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from juesuan.formats.printing.printed_blocks import Block, Printed, PrintedLine, PrintedTable

__all__ = ["anchors", "navigation"]

_LEVELS = {"part": 1, "heading": 2}


def anchors(blocks: Sequence[Block]) -> list[str]:
    """The id of each block's element, unique in the page; empty for those that nobody links to."""
    taken: set[str] = {"nav", "charts", "hits", "q", "same"}
    return [_anchor(block, taken) for block in blocks]


def _anchor(block: Block, taken: set[str]) -> str:
    if isinstance(block, PrintedTable):
        wanted = block.form + (str(block.instance) if block.instance else "")
    elif isinstance(block, PrintedLine) and block.style in {"part", "heading", "subheading"}:
        wanted = block.section
    else:
        return ""
    name, number = wanted or "table", 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def navigation(printed: Printed, names: Sequence[str], *, has_charts: bool) -> str:
    """The contents with links, and the search box that the script brings to life."""
    entries = [(1, "charts", "图解")] if has_charts else []
    entries += _entries(printed.blocks, names)
    links = "\n".join(
        f'<li class="level{level}"><a href="#{name}">{escape(text)}</a></li>' for level, name, text in entries
    )
    return (
        '<nav id="nav" aria-label="目录"><div class="bar">'
        '<button type="button" class="toggle" aria-expanded="false" hidden>目录</button>'
        '<div role="search" class="search" hidden><input id="q" type="search" autocomplete="off" '
        'placeholder="查科目、编码、名称、金额" aria-label="查找" aria-controls="hits"></div></div>'
        '<ol id="hits" hidden aria-live="polite"></ol>'
        f'<ol class="list">\n{links}\n</ol></nav>'
    )


def _entries(blocks: Sequence[Block], names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for block, name in zip(blocks, names, strict=True):
        if isinstance(block, PrintedTable):
            yield 2, name, block.entry or block.title
        elif isinstance(block, PrintedLine) and block.style in _LEVELS:
            yield _LEVELS[block.style], name, block.text
