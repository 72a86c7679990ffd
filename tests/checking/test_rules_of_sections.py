"""Code rules of 三公, running costs, procurement, property and evaluation: each fails on one text and passes on another."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.model import Claim, Disclosure, FormReading, Place, Section, State, Unit
from tests import made
from tests.checking.judging import failures, said
from tests.contexts import context_of
from tests.recognising.narrative.telling import one

N09 = (made.section("N09", "“三公”经费说明"),)
T09 = {("*", "C1"): "5.00", ("*", "C7"): "3.00"}
COUNTS = ("delegations", "travellers", "vehicles[item=bought]", "vehicles[item=held]", "receptions", "guests")


def states(rule: str, disclosure: Disclosure) -> set[State]:
    return {outcome.state for outcome in said(rule, context_of(disclosure))}


def count(fact: str, value: str, source: str = "N09") -> made.Statement:
    return made.statement(f"{source}.{fact}", fact, value, source, unit=Unit.COUNT)


def none(section: str, *names: str) -> Claim:
    return made.claim("none", section, Place(), "本部门没有此项收支", word="没有", names=names)


@pytest.mark.parametrize(
    ("rule", "form", "section", "fund"), [("N07-03", "T07", "N07", "gf"), ("N08-03", "T08", "N08", "sc")]
)
def test_nothing_said_over_figures(rule: str, form: str, section: str, fund: str) -> None:
    said = {"claims": (none(section, f"spend[fund={fund}]"),), "sections": (made.section(section, "没有"),)}

    assert states(rule, made.disclosure({form: {("*", "C3"): "5.00"}}, **said)) == {State.FAIL}  # type: ignore[arg-type]
    assert states(rule, made.disclosure({form: {("*", "C3"): ""}}, **said)) == {State.PASS}  # type: ignore[arg-type]


def test_no_section_is_missed_for_a_form_that_the_layout_does_not_have() -> None:
    readings = (FormReading("T01", "收入支出决算总表", "read"),)
    absent = FormReading("T08", "国有资本经营预算财政拨款支出决算表", "absent")

    assert states("N08-03", made.disclosure(readings=readings)) == {State.NOT_APPLICABLE}
    assert states("N08-03", made.disclosure(readings=(*readings, absent))) == {State.UNDECIDABLE}


def compared(first: str, second: str, word: str) -> Disclosure:
    prose = (
        made.statement("a", "three_public", first, "N09"),
        made.statement("b", "three_public[stage=adjusted]", second, "N09"),
    )
    claim = made.claim("order", "N09", Place(), word, 0, ("a", "b"), None, word)
    return made.disclosure({"T09": {("*", "C1"): "5.00", ("*", "C7"): "5.00"}}, prose, (claim,), N09)


def test_n09_04_a_difference_that_is_none() -> None:
    assert State.FAIL in states("N09-04", compared("0.00", "0.00", "存在差异"))
    assert State.FAIL not in states("N09-04", compared("3.00", "5.00", "小于"))


def test_n09_04_a_difference_without_reason() -> None:
    explained = (made.section("N09", "主要原因是压缩支出。"),)

    assert State.FAIL in states("N09-04", made.disclosure({"T09": T09}, sections=N09))
    assert states("N09-04", made.disclosure({"T09": T09}, sections=explained)) == {State.PASS}


def test_n09_05_counts_are_required() -> None:
    every = tuple(count(fact, "0") for fact in COUNTS)

    assert states("N09-05", made.disclosure({"T09": T09}, every[:-2], sections=N09)) == {State.PASS, State.FAIL}
    assert states("N09-05", made.disclosure({"T09": T09}, every, sections=N09)) == {State.PASS}


def test_n09_05_asks_for_a_zero_only_where_nothing_was_spent_and_names_the_place_of_the_money() -> None:
    running = made.statement("kept", "three_public[item=vehicle_operation]", "3.00", "N09")
    spent = replace(running, place=Place(page=27))
    none_spent = dict.fromkeys(T09, "0.00")

    found = failures("N09-05", made.disclosure({"T09": T09}, (spent,), sections=N09))
    kept = next(outcome for outcome in found if "保有量" in outcome.message)
    assert kept.terms[0].place.page == 27
    assert "写 0" not in kept.message + kept.hint
    assert any("写 0" in outcome.message for outcome in found)
    (one,) = failures("N09-05", made.disclosure({"T09": none_spent}, sections=N09))
    assert "保有量" in one.message
    assert "批次" in one.message


def test_n09_05_nothing_spent_needs_no_counts() -> None:
    disclosure = made.disclosure({"T09": T09}, claims=(none("N09", "three_public"),), sections=N09)

    assert states("N09-05", disclosure) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("money", "counted", "state"),
    [
        ("3.00", "0", State.FAIL),
        ("3.00", "2", State.PASS),
        ("0.00", "0", State.PASS),
        ("", "2", State.UNDECIDABLE),
        ("", "0", State.UNDECIDABLE),
    ],
)
def test_n09_06_money_and_count(money: str, counted: str, state: State) -> None:
    disclosure = made.disclosure({"T09": {("*", "C8"): money}}, (count("delegations", counted),), sections=N09)

    assert states("N09-06", disclosure) == {state}


@pytest.mark.parametrize(
    ("money", "cars", "state"), [("8.00", "4", State.PASS), ("80.00", "4", State.FAIL), ("8.00", "0", State.FAIL)]
)
def test_n09_07_costs_per_car(money: str, cars: str, state: State) -> None:
    disclosure = made.disclosure({"T09": {("*", "C11"): money}}, (count("vehicles[item=held]", cars),))

    assert state in states("N09-07", disclosure)
    assert (State.FAIL in states("N09-07", disclosure)) == (state is State.FAIL)


@pytest.mark.parametrize(("money", "guests", "state"), [("1.00", "100", State.PASS), ("1.00", "10", State.FAIL)])
def test_n09_08_costs_per_guest(money: str, guests: str, state: State) -> None:
    assert states("N09-08", made.disclosure({"T09": {("*", "C12"): money}}, (count("guests", guests),))) == {state}


@pytest.mark.parametrize(("foreign", "state"), [("0.20", State.PASS), ("0.40", State.FAIL)])
def test_n09_03_two_kinds_of_reception(foreign: str, state: State) -> None:
    texts = {"reception": "1.00", "domestic": "0.80", "foreign": foreign}
    prose = tuple(
        made.statement(f"N09.2#3.{item}", f"three_public[item={item}]", text, "N09.2", instance=3)
        for item, text in texts.items()
    )

    assert state in states("N09-03", made.disclosure(prose=prose))


def test_n09_09_name_of_the_budget() -> None:
    notes = ("注：预算数为“三公”经费全年预算数。",)

    def document(text: str, fact: str = "three_public[stage=adjusted]") -> Disclosure:
        budget = replace(made.statement("N09.adjusted", fact, "5.00", "N09"), place=Place(text=text))
        return made.disclosure(
            prose=(budget,),
            tables_made={"T09": made.table("T09", T09, notes=notes)},
            sections=(made.section("N09", text),),
        )

    assert states("N09-09", document("“三公”经费年初预算为5.00万元")) == {State.FAIL}
    assert states("N09-09", document("“三公”经费预算为5.00万元")) == {State.PASS}
    assert states("N09-09", document("租车押金年初预算为5.00万元", "running_costs")) == {State.PASS}


@pytest.mark.parametrize(
    ("groups", "people", "state"), [("2", "5", State.PASS), ("2", "0", State.FAIL), ("0", "5", State.FAIL)]
)
def test_n09_11_nobody_travels_without_a_group(groups: str, people: str, state: State) -> None:
    prose = (count("receptions", groups), count("guests", people))

    assert state in states("N09-11", made.disclosure(prose=prose))
    assert (State.FAIL in states("N09-11", made.disclosure(prose=prose))) == (state is State.FAIL)


@pytest.mark.parametrize(("held", "owned", "state"), [("3", "5", State.PASS), ("6", "5", State.FAIL)])
def test_n09_10_held_cars_are_part_of_all(held: str, owned: str, state: State) -> None:
    prose = (count("vehicles[item=held]", held), count("vehicles", owned, "N12"))

    assert states("N09-10", made.disclosure(prose=prose)) == {state}


def test_n12_04_costs_without_a_car() -> None:
    for owned, state in (("0", State.FAIL), ("2", State.PASS)):
        disclosure = made.disclosure({"T09": {("*", "C11"): "3.00"}}, (count("vehicles", owned, "N12"),))

        assert states("N12-04", disclosure) == {state}


@pytest.mark.parametrize(
    ("stated", "unit", "state"),
    [
        ("5.00", Unit.WAN, State.PASS),
        ("6.00", Unit.WAN, State.FAIL),
        ("5.01", Unit.WAN, State.FAIL),
        ("50004.32", Unit.YUAN, State.PASS),  # in 万元 it is rounded to what the table prints
        ("50104.32", Unit.YUAN, State.FAIL),
    ],
)
def test_n10_01_running_costs(stated: str, unit: Unit, state: State) -> None:
    prose = (made.statement("N10#", "running_costs", stated, "N10", unit=unit),)

    assert states("N10-01", made.disclosure({"T06": {("operating", "C1"): "5.00"}}, prose)) == {state}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("（含专项业务费中列支的水电费12.00万元），比上年持平", State.UNDECIDABLE),
        ("，其中从专项中安排的租车费5.00万元、印刷费7.00万元", State.UNDECIDABLE),
        ("（含下属参公管理单位）", State.UNDECIDABLE),
        ("。上述数据为汇总口径", State.UNDECIDABLE),
        ("（含专项业务费中列支的水电费8.00万元）", State.FAIL),
        ("，比上年增加1.00万元，增长0.81%，主要原因是物业费上涨", State.FAIL),
        ("", State.FAIL),
    ],
)
def test_n10_01_the_explanation_that_it_asks_for(words: str, state: State) -> None:
    read = one("N10", f"机关运行经费支出123.87万元{words}。")
    table = {"T06": {("operating", "C1"): "111.87"}}
    disclosure = made.disclosure(table, read.statements, claims=read.claims, numbers=read.numbers)

    assert states("N10-01", disclosure) == {state}


def test_n10_03_an_administrative_unit_has_running_costs() -> None:
    claims = (none("N10", "running_costs"),)
    row = {("2010101", "C1"): "5.00"}
    for name, state in (("行政运行", State.FAIL), ("事业运行", State.PASS)):
        printed, statements = made.table("T05", row, labels={"2010101": name})
        disclosure = made.disclosure(tables_made={"T05": (printed, statements)}, claims=claims)

        assert states("N10-03", disclosure) == {state}


def procurement(total: str, sme: str, micro: str) -> tuple[made.Statement, ...]:
    return (
        made.statement("p", "procurement", total, "N11"),
        made.statement("s", "procurement[item=sme]", sme, "N11"),
        made.statement("m", "procurement[item=micro]", micro, "N11"),
    )


def test_n11_02_parts_of_procurement() -> None:
    assert states("N11-02", made.disclosure(prose=procurement("9.00", "8.00", "7.00"))) == {State.PASS}
    assert State.FAIL in states("N11-02", made.disclosure(prose=procurement("9.00", "8.00", "8.50")))


@pytest.mark.parametrize(("total", "state"), [("0.00", State.FAIL), ("5.00", State.PASS)])
def test_n11_04_a_share_of_nothing(total: str, state: State) -> None:
    share = made.claim("share", "N11", Place(), "占0.00%", 0, ("s", "p"), made.amount("0.00%", Unit.PERCENT))

    assert states("N11-04", made.disclosure(prose=procurement(total, "0.00", "0.00"), claims=(share,))) == {state}


@pytest.mark.parametrize(("total", "state"), [("0.00", State.FAIL), ("5.00", State.PASS)])
def test_n11_05_capital_without_procurement(total: str, state: State) -> None:
    disclosure = made.disclosure({"T06": {("310", "C1"): "5.00"}}, procurement(total, "0.00", "0.00"))

    assert states("N11-05", disclosure) == {state}


def test_n12_02_categories_of_cars() -> None:
    items = ("province", "leader", "confidential", "emergency", "enforcement", "special", "retired", "other")
    every = (count("vehicles", "0", "N12"), *(count(f"vehicles[item={item}]", "0", "N12") for item in items))
    sections = (made.section("N12", "共有车辆0辆"),)

    assert states("N12-02", made.disclosure(prose=every, sections=sections)) == {State.PASS}
    assert states("N12-02", made.disclosure(prose=every[:4], sections=sections)) == {State.FAIL}


def test_n12_03_equipment() -> None:
    sections = (made.section("N12", "共有车辆0辆"),)

    assert states("N12-03", made.disclosure(sections=sections)) == {State.FAIL}
    assert states("N12-03", made.disclosure(prose=(count("equipment", "0", "N12"),), sections=sections)) == {State.PASS}


def wording(*texts: str) -> tuple[Section, ...]:
    return tuple(made.section(f"N13.{index}", text) for index, text in enumerate(texts))


def test_n13_08_all_and_some() -> None:
    assert states("N13-08", made.disclosure(sections=wording("进行全面自评", "部分预算项目自评表详见附件"))) == {
        State.FAIL
    }
    assert states("N13-08", made.disclosure(sections=wording("进行全面自评"))) == {State.PASS}


def test_n13_09_evaluation_by_others() -> None:
    assert states("N13-09", made.disclosure(sections=wording("开展绩效自评"))) == {State.FAIL}
    assert states("N13-09", made.disclosure(sections=wording("未选取我部门项目开展重点绩效评价"))) == {State.PASS}


@pytest.mark.parametrize(("average", "state"), [("100.00", State.PASS), ("1000.00", State.FAIL)])
def test_n09_12_average_cost_of_a_guest(average: str, state: State) -> None:
    per_guest = made.statement("N09.per_guest", "three_public[item=per_guest]", average, "N09")
    in_yuan = replace(per_guest, amount=replace(per_guest.amount, unit=Unit.YUAN))
    prose = (made.statement("N09.reception", "three_public[item=reception]", "2.00", "N09"), count("guests", "200"))

    assert states("N09-12", made.disclosure(prose=(*prose, in_yuan))) == {state}
    assert states("N09-12", made.disclosure(prose=prose)) == {State.NOT_APPLICABLE}
