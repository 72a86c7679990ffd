"""PP-14 目标文字的金额＝资金表.

Only an amount that the text calls the project's money is compared: behind 共计, 预算, 执行 and the like, behind the project's own name, or
behind 资金 when the text says little else. Amounts after 其中, unit prices, incomes and what was taken back or is left
are something else. In the goals the budget of any stage is accepted, in the results the executed amount (or a budget where the text says 预算).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Amount, Outcome, Passage, State, Statement, Term, Unit
from juesuan.model.expressions import expression
from juesuan.standard.quantity import find_quantities

RULE = "PP-14"

_TOTAL = expression(r"(?:共计|合计|总计|总额|总预算)(?:为|约)?[：:]?$")
_BUDGET = expression(r"(?:预算(?:资金|经费|批复|安排|数|金额)*|批复|申请(?:财政)?(?:预算)?资金)(?:为|约)?[：:]?$")
_SPENT = expression(r"(?:执行(?:数|金额)?|完成(?:预算)?(?:资金)?|实际支出|支出金额|已支付)(?:为|约|共)?[：:]?$")
_MONEY = expression(r"(?:资金|经费|专项)(?:为|约|共)?[：:]?$")
_PART = expression(r"其中|每[人月年个辆台户]|人均|单价|标准|收入|收益|产值|节约|万元/|元/")
_GONE = expression(
    r"收回|退回|退还|缴回|缴库|上缴|交回|未(?:支付|执行|使用|支出|拨付|到位|完成|形成)|尚未|结余|结转|剩余|余额|节余|调减|压减|核减|追减|调出|统筹使用"
)
"""What stands with such words was not spent: no figure of the table, but what is left of one."""
_FEW_WORDS = 30
_BEFORE = 14


class _Named(Struct, frozen=True):
    """An amount of a text and whether it is said to be a budget or spent."""

    passage: Passage
    start: int
    end: int
    amount: Amount
    budget: bool
    spent: bool

    @property
    def shown(self) -> str:
        """The amount with the words of its clause before it."""
        clause = re.split(r"[。；;，,、：:]", self.passage.text[: self.start].rstrip("：:"))[-1]
        return clause[-_BEFORE:] + self.passage.text[self.start : self.end]


def check(context: Context) -> Iterator[Outcome]:
    """Compares amounts of goals and results with the block of funds."""
    for view in performance_forms(context, "PP"):
        texts = (("预期目标", view.form.goals, False), ("实际完成情况", view.form.results, True))
        named = [(label, item, done) for label, text, done in texts if text for item in _named(view, text)]
        if not named:
            yield not_applicable(f"{view.name}的目标文字中没有写明项目资金")
            continue
        wrong = [(label, item, done) for label, item, done in named if not _fits(view, item, done)]
        funds = _funds(view, ("initial", "adjusted", "executed"))
        yield _mismatch(view, wrong) if wrong else passed(funds)


def _named(view: FormView, text: Passage) -> Iterator[_Named]:
    project = view.form.project.text if view.form.project is not None else ""
    amounts = [found for found in find_quantities(text.text) if _is_money(found[2].amount, found[2].measure)]
    for start, end, quantity in amounts:
        before = text.text[max(0, start - _BEFORE) : start]
        clause = re.split(r"[。；;，,]", text.text[:start])[-1] + text.text[end : end + 2]
        sentence = re.split(r"[。]", text.text[:start])[-1]
        rest = re.split(r"[。；;，,]", text.text[end:])[0]
        if _PART.search(clause) or "其中" in sentence or _GONE.search(clause + rest):
            continue
        budget, spent = bool(_BUDGET.search(before)), bool(_SPENT.search(before))
        by_name = bool(project) and before.endswith(project[-_BEFORE:])
        alone = len(amounts) == 1 and len(text.text) <= _FEW_WORDS and bool(_MONEY.search(before))
        if budget or spent or by_name or alone or _TOTAL.search(before):
            amount = quantity.amount
            if amount.unit is Unit.NONE:  # 60万 stands for 60万元
                amount = Amount(amount.value, Unit.YUAN, amount.decimals, amount.raw).to(Unit.WAN)
            yield _Named(text, start, end, amount, budget, spent)


def _is_money(amount: Amount, measure: str) -> bool:
    return amount.unit.is_money or (
        amount.unit is Unit.NONE and measure in {"万", "亿", ""} and amount.raw.endswith(("万", "亿"))
    )


def _funds(view: FormView, columns: tuple[str, ...]) -> list[Statement]:
    return [s for row in ("total", "fiscal") for column in columns if (s := view.cell(row, column)) is not None]


def _fits(view: FormView, item: _Named, done: bool) -> bool:
    columns = ("executed",) if done and not item.budget else ("initial", "adjusted", "executed")
    candidates = _funds(view, columns)
    if not candidates:
        return True
    return any(_same(view, item.amount, statement) for statement in candidates)


def _same(view: FormView, amount: Amount, statement: Statement) -> bool:
    stated = view.precise(statement)
    return stated.unit.is_money and amount.to(stated.unit).interval.intersects(stated.interval)


def _mismatch(view: FormView, wrong: list[tuple[str, _Named, bool]]) -> Outcome:
    cells = _funds(view, ("initial", "adjusted", "executed"))
    own = {s.column: s.amount.raw or "空" for s in cells if s.row == "total"}
    parts = "；".join(f"{label}写“{item.shown}”" for label, item, _ in wrong)
    message = (
        f"{view.name}的{parts}，与资金表（年初预算数 {own.get('initial', '空')}、全年预算数 {own.get('adjusted', '空')}、"
        f"全年执行数 {own.get('executed', '空')}）都不一致。"
    )
    places = tuple(
        Term(1, label, None, item.passage.place(item.start, item.end), item.passage.text[item.start : item.end])
        for label, item, _ in wrong
    )
    return Outcome(
        State.FAIL,
        terms=(*places, *(Term.of(s, -1) for s in cells if s.row == "total")),
        message=message,
        stated=wrong[0][1].amount.value,
    )
