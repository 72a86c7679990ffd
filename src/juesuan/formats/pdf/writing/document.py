"""A document to PDF through typst, tagged for screen readers (PDF/UA-1).

The same input gives the same bytes: nothing depends on the clock, nor on system fonts unless the user asks for some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from juesuan.formats.pdf.writing.fonts import FACES, OwnFonts, font_folder
from juesuan.formats.pdf.writing.tables import string, table_source
from juesuan.formats.printing.around_tables import PART_LINE, PART_SIZE, part_size
from juesuan.formats.printing.paper import Group, Paper, Stretch, stretches
from juesuan.formats.printing.printed_blocks import Printed, PrintedLine, PrintedTable
from juesuan.formats.printing.prose_flow import contents_measure, prose_line
from juesuan.model.print_style import PrintStyle

__all__ = ["typst_source", "write_pdf"]

_LEVELS = {"part": 1, "heading": 2, "subheading": 3}
_COVER_SIZE, _COVER_LEAST = 30.0, 18.0
_FOLIO_SIZE = 14
# What every document begins with. Letters are as high as their size, so that lines are exactly as far apart as in Word;
# digits stand beside Chinese characters without a gap, as official documents have them.
_PREAMBLE = """
#set text(lang: "zh", region: "cn", cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(first-line-indent: (amount: 2em, all: true), justify: true, linebreaks: "simple")
#set heading(numbering: none)
#show heading: set text(weight: 400)
#show heading: set par(first-line-indent: 0pt, justify: false)
#show heading: it => block(sticky: true, inset: (left: if it.level > 1 { 2 * body-size } else { 0pt }), it.body)
#show heading.where(level: 1): it => block(height: part-height, width: 100%, sticky: true, align(center, it.body))
#show table: set par(first-line-indent: 0pt, leading: 0.25em, spacing: 0.25em, justify: false)
"""
_ENTRY = """#show outline.entry: it => link(it.element.location(), block(
  above: GAP, below: GAP, inset: (left: if it.level > 1 { 2em } else { 0em }),
  [#it.element.body#h(0.3em)#box(width: 1fr, repeat(gap: 0.15em)[.])#h(0.3em)#counter(page).at(it.element.location()).first()],
))"""


def write_pdf(printed: Printed, layout: PrintStyle, path: Path, fonts: OwnFonts | None = None) -> None:
    """Writes the document as the layout draws it, where the user wants it in fonts of the user's machine."""
    import typst  # noqa: PLC0415 heavy, and only needed to write a PDF

    source = typst_source(printed, layout, fonts or OwnFonts()).encode()
    folders = [font_folder(), *([str(fonts.folder)] if fonts and fonts.folder else [])]
    system = fonts is not None and bool(fonts.names) and fonts.folder is None

    def write(standards: Sequence[Literal["ua-1"]]) -> None:
        typst.compile(  # type: ignore[misc] # its stub wants source and target of one type, and takes any
            source,
            str(path),
            font_paths=folders,
            ignore_system_fonts=not system,
            pdf_standards=list(standards),
            timestamp=0,
        )

    try:
        write(["ua-1"])
    except typst.TypstError:  # a document without parts, say, has headings that the standard does not allow
        write([])


def typst_source(printed: Printed, layout: PrintStyle, fonts: OwnFonts | None = None) -> str:
    """The document in typst's own language."""
    listed = frozenset(block.target for block in printed.blocks if isinstance(block, PrintedLine) and block.target)
    return "\n".join([*_preamble(printed, layout, fonts or OwnFonts()), *_body(printed, layout, listed)])


def _preamble(printed: Printed, layout: PrintStyle, own: OwnFonts) -> Iterator[str]:
    yield f"#set document(title: {string(printed.title)}, author: {string(printed.unit)}, date: none)"
    serif, sans = FACES[layout.face], FACES["sans"]
    roles = {
        "title": (own.title, sans),
        "heading": (own.heading, sans),
        "subheading": (own.subheading, sans),
        "body": (own.body, serif),
        "table": (own.table, FACES[layout.table_face]),
    }
    for role, names in roles.items():
        yield f"#let {role}-font = ({', '.join(string(name) for name in names if name)},)"
    yield f"#let body-size = {layout.size}pt"
    yield f"#let part-height = {PART_LINE - layout.line + layout.size}pt  // the distance to the next line makes it whole"
    yield f"#set text(font: body-font, size: {layout.size}pt)"
    yield _PREAMBLE
    yield _leading(layout.line - layout.size)
    yield "#show heading.where(level: 1): set text(font: title-font)"
    yield f"#show heading.where(level: 2): set text(font: heading-font, size: {layout.size}pt)"
    yield f"#show heading.where(level: 3): set text(font: subheading-font, size: {layout.size}pt)"
    yield "#show table: set text(font: table-font)"
    yield f"#let folio = {_folio(layout)}"
    yield f"#let mark = {_mark(printed.mark)}"


