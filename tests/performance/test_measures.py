"""What a measure comes to is what a naive evaluation of the same rows gives, and nothing where nobody can say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.shown import Shown
from juesuan.standard.quantity import parse_quantity
from tests.examples import examples
from tests.performance.tables import evidence, kind_rows, written

HEADER = ("企业", "日期", "状态", "金额（万元）", "天数（天）")
Row = tuple[str, str, str, str, str]
BAD_AMOUNTS, BAD_DATES = ("约3", "12.3.4", "三万"), ("去年", "2022-13-01", "3月")
DATES = {"2022-01-05": date(2022, 1, 5), "2022/3/31": date(2022, 3, 31), "2022年9月30日": date(2022, 9, 30)}
DATES |= {"2022-10-01": date(2022, 10, 1), "2021-12-31": date(2021, 12, 31), "20220601": date(2022, 6, 1)}
AMOUNTS = {
    "1,250.50": "1250.5",
    "0": "0",
    "（3.2）": "-3.2",
    "８８": "88",
    "0.000001": "0.000001",
    "7": "7",
    "99999999.99": "99999999.99",
}
STATES = ("已解决", "办理中", "", "已解决'; DROP TABLE 台账; --", "100%", "_%")


def rows() -> st.SearchStrategy[list[Row]]:
    clear = st.tuples(
        st.sampled_from(["甲", "乙", "丙", "“丁”"]),
        st.sampled_from([*DATES, ""]),
        st.sampled_from(STATES),
        st.sampled_from([*AMOUNTS, "", "-"]),
        st.sampled_from(["1", "15", "16", ""]),
    )
    faulty = st.tuples(
        st.sampled_from(["甲", "乙"]),
        st.sampled_from([*DATES, *DATES, *BAD_DATES]),
        st.sampled_from(STATES),
        st.sampled_from([*AMOUNTS, *BAD_AMOUNTS]),
        st.sampled_from(["1", "15", "16", "x"]),
    )
    known = st.lists(clear, min_size=1, max_size=12)
    mixed = st.lists(st.tuples(clear, faulty), min_size=1, max_size=5)
    return st.one_of(known, mixed.map(lambda pairs: [row for pair in pairs for row in pair]))


Truth = bool | None


def amount(row: Row) -> Decimal | None:
    return Decimal(AMOUNTS[row[3]]) if row[3] in AMOUNTS else None


def known(text: str, bad: Sequence[str], truth: Callable[[], bool]) -> Truth:
    return None if text in bad else truth()


def in_period(start: date | None, end: date | None) -> Callable[[Row], Truth]:
    def holds(row: Row) -> Truth:
        if row[1] in BAD_DATES:
            return None
        day = DATES.get(row[1])
        return day is not None and (start is None or day >= start) and (end is None or day <= end)

    return holds


CONDITIONS: tuple[tuple[str, Callable[[Row], Truth]], ...] = (
    ("", lambda row: True),
    ("状态 是 已解决", lambda row: row[2] == "已解决"),
    ("状态 不是 已解决", lambda row: row[2] != "已解决"),
    ("状态 为空", lambda row: not row[2]),
    ("状态 包含 %", lambda row: "%" in row[2]),
    ("状态 等于 “已解决'; DROP TABLE 台账; --”", lambda row: row[2].endswith("--")),
    ("企业 属于 甲、乙", lambda row: row[0] in {"甲", "乙"}),
    ("金额 大于 7万元", lambda row: known(row[3], BAD_AMOUNTS, lambda: (amount(row) or 0) > 7)),
    (
        "金额 不超过 1250.5万元",
        lambda row: known(
            row[3], BAD_AMOUNTS, lambda: (found := amount(row)) is not None and found <= Decimal("1250.5")
        ),
    ),
    ("天数 不超过 15", lambda row: known(row[4], ("x",), lambda: row[4] in {"1", "15"})),
    (
        "日期 不晚于 2022-03-31",
        lambda row: known(row[1], BAD_DATES, lambda: row[1] in DATES and DATES[row[1]] <= date(2022, 3, 31)),
    ),
    (
        "状态 是 已解决 且 天数 等于 15",
        lambda row: False if row[2] != "已解决" else known(row[4], ("x",), lambda: row[4] == "15"),
    ),
)
PERIODS = (
    ("不限", lambda row: True),
    ("", in_period(date(2022, 1, 1), date(2022, 12, 31))),
    ("1-9月", in_period(date(2022, 1, 1), date(2022, 9, 30))),
    ("截至2022-03-31", in_period(None, date(2022, 3, 31))),
    ("按日期 2022年四季度", in_period(date(2022, 10, 1), date(2022, 12, 31))),
)  # fmt: skip


def both(*truths: Truth) -> Truth:
    return False if False in truths else None if None in truths else True


def naive(
    found: Sequence[Row], statistic: str, condition: Callable[[Row], Truth], period: Callable[[Row], Truth]
) -> Fraction | None:
    """The exact value; None where nobody can say, or where there is nothing to say."""
    needs_amount = statistic in {"sum", "average"}
    if all(period(row) is False for row in found):
        return None
    inside = []
    for row in found:
        readable = None if needs_amount and row[3] in BAD_AMOUNTS else True
        present = amount(row) is not None or row[3] in BAD_AMOUNTS if needs_amount else True
        truth = both(condition(row), period(row), readable, present)
        if truth is None:
            return None
        inside += [row] if truth else []
    if statistic == "count":
        return Fraction(len(inside))
    if not inside:
        return None
    if statistic == "distinct":
        return Fraction(len({row[0] for row in inside}))
    if statistic == "share":
        return Fraction(sum(row[2] == "已解决" for row in inside), len(inside)) * 100
    total = sum((Fraction(amount(row) or 0) for row in inside), Fraction(0))
    return total if statistic == "sum" else total / len(inside)


FIELDS = {"count": "", "sum": "金额", "average": "金额", "distinct": "企业", "share": ""}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence")


QUESTIONS = st.lists(
    st.tuples(st.sampled_from([*FIELDS]), st.sampled_from(CONDITIONS), st.sampled_from(PERIODS)),
    min_size=20,
    max_size=20,
)


@given(rows(), QUESTIONS)
@settings(max_examples=examples(8), deadline=None, phases=[Phase.generate])
def test_a_measure_is_what_a_naive_evaluation_gives(
    folder: Path, found: list[Row], questions: list[tuple[str, tuple[str, Any], tuple[str, Any]]]
) -> None:
    """Half of the cells of every column are clear, so that it is what its header says."""
    clear: Row = ("甲", "2022-01-05", "已解决", "7", "1")
    found = [row for pair in zip(found, [clear] * len(found), strict=True) for row in pair]
    written(folder, "台账.csv", [HEADER, *found])
    loaded = evidence(folder)
    for statistic, (words, condition), (when, period) in questions:
        share = "状态 是 已解决" if statistic == "share" else ""
        shown = measured(EvidenceMeasure("台账", statistic, FIELDS[statistic], words, share, when), loaded, 2022)
        wanted = naive(found, statistic, condition, period)
        assert (shown.value is None) == (wanted is None), (statistic, words, when, shown)
        assert shown.value is None or near(shown.value, wanted), (statistic, words, when, shown, wanted)
        assert bool(shown.reason) == (shown.value is None)
    loaded.engine.close()


def near(printed: str, exact: Fraction | None) -> bool:
    quantity = parse_quantity(printed)
    assert quantity is not None
    return exact is not None and abs(Fraction(quantity.amount.value) - exact) <= Fraction(1, 200)


def asked(tmp_path: Path, measure: EvidenceMeasure, target: str = "", year: int = 2022) -> Shown:
    loaded = evidence(tmp_path)
    try:
        return measured(measure, loaded, year, target)
    finally:
        loaded.engine.close()


@pytest.mark.parametrize(
    ("solved", "rows_in_all", "target", "value"),
    [
        (93, 93, "=100%", "100%"),
        (8, 48, "≥16%", "16.67%"),
        (8999, 9000, "=100%", "99.99%"),
        (99999, 100000, "=100%", "99.999%"),
        (17999, 20000, "≥90%", "89.995%"),
        (0, 3, "≥1%", "0%"),
        (1, 3, "良好", "33.33%"),
    ],
)
def test_a_share_is_printed_on_its_side_of_the_target(
    tmp_path: Path, solved: int, rows_in_all: int, target: str, value: str
) -> None:
    states = [["已解决"]] * solved + [["办理中"]] * (rows_in_all - solved)
    written(
        tmp_path, "名单.csv", [["状态", "编号"], *([state[0], f"n{number}"] for number, state in enumerate(states))]
    )

    shown = asked(tmp_path, EvidenceMeasure("名单", "share", share="状态 是 已解决"), target)

    assert shown.value == value
    assert shown.formula.endswith(f"{solved} ÷ {rows_in_all}")


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("≥1亿元", "1.1270亿元"),
        ("≥1.2亿元", "1.1270亿元"),
        ("≥11000万元", "11270万元"),
        ("", "11270万元"),
        ("112700000元", "112700000元"),
    ],
)
def test_money_is_told_in_the_unit_of_the_target(tmp_path: Path, target: str, value: str) -> None:
    written(tmp_path, "一月.csv", [["企业名称", "月份", "营业收入（万元）"], ["甲", "2022-01", "11000"]])
    written(tmp_path, "二月月报.csv", [["企业名称", "月份", "营业收入（元）"], ["甲", "2022年2月", "2,700,000.00"]])

    shown = asked(tmp_path, EvidenceMeasure("重点企业月报", "sum", "营业收入"), target)

    assert parse_quantity(shown.value or "") == parse_quantity(value.replace("1.1270", "1.127"))
    assert (shown.rows, shown.first, shown.last) == (2, "一月.csv 第2行", "二月月报.csv 第2行")


def test_growth_holds_two_years_against_each_other(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "月份", "营业收入（万元）"],
        ["甲", "2022-01", "59.4"],
        ["乙", "2022-02", "59.4"],
        ["甲", "2021-02", "100"],
        ["甲", "2021-12", "900"],
    ]
    written(tmp_path, "重点企业月报.csv", rows)

    shown = asked(tmp_path, EvidenceMeasure("重点企业月报", "growth", "营业收入", period="1-2月"), "≥18.8%")

    assert shown.value == "18.80%"
    assert shown.formula.endswith("118.8元 ÷ 100元 − 1") or "118.8万元 ÷ 100万元 − 1" in shown.formula
    assert shown.notes == ("本期 2 行，上年同期 1 行",)


@pytest.mark.parametrize(
    ("measure", "target", "reason"),
    [
        (EvidenceMeasure("没有这张表"), "", "没有佐证表“没有这张表”"),
        (EvidenceMeasure("补助发放", "sum", "没有这栏"), "", "没有“没有这栏”一栏"),
        (EvidenceMeasure("补助发放", "sum", "受补单位"), "", "不是数字"),
        (EvidenceMeasure("补助发放", "sum"), "", "要写明是哪一栏"),
        (EvidenceMeasure("补助发放", "sum", "发放金额", "受补单位 是 没有的"), "", "没有符合条件的行"),
        (EvidenceMeasure("补助发放", "sum", "发放金额"), "≥2家", "算出的是金额"),
        (EvidenceMeasure("补助发放", "sum", "发放金额"), "≥90%", "指标值“≥90%”是百分数"),
        (EvidenceMeasure("补助发放", "count"), "≥90%", "指标值“≥90%”是百分数"),
        (EvidenceMeasure("补助发放", "count"), "≤260万元", "指标值“≤260万元”是金额"),
        (EvidenceMeasure("补助发放", "count", conditions="收款人 是 张三"), "", "个人信息"),
        (EvidenceMeasure("补助发放", "latest", "收款账号"), "", "个人信息"),
        (EvidenceMeasure("补助发放", "count", conditions="核定金额 大于 5000"), "", "请写明单位"),
        (EvidenceMeasure("补助发放", "count", conditions="受补单位 大于 5000"), "", "不能比大小"),
        (EvidenceMeasure("补助发放", "count", conditions="单价 大于 5000"), "", "栏目名称开头"),
        (EvidenceMeasure("补助发放", "count", conditions="受补单位 好像 甲"), "", "没有写明关系"),
        (EvidenceMeasure("补助发放", "count", period="那一年"), "", "看不懂"),
        (EvidenceMeasure("补助发放", "count", period="2019年"), "", "中没有 发放日期在2019年 的行"),
        (EvidenceMeasure("补助发放", "growth", "发放金额"), "", "上年同期（2021年）"),
        (EvidenceMeasure("补助发放", "share"), "", "“其中”栏"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said(tmp_path: Path, measure: EvidenceMeasure, target: str, reason: str) -> None:
    written(tmp_path, "补助发放.csv", kind_rows("subsidies"))

    shown = asked(tmp_path, measure, target)

    assert shown.value is None
    assert reason in shown.reason


def test_without_rows_there_is_no_value(tmp_path: Path) -> None:
    written(tmp_path, "补助发放.csv", kind_rows("subsidies")[:1])

    assert asked(tmp_path, EvidenceMeasure("补助发放")).reason == "佐证表“补助发放”里没有数据行"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM read_csv('/etc/passwd')",
        "SELECT content FROM read_text('/etc/passwd')",
        "COPY \"补助发放\" TO 'evidence.csv'",
        "INSTALL httpfs",
        "ATTACH 'evidence.db'",
        "SET enable_external_access = true",
        'DROP TABLE "补助发放"',
        'WITH x AS (INSERT INTO "补助发放" SELECT * FROM "补助发放" RETURNING 1 AS n) SELECT count(*) FROM x',
        'SELECT 1; SELECT 2',
        'SELECT 0.5::DOUBLE',
        'SELECT avg("核定金额") FROM "补助发放"',
        "SELECT 'text'",
        "SELECT 1 UNION ALL SELECT 2",
        "SELECT 1, 0",
        "SELECT",
        "PRAGMA database_list",
        "SELECT * FROM glob('/*')",
    ],
)  # fmt: skip
def test_sql_only_asks_and_only_what_is_there(tmp_path: Path, sql: str) -> None:
    written(tmp_path, "补助发放.csv", kind_rows("subsidies"))
    loaded = evidence(tmp_path)

    shown = measured(EvidenceMeasure(sql=sql), loaded, 2022)
    after = measured(EvidenceMeasure("补助发放", period="不限"), loaded, 2022)

    assert shown.value is None and shown.reason
    assert after.rows == 2


def test_sql_of_one_number_or_two(tmp_path: Path) -> None:
    written(tmp_path, "补助发放.csv", kind_rows("subsidies"))

    assert asked(tmp_path, EvidenceMeasure(sql='SELECT sum("核定金额") FROM "补助发放"'), "≥300万元").value == "323万元"
    assert (
        asked(tmp_path, EvidenceMeasure(sql='SELECT sum("核定金额"), sum("申请金额") FROM "补助发放"'), "≥90%").value
        == "92.29%"
    )


def test_every_spelling_of_a_table_is_read(tmp_path: Path) -> None:
    """GB18030, tabs, a title above, full-width digits: the same rows."""
    rows = [
        ["2022年补助发放表", "", ""],
        ["单位：万元", "", ""],
        ["受补单位", "补助项目", "核定金额"],
        ["甲", "丙", "１２．５"],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(rows)
    (tmp_path / "补助.txt").write_bytes(text.getvalue().encode("gb18030"))

    assert asked(tmp_path, EvidenceMeasure("补助发放", "sum", "核定金额", period="不限"), "≥1元").value == "125000元"


def test_a_cell_that_is_in_the_way_is_told_with_its_column_and_text(tmp_path: Path) -> None:
    """Of what could give somebody away the column alone."""
    written(tmp_path, "补助.csv", [("企业", "发放金额（万元）"), ("甲", "3"), ("乙", "约20"), ("丙", "5")])
    written(
        tmp_path,
        "走访.csv",
        [("企业", "走访费用（万元）"), ("甲", "3"), ("乙", "5"), ("丙", "13812345678号"), ("丁", "4")],
    )
    both = evidence(tmp_path)

    reason = measured(EvidenceMeasure("补助", "sum", "发放金额", period="不限"), both, 2022).reason
    assert "“发放金额”是“约20”" in reason
    assert "13812345678" not in measured(EvidenceMeasure("走访", "sum", "走访费用", period="不限"), both, 2022).reason
