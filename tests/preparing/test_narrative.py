from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan.model import Disclosure
from juesuan.preparing.books import Books, Income, Spending
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.narrative import _CODE_WORDS, _VERBS, _words, without_lead
from juesuan.standard import builtin
from juesuan.standard.narrative_templates import CODE_WORDS, VERBS, WORDS
from tests.undivided import undivided


def text(disclosure: Disclosure, section: str) -> str:
    return "".join(item.body.text for item in disclosure.sections if item.id == section)


def made(books: Books, edition: str = "henan-2022") -> Disclosure:
    return compose(books, builtin().layouts.named(edition))


@pytest.fixture(scope="module")
def example() -> Disclosure:
    return made(example_books(builtin()))


def test_amounts_shares_and_changes(example: Disclosure) -> None:
    assert text(example, "N01").startswith(
        "2022年度收、支总计均为4452.73万元。与上年度相比，收、支总计各减少85.89万元，下降1.89%。主要原因是"
    )
    assert text(example, "N03") == (
        "2022年度支出合计4197.78万元，其中：基本支出1360.54万元，占32.41%；项目支出2837.24万元，占67.59%。"
    )


def test_an_item_a_code_with_its_names_and_its_reason(example: Disclosure) -> None:
    items = next(section for section in example.sections if section.id == "N05.3").paragraphs[1:]
    assert len(items) == 13
    assert items[8].text == (
        "9．卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。年初预算为18.74万元，支出决算为18.74万元，"
        "完成年初预算的100.00%。决算数等于年初预算数。"
    )


def test_no_completion_rate_without_a_budget(example: Disclosure) -> None:
    item = next(section for section in example.sections if section.id == "N05.3").paragraphs[12].text
    assert "年初预算为0.00万元，支出决算为315.00万元。决算数大于" in item


def test_the_lists_name_what_has_an_amount(example: Disclosure) -> None:
    assert "主要包括：基本工资、津贴补贴、奖金、绩效工资、" in text(example, "N06")
    assert "电费、邮电费、物业管理费、差旅费" in text(example, "N06")
    assert "取暖费" not in text(example, "N06")


def test_what_does_not_exist_is_said_not_to_exist(example: Disclosure) -> None:
    assert text(example, "N08") == (
        "我部门2022年度没有国有资本经营预算财政拨款收入，也没有使用国有资本经营预算财政拨款安排的支出。"
    )
    assert "年初预算为600.00万元" in text(example, "N07")


def test_no_running_costs_in_a_plain_public_institution() -> None:
    books = example_books(builtin())
    institution = replace(books.department, kind="事业", kinds=())
    books = replace(books, running_costs=Decimal(0), department=institution)
    assert text(made(books), "N10") == "我部门不是行政机关，也不是参照公务员法管理的事业单位，没有机关运行经费支出。"


def test_a_difference_that_rounds_to_nothing_is_no_change() -> None:
    books = example_books(builtin())
    previous = {**books.previous, "total[side=income]": Decimal("44527304.98")}
    assert "收、支总计持平。" in text(made(replace(books, previous=previous)), "N01")


def test_the_self_evaluation_is_told_from_its_forms(example: Disclosure) -> None:
    assert "自评结果为99.44分" in text(example, "N13.1")
    assert "6个项目自评等级为优，0个项目自评等级为良" in text(example, "N13.2")


def test_amounts_of_prose_are_statements(example: Disclosure) -> None:
    stated = {str(item.fact): item.amount.raw for item in example.statements if item.source == "N04"}
    assert stated["total[fund=fiscal,side=income]"] == "4366.25"


def test_shanghai_puts_other_matters_last() -> None:
    ids = [section.id for section in made(replace(example_books(builtin()), year=2024), "shanghai-2024").sections]
    order = [name for name in ids if name in {"N06", "N07", "N08", "N09", "N10", "N11", "N12", "N13"}]
    assert order == ["N06", "N09", "N07", "N08", "N13", "N10", "N11", "N12"]


def test_an_office_that_spent_nothing_to_run_does_not_deny_that_it_is_one() -> None:
    books = replace(undivided(example_books(builtin())), running_costs=Decimal(0))
    assert text(made(books), "N10") == "2022年度机关运行经费支出0.00万元。"


def test_a_single_unit_has_no_units_below_it() -> None:
    books = example_books(builtin())
    alone = replace(books, department=replace(books.department, level="单位", agencies=("青禾市数据资源管理局本级",)))
    assert "单位决算为本级决算。纳入本单位2022年度单位决算编制范围的单位共1个" in text(made(alone), "organisation")


def test_no_three_public_expenses_are_said_not_to_exist() -> None:
    said = text(made(replace(example_books(builtin()), three_public={})), "N09.1")
    assert said == "我部门2022年度没有使用财政拨款安排“三公”经费，支出预算为0.00万元，支出决算为0.00万元。"


def test_the_glossary_explains_the_terms_in_use_and_no_others(example: Disclosure) -> None:
    said = text(example, "glossary")
    assert said.startswith("一、财政拨款收入：")
    assert "机关运行经费：" in said
    assert "经营收入：" not in said


def test_the_capital_budget_is_told_item_by_item() -> None:
    books = example_books(builtin())
    money = Income("2230201", "sc", Decimal(500000))
    spent = Spending("2230201", "sc", "project", Decimal(500000))
    books = replace(books, income=(*books.income, money), spending=(*books.spending, spent))
    assert "1．国有资本经营预算支出（类）国有企业资本金注入（款）" in text(made(books), "N08")


def test_every_word_that_a_template_may_use_is_filled_in() -> None:
    assert set(_words(example_books(builtin()))) == WORDS
    assert (set(_VERBS), set(_CODE_WORDS)) == (VERBS, CODE_WORDS)


@pytest.mark.parametrize("lead", ["主要原因是", "主要原因是：", "主要是", "原因是", ""])
@pytest.mark.parametrize("edition", sorted(builtin().layouts.prepared))
def test_a_reason_that_brings_its_lead_along_is_told_once(lead: str, edition: str) -> None:
    """Whatever of 主要原因是 an accountant writes: the text is that of the bare reason."""
    layout = builtin().layouts.named(edition)
    books = replace(example_books(builtin()), year=layout.year)
    texts = {key for key, reason in books.reasons.items() if reason.endswith("。")}
    led = {key: reason if key in texts else lead + reason for key, reason in books.reasons.items()}

    one, other = (compose(replace(books, reasons=reasons), layout) for reasons in (books.reasons, led))
    assert [section.body.text for section in other.sections] == [section.body.text for section in one.sections]


@pytest.mark.parametrize("reason", ["主体工程完工", "要素保障增加", "原料涨价", "人员增加", "是否"])
def test_a_reason_that_only_begins_alike_stays(reason: str) -> None:
    assert without_lead(reason, "。主要原因是") == reason
