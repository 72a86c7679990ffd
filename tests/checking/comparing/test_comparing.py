"""What became of each finding, and which numbers changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from juesuan import check
from juesuan.checking.comparing import Compared, Comparison, Fate, Proposal, Version, compare
from juesuan.checking.waivers import Waiver, waive
from juesuan.demo import demo_disclosure
from juesuan.model import Disclosure, FormReading, Place, Statement, Unit
from juesuan.preparing.planting import with_cell, without_form
from juesuan.standard import builtin
from tests import made
from tests.contexts import context_of
from tests.examples import examples

_ROWS = {"*": ("9.00", "4.00", "5.00"), "206": ("6.00", "1.00", "5.00"), "208": ("3.00", "3.00", "0.00")}


def version(disclosure: Disclosure) -> Version:
    return Version(context_of(disclosure), check(disclosure))


def compared(old: Disclosure, new: Disclosure) -> Comparison:
    return compare(version(old), version(new))


def spending(**wrong: str) -> Disclosure:
    """公开03表 of three rows and three columns; ``wrong`` replaces cells, ``c206_C3="7.00"``."""
    cells = {(row, f"C{index}"): text for row, texts in _ROWS.items() for index, text in enumerate(texts, 1)}
    for name, text in wrong.items():
        row, column = name.removeprefix("c").split("_")
        cells[(row, column)] = text
    return made.disclosure({"T03": cells})


def of_table(comparison: Comparison) -> list[Compared]:
    """The causes of the rules about 公开03表."""
    return [cause for cause in comparison.causes if cause.finding.rule.startswith("T03")]


def test_the_same_document_leaves_everything() -> None:
    comparison = compared(spending(c206_C3="7.00"), spending(c206_C3="7.00"))

    assert {cause.fate for cause in comparison.causes} == {Fate.LEFT}
    assert comparison.changes == ()
    assert not comparison.is_settled


def test_a_correction_as_proposed() -> None:
    comparison = compared(spending(c206_C3="7.00"), spending())
    (cause,) = of_table(comparison)
    (rewrite,) = cause.rewrites
    (change,) = comparison.changes

    assert (cause.fate, cause.proposal) == (Fate.MENDED, Proposal.FOLLOWED)
    assert (rewrite.before.text, rewrite.after.text) == ("7.00", "5.00")
    assert (cause.follows, cause.settled) == (1, 1)
    assert change.asked


def test_a_correction_of_other_numbers_than_proposed() -> None:
    """Everything else was made to fit the number that was called wrong."""
    mended = spending(c206_C3="7.00", c206_C1="8.00", **{"c*_C1": "11.00", "c*_C3": "7.00"})
    (cause,) = of_table(compared(spending(c206_C3="7.00"), mended))

    assert (cause.fate, cause.proposal) == (Fate.MENDED, Proposal.OTHERWISE)


def test_other_numbers_and_still_wrong() -> None:
    """The fingerprint has changed with the numbers; the contradiction has not."""
    (cause,) = of_table(compared(spending(c206_C3="7.00"), spending(c206_C3="6.50")))

    assert cause.fate is Fate.LEFT
    assert cause.old is not None
    assert cause.new is not None
    assert cause.old.id != cause.new.id
    assert [rewrite.after.text for rewrite in cause.rewrites] == ["6.50"]


def test_one_mended_and_another_made() -> None:
    fates = [(c.fate, c.follows) for c in of_table(compared(spending(c206_C3="7.00"), spending(c208_C2="9.90")))]

    assert {fate for fate, _ in fates} >= {Fate.NEW}
    assert sum(fate is Fate.MENDED for fate, _ in fates) + sum(fate is Fate.LEFT for fate, _ in fates) == 1


def test_a_form_that_is_gone_cannot_be_compared() -> None:
    """Nobody may call its errors mended."""
    good = demo_disclosure(builtin())
    wrong = with_cell(good, "T03", "2060499", "C3", "412.00")
    comparison = compared(wrong, without_form(good, "T03"))
    (cause,) = [cause for cause in comparison.causes if cause.old is not None and cause.old.rule == "X-16"]

    assert cause.fate is Fate.UNDECIDED
    assert "支出决算表" in cause.reason
    assert not comparison.is_settled


def test_a_form_that_was_read_in_part_cannot_be_compared() -> None:
    """What was missing may stand on a page that is a picture now."""
    old = without_form(demo_disclosure(builtin()), "T03")
    new = structs.replace(
        old, readings=(*old.readings, FormReading("T03", "支出决算表", "unreadable", reason="没有文字层"))
    )
    (missing,) = [cause for cause in compared(old, new).causes if cause.finding.rule == "S-03"]

    assert missing.fate is Fate.UNDECIDED
    assert missing.reason == "新版本的“支出决算表”没有读全：没有文字层"


def test_a_missing_form_that_was_added() -> None:
    """Its numbers were asked for."""
    good = demo_disclosure(builtin())
    comparison = compared(without_form(good, "T03"), good)
    (missing,) = [cause for cause in comparison.causes if cause.finding.rule == "S-03"]
    added = [change for change in comparison.changes if change.source == "T03"]

    assert missing.fate is Fate.MENDED
    assert len(added) > 20
    assert all(change.before is None and change.asked for change in added)


def test_a_change_that_nobody_asked_for() -> None:
    good = demo_disclosure(builtin())
    wrong = with_cell(good, "T03", "2060499", "C3", "412.00")
    mended = with_cell(good, "T01", "L6", "C1", "12.34")
    comparison = compared(wrong, mended)
    changed = {
        (change.before.statement.id if change.before and change.before.statement else ""): change
        for change in comparison.changes
    }

    assert len(changed) == 2
    assert changed["T03[2060499].C3"].asked
    assert [change.label for change in comparison.unasked] == [changed["T01[L6].C1"].label]


def test_an_explained_error_is_not_open() -> None:
    wrong = version(spending(c206_C3="7.00"))
    explained = replace(
        wrong, report=waive(wrong.report, [Waiver(f.id, "调整") for f in wrong.report.findings if f.root is None])
    )
    comparison = compare(wrong, explained)

    assert of_table(comparison)[0].fate is Fate.LEFT
    assert comparison.is_settled


def items(*amounts: tuple[str, str, str]) -> Disclosure:
    """A numbered list of the prose, ``(code, initial, final)``, each with a word that compares the two."""
    prose: list[Statement] = []
    claims = []
    for number, (code, initial, final) in enumerate(amounts, 1):
        name = f"N05.3#{number}"
        prose += [
            made.statement(
                f"{name}.initial", f"spend[stage=initial,fund=gpb,function={code}]", initial, "N05.3", instance=number
            ),
            made.statement(f"{name}.final", f"spend[fund=gpb,function={code}]", final, "N05.3", instance=number),
        ]
        operands = (f"{name}.final", f"{name}.initial")
        rate = made.amount("50.00%", Unit.PERCENT)
        claims.append(made.claim("completion", "N05.3", Place(line=number), f"完成{number}", number, operands, rate))
    return made.disclosure(prose=tuple(prose), claims=tuple(claims), sections=(made.section("N05.3", "五"),))


def test_an_item_put_in_does_not_shift_the_others() -> None:
    """The third item is the second one of the old version."""
    old = items(("2010101", "8.00", "4.00"), ("2080505", "10.00", "7.00"))
    new = items(("2010101", "8.00", "4.00"), ("2010102", "2.00", "1.00"), ("2080505", "10.00", "5.00"))
    comparison = compared(old, new)
    (rate,) = [cause for cause in comparison.causes if cause.finding.rule == "N05-14"]
    changed = [change for change in comparison.changes if change.before is not None]

    assert rate.fate is Fate.MENDED
    assert [(change.before.text, change.after.text) for change in changed if change.before and change.after] == [
        ("7.00", "5.00")
    ]
    assert {change.after.text for change in comparison.changes if change.before is None and change.after} == {
        "2.00",
        "1.00",
        "50.00%",
    }


def test_another_unit_of_money_is_no_change() -> None:
    cells = {("*", "C1"): "12345.67"}
    old = made.disclosure({"T03": cells})
    yuan = tuple(
        structs.replace(
            s, amount=structs.replace(s.amount, value=s.amount.value * 10_000, unit=Unit.YUAN, raw="123456700.00")
        )
        for s in old.statements
    )

    assert compared(old, structs.replace(old, statements=yuan)).changes == ()


def test_another_unit_is_another_document() -> None:
    old = spending()
    new = spending(**{"c*_C1": "90.00", "c206_C1": "60.00", "c208_C1": "30.00", "c*_C2": "1.00", "c206_C2": "2.00"})
    new = structs.replace(new, info=structs.replace(new.info, unit="另一个局"))

    assert not compared(old, new).kinship.is_plausible


def test_a_mended_year_on_the_cover_is_the_same_document() -> None:
    """What the covers say differs, and the numbers do not."""
    old = spending()
    kinship = compared(old, structs.replace(old, info=structs.replace(old.info, year=2023))).kinship

    assert kinship.is_plausible
    assert kinship.differences == ("年度不同（2024，2023）",)


def test_a_cause_that_fell_apart_is_told_once() -> None:
    """One wrong cell broke two sums; now these have two causes, a swap and another wrong cell: the first is told by what repeats it."""
    comparison = compared(spending(c206_C1="0.50"), spending(c206_C3="3.00", c206_C2="0.50", c208_C1="0.50"))
    left = [cause for cause in of_table(comparison) if cause.fate is Fate.LEFT]
    pairs = {(cause.old.rule, cause.new.rule) for cause in left if cause.old is not None and cause.new is not None}

    assert pairs == {("T03-01", "T03-01"), ("T03-02", "T03-02")}
    assert len(left) == 2


_CELLS = sorted(f"c{row}_C{column}" for row in _ROWS for column in (1, 2, 3))
_WRONG = st.dictionaries(
    st.sampled_from(_CELLS), st.sampled_from(["0.50", "1.00", "3.00", "7.00", "12.00"]), max_size=3
)


@settings(max_examples=examples(15), deadline=None)
@given(_WRONG, _WRONG)
@example({"c206_C1": "0.50"}, {"c206_C3": "3.00", "c206_C2": "0.50", "c208_C1": "0.50"})
@example({"c206_C1": "0.50"}, {"c206_C3": "3.00", "c208_C1": "0.50"})
def test_every_finding_of_both_versions_is_accounted_for(before: dict[str, str], after: dict[str, str]) -> None:
    """No cause of the old version is lost or told twice, no error of the new one is kept back, and no change is missed."""
    old, new = version(spending(**before)), version(spending(**after))
    comparison = compare(old, new)

    roots = {finding.id for finding in old.report.findings if finding.root is None}
    told = [cause.old.id for cause in comparison.causes if cause.old is not None and cause.old.id in roots]
    shown = {cause.new.id for cause in comparison.causes if cause.new is not None}
    assert sorted(told) == sorted(roots)
    assert len({cause.old.id for cause in comparison.causes if cause.old is not None}) == sum(
        cause.old is not None for cause in comparison.causes
    )
    for case in new.cases:
        assert shown & {finding.id for finding in case}
    undecided = any(cause.is_open for cause in comparison.of(Fate.UNDECIDED))
    assert comparison.is_settled == (new.report.verdict != "errors" and not undecided)
    for cause in comparison.of(Fate.MENDED):
        assert cause.old is not None
        assert cause.old.id not in {finding.id for finding in new.report.findings}
    values = [{s.id: s.value for s in v.disclosure.statements} for v in (old, new)]
    assert len(comparison.changes) == sum(values[0][name] != values[1][name] for name in values[0])


def test_comparing_backwards_turns_mended_into_new() -> None:
    there = compared(spending(c206_C3="7.00"), spending())
    back = compared(spending(), spending(c206_C3="7.00"))

    assert [c.fate for c in of_table(there)] == [Fate.MENDED]
    assert [c.fate for c in of_table(back)] == [Fate.NEW]
    assert Decimal("7.00") in {c.after.statement.value for c in back.changes if c.after and c.after.statement}
