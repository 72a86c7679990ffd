"""Evidence beside the accountant's workbook: read where documents are read, and a last look at what goes out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, to_builtins

if TYPE_CHECKING:
    from juesuan.performance.evidence.people import Secrets
    from juesuan.performance.evidence.tables import Evidence
    from juesuan.preparing.books import Books, EvidenceFile
    from juesuan.standard import Standard

__all__ = ["Evidenced", "evidence_at", "evidence_of", "evidenced", "given_away"]

_NAMED = 10


class Evidenced(Struct, frozen=True):
    """The books with what the evidence shows, what it knows of people, and what there is to say of it."""

    books: Books
    secrets: Secrets | None
    told: tuple[str, ...] = ()


def evidenced(books: Books, folder: bytes, workbook: bytes, standard: Standard) -> Evidenced:
    """The books with the actual values that the evidence shows; what was filled in stays, and is told where it differs.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    from juesuan.performance.computing import computed

    evidence = evidence_of(books, folder, workbook, standard)
    found = computed(books, evidence)
    told = list(found.told())
    if evidence is not None:
        told += [
            f"{number.where}写的“{number.name}”是 {number.printed}，佐证算出 {number.computed}，照写的印"
            for number in found.said(standard.evidence.said)
            if number.agrees is False
        ]
    if evidence is not None and evidence.problems:
        told.append(f"佐证表有 {len(evidence.problems)} 处问题，计算绩效得分时逐条列出")
    return Evidenced(found.books, evidence.secrets if evidence is not None else None, tuple(told))


def evidence_of(books: Books, folder: bytes, workbook: bytes, standard: Standard) -> Evidence | None:
    """The evidence in a folder, or that which the workbook names, which lies beside it; None when there is neither.

    Monthly figures that are a power of ten away from their enterprise's own history are problems of it.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    return evidence_at(books.evidence, folder, workbook, standard)


def evidence_at(files: Sequence[EvidenceFile], folder: bytes, workbook: bytes, standard: Standard) -> Evidence | None:
    """The same by the files that a workbook names.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    from juesuan.performance.evidence.loading import loaded_evidence
    from juesuan.performance.monitoring.slips import with_slips

    called = {f"{file.file}!{file.sheet}" if file.sheet else file.file: file.name for file in files}
    if folder:
        place = Path(os.fsdecode(folder))
        if place.is_file():  # one table alone
            return with_slips(loaded_evidence(place.parent, standard, _by_end(called), [place.name]), standard)
        return with_slips(loaded_evidence(place, standard, _by_end(called)), standard)
    if not files:
        return None
    beside = Path(os.fsdecode(workbook)).absolute().parent
    return with_slips(loaded_evidence(beside, standard, called, [file.file for file in files]), standard)


def _by_end(called: Mapping[str, str]) -> Mapping[str, str]:
    """The same by paths from the last folder on, for those who name the folder too (``佐证/问题台账.xlsx``)."""
    shorter = {
        key.replace("\\", "/").partition("/")[2]: name for key, name in called.items() if "/" in key.partition("!")[0]
    }
    return {**shorter, **called}


def given_away(value: object, secrets: Secrets | None) -> str:
    """Why something must not be published: what it tells of people whom the evidence knows, and any number of an identity card; empty
    when it tells nothing.
    """
    from juesuan.performance.evidence.people import Secrets

    texts = dict.fromkeys(
        _texts(to_builtins(value, builtin_types=(bytes,), enc_hook=str))
    )  # most stand there many times
    found = list((secrets or Secrets({})).within(texts))
    if not found:
        return ""
    named = "、".join(f"“{secret}”（{where}）" for secret, where in found[:_NAMED])
    return f"结果中会出现个人信息 {len(found)} 处：{named}。没有写任何结果。请从工作簿的文字、文件名或指标名称中删去后再试。"


def _texts(value: object) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
