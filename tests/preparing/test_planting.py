import pytest

from juesuan.demo import PLANTED, demo_disclosure, flawed
from juesuan.preparing.planting import with_cell, with_text, without_form
from juesuan.standard import builtin


def test_a_changed_cell_changes_its_statement() -> None:
    made = with_cell(demo_disclosure(builtin()), "T03", "2060499", "C3", "412.00")
    assert made.tables["T03"].cells["2060499", "C3"].raw == "412.00"
    assert next(item.amount.raw for item in made.statements if item.id == "T03[2060499].C3") == "412.00"


def test_a_text_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="stands 0 times in N01"):
        with_text(demo_disclosure(builtin()), "N01", "没有这句话", "也没有")


def test_a_form_that_is_not_there_cannot_be_left_out() -> None:
    made = without_form(demo_disclosure(builtin()), "T08")
    assert "T08" not in made.tables
    with pytest.raises(KeyError):
        without_form(made, "T08")


def test_every_planted_error_changes_the_document() -> None:
    good = demo_disclosure(builtin())
    assert all(error.plant(good) != good for error in PLANTED)
    assert len({error.what for error in PLANTED}) == len(PLANTED) == 8
    assert "T08" not in flawed(good).tables
