"""Two standards are two judges: what one of them says does not change what the other finds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from juesuan.checking.engine import check
from juesuan.model import Disclosure, Report
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import Standard, load
from juesuan.standard.layouts import layouts


@pytest.fixture(scope="module")
def document() -> Disclosure:
    """The worked example."""
    return compose(example_books(), layouts().reference)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that calls 2010301 otherwise."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "functional.csv").write_text(
        "code,name,valid_from,valid_to,confidence,source\n2010301,机关运行,,,high,observed\n", encoding="utf-8"
    )
    return tmp_path


def found(report: Report) -> list[str]:
    """What a report says."""
    return [finding.message for finding in report.findings if finding.rule == "C-02"]


def test_each_judges_by_its_own(document: Disclosure, theirs: Path) -> None:
    """Also at the same time, in two threads, each of which loads its standard itself."""

    def judged(standard: Standard) -> Report:
        return check(document, standard=standard)

    alone = judged(load()), judged(load(theirs))
    with ThreadPoolExecutor(2) as pool:
        together = tuple(pool.map(judged, (load(), load(theirs))))

    assert found(alone[0]) == []
    assert any("应为“机关运行”" in message for message in found(alone[1]))
    assert together == alone
    assert alone[0].catalogue != alone[1].catalogue
