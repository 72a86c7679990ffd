"""Names to link to, and the contents beside the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.formats.html.elements import Markup, block, tag
from juesuan.formats.printing.printed_blocks import Block, Printed, PrintedLine, PrintedTable

__all__ = ["anchors", "navigation"]

_LEVELS = {"part": 1, "heading": 2}


def anchors(blocks: Sequence[Block]) -> list[str]:
    """The id of each block's element, unique in the page; empty for those that nobody links to."""
    taken: set[str] = {"nav", "charts", "hits", "q", "same", "called"}
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


def navigation(printed: Printed, names: Sequence[str], *, has_charts: bool) -> Markup:
    """The contents with links, and the search box that the script brings to life."""
    entries = [(1, "charts", "图解")] if has_charts else []
    entries += _entries(printed.blocks, names)
    links = (tag("li", tag("a", text, href=f"#{name}"), class_=f"level{level}") for level, name, text in entries)
    button = tag("button", "目录", type="button", class_="toggle", aria_expanded="false", hidden=True)
    entry = tag(
        "input",
        id="q",
        type="search",
        autocomplete="off",
        placeholder="查科目、编码、名称、金额",
        aria_label="查找",
        aria_controls="hits",
    )
    search = tag("div", entry, role="search", class_="search", hidden=True)
    hits = tag("ol", id="hits", hidden=True, aria_live="polite")
    bar = tag("div", button, search, class_="bar")
    return tag("nav", bar, hits, block("ol", *links, class_="list"), id="nav", aria_label="目录")


def _entries(blocks: Sequence[Block], names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for item, name in zip(blocks, names, strict=True):
        if isinstance(item, PrintedTable):
            yield 2, name, item.entry or item.title
        elif isinstance(item, PrintedLine) and item.style in _LEVELS:
            yield _LEVELS[item.style], name, item.text
