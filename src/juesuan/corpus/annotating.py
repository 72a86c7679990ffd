"""Annotated copies of documents that were checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from juesuan.reporting.dossier import Dossier

__all__ = ["Copy", "annotated"]


class Copy(Struct, frozen=True):
    """An annotated copy: its content, or why there is none."""

    content: bytes = b""
    complaint: str = ""


def annotated(dossier: Dossier, path: Path, everything: bool) -> Copy:
    """The copy of a file that was checked."""
    from juesuan.formats.by_content import format_of
    from juesuan.formats.errors import ReadError
    from juesuan.formats.files import fingerprint, load
    from juesuan.reporting.annotated import Unmarkable, annotate

    if dossier.disclosure.info.parts:
        names = "、".join(dossier.disclosure.info.parts)
        return Copy(complaint=f"{names} 是一份文件的几部分，没有写批注副本；每个问题在哪个文件的什么位置，见核对报告。")
    try:
        data = load(path)
        if fingerprint(data) != dossier.disclosure.info.sha256:
            return Copy(complaint=f"{path.name}：核对期间文件被改动，没有写批注副本。请重新核对。")
        return Copy(annotate(dossier, data, format_of(path, data), everything))
    except Unmarkable as refusal:
        return Copy(complaint=f"{path.name}：没有写批注副本，{refusal}核对报告不受影响。")
    except ReadError as error:
        return Copy(complaint=str(error))
