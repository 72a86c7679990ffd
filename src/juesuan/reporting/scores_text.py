"""The scores of a department's performance forms for a terminal: each form with its total first, each line with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.performance.score_line import ScoreLine
from juesuan.performance.scores import FormScore, ScoreReport
from juesuan.reporting.scores_told import basis, conclusion, entered, outlook, place_of, points, remarks, said

__all__ = ["render_scores"]


def render_scores(report: ScoreReport) -> str:
    """The whole text."""
    return "\n".join(_report(report)) + "\n"


def _report(report: ScoreReport) -> Iterator[str]:
    yield f"{report.unit}  {report.year} 年度绩效自评得分（{report.layout}）"
    if report.tables:
        yield "佐证表：" + "、".join(f"{name}（{rows} 行）" for name, rows, _ in report.tables)
    for form in report.forms:
        yield ""
        yield from _form(form)
    if not report.forms:
        yield "工作簿里没有绩效指标。"
    if report.said:
        yield ""
        yield f"文字中的数（{len(report.said)} 处）"
        for number in report.said:
            yield f"  {said(number)}"
            yield f"      佐证  {basis(number.shown)}"
    for title, problems in (
        ("佐证表的问题", report.findings),
        ("佐证表的提示", report.notes),
        ("工作簿还没有填好", report.unfinished),
    ):
        if problems:
            yield ""
            yield f"{title}（{len(problems)} 处）"
            yield from (f"  {place_of(item)}：{item.message}".replace("  ：", "  ") for item in problems)


def _form(form: FormScore) -> Iterator[str]:
    yield f"{form.title}{f'：{form.name}' if form.name else ''}"
    yield from (f"  计分依据不足：{doubt}" for doubt in form.doubts)
    yield f"  {conclusion(form)}"
    if told := outlook(form):
        yield f"  {told}"
    for line in form.lines:
        yield from _line(line)
    yield from (f"  照填  {entered(cell)}" for cell in form.entered)


def _line(line: ScoreLine) -> Iterator[str]:
    result = f"{line.actual or '（空）'}{f'（{line.source}）' if line.source else ''}"
    wanted = f"指标值 {line.target}，完成值 {result}" if line.target else result
    deviation = f"，偏差度 {line.deviation}" if line.deviation else ""
    score = (
        f"{points(line.score)}/{points(line.points)} 分" if line.score is not None else f"未评/{points(line.points)} 分"
    )
    yield f"  · {line.name}  {wanted}  {score}{deviation}"
    if line.shown is not None:
        yield f"      佐证  {basis(line.shown)}"
    yield from (f"      注意  {remark}" for remark in remarks(line))
