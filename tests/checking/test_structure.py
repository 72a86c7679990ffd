"""S-…: parts, sections, forms, lists and references."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.checking.engine import check
from juesuan.checking.registry import code_rules
from juesuan.model import Disclosure, FormReading, Severity, State
from juesuan.standard import builtin
from tests import made
from tests.checking.judging import failures, section, states
from tests.contexts import context_of
from tests.hostile.test_growth import steps

ALL_SECTIONS = builtin().layouts.reference.sections
TABLES = {"T03": {("*", "C1"): "1.00"}}


def whole(*left_out: str, profile: str = "mof-2022") -> Disclosure:
    """A document with every part and section but those left out."""
    names = ("duties", *ALL_SECTIONS, "glossary")
    sections = tuple(section(name, "说明。", heading=f"“{name}”") for name in names if name not in left_out)
    document = made.disclosure(TABLES, sections=sections)
    return replace(document, info=replace(document.info, profile=profile))


def test_s_01_parts() -> None:
    assert states("S-01", whole()) == {State.PASS}
    assert "名词解释" in failures("S-01", whole("glossary"))[0].message
    assert states("S-01", replace(whole("glossary"), unreadable_pages=(3,))) == {State.PASS, State.UNDECIDABLE}
    assert states("S-01", made.disclosure(TABLES)) == {State.NOT_APPLICABLE}


def test_s_01_nothing_is_missing_in_what_is_no_disclosure() -> None:
    news = made.disclosure(sections=(made.section("", "会议要求，各部门按时公开。", "会议布置决算公开工作"),))

    assert states("S-01", news) == {State.NOT_APPLICABLE}


def test_s_01_a_heading_is_enough() -> None:
    named = section("other", "一、财政拨款收入：……", heading="第四部分名词解释")
    document = whole("glossary")

    assert states("S-01", replace(document, sections=(*document.sections, named))) == {State.PASS}


def test_s_01_explanations_under_an_unknown_heading_are_a_glossary() -> None:
    words = section(
        "other", "一、财政拨款收入：指拨付的资金。", "二、其他收入：反映其他资金。", heading="十三、预算绩0效"
    )
    document = whole("glossary")

    assert states("S-01", replace(document, sections=(*document.sections, words))) == {State.PASS}


def test_s_01_tables_may_be_in_a_file_of_their_own() -> None:
    assert states("S-01", replace(whole(), tables={}, statements=())) == {State.PASS, State.UNDECIDABLE}


@pytest.mark.parametrize(
    ("text", "words"), [("", "只有标题，没有内容"), ("2024年度政府采购支出总额3.00万元。", "下写的是“政府采购")]
)
def test_s_02_a_heading_over_nothing_or_over_another_s_text(text: str, words: str) -> None:
    document = whole()
    sections = tuple(section("N10", text) if one.id == "N10" else one for one in document.sections)
    (found,) = failures("S-02", replace(document, sections=sections))

    assert words in found.message
    assert found.severity is None


@pytest.mark.parametrize(
    "text", ["2024年度机关运行经费支出3.00万元。", "详见附件。", "政府采购之外，机关运行经费支出3.00万元。"]
)
def test_s_02_what_a_section_may_begin_with(text: str) -> None:
    document = whole()
    sections = tuple(section("N10", text) if one.id == "N10" else one for one in document.sections)

    assert states("S-02", replace(document, sections=sections)) == {State.PASS}


def test_s_02_sections() -> None:
    assert states("S-02", whole()) == {State.PASS}
    assert failures("S-02", whole("N11"))[0].severity is Severity.INFO
    assert failures("S-02", whole("N11", profile="henan-2022"))[0].severity is None
    turned = replace(whole(), sections=(section("N02", "收入。"), section("N01", "总体。")))
    assert any("应在" in outcome.message for outcome in failures("S-02", turned))


_NUMERALS = "一二三四五六七八九"


@given(st.permutations(ALL_SECTIONS[:9]), st.sampled_from(["mof-2022", "henan-2022"]))
def test_s_02_a_document_that_numbers_its_sections_has_an_order_of_its_own(keys: list[str], profile: str) -> None:
    """The reference format is not every place's; the format of a known place is. What has no heading has no place in the order."""

    def told(headings: list[str]) -> list[str]:
        made = zip((section(key, "说明。") for key in keys), headings, strict=True)
        sections = tuple(replace(one, heading=heading) for one, heading in made)
        document = replace(whole(), sections=sections)
        found = failures("S-02", replace(document, info=replace(document.info, profile=profile)))
        return [outcome.message for outcome in found if "应在" in outcome.message]

    orderly = list(keys) == list(ALL_SECTIONS[:9])
    numbered = [f"{_NUMERALS[index]}、{key}说明" for index, key in enumerate(keys)]
    falling = [f"{_NUMERALS[-1 - index]}、{key}说明" for index, key in enumerate(keys)]

    assert bool(told(numbered)) is (not orderly and profile != "mof-2022")
    assert bool(told(falling)) is not orderly
    assert told([""] * len(keys)) == []


