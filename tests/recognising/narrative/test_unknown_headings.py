"""A section under a heading that nobody knows is read by what it says, and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from juesuan.standard import builtin

_TEXT = """石塘县水务局2023年度部门决算
第三部分 2023年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
2023年度一般公共预算财政拨款支出817.00万元。
{heading}
2023年度一般公共预算财政拨款基本支出537.00万元，其中：人员经费443.00万元；公用经费94.00万元。
第四部分 名词解释
一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。
"""


@pytest.mark.parametrize(
    ("heading", "told"),
    [("六、日常运转与人头开支", True), ("六、一般公共预算财政拨款基本支出决算情况说明", False)],
)
def test_a_heading_that_nobody_knows_is_told(heading: str, told: bool, tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text(_TEXT.format(heading=heading), encoding="utf-8")
    read = juesuan.read(path, standard=builtin())

    assert any(statement.source == "N06" for statement in read.statements)
    assert any(heading in problem.message for problem in read.problems) is told
