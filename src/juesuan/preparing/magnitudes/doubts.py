"""What is said of slips of magnitude: one message each, or one for a column that was typed in another unit as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from juesuan.model import Place, Problem
from juesuan.preparing.magnitudes.figures import TypedFigure
from juesuan.preparing.magnitudes.suspicion import UnitSlip
from juesuan.preparing.magnitudes.whole import WholeSlip
from juesuan.standard import Standard

__all__ = ["Doubt", "amount_fields", "doubts", "named_figures"]

_COLUMN = 4
"""So many slips of one column are told as one: it was typed in another unit."""
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be mended or answered for. ``fingerprint``: by which it is accepted."""

    problem: Problem
    fingerprint: str


def doubts(slips: Sequence[UnitSlip], standard: Standard, whole: WholeSlip | None = None) -> list[Doubt]:
    """Slips as problems with their cells, the factor, what they were held against, and what to do; of a whole book, in their place, one."""
    if whole is not None:
        return [_doubt_of(whole.figures[0], _whole(whole, standard), whole.fingerprint)]
    columns: dict[tuple[str, str, bool], list[UnitSlip]] = {}
    for slip in slips:
        columns.setdefault((slip.figure.sheet, slip.figure.field, _is_small(slip)), []).append(slip)
    found = []
    for some in columns.values():
        if len(some) >= _COLUMN:
            found.append(_doubt(some[0], _column(some, standard), "".join(slip.fingerprint for slip in some), standard))
        else:
            found += [_doubt(slip, _single(slip, standard), slip.fingerprint, standard) for slip in some]
    return found


def _is_small(slip: UnitSlip) -> bool:
    return slip.meant > slip.figure.amount


def _doubt(slip: UnitSlip, message: str, name: str, standard: Standard) -> Doubt:
    mark = name if len(name) == len(slip.fingerprint) else hashlib.sha256(name.encode()).hexdigest()[:16]
    money = (slip.figure, *slip.against) if _is_money(slip.figure, standard) else (*slip.against, slip.figure)
    return _doubt_of(next(figure for figure in money if figure.row is not None), message, mark)


def _doubt_of(figure: TypedFigure, message: str, mark: str) -> Doubt:
    row = figure.row
    place = row.place(figure.field) if row is not None else Place()
    return Doubt(Problem(message, place, row.sheet.file if row is not None else ""), mark)


def _single(slip: UnitSlip, standard: Standard) -> str:
    figure, money = slip.figure, _is_money(slip.figure, standard)
    times = standard.comparisons.slip
    why = f"{slip.than}是 {slip.held:,.2f}" + (" 元" if money or slip.held % 1 else "")
    other = f"（也可能是 {'、'.join(map(cell_of, slip.others))} 填错）" if slip.others else ""
    if not money:
        count = f"{cell_of(figure)} 的 {figure.amount:,}"
        return f"{slip.than} {slip.held:,.2f} 元与 {count} 相差上万倍{other}。是不是按万元填的？请核对金额和数量"
    if _is_small(slip):
        return (
            f"{figure.amount:,.2f} 像是按万元填的：{why}。金额单位是元，应为 {slip.meant:,.2f}（乘以 {times}）{other}"
        )
    return f"{figure.amount:,.2f} 像是多乘了一万：{why}。金额单位是元，应为 {slip.meant:,.2f}（除以 {times}）{other}"


def _column(some: Sequence[UnitSlip], standard: Standard) -> str:
    figure = some[0].figure
    label = standard.workbook.sheet(figure.sheet).field(figure.field).label
    cells = "、".join(cell_of(slip.figure) for slip in some[:_NAMED]) + ("等" if len(some) > _NAMED else "")
    how = "像是按万元填的，应乘以" if _is_small(some[0]) else "像是多乘了一万，应除以"
    return (
        f"“{label}”有 {len(some)} 格（{cells}）{how} {standard.comparisons.slip}："
        f"例如这一格是 {figure.amount:,.2f}，而{some[0].than}是 {some[0].held:,.2f} 元。金额单位是元"
    )


def _whole(whole: WholeSlip, standard: Standard) -> str:
    """The whole first: who mends the few cells that are right makes it worse."""
    sheets = dict.fromkeys(standard.workbook.sheet(figure.sheet).name for figure in whole.figures)
    named, (than, held) = "".join(f"“{sheet}”" for sheet in sheets), whole.told
    times = standard.comparisons.slip
    text = f"{named}共 {len(whole.figures)} 格金额像是整个按万元填的：{than}只有 {held:,.2f} 元"
    apart = named_figures(whole.apart[:_NAMED]) + ("等" if len(whole.apart) > _NAMED else "")
    if apart:
        text += f"，与 {apart} 差一万倍"
    text += f"。金额单位是元，这些表中按万元填的金额要全部乘以 {times}"
    if apart and whole.sure:
        return f"{text}，不要去改 {apart}"
    return f"{text}；如果这些金额本来就是元，那么是 {apart} 多乘了一万，应除以 {times}" if apart else text


def amount_fields(standard: Standard) -> frozenset[tuple[str, str]]:
    """The sheets and fields of the workbook that hold amounts."""
    return frozenset(
        (sheet.id, field.key) for sheet in standard.workbook.sheets for field in sheet.fields if field.type == "amount"
    )


def _is_money(figure: TypedFigure, standard: Standard) -> bool:
    return standard.workbook.sheet(figure.sheet).field(figure.field).type == "amount"


def cell_of(figure: TypedFigure) -> str:
    """``支出!D3``."""
    place = figure.row.place(figure.field) if figure.row is not None else Place()
    return "!".join(filter(None, (place.sheet, place.cell)))


def named_figures(figures: Sequence[TypedFigure]) -> str:
    """The cells of some figures, sheet by sheet: ``收入!C12、C15；车辆设备与接待!B11``."""
    cells: dict[str, list[str]] = {}
    for figure in figures:
        sheet, _, cell = cell_of(figure).rpartition("!")
        cells.setdefault(sheet, []).append(cell)
    return "；".join(f"{sheet}!{'、'.join(some)}" for sheet, some in cells.items())
