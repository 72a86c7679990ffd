"""Opens a file: a file in, a :class:`Source` out, whatever the format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.formats.by_content import format_of
from juesuan.formats.errors import Unsupported
from juesuan.formats.files import load
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source

if TYPE_CHECKING:
    from juesuan.formats.doc.kinds import Converter

__all__ = ["open_source"]


def open_source(
    path: Path, data: bytes | None = None, converter: Converter | None = None, limits: Limits = USUAL
) -> Source:
    """The file (whose bytes may be at hand) as a neutral page model. The format is decided by content, never by the name.

    Args:
        path: the file. data: its content, if at hand.
        converter: converts old Word documents; None: LibreOffice, started from here.
        limits: how much the file may hold.

    Raises:
        ReadError: with a message for the user, when the file cannot be read.
    """
    # The adapters load parsers that take longer to import than a small file takes to read.
    data = load(path) if data is None else data
    match format_of(path, data):
        case "pdf":
            from juesuan.formats.pdf.reading import read_pdf

            return read_pdf(path, data, limits)
        case "ofd":
            from juesuan.formats.ofd.reading import read_ofd

            return read_ofd(path, data, limits)
        case "docx":
            from juesuan.formats.word.reading import read_docx

            return read_docx(path, data, limits)
        case "xlsx":
            from juesuan.formats.excel.reading import read_xlsx

            return read_xlsx(path, data, limits)
        case "xls":
            from juesuan.formats.excel.reading import read_xls

            return read_xls(path, data, limits)
        case "html":
            from juesuan.formats.html.reading import read_html

            return read_html(path, data, limits)
        case "txt":
            from juesuan.formats.text.reading import read_plaintext

            return read_plaintext(path, data, limits)
        case "json" | "package":
            raise Unsupported(path, "这是数据，不是决算公开文件")
        case "doc" | "rtf" | "wordml" as kind:
            from juesuan.formats.doc.reading import read_legacy

            return read_legacy(path, data, kind, converter, limits)
