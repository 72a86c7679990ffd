"""A document to Word, in the style of official documents. Written as WordprocessingML: no template of another program shines through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from juesuan.formats.printing.around_tables import (
    CORNER_SIZE,
    PART_SIZE,
    TITLE_SIZE,
    corners_of,
    part_size,
    room_for,
    title_size,
)
from juesuan.formats.printing.fitting import fitted
from juesuan.formats.printing.paper import Group, Paper, Stretch, stretches
from juesuan.formats.printing.printed_blocks import Printed, PrintedLine, PrintedTable
from juesuan.formats.printing.prose_flow import prose_line
from juesuan.formats.word.writing.contents import contents_markup, page_numbers
from juesuan.formats.word.writing.markup import NAMESPACES, ParagraphLook, bookmark, field, paragraph, run, section
from juesuan.formats.word.writing.parts import write_package
from juesuan.formats.word.writing.style_sheet import font_table, settings_part, style_sheet
from juesuan.formats.word.writing.tables import table_markup
from juesuan.model.print_style import PrintStyle

__all__ = ["write_docx"]

_HEADINGS = {"part": "Heading1", "heading": "Heading2", "subheading": "Heading3"}
_COVER_HEIGHT = 0.22  # of the page above the title of the cover
_COVER_SIZE, _COVER_LEAST = 30.0, 18.0
_MARK = "rId9"  # behind those of the styles, settings, fonts and footers


def write_docx(printed: Printed, layout: PrintStyle, path: Path) -> None:
    """Writes the document as the layout draws it."""
    document = f"<w:document {NAMESPACES}><w:body>{''.join(_Body(printed, layout).elements())}</w:body></w:document>"
    parts = {
        "styles.xml": ("rId1", style_sheet(layout)),
        "settings.xml": ("rId2", settings_part(layout)),
        "fontTable.xml": ("rId3", font_table(layout)),
        **{f"footer{number}.xml": (f"rId{number + 3}", text) for number, text in enumerate(_footers(layout), 1)},
        **({"header1.xml": (_MARK, _header(printed.mark))} if printed.mark else {}),
    }
    write_package(path, document, parts, printed.title, printed.unit)


def _footers(layout: PrintStyle) -> Iterator[str]:
    """The page number; where it stands outside, the second is for even pages."""
    if not layout.page_numbers:
        return
    before, _, after = layout.page_numbers.partition("1")
    sides = {"outside": ("right", "left")}.get(layout.page_align, (layout.page_align,))
    for side in sides:
        content = run(before) * bool(before) + field("PAGE", "1") + run(after) * bool(after)
        content = (run("　") if side == "left" else "") + content + (run("　") if side == "right" else "")
        yield f"<w:ftr {NAMESPACES}>{paragraph(content, 'Footer', ParagraphLook(align=side))}</w:ftr>"


def _header(mark: str) -> str:
    """What stands at the top of every page."""
    return f"<w:hdr {NAMESPACES}>{paragraph(run(mark), 'Header')}</w:hdr>"


class _Body:
    """Writes the body of one document."""

    def __init__(self, printed: Printed, layout: PrintStyle) -> None:
        self._printed, self._layout = printed, layout
        targets = (block for block in printed.blocks if isinstance(block, PrintedLine | PrintedTable) and block.id)
        self._targets = {block.id: block for block in targets}
        self._names = {name: f"_Toc{number:08d}" for number, name in enumerate(self._targets, 1)}
        self._listed = {block.target for block in printed.blocks if isinstance(block, PrintedLine) and block.target}

    def elements(self) -> Iterator[str]:
        """The body's children in order. Every stretch of equal pages is a section."""
        parts = stretches(self._printed)
        numbered = False
        for index, stretch in enumerate(parts):
            elements = list(self._stretch(stretch))
            begins = stretch.kind == "body" and not numbered
            numbered = numbered or begins
            references = self._header_references() * (index == 0) + self._footer_references() * begins
            end = section(stretch.sheet, around=references, restart=begins)
            if index < len(parts) - 1:
                end, elements = "", _closed(elements, end)
            yield from elements
            yield end

    def _header_references(self) -> str:
        """Those of the first section are those of all that follow."""
        kinds = ("default", "even") if self._printed.mark else ()
        return "".join(f'<w:headerReference w:type="{kind}" r:id="{_MARK}"/>' for kind in kinds)

    def _footer_references(self) -> str:
        kinds = ("default", "even") if self._layout.page_align == "outside" else ("default",)
        if not self._layout.page_numbers:
            return ""
        return "".join(
            f'<w:footerReference w:type="{kind}" r:id="rId{number}"/>' for number, kind in enumerate(kinds, 4)
        )

    def _stretch(self, stretch: Stretch) -> Iterator[str]:
        pages = page_numbers(self._printed, self._layout) if stretch.kind == "contents" else {}
        for number, group in enumerate(stretch.groups):
            if stretch.kind == "contents":
                yield contents_markup(group, stretch.sheet, self._targets, self._names, pages)
                continue
            line = (
                prose_line(group, stretch.sheet, self._layout)
                if isinstance(group[-1], PrintedLine)
                else self._layout.line
            )
            for position, block in enumerate(group):
                begins = number > 0 and position == 0
                if isinstance(block, PrintedTable):
                    yield from self._table(block, stretch.sheet, group[:-1], begins=begins)
                elif block.style == "cover":
                    yield self._cover(block, stretch.sheet)
                else:
                    yield self._line(block, stretch.sheet, line, begins=begins)

    def _cover(self, line: PrintedLine, sheet: Paper) -> str:
        """The title, with the name of the unit on a line of its own."""
        unit = self._printed.unit if line.text.startswith(self._printed.unit) else ""
        pieces = [piece for piece in (unit, line.text.removeprefix(unit)) if piece]
        size = max(_COVER_LEAST, min(_COVER_SIZE, int(sheet.text_width / max(map(len, pieces)))))
        return paragraph(run("\n".join(pieces), size), "Cover", ParagraphLook(before=sheet.text_height * _COVER_HEIGHT))

    def _line(self, line: PrintedLine, sheet: Paper, distance: float, *, begins: bool) -> str:
        """Prose whose lines stand closer than the style says says so itself; so does a long title of a part in smaller letters."""
        part = line.style == "part"
        size = part_size(line.text, sheet.text_width) if part else PART_SIZE
        look = ParagraphLook(page_break=begins, line=distance if distance != self._layout.line and not part else None)
        text = run(line.text, size if size != PART_SIZE else None)
        return paragraph(self._marked(line.id, text), _HEADINGS.get(line.style, ""), look)

    def _marked(self, name: str, content: str) -> str:
        if name not in self._names:
            return content
        return bookmark(list(self._names).index(name) + 1, self._names[name], content)

    def _table(self, table: PrintedTable, sheet: Paper, headings: Group, *, begins: bool) -> Iterator[str]:
        """Number, title and unit stay with the table; the first of them begins the page."""
        breaks = ParagraphLook(page_break=begins)
        if table.number:
            yield paragraph(run(table.number), "TableNumber", breaks)
            breaks = ParagraphLook()
        size = title_size(table.title, sheet.text_width)
        title = run(table.title, None if size == TITLE_SIZE else int(size * 2) / 2)
        style = "TableTitle" if table.id in self._listed else "FormTitle"
        yield paragraph(self._marked(table.id, title), style, breaks)
        if any(table.corners):
            size, centre = corners_of(table, sheet.text_width)
            corners = run("\t".join(table.corners), size if size != CORNER_SIZE else None)
            yield paragraph(corners, "TableUnit", ParagraphLook(tabs=(("center", centre), ("right", sheet.text_width))))
        room = room_for(table, sheet, self._layout, headings)
        fit = fitted(table, room, self._layout.table_size, repeat=self._layout.repeat_header)
        yield table_markup(table, fit, self._layout, style="TableText")
        yield from (paragraph(run(note), "TableNote") for note in table.notes)


def _closed(elements: list[str], end: str) -> list[str]:
    """The elements with the section's end in the last paragraph, or in one of no height after a table."""
    if not elements or not elements[-1].startswith("<w:p>"):
        return [*elements, paragraph("", "SectionEnd", ParagraphLook(section=end))]
    return [*elements[:-1], elements[-1].replace("</w:pPr>", f"{end}</w:pPr>", 1)]
