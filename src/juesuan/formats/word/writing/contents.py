"""The contents of a Word document: a field whose result is there already, with the pages as they are known to us."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.formats.printing.around_tables import room_for
from juesuan.formats.printing.fitting import fitted
from juesuan.formats.printing.paper import Group, Paper, stretches
from juesuan.formats.printing.printed_blocks import Printed, PrintedLine, PrintedTable
from juesuan.formats.printing.prose_flow import contents_measure, line_pages, prose_line
from juesuan.formats.word.writing.markup import ParagraphLook, field, link, paragraph, run
from juesuan.model.print_style import PrintStyle

__all__ = ["contents_markup", "page_numbers"]

_INSTRUCTION = r'TOC \o "1-2" \h \z \u'
_GALLERY = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
)


def page_numbers(printed: Printed, layout: PrintStyle) -> Mapping[str, int]:
    """The page on which every heading and table begins, by id, as the page numbers count: from 1 after the contents."""
    pages: dict[str, int] = {}
    page = 1
    for stretch in stretches(printed):
        if stretch.kind != "body":
            continue
        for group in stretch.groups:
            starts, count = _starts(group, stretch.sheet, layout)
            pages |= {block.id: page + start for block, start in zip(group, starts, strict=True) if block.id}
            page += count
    return pages


def _starts(group: Group, sheet: Paper, layout: PrintStyle) -> tuple[tuple[int, ...], int]:
    table = group[-1]
    if isinstance(table, PrintedLine):
        return line_pages(group, sheet, layout, prose_line(group, sheet, layout))
    room = room_for(table, sheet, layout, group[:-1])
    return (0,) * len(group), fitted(table, room, layout.table_size, repeat=layout.repeat_header).pages


def contents_markup(
    group: Group,
    sheet: Paper,
    targets: Mapping[str, PrintedLine | PrintedTable],
    names: Mapping[str, str],
    pages: Mapping[str, int],
) -> str:
    """Title and entries. ``targets`` and ``pages`` by id; ``names`` are those of the bookmarks."""
    titles = [block for block in group if isinstance(block, PrintedLine) and block.style == "title"]
    entries = [block for block in group if isinstance(block, PrintedLine) and block.style == "contents"]
    size, distance = contents_measure(len(entries), sheet)
    lines = [paragraph(run(title.text), "ContentsTitle") for title in titles]
    for number, entry in enumerate(entries):
        target = targets.get(entry.target)
        level = 1 if isinstance(target, PrintedLine) and target.style == "part" else 2
        text = run(f"{entry.text}\t", size)
        if entry.target in names:
            name = names[entry.target]
            text = link(name, text + _sized(field(f"PAGEREF {name} \\h", str(pages.get(entry.target, ""))), size))
        content = _framed(text, first=number == 0, last=number == len(entries) - 1)
        look = ParagraphLook(line=distance, tabs=(("right", sheet.text_width),), leader=True)
        lines.append(paragraph(content, f"TOC{level}", look))
    return f"<w:sdt>{_GALLERY}<w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"


def _sized(markup: str, size: float) -> str:
    half = round(size * 2)
    return markup.replace("<w:r>", f'<w:r><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>')


def _framed(content: str, *, first: bool, last: bool) -> str:
    """The field runs from the first entry to the last."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {_INSTRUCTION} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{begin if first else ''}{content}{end if last else ''}"
