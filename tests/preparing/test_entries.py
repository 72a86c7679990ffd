"""Books kept by accounts: a journal and a table of balances come to the same as detail lines; a line without an amount is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.preparing.books import Basic, Income, Opening, Spending
from juesuan.preparing.ledger import LedgerBooks, books_of_ledgers
from juesuan.preparing.workbook.values import Known
from juesuan.recognising.ledger import Labels, read_ledger
from juesuan.standard import builtin

JOURNAL = """日期,凭证号,摘要,科目编码,功能科目,经济科目,资金性质,支出性质,借方金额,贷方金额
2022-01-05,1,授权额度,6001,2010301,,一般公共预算,,,100.00
2022-01-05,1,授权额度,8001,,,,,100.00,
2022-02-05,2,办公费,7101,2010301,30201,一般公共预算,基本支出,40.00,
2022-02-05,2,办公费,8001,,,,,,40.00
2022-02-06,3,退回,7101,2010301,30201,一般公共预算,基本支出,,5.00
2022-02-07,4,红字,7101,2010301,30201,一般公共预算,基本支出,-1.00,
"""
CLEARED = """2022-12-31,9,年末结转,7101,2010301,30201,一般公共预算,基本支出,,34.00
2022-12-31,9,年末结转,6001,2010301,,一般公共预算,,100.00,
"""
BALANCES = """会计科目,科目名称,功能科目,经济科目,资金性质,支出性质,期初余额,,本期发生额,,本年累计发生额,,期末余额,
,,,,,,借方,贷方,借方,贷方,借方,贷方,借方,贷方
6001,财政拨款预算收入,2010301,,一般公共预算,,,,5.00,10.00,{income},100.00,,
7101,行政支出,2010301,30201,一般公共预算,基本支出,,,,,34.00,{spending},,
8101,财政拨款结转,2010301,,一般公共预算,,,20.00,,,,,,86.00
8001,资金结存,,,,,20.00,,,,,,,
"""


def read(path: Path, text: str) -> LedgerBooks:
    path.write_text(text, encoding="utf-8")
    return books_of_ledgers(read_ledger(path, Labels.of(builtin().ledger)), Known(builtin(), 2022, ("示例局",)))


def assert_spent(found: LedgerBooks) -> None:
    assert found.problems == ()
    assert found.income == (Income("2010301", "gpb", Decimal("100.00")),)
    assert found.spending == (Spending("2010301", "gpb", "basic", Decimal("34.00")),)
    assert found.basic == (Basic("30201", Decimal("34.00")),)


@pytest.mark.parametrize("last", ["", CLEARED])
def test_a_journal_counts_by_its_accounts(tmp_path: Path, last: str) -> None:
    """The other side of an entry is none of income and spending, and what clears the accounts at the end of the year takes nothing away."""
    assert_spent(read(tmp_path / "序时账.csv", JOURNAL + last))


@pytest.mark.parametrize(("income", "spending"), [("", ""), ("100.00", "34.00")])
def test_balances_count_by_their_turnover_of_the_year(tmp_path: Path, income: str, spending: str) -> None:
    """Cleared or not; of headers in two rows, and of the month's turnover beside the year's."""
    found = read(tmp_path / "余额表.csv", BALANCES.format(income=income, spending=spending))

    assert_spent(found)
    assert found.opening == (Opening("gpb", Decimal("20.00"), "2010301"),)


def test_a_line_without_amount_is_named(tmp_path: Path) -> None:
    found = read(tmp_path / "序时账.csv", JOURNAL + "2022-03-01,5,没填,7101,2010301,30201,一般公共预算,基本支出,,\n")

    (problem,) = found.problems
    assert (problem.place.line, problem.place.column) == (8, "第9栏")
    assert problem.message.startswith("没有填金额")
