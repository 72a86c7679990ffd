"""Every assertion of the register passes on the example as published and read back, and fails when a number of it is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import structs

import juesuan
from juesuan.checking import engine
from juesuan.model import Disclosure, Outcome, Place, State, Statement, Unit
from juesuan.model.claim_record import ClaimRecord
from juesuan.preparing.books import Books, Income, Spending
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.standard import builtin
from juesuan.standard.rules import Rule
from tests import made
from tests.assertions import single_assertions
from tests.contexts import context_of
from tests.made_budgets import read_some
from tests.stated import document

_HOLDS = {State.PASS, State.WITHIN_ROUNDING}
_BUMP = Decimal(1000)
_BUDGETS = 24
"""Enough of the made budgets for every way of printing one."""
PARTS = [part for part in single_assertions() if not part.needs]
_MONEY = {"T01": {"balance[at=opening]": "0.00", "balance[at=closing]": "0.00"}}
_FISCAL = {"T04": {"balance[fund=fiscal,at=opening]": "0.00", "balance[fund=fiscal,at=closing]": "0.00"}}
_ITEM = {
    "T03": {"spend[function=2060399]": "9.00"},
    "T05": {"spend[fund=gpb,function=2060399]": "9.00"},
}
_FUNDS = [
    {"spend": "9.00", "spend[item=t1]": "4.00", "spend[item=t2]": "5.00"},
    {"spend[fund=fiscal]": "9.00", "spend[source=central]": "4.00", "spend[source=local]": "5.00"},
    {"adjustment": "9.00", "adjustment[fund=fiscal]": "4.00", "adjustment[source=own]": "5.00"},
    {"balance": "9.00", "balance[fund=fiscal]": "4.00", "balance[source=own]": "5.00"},
]
_OPERATION = [
    {"procurement": "9.00", "procurement[item=goods]": "4.00", "procurement[item=works]": "5.00"},
    {"vehicles": "9", "vehicles[item=leader]": "4", "vehicles[item=emergency]": "5"},
    {"three_public": "9.00", "three_public[item=abroad]": "4.00", "three_public[item=reception]": "5.00"},
    {"running_costs": "9.00", "running_costs[item=administrative]": "4.00", "running_costs[item=civil]": "5.00"},
]
_ORIGINS = (("fiscal", "9.00"), ("gpb", "4.00"), ("gf", "5.00"))
_UNIVERSITY = document(
    {
        "T10": {
            f"spend[fund=fiscal{code}{nature}]": amount
            for code in ("", ",function=206", ",function=20603", ",function=2060399")
            for nature, amount in (("", "9.00"), (",nature=basic", "4.00"), (",nature=project", "5.00"))
        }
    }
)
_BY_FUND = {
    whole: {f"{whole.rstrip(']')}{',' if '[' in whole else '['}fund={fund}]": amount for fund, amount in _ORIGINS}
    for whole in ("income", "spend", "balance[at=opening]", "balance[at=closing]")
}
_TOTALS = {
    "total[side=income]": "9.00",
    "income": "5.00",
    "balance[at=opening]": "4.00",
    "total[side=spend]": "9.00",
    "spend": "7.00",
    "balance[at=closing]": "2.00",
}
_NOTHING = {"balance[fund=fiscal,at=opening]": "0.00", "balance[fund=fiscal,at=closing]": "0.00"}
_GOALS = {
    "projects": "4",
    "projects[item=targets]": "4",
    "projects[item=monitored]": "4",
    "project_funds": "9.00",
    "performance[item=targets]": "9.00",
    "performance[item=monitored]": "9.00",
}


def _halves(whole: str, one: str, other: str) -> dict[str, str]:
    """Spending in two parts."""
    return {whole: "9.00", f"spend[{one}]": "4.00", f"spend[{other}]": "5.00"}


def _rolled(fund: str) -> dict[str, str]:
    """The money of a fund from the beginning of the year to its end."""
    return {
        f"balance[fund={fund},at=opening]": "2.00",
        f"income[fund={fund}]": "5.00",
        f"spend[fund={fund}]": "6.00",
        f"balance[fund={fund},at=closing]": "1.00",
    }


_FISCAL_ITEM = "spend[stage=initial,fund=fiscal,function=2060399]"


def _said_twice(fact: str) -> Disclosure:
    """A budget whose explanation says the same twice in one section."""
    whole = document({"B05": {"spend[stage=initial,fund=gpb]": "9.00"}, "N05": {fact: "9.00"}})
    return structs.replace(whole, statements=(*whole.statements, made.statement("again", fact, "9.00", "N05")))


def _initial_by_fund(whole: str) -> dict[str, str]:
    """What is of a fund, with its parts."""
    bare = whole.replace("fund=fiscal,", "")
    return {whole: "9.00"} | {
        bare.replace("stage=initial,", f"stage=initial,fund={fund},"): amount
        for fund, amount in (("gpb", "4.00"), ("gf", "5.00"))
    }


# What no document of ours says: codes and rows that few places print, and conditions that our departments do not meet.
RARE: Mapping[str, list[Disclosure]] = {
    "T06-04": [
        made.disclosure({"T06": {("309", "C1"): "5.00", ("30901", "C1"): "5.00"}}),
    ],
    "X-26": [made.disclosure({"T05": {("2210203", "C2"): "5.00"}, "T06": {("30102", "C1"): "6.00"}})],
    "N08-02": [
        made.disclosure(
            {"T08": {("2230105", "C3"): "5.00"}},
            (made.statement("N08#1.final", "spend[fund=sc,function=2230105]", "5.00", "N08"),),
        )
    ],
    "T01-11": [
        document(
            {"T01": {"balance[at=opening]": "7.00", "balance[at=closing]": "6.00", "income": "9.00", "spend": "9.00"}}
        )
    ],
    "T02-08": [
        document(
            {"T02": {"income": "9.00", "income[fund=fiscal]": "9.00", "income[function=206,source=business]": "0.00"}}
        ),
        document({"T02": {"income": "9.00", "income[fund=fiscal]": "9.00", "income[source=business]": "0.00"}}),
    ],
    "T06-08": [document({"T06": {"spend[fund=gpb,economic=309,nature=basic]": "0.00"}})],
    "X-17": [document({"T02": {"income": "9.00", "income[fund=fiscal]": "9.00"}, **_MONEY, **_FISCAL, **_ITEM})],
    "X-21": [document({"T02": {"income[fund=fiscal,function=2060399]": "9.00"}, **_FISCAL, "T05": _ITEM["T05"]})],
    "X-23": [
        document({"T09": {"three_public": "0.00"}, "T06": {"spend[fund=gpb,economic=30212,nature=basic]": "0.00"}})
    ],
    "X-27": [
        document(
            {
                "T05": {"spend[fund=gpb,function=2080502,nature=basic]": "5.00"},
                "T06": {"spend[fund=gpb,economic=30302,nature=basic]": "4.00"},
            }
        )
    ],
    "X-30": [
        document(
            {
                "T06": {"spend[fund=gpb,economic=31013,nature=basic]": "2.00"},
                "T09": {"three_public[item=vehicle_purchase]": "2.00"},
            }
        )
    ],
    "N02-04": [document({"N02": _BY_FUND["income"]})],
    "N01-07": [
        document({"N01": _TOTALS}),
        document({"N01": _TOTALS | {"nonfiscal_surplus_used": "0.00"}}),
        document(
            {
                "N01": _halves(
                    "spend[nature=basic]", "economic=personnel,nature=basic", "economic=operating,nature=basic"
                )
            }
        ),
    ],
    "N03-06": [
        document(
            {
                "N03": _halves(
                    "spend[nature=basic]", "economic=personnel,nature=basic", "economic=operating,nature=basic"
                )
            }
        )
    ],
    "N04-05": [
        document({"N04": _BY_FUND["income"]}),
        document({"N04": _BY_FUND["spend"]}),
        document({"N04": dict.fromkeys(("income[fund=fiscal]", "total[fund=fiscal,side=income]"), "9.00") | _NOTHING}),
        document({"N04": dict.fromkeys(("spend[fund=fiscal]", "total[fund=fiscal,side=spend]"), "9.00") | _NOTHING}),
        document(
            {
                "N04": _halves(
                    "spend[fund=fiscal,nature=basic]",
                    "fund=fiscal,economic=personnel,nature=basic",
                    "fund=fiscal,economic=operating,nature=basic",
                )
            }
        ),
    ],
    "N05-24": [
        document({"N05": _halves("spend[fund=gpb]", "fund=gpb,nature=basic", "fund=gpb,nature=project")}),
        document(
            {
                "N05": _halves(
                    "spend[fund=gpb,nature=basic]",
                    "fund=gpb,economic=personnel,nature=basic",
                    "fund=gpb,economic=operating,nature=basic",
                )
            }
        ),
    ],
    "N07-04": [
        document({"N07": _rolled("gf")}),
        document({"N07": _halves("spend[fund=gf]", "fund=gf,nature=basic", "fund=gf,nature=project")}),
    ],
    "N08-04": [document({"N08": _rolled("sc")})],
    "N04-04": [document({"N04": _BY_FUND[f"balance[at={at}]"]}) for at in ("opening", "closing")],
    "N04-03": [document({"N01": {"total[side=income]": "9.00"}, "N04": {"total[fund=fiscal,side=income]": "8.00"}})],
    "N09-11": [
        document({"N09": {"receptions[item=foreign]": "2", "guests[item=foreign]": "5"}}),
        document({"N09": {"delegations": "1", "travellers": "3"}}),
    ],
    "N11-06": [
        document(
            {
                "N11": {
                    "procurement": "9.00",
                    "procurement[item=reserved_sme_won]": "5.00",
                    "procurement[item=reserved_micro_won]": "4.00",
                    "procurement[item=other_sme_won]": "3.00",
                }
            }
        )
    ],
    "N09-14": [document({"N09": {"vehicles[item=bought]": "3", "bought[item=car]": "2", "bought[item=coach]": "1"}})],
    "N11-07": [
        document(
            {
                "N11": {
                    "procurement[item=reserved_sme]": "9.00",
                    "procurement[item=reserved_micro]": "5.00",
                    "procurement[item=reserved_sme_won]": "6.00",
                    "procurement[item=reserved_micro_won]": "4.00",
                }
            }
        )
    ],
    "N13-10": [document({"N13": {"issues[item=found]": "3", "issues[item=fixed]": "2", "issues[item=fixing]": "1"}})],
    "N13-11": [document({"N13": _GOALS})],
    "N13-12": [document({"N13": _GOALS})],
    "N13-13": [document({"N13": {"score[item=average]": "95", "projects": "4", "projects[item=excellent]": "4"}})],
    "N13-14": [
        document({"N13": {"projects[item=key]": "0", f"performance[fund={fund},item=key]": "0.00"}})
        for fund in ("gpb", "gf", "sc")
    ]
    + [
        document({"N13": {"projects[item=key]": "2", f"performance[fund={fund},item=key]": "5.00"}})
        for fund in ("gpb", "gf")
    ],
    "N13-15": [
        document(
            {
                "N13": {"performance[item=overall]": "9.00", "performance[fund=fiscal,item=overall]": "5.00"},
                "PO": {"spend[fund=fiscal]": "5.00"},
            }
        )
    ],
    "N13-16": [
        document({"N13": {"projects": "6", "projects[item=first]": "4", "projects[item=second]": "2"}}),
        document({"N13": {"projects[item=key]": "3", "projects[item=entrusted]": "2"}}),
        document({"N13": {"projects[item=gf]": "0", "project_funds[fund=gf]": "0.00"}}),
    ],
    "N13-05": [document({"N13": {"performance[item=overall]": "9.00"}, "PO": {"spend": "9.00"}})],
    **{f"T10-0{number}": [_UNIVERSITY] for number in range(1, 5)},
    "T11-01": [document({"T11": facts}) for facts in _OPERATION],
    "T11-02": [document({"T11": _OPERATION[0] | {"procurement[item=sme]": "5.00", "procurement[item=micro]": "4.00"}})],
    "T12-01": [document({"T12": _OPERATION[1]})],
    "X-35": [document({"T11": {"running_costs[item=administrative]": "9.00"}, "N10": {"running_costs": "9.00"}})],
    "B02-02": [document({"B02": _initial_by_fund("balance[stage=initial,at=opening]")})],
    "B04-03": [document({"B04": _initial_by_fund("balance[stage=initial,fund=fiscal,at=closing]")})],
    "BX-10": [
        document(
            {
                "B01": {"balance[stage=initial,at=closing]": "9.00"},
                "B04": {"balance[stage=initial,fund=fiscal,at=closing]": "5.00"},
            }
        )
    ],
    "BN-01": [
        document(
            {
                "B09": {"running_costs[stage=initial]": "9.00"},
                "N10": {"running_costs[stage=initial]": "9.00"},
            }
        )
    ],
    "BN-02": [
        document({table: {fact: "9.00"}, section: {fact: "9.00"}})
        for table, section in (("B01", "N01"), ("B02", "N02"), ("B04", "N01"))
        for fact in ("income[stage=initial,fund=gpb]",)
    ],
    "BN-07": [
        document({"B05": {"spend[stage=initial,fund=gpb,function=2060399]": "9.00"}, "N05": {_FISCAL_ITEM: "9.00"}}),
        _said_twice(_FISCAL_ITEM),
    ],
    "BX-12": [
        document(
            {
                "B09": {f"three_public[stage=initial,item={item}]": "9.00"},
                "B06": {f"spend[stage=initial,fund=gpb,economic={code},nature=basic]": "5.00"},
            }
        )
        for item, code in (
            ("abroad", "30212"),
            ("vehicle_purchase", "31013"),
            ("meeting", "30215"),
            ("training", "30216"),
        )
    ],
    "PO-01": [document({"PO": funds}) for funds in _FUNDS],
    "PP-01": [document({"PP": funds}) for funds in _FUNDS],
}
_SPOKEN_AS = {
    "direction": "change",
    "whole": "share",
    "share_base": "share",
    "completion_base": "completion",
    "of_nothing": "completion",
}


def claimed(kind: str, section: str) -> Disclosure:
    """The least document that makes a claim of that kind: 4.00 of 5.00, or 4.00 more than 1.00 the year before."""
    source = section.removeprefix("=")
    kind = _SPOKEN_AS.get(kind, kind)
    first, second = ("5.00", "4.00") if kind == "change" else ("4.00", "5.00")
    prose = tuple(
        made.statement(name, "spend", text, source) for name, text in (("a", first), ("b", second), ("c", "5.00"))
    )
    printed = made.amount("400.00%" if kind == "change" else "80.00%", Unit.PERCENT)
    word = {"change": "增加", "order": "小于"}.get(kind, "")
    operands = ("c", "a", "d") if kind == "sum" else ("a", "b")
    claim = made.claim(kind, source, Place(), "本年支出", 0, operands, printed, word, base="previous")
    addend = made.statement("d", "spend", "1.00", source)
    return made.disclosure(prose=(*prose, addend), claims=(claim,), sections=(made.section(source, "本年支出"),))


def books(edition: str) -> Books:
    """The example, with money of the capital budget where the layout has a form for it."""
    example = example_books(builtin())
    if all(printed.id != "T08" for printed in builtin().layouts.named(edition).forms):
        return example
    return replace(
        example,
        income=(*example.income, Income("2230105", "sc", Decimal("1234567.89"))),
        spending=(*example.spending, Spending("2230105", "sc", "project", Decimal("1234567.89"))),
    )


@cache
def published(edition: str, *, capital: bool) -> Disclosure:
    """The example of an edition, published as a web page and read back."""
    chosen = builtin().layouts.named(edition)
    made = replace(books(edition) if capital else example_books(builtin()), year=chosen.year)
    disclosure = compose(made, chosen)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(disclosure, chosen.style, path, builtin())
        return juesuan.read(path)


@cache
def budget(seed: int) -> Disclosure:
    """One of the made budgets, as published and read back."""
    return read_some(seed)


def documents(part: Rule) -> Iterator[Disclosure]:
    if part.kind == "claim":
        found = claimed(*part.assertion.split(" @ "))
        yield (
            structs.replace(found, info=structs.replace(found.info, kind=part.documents.split()[0]))
            if part.documents
            else found
        )
    yield from RARE.get(part.id, ())
    if part.documents == "budget":
        yield from map(budget, range(_BUDGETS))
        return
    for edition in builtin().layouts.prepared:
        for capital in (False, True):
            yield published(edition, capital=capital)


def changed(disclosure: Disclosure, outcome: Outcome) -> Iterator[Disclosure]:
    """The document with one number of a holding instance changed: each statement in turn, the claim's own number, its word.

    A number is much larger, negative, nothing, what another one is, or not there.
    """
    stated = [term.statement for term in outcome.terms if term.statement is not None]
    for statement in stated:
        others = (other.value for other in stated if other is not statement)
        for value in (
            statement.value + _BUMP,
            1000 * statement.value + _BUMP,
            -statement.value - _BUMP,
            Decimal(0),
            *others,
        ):
            yield _changed(disclosure, statement, value)
        yield structs.replace(disclosure, statements=tuple(s for s in disclosure.statements if s.id != statement.id))
    printed = {(term.place, term.text) for term in outcome.terms if term.statement is None}
    claims = tuple(
        structs.replace(claim, amount=structs.replace(claim.rate, value=claim.rate.value + _BUMP))
        if claim.rate is not None and (claim.place, claim.rate.raw) in printed
        else claim
        for claim in disclosure.claims
    )
    yield structs.replace(disclosure, claims=claims)
    yield structs.replace(
        disclosure,
        claims=tuple(structs.replace(ClaimRecord.of(claim), word="持平").claim() for claim in disclosure.claims),
    )


def _changed(disclosure: Disclosure, wrong: Statement, value: Decimal) -> Disclosure:
    mended = structs.replace(wrong, amount=structs.replace(wrong.amount, value=value, raw=f"{value:.2f}"))
    return structs.replace(
        disclosure, statements=tuple(mended if s.id == wrong.id else s for s in disclosure.statements)
    )


def fails(part: Rule, disclosure: Disclosure) -> bool:
    return any(outcome.state is State.FAIL for outcome in engine.outcomes(part, context_of(disclosure)))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.id} {part.assertion}")
def test_holds_on_the_example_and_fails_on_a_changed_number(part: Rule) -> None:
    seen = False
    for disclosure in documents(part):
        for outcome in engine.outcomes(part, context_of(disclosure)):
            assert outcome.state is not State.FAIL, outcome.message
            if outcome.state not in _HOLDS or not outcome.terms:
                continue
            seen = True
            if any(fails(part, wrong) for wrong in changed(disclosure, outcome)):
                return
    assert not seen, "holds, but no changed number breaks it"
    pytest.fail("no document of ours has anything that it could judge")
