"""Each line of the checklist answers for what is known of it: whatever is held to be true of a form or a section denies it there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.amending import amended
from juesuan.checking.by_hand import OwnFinding
from juesuan.checking.waivers import Waiver, explained, waive
from juesuan.demo import demo_disclosure, flawed
from juesuan.model import Disclosure, Finding, Place, Report, Severity, Term
from juesuan.reporting.checklist import ChecklistItem, checklist
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin
from tests.examples import examples
from tests.published import example

LAYOUT = "henan-2022"


@cache
def judged(edition: str) -> tuple[Disclosure, Report]:
    """The worked example as it is read, or with the faults of the demonstration."""
    made = flawed(demo_disclosure(builtin())) if edition == "flawed" else example(edition)
    return made, check(made)


def lines(edition: str, said: dict[str, str], own: Iterable[OwnFinding] = ()) -> dict[str, ChecklistItem]:
    """The checklist after ``said`` of findings: true, false, or (also where nothing is said) nothing yet; own findings are true."""
    made, report = judged(edition)
    report = amended(report, made, tuple(own))
    own_ones = {each.id for each in own}
    waivers = [
        Waiver(each.id, "核实", is_open=said.get(each.id) != "false")
        for each in report.findings
        if each.root is None and said.get(each.id) != "true" and each.id not in own_ones
    ]
    waiting = frozenset(name for name, waiver in explained(report, waivers).items() if waiver.is_open)
    dossier = Dossier(made, waive(report, waivers), builtin(), waiting=waiting)
    return {item.name: item for item in checklist(dossier)}


def blamed_forms(finding: Finding) -> set[str]:
    """The forms whose printed number is held to be wrong."""
    terms = [finding.terms[suspect.term] for suspect in finding.suspects[:1]]
    return {term.statement.source for term in terms if term.statement is not None} | {
        term.place.form for term in finding.terms if term.statement is None and term.place.form
    }


@settings(max_examples=examples(15))
@given(st.data())
def test_what_is_decided_of_findings_decides_its_lines(data: st.DataObject) -> None:
    """A line denies where an error is held to be true, and never affirms while anything of it waits."""
    made, report = judged("flawed")
    causes = [each for each in report.findings if each.root is None and each.severity is not Severity.INFO]
    said = {each.id: data.draw(st.sampled_from(("true", "false", ""))) for each in causes}
    items = lines("flawed", said)
    titles = {reading.form: f"《{reading.title}》" for reading in made.readings}

    for finding in causes:
        holding = [item for item in items.values() if finding.id in {case.finding.id for case in item.cases}]
        assert bool(holding) == (said[finding.id] == "true")
        if finding.severity is Severity.ERROR:
            assert all(item.verdict == "否" for item in holding)
        for form in blamed_forms(finding) & {*titles}:
            if said[finding.id] != "false":
                assert items[titles[form]].verdict in (
                    {"否"} if said[finding.id] and finding.severity is Severity.ERROR else {"否", "待核实"}
                )


@settings(max_examples=examples(15))
@given(st.data())
def test_a_finding_of_ones_own_denies_the_line_in_which_it_stands(data: st.DataObject) -> None:
    """At a number, at the title of a form, or at a heading: by its coordinates alone."""
    made, report = judged(LAYOUT)
    form = data.draw(st.sampled_from(sorted(made.tables)))
    table = made.tables[form]
    cells = [cell.place for cell in table.cells.values() if cell.raw]
    place = data.draw(st.sampled_from([table.place, *cells]))
    own = OwnFinding("own-1", "error", "与账不符。", place.but(form=None, row=None, column=None))
    said = {each.id: "false" for each in report.findings}
    before, after = lines(LAYOUT, said), lines(LAYOUT, said, [own])
    changed = {name for name in after if after[name].verdict != before[name].verdict}

    assert changed == {f"《{next(r.title for r in made.readings if r.form == form)}》"}
    assert {after[name].verdict for name in changed} == {"否"}


def test_a_finding_at_a_heading_denies_that_part() -> None:
    """Parts that are no form, too."""
    made, report = judged(LAYOUT)
    said = {each.id: "false" for each in report.findings}
    for section, line in (("duties", "主要职能"), ("glossary", "名词解释"), ("N03", "决算情况说明"), ("toc", "目录")):
        place = next(each.place for each in made.sections if each.id == section)
        after = lines(LAYOUT, said, [OwnFinding("own-1", "error", "写错了。", place)])
        assert (after[line].verdict, len(after[line].cases)) == ("否", 1), line
        assert "其他" not in after


def test_what_is_missing_denies_its_line() -> None:
    """It has no place; it is known by its name."""
    made, report = judged(LAYOUT)
    wrong = [
        Finding(
            "a", "S-01", "structure", Severity.ERROR, "缺", "没有。", (Term(1, "名词解释", None, Place(), "名词解释"),)
        ),
        Finding(
            "b",
            "B-05",
            "within_table",
            Severity.ERROR,
            "空",
            "空表。",
            (Term(1, "", None, made.tables["T08"].place, ""),),
        ),
    ]
    dossier = Dossier(made, replace(report, findings=tuple(wrong)), builtin())
    denied = {item.name for item in checklist(dossier) if item.verdict == "否"}

    assert denied == {"名词解释", f"《{made.tables['T08'].title}》"}
