"""The vocabulary of facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import FactKey
from juesuan.standard import Standard, builtin
from juesuan.standard.catalogue import facts
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError
from juesuan.standard.vocabulary import Vocabulary


def laid_over(folder: Path, text: str) -> Vocabulary:
    """The vocabulary with a file of the user's own."""
    (folder / "facts.toml").write_text(text, encoding="utf-8")
    return Standard(Layers.over([folder])).vocabulary


def test_the_order_of_dimensions_is_that_of_keys() -> None:
    """The file lists them as keys have them."""
    every = dict.fromkeys(reversed(builtin().vocabulary.dimensions), "1")

    assert [name for name, _ in FactKey.of("x", **every).dimensions] == list(builtin().vocabulary.dimensions)


def test_every_fact_of_the_forms_is_of_the_vocabulary() -> None:
    """Measures, dimensions and values, and all of them have names."""
    for text in facts(builtin()):
        fact = builtin().vocabulary.parse(text, pattern=True)

        assert fact.measure not in builtin().vocabulary.name(fact)
        assert str(fact) == text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("income[source=afiliate]", "没有值“afiliate”"),
        ("incom", "没有名为“incom”的指标"),
        ("income[sorce=other]", "没有名为“sorce”的维度"),
        ("income[at=opening]", "没有维度“at”"),
        ("three_public[item=sme]", "没有值“sme”"),
        ("spend[function=20]", "没有值“20”"),
        ("spend[stage=final]", "不必写"),
        ("spend[function=*]", r"没有值“\*”"),
        ("spend[fund=gpb,fund=gf]", "不是数据键"),
        ("spend[fund]", "不是数据键"),
        ("spend[fund=gpb", "不是数据键"),
    ],
)
def test_what_is_not_of_the_vocabulary_is_refused(text: str, wrong: str) -> None:
    """With the part that is wrong."""
    with pytest.raises(ValueError, match=wrong):
        builtin().vocabulary.parse(text)


def test_chains() -> None:
    """What a value is part of, the nearest first."""
    chain = builtin().vocabulary.chain

    assert chain("spend", "function", "2080505") == ("2080505", "20805", "208", "")
    assert chain("spend", "fund", "gf") == ("gf", "fiscal", "")
    assert chain("spend", "economic", "30201") == ("30201", "302", "operating", "")
    assert chain("spend", "economic", "30302") == ("30302", "303", "personnel", "")
    assert chain("three_public", "item", "foreign") == ("foreign", "reception", "")
    assert chain("three_public", "item", "training") == ("training",)
    assert chain("procurement", "item", "sme") == ("sme",)
    assert chain("spend", "stage", "initial") == ("initial",)
    assert chain("income", "source", "other") == ("other", "")


def test_funds_and_sources_divide_the_same_money() -> None:
    """They are one dimension of wholes."""
    above = builtin().vocabulary.above

    assert dict(above(FactKey.parse("income[source=other]"))) == {"origin": (FactKey.of("income"),)}
    assert dict(above(FactKey.parse("spend[fund=gpb,nature=basic]"))) == {
        "origin": (FactKey.parse("spend[fund=fiscal,nature=basic]"), FactKey.parse("spend[nature=basic]")),
        "nature": (FactKey.parse("spend[fund=gpb]"),),
    }
    assert dict(above(FactKey.parse("spend[project=3]"))) == {"project": (FactKey.of("project_funds"),)}


@given(st.sampled_from(sorted(facts(builtin()))), st.randoms())
def test_wholes_have_wholes(text: str, random: object) -> None:
    """Every whole of a fact is of the vocabulary, and going up ends."""
    fact = FactKey.parse(text.replace("CODE", "2080505"))
    steps = 0
    while wholes := [whole for _, chain in builtin().vocabulary.above(fact) for whole in chain]:
        builtin().vocabulary.parse(str(wholes[0]))
        fact, steps = wholes[0], steps + 1

    assert steps < 20


def test_names() -> None:
    """In Chinese word order, and in English."""
    fact = FactKey.parse("three_public[stage=adjusted,item=reception,year=-1]")

    assert builtin().vocabulary.name(fact) == "上年全年预算“三公”经费（公务接待费）"
    assert (
        builtin().vocabulary.name_en(fact) == "three public expenses, adjusted budget, official reception, year before"
    )
    assert builtin().vocabulary.name(FactKey.parse("vehicles[item=special]")) == "车辆（特种专业技术用车）"
    assert builtin().vocabulary.name(FactKey.parse("spend[nature=basic,unit=某局]")) == "某局的基本支出"


def test_a_folder_of_ones_own_adds_a_source(tmp_path: Path) -> None:
    """It is part of the whole at once, and everything else stays."""
    mine = laid_over(tmp_path, '[dimensions.source.values]\ndebt = { label = "债务", en = "debt" }\n')
    fact = mine.parse("income[source=debt]")

    assert mine.name(fact) == "债务收入"
    assert dict(mine.above(fact)) == {"origin": (FactKey.of("income"),)}
    assert mine.within("source", "")[:-1] == builtin().vocabulary.within("source", "")
    with pytest.raises(ValueError, match="debt"):
        builtin().vocabulary.parse("income[source=debt]")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[measures.income]\nlable = "收入"', "measures.income.lable"),
        ('[measures.income]\nkind = "mony"', "measures.income.kind"),
        ('[measures.loss]\nen = "loss"', "measures.loss"),
        ('[measures.loss]\nlabel = "损失"\ndimensions = ["fnud"]', "measures.loss.dimensions"),
        ('[dimensions.source.values]\ndebt = { label = "债务", en = "debt", within = "x" }', "dimensions.source.values.debt.within"),
        ('[dimensions.source.values]\ndebt = { label = "债务" }', "dimensions.source.values.debt"),
        ('[[parts]]\nfact = "income[source=afiliate]"\nof = "income"', "parts[0].fact"),
        ("spoken = [", "文件末尾"),
        ('spoken = ["x"', "文件末尾"),
    ],
)  # fmt: skip
def test_mistakes_are_refused_with_their_place(tmp_path: Path, text: str, place: str) -> None:
    """File and key path."""
    with pytest.raises(DataError) as caught:
        laid_over(tmp_path, text)

    assert (caught.value.file, caught.value.place) == (f"{tmp_path.as_posix()}/facts.toml", place)
