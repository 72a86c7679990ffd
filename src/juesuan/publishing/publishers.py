"""Every format that a disclosure is published in: what is printed is the same, and each is written by the room of its format."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from juesuan.checking.context import Context
from juesuan.checking.definitions import definitions
from juesuan.formats.excel.writing.document import write_xlsx
from juesuan.formats.html.writing.document import write_html
from juesuan.formats.pdf.writing.document import write_pdf
from juesuan.formats.pdf.writing.fonts import OwnFonts
from juesuan.formats.text.writing import write_flattened, write_text
from juesuan.formats.word.writing.document import write_docx
from juesuan.model import Disclosure
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.charts import charts
from juesuan.publishing.printed_document import printed_document
from juesuan.standard import Standard

__all__ = ["publish_docx", "publish_flattened", "publish_html", "publish_pdf", "publish_text", "publish_xlsx"]


def publish_docx(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes the disclosure for Word as the layout draws it."""
    write_docx(printed_document(disclosure, layout, standard), layout, path)


def publish_pdf(
    disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard, fonts: OwnFonts | None = None
) -> None:
    """Writes the disclosure as PDF, where the user wants it in fonts of the user's machine."""
    write_pdf(printed_document(disclosure, layout, standard), layout, path, fonts)


def publish_xlsx(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes the disclosure as a workbook, in which sums are formulas."""
    sums = definitions(Context(disclosure, standard=standard))
    write_xlsx(printed_document(disclosure, layout, standard), layout, path, sums)


def publish_html(
    disclosure: Disclosure,
    layout: PrintStyle,
    path: Path,
    standard: Standard,
    previous: Mapping[str, Decimal] | None = None,
) -> None:
    """Writes the disclosure as one page; with amounts of last year (yuan by fact) a chart compares the two."""
    facts = {statement.fact for statement in disclosure.statements if statement.fact is not None}
    called = {str(fact): standard.vocabulary.name(fact) for fact in sorted(facts)}
    printed = printed_document(disclosure, layout, standard)
    write_html(printed, layout, path, charts(disclosure, standard, previous), called)


def publish_text(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes plain text with tab-separated columns."""
    write_text(printed_document(disclosure, layout, standard), path)


def publish_flattened(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes the text that a dump of the PDF would leave."""
    write_flattened(printed_document(disclosure, layout, standard), path)
