"""Readings of findings by people: what is kept, what is refused, what the pages say of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import readings  # noqa: E402

from juesuan.standard import builtin  # noqa: E402

HEAD = "reading,kind,rule,severity,judged,reason\n"
LINES = """\
r,市级部门决算，PDF,N05-14,error,true,
r,市级部门决算，PDF,N05-14,error,arguable,按上年数计算也说得通
r,县级部门决算，Word,L-05,warning,false,是法定名称
"""


def _folder(tmp_path: Path, lines: str, more: str = "") -> Path:
    (tmp_path / "readings.csv").write_text(
        HEAD + lines.replace("，PDF", " PDF").replace("，Word", " Word"), encoding="utf-8"
    )
    (tmp_path / "readings.toml").write_text(
        f'[[reading]]\nname = "r"\ndocuments = 2\nwhat = "new"\n{more}', encoding="utf-8"
    )
    (tmp_path / "labelled.csv").write_text("rule,true,false\nN05-14,4,1\n", encoding="utf-8")
    return tmp_path


def test_what_is_kept_is_valid() -> None:
    """The project's own readings; no rule that never was."""
    kept = readings.load()

    assert kept.readings
    assert {finding.rule for finding in kept.findings} <= builtin().rules.keys()


def test_a_rule_says_how_often_it_was_right(tmp_path: Path) -> None:
    """On labelled documents and on new ones; nothing where nobody judged."""
    kept = readings.load(_folder(tmp_path, LINES))

    assert kept.of_rule("N05-14") == (
        "有标注的文件上报错 5 处，属实 4，不属实 1；生疏的文件上 2 处，属实 1，可商榷 1，不属实 0。"
    )
    assert kept.of_rule("T01-01") == ""


def test_the_page_sums_up_and_names_what_was_argued(tmp_path: Path) -> None:
    """Sums of a reading are those of its lines."""
    page = readings.load(_folder(tmp_path, LINES)).page(builtin().rules)

    assert "| r | 2: new | 1 / 1 / 0 | 50 % | 0 / 0 / 1 | 0 % | – |" in page
    assert "| N05-14 | 五（三）完成年初预算的百分比 | 2 | 1 | 1 | 0 |" in page
    assert "- L-05 (false): 是法定名称" in page


@pytest.mark.parametrize(
    ("lines", "more"),
    [
        ("r,x,N05-14,error,perhaps,\n", ""),
        ("r,x,N05-14,hint,true,\n", ""),
        ("r,x,N05-14,error,false,\n", ""),
        ("s,x,N05-14,error,true,\n", ""),
        ("r,x,N05-14,error,true,\n", "errors = [2, 0, 0]\n"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, lines: str, more: str) -> None:
    """Unknown words, an argument without a reason, a reading that is not there, sums that the lines contradict."""
    with pytest.raises(readings.NotAReading):
        readings.load(_folder(tmp_path, lines, more))
