"""Columns under heads that nobody knows: they accuse nobody, and the document is clean only where other tables say what they are."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.model import Severity
from tests.departments import Chance
from tests.examples import examples
from tests.laws import alarms, judged, page
from tests.recognising.forms.pages import grid, read, state, values
from tests.unknown import subject

FEW = settings(max_examples=examples(4), deadline=None)
SEEDS = st.integers(0, 2**16 - 1)
TABLE = re.compile(r'<section class="sheet[^>]*id="T0[235]".*?</section>', re.DOTALL)
FACT = {
    "财政拨款收入": "fund=fiscal", "上级补助收入": "source=superior", "事业收入": "source=business", "经营收入": "source=operating",
    "附属单位上缴收入": "source=affiliate", "其他收入": "source=other", "基本支出": "nature=basic", "项目支出": "nature=project",
    "经营支出": "nature=operating", "上缴上级支出": "nature=remit", "对附属单位补助支出": "nature=subsidy",
}  # fmt: skip
HEAD = re.compile(rf"(?<=>)(?:{'|'.join(FACT)})(?=</th>)")


def with_heads(text: str, chance: Chance, *, moved: bool) -> str:
    """A page with a head of one of its tables unknown; where ``moved``, the head of another column stands where it stood."""
    table = chance.choice(list(TABLE.finditer(text)))
    top = text.index("</thead>", table.start())
    heads = list(HEAD.finditer(text, table.start(), top))
    if not heads:
        return text
    gone = chance.choice(heads)
    made = text[: gone.start()] + subject(chance) + text[gone.end() :]
    if not moved:
        return made
    empty = [one for one in heads if one is not gone and _is_blank(text[top : text.index("</section>", top)], one)]
    if not empty:
        return made
    other = chance.choice(empty)
    first, last = sorted((gone, other), key=lambda one: one.start())
    words = [subject(chance) if one is gone else gone[0] for one in (first, last)]
    return text[: first.start()] + words[0] + text[first.end() : last.start()] + words[1] + text[last.end() :]


def _is_blank(body: str, head: re.Match[str]) -> bool:
    """Whether the column of a head of a table with nothing in it, by the fact that its cells state."""
    values = re.findall(rf'data-fact="[^"]*{FACT[head[0]]}\b[^"]*" data-value="([^"]*)"', body)
    return not any(Decimal(value) for value in values)


@FEW
@given(seed=SEEDS, moved=st.booleans())
def test_a_head_that_nobody_knows_accuses_nobody(seed: int, moved: bool) -> None:
    text = with_heads(page(seed % 40), Chance(seed), moved=moved)

    assert alarms(text) == []


LINES = ["收入支出决算总表", "公开01表"]
HEADS = [
    "科目编码",
    "科目名称",
    "本年收入合计",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
]


def income(head: str, other: str) -> dict[str, str]:
    """The cells of 收入决算表 with this head over its last column, where 收入支出决算总表 says of 其他收入 what is given."""
    lines = [
        ["一、一般公共预算财政拨款收入", "1", "9.00"],
        ["八、其他收入", "8", other],
        ["本年收入合计", "27", "11.00"],
    ]
    rows = [
        ["", "合计", "11.00", "9.00", "", "", "", "", "2.00"],
        ["201", "一般公共服务支出", "11.00", "9.00", "", "", "", "", "2.00"],
    ]
    found = read(
        [
            *LINES,
            grid([["项目", "行次", "金额"], *lines]),
            "收入决算表",
            grid([[*HEADS, head], ["栏次", "", *"1234567"], *rows]),
        ]
    )
    told = [problem.message for problem in found.problems]
    return {**values(found, "T02"), "state": state(found, "T02"), "told": "".join(told)}


def test_a_head_that_another_table_proves_is_taken_and_told() -> None:
    found = income("林草自筹", "2.00")

    assert (found["*.C7"], found["state"]) == ("2.00", "read")
    assert "栏名“林草自筹”不认识，按位置和勾稽关系认作“其他收入”" in found["told"]


@pytest.mark.parametrize("other", ["", "1.00"])
def test_a_head_that_another_table_does_not_prove_stays_unknown(other: str) -> None:
    found = income("林草自筹", other)

    assert "*.C7" not in found
    assert found["state"] == "partial"


def test_a_document_with_an_unknown_head_that_nothing_proves_is_incomplete() -> None:
    text = page(3)
    table = text.index('id="T03"')
    head = text.index(">项目支出</th>", table)
    report = judged(text[: head + 1] + "事业发展类开支" + text[head + 5 :])

    assert not [one for one in report.findings if one.severity is not Severity.INFO]
    assert any("事业发展类开支" in gap.message for gap in report.gaps)
