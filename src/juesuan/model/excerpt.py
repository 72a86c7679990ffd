"""What is shown of the text around a number: whole clauses where they end nearby, never half a number."""

from __future__ import annotations

from juesuan.model.expressions import expression

__all__ = ["quoted", "shortened"]

_AROUND = 12
"""An excerpt shows so many characters on each side: fewer only where the text ends."""
_MARK = expression(r"[，。；：:;,、！？（）](?!\d)")
_TORN_BEFORE = expression(r"^[\d.,%．，]+(?:年度?|月份?|日|[万亿]?元|%)?")
_TORN_BEHIND = expression(r"[\d.,]+$")


def quoted(excerpt: str, printed: str) -> str:
    """An excerpt of a place as it is shown: without what was torn at its ends; the excerpt itself where the words do not stand in it."""
    found = [at for at in range(len(excerpt)) if excerpt.startswith(printed, at)] if printed else []
    starts = [at for at in found if not _is_inside(excerpt, at, at + len(printed))] or found
    if not starts:
        return excerpt
    fitting = [start for start in starts if start <= _AROUND >= len(excerpt) - start - len(printed)]
    at = max(fitting or starts)
    before, behind = excerpt[:at], excerpt[at + len(printed) :]
    unsure = len(fitting) > 1  # the same number stands there again: either end may be torn
    if len(before) >= _AROUND or unsure:
        before = _without_torn_beginning(before)
    if len(behind) >= _AROUND or unsure:
        behind = _without_torn_end(behind)
    return f"{before}{printed}{behind}"


def shortened(text: str, limit: int) -> str:
    """The beginning of a text: up to the last mark that the limit leaves, and never half a number; … stands for the rest."""
    if len(text) <= limit:
        return text
    marks = [mark.start() for mark in _MARK.finditer(text, limit // 2, limit + 1)]
    kept = text[: marks[-1]] if marks else text[:limit]
    if not marks and text[limit].isdigit() | (text[limit] in ".,%"):
        kept = _TORN_BEHIND.sub("", kept) or text[:limit]
    return f"{kept}…"


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether a part is only a piece of a number: 12 of 1234.56."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    return (before + text[start]).isdigit() & bool(before) or (text[end - 1] + behind).isdigit() & bool(behind)


def _without_torn_beginning(text: str) -> str:
    mark = _MARK.search(text)
    return text[mark.end() :] if mark is not None and mark.end() < len(text) else _TORN_BEFORE.sub("", text)


def _without_torn_end(text: str) -> str:
    marks = [mark.start() for mark in _MARK.finditer(text)]
    return text[: marks[-1]] if marks and marks[-1] else _TORN_BEHIND.sub("", text)
