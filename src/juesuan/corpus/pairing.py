"""Which of several documents belong together: last year's accounts of the same unit, and its budget of the same year.

Names must be equal but for what is no part of a name: white space, the kind of document, （本级） and the like. Nothing is guessed:
where there are several versions of one document none of them is paired, and the user is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from msgspec import Struct

from juesuan.model import DocumentInfo
from juesuan.model.expressions import expression
from juesuan.reporting.words import DOCUMENT_KIND
from juesuan.standard.forms import ACCOUNTS, BUDGET

__all__ = ["Pairing", "Partners", "pair", "plain_name"]

_NO_PART_OF_A_NAME = expression(
    r"(?:\((?:本级|汇总|部门|单位|机关)\)|本级|(?:20\d\d)?年?度?(?:部门|单位)?(?:决算|预算)(?:公开)?(?:说明|报告)?|部门)$"
)


class Partners(Struct, frozen=True):
    """Indices of the documents that one is compared with."""

    previous: int | None = None
    budget: int | None = None


class Pairing(Struct, frozen=True):
    """What belongs together.

    Attributes:
        partners: one for each document, in order.
        unclear: for the user: documents of which there are several versions, in Chinese.
    """

    partners: tuple[Partners, ...]
    unclear: tuple[str, ...]


Key = tuple[str, str, int]
"""Name, kind and year."""


def pair(documents: Sequence[DocumentInfo | None]) -> Pairing:
    """Finds the partners; None stands for a document that could not be read."""
    keys = [_key(info) if info is not None else None for info in documents]
    by_key: dict[Key, list[int]] = {}
    for index, key in enumerate(keys):
        if key is not None:
            by_key.setdefault(key, []).append(index)

    def versions(key: Key, level: str) -> list[int]:
        """The documents of this name, kind and year at the level; an unknown level may be either."""
        found = (index for index in by_key.get(key, ()))
        return [index for index in found if not level or _level(documents[index]) in {"", level}]

    partners, unclear = [], {}
    for info, key in zip(documents, keys, strict=True):
        if info is None or key is None:
            partners.append(Partners())
            continue
        own = versions(key, info.level)
        if _differ(own, documents):
            unclear[tuple(own)] = _complaint(key, own, documents)
        if key[1] != ACCOUNTS or _differ(own, documents):
            partners.append(Partners())
            continue
        name, _, year = key
        previous = versions((name, ACCOUNTS, year - 1), info.level)
        budget = versions((name, BUDGET, year), info.level)
        partners.append(Partners(_only(previous, documents), _only(budget, documents)))
    return Pairing(tuple(partners), tuple(unclear.values()))


def plain_name(name: str) -> str:
    """A unit's name without white space and without what is no part of it."""
    text, before = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)), ""
    while text != before:
        text, before = _NO_PART_OF_A_NAME.sub("", text), text
    return text


def _key(info: DocumentInfo) -> Key | None:
    name = plain_name(info.unit)
    if not name or info.year is None or info.kind not in {ACCOUNTS, BUDGET}:
        return None
    return name, info.kind, info.year


def _level(info: DocumentInfo | None) -> str:
    return info.level if info is not None else ""


def _differ(indices: Iterable[int], documents: Sequence[DocumentInfo | None]) -> bool:
    """Whether these are different files, not copies of one."""
    return len({info.sha256 for index in indices if (info := documents[index]) is not None}) > 1


def _only(indices: list[int], documents: Sequence[DocumentInfo | None]) -> int | None:
    return indices[0] if indices and not _differ(indices, documents) else None


def _complaint(key: Key, indices: Iterable[int], documents: Sequence[DocumentInfo | None]) -> str:
    name, kind, year = key
    files = "、".join(PurePath(info.file).name for index in indices if (info := documents[index]) is not None)
    return f"{name} {year} 年度{DOCUMENT_KIND[kind]}有几个版本（{files}），不能确定用哪一份，都没有与上年决算、本年预算对照。"
