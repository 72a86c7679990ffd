"""The prose of a disclosure: sections, and the claims its clauses make about statements."""

from __future__ import annotations

from msgspec import Struct

from juesuan.model.amount import Amount
from juesuan.model.place import Passage, Place

__all__ = ["Claim", "NumberSeen", "Section"]


class Section(Struct, frozen=True):
    """A part of the document's text under one heading.

    Attributes:
        id: canonical: ``N01``…``N13`` for the thirteen sections of the 决算情况说明 whatever their printed number
            (sub-sections ``N05.1``…), ``duties`` 职责, ``organisation`` 机构设置, ``units`` 单位构成, ``glossary`` 名词解释,
            ``toc`` 目录, ``cover``, ``part1``…; ``other`` when the heading is not known.
        heading: as printed.
        place: place of the heading.
        body: the text under the heading up to the next heading.
        paragraphs: the same, paragraph by paragraph.
    """

    id: str
    heading: str
    place: Place
    body: Passage
    paragraphs: tuple[Passage, ...] = ()


class Claim(Struct, frozen=True):
    """What a clause asserts about statements, beyond their values.

    Attributes:
        kind: one of
            ``share``       ``amount`` % = ``operands[0] / operands[1]`` (占…的);
            ``completion``  ``amount`` % = ``operands[0] / operands[1]`` (完成年初预算的: final / initial);
            ``change``      a comparison with last year (or with the named base): ``word`` is 增加/减少/持平…; operands are
                            (current, difference) with missing ones as empty strings; ``amount`` is the printed % or None;
            ``order``       ``word`` (大于/小于/等于/持平/存在差异) says how ``operands[0]`` (决算) compares with
                            ``operands[1]`` (预算);
            ``sum``         ``operands[0]`` is said to consist of ``operands[1:]`` (其中 / 分别为);
            ``listing``     ``names`` are what ``operands[0]`` is said to include (主要包括);
            ``none``        ``word`` names what is said not to exist (没有政府性基金…);
            ``reason``      a cause is given for the difference of ``operands``; ``text`` is the cause;
            ``item``        the clause opens an item of a 类款项 list; ``names`` are (类, 款, 项) as printed, ``word`` the code
                            that they were resolved to or empty, ``operands`` the item's (final, initial) statements or
                            empty strings.
        section: section id, with sub-section (``N05.3``).
        item: number of the item of a list it belongs to, from 1; 0 outside lists.
        operands: statement ids; an empty string where the operand was not printed or not found.
        amount: the printed number that the claim is about, if any.
        word: the decisive word as printed.
        names: see ``kind``.
        base: what a change is compared with: ``previous`` (last year), ``initial``, ``adjusted``; else empty.
        text: the clause as printed.
        place: place of the decisive word or number.
    """

    kind: str
    section: str
    place: Place
    text: str
    item: int = 0
    operands: tuple[str, ...] = ()
    amount: Amount | None = None
    word: str = ""
    names: tuple[str, ...] = ()
    base: str = ""


class NumberSeen(Struct, frozen=True):
    """A number of the document and what it was taken for; together they account for every digit outside the tables.

    Attributes:
        text: as printed, with its unit word.
        kind: ``amount`` · ``percent`` · ``count`` · ``year`` · ``date`` · ``number`` (document, article, list, page, phone
            and line numbers) · ``code`` (科目编码) · ``score`` · ``other``.
        section: section or form id it stands in.
        bound: id of the statement or text of the claim it was bound to; empty when nothing looked at it.
        place: where.
    """

    text: str
    kind: str
    section: str
    bound: str
    place: Place
