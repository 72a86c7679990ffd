"""Ignorance never accuses: a small sample of what ``make laws`` tries at length."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan.standard import builtin
from tests.degraded import DAMAGES, bare
from tests.departments import Chance
from tests.examples import examples
from tests.laws import CHANGES, alarms, judged, knocked_out, page, pieces, printed

DOCUMENTS = st.integers(1, 8)
FEW = settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # another sentence explains nothing
)


@pytest.mark.parametrize("change", CHANGES)
@FEW
@given(document=DOCUMENTS, seed=st.integers(0, 2**32 - 1))
def test_what_is_unknown_accuses_nobody(change: str, document: int, seed: int) -> None:
    assert alarms(CHANGES[change](page(document), Chance(seed))) == []


@pytest.mark.parametrize(
    ("change", "document", "seed"), [("inserted", 6, 8063), ("inserted", 6, 50086), ("inserted", 26, 70025)]
)
def test_what_once_accused_somebody(change: str, document: int, seed: int) -> None:
    """A division by something unknown in the middle of a list, and money of something unknown that is 执行, too."""
    assert alarms(CHANGES[change](page(document), Chance(seed))) == []


@pytest.mark.parametrize(
    ("damage", "document", "seed"),
    [
        ("header", 8, 70047),
        ("caption", 5, 70044),
        ("caption", 15, 70054),
        ("unreadable column", 23, 22),
        ("unreadable column", 2, 36),
        ("unreadable column", 7, 36),
    ],
)
def test_what_once_accused_somebody_though_it_was_damaged(damage: str, document: int, seed: int) -> None:
    """A block of 06 whose column of amounts, of names or of pieces of codes nobody knows; a table without its caption, which goes on with
    the one before it."""
    assert alarms(DAMAGES[damage](bare(page(document)), Chance(seed))) == []


@pytest.mark.parametrize("row", ["<td>林草自筹</td>", "<td>林草自筹</td><td>35.20</td><td></td>", "<td></td>" * 22])
@pytest.mark.parametrize(("document", "span"), [(8, 0), (3, 6)])
def test_a_row_put_into_merged_cells_accuses_nobody(document: int, span: int, row: str) -> None:
    """It pushes the last row of a block of funds, or of indicators, out of the merged cell, under columns that are not its own."""
    text = bare(page(document))
    end = [*re.finditer(r'<tr><td[^>]*rowspan="[2-9]".*?</tr>', text, re.DOTALL)][span].end()

    assert alarms(f"{text[:end]}<tr>{row}</tr>{text[end:]}") == []


def test_scores_that_were_not_read_accuse_nobody_and_are_not_passed_over() -> None:
    """Points and score in one cell: the sums of the form are not decided, and the document is not clean."""
    text = bare(page(3))
    changed = re.sub(r'<td colspan="2">(\d+)</td><td colspan="2">\1</td>', r'<td colspan="4">\1/\1</td>', text)

    assert changed != text
    assert alarms(changed) == []
    assert judged(changed).verdict == "incomplete"


def test_a_list_that_is_cut_off_lacks_nothing() -> None:
    """The file ends in the middle of the names of 科目."""
    text = page(3)
    end = text.index("、", text.index("主要包括", text.index("人员经费"))) + 3

    assert alarms(f"{text[:end]}</p></body></html>") == []


@pytest.mark.parametrize("suffix", [".html", ".txt"])
@pytest.mark.parametrize("name", ["单位资金", "财政拨款"])
def test_funds_that_nobody_knows_accuse_nobody(name: str, suffix: str) -> None:
    """The sum over the sources of money lacks one: nothing is said of the sum, nor of the other sources."""
    text = printed(8, suffix)
    changed = re.sub(f"(>|\n\t*){name}(?!收)", r"\1林草自筹资金", text)

    assert changed != text
    assert alarms(changed, suffix=suffix) == []


@pytest.mark.parametrize("damage", DAMAGES)
@settings(FEW, max_examples=examples(2))
@given(document=DOCUMENTS, seed=st.integers(0, 2**32 - 1))
def test_what_came_damaged_accuses_nobody(damage: str, document: int, seed: int) -> None:
    assert alarms(DAMAGES[damage](bare(page(document)), Chance(seed))) == []


@pytest.mark.parametrize("damage", ["other numbers", "headings", "text headings", "apart"])
@settings(FEW, max_examples=examples(3))
@given(document=DOCUMENTS, seed=st.integers(0, 2**32 - 1))
def test_what_came_damaged_hides_nothing(damage: str, document: int, seed: int) -> None:
    """Silence never consents: the total of a section of the explanation is changed under headings that nobody knows."""
    changed = re.sub(
        r"((?:收入|支出)合计为?)(\d)", lambda found: f"{found[1]}9{found[2]}", bare(page(document)), count=1
    )

    assert changed != bare(page(document))
    assert judged(DAMAGES[damage](changed, Chance(seed))).verdict != "clean"


@FEW
@given(document=DOCUMENTS, seed=st.integers(0, 2**32 - 1))
def test_what_is_not_recognised_accuses_nobody(document: int, seed: int) -> None:
    missing, less = Chance(seed).choice(list(pieces(builtin().grammar)))
    assert alarms(page(document), knocked_out(less)) == [], missing
