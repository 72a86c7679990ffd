"""Word 97–2003 documents (.doc), RTF and Word XML: what they are as ``.docx`` is read."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from juesuan.formats.doc.conversion import convert
from juesuan.formats.doc.kinds import Converter, Kind
from juesuan.formats.errors import Damaged
from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source
from juesuan.formats.word.reading import read_docx

__all__ = ["read_legacy"]

_BINARY = re.compile(rb"\\bin(\d+)")
"""So many bytes follow as they are; LibreOffice waits for them even where the file ends."""


def read_legacy(
    path: Path, data: bytes, kind: Kind, converter: Converter | None = None, limits: Limits = USUAL
) -> Source:
    """The document as a Source; places are those of the converted document, which counts paragraphs and tables alike.

    Args:
        path: the file. data: its content. kind: its format.
        converter: converts it; None: LibreOffice, started from here. limits: how much it may hold.

    Raises:
        ReadError: when it can't be converted.
    """
    if kind == "rtf" and any(int(match[1][:12]) > len(data) for match in _BINARY.finditer(data)):
        raise Damaged(path, "其中有一部分的长度超过整个文件")
    converted = (converter or convert)(path, data, kind)
    return replace(read_docx(path, converted, limits), format="doc", sha256=fingerprint(data))
