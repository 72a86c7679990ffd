"""The rectification notice as a Word file in the layout of official documents (GB/T 9704): margins, fonts and sizes by name.

The fonts are those an office in China has; where they are missing, the font table names what to take instead.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from juesuan.reporting.notice import DetailLine, Notice

__all__ = ["render"]

_TITLE, _BODY, _HEADING = "方正小标宋简体", "仿宋_GB2312", "黑体"
_LATIN = "Times New Roman"
_INSTEAD = {
    _TITLE: "方正小标宋_GBK,小标宋,华文中宋,宋体,SimSun,Noto Serif CJK SC",
    _BODY: "仿宋,FangSong,华文仿宋,宋体,Noto Serif CJK SC",
    _HEADING: "SimHei,微软雅黑,Noto Sans CJK SC",
}
_SIZE_TITLE, _SIZE_BODY, _SIZE_NOTE, _SIZE_TABLE = 22, 16, 10.5, 9
_LINE, _LINE_NOTE = 28, 18
_INDENT = 2
"""Characters by which a paragraph begins."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of what a package can date
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The file says nothing of when it was made: the same findings give the same bytes."""
_COLUMNS = (("序号", 13), ("规则", 18), ("位置", 95), ("文件所列", 30))
"""Titles and widths in millimetres."""


def render(notice: Notice) -> bytes:
    """The .docx file."""
    document = docx.Document()
    _set_up(document, notice.title)
    _add(document, "＿＿＿＿〔20＿＿〕＿＿号", centred=True)
    _add(document, "")
    _add(document, notice.title, font=_TITLE, size=_SIZE_TITLE, centred=True, line=34)
    _add(document, "")
    _add(document, f"{notice.recipient}：")
    _add(document, notice.opening, indent=_INDENT)
    for part in notice.parts:
        _add(document, part.heading, font=_HEADING, indent=_INDENT, with_next=True)
        _add(document, part.opening, indent=_INDENT, with_next=True)
        for problem in part.problems:
            _add(document, f"{problem.number}．{problem.text}", indent=_INDENT)
    heading, paragraphs = notice.demands
    if heading:
        _add(document, heading, font=_HEADING, indent=_INDENT, with_next=True)
    for text in paragraphs:
        _add(document, text, indent=_INDENT)
    _ending(document, notice)
    if notice.attachment:
        _attachment(document, notice)
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(package: bytes) -> bytes:
    """The same package without the hour of its making: the same problems give the same letter, byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for part in made.infolist():
            written.writestr(zipfile.ZipInfo(part.filename, _BEGINNING), made.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _set_up(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _EPOCH
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    _page_number(section.footer.paragraphs[0])
    _name_fonts(document)


def _page_number(paragraph: Paragraph) -> None:
    """``— 1 —`` in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", "宋体", 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    inner = Paragraph(paragraph._p, paragraph._parent)
    run = inner.add_run("1")
    _dress(run._r, "宋体", 14)
    field.append(run._r)
    _run(paragraph, " —", "宋体", 14)


def _name_fonts(document: Document) -> None:
    """Tells Word and WPS what to take where one of the fonts is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{escape(instead)}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    part = next(part for part in document.part.package.iter_parts() if str(part.partname).endswith("/fontTable.xml"))
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _ending(document: Document, notice: Notice) -> None:
    """Attachment, contact, signature and date: what the bureau fills in stays blank and visible."""
    if notice.attachment:
        _add(document, "")
        _add(document, f"附件：{notice.attachment}", indent=_INDENT)
    _add(document, "")
    for text in ("＿＿＿＿＿＿＿＿＿＿（签发单位）", "＿＿＿＿年＿＿月＿＿日"):
        paragraph = _add(document, text, with_next=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(_SIZE_BODY * 2)
    _add(document, "（联系人：＿＿＿＿＿；联系电话：＿＿＿＿＿＿）", indent=_INDENT)


def _attachment(document: Document, notice: Notice) -> None:
    first = _add(document, "附件", font=_HEADING)
    first.paragraph_format.page_break_before = True
    _add(document, notice.attachment, font=_TITLE, size=18, centred=True, line=32)
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    _fill(table, 0, [title for title, _ in _COLUMNS], _HEADING)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for column, (_, wide) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(wide)
    body = table._tbl
    for line in notice.details:
        body.append(_row(line))
    for heading, lines in notice.shared:
        _add(
            document, heading, font=_HEADING, size=_SIZE_NOTE, line=_LINE_NOTE, with_next=True
        ).paragraph_format.space_before = Pt(8)
        for numbers, text in lines:
            _add(document, f"{numbers}：{text}。", size=_SIZE_NOTE, line=_LINE_NOTE)


def _row(line: DetailLine) -> object:
    """A row, written directly: cell by cell takes minutes for a long attachment."""
    cells = []
    for text, (_, wide) in zip((line.number, line.rule, line.where, line.printed), _COLUMNS, strict=True):
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{round(wide * 56.7)}" w:type="dxa"/></w:tcPr><w:p><w:r>'
            f'<w:rPr><w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_BODY}"/><w:sz w:val="{round(_SIZE_TABLE * 2)}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(_valid(text))}</w:t></w:r></w:p></w:tc>'
        )
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")


def _fill(table: Table, row: int, texts: Iterable[str], font: str) -> None:
    for index, text in enumerate(texts):
        cell = table.cell(row, index)
        cell.width = Mm(_COLUMNS[index][1])
        _run(cell.paragraphs[0], text, font, _SIZE_TABLE)


def _add(
    document: Document,
    text: str,
    *,
    font: str = _BODY,
    size: float = _SIZE_BODY,
    indent: int = 0,
    line: int = _LINE,
    centred: bool = False,
    with_next: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    layout.keep_with_next = with_next
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        layout.first_line_indent = Pt(size * indent) if size == _SIZE_BODY else Pt(0)
    if text:
        _run(paragraph, text, font, size)
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(_valid(text))
    _dress(run._r, font, size)


def _dress(element: object, font: str, size: float) -> None:
    properties = element.get_or_add_rPr()  # type: ignore[attr-defined]
    names = properties._add_rFonts()
    for script in ("ascii", "hAnsi"):
        names.set(qn(f"w:{script}"), _LATIN)
    names.set(qn("w:eastAsia"), font)
    names.set(qn("w:hint"), "eastAsia")
    properties.sz_val = Pt(size)


def _valid(text: str) -> str:
    """Without control characters, which a document may print and XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
