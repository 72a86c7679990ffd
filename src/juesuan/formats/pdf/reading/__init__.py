"""The PDF adapter: characters and ruling lines from PDFium, tables and paragraphs from geometry."""

from juesuan.formats.pdf.reading.pages import read_pdf

__all__ = ["read_pdf"]
