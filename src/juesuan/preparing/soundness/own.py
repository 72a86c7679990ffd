"""Paragraphs of the user's own: each belongs to a section that the place prints, and every number in braces is one that there is."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from juesuan.preparing.own_texts import own_texts
from juesuan.preparing.soundness.complaint import Complaint, Examined

__all__ = ["own_paragraphs"]


def own_paragraphs(examined: Examined) -> Iterator[Complaint]:
    """What of them cannot be used."""
    if not examined.books.texts:
        return
    own = own_texts(examined.books, examined.edition, examined.facts.values)
    for section in own.strange_sections:
        near = get_close_matches(section, own.headings, n=2, cutoff=0.4)
        hint = f"是不是{'、'.join(f'“{item}”' for item in near)}？" if near else ""
        yield Complaint(f"“自拟文字”表的章节“{section}”在这个版式中没有。{hint}可填：{'、'.join(own.headings)}。")
    for slot in own.strange_slots:
        yield Complaint(f"“自拟文字”表中的“{{{slot}}}”不认识。花括号中应为数据的名称（网页中点数字时显示的）或数据键。")
