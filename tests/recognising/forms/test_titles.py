"""Titles are known in spite of a character that looks like the right one: the form is read, and the slip is told by L-10."""

from __future__ import annotations

import pytest

from juesuan.recognising.forms.titles import form_of_title, forms_known
from juesuan.standard import builtin

KNOWN = forms_known(builtin())
SLIPS = [
    (form.id, form.title.replace(pair.right, pair.wrong))
    for form in KNOWN.by_id.values()
    for pair in builtin().language.confusables
    if pair.right in form.title and form_of_title(form.title, KNOWN) is form
]


@pytest.mark.parametrize(("form", "title"), SLIPS)
def test_a_look_alike_hides_no_form(form: str, title: str) -> None:
    found = form_of_title(title, KNOWN)

    assert found is not None
    assert found.id == form


def test_there_are_slips_of_most_forms() -> None:
    assert len({form for form, _ in SLIPS}) >= 9


@pytest.mark.parametrize("title", ["支岀明细台账表", "岀差人员名册表"])
def test_a_title_that_nobody_knows_stays_unknown(title: str) -> None:
    assert form_of_title(title, KNOWN) is None
