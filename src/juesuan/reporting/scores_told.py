"""What a score rests on, in words: shared by the text and the workbook of ``score``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.model import Problem
from juesuan.performance.evidence.shown import Shown
from juesuan.performance.printed_otherwise import Entered
from juesuan.performance.score_line import ScoreLine
from juesuan.performance.scores import FormScore
from juesuan.performance.texts import SaidNumber

__all__ = ["basis", "conclusion", "entered", "outlook", "place_of", "points", "remarks", "said"]


def points(value: Decimal | None) -> str:
    """Points without useless zeros; empty where there are none."""
    return f"{value.normalize() + 0:f}" if value is not None else ""


def basis(shown: Shown) -> str:
    """The evidence behind a value: the formula, how many rows, the first and the last of them; or why there is no value."""
    if shown.value is None:
        return f"没有算出：{shown.reason}"
    rows = ""
    if shown.rows == 1:
        rows = f"；1 行，{shown.first}"
    elif shown.rows:
        rows = f"；{shown.rows} 行，首行 {shown.first}，末行 {shown.last}"
    elif shown.rows == 0:
        rows = "；0 行"
    notes = "".join(f"；{note}" for note in shown.notes)
    return f"{shown.formula}{rows}{notes}"


def remarks(line: ScoreLine) -> Iterator[str]:
    """What is to be said of a line beside its numbers."""
    if line.shown is not None and line.differs:
        yield f"填写的是 {line.actual}，佐证算出 {line.shown.value}，得分按填写的算，请核对"
    if line.score is None:
        why = "当地怎样计分没有公布，可以在“自评表照填”填得分" if line.actual else "没有实际完成值"
        yield f"{why}，{points(line.points)} 分未能评定"
    if line.due is not None and line.score is not None:
        yield f"单位给的是 {points(line.score)} 分，按评分办法是 {points(line.due)} 分"
    if line.lost > 0:
        why = f"：{line.reason}" if line.reason else "，缺少偏差原因分析及改进措施" if line.lacks_reason else ""
        yield f"失 {points(line.lost)} 分{why}"


def said(number: SaidNumber) -> str:
    """A number in a text beside what the evidence shows."""
    verdict = {True: "一致", False: "不一致", None: "不能判断"}[number.agrees]
    computed = f"佐证算出 {number.computed}" if number.computed else f"佐证没有算出（{number.shown.reason}）"
    return f"{number.where}：“…{number.excerpt}”，{computed}，{verdict}{f'（{number.other}）' if number.other else ''}"


def entered(cell: Entered) -> str:
    """A cell that is printed as it was given, beside what was computed."""
    what = f"“{cell.row}”{cell.column}" if cell.row else f"整栏“{cell.column}”"
    computed = f"，算出的是 {cell.computed}" if cell.computed and cell.computed != cell.value else ""
    return f"{what}照填印 {cell.value}{computed}：{cell.reason}"


def conclusion(form: FormScore) -> str:
    """The total and the grade; the total by the rules alone where it is another one, and which lines make the difference."""
    told = _conclusion(form)
    other = [line.name for line in form.lines if line.due is not None]
    if not other or form.due == form.total:
        return told
    return f"{told}；各项都按评分办法是 {points(form.due)} 分，差在：{'、'.join(other)}"


def _conclusion(form: FormScore) -> str:
    if form.unscored:
        most = points(form.total + form.unscored)
        grade = f"，等级是“{form.grade}”" if form.grade else "，等级未定"
        return f"已评 {points(form.total)} 分，另有 {points(form.unscored)} 分未能评定（最多 {most} 分）{grade}"
    return f"{points(form.total)} 分，{form.grade or '等级不在表式规定的范围内'}"


def outlook(form: FormScore) -> str:
    """How far it is to the next grade and on what that hangs, or how much is to spare."""
    if form.to_next is not None:
        wanted, grade = form.to_next
        hangs = f"，取决于：{'、'.join(form.hangs_on)}" if form.hangs_on else ""
        return f"距“{grade}”还差 {points(wanted)} 分{hangs}"
    return f"高出“{form.grade}”的下限 {points(form.above)} 分" if form.grade else ""


def place_of(problem: Problem) -> str:
    """Where a finding on evidence is: file, sheet and cell, or line and column."""
    place = problem.place
    line = f"第 {place.line} 行{place.column or ''}" if place.line else ""
    return " ".join(filter(None, (problem.file, "!".join(filter(None, (place.sheet, place.cell or line))))))
