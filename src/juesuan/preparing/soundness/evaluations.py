"""Performance forms: money within budgets and accounts, results for all targets, points that make up 100, reasons for lost ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.preparing.books import Books, GivenCell, Money, OverallWork, ProjectWork, Target
from juesuan.preparing.left_out import LEFT_OUT
from juesuan.preparing.scoring import scored_targets
from juesuan.preparing.soundness.complaint import MISSING, NOTE, Complaint, Examined, money
from juesuan.preparing.spent_on import spent_on
from juesuan.preparing.tasks import have_money, task_marks, task_money, together
from juesuan.preparing.workbook.indicators import OVERALL
from juesuan.standard.performance import Template

__all__ = ["evaluations", "unscored"]

_FULL = Decimal(100)
_SLOT = re.compile(r"[{｛][^{}｛｝]{1,80}[}｝]")
_SOURCES = frozenset({"fiscal", "special", "own"})


def evaluations(examined: Examined) -> Iterator[Complaint]:
    """Every form, and the projects together."""
    books, edition = examined.books, examined.edition
    if books.overall is not None:
        yield from _overall(books.overall, examined)
    yield from _unfilled(books)
    names = [project.name for project in books.projects]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Complaint(f"有两个项目都叫“{name}”。项目名称不应重复，请改正。")
    form = edition.project
    for project in books.projects:
        yield from _project(project, form)
        yield from _labelled(project, examined)
    executed = sum((money.executed for project in books.projects for money in project.funds.values()), Decimal(0))
    spent = examined.facts.get(examined.kept.facts.projects)
    if executed > spent:
        yield Complaint(f"各项目执行数合计 {money(executed)}大于项目支出决算数 {money(spent)}。请核对各项目的执行数。")
    elif executed < spent and books.projects:
        yield Complaint(
            f"做了自评的项目支出 {money(executed)}，全部项目支出 {money(spent)}。没有自评的项目请确认。", NOTE
        )


def _unfilled(books: Books) -> Iterator[Complaint]:
    """Places in texts of forms that wait for a value of evidence: nothing may be published with them."""
    overall = books.overall
    texts = [("整体支出绩效自评表", text) for text in (*overall.goals, *overall.results)] if overall is not None else []
    texts += (
        [(f"年度任务“{task.name}”", part) for task in overall.tasks for part in (task.content, task.result)]
        if overall
        else []
    )
    texts += [(f"项目“{work.name}”自评表", part) for work in books.projects for part in (work.goal, work.result)]
    for what, text in texts:
        for slot in dict.fromkeys(_SLOT.findall(text)):
            yield Complaint(
                f"{what}文字中的“{slot}”没有数可填。请在“佐证取数”表写明怎样取数，并给出佐证表，或者把它改成数。",
                MISSING,
            )


def _overall(work: OverallWork, examined: Examined) -> Iterator[Complaint]:
    what = "整体支出绩效自评表"
    known = {**dict.fromkeys(examined.kept.rates, ""), **examined.rates}
    kept, executed = examined.kept, _executed(examined)
    for source, name in ((kept.appropriations, "财政拨款"), (kept.own, "其他资金")):
        adjusted = work.adjusted.get(source, Decimal(0))
        if executed[source] > adjusted:
            yield _over(what, name, executed[source], adjusted)
    yield from _by_tasks(what, work, examined)
    blank = unscored(work, examined)
    if blank is not None:
        sheet = examined.standard.workbook.sheet("form_cells").name
        yield Complaint(
            f"{what}：当地没有公布执行率怎样计分（依据不足），执行率不到 100% 的得分不由程序计算。请在“{sheet}”填写：项目名称 整体绩效，"
            f"行 {blank.row}，栏 {blank.column}，填报数和原因。",
            MISSING,
        )
    yield from _targets(what, work.targets, examined.edition.overall, Decimal(0), known)


def _by_tasks(what: str, work: OverallWork, examined: Examined) -> Iterator[Complaint]:
    """Where a place prints the money by tasks: the tasks hold all of it, and each has a score that is by a rule or given."""
    form, kept = examined.edition.overall, examined.kept
    sheet = examined.standard.workbook.sheet("tasks").name
    if form.tasks is None:
        return
    if not have_money(work.tasks):
        yield Complaint(
            f"{what}：当地的表按年度主要任务列全年预算数、执行数和得分，“{sheet}”没有填执行数，先按通行的表式印。要照当地的表印，请按任务填写。",
            NOTE,
        )
        return
    each = [task_money(task) for task in work.tasks]
    executed = _executed(examined)
    for word, budgets, spent in (
        ("全年预算数", [one.adjusted for one in each], work.adjusted),
        ("全年执行数", [one.executed for one in each], executed),
    ):
        for index, (source, name) in enumerate(((kept.appropriations, "财政拨款"), (kept.own, "其他资金"))):
            told, should = together([pair[index] for pair in budgets]) or Decimal(0), spent.get(source, Decimal(0))
            if told != should:
                yield Complaint(
                    f"{what}：“{sheet}”各项任务的{name}{word}合计 {money(told)}，全部{name}{word}是 {money(should)}。"
                    "当地的表按任务列全部资金，人员和公用经费等也要列为任务。请核对。"
                )
    for task, marks, found in zip(work.tasks, task_marks(work.tasks, form.execution_points), each, strict=True):
        if found.budget is None or found.spent is None:
            yield Complaint(f"{what}：任务“{task.name}”没有填全年预算数或全年执行数。请在“{sheet}”填写。", MISSING)
        elif marks.score is None:
            yield Complaint(
                f"{what}：任务“{task.name}”的执行率不到 100%，当地没有公布怎样计分（依据不足），程序不算。请在“{sheet}”填“得分”。",
                MISSING,
            )


def unscored(work: OverallWork, examined: Examined) -> GivenCell | None:
    """The cell of the score of the budget's execution, blank, where the place has published no rule and the unit has said nothing: only
    the whole of a budget has full points by any rule.
    """
    form, words = examined.edition.overall, examined.standard.evaluations
    budget, spent = (sum(amounts.values(), Decimal(0)) for amounts in (work.adjusted, _executed(examined)))
    if form.scoring.execution is not None or not budget or spent >= budget:
        return None
    if form.tasks is not None and have_money(work.tasks):
        return None  # the scores are those of the tasks
    for cell in examined.books.form_cells:
        fits = not cell.row or words.fund_row("".join(cell.row.split())) == "total"
        if cell.project == OVERALL and fits and words.indicator_column("".join(cell.column.split())) == "score":
            return None
    return GivenCell(OVERALL, words.column_title("score"), LEFT_OUT, "", form.words["total"])


def _executed(examined: Examined) -> Mapping[str, Decimal]:
    """What was spent, of appropriations and of other money."""
    kept, facts = examined.kept, examined.facts
    fiscal = facts.get(kept.facts.spending.but(fund=kept.appropriations))
    return {kept.appropriations: fiscal, kept.own: facts.get(kept.facts.spending) - fiscal}


def _project(work: ProjectWork, form: Template) -> Iterator[Complaint]:
    what = f"项目“{work.name}”自评表"
    for label, text in (
        ("项目名称", work.name),
        ("实施单位", work.implementer),
        ("年度目标", work.goal),
        ("完成情况", work.result),
    ):
        if not text:
            yield Complaint(f"{what}没有填写{label}。", MISSING)
    for source in sorted(set(work.funds) - _SOURCES):
        yield Complaint(f"{what}：资金来源“{source}”不认识。请填 财政拨款、财政专户管理资金 或 单位资金。")
    total = sum(work.funds.values(), Money())
    if total.executed > total.adjusted:
        yield _over(what, "资金", total.executed, total.adjusted)
    managed = form.management_points
    if form.management is not None and not work.management:
        yield Complaint(f"{what}没有填写{form.management.label}。", MISSING)
    yield from _targets(what, work.targets, form, managed, {})


def _labelled(work: ProjectWork, examined: Examined) -> Iterator[Complaint]:
    """No project executed less than the lines of spending that name it."""
    spent = sum(spent_on(work.name, examined.books.spending, examined.standard).values(), Decimal(0))
    executed = sum((funds.executed for funds in work.funds.values()), Decimal(0))
    if spent > executed:
        yield Complaint(
            f"项目“{work.name}”的全年执行数是 {money(executed)}，“支出”表中写明用于这个项目的支出是 {money(spent)}。请核对，"
            "或者把全年执行数留空，由程序按“支出”表计算。"
        )


def _over(what: str, name: str, executed: Decimal, adjusted: Decimal) -> Complaint:
    return Complaint(
        f"{what}：{name}执行数 {money(executed)}大于全年预算数 {money(adjusted)}。请填写调整后的全年预算数。"
    )


def _targets(
    what: str, targets: Sequence[Target], form: Template, managed: Decimal, rates: Mapping[str, str]
) -> Iterator[Complaint]:
    if not targets:
        yield Complaint(f"{what}没有绩效指标。请填写。", MISSING)
        return
    blank = [target for target in targets if not target.result and target.levels[2] not in rates]
    for origin in dict.fromkeys(target.origin for target in blank):
        yield from (
            Complaint(f"{what}：{text}") for text in _blank(origin, [one for one in blank if one.origin == origin])
        )
    for target in targets:
        if target.score is not None and target.points is not None and not 0 <= target.score <= target.points:
            yield Complaint(
                f"{what}：指标“{target.name}”得分 {target.score} 不在 0 与分值 {target.points} 之间。请改正。"
            )
    if blank:
        return
    results = scored_targets(targets, form, rates)
    points = form.weights["预算执行率"] + managed + sum((result.points for result in results), Decimal(0))
    if points != _FULL:
        yield Complaint(f"{what}：各项分值合计 {points.normalize():f} 分，应为 100 分。请调整指标分值。")
    for target, result in zip(targets, results, strict=True):
        if target.score is not None and not result.rule.allows(result.score):
            yield Complaint(
                f"{what}：指标“{target.name}”指标值 {target.target}、实际完成值 {target.result}，按评分办法{result.rule.range}，"
                f"填写的得分为 {target.score}。请确认。",
                NOTE,
            )
        if target.score is None and LEFT_OUT in {target.target, result.actual}:
            yield Complaint(
                f"{what}：指标“{target.name}”的自评表不列指标值或实际完成值，得分无从计算。请填写得分。", MISSING
            )
            continue
        if target.score is None and result.rule.grade is not None and result.rule.due < result.points:
            yield Complaint(
                f"{what}：指标“{target.name}”的实际完成值是“{target.result}”，{result.rule.range}。请填写得分。",
                MISSING,
            )
        if result.score < result.points and not target.reason and result.actual:
            yield Complaint(f"{what}：{_unexplained(target)}", MISSING)


def _blank(origin: str, targets: Sequence[Target]) -> Iterator[str]:
    """Who takes values from evidence is told what is the matter with that, once for all, not to fill in numbers."""
    if not origin:
        yield from (f"指标“{target.name}”没有实际完成值。请填写。" for target in targets)
        return
    names = "".join(f"“{target.name}”" for target in targets)
    count = f"{len(targets)} 个" if len(targets) > 1 else ""
    yield (
        f"{count}指标{names}的实际完成值要从佐证取数，没有算出：{origin}。请改正佐证表或“佐证取数”；不从佐证取数的，"
        "请在“绩效指标”填写实际完成值。"
    )


def _unexplained(target: Target) -> str:
    """A value that evidence shows may be wrong itself: that is looked at before a reason is written for it."""
    if target.actual or not target.computed:
        return f"指标“{target.name}”没有得满分，缺少偏差原因分析及改进措施。请填写。"
    return (
        f"指标“{target.name}”没有得满分，缺少偏差原因分析及改进措施。指标值 {target.target}，实际完成值 {target.computed} 是从佐证算出的"
        f"（{target.origin}）。请先核对佐证表和取数，数不错的再填写原因。"
    )
