"""Two disclosures in one file: the first is judged by itself, and that there is another is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from juesuan.formats.opening import open_source
from juesuan.model import Disclosure
from juesuan.recognising.forms.titles import forms_known
from juesuan.recognising.several_disclosures import first_disclosure
from juesuan.standard import builtin
from tests.laws import alarms, judged, page


def written(text: str, folder: Path) -> Path:
    path = folder / "made.html"
    path.write_text(text, encoding="utf-8")
    return path


def one_after_the_other(first: str, second: str) -> str:
    """The second page's document behind the first's."""
    return first.replace("</body></html>", second[second.index("<main") :])


def known(document: Disclosure) -> tuple[object, ...]:
    """What the numbers of a document are."""
    return tuple((statement.id, statement.fact, statement.amount.raw) for statement in document.statements)


@pytest.mark.parametrize(("first", "second"), [(7, 3), (3, 5), (5, 3)])
def test_the_first_is_judged_and_the_second_is_named(first: int, second: int, tmp_path: Path) -> None:
    alone = juesuan.read(written(page(first), tmp_path))
    other = juesuan.read(written(page(second), tmp_path))
    assert alone.info.unit != other.info.unit or alone.info.year != other.info.year
    text = one_after_the_other(page(first), page(second))

    both = juesuan.read(written(text, tmp_path))
    assert (both.info.unit, both.info.year, known(both)) == (alone.info.unit, alone.info.year, known(alone))
    said = [problem.message for problem in both.problems if "两份决算" in problem.message]
    assert len(said) == 1
    assert other.info.unit in said[0]
    assert alarms(text) == alarms(page(first))
    assert judged(text).verdict == "incomplete"


def test_a_slip_in_some_heads_makes_no_second_disclosure(tmp_path: Path) -> None:
    text = page(7)
    unit = juesuan.read(written(text, tmp_path)).info.unit
    head, tail = text[: len(text) // 2], text[len(text) // 2 :]
    source = open_source(written(head + tail.replace(unit, "某县水利局"), tmp_path))

    assert first_disclosure(source, forms_known(builtin())) == (source, ())
