"""From the books of a department to the disclosure that goes out to the public, or to everything that is wrong with the books.

Nothing that the document needs is made up: what the books do not say is a problem, or in a draft a marker that nobody overlooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan.model import Disclosure, Problem
from juesuan.preparing.books import Books
from juesuan.preparing.compose import composed, plain_figures
from juesuan.preparing.narrative import Asked
from juesuan.standard.editions import Edition

__all__ = ["ROUNDINGS", "Prepared", "prepare"]

ROUNDINGS = ("plain", "footing", "given")
"""How amounts are rounded: each by itself; so that every total foots; as the approved tables print them."""

_KINDS = {
    "reason": ("缺少“{what}”的原因说明", "请在“原因说明”中填写 {key} 的主要原因"),
    "purpose": ("缺少“{what}”的主要用途", "请填写 {key} 的资金主要用于什么"),
    "previous": ("缺少“{what}”的上年数，无法与上年比较", "请提供上年决算公开文件，或填写上年数；本年新设的单位请注明“无上年数”"),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of it.

    Attributes:
        disclosure: the document, or None when the books have a problem that stands in its way.
        problems: what is wrong or missing, all at once, in Chinese, with what to do.
        notes: what the user should know of how the document was made.
    """

    disclosure: Disclosure | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def prepare(books: Books, edition: Edition, rounding: str = "plain", *, draft: bool = False) -> Prepared:
    """Prepares the disclosure of these books as the edition prints it.

    Args:
        rounding: one of :data:`ROUNDINGS`.
        draft: what only the accountant can say (reasons, purposes, last year's amounts) may be missing: a marker
            ``〔待填写：…〕`` stands in the text, and ``notes`` lists it.

    Raises:
        TemplateError: when a template of the user's own cannot be used.
    """
    made = composed(books, plain_figures(books, edition), edition, _marker, rounding)
    missing = tuple(_missing(made.asked))
    if missing and not draft:
        return Prepared(None, tuple(Problem(text) for text in missing))
    return Prepared(made.disclosure, (), missing)


def _marker(asked: Asked) -> str:
    kind = {"reason": "原因", "purpose": "主要用途", "previous": "上年数及增减变化"}[asked.kind]
    return f"〔待填写：{asked.what}的{kind}〕"


def _missing(asked: Iterable[Asked]) -> list[str]:
    """Every request in one sentence, each once."""
    texts = []
    for item in asked:
        what, todo = _KINDS[item.kind]
        texts.append(f"{what.format(what=item.what)}。{todo.format(key=item.key)}。")
    return list(dict.fromkeys(texts))
