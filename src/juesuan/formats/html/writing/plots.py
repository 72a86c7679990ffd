"""Charts as SVG within a web page; what a chart says is also in its description."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.formats.html.elements import Markup, block, tag
from juesuan.formats.printing.plots import COLOURS, Plot, described

__all__ = ["plot_svg"]

_WIDTH, _TOP, _LABELS, _VALUES = 720, 40, 180, 80
_HEIGHT, _FOOT = 220, 24
_BAR, _GAP = 16, 8
_LONGEST = 12
_ONE_DECIMAL = Decimal("0.1")


def plot_svg(plot: Plot, number: int) -> Markup:
    """The chart; ``number``: of the page, from 1."""
    drawn = list(_columns(plot) if plot.kind == "columns" else _bars(plot))
    height = _TOP + _HEIGHT + _FOOT if plot.kind == "columns" else _TOP + (_BAR + _GAP) * len(plot.names) + 4
    head = (
        tag("title", f"{plot.title}（{plot.unit}）", id=f"m{number}t"),
        tag("desc", described(plot), id=f"m{number}d"),
        tag("text", plot.title, x=0, y=20, class_="head"),
        tag("text", f"单位：{plot.unit}", x=_WIDTH, y=20, class_="unit"),
    )
    words = f"m{number}t m{number}d"
    return block("svg", *head, *drawn, role="img", viewBox=f"0 0 {_WIDTH} {height}", aria_labelledby=words)


def _columns(plot: Plot) -> Iterator[Markup]:
    """Columns from zero; a month without a figure leaves a gap."""
    known = [value for value in plot.values if value is not None]
    highest, lowest = max(known, default=Decimal(0)), min(min(known, default=Decimal(0)), Decimal(0))
    reach = max(highest, Decimal(0)) - lowest or Decimal(1)
    step = Decimal(_WIDTH) / len(plot.names)
    zero = _TOP + _HEIGHT * max(highest, Decimal(0)) / reach
    for at, (name, value) in enumerate(zip(plot.names, plot.values, strict=True)):
        left = step * at + step / 6
        middle = _number(step * at + step / 2)
        yield tag("text", name, x=middle, y=_TOP + _HEIGHT + 16, class_="label middle")
        if value is None:
            continue
        size = _HEIGHT * abs(value) / reach
        top = zero - size if value >= 0 else zero
        yield tag(
            "rect",
            x=_number(left),
            y=_number(top),
            width=_number(step * 2 / 3),
            height=_number(max(size, _ONE_DECIMAL)),
            fill=f"#{COLOURS[value < 0]}",
        )
        yield tag("text", f"{value:,.0f}", x=middle, y=_number(max(top - 3, Decimal(_TOP - 6))), class_="value middle")


def _bars(plot: Plot) -> Iterator[Markup]:
    """Bars to either side of zero, the names at the left edge."""
    known = [value for value in plot.values if value is not None]
    highest, lowest = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    room = Decimal(_WIDTH - _LABELS - 2 * _VALUES)
    reach = highest - lowest or Decimal(1)
    zero = _LABELS + _VALUES + room * -lowest / reach
    for at, (name, value) in enumerate(zip(plot.names, plot.values, strict=True)):
        top = _TOP + (_BAR + _GAP) * at
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        yield tag("text", short, tag("title", name), x=_LABELS - 8, y=top + 12, class_="label")
        if value is None:
            continue
        size = room * abs(value) / reach
        left = zero if value >= 0 else zero - size
        width = _number(max(size, _ONE_DECIMAL))
        yield tag("rect", x=_number(left), y=top, width=width, height=_BAR, fill=f"#{COLOURS[value < 0]}")
        edge, kind = (zero + size + 5, "value") if value >= 0 else (zero - size - 5, "value end")
        yield tag("text", f"{value:+.2f}", x=_number(edge), y=top + 12, class_=kind)


def _number(value: Decimal) -> str:
    return f"{value.quantize(_ONE_DECIMAL):f}"
