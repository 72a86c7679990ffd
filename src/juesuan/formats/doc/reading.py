"""Word 97–2003 documents (.doc), RTF and Word XML: what they are as ``.docx`` is read."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from juesuan.formats.doc.conversion import convert
from juesuan.formats.doc.kinds import Converter, Kind
from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source
from juesuan.formats.word.reading import read_docx

__all__ = ["read_legacy"]


def read_legacy(
    path: Path, data: bytes, kind: Kind, converter: Converter | None = None, limits: Limits = USUAL
) -> Source:
    """The document as a Source; places are those of the converted document, which counts paragraphs and tables alike.

    Args:
        path: the file. data: its content. kind: its format.
        converter: converts it; None: LibreOffice, started from here. limits: how much it may hold.
    """
    converted = (converter or convert)(path, data, kind)
    return replace(read_docx(path, converted, limits), format="doc", sha256=fingerprint(data))
