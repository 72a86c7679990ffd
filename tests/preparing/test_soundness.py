"""Books that cannot be published are refused, with everything that is wrong with them at once."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

import juesuan
from juesuan.model import Unit
from juesuan.preparing.books import (
    Agency,
    Basic,
    Books,
    Income,
    Initial,
    Money,
    Opening,
    ProjectWork,
    Spending,
    Target,
)
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import Prepared
from juesuan.preparing.rounding import POLICIES
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.examples import examples
from tests.undivided import undivided

D = Decimal
GOOD = undivided(example_books(builtin()))
Change = Callable[[Books], Books]


def prepared(books: Books, edition: str = "henan-2022", **options: Any) -> Prepared:
    return juesuan.prepare(books, builtin().layouts.named(edition), **options)


def messages(books: Books, **options: Any) -> list[str]:
    return [problem.message for problem in prepared(books, **options).problems]


def more(name: str, *items: Any) -> Change:
    return lambda books: replace(books, **{name: (*getattr(books, name), *items)})


def but(**changes: Any) -> Change:
    return lambda books: replace(books, **changes)


def department(**changes: Any) -> Change:
    return lambda books: replace(books, department=replace(books.department, **changes))


def final(**amounts: str) -> Change:
    def change(books: Books) -> Books:
        items = {**books.three_public["final"], **{name: D(amount) for name, amount in amounts.items()}}
        return replace(books, three_public={**books.three_public, "final": items})

    return change


def counted(**changes: int) -> Change:
    return lambda books: replace(books, counts={**books.counts, **changes})


def project(**changes: Any) -> Change:
    return lambda books: replace(books, projects=(replace(books.projects[0], **changes), *books.projects[1:]))


def first_target(**changes: Any) -> Change:
    targets = GOOD.projects[0].targets
    return project(targets=(replace(targets[0], **changes), *targets[1:]))


OFFICE = department(kinds=(), agencies=("青禾市数据资源管理局本级",))

REFUSED: list[tuple[str, Change, str]] = [
    ("a code that no list knows", more("spending", Spending("2019801", "own", "project", D(1))), "科目 20198 不在科目表中"),
    ("a code of a later year", but(year=2019, basic=(Basic("30311", D(5)),)), "30311 在这一年不使用"),
    ("a code not to 项", more("spending", Spending("20103", "own", "project", D(1))), "“20103”不是七位的项级科目"),
    ("a class that no department has", more("spending", Spending("2090101", "own", "project", D(1))), "类 209"),
    ("a fund's code in the general budget", more("initial", Initial("2120803", "gpb", D(1))), "只属于政府性基金预算"),
    ("a general code in the capital budget", more("initial", Initial("2010301", "sc", D(1))), "只列 223 类科目"),
    ("an unknown nature", more("spending", Spending("2010301", "own", "other", D(1))), "支出性质“other”不认识"),
    ("an economic code not to 款", more("basic", Basic("301", D(1))), "不是五位的款级科目"),
    ("capital construction in basic spending", more("basic", Basic("30901", D(1))), "不含基本建设类科目 30901"),
    ("an economic code nobody knows", more("basic", Basic("30288", D(1))), "30288 不在科目表中"),
    ("a fund that spent more than it had", more("spending", Spending("2120803", "gf", "project", D(9e6))), "政府性基金预算：年初结转加本年收入小于"),
    (
        "a code of a fund that spent more than it had",
        more("spending", Spending("2120802", "gf", "project", D(5000))),
        "科目 2120802 土地开发支出 的结转和结余为 -5,000.00 元",
    ),
    ("a ledger that closes otherwise", but(closing=(Opening("gf", D("1859681.26")),)), "相差 0.01 元"),
    ("basic spending not analysed", more("basic", Basic("30201", D("1.01"))), "相差 1.01 元"),
    ("a negative budget", more("initial", Initial("2010301", "gpb", D(-9e6))), "的年初预算为负数"),
    ("a negative income", more("income", Income("2010350", "business", D(-9e6))), "的收入为负数"),
    ("no initial budget at all", but(initial=()), "没有填写年初预算数"),
    (
        "an item without initial budget",
        lambda books: replace(books, initial=tuple(i for i in books.initial if i.function != "2010302")),
        "没有年初预算数的科目：2010302 一般行政管理事务",
    ),
    ("business of an office", OFFICE, "事业收入 560,000.00 元 只有事业单位才有"),
    ("surplus used by an office", OFFICE, "使用非财政拨款结余 30,000.00 元 只有事业单位才有"),
    ("appropriations remitted", more("spending", Spending("2010350", "gpb", "remit", D(1))), "只分基本支出和项目支出"),
    ("running costs of an institution", department(kind="事业", kinds=()), "不应有机关运行经费"),
    ("an office without running costs", but(running_costs=D(0)), "没有填写机关运行经费"),
    ("running costs that are less than all of an office's", OFFICE, "两者应当相等"),
    ("running costs above 公用经费", but(running_costs=D(9e6)), "大于一般公共预算公用经费"),
    ("an unknown kind", department(kinds=(Agency("青禾市大数据中心", "企业"),)), "单位性质“企业”不认识"),
    ("an unknown level", department(level="机构"), "不是公开的级次"),
    ("三公 below the basic part", final(reception="8639.99"), "公务接待费决算数 8,639.99 元小于基本支出中的“公务接待费”"),
    ("三公 without a budget", final(abroad="1000"), "因公出国（境）费有决算数 1,000.00 元，没有全年预算数"),
    ("travel without travellers", final(abroad="1000"), "没有填写因公出国（境）团组数"),
    ("reception without guests", counted(guests=0), "没有填写国内公务接待人次"),
    ("guests without reception", counted(delegations=2), "填写了因公出国（境）团组数，但没有"),
    ("more official cars than cars", counted(**{"vehicles[item=held]": 9}), "公务用车保有量 9 辆大于车辆总数 3 辆"),
    ("foreign guests above all guests", final(foreign="9000"), "外宾接待支出大于公务接待费"),
    ("contracts above procurement", but(procurement={"goods": D(1), "sme": D(2)}), "大于政府采购支出总额"),
    ("micro above small", but(procurement={"goods": D(9), "sme": D(2), "micro": D(3)}), "授予小微企业合同金额 3.00 元大于"),
    ("no name", department(name=""), "没有填写部门（单位）名称"),
    ("no units", department(agencies=()), "没有填写纳入决算编制范围的单位"),
    ("a project over its budget", project(funds={"fiscal": replace(GOOD.projects[0].funds["fiscal"], adjusted=D(1))}), "大于全年预算数 1.00 元"),
    ("a project twice", more("projects", GOOD.projects[5]), "有两个项目都叫"),
    ("projects above project spending", more("projects", replace(GOOD.projects[5], name="另一个")), "大于项目支出决算数"),
    ("a target without result", first_target(actual=""), "没有实际完成值"),
    ("points that are not 100", first_target(points=D(50)), "应为 100 分"),
    ("a score above its points", first_target(points=D(10), score=D(11)), "得分 11 不在 0 与分值 10 之间"),
]  # fmt: skip

ASKED: list[tuple[str, Change, str]] = [
    ("a reason for a change", but(reasons={**GOOD.reasons, "N01": ""}), "“一、收入支出决算总体情况说明”的原因"),
    ("a reason for an item", but(reasons={**GOOD.reasons, "2060499": ""}), "“2060499 其他技术研究与开发支出”的原因"),
    ("last year's amounts", but(previous={}), "的上年数"),
    ("duties", department(duties=()), "没有填写主要职责"),
    ("divisions", department(divisions=()), "没有填写内设机构"),
    ("a reason for a lost point", first_target(target="≥60个"), "缺少偏差原因分析"),
    ("a goal", project(goal=""), "没有填写年度目标"),
    ("indicators", project(targets=()), "没有绩效指标"),
]


CODES = st.sampled_from(
    ("", "abc", "2010301", "201", "20103", "2120803", "2230201", "2340101", "9999999", "30101", "30901")
)
WORDS = st.sampled_from(("gpb", "gf", "sc", "own", "superior", "basic", "project", "remit", "x", ""))
AMOUNTS = st.sampled_from((D(0), D(-5), D("0.004"), D("1e15"), D("1234567.89")))
AGENCIES = st.sampled_from(("", "青禾市大数据中心", "别的单位"))
LINES = {
    "income": st.builds(Income, CODES, WORDS, AMOUNTS, AGENCIES, AGENCIES),
    "spending": st.builds(Spending, CODES, WORDS, WORDS, AMOUNTS, AGENCIES),
    "basic": st.builds(Basic, CODES, AMOUNTS, AGENCIES),
    "opening": st.builds(Opening, WORDS, AMOUNTS, CODES, AGENCIES),
    "initial": st.builds(Initial, CODES, WORDS, AMOUNTS),
    "closing": st.builds(Opening, WORDS, AMOUNTS),
}
MONEY = st.builds(Money, AMOUNTS, AMOUNTS, AMOUNTS)
TARGETS = st.builds(
    Target, st.just(("a", "b", "c")), st.sampled_from(("≥0", "≤0%", "", "提升")), st.sampled_from(("0", "5%", ""))
)
STRANGE = {
    **{name: st.lists(line, max_size=3).map(tuple) for name, line in LINES.items()},
    "year": st.sampled_from((1990, 2018, 2021, 2030)),
    "three_public": st.dictionaries(st.sampled_from(("final", "adjusted")), st.dictionaries(WORDS, AMOUNTS, max_size=2)),
    "counts": st.dictionaries(st.sampled_from(("delegations", "vehicles[item=held]")), st.integers(-1, 3)),
    "running_costs": AMOUNTS,
    "surplus_used": AMOUNTS,
    "previous": st.dictionaries(st.sampled_from(("spend", "running_costs", "total[side=income]")), AMOUNTS),
    "projects": st.lists(
        st.builds(ProjectWork, st.just("甲"), st.just(""), st.dictionaries(WORDS, MONEY, max_size=2), st.just(""),
                  st.just(""), st.lists(TARGETS, max_size=2).map(tuple)), max_size=2).map(tuple),
}  # fmt: skip


@settings(max_examples=examples(60), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_whatever_the_books_say_they_get_an_answer(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(STRANGE)), min_size=1, max_size=4, unique=True))
    books = replace(GOOD, **{name: data.draw(STRANGE[name]) for name in names})
    made = prepared(books, data.draw(st.sampled_from(sorted(builtin().layouts.prepared))), draft=data.draw(st.booleans()),
                    rounding=data.draw(st.sampled_from(sorted(POLICIES))))  # fmt: skip
    assert made.disclosure is not None or made.problems
    assert all(problem.message.endswith("。") for problem in made.problems)


def test_good_books_have_no_problem() -> None:
    made = prepared(GOOD)
    assert made.disclosure is not None
    assert (made.problems, made.notes) == ((), ())


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
@pytest.mark.parametrize("draft", [False, True])
def test_unsound_books_are_refused(change: Change, said: str, draft: bool) -> None:
    made = prepared(change(GOOD), draft=draft)
    assert made.disclosure is None
    assert any(said in problem.message for problem in made.problems), [p.message for p in made.problems]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in ASKED], ids=[case[0] for case in ASKED])
def test_what_only_the_accountant_knows_is_asked_for(change: Change, said: str) -> None:
    final_one, draft = prepared(change(GOOD)), prepared(change(GOOD), draft=True)
    assert final_one.disclosure is None
    assert any(said in problem.message for problem in final_one.problems)
    assert draft.disclosure is not None
    assert any(said in note for note in draft.notes)


def test_money_without_a_line_in_the_form_is_refused() -> None:
    """There was no capital budget in the forms of 2019."""
    capital = (Income("2230201", "sc", D(5000)), Spending("2230201", "sc", "project", D(5000)))
    books = replace(more("spending", capital[1])(more("income", capital[0])(GOOD)), year=2019)
    said = [problem.message for problem in prepared(books, "mof-2019").problems]
    assert any("没有“国有资本经营预算财政拨款收入”这一行" in text for text in said)
    assert prepared(replace(GOOD, year=2019), "mof-2019").problems == ()


def test_all_problems_are_said_at_once() -> None:
    books = more("basic", Basic("30288", D(5)))(but(initial=(), previous={})(GOOD))
    said = "".join(messages(books))
    assert all(text in said for text in ("30288", "没有填写年初预算数", "的上年数", "相差 5.00 元"))


def test_a_draft_shows_where_something_is_missing() -> None:
    made = prepared(but(reasons={**GOOD.reasons, "N01": "", "2010301": ""})(GOOD), draft=True).disclosure
    assert made is not None
    text = {section.id: section.body.text for section in made.sections}
    assert "主要原因是〔待填写：一、收入支出决算总体情况说明的原因〕。" in text["N01"]
    assert "〔待填写：2010301 行政运行的原因〕" in text["N05.3"]


def test_a_purpose_is_asked_for_where_the_place_prints_it() -> None:
    books = replace(GOOD, year=2024, purposes={})
    assert prepared(replace(books, year=2022)).disclosure is not None
    assert any("“2010301 行政运行”的主要用途" in p.message for p in prepared(books, "shanghai-2024").problems)


def test_a_new_unit_compares_with_nothing() -> None:
    made = prepared(replace(GOOD, previous={}, without_previous=True)).disclosure
    assert made is not None
    text = {section.id: section.body.text for section in made.sections}
    assert text["N01"] == "2022年度收、支总计均为4452.73万元。"
    assert text["N10"] == "2022年度机关运行经费支出113.25万元。"


def test_less_than_a_yuan_is_noted_but_not_where_yuan_are_printed() -> None:
    books = more("basic", Basic("30201", D("0.99")))(GOOD)
    made = prepared(books)
    assert made.disclosure is not None
    assert ["相差 0.99 元" in note for note in made.notes] == [True]
    yuan: Layout = structs.replace(builtin().layouts.named("henan-2022"), unit=Unit.YUAN)
    assert juesuan.prepare(books, yuan).disclosure is None


def test_a_name_of_the_ledger_serves_where_the_lists_know_none() -> None:
    books = replace(
        more("spending", Spending("2010377", "own", "project", D(10000)))(GOOD), names={"2010377": "本地专设事务"}
    )
    made = prepared(books)
    assert made.disclosure is not None
    assert any("2010377" in note for note in made.notes)
    row = made.disclosure.tables["T03"].row("2010377")
    assert row is not None
    assert row.label == "本地专设事务"
