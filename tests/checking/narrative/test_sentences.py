"""What a sentence says of its own numbers, whatever they are of: parts of a whole, rates, changes, the same told again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.checking.registry import code_rules
from juesuan.model import Disclosure, DocumentInfo, Severity, State
from juesuan.standard import builtin
from tests import made
from tests.checking.judging import relabelled
from tests.contexts import context_of
from tests.recognising.narrative.telling import one

_RULES = ("N00-01", "N00-02", "N00-03", "N00-04", "N00-05")
_THINGS = ("河道清淤", "护林防火", "灌溉设备", "堤坝加固", "水质监测", "巡查值守")
_MEASURES = ("处", "次", "辆", "家", "万元")
_DEEDS = ("整改", "办结", "修复", "验收")
_numbers = st.lists(st.integers(1, 900), min_size=2, max_size=5)
_change = st.integers(1, 300)


def _document(text: str) -> Disclosure:
    read = one("N13", text)
    return Disclosure(
        DocumentInfo(year=2023, unit="示例市商务局"),
        sections=read.sections,
        statements=read.statements,
        claims=read.claims,
        numbers=read.numbers,
    )


def _states(rule: str, text: str) -> set[State]:
    return {outcome.state for outcome in code_rules()[rule](context_of(_document(text)))}


def _judged(text: str) -> list[tuple[str, State, Severity | None]]:
    context = context_of(_document(text))
    severity = {rule: Severity(builtin().rules[rule].severity) for rule in _RULES}
    return [
        (rule, outcome.state, outcome.severity or severity[rule] if outcome.state is State.FAIL else None)
        for rule in _RULES
        for outcome in code_rules()[rule](context)
        if outcome.state is not State.NOT_APPLICABLE
    ]


def _failing(text: str) -> set[tuple[str, Severity | None]]:
    return {(rule, severity) for rule, state, severity in _judged(text) if state is State.FAIL}


def _printed(value: int, measure: str) -> str:
    return f"{Decimal(value) / 100:.2f}万元" if measure == "万元" else f"{value}{measure}"


def _listed(values: list[int], measure: str, joint: str = "和") -> str:
    parts = [f"{thing}{_printed(value, measure)}" for thing, value in zip(_THINGS, values, strict=False)]
    return "、".join(parts[:-1]) + joint + parts[-1]


_SUMS = (
    ("全年任务{whole}，由{parts}构成。", Severity.ERROR),
    ("全年任务{whole}，由{parts}几部分组成。", Severity.ERROR),
    ("全年任务{whole}，具体内容包括：{parts}。", Severity.WARNING),
    ("全年任务{whole}，分别为{parts}。", Severity.WARNING),
    ("全年实施{parts}，共计{whole}。", Severity.WARNING),
)


@given(_numbers, st.sampled_from(_MEASURES), st.sampled_from(_SUMS), _change)
def test_all_parts_make_up_their_whole(
    values: list[int], measure: str, kind: tuple[str, Severity], change: int
) -> None:
    template, severity = kind
    parts = _listed(values, measure)
    right = template.format(whole=_printed(sum(values), measure), parts=parts)
    wrong = template.format(
        whole=_printed(sum(values) + change + (5 if measure == "万元" else 0), measure), parts=parts
    )

    assert _judged(right)[0][:2] in {("N00-01", State.PASS), ("N00-01", State.WITHIN_ROUNDING)}
    assert not _failing(right)
    assert _failing(wrong) == {("N00-01", severity)}


@given(_numbers, st.sampled_from(_MEASURES[:-1]), _change)
def test_some_parts_are_each_no_more_than_their_whole(values: list[int], measure: str, change: int) -> None:
    parts = _listed(values, measure)
    right = f"全年共有任务{_printed(max(values), measure)}，其中：{parts}。"
    wrong = f"全年共有任务{_printed(max(max(values) - change, 0), measure)}，其中：{parts}。"

    assert not _failing(right)
    assert ("N00-02", Severity.WARNING) in _failing(wrong)


@given(st.integers(30, 5000), st.integers(1, 5000), st.sampled_from(_DEEDS), st.sampled_from(("处", "件", "次")))
def test_a_rate_of_what_was_done(whole: int, part: int, deed: str, measure: str) -> None:
    part = min(part, whole)
    rate = Decimal(100) * part / whole
    text = f"全年排查隐患{whole}{measure}，{deed}{part}{measure}，{deed}率{{}}%；组织演练35场。"

    assert not _failing(text.format(f"{rate:.2f}"))
    assert not _failing(text.format(f"{rate:.0f}"))
    assert _failing(text.format(f"{rate + Decimal('0.5'):.2f}")) == {("N00-03", Severity.WARNING)}
    assert not _failing(text.replace(f"，{deed}率", f"，重大隐患{deed}率").format("100"))


@given(st.integers(30, 5000), st.integers(1, 5000))
def test_a_share_of_what_is_named(whole: int, part: int) -> None:
    part = min(part, whole)
    rate = Decimal(100) * part / whole
    text = f"现有养护工{whole}人，其中持证上岗者{part}人，占养护工总数的{{}}%。"

    assert not _failing(text.format(f"{rate:.2f}"))
    assert _failing(text.format(f"{rate + 1:.2f}")) == {("N00-03", Severity.WARNING)}
    assert not _failing(text.replace("占养护工", "占全市养护工").format("3.10"))


@given(st.integers(100, 9000), st.integers(1, 900), st.booleans(), _change)
def test_from_one_to_another(then: int, by: int, more: bool, change: int) -> None:
    by = by if more else min(by, then - 1)
    now = then + by if more else then - by
    up, grown = ("提高", "提高") if more else ("下降", "下降")
    text = f"覆盖率由{then / 100:.2f}%{up}到{now / 100:.2f}%，{grown}{{}}个百分点。"

    assert not _failing(text.format(f"{by / 100:.2f}"))
    assert _failing(text.format(f"{(by + change + 1) / 100:.2f}")) == {("N00-04", Severity.WARNING)}


@given(st.integers(0, 90), st.integers(0, 90))
def test_who_came_and_who_went(came: int, went: int) -> None:
    way = "增加" if came >= went else "减少"
    text = f"教职工268人，比上年{way}{{}}人（新招聘{came}人、退休{went}人）。"

    assert not _failing(text.format(abs(came - went)))
    assert _failing(text.format(abs(came - went) + 1)) == {("N00-04", Severity.WARNING)}


@pytest.mark.parametrize(
    ("text", "holding", "failing"),
    [
        ("支出为15.00万元，改造支出为45.00万元，是支出的3倍。", {"N00-03"}, set()),
        ("年初预算为15.00万元，支出决算为45.00万元，是年初预算的2倍。", set(), {"N00-03"}),
        ("收入合计95.00万元，支出合计100.00万元，收支相抵当年缺口5.00万元。", {"N00-04"}, set()),
        ("收入合计95.00万元，支出合计100.00万元，收支相抵当年缺口3.00万元。", set(), {"N00-04"}),
        ("收入合计95.00万元，年初结转10.00万元，支出合计100.00万元，收支相抵结余5.00万元。", set(), set()),
        ("巡查河道412次，清理漂浮物35处。巡查河道412次，清理漂浮物35处。", {"N00-05"}, set()),
        ("巡查河道412次，清理漂浮物35处。巡查河道412次，清理漂浮物53处。", set(), {"N00-05"}),
        ("上半年巡查河道412次，清理漂浮物35处。全年巡查河道412次，清理漂浮物53处。", set(), set()),
        ("截至6月巡查河道412次，清理漂浮物35处。巡查河道412次，清理漂浮物53处。", set(), set()),
        ("公务用车3辆，其中：越野车1辆、载客汽车2辆。", {"N00-01", "N00-02"}, set()),
        ("公务用车2辆，其中：越野车1辆、载客汽车2辆。", {"N00-02"}, {"N00-01"}),
        ("公务用车2辆，其中：越野车3辆。", set(), {"N00-02"}),
        ("涉及预算项目5个，其中市级项目4个、上级转移支付项目1个，涉及资金486.20万元。", {"N00-01", "N00-02"}, set()),
        ("涉及预算项目6个，其中市级项目4个、上级转移支付项目1个，涉及资金486.20万元。", {"N00-02"}, {"N00-01"}),
    ],
)
def test_other_ties(text: str, holding: set[str], failing: set[str]) -> None:
    judged = _judged(text)

    assert {rule for rule, state, _ in judged if state is State.FAIL} == failing
    assert {rule for rule, state, _ in judged if state in (State.PASS, State.WITHIN_ROUNDING)} == holding


@pytest.mark.parametrize(
    "text",
    [
        "支出100.00万元，由人员经费55.00万元、公用经费20.00万元等构成。",  # not all
        "支出100.00万元，主要由人员经费55.00万元、公用经费20.00万元构成。",
        "支出100.00万元，主要包括：人员经费55.00万元、公用经费20.00万元。",
        "支出约100万元，由人员经费55.00万元、公用经费20.00万元构成。",  # about so much
        "教职工268人，其中：高级教师120人、硕士以上学历教师180人、女教师150人。",  # groups overlap
        "专任教师241人，其中高级职称88人、中级职称93人。",
        "支出500.00万元，比上年增加20.00万元，其中：人员经费400.00万元、公用经费60.00万元。",  # of another number
        "接待3批次、22人次，其中外宾0批次、0人次。",
        "增加支出20.00万元，其中：人员经费增加30.00万元、公用经费减少10.00万元。",
        "本年收入98.75万元，其中：财政拨款收入100.00万元、其他收入-1.25万元。",
        "全年支出36.50万元，其中：办公费30.00万元（其中：印刷费2.00万元、邮电费1.00万元）、差旅费6.50万元。",
        "排查隐患1392处，整改1356处，其中重大隐患12处，整改12处，整改率100%。",
        "立案120件，上年结转30件，办结140件，办结率93.33%。",  # of both together
        "立案120件，办结110件，办结率同比提高5.00%。",
        "项目支出占比由上年的38.50%提高到40.00%，提高1.5个百分点。",
        "在校生由1200人增加到1500人，增长25%。",
        "培育企业57家，合同额3.82亿元，比上年增长18.5%。",
        "合同额由3.2亿元增加到3.8亿元，增加0.6亿元，增长18.9%。",
        "比上年增加6人（主要是新招聘9人、退休2人）。",
        "比上年增加6人（新招聘9人、退休2人等）。",
        "全年培训3期、参训240人，合计培训学时720个。",
        "支出决算为10.00万元（其中驻外办事处伙食款83.00万元，增长5.00%）。",  # of something unknown
        "共实施6处，具体内容包括：清淤2处、加固4处，另有监测3处。",
        "总投资1000.00万元，其中累计完成1200.00万元。",
        "2021年投入80.00万元，2022年投入90.00万元，共投入170.00万元，其中2022年支付95.00万元。",
        "支出1.46万元，具体用于：防汛督查0.62万元、考核0.48万元等。",
        "车辆10辆，其中：执法车9辆、新能源车3台。",
        "全年支出是上年同期的2倍，达到45.00万元。",
        "收入3.00亿元，由财政拨款收入29000.00万元和其他收入1000.00万元构成。",
    ],
)
def test_innocent_sentences(text: str) -> None:
    assert {(r, s) for r, s in _failing(text) if s is not Severity.INFO} == set()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("5个二级项目中，评定为“优”的{}个，评定为“良”的1个。", State.FAIL),
        ("本次自评项目5个，自评为“优”的项目{}个，“良”的项目1个。", State.FAIL),
        ("对5个项目开展自评，{}个项目评价等级为优，1个项目评价等级为良。", State.FAIL),
        ("对5个项目开展自评，{}个评为优，1个评为良，0个评为中，0个评为差。", State.FAIL),
        ("5个项目中，评为“优”的{}个，评为“良”的1个，其余项目尚未评价。", State.UNDECIDABLE),
    ],
)
def test_projects_by_grade(text: str, state: State) -> None:
    assert _states("N13-07", text.format(4)) == {State.PASS}
    assert _states("N13-07", text.format(3)) == {state}
    assert _states("N13-07", text.format(6)) == {State.FAIL}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("机关运行经费减少2.15万元，下降1.90%，主要原因是办公用房物业费上涨。", State.FAIL),
        ("机关运行经费增加2.15万元，增长1.90%，主要原因是办公用房物业费上涨。", State.PASS),
        ("机关运行经费增加2.15万元，主要原因是用电价格下调。", State.FAIL),
        ("机关运行经费减少2.15万元，主要原因是上年一次性支付设备费增加。", State.PASS),
        ("机关运行经费减少2.15万元，主要原因是个人自行承担费用增加。", State.PASS),
        ("机关运行经费减少2.15万元，主要原因是退休人员增加。", State.NOT_APPLICABLE),
        ("机关运行经费减少2.15万元，主要原因是压减办公费，同时物业费上涨。", State.NOT_APPLICABLE),
    ],
)
def test_a_reason_that_goes_the_other_way(text: str, state: State) -> None:
    assert _states("L-11", text) == {state}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("2023年本部门开支会议费0万元；开支培训费{}万元，用于业务培训。", State.FAIL),
        ("全年开支培训费{}万元。", State.FAIL),
        ("举办两期业务培训，开支培训费{}万元。", State.NOT_APPLICABLE),  # what some of them cost
        ("2023年本部门开支培训费预算为{}万元。", State.NOT_APPLICABLE),
        ("2023年本部门开支经费9.00万元，其中开支培训费{}万元。", State.NOT_APPLICABLE),
    ],
)
def test_what_the_year_cost_is_at_least_what_basic_spending_did(text: str, state: State) -> None:
    table = relabelled(made.disclosure({"T06": {("30216", "C1"): "1.80"}}), {("T06", "30216"): "培训费"})

    def judged(amount: str) -> set[State]:
        told = _document(text.format(amount))
        document = replace(table, sections=told.sections, numbers=told.numbers)
        return {outcome.state for outcome in code_rules()["X-37"](context_of(document))}

    assert judged("1.08") == {state}
    assert State.FAIL not in judged("1.80") | judged("2.60")
