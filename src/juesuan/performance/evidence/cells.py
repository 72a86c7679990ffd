"""What stands in a cell of an evidence table to a value, in the words of the engine: numbers, dates, months; blank is no value."""

from __future__ import annotations

__all__ = ["as_date", "as_month", "as_number", "as_serial", "as_text", "has_margins", "is_filled", "is_sane"]

_FULL, _HALF = "０１２３４５６７８９．－（）％", "0123456789.-()%"
_NOISE = ",，￥¥ \u3000\t"
_NOTHING = ("", "-", "—", "--", "——", "/", "无")
_BEHIND_MONTH = r"\s*(?:月份?(?:\s*\d{1,2}[日号]?)?|[-/.]\d{1,2}(?:[^\d月].*)?)?$"
_JANUARY_OR_OCTOBER = r"^(?:19|20)\d{2}[.]1$"
EARLIEST, LATEST = "1990-01-01", "2099-12-31"


def as_text(cell: str) -> str:
    """SQL for the text without blanks around it, wide ones too; NULL where there is none."""
    return f"nullif(trim({cell}, ' \u3000\t'), '')"


def has_margins(cell: str) -> str:
    """SQL for whether there are blanks around a text. To take them away costs five times what it costs to read it."""
    return f"regexp_matches({cell}, '^[ \u3000\t]|[ \u3000\t]$')"


def is_filled(cell: str) -> str:
    """SQL for whether a cell of numbers or dates says anything: a dash says that there is nothing."""
    nothing = ", ".join(f"'{text}'" for text in _NOTHING)
    return f"(coalesce(trim({cell}, ' \u3000\t'), '') NOT IN ({nothing}))"


def as_number(cell: str, power: int = 0) -> str:
    """SQL for the number, times ten to a power: full-width digits, separators, brackets for negatives; NULL when it is none."""
    plain = f"translate(translate({cell}, '{_FULL}', '{_HALF}'), '{_NOISE}', '')"
    signed = f"CASE WHEN regexp_matches({plain}, '^\\(.*\\)$') THEN '-' || {plain}[2:-2] ELSE {plain} END"
    number = f"coalesce(try_cast({cell} AS DECIMAL(28, 6)), try_cast({signed} AS DECIMAL(28, 6)))"
    return f"CAST({number} * {10**power} AS DECIMAL(34, 6))" if power else f"CAST({number} AS DECIMAL(34, 6))"


def as_date(cell: str) -> str:
    """SQL for the date, however it is written; NULL when it is none. Only those that :func:`is_sane` are in a year of ours."""
    return _coalesced(cell, cell, 3)


def as_month(cell: str) -> str:
    """SQL for a day in the month: ``2022-01``, ``2022年1月``, ``202201``, or a date in it.

    Several months (``2022年1-5月``, ``2022年5月累计``) are none; nor is ``2022.1``, which a spreadsheet makes of 2022.10, too.
    """
    text = f"translate(trim({cell}, ' \u3000\t'), '{_FULL}', '{_HALF}')"
    found = _coalesced(f"CASE WHEN strlen({cell}) <= 7 THEN {cell} || '-01' ELSE {cell} END", cell, 2)
    dotted = f"(contains({cell}, '.') OR contains({cell}, '．'))"  # few are, and patterns cost
    return f"CASE WHEN NOT ({dotted} AND regexp_matches({text}, '{_JANUARY_OR_OCTOBER}')) THEN {found} END"


def as_serial(cell: str) -> str:
    """SQL for the day that a spreadsheet keeps as this number; NULL where it is no such number of our times."""
    days = f"CAST(regexp_extract({cell}, '^\\d+') AS INTEGER)"
    return f"CASE WHEN regexp_matches({cell}, '^[3-7]\\d{{4}}(?:\\.\\d+)?$') THEN DATE '1899-12-30' + {days} END"


def is_sane(date: str) -> str:
    """SQL for whether a date is of our times."""
    return f"{date} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"


def _coalesced(plain: str, cell: str, groups: int) -> str:
    """Nearly all dates are plain ones: only the others are worth the work."""
    quick = f"CASE WHEN {cell}[1] BETWEEN '0' AND '9' THEN try_cast({plain} AS DATE) END"
    text = f"translate(trim({cell}, ' \u3000\t'), '{_FULL}', '{_HALF}')"
    separate = r"^((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})" + (
        r"\s*[-/.月]\s*(\d{1,2})(?:\D.*)?$" if groups == 3 else _BEHIND_MONTH
    )
    together = r"^((?:19|20)\d{2})(\d{2})" + (r"(\d{2})$" if groups == 3 else r"(?:\d{2})?月?$")
    return f"coalesce({quick}, {_parts(text, separate, groups)}, {_parts(text, together, groups)})"


def _parts(text: str, pattern: str, groups: int) -> str:
    """SQL for the date whose year, month and day are the groups of a pattern."""
    found = [f"regexp_extract({text}, '{pattern}', {group})" for group in range(1, groups + 1)]
    parts = " || '-' || ".join([*found, *["'01'"] * (3 - groups)])
    return f"try_cast({parts} AS DATE)"
