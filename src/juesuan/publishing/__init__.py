"""A disclosure to files: pdf, docx, xlsx, html and txt, in the layout of a place; and as a data package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from juesuan.formats.pdf.writing.fonts import OwnFonts, missing_fonts
from juesuan.model import Disclosure
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.package import publish_package
from juesuan.publishing.publishers import (
    publish_docx,
    publish_flattened,
    publish_html,
    publish_pdf,
    publish_text,
    publish_xlsx,
)
from juesuan.publishing.word_template import fill_template
from juesuan.standard import Standard

__all__ = [
    "PUBLISHERS",
    "OwnFonts",
    "PrintStyle",
    "fill_template",
    "missing_fonts",
    "publish",
    "publish_docx",
    "publish_flattened",
    "publish_html",
    "publish_package",
    "publish_pdf",
    "publish_text",
    "publish_xlsx",
]

PUBLISHERS: dict[str, Callable[[Disclosure, PrintStyle, Path, Standard], None]] = {
    ".pdf": publish_pdf,
    ".docx": publish_docx,
    ".xlsx": publish_xlsx,
    ".html": publish_html,
    ".txt": publish_text,
}
"""Writers by file suffix."""


def publish(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes a disclosure in the format of the path's suffix, by the standard that it was read or prepared by.

    Raises:
        KeyError: when no writer knows the suffix.
    """
    PUBLISHERS[path.suffix.lower()](disclosure, layout, path, standard)
