"""What is proposed: one number, several together, one of several, or nothing; and that it mends what it is proposed for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.advice import advice
from juesuan.checking.blame.repairs import repairs, with_repairs
from juesuan.checking.closing import is_equation
from juesuan.model import Disclosure, Finding, Place, Repair, RepairKind, Severity, Substitution, Suspect, Unit
from juesuan.preparing.planting import with_cell
from tests import made
from tests.examples import examples

_ROWS = {"*": ("9.00", "4.00", "5.00"), "206": ("6.00", "1.00", "5.00"), "208": ("3.00", "3.00", "0.00")}
_CELLS = sorted((row, f"C{column}") for row in _ROWS for column in (1, 2, 3))
_WRONG = st.dictionaries(
    st.sampled_from(_CELLS), st.sampled_from(["0.50", "1.00", "3.00", "7.00", "12.00"]), min_size=1, max_size=3
)
SINGLE, JOINT, ALTERNATIVE, UNDECIDABLE = RepairKind


def spending(wrong: Mapping[tuple[str, str], str]) -> Disclosure:
    """公开03表 of three rows and three columns, some cells of which are replaced."""
    cells = {(row, f"C{index}"): text for row, texts in _ROWS.items() for index, text in enumerate(texts, 1)}
    return made.disclosure({"T03": {**cells, **wrong}})


def equations(document: Disclosure) -> list[Finding]:
    return [
        finding for finding in check(document).findings if finding.rule.startswith("T03-0") and is_equation(finding)
    ]


def mended(document: Disclosure, finding: Finding, repair: Repair) -> Disclosure:
    for change in repair.changes:
        statement = finding.terms[change.term].statement
        assert statement is not None
        assert change.to is not None
        document = with_cell(document, statement.source, statement.row, statement.column, change.to)
    return document


def test_one_wrong_cell() -> None:
    for finding in equations(spending({("206", "C3"): "7.00"})):
        (repair,) = finding.proposals
        place = next(
            i for i, t in enumerate(finding.terms) if t.statement is not None and t.statement.id == "T03[206].C3"
        )

        assert (repair.kind, repair.changes) == (SINGLE, (Substitution(place, "5.00"),))
        assert finding.advice == "把“支出决算表 206 C3”由 7.00 改为 5.00。"


def test_two_wrong_addends_of_one_sum_are_one_proposal() -> None:
    """Each has another sum that says what it should be; the sum of both is mended by both together, not by either."""
    found = equations(spending({("206", "C1"): "7.10", ("208", "C1"): "3.70"}))
    (whole,) = [finding for finding in found if len(finding.proposals[0].changes) > 1]

    (repair,) = whole.proposals
    assert repair.kind is JOINT
    assert {change.to for change in repair.changes} == {"6.00", "3.00"}
    assert whole.advice.startswith("以下各处要一起改：把“支出决算表 20")
    assert {finding.proposals[0].kind for finding in found if finding is not whole} == {SINGLE}


def test_siblings_of_which_one_is_wrong_are_alternatives() -> None:
    """Two 款 that nothing else mentions: only one is to be changed."""
    cells = {("301", "C1"): "60.00", ("30101", "C1"): "25.37", ("30102", "C1"): "31.22"}
    found = [
        f
        for f in check(made.disclosure({"T06": {("personnel", "C1"): "60.00", **cells}})).findings
        if f.rule == "T06-01"
    ]
    kinds = {repair.kind for finding in found for repair in finding.proposals}

    assert kinds == {ALTERNATIVE}
    assert all(len(repair.changes) == 1 for finding in found for repair in finding.proposals)
    assert "，或者把" in found[0].advice
    assert found[0].advice.startswith("只改其中一处")


@settings(max_examples=examples(20), deadline=None)
@given(_WRONG)
@example({("*", "C3"): "3.00", ("206", "C2"): "3.00"})
def test_what_is_proposed_mends_the_finding(wrong: dict[tuple[str, str], str]) -> None:
    """A single one, each of the alternatives, and a joint one as a whole: the equation holds afterwards."""
    document = spending(wrong)
    for finding in equations(document):
        for repair in finding.proposals:
            if repair.kind is not UNDECIDABLE:
                failing = [
                    outcome for other in equations(mended(document, finding, repair)) for outcome in other.outcomes
                ]
                assert not set(finding.outcomes) & set(failing), (finding.message, repair)


@settings(max_examples=examples(20), deadline=None)
@given(_WRONG)
def test_proposals_do_not_contradict_one_another(wrong: dict[tuple[str, str], str]) -> None:
    """One that stands alone, or several that exclude each other; and the suspects are those that are accused."""
    for finding in check(spending(wrong)).findings:
        kinds = [repair.kind for repair in finding.proposals]
        changed = {(change.term, change.to) for repair in finding.proposals for change in repair.changes}

        assert len(kinds) <= 1 or set(kinds) <= {ALTERNATIVE, UNDECIDABLE}
        assert (kinds == [ALTERNATIVE]) is finding.advice.startswith("若")  # what else would be wrong then
        assert sum(repair.probability for repair in finding.proposals) <= Decimal("1.02")
        assert changed <= {(suspect.term, suspect.suggestion) for suspect in finding.suspects}
        assert all(len(repair.changes) > 1 for repair in finding.proposals if repair.kind is JOINT)


def test_what_is_quite_improbable_is_not_proposed_beside_the_best() -> None:
    sure, hardly = Suspect(0, Decimal("0.96"), "1.00"), Suspect(1, Decimal("0.04"), "2.00")
    (repair,) = repairs((sure, hardly), joint=False)

    assert (repair.kind, repair.changes) == (SINGLE, (Substitution(0, "1.00"),))


def test_where_nothing_is_known_that_is_said() -> None:
    finding = equations(spending({("206", "C3"): "7.00"}))[0]
    bare = replace(finding, suspects=(), proposals=(), hint="对照账表核对。")
    accused = replace(bare, suspects=(Suspect(0, Decimal("0.60")),))

    assert [repair.kind for repair in with_repairs(bare).proposals] == [UNDECIDABLE]
    assert advice(with_repairs(bare)) == "对照账表核对。"
    assert [repair.kind for repair in with_repairs(accused).proposals] == [UNDECIDABLE]
    assert advice(with_repairs(accused)).endswith("可能有误，应为多少从本文件不能确定，请对照账表核实。")


@settings(max_examples=examples(30), deadline=None)
@given(_WRONG.filter(lambda wrong: len(wrong) < 3))
def test_what_is_folded_under_a_cause_is_gone_with_it(wrong: dict[tuple[str, str], str]) -> None:
    """Where it is known how to mend every cause, nothing is left of them and of what is under them once all is put in."""
    document = spending(wrong)
    findings = {f.id: f for f in check(document).findings if f.severity is Severity.ERROR and f.terms[0].statement}
    roots = [finding for finding in findings.values() if finding.root is None]
    for finding in roots:
        if finding.rule.startswith("B-") or [repair.kind for repair in finding.proposals] not in ([SINGLE], [JOINT]):
            return  # it is not known how to mend it, or three numbers are wrong
        document = mended(document, finding, finding.proposals[0])
    failing = {outcome for finding in check(document).findings for outcome in finding.outcomes}

    assert not {outcome for finding in findings.values() for outcome in finding.outcomes} & failing


def test_what_lists_other_wrong_numbers_too_is_told_on_its_own() -> None:
    """One of two rates that were cut is mended by itself; the list of both is not."""
    document = made.disclosure(
        {"T03": {("*", "C1"): "10.00"}},
        tuple(
            made.statement(f"N05.3#{n}.{name}", f"spend[{fund},function=206039{n}]", text, "N05.3", instance=n)
            for n, final, initial in ((1, "8.69", "8.91"), (2, "4.10", "4.27"))
            for name, fund, text in (
                ("final", "fund=gpb", final),
                ("initial", "stage=initial,fund=gpb", initial),
            )
        ),
        claims=tuple(
            made.claim(
                "completion",
                "N05.3",
                Place(line=n),
                f"完成年初预算的{text}",
                1,
                (f"N05.3#{n}.final", f"N05.3#{n}.initial"),
                made.amount(text, Unit.PERCENT),
            )
            for n, text in ((1, "98.00%"), (2, "96.00%"))
        ),
        sections=(made.section("N05.3", "五"),),
    )
    roots = {finding.rule for finding in check(document).findings if finding.root is None}

    assert {"N05-14", "N05-21"} <= roots