def test_s_03_forms() -> None:
    cells = {
        form: {("L27", "C1") if form == "T01" else ("*", "C1"): "1.00"} for form in builtin().layouts.reference.form_ids
    }
    complete = made.disclosure(cells)
    lacking = made.disclosure({form: cell for form, cell in cells.items() if form != "T03"})

    assert states("S-03", complete) == {State.PASS}
    assert "支出决算表" in failures("S-03", lacking)[0].message
    assert states("S-03", replace(lacking, unreadable_pages=(7,))) == {State.PASS, State.UNDECIDABLE}
    partial = FormReading("T03", builtin().forms["T03"].title, "partial", reason="表格只读出一半")
    assert State.FAIL not in states("S-03", replace(lacking, readings=(*lacking.readings, partial)))
    assert states("S-03", made.disclosure()) == {State.UNDECIDABLE}


def test_s_04_offices_and_units() -> None:
    def document(name: str, *paragraphs: str) -> Disclosure:
        return made.disclosure(sections=(section(name, *paragraphs),))

    right = "本局内设3个科室，包括办公室、财务科、综合科。"
    wrong = "本局内设四个科室，分别是：办公室、财务科、综合科。"
    assert states("S-04", document("organisation", right)) == {State.PASS}
    assert "列出的机构为 3 个" in failures("S-04", document("organisation", wrong))[0].message
    units = ("纳入部门决算编制范围的单位共2个，包括：", "1.某局本级", "2.某中心")
    assert states("S-04", document("units", *units)) == {State.PASS}
    assert failures("S-04", document("units", "纳入编制范围的单位共三个，包括：", *units[1:]))
    assert states("S-04", document("units", units[0], "2.某中心")) == {State.UNDECIDABLE}
    assert states("S-04", document("units", "只有本级。")) == {State.NOT_APPLICABLE}
    plain = ("纳入编制范围的单位共2个，包括：", "示例市第一医院", "示例市卫生监督所")
    assert states("S-04", document("units", *plain)) == {State.PASS}
    assert states("S-04", document("units", *plain[:2])) == {State.UNDECIDABLE}


@pytest.mark.parametrize(
    ("count", "names", "state"),
    [
        ("2", "某局本级、某中心", State.PASS),
        ("三", "某局本级、某中心", State.FAIL),
        ("2", "某局本级", State.FAIL),
        ("2", "某局和某中心", State.PASS),
        ("3", "某局本级、某中心等", State.UNDECIDABLE),
        ("3", "行政单位和事业单位、财政补助", State.UNDECIDABLE),
    ],
)
def test_s_04_units_named_in_the_sentence(count: str, names: str, state: State) -> None:
    text = f"纳入本部门决算编制范围的单位共{count}个：{names}。"

    assert states("S-04", made.disclosure(sections=(section("units", text),))) == {state}


@pytest.mark.parametrize(
    "names",
    [
        "办公室、规划科（对外称“某某大厅、某某服务室”）、人事科",
        "办公室、规划和人事科、监督科",
        "办公室（党办、督查室）、人事科及监督科",
        "办公室、《条例》、《办法》宣传科、监督科",
        "办公室、人事科、监督科",
    ],
)
def test_s_04_what_stands_in_brackets_and_behind_a_joining_word(names: str) -> None:
    said = f"内设3个职能机构，分别是：{names}。"

    assert State.FAIL not in states("S-04", made.disclosure(sections=(section("organisation", said),)))


def test_s_04_a_list_with_brackets_still_counts() -> None:
    said = "内设5个职能机构，分别是：办公室（党办、督查室）、人事科、监督科。"

    assert (
        "列出的机构为 3 个" in failures("S-04", made.disclosure(sections=(section("organisation", said),)))[0].message
    )


def test_s_05_dates_are_not_in_the_document() -> None:
    assert states("S-05", whole()) == {State.NOT_APPLICABLE}


