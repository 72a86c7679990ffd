"""Every view of every report is made: whatever a document has wrong, each format says it, none stops at it, and every number is tallied."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from juesuan.corpus.annotating import annotated
from juesuan.corpus.outputs import OUTPUTS, Look
from juesuan.reporting.dossier import Dossier, doubts
from juesuan.reporting.notice import is_due, notice
from juesuan.reporting.notice_docx import render as letter
from juesuan.reporting.style import Style
from juesuan.reporting.summary import entry
from juesuan.standard import builtin
from tests.damage import KINDS, damaged, published
from tests.damage.printing import printed
from tests.departments import Chance, Made, document
from tests.reporting.test_standings import tallied

SEED = 100
LOOKS = (Look(Style(False, 100, False), False), Look(Style(True, 60, True), True))


@pytest.fixture(scope="module")
def made() -> Made:
    """What is damaged."""
    return document(SEED, 12)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_shows_whatever_is_found(kind: str, made: Made, tmp_path: Path) -> None:
    damage = damaged(kind, Chance(f"{SEED} {kind}"), printed(made))
    assert damage is not None
    path = tmp_path / "document.html"
    published(made, path, lambda _: damage.printed)
    disclosure = juesuan.read(path)
    report = juesuan.check(disclosure)
    dossier = Dossier(disclosure, report, builtin())

    tallied(disclosure, report)
    for output in OUTPUTS.values():
        for look in LOOKS:
            assert output.render(dossier, path, look)
    assert entry(dossier).conclusion == dossier.conclusion
    assert annotated(dossier, path, True) is not None
    if is_due(dossier):
        assert letter(notice(dossier))
        assert all(problem.proposal != "同时将" for part in notice(dossier).parts for problem in part.problems)
    for finding in report.findings:
        assert all(doubts(finding))
