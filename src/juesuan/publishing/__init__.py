"""A disclosure to files: pdf, docx, xlsx, html and txt, in the layout of a place; and as a data package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from juesuan.model import Disclosure
from juesuan.publishing.docx import publish_docx
from juesuan.publishing.docx_template import fill_template
from juesuan.publishing.fonts import OwnFonts, missing_fonts
from juesuan.publishing.html import publish_html
from juesuan.publishing.package import publish_package
from juesuan.publishing.pdf import publish_pdf
from juesuan.publishing.text import publish_flattened, publish_text
from juesuan.publishing.xlsx import publish_xlsx
from juesuan.standard import Standard
from juesuan.standard.print_style import PrintStyle

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
