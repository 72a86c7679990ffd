"""How titles, entries of the contents and explanations of words are printed: what reading and checking both ask."""

from __future__ import annotations

from juesuan.model.expressions import expression
from juesuan.standard.patterns import without_number

__all__ = ["explains_a_word", "names_tables", "title_of", "without_page"]

_PAGE = expression(r"[.．·…⋯—\-\s]*[（(]?\d{0,3}[）)]?$")
_PART = expression(r"^第[一二三四五六七八九十]+部分")
_TABLES = expression(r"(?:(?:公开\d{1,2}表)?[^，。；：]{2,40}表)+[（(]?[^，。；：]{0,4}")
_EXPLAINED = expression(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?[^：，。；]{2,30}：(?:是?指|反映)")


def without_page(entry: str) -> str:
    """An entry of the contents without the dots behind it and its page."""
    return _PAGE.sub("", entry)


def title_of(text: str) -> str:
    """An entry of the contents, or a heading, without its number and without page."""
    return without_number(_PART.sub("", without_page(text)))


def names_tables(entry: str) -> bool:
    """Whether an entry of the contents is the title of a table, or the titles of several run together."""
    return _TABLES.fullmatch(entry) is not None


def explains_a_word(text: str) -> bool:
    """Whether a paragraph says of itself that it explains a word: 财政拨款收入：指…."""
    return _EXPLAINED.match(text) is not None
