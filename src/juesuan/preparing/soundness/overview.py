"""The first part of the document: who publishes, its duties, its divisions, the units in scope."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.preparing.own_texts import own_texts
from juesuan.preparing.soundness.complaint import MISSING, Complaint, Examined

__all__ = ["overview"]


def overview(examined: Examined) -> Iterator[Complaint]:
    """What the overview cannot be written without."""
    department = examined.books.department
    sections = {section["id"] for section in examined.edition.template.sections}
    if not department.name:
        yield Complaint("没有填写部门（单位）名称。请填写全称。")
    own = own_texts(examined.books, examined.edition, ()).paragraphs if examined.books.texts else {}
    if not department.duties and "duties" not in own:
        yield Complaint("没有填写主要职责。请按“三定”规定填写。", MISSING)
    if not department.divisions and "organisation" in sections - own.keys():
        yield Complaint("没有填写内设机构。请填写各内设机构名称。", MISSING)
    if not department.agencies:
        yield Complaint("没有填写纳入决算编制范围的单位。请至少填写本级。")
