"""The one look that tells that a header is no column of a form says so only of what is none."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.recognising.forms.column_headers import headed
from juesuan.standard import builtin
from juesuan.standard.forms import Form
from tests.examples import examples

_FORMS = tuple(builtin().forms.values())


def _levels(form: Form) -> Iterator[str]:
    for column in form.columns:
        for header in column.headers:
            yield from ("".join(c for c in part if c not in "()?:[]|*+\\") for part in header.split("/"))


_LEVELS = tuple(sorted({level for form in _FORMS for level in _levels(form) if level}))
_LEVEL = st.one_of(
    st.sampled_from(_LEVELS),
    st.sampled_from(
        ["收入", "支出", "决算数", "金额（万元）", "合计", "甲1", "预算数", "数", "小", "计", "收", "入", "/"]
    ),
)


@settings(max_examples=examples(100))
@given(
    st.sampled_from(_FORMS),
    st.lists(_LEVEL, min_size=1, max_size=4).map(tuple),
    st.sampled_from(["", "income", "spend"]),
)
def test_no_header_of_a_column_is_passed_over(form: Form, path: tuple[str, ...], side: str) -> None:
    found = headed(form, path, side)
    with patch.object(Form, "may_head", lambda *_: True):
        assert headed(form, path, side) == found


def test_every_plain_header_is_a_column_however_its_levels_are_torn() -> None:
    for form in _FORMS:
        plain = {
            header for column in form.columns for header in column.headers if not set("()[]?*+\\{.|") & set(header)
        }
        for header in sorted(plain):
            levels = tuple(header.split("/"))
            torn = (*levels[:-1], levels[-1][:1], levels[-1][1:])
            for path in (levels, torn) if len(levels[-1]) > 1 else (levels,):
                with patch.object(Form, "may_head", lambda *_: True):
                    expected = [headed(form, path, side) for side in ("", "income", "spend")]
                assert [headed(form, path, side) for side in ("", "income", "spend")] == expected


@settings(max_examples=examples(20))
@given(
    st.sampled_from([form for form in _FORMS if form.kind == "codes"]),
    st.sampled_from(["万元", "元", "（万元）", "单位：万元", "人民币元"]),
)
def test_a_row_of_units_below_the_heads_is_no_head(form: Form, unit: str) -> None:
    for column in form.columns:
        path = tuple(column.label.split("/"))
        assert headed(form, (*path, unit)) == headed(form, path)
