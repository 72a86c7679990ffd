"""The grammar of identities: what is written is read, shown the same, and refused with its column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.arithmetic.assertion import (
    Assertion,
    AssertionTerm,
    Average,
    Body,
    Choice,
    Claims,
    Constant,
    Copies,
    Linear,
    Parts,
    Pattern,
    Patterns,
    Ratio,
    Stated,
    shown,
)
from juesuan.arithmetic.grammar import GrammarError, parse
from juesuan.model import FactKey

KEY = FactKey.parse


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("income by origin", Parts),
        ("spend[function=class,..] by function", Parts),
        ("spend[fund=gpb] by function:item 2", Parts),
        ("total[side=income] == total[side=spend]", Linear),
        ("*[..] >= 0", Linear),
        ("balance[at=opening] == previous.balance[at=closing]", Linear),
        ("sum(income[fund=fiscal])@T01 = income[fund=fiscal]@T02", Linear),
        ("spend / spend[stage=adjusted] = rate %", Ratio),
        ("three_public@T09 / guests@N09 in 10 .. 300 unless guests[item=foreign]@N09 != 0", Average),
        ("T01 ~ T02 : income ; income[source=*]", Copies),
        ("T* ~ * : *", Copies),
        ("share @ =N05", Claims),
        ("given equipment[..] ; vehicles[item=leader]", Stated),
        ("income = spend where income != 0 and spend >= 1", Linear),
        ("score by item or score by item:!execution", Parts),
    ],
)
def test_what_is_read_is_shown_and_read_again(text: str, kind: type) -> None:
    found = parse(text, "T03")

    assert isinstance(found[0].body, kind)
    assert parse(shown(found)) == found


def term(measure: str, sign: int = 1, place: str = "T03") -> AssertionTerm:
    """A bare fact, by itself."""
    return AssertionTerm(sign, Pattern(measure), place)


FOREIGN = Pattern("guests", (("item", "foreign"),))
ADJUSTED = Pattern("spend", (("stage", "adjusted"),))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("income = spend", Linear((term("income"),), "=", (term("spend"),))),
        (
            "- income + spend - total@N10 <= 3 - procurement",
            Linear(
                (term("income", -1), term("spend"), term("total", -1, "N10")),
                "<=",
                (Constant(1, Decimal(3)), term("procurement", -1)),
            ),
        ),
        ("income >= - 0.5", Linear((term("income"),), ">=", (Constant(-1, Decimal("0.5")),))),
        (
            "budget.spend == previous.sum(income)@T05",
            Linear(
                (AssertionTerm(1, Pattern("spend"), "", "budget"),),
                "==",
                (AssertionTerm(1, Pattern("income"), "T05", "previous", made=True),),
            ),
        ),
        (
            "sum(income) != 0",
            Linear((AssertionTerm(1, Pattern("income"), "T03", made=True),), "!=", (Constant(1, Decimal(0)),)),
        ),
        ("income by origin", Parts(Pattern("income"), "origin", "T03")),
        ("income@T01 by origin", Parts(Pattern("income"), "origin", "T01")),
        ("income@T01 by origin@T02", Parts(Pattern("income"), "origin", "T02")),
        ("income by origin 2", Parts(Pattern("income"), "origin", "T03", 2)),
        ("spend by function:item", Parts(Pattern("spend"), "function", "T03", 1, Choice(among=("item",)))),
        ("spend by function:206 3", Parts(Pattern("spend"), "function", "T03", 3, Choice(among=("206",)))),
        (
            "spend by function:!206|208",
            Parts(Pattern("spend"), "function", "T03", 1, Choice(among=("206", "208"), excluded=True)),
        ),
        ("spend[..] by function", Parts(Pattern("spend", open=True), "function", "T03")),
        (
            "spend / spend[stage=adjusted]@T04 = rate %",
            Ratio(term("spend"), AssertionTerm(1, ADJUSTED, "T04"), term("rate")),
        ),
        (
            "three_public / guests[item=foreign] in 10 .. 300.5",
            Average(term("three_public"), AssertionTerm(1, FOREIGN, "T03"), Decimal(10), Decimal("300.5")),
        ),
        ("T01 ~ T02 : *", Copies("T01", "T02", Patterns())),
        ("* ~ * : *", Copies("*", "*", Patterns())),
        ("T* ~ N05.1 : *[..]", Copies("T*", "N05.1", Patterns((Pattern("*", open=True),)))),
        ("T01 ~ anywhere : income ; spend", Copies("T01", "anywhere", Patterns((Pattern("income"), Pattern("spend"))))),
        ("share @ N02", Claims("share", "N02")),
        ("change @=N05.1", Claims("change", "N05.1", alone=True)),
        ("given equipment ; vehicles@N12", Stated(Patterns((Pattern("equipment"), Pattern("vehicles"))), "N12")),
        ("given equipment", Stated(Patterns((Pattern("equipment"),)), "T03")),
    ],
)
def test_what_is_written_says_just_this(text: str, body: Body) -> None:
    assert parse(text, "T03") == (Assertion((body,)),)


def test_words_of_claims_may_be_names_of_facts() -> None:
    (assertion,) = parse("change = income@T03", "T03")

    assert assertion.body == Linear((term("change"),), "=", (term("income"),))


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ("*", Choice()),
        ("any", Choice(optional=True)),
        ("206|208", Choice(among=("206", "208"))),
        ("208|class", Choice(among=("208", "class"))),
        ("!206", Choice(among=("206",), excluded=True)),
        ("class", Choice(among=("class",))),
        ("21011*", Choice(among=("21011*",))),
        ("?f", Choice("f")),
        ("?f:any", Choice("f", optional=True)),
        ("?f:class", Choice("f", ("class",))),
        ("?f:206", Choice("f", ("206",))),
        ("?f:!206|208", Choice("f", ("206", "208"), excluded=True)),
    ],
)
def test_what_may_stand_for_a_value(value: str, choice: Choice) -> None:
    (assertion,) = parse(f"spend[fund=gpb,function={value}] >= 0")
    (found,) = assertion.terms

    assert found.pattern == Pattern("spend", (("fund", "gpb"),), (("function", choice),))
    assert str(choice) == value


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        ("spend[year=-1]", Pattern("spend", (("year", "-1"),))),
        ("spend[nature=basic,fund=gpb]", Pattern("spend", (("fund", "gpb"), ("nature", "basic")))),
        ("spend[function=206,..]", Pattern("spend", (("function", "206"),), open=True)),
        ("*", Pattern("*")),
    ],
)
def test_a_pattern_has_its_values_in_the_order_of_a_key(pattern: str, read: Pattern) -> None:
    (assertion,) = parse(f"{pattern} >= 0")

    assert assertion.terms[0].pattern == read


def test_a_variable_is_the_same_wherever_it_is_named() -> None:
    (body,) = parse("spend[function=?f:class] <= income[function=?f] + total[function=?f:class]")[0].bodies

    assert isinstance(body, Linear)
    assert {choice for term in body.terms for _, choice in term.pattern.free} == {Choice("f", ("class",))}
    assert body.variables == ("f",)
    several = parse("spend[function=?f:class] >= 0 & spend[function=?f:item] >= 0")
    assert [str(assertion) for assertion in several] == [
        "spend[function=?f:class] >= 0",
        "spend[function=?f:item] >= 0",
    ]


def test_alternatives_guards_and_exceptions() -> None:
    found = parse(
        "income = spend or income = total where income != 0 and spend >= 1 unless total = 0 or total = 9", "T03"
    )
    zero, one, nine = (Constant(1, Decimal(number)) for number in (0, 1, 9))

    assert found == (
        Assertion(
            (Linear((term("income"),), "=", (term("spend"),)), Linear((term("income"),), "=", (term("total"),))),
            (Linear((term("income"),), "!=", (zero,)), Linear((term("spend"),), ">=", (one,))),
            (Linear((term("total"),), "=", (zero,)), Linear((term("total"),), "=", (nine,))),
        ),
    )
    assert parse(shown(found)) == found
    assert found[0].body == found[0].bodies[0]
    assert len(parse("income = spend & spend by function & share @ N02")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "income@T03 by origin",
        "income by origin 2@T03",
        "spend by function:item@T03",
        "-income@T03 + 3 = spend@T03 - 2",
        "previous.sum(spend)@T05 >= 0",
    ],
)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    assert shown(parse(text)) == text.replace("income@T03 by origin", "income by origin@T03")


def test_an_equation_is_its_terms_and_a_constant_against_nothing() -> None:
    (body,) = parse("income - 2 = spend - total + 3 + 4", "T03")[0].bodies

    assert isinstance(body, Linear)
    assert body.terms == (term("income"), term("spend", -1), term("total"))
    assert body.constant == -9
    assert (body.variables, str(body)) == ((), "income@T03 - 2 = spend@T03 - total@T03 + 3 + 4")
    (turned,) = parse("0 = previous.sum(spend)@T05")[0].terms
    assert turned == AssertionTerm(-1, Pattern("spend"), "T05", "previous", made=True)


@pytest.mark.parametrize(
    ("text", "places", "documents"),
    [
        ("income@T01 = spend@T03 + income@T01", ("T01", "T03"), set()),
        ("income@T01 = previous.income@T02", ("T01",), {"previous"}),
        ("income@T01 = budget.income where spend@T05 != 0 unless spend@T06 = 0", ("T01", "T05"), {"budget"}),
        ("spend@T03 by function", ("T03",), set()),
        ("given spend @T03", ("T03",), set()),
        ("spend@T01 / income@T02 = rate@N02 %", ("T01", "T02", "N02"), set()),
        ("spend@T01 / guests@N09 in 1 .. 2", ("T01", "N09"), set()),
        ("T01 ~ T02 : *", (), set()),
        ("share @ N02", (), set()),
        ("since @ N02", (), {"previous"}),
    ],
)
def test_what_an_assertion_speaks_of(text: str, places: tuple[str, ...], documents: set[str]) -> None:
    (assertion,) = parse(text)

    assert (assertion.places, assertion.documents) == (places, documents)


@pytest.mark.parametrize(
    "value",
    [
        Choice("f"),
        Pattern("spend"),
        term("spend"),
        Constant(1, Decimal(1)),
        Linear((term("spend"),), "=", ()),
        Parts(Pattern("spend"), "function"),
        Ratio(term("spend"), term("income"), term("rate")),
        Average(term("spend"), term("income"), Decimal(1), Decimal(2)),
        Patterns(),
        Copies("T01", "T02", Patterns()),
        Claims("share", "N02"),
        Stated(Patterns(), "N02"),
        Assertion((Claims("share", "N02"),)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_was_read_once_is_never_changed(value: object) -> None:
    """It is kept, and whoever asks for the same text is given the same."""
    with pytest.raises(AttributeError):
        setattr(value, type(value).__struct_fields__[0], "")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("income", 7),
        ("income = ", 9),
        ("income = spend]", 15),
        ("income[fund=gpb = spend", 17),
        ("income[fund=gpb,fund=gf] = spend", 17),
        ("income ! spend", 8),
        ("spend[function=*] = income[function=*]", 39),
        ("spend[function=?f:class] = income[function=?f:item]", 45),
        ("income + spend by origin", 19),
        ("3 by origin", 6),
        ("- income by origin", 13),
        ("sum(income) by origin", 16),
        ("previous.income by origin", 20),
        ("income by ", 10),
        ("income by =", 11),
        ("income by origin x", 18),
        ("income = spend &", 17),
        ("income = spend ？", 16),
        ("income = spend or", 18),
        ("income = spend where spend by function", 22),
        ("income = spend unless spend / income = rate %", 23),
        ("3 = 4", 6),
        ("= income", 1),
        ("sum(income = spend", 12),
        ("T01 ~ T02 income", 11),
        ("T01 ~ = : income", 7),
        ("T01 ~ T02 : ", 12),
        ("income + spend / total = rate %", 32),
        ("3 / total = rate %", 19),
        ("income / 3 = rate %", 20),
        ("income / total = 3 %", 21),
        ("income / total = rate", 22),
        ("income / total + rate %", 16),
        ("income + spend / total in 1 .. 2", 33),
        ("3 / total in 1 .. 2", 20),
        ("income / 3 in 1 .. 2", 21),
        ("income / total in 1 : 2", 21),
        ("income / total in = .. 2", 19),
        ("spend[function=] = 0", 16),
        ("spend[fund=gpb,function=?f,fund=?g] = 0", 28),
        ("spend[function=?f,function=206] = 0", 19),
        ("spend[=206] = 0", 7),
        ("spend[function 206] = 0", 16),
        ("spend[..,fund=gpb] = 0", 9),
        ("spend[function=?] = 0", 17),
        ("spend[function=206|] = 0", 20),
        ("spend[function=?f] = income[function=?f:item]", 39),
        ("*[..] = income", 15),
    ],
)
def test_nonsense_is_refused_with_its_column(text: str, column: int) -> None:
    with pytest.raises(GrammarError) as error:
        parse(text)

    assert (error.value.column, f"第 {column} 个字符处" in str(error.value)) == (column, True)


def test_a_refusal_says_what_should_stand_there_or_what_is_not_known() -> None:
    for text, said in (
        ("income = spend ？？x", "第 16 个字符处：不认识的字符“？”（income = spend ？？x）"),
        ("income = spend ]", "多出了“]”"),
        ("income[fund gpb]", "此处应为“=”"),
        ("income = ", "此处应为数据的名称"),
    ):
        with pytest.raises(GrammarError) as error:
            parse(text)
        assert said in str(error.value)


@pytest.mark.parametrize(
    ("pattern", "fact", "bound"),
    [
        ("spend[function=class]", "spend[function=206]", {}),
        ("spend[function=class]", "spend[function=20603]", None),
        ("spend[function=!223]", "spend[function=206]", {}),
        ("spend[function=!223]", "spend[function=223]", None),
        ("spend[function=2101*]", "spend[function=2101101]", {}),
        ("spend[function=?f:any]", "spend", {"f": ""}),
        ("spend[function=?f]", "spend", None),
        ("spend[fund=?f:gpb|gf]", "spend[fund=gf]", {"f": "gf"}),
        ("spend[fund=?f:gpb|gf]", "spend[fund=sc]", None),
        ("spend[fund=gpb,..]", "spend[fund=gpb,nature=basic]", {}),
        ("spend[fund=gpb]", "spend[fund=gpb,nature=basic]", None),
        ("*[..]", "income", {}),
        ("spend", "income", None),
        ("*", "income", {}),
        ("*", "income[fund=gpb]", None),
        ("spend[fund=gpb]", "spend", None),
        ("spend[fund=gpb]", "spend[fund=gf]", None),
        ("spend[function=any]", "spend", {}),
        ("spend[function=any]", "spend[function=206]", {}),
        ("spend[function=any]", "spend[fund=gpb]", None),
        ("spend[function=*]", "spend[function=206]", {}),
        ("spend[function=*]", "spend", None),
        ("spend[function=!206|208]", "spend[function=207]", {}),
        ("spend[function=!206|208]", "spend[function=208]", None),
        ("spend[function=!206]", "spend", None),
        ("spend[function=section]", "spend[function=20603]", {}),
        ("spend[function=section]", "spend[function=2060]", None),
        ("spend[function=item]", "spend[function=2060301]", {}),
        ("spend[function=item]", "spend[function=206030]", None),
        ("spend[function=code]", "spend[function=206]", {}),
        ("spend[function=code]", "spend[function=20603]", {}),
        ("spend[function=code]", "spend[function=2060301]", {}),
        ("spend[function=code]", "spend[function=2060]", None),
        ("spend[nature=class]", "spend[nature=gpb]", None),
        ("spend[function=2101*]", "spend[function=2101]", {}),
        ("spend[function=2101*]", "spend[function=210]", None),
        ("spend[function=2101*]", "spend[function=21]", None),
        ("spend[fund=?f,nature=?f]", "spend[fund=x,nature=x]", {"f": "x"}),
        ("spend[fund=?f,nature=?f]", "spend[fund=x,nature=y]", None),
        ("spend[fund=?f:any,nature=?g:any]", "spend[nature=y]", {"f": "", "g": "y"}),
    ],
)
def test_facts_of_a_shape(pattern: str, fact: str, bound: dict[str, str] | None) -> None:
    (assertion,) = parse(f"{pattern} >= 0")
    body = assertion.body
    assert isinstance(body, Linear)

    assert body.terms[0].pattern.match(KEY(fact)) == bound


def test_dimensions_of_a_partition_are_no_other_ones() -> None:
    """``[..]`` is whatever else a fact says, but for what a list of parts divides by."""
    pattern = Pattern("spend", (("fund", "gpb"),), open=True)

    assert pattern.match(KEY("spend[fund=gpb,function=206]"), frozenset({"nature"})) == {}
    assert pattern.match(KEY("spend[fund=gpb,nature=basic]"), frozenset({"nature"})) is None
    assert pattern.match(KEY("spend[fund=gpb]"), frozenset({"nature"})) == {}


def test_the_fact_of_a_shape_is_that_of_its_values_and_variables() -> None:
    (filled,) = parse("spend[fund=gpb,function=?f:any,nature=?n] = 0")[0].terms

    assert filled.pattern.named == (("function", "f"), ("nature", "n"))
    assert filled.pattern.fact({"f": "206", "n": "basic"}) == KEY("spend[fund=gpb,function=206,nature=basic]")
    assert filled.pattern.fact({"f": "", "n": "basic"}) == KEY("spend[fund=gpb,nature=basic]")
    assert Pattern("spend", (("fund", "gpb"),)).fact({}) == KEY("spend[fund=gpb]")


@pytest.mark.parametrize(
    ("pattern", "is_one"),
    [
        ("spend", True),
        ("spend[fund=gpb]", True),
        ("spend[fund=?f]", True),
        ("spend[fund=?f,function=*]", False),
        ("spend[function=206|208]", False),
        ("spend[..]", False),
        ("*", False),
    ],
)
def test_a_shape_is_one_fact_once_its_variables_are_bound(pattern: str, is_one: bool) -> None:
    assert parse(f"{pattern} >= 0")[0].terms[0].pattern.is_one is is_one


def test_several_shapes_cover_what_one_of_them_does_and_none_all() -> None:
    patterns = Patterns((Pattern("income"), Pattern("spend", open=True)))

    assert [patterns.covers(KEY(fact)) for fact in ("income", "spend[fund=gpb]", "income[fund=gpb]", "total")] == [
        True,
        True,
        False,
        False,
    ]
    assert Patterns().covers(KEY("total"))
    assert (str(patterns), str(Patterns())) == ("income ; spend[..]", "*")
