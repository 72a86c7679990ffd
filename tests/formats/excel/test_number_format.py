"""Numbers as Excel shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.formats.excel.reading.number_format import BUILT_IN, displayed

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("2371", "0.00", "2371.00"),
        ("0", "0.00", "0.00"),
        ("3878.8399999999997", "#,##0.00", "3,878.84"),
        ("3878.8399999999997", "", "3878.84"),
        ("3878.8399999999997", "General", "3878.84"),
        ("0.3333333333333333", "General", "0.3333333333"),
        ("0.0029", "General", "0.0029"),
        ("2080505", "General", "2080505"),
        ("2", "@", "2"),
        ("0.9623", "0.00%", "96.23%"),
        ("1", "0%", "100%"),
        ("0.005", "0.00", "0.01"),
        ("1.005", "0.00", "1.01"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-0.001", "0.00", "-0.00"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("12345678", "#,##0,", "12,346"),
        ("12345678", '0.00,"千元"', "12345.68千元"),
        ("1234567890123.45", "#,##0.00", "1,234,567,890,123.45"),
        ("12", "0000", "0012"),
        ("0", "#", ""),
        ("0.5", "#.##", ".5"),
        ("0.5", "0.0#", "0.5"),
        ("5", '0"个"', "5个"),
        ("5", r"0\个", "5个"),
        ("3.5", "[$¥-804]#,##0.00", "¥3.50"),
        ("0", "0.00;-0.00;;@", ""),
        ("0", "0.00;-0.00;", ""),
        ("-3", "0.00;;", ""),
        ("0", '[=0]"";General', ""),
        ("5.5", '[=0]"";General', "5.5"),
        ("-5", "[>100]0;0.00", "-5.00"),
        ("1500", "0.00E+00", "1500"),
        ("0.5", "# ?/?", "0.5"),
        ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        ("45291.75", "yyyy/m/d h:mm", "2023/12/31 18:00"),
        ("45291.25", "上午/下午h:mm", "上午6:00"),
        ("45291", BUILT_IN[14], "2023/12/31"),
        ("1e+400", "0.00", "1E+400"),
        ("1.5", "0." + "0" * 700, "1.5"),
        ("1.5e300", "0" + "%" * 2000, "15" + "0" * 299),
    ],
)
def test_shown(value, code, shown):
    assert displayed(Decimal(value), code) == shown


def test_the_other_calendar():
    assert displayed(Decimal(0), "yyyy-mm-dd", is_1904=True) == "1904-01-01"


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**10), max_value=10**10))
def test_two_decimals_are_shown_exactly(value):
    assert displayed(value, "#,##0.00") == f"{value:,.2f}" or value.is_zero()
    assert Decimal(displayed(value, "")) == value or len(value.as_tuple().digits) > 10


@given(value=st.decimals(), code=st.text('0#?.,;%"\\[]_*@-dmyhs年 Ge', max_size=12))
def test_any_code_shows_something(value, code):
    assert isinstance(displayed(value, code), str)
