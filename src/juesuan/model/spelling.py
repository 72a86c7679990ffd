"""The normal form of printed text: one spelling for what was read and for what is prepared (see :attr:`Passage.text`).

It is made character by character, so that each character of the result knows which printed character it came from.
"""

from __future__ import annotations

import unicodedata

from juesuan.model.expressions import expression

__all__ = ["SPELLING", "in_context", "normalise"]

_KEPT = frozenset("！（），．：；？～…‥")
"""Compatibility characters that are punctuation of Chinese text and stay as they are printed."""

_ENCLOSED = range(0x2460, 0x2500)
"""①, ⑴, ⒈: item marks. NFKC would make digits of them, which run into the number that follows."""

_NOT_DIGITS = ("<super>", "<sub>", "<fraction>", "<square>")
"""Decompositions that would put a digit into the text that is no part of a number: m², ½, ㎡."""

# Some PDF producers map glyphs to the radical instead of the character. NFKC repairs the Kangxi block, though it makes
# the traditional 戶 of ⼾, and leaves the supplement block alone.
_RADICALS = dict(
    zip(
        "⺎⺟⺠⺩⺫⺬⺮⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳戶",
        "兀母民王目示竹虎西见角贝车长长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户",
        strict=True,
    )
)

_POINT = expression(r"(?<=\d)．(?=\d)")
_COMMA = expression(r"(?<!\d)\d{1,3}(?:，\d{3})+(?=\.\d)")


class _Spelling(dict[int, str]):
    """``str.translate`` table that works out a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        spelling = self[code] = _spelt(chr(code))
        return spelling


def _spelt(character: str) -> str:
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return ""
    if character in _KEPT or ord(character) in _ENCLOSED:
        return character
    if unicodedata.decomposition(character).startswith(_NOT_DIGITS):
        return character
    folded = "".join(unicodedata.normalize("NFKC", character).split())
    return "".join(_RADICALS.get(part, part) for part in folded)


SPELLING = _Spelling()
"""How each printed character is spelt in the normal form; empty for white space and invisible characters."""


def in_context(text: str) -> str:
    """Full-width points and commas inside a number made half-width. Never changes the length."""
    if "．" in text:
        text = _POINT.sub(".", text)
    if "，" in text and "." in text:
        text = _COMMA.sub(lambda match: match[0].replace("，", ","), text)
    return text


def normalise(raw: str) -> str:
    """The normal form of printed text."""
    return in_context(raw.translate(SPELLING))