def _leading(leading: float) -> str:
    gap = f"{leading:.1f}pt"
    return (
        f"#set par(leading: {gap}, spacing: {gap})\n#set block(spacing: {gap})\n"
        f"#show heading: set block(above: {gap}, below: {gap})"
    )


def _folio(layout: PrintStyle) -> str:
    """The page number; outside means right on odd pages and left on even ones."""
    if not layout.page_numbers:
        return "none"
    number = f"text(size: {_FOLIO_SIZE}pt, numbering({string(layout.page_numbers)}, counter(page).get().first()))"
    align: str = layout.page_align
    if align == "outside":
        align = "if calc.odd(counter(page).get().first()) { right } else { left }"
    return f"context align({align}, pad(x: {_FOLIO_SIZE}pt, {number}))"


def _mark(mark: str) -> str:
    """What stands at the top of every page."""
    return f"align(center, text(font: title-font, size: {_FOLIO_SIZE}pt, {string(mark)}))" if mark else "none"


def _body(printed: Printed, layout: PrintStyle, listed: frozenset[str]) -> Iterator[str]:
    numbered = False
    for stretch in stretches(printed):
        yield _page(stretch.sheet, numbered=stretch.kind == "body")
        if stretch.kind == "body" and not numbered:
            numbered = True
            yield "#counter(page).update(1)"
        yield from _stretch(stretch, printed, layout, listed)


def _page(sheet: Paper, *, numbered: bool) -> str:
    margins = ", ".join(f"{side}: {getattr(sheet, side):.2f}pt" for side in ("top", "bottom", "left", "right"))
    descent = sheet.bottom - sheet.footer - _FOLIO_SIZE / 2
    return (
        f'#set page(paper: "a4", flipped: {"true" if sheet.landscape else "false"}, margin: ({margins}), '
        f"header: mark, footer: {'folio' if numbered else 'none'}, footer-descent: {descent:.2f}pt)"
    )


def _stretch(stretch: Stretch, printed: Printed, layout: PrintStyle, listed: frozenset[str]) -> Iterator[str]:
    for number, group in enumerate(stretch.groups):
        if number:
            yield "#pagebreak(weak: true)"
        if stretch.kind == "body" and isinstance(group[-1], PrintedLine):
            yield _leading(prose_line(group, stretch.sheet, layout) - layout.size)
        for block in group:
            if isinstance(block, PrintedTable):
                yield from table_source(block, stretch.sheet, layout, group[:-1], outlined=block.id in listed)
            elif block.style == "cover":
                yield from _cover(block, printed, stretch.sheet)
            elif block.style == "title":
                yield f"#block(height: part-height, width: 100%, align(center, text(font: title-font, size: {PART_SIZE}pt, {string(block.text)})))"
            elif block.style == "contents":
                yield from _contents(block, group, stretch.sheet)
            elif block.style in _LEVELS:
                yield _heading(block, stretch.sheet, outlined=block.id in listed)
            else:
                yield f"#par({string(block.text)})"


def _heading(line: PrintedLine, sheet: Paper, *, outlined: bool) -> str:
    text = f"level: {_LEVELS[line.style]}, outlined: {'true' if outlined else 'false'}, bookmarked: true, {string(line.text)}"
    if line.style != "part":
        return f"#heading({text})"
    return f"#{{ show heading: set text(size: {part_size(line.text, sheet.text_width)}pt); heading({text}) }}"


def _cover(line: PrintedLine, printed: Printed, sheet: Paper) -> Iterator[str]:
    """The title, with the name of the unit on a line of its own."""
    unit = printed.unit if line.text.startswith(printed.unit) else ""
    pieces = [piece for piece in (unit, line.text.removeprefix(unit)) if piece]
    size = max(_COVER_LEAST, min(_COVER_SIZE, int(sheet.text_width / max(map(len, pieces)))))
    text = " + linebreak() + ".join(string(piece) for piece in pieces)
    yield "#v(22%)"
    yield f"#show title: it => align(center, text(font: title-font, size: {size:.1f}pt, weight: 400, it.body))"
    yield "#show title: set par(leading: 1em, first-line-indent: 0pt, justify: false)"
    yield f"#title({text})"


def _contents(line: PrintedLine, group: Group, sheet: Paper) -> Iterator[str]:
    """The whole contents in place of their first line: typst numbers the pages and makes the links."""
    lines = [block for block in group if isinstance(block, PrintedLine) and block.style == "contents"]
    if line is lines[0]:
        size, distance = contents_measure(len(lines), sheet)
        yield _ENTRY.replace("GAP", f"{distance - size:.1f}pt")
        yield f"#{{ set text(size: {size}pt); outline(title: none) }}"
