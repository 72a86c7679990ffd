"""The grammar of identities: what is written is read, shown the same, and refused with its column."""

from __future__ import annotations

import pytest

from juesuan.arithmetic.assertion import Average, Claims, Copies, Linear, Parts, Ratio, Stated, shown
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
    ],
)
def test_nonsense_is_refused_with_its_column(text: str, column: int) -> None:
    with pytest.raises(GrammarError) as error:
        parse(text)

    assert error.value.column == column


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
    ],
)
def test_facts_of_a_shape(pattern: str, fact: str, bound: dict[str, str] | None) -> None:
    (assertion,) = parse(f"{pattern} >= 0")
    body = assertion.body
    assert isinstance(body, Linear)

    assert body.terms[0].pattern.match(KEY(fact)) == bound
