"""What stands in a cell of an evidence table to a value, in the words of the engine: numbers, dates, months; blank is no value."""

from __future__ import annotations

__all__ = ["EARLIEST", "LATEST", "as_date", "as_month", "as_number", "as_text", "is_filled"]

_FULL, _HALF = "０１２３４５６７８９．－（）％", "0123456789.-()%"
_NOISE = ",，￥¥ \u3000\t"
_NOTHING = ("", "-", "—", "--", "——", "/", "无")
EARLIEST, LATEST = "1990-01-01", "2099-12-31"


def as_text(cell: str) -> str:
    """SQL for the text without blanks around it; NULL where there is none."""
    return f"nullif(trim({cell}, ' \u3000\t'), '')"


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
    """SQL for the date, however it is written; NULL when it is none."""
    return _within(
        _coalesced(cell, _written(cell, r"^((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\D.*)?$", 3))
    )


def as_month(cell: str) -> str:
    """SQL for the first day of the month: ``2022-01``, ``2022年1月``, ``202201``, or a date in it."""
    written = _written(cell, r"^((?:19|20)\d{2})(?:\s*[-/.年]\s*)?(\d{1,2})\s*月?(?:份|(?:[-/.]|\d{1,2}|月).*)?$", 2)
    return f"CAST(date_trunc('month', {_within(_coalesced(cell, written))}) AS DATE)"


def _coalesced(cell: str, otherwise: str) -> str:
    """Nearly all dates are plain ones: only the others are worth the work."""
    plain = f"CASE WHEN {cell}[1] BETWEEN '0' AND '9' THEN try_cast({cell} AS DATE) END"
    compact = f"try_cast(regexp_extract(trim({cell}), '^((?:19|20)\\d{{2}})(\\d{{2}})(\\d{{2}})$', 1) || '-' || "
    compact += f"regexp_extract(trim({cell}), '^((?:19|20)\\d{{2}})(\\d{{2}})(\\d{{2}})$', 2) || '-' || "
    compact += f"regexp_extract(trim({cell}), '^((?:19|20)\\d{{2}})(\\d{{2}})(\\d{{2}})$', 3) AS DATE)"
    return f"coalesce({plain}, {compact}, {otherwise})"


def _written(cell: str, pattern: str, groups: int) -> str:
    text = f"translate(trim({cell}, ' \u3000\t'), '{_FULL}', '{_HALF}')"
    parts = [f"regexp_extract({text}, '{pattern}', {group})" for group in range(1, groups + 1)]
    return f"try_cast({' || chr(45) || '.join([*parts, *[repr('01')] * (3 - groups)])} AS DATE)"


def _within(date: str) -> str:
    return f"(CASE WHEN {date} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}' THEN {date} END)"
