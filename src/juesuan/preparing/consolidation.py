"""The books of several units as those of their department: what one paid the other is neither income nor spending of the whole.

Lines name the unit they belong to (``agency``) and, where the money came from or went to another unit, that unit (``counterpart``).
上级补助收入 of one is 对附属单位补助支出 of the other, 附属单位上缴收入 of one is 上缴上级支出 of the other; both sides go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from juesuan.preparing.books import Books, Income, Spending
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping

__all__ = ["Consolidated", "consolidated"]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The department's books; what the units' books contradict each other or themselves in; what was eliminated."""

    books: Books
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def consolidated(books: Books, standard: Standard) -> Consolidated:
    """The books without what units in scope paid each other. Books that are not kept by unit stay as they are."""
    units = {income.agency for income in books.income} | {spending.agency for spending in books.spending}
    units |= {basic.agency for basic in books.basic} | {opening.agency for opening in (*books.opening, *books.closing)}
    units.discard("")
    if not units:
        return Consolidated(books)
    kept = standard.bookkeeping
    problems = [*_strangers(books, units), *_mismatches(books, kept), *_unbalanced(books, units, kept)]
    eliminated = sum((line.amount for line in books.income if _is_internal(line, books, kept)), Decimal(0))
    notes = [f"汇总时抵销了单位之间的补助和上缴 {eliminated:,.2f} 元。"] if eliminated else []
    whole = replace(
        books,
        income=tuple(line for line in books.income if not _is_internal(line, books, kept)),
        spending=tuple(line for line in books.spending if not _is_internal(line, books, kept)),
        running_costs=books.running_costs or _running_costs(books, standard),
    )
    return Consolidated(whole, tuple(problems), tuple(notes))


def _is_internal(line: Income | Spending, books: Books, kept: Bookkeeping) -> bool:
    """Whether money moved between two units in scope."""
    known = books.department.agencies
    what = line.source if isinstance(line, Income) else line.nature
    moved = any(what == (flow.source if isinstance(line, Income) else flow.nature) for flow in kept.flows)
    return moved and line.counterpart != line.agency and line.counterpart in known and line.agency in known


def _strangers(books: Books, units: Iterable[str]) -> Iterator[str]:
    """Every line belongs to a unit in scope, or none does."""
    for name in sorted(set(units) - set(books.department.agencies)):
        yield f"账上有“{name}”的数，但它不在决算编制范围的单位名单中。请补入名单，或改正单位名称。"
    for what, names in (
        ("收入", {line.agency for line in books.income}),
        ("支出", {line.agency for line in books.spending}),
        ("基本支出", {line.agency for line in books.basic}),
        ("年初结转", {line.agency for line in books.opening}),
    ):
        if "" in names:
            yield f"分单位的账中有的{what}没有注明单位。请注明每一笔属于哪个单位。"


def _mismatches(books: Books, kept: Bookkeeping) -> Iterator[str]:
    """Both sides of every flow between two units are the same."""
    for flow in kept.flows:
        income_name, spending_name = kept.flow_names[flow.source], kept.flow_names[flow.nature]
        received: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        paid: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for income in books.income:
            if income.source == flow.source and _is_internal(income, books, kept):
                received[income.counterpart, income.agency] += income.amount
        for spending in books.spending:
            if spending.nature == flow.nature and _is_internal(spending, books, kept):
                paid[spending.agency, spending.counterpart] += spending.amount
        for payer, receiver in sorted(received.keys() | paid.keys()):
            given, got = paid[payer, receiver], received[payer, receiver]
            if given != got:
                yield (
                    f"“{payer}”列{spending_name}（付给“{receiver}”）{given:,.2f} 元，“{receiver}”列{income_name} {got:,.2f} 元，"
                    f"相差 {abs(given - got):,.2f} 元。单位之间的往来两边应当相等，请核对。"
                )


def _unbalanced(books: Books, units: Iterable[str], kept: Bookkeeping) -> Iterator[str]:
    """Each unit by itself: no negative balance, closing as its ledger has it, basic spending analysed by 款."""
    for unit in sorted(units):
        left: defaultdict[str, Decimal] = defaultdict(Decimal)
        for opening in books.opening:
            left[opening.fund] += opening.amount if opening.agency == unit else 0
        for income in books.income:
            left[income.source if income.source in kept.funds else kept.own] += (
                income.amount if income.agency == unit else 0
            )
        for spending in books.spending:
            left[spending.fund] -= spending.amount if spending.agency == unit else 0
        for fund in kept.funds:  # the surplus of own money is distributed and used by the department as a whole
            if left[fund] < 0:
                yield (
                    f"“{unit}”的{kept.fund_names[fund]}：年初结转加本年收入比本年支出少 {-left[fund]:,.2f} 元。"
                    "请核对该单位的年初结转、收入和支出。"
                )
        for closing in books.closing:
            if closing.agency == unit and closing.fund in kept.funds and closing.amount != left[closing.fund]:
                yield (
                    f"“{unit}”的{kept.fund_names[closing.fund]}账上年末结转 {closing.amount:,.2f} 元，"
                    f"按“年初＋收入－支出”应为 {left[closing.fund]:,.2f} 元。请核对。"
                )
        analysed = sum((line.amount for line in books.basic if line.agency == unit), Decimal(0))
        basic = (line for line in books.spending if line.agency == unit and _is_basic(line, kept))
        spent = sum((line.amount for line in basic), Decimal(0))
        if abs(analysed - spent) > 1:
            yield (
                f"“{unit}”的一般公共预算基本支出按经济分类合计 {analysed:,.2f} 元，按功能分类合计 {spent:,.2f} 元，"
                f"相差 {abs(analysed - spent):,.2f} 元。请核对该单位的明细。"
            )


def _is_basic(line: Spending, kept: Bookkeeping) -> bool:
    """Whether it is spending that is set out by economic code too."""
    basic = kept.facts.basic
    return (line.fund, line.nature) == (basic.get("fund"), basic.get("nature"))


def _running_costs(books: Books, standard: Standard) -> Decimal:
    """机关运行经费: the 公用经费 of the units that are 行政 or 参公."""
    department, of_offices = books.department, standard.bookkeeping.facts.office_costs.get("economic")
    return sum(
        (
            line.amount
            for line in books.basic
            if standard.vocabulary.block("economic", line.economic) == of_offices
            and department.kind_of(line.agency) in {"行政", "参公"}
        ),
        Decimal(0),
    )
