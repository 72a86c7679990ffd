"""Claims: a class a kind, and the row of data that each is written as."""

from __future__ import annotations

import json
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from juesuan.model import Amount, ChangeClaim, Claim, ComparedWith, DenialClaim, FactKey, Place, ShareClaim, Unit
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.plain import plain, restored
from tests import made

WORDS = st.text(alphabet="甲乙丙N05.#", max_size=6)
FACTS = st.sampled_from([FactKey.of("income"), FactKey.of("spend", fund="gf"), FactKey.of("spend", function="208")])
PERCENT = st.sampled_from(["5%", "12.50%", "-0.01%"]).map(lambda text: made.amount(text, Unit.PERCENT))
FIELDS = {
    str: WORDS,
    int: st.integers(0, 99),
    Place: st.builds(Place, page=st.integers(1, 9), text=WORDS),
    Amount: PERCENT,
    Amount | None: st.none() | PERCENT,
    ComparedWith: st.sampled_from(ComparedWith),
    tuple[str, ...]: st.lists(WORDS, max_size=3).map(tuple),
    tuple[str, str, str]: st.tuples(WORDS, WORDS, WORDS),
    tuple[FactKey, ...]: st.lists(FACTS, max_size=3).map(tuple),
}


def claims_of(kind: type[Claim]) -> st.SearchStrategy[Claim]:
    """Every claim of a class that can be built."""
    return st.builds(kind, **{name: FIELDS[hint] for name, hint in _hints(kind).items()})


def _hints(kind: type[Claim]) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind.__struct_fields__}


@given(st.one_of(*map(claims_of, get_args(Claim))))
def test_a_claim_survives_its_row_of_data(claim: Claim) -> None:
    row = ClaimRecord.of(claim)

    assert row.claim() == claim
    assert restored(ClaimRecord, json.loads(json.dumps(plain(row)))) == row
    assert (row.kind, row.operands, row.amount) == (claim.kind, claim.operands, claim.rate)


def test_kinds_are_told_apart_by_their_names() -> None:
    kinds = [kind.kind for kind in get_args(Claim)]

    assert len(set(kinds)) == len(kinds)


@given(
    st.one_of(*map(claims_of, get_args(Claim))),
    st.sampled_from(sorted({n for k in get_args(Claim) for n in _hints(k)})),
)
def test_a_claim_has_nothing_that_its_kind_does_not_say(claim: Claim, name: str) -> None:
    """No denial has a percentage, no share a base; what a kind needs cannot be left out."""
    given_fields = {field: getattr(claim, field) for field in claim.__struct_fields__}
    if name not in given_fields:
        with pytest.raises(TypeError):
            type(claim)(**given_fields, **{name: ""})
    elif any(field.name == name and field.required for field in structs.fields(type(claim))):
        del given_fields[name]
        with pytest.raises(TypeError):
            type(claim)(**given_fields)


@pytest.mark.parametrize(
    "row",
    [
        ClaimRecord("share", "N02", Place(), "占", 0, ("a", "b")),
        ClaimRecord("change", "N01", Place(), "增加", 0, ("a", "b"), base="tomorrow"),
        ClaimRecord("item", "N05.3", Place(), "教育", names=("教育支出",)),
        ClaimRecord("none", "N07", Place(), "没有", names=("a fact[]",)),
        ClaimRecord("promise", "N07", Place(), "将"),
    ],
)
def test_a_row_that_is_no_claim_is_refused(row: ClaimRecord) -> None:
    """The data of a reading may have been changed by hand."""
    with pytest.raises(ValueError):
        row.claim()


def test_what_each_kind_speaks_of() -> None:
    share = ShareClaim("N02", Place(), "占", part="a", whole="b", amount=made.amount("5%", Unit.PERCENT), word="占")
    bare = ChangeClaim("N01", Place(), "", current="a", difference="", word="增加", base=ComparedWith.PREVIOUS)
    denial = DenialClaim("N07", Place(), "没有", facts=(), word="")

    assert (share.operands, share.rate) == (("a", "b"), share.amount)
    assert (bare.operands, bare.rate) == (("a", ""), None)
    assert (denial.operands, denial.rate) == ((), None)
