"""The rectification notice as a Word file in the layout of official documents (GB/T 9704): margins, fonts and sizes by name.

The fonts are those an office in China has; where they are missing, the font table names what to take instead. Nothing says when
the file was made: the same findings give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from juesuan.formats.printing.paper import TEXT
from juesuan.formats.word.writing.markup import NAMESPACES, ParagraphLook, field, paragraph, run, section, twips
from juesuan.formats.word.writing.parts import write_package
from juesuan.formats.word.writing.style_sheet import ParagraphStyle, fonts_part, settings_part, styles_part
from juesuan.reporting.notice import DetailLine, Notice

__all__ = ["attachment_paragraphs", "head_paragraphs", "render", "styles", "text_paragraphs", "valid_text"]

_TITLE, _BODY, _HEADING, _FOOT = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
_LATIN = "Times New Roman"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STYLES = (
    ParagraphStyle("Normal", "Normal", _BODY, 16, 28, indent=2),
    ParagraphStyle("Address", "称呼", _BODY, 16, 28),
    ParagraphStyle("Number", "文号", _BODY, 16, 28, "center"),
    ParagraphStyle("Title", "Title", _TITLE, 22, 34, "center"),
    ParagraphStyle("Heading1", "heading 1", _HEADING, 16, 28, indent=2, keep=True, outline=0, following="Normal"),
    ParagraphStyle("Opening", "引导语", _BODY, 16, 28, indent=2, keep=True),
    ParagraphStyle("Signature", "落款", _BODY, 16, 28, "right", keep=True, right=2),
    ParagraphStyle("Annex", "附件", _HEADING, 16, 28),
    ParagraphStyle("AnnexTitle", "附件标题", _TITLE, 18, 32, "center"),
    ParagraphStyle("TableHead", "表头", _HEADING, 9, 13, "left"),
    ParagraphStyle("TableText", "表内文字", _BODY, 9, 13, "left"),
    ParagraphStyle("NoteHeading", "附注标题", _HEADING, 10.5, 18, "left", before=8, keep=True),
    ParagraphStyle("Note", "附注", _BODY, 10.5, 18),
    ParagraphStyle("Footer", "footer", _FOOT, 14, 17, "center", quick=False),
)
_COLUMNS = (("序号", 36.85), ("规则", 51.05), ("位置", 269.3), ("文件所列", 85.05))
"""Titles and widths in points: 13, 18, 95 and 30 mm."""
_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")


def render(notice: Notice) -> bytes:
    """The .docx file."""
    footers = '<w:footerReference w:type="default" r:id="rId4"/>'
    body = f"{''.join(_body(notice))}{section(TEXT, around=footers)}"
    foot = f"{run('— ')}{field('PAGE', '1')}{run(' —')}"
    parts = {
        "styles.xml": ("rId1", styles()),
        "settings.xml": ("rId2", settings_part()),
        "fontTable.xml": ("rId3", fonts_part((_TITLE, _BODY, _HEADING, _FOOT), _LATIN)),
        "footer1.xml": ("rId4", f"<w:ftr {NAMESPACES}>{paragraph(foot, 'Footer')}</w:ftr>"),
    }
    made = io.BytesIO()
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    write_package(made, document, parts, valid_text(notice.title), "")
    return made.getvalue()


def styles() -> str:
    """``styles.xml`` of the letter."""
    return styles_part(_STYLES, _LATIN)


def _body(notice: Notice) -> Iterator[str]:
    yield _paragraph("＿＿＿＿〔20＿＿〕＿＿号", "Number")
    yield _paragraph("", "Number")
    yield from head_paragraphs(notice)
    yield from text_paragraphs(notice)
    yield from _ending(notice)
    yield from attachment_paragraphs(notice)


def head_paragraphs(notice: Notice) -> list[str]:
    """The title, and to whom the letter goes."""
    return [
        _paragraph(notice.title, "Title"),
        _paragraph("", "Number"),
        _paragraph(f"{notice.recipient}：", "Address"),
    ]


def text_paragraphs(notice: Notice) -> list[str]:
    """What the letter says, without its head and its end."""
    return list(_text(notice))


def attachment_paragraphs(notice: Notice) -> list[str]:
    """The attachment on a page of its own; none where there is nothing to list."""
    return list(_attachment(notice)) if notice.attachment else []


def _text(notice: Notice) -> Iterator[str]:
    yield _paragraph(notice.opening)
    for part in notice.parts:
        yield _paragraph(part.heading, "Heading1")
        yield _paragraph(part.opening, "Opening")
        yield from (_paragraph(f"{problem.number}．{problem.text}") for problem in part.problems)
    heading, paragraphs = notice.demands
    if heading:
        yield _paragraph(heading, "Heading1")
    yield from (_paragraph(text) for text in paragraphs)


def _ending(notice: Notice) -> Iterator[str]:
    """Attachment, contact, signature and date: what the bureau fills in stays blank and visible."""
    if notice.attachment:
        yield _paragraph("")
        yield _paragraph(f"附件：{notice.attachment}")
    yield _paragraph("")
    yield _paragraph("＿＿＿＿＿＿＿＿＿＿（签发单位）", "Signature")
    yield _paragraph("＿＿＿＿年＿＿月＿＿日", "Signature")
    yield _paragraph("（联系人：＿＿＿＿＿；联系电话：＿＿＿＿＿＿）")


def _attachment(notice: Notice) -> Iterator[str]:
    yield _paragraph("附件", "Annex", ParagraphLook(page_break=True))
    yield _paragraph(notice.attachment, "AnnexTitle")
    yield _table(notice.details)
    for heading, lines in notice.shared:
        yield _paragraph(heading, "NoteHeading")
        yield from (_paragraph(f"{numbers}：{text}。", "Note") for numbers, text in lines)


def _table(lines: Sequence[DetailLine]) -> str:
    """Every operand on a row that does not part; the header again on every page."""
    borders = "".join(f'<w:{line} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for line in _LINES)
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for _, width in _COLUMNS)
    rows = [_row([title for title, _ in _COLUMNS], "TableHead", "<w:tblHeader/>")]
    rows += [_row([line.number, line.rule, line.where, line.printed], "TableText") for line in lines]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(width for _, width in _COLUMNS))}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(texts: Sequence[str], style: str, more: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{_paragraph(text, style)}</w:tc>'
        for text, (_, width) in zip(texts, _COLUMNS, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str, style: str = "", look: ParagraphLook | None = None) -> str:
    return paragraph(run(valid_text(text)) if text else "", style, look)


def valid_text(text: str) -> str:
    """Without control characters, which a document may print and XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
