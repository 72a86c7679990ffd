"""Outcomes and findings have identities: none vanishes, and none changes with what changes elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.closing import number_of
from juesuan.model import Claim, Disclosure, FactKey, Finding, PerformanceForm, Place, Report, State, Statement, Term
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin
from tests import made
from tests.checking.performance.sheets import COLUMNS, GOOD_ROWS, project
from tests.checking.performance.sheets import disclosure as with_forms
from tests.contexts import context_of
from tests.examples import examples
from tests.strategies import Made, disclosures
from tests.told import mistold

_ROWS = {"*": ("9.00", "4.00", "5.00"), "206": ("6.00", "1.00", "5.00"), "208": ("3.00", "3.00", "0.00")}
_CELLS = sorted(f"{row} C{column}" for row in _ROWS for column in (1, 2, 3))
_WRONG = st.dictionaries(
    st.sampled_from(_CELLS), st.sampled_from(["0.50", "1.00", "3.00", "7.00", "12.00"]), max_size=3
)


def spending(wrong: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """公开03表 of three rows and three columns, some cells of which are replaced."""
    cells = {(row, f"C{index}"): text for row, texts in _ROWS.items() for index, text in enumerate(texts, 1)}
    return cells | {(name.split()[0], name.split()[1]): text for name, text in wrong.items()}


def ids(report: Report, rules: str = "") -> list[str]:
    return sorted(finding.id for finding in report.findings if finding.rule.startswith(rules))


def named(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


@settings(max_examples=examples(8), deadline=None)
@given(disclosures(most=6), st.data())
def test_every_failing_outcome_is_told_once(department: Made, data: st.DataObject) -> None:
    """Several errors planted anywhere: in forms, in the prose, in performance forms."""
    statements = list(department.disclosure.statements)
    for index in data.draw(st.lists(st.integers(0, len(statements) - 1), min_size=2, max_size=6, unique=True)):
        statements[index] = _off(statements[index], data.draw(st.sampled_from((1, 100, 12345))))
    report = check(replace(department.disclosure, statements=tuple(statements)))

    assert not mistold(report)
    assert all(reason.text for result in report.results for reason in result.reasons)
    assert len(set(ids(report))) == len(report.findings)


def _off(statement: Statement, by: int) -> Statement:
    amount = statement.amount
    return replace(statement, amount=replace(amount, value=amount.value + by, raw=f"{amount.value + by}"))


@settings(max_examples=examples(15), deadline=None)
@given(_WRONG, st.integers(1, 40), st.integers(1, 900))
def test_a_finding_keeps_its_identity_on_other_pages(wrong: dict[str, str], pages: int, lines: int) -> None:
    """And on a second run."""
    document = made.disclosure({"T03": spending(wrong)})
    moved = replace(
        document,
        statements=tuple(
            replace(s, place=s.place.but(page=pages, line=lines + number, bbox=(1.0, 2.0 * number, 3.0, 4.0 * number)))
            for number, s in enumerate(document.statements)
        ),
    )

    assert ids(check(document)) == ids(check(document))
    assert ids(check(document)) == ids(check(moved))


@settings(max_examples=examples(15), deadline=None)
@given(_WRONG, st.sampled_from(["0.00", "8.00", "123.00"]))
def test_a_finding_keeps_its_identity_while_other_numbers_change(wrong: dict[str, str], other: str) -> None:
    income = {("*", "C1"): "9.00", ("206", "C1"): "9.00"}
    before = check(made.disclosure({"T03": spending(wrong), "T02": income}))
    after = check(made.disclosure({"T03": spending(wrong), "T02": {**income, ("206", "C1"): other}}))

    assert ids(before, "T03") == ids(after, "T03")


def test_a_finding_about_other_numbers_is_another() -> None:
    seven, eight = (check(made.disclosure({"T03": spending({"206 C3": text})})) for text in ("7.00", "8.00"))

    assert not set(ids(seven, "T03")) & set(ids(eight, "T03"))
    assert [f.outcomes for f in seven.findings if f.rule == "T03-03"] == [
        f.outcomes for f in eight.findings if f.rule == "T03-03"
    ]


_GAP: dict[str, object] = {"columns": COLUMNS[:6], "rows": [row[:6] for row in GOOD_ROWS]}
"""A form without 得分."""


def forms_of(*projects: str) -> Disclosure:
    """A form without 得分 for each project, one a page."""
    document = with_forms(*(project(n, head={"project": name}, **_GAP) for n, name in enumerate(projects, 1)))
    return replace(document, performance=tuple(_on_page(form, form.instance) for form in document.performance))


def _on_page(form: PerformanceForm, page: int) -> PerformanceForm:
    headers = tuple(replace(header, place=Place(page=page, line=9)) for header in form.headers)
    return replace(form, place=Place(page=page), headers=headers)


def test_two_forms_with_the_same_gap_are_two_findings() -> None:
    """They differ in nothing but the project."""
    found = named(check(forms_of("甲项目", "乙项目")), "PP-13")
    other_way_round = named(check(forms_of("乙项目", "甲项目")), "PP-13")

    assert len(found) == 2
    assert {name.instance.partition("》")[0] for f in found for name in f.outcomes} == {"PP《甲项目", "PP《乙项目"}
    assert {f.id for f in found} == {f.id for f in other_way_round}


def test_two_forms_that_are_equal_in_everything_are_two_findings() -> None:
    found = named(check(with_forms(project(1, **_GAP), project(2, **_GAP))), "PP-13")

    assert len({finding.id for finding in found}) == len(found) == 2


def items(*codes: str) -> Disclosure:
    """A numbered list of the prose, each item of which says a wrong rate of completion."""
    prose: list[Statement] = []
    claims: list[Claim] = []
    for number, code in enumerate(codes, 1):
        names = (f"N05.3#{number}.final", f"N05.3#{number}.initial")
        for name, stage, text in zip(names, ("", "stage=initial,"), ("70.00", "80.00"), strict=True):
            fact = f"spend[{stage}fund=gpb,function={code}]"
            prose.append(made.statement(name, fact, text, "N05.3", instance=number))
        rate = made.amount("50.00%", made.Unit.PERCENT)
        claims.append(
            made.claim("completion", "N05.3", Place(line=number), f"第{number}项完成50.00%", number, names, rate)
        )
    return made.disclosure(prose=tuple(prose), claims=tuple(claims), sections=(made.section("N05.3", "五"),))


def test_an_item_put_in_before_does_not_change_the_identity() -> None:
    old, new = (named(check(items(*codes)), "N05-14") for codes in (("2080505",), ("2010101", "2080505")))

    assert {finding.id for finding in old} < {finding.id for finding in new}
    assert all(str(FactKey.parse("spend[fund=gpb,function=2080505]")) in f.outcomes[0].instance for f in old)


def test_last_years_number_is_not_this_years() -> None:
    """The same cell of two documents has two names."""

    this = made.disclosure({"T03": spending({})})
    before = made.disclosure({"T03": spending({"206 C1": "7.00"})})
    context = context_of(this, previous=before)
    cells = [next(s for s in d.statements if s.id == "T03[206].C1") for d in (this, before)]

    assert [str(context.names.of(Term.of(cell))) for cell in cells] == ["T03[206].C1", "previous T03[206].C1"]


_AT = {"page": 2, "bbox": (1.0, 2.0, 3.0, 4.0), "sheet": "Z01", "cell": "C7", "line": 3, "paragraph": 4, "table_row": 5}


@pytest.mark.parametrize(("field", "value"), [*_AT.items(), ("table_column", 6)])
def test_equal_numbers_of_two_places_are_two_numbers(field: str, value: object) -> None:
    """Whatever the format has for coordinates: a cell, a line, a box on a page."""
    here, there = (
        Term(1, "得分", None, place, "10") for place in (Place(text="10"), Place(text="10").but(**{field: value}))
    )

    assert number_of(here) != number_of(there)


def test_a_rule_that_fails_still_says_what_it_could_not_judge() -> None:
    """Two items with a wrong rate, and one whose budget was not found: with the reason, and with its number of places."""
    document = items("2080505", "2010101", "2210201")
    claims = (*document.claims[:2], replace(document.claims[2], whole=""))
    report = check(replace(document, claims=claims))
    (result,) = [result for result in report.results if result.rule == "N05-14"]

    assert (result.state, result.applied, result.unjudged(State.UNDECIDABLE)) == (State.FAIL, 2, 1)
    assert [reason.text for reason in result.reasons] == ["“第3项完成50.00%”的分子或分母未能确定"]
    assert result.reasons[0].instances[0].startswith("N05.3:completion spend[fund=gpb,function=2210201]")
    assert Dossier(document, report, builtin()).undecided["“第3项完成50.00%”的分子或分母未能确定"] == {"N05-14": 1}


def test_evaluation_forms_alone_have_no_accounts_to_be_read() -> None:
    """What they are not is no gap in reading them."""
    alone = with_forms(project(1))
    report = check(replace(alone, tables={}, sections=(), info=replace(alone.info, kind="performance")))
    undecided = {result.rule for result in report.results if result.state is State.UNDECIDABLE}

    assert not undecided & {"F-01", "F-04", "F-07", "L-03", "L-06"}