def test_s_06_core_terms_are_explained() -> None:
    used = section("N03", "基本支出1.00万元，项目支出2.00万元。")
    explained = section("glossary", "一、基本支出：为保障机构正常运转。二、项目支出：为完成特定任务。")
    half = section("glossary", "一、基本支出：为保障机构正常运转。")

    assert State.FAIL not in states("S-06", made.disclosure(sections=(used, explained)))
    assert "项目支出" in failures("S-06", made.disclosure(sections=(used, half)))[0].message
    assert states("S-06", made.disclosure(sections=(used,))) == {State.NOT_APPLICABLE}


def test_s_07_attachments() -> None:
    refers = section("N13", "项目自评表详见第五部分附件。")
    attached = section("other", "自评表", heading="第五部分附件")

    assert failures("S-07", made.disclosure(sections=(refers,)))
    assert states("S-07", made.disclosure(sections=(refers, attached))) == {State.PASS}
    assert states("S-07", made.disclosure(sections=(attached,))) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize("said", ["详见附件1。", "自评结果详见附件《项目支出绩效自评表》。", "见附件：《自评表》。"])
def test_s_07_an_annex_may_be_a_file_of_its_own(said: str) -> None:
    refers = section("N13", f"对3个项目开展绩效自评，{said}")
    glossary = section("glossary", "一、基本支出：指保障机构运转的支出。", heading="第四部分名词解释")
    here = section("part5", "自评表", heading="附件1")
    without = made.disclosure(sections=(refers, glossary))

    assert states("S-07", without) == {State.UNDECIDABLE}
    assert any("不在本文件中" in gap.message for gap in check(without, standard=builtin()).gaps)
    assert states("S-07", made.disclosure(sections=(refers, glossary, here))) == {State.PASS}


def test_s_08_topics() -> None:
    assert states("S-08", whole()) == {State.PASS}
    assert "政府采购" in failures("S-08", whole("N11"))[0].message
    told = section("other", "（二）政府采购支出情况：采购支出总额1.00万元。")
    document = whole("N11")
    assert states("S-08", replace(document, sections=(*document.sections, told))) == {State.PASS}
    elsewhere = section("part4", "对4个项目开展绩效自评。", heading="第四部分部门绩效评价情况")
    lacking = whole(*(name for name in ALL_SECTIONS if name.startswith("N13")))
    assert states("S-08", replace(lacking, sections=(*lacking.sections, elsewhere))) == {State.PASS}
    assert states("S-08", made.disclosure(TABLES)) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize("kept", [("N03",), ("N05", "N09"), ("N13",)])
def test_nothing_is_missing_of_a_part_of_a_document(kept: tuple[str, ...]) -> None:
    part = whole(*(name for name in ALL_SECTIONS if name not in kept))

    assert State.FAIL not in states("S-08", part) | states("S-02", part)
    assert State.UNDECIDABLE in states("S-02", part)


def test_s_09_secrecy() -> None:
    short = {"T05": {("204", "C1"): "1.00", ("20402", "C1"): "1.00"}}
    deep = {"T05": {**short["T05"], ("2040201", "C1"): "1.00"}}
    secret = section("N05", "部分内容涉密，不予公开。")

    assert failures("S-09", made.disclosure(short))
    assert states("S-09", made.disclosure(short, sections=(secret,))) == {State.PASS}
    assert states("S-09", made.disclosure(deep)) == {State.NOT_APPLICABLE}


def test_s_05_published_within_twenty_days() -> None:
    for days, state in ((None, State.NOT_APPLICABLE), (20, State.PASS), (21, State.FAIL), (-1, State.FAIL)):
        (outcome,) = code_rules()["S-05"](context_of(made.disclosure(), days_to_publication=days))

        assert outcome.state is state


def test_performance_forms_alone_are_no_accounts() -> None:
    alone = made.disclosure(info=replace(made.disclosure().info, kind="performance"), readings=())

    assert states("S-01", alone) == states("S-03", alone) == states("T01-01", alone) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize(("count", "state"), [("3", State.PASS), ("四", State.FAIL), ("2", State.FAIL)])
@pytest.mark.parametrize("kind", ["股室", "科室", "内设机构", "处"])
def test_s_04_names_before_their_count(kind: str, count: str, state: State) -> None:
    sentence = f"某局内设办公室、财务股、综合股{count}个{kind}。"

    assert states("S-04", made.disclosure(sections=(section("organisation", sentence),))) == {state}


def test_s_04_names_that_go_on_are_not_counted() -> None:
    sentence = "某局内设办公室、财务股、综合股等5个股室。"

    assert State.FAIL not in states("S-04", made.disclosure(sections=(section("organisation", sentence),)))


