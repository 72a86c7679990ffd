"""What we print is read: self-evaluations as such and without a finding, papers of other stages as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan import check, read
from juesuan.model import Severity
from juesuan.publishing.stages import publish_stages
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.summary import unjudged
from juesuan.standard import builtin
from tests.performance.test_cycle import view_of

SELF = sorted(form.id for form in builtin().stage_forms if form.stage == "self")
OTHERS = sorted(form.id for form in builtin().stage_forms if form.stage != "self")

NAMED = {
    "goals": "绩效目标表",
    "monitoring": "绩效监控表",
    "department": "绩效评价报告",
    "summary": "绩效自评结果汇总表",
    "application": "评价结果应用清单",
}


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", SELF)
def test_self_evaluations_are_read_and_agree_with_themselves(name: str, suffix: str, tmp_path: Path) -> None:
    view = view_of(builtin().stage_forms.by_id[name])
    assert view.work is not None
    assert view.result is not None
    path = tmp_path / f"form{suffix}"
    publish_stages([view], builtin().layouts.reference.style, path)

    found = read(path)

    (form,) = found.performance
    assert form.kind == ("PO" if view.work.kind == "overall" else "PP")
    assert [item.level3.text for item in form.indicators if item.level3] == [item.name for item in view.work.indicators]
    stated = {(item.row, item.column): item.value for item in found.statements}
    assert [stated[f"i{number}", "score"] for number, _ in enumerate(form.indicators, 1)] == [
        item.score for item in view.result.indicators
    ]
    assert stated["sum", "score"] == view.result.total.score
    # The indicators are one place's: their points are not those of every form, and some of its names tell another form's.
    if view.result.total.points == 100 and form.template in {"", view.form.template.id}:
        told = [item for item in check(found).findings if item.severity in {Severity.ERROR, Severity.WARNING}]
        # The form that Xi'an published has no column for reasons, which PO-21 says of whoever prints it.
        lacks = {"PO-21"} if "reason" not in form.columns else set()
        assert [item.message for item in told if item.rule not in lacks] == []


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", OTHERS)
def test_papers_of_other_stages_are_named_and_not_judged(name: str, suffix: str, tmp_path: Path) -> None:
    view = view_of(builtin().stage_forms.by_id[name])
    path = tmp_path / f"form{suffix}"
    publish_stages([view], builtin().layouts.reference.style, path)

    found = read(path)
    dossier = Dossier(found, check(found), builtin())

    assert dossier.verdict == "not_a_disclosure"
    assert dossier.report.findings == ()
    assert unjudged(dossier).startswith(f"这是{NAMED[view.form.stage]}")
