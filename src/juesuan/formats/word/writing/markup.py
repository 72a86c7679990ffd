"""WordprocessingML: runs, paragraphs, fields, bookmarks and sections, with their children in the order that Word insists on."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from juesuan.formats.printing.paper import Paper

__all__ = ["NAMESPACES", "ParagraphLook", "W", "bookmark", "field", "link", "paragraph", "run", "section", "twips"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RESTART = '<w:pgNumType w:start="1"/>'
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{_R}"'


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph says beyond its style. Measures in points; None and "" say nothing.

    Attributes:
        line: exact distance of lines. before: space above.
        tabs: positions of tabs with their kinds (``center``, ``right``); ``leader``: dots up to them.
        align: left | center | right | both.
        flush: no first-line indent, whatever the style has.
        section: properties of the section that ends here.
    """

    keep_next: bool = False
    page_break: bool = False
    line: float | None = None
    before: float | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    leader: bool = False
    align: str = ""
    flush: bool = False
    section: str = ""


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def run(text: str, size: float | None = None, font: str = "") -> str:
    """A run; tabs and line breaks in the text become what they are in Word."""
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>' if font else ""
    if size is not None:
        half = round(size * 2)
        look += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    pieces = text.replace("\t", "\n\t\n").split("\n") if "\t" in text else None
    if pieces is not None:
        inner = "".join("<w:tab/>" if piece == "\t" else _text(piece) for piece in pieces)
    else:
        inner = "<w:br/>".join(_text(piece) for piece in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def paragraph(content: str, style: str = "", look: ParagraphLook | None = None) -> str:
    """A paragraph of runs."""
    look = look or ParagraphLook()
    parts = [f'<w:pStyle w:val="{style}"/>' if style else ""]
    parts.append("<w:keepNext/>" if look.keep_next else "")
    parts.append("<w:pageBreakBefore/>" if look.page_break else "")
    if look.tabs:
        leader = ' w:leader="dot"' if look.leader else ""
        stops = "".join(f'<w:tab w:val="{kind}"{leader} w:pos="{twips(at)}"/>' for kind, at in look.tabs)
        parts.append(f"<w:tabs>{stops}</w:tabs>")
    if look.line is not None or look.before is not None:
        line = "" if look.line is None else f' w:after="0" w:line="{twips(look.line)}" w:lineRule="exact"'
        parts.append(f'<w:spacing w:before="{twips(look.before or 0)}"{line}/>')
    parts.append('<w:ind w:firstLineChars="0" w:firstLine="0"/>' if look.flush else "")
    parts.append(f'<w:jc w:val="{look.align}"/>' if look.align else "")
    parts.append(look.section)
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def field(instruction: str, result: str) -> str:
    """A field with the result that is shown until the program updates it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, content: str) -> str:
    """Content that can be linked to."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, content: str) -> str:
    """Content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{content}</w:hyperlink>'


def section(sheet: Paper, *, around: str = "", restart: bool = False) -> str:
    """Properties of a section: its paper, the headers and footers ``around`` its pages, and page numbers that begin again from 1."""
    turned = ' w:orient="landscape"' if sheet.landscape else ""
    sides = (("top", sheet.top), ("right", sheet.right), ("bottom", sheet.bottom), ("left", sheet.left))
    margins = " ".join(f'w:{side}="{twips(width)}"' for side, width in sides)
    return (
        f'<w:sectPr>{around}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(sheet.footer)}" w:footer="{twips(sheet.footer - 7)}" w:gutter="0"/>'
        f'{_RESTART if restart else ""}<w:cols w:space="425"/></w:sectPr>'
    )