@pytest.mark.parametrize(("count", "state"), [(2, State.PASS), (3, State.FAIL)])
@pytest.mark.parametrize("where", ["organisation", "duties", "units"])
def test_s_04_units_wherever_they_are_listed(where: str, count: int, state: State) -> None:
    said = (f"纳入本部门决算编制范围的单位共{count}个，具体是：", "1．某局本级", "2．某中心")

    assert states("S-04", made.disclosure(sections=(section(where, *said),))) == {state}


@pytest.mark.parametrize("gone", ALL_SECTIONS[:-1])
def test_s_02_a_section_of_the_contents_that_the_body_lacks_is_missing_anywhere(gone: str) -> None:
    grammar = builtin().grammar
    titles = {key: kind.title for key in ALL_SECTIONS if (kind := grammar.section(key)) is not None}
    contents = tuple(section(key, heading=f"一、{titles[key]}") for key in ALL_SECTIONS)
    contents = tuple(replace(entry, paragraphs=()) for entry in contents)
    body = tuple(section(key, "说明。", heading=f"一、{titles[key]}") for key in ALL_SECTIONS if key != gone)
    toc = replace(section("toc", heading="目录"), paragraphs=())
    document = made.disclosure(TABLES, sections=(toc, *contents, *body))
    document = replace(document, info=replace(document.info, profile="mof-2022"))

    (outcome,) = failures("S-02", document)
    assert (titles[gone] in outcome.message, outcome.severity) == (True, None)
    assert not any(titles[gone] in told.message for told in failures("F-09", document))


def test_what_the_contents_promise_is_asked_once() -> None:
    """However many entries nobody finds: twice the entries take no more than two and a half times the steps."""
    counts = []
    for number in (40, 80, 160):
        lines = tuple(f"{n}、没有的章节{n}…………{n}" for n in range(1, number + 1))
        toc = section("toc", *lines, heading="目录")
        body = tuple(section(key, "说明。", heading=key) for key in ALL_SECTIONS)
        document = made.disclosure(TABLES, sections=(toc, *body))
        failures("F-09", document)  # what is remembered from now on is not counted
        counts.append(steps(lambda document=document: failures("F-09", document)))  # type: ignore[misc]
    assert all(more <= 2.5 * less for less, more in pairwise(counts))


LISTED = ("纳入决算编制范围的单位共3个：", "1.示例局本级", "2.某中心", "3.某站")


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("本部门共有所属单位2个。", None),
        ("本部门共有下属单位3个，含本级。", None),
        ("下设事业单位2个，其中公益一类1个。", None),
        ("本部门共有下属单位1个。", Severity.WARNING),
        ("本部门所属单位共9个。", Severity.INFO),
        ("纳入部门决算编制范围的单位共5个。", Severity.WARNING),
        ("纳入部门决算编制范围的单位共三个。", None),
        ("纳入部门决算编制范围的所属预算单位共2个。", None),
    ],
)
@pytest.mark.parametrize("where", ["organisation", "N01"])
def test_s_04_numbers_of_units_told_twice(said: str, severity: Severity | None, where: str) -> None:
    """Units below the department are told of only where it says what it is made of: 所属单位 elsewhere may be some of them."""
    told = section(where, said) if where != "organisation" else None
    own = section("organisation", *([said] if told is None else []), *LISTED)
    document = made.disclosure(sections=(own, told) if told is not None else (own,))

    found = failures("S-04", document)
    owed = severity is not None and (where == "organisation" or "编制范围" in said)
    assert [one.severity for one in found] == ([severity] if owed else [])


@pytest.mark.parametrize("number", ["2", "3"])
def test_s_04_a_list_of_units_may_begin_with_the_department(number: str) -> None:
    units = (f"本部门所属预算单位共{number}个，具体是：", *LISTED[1:])

    assert states("S-04", made.disclosure(sections=(section("organisation", *units),))) == {State.PASS}


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("事业性收入", "事业收入"),
        ("基本经费支出", "基本支出"),
        ("事业收入", ""),
        ("项目支出绩效", ""),
        ("上缴上级支出", ""),
    ],
)
def test_s_06_a_term_that_only_its_explanation_uses(term: str, told: str) -> None:
    used = section(
        "N02", "本年收入合计3.00万元，其中：事业收入3.00万元。", "本年支出中，基本支出1.00万元，项目支出2.00万元。"
    )
    others = ("二、项目支出：为完成任务发生的支出。", "三、机关运行经费：公用经费。")
    explained = section("glossary", f"一、{term}：开展业务取得的钱。", *others)

    found = [
        one.message for one in failures("S-06", made.disclosure(sections=(used, explained))) if "用的是" in one.message
    ]
    assert found == ([f"名词解释写“{term}”，文中和报表没有这个词，用的是“{told}”。"] if told else [])
