"""The style sheet of our Word documents, their font table and settings.

Styles have the names that Word itself gives them (shown as 正文, 标题 1, 目录 1 …) or those officials use (表题, 表注, 封面).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from juesuan.formats.printing.around_tables import (
    CORNER_LINE,
    CORNER_SIZE,
    NOTE_SIZE,
    NUMBER_LINE,
    PART_LINE,
    PART_SIZE,
    TITLE_LINE,
    TITLE_SIZE,
    note_line,
)
from juesuan.formats.printing.prose_flow import INDENT
from juesuan.formats.word.writing.markup import NAMESPACES, twips
from juesuan.model.print_style import PrintStyle

__all__ = ["FOOTER_SIZE", "ParagraphStyle", "font_table", "fonts_part", "settings_part", "style_sheet", "styles_part"]

FOOTER_SIZE = 14.0
_COVER_SIZE = 30.0
_PART_AFTER = 12.0
_SERIF, _KAI, _SANS = "宋体,SimSun,Noto Serif CJK SC", "楷体,KaiTi,STKaiti", "SimHei,Noto Sans CJK SC,微软雅黑"
_ALTERNATIVES = {
    "方正小标宋简体": "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体",
    "仿宋_GB2312": "仿宋,FangSong,方正仿宋_GBK,STFangsong",
    "仿宋": "FangSong,仿宋_GB2312,方正仿宋_GBK,STFangsong",
    "楷体_GB2312": _KAI,
    "楷体": "KaiTi,楷体_GB2312,STKaiti",
    "黑体": _SANS,
    "宋体": "SimSun,Noto Serif CJK SC",
}
"""Fonts that a machine may have instead, best first: Windows without the national ones, Kylin, Mac."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style. Measures in points; ``indent``: characters of the first line, ``left`` and ``right`` of all;
    ``outline``: level from 0.
    """

    id: str
    name: str
    font: str
    size: float
    line: float
    align: str = "both"
    indent: int = 0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    outline: int | None = None
    left: int = 0
    right: int = 0
    following: str = ""
    quick: bool = True


def _styles(layout: PrintStyle) -> Iterator[ParagraphStyle]:
    fonts, size, line = layout.fonts, layout.size, layout.line
    yield ParagraphStyle("Normal", "Normal", fonts.body, size, line, indent=INDENT)
    part = PART_LINE - _PART_AFTER
    yield ParagraphStyle(
        "Heading1",
        "heading 1",
        fonts.title,
        PART_SIZE,
        part,
        "center",
        after=_PART_AFTER,
        keep=True,
        outline=0,
        following="Normal",
    )
    yield ParagraphStyle(
        "Heading2", "heading 2", fonts.heading, size, line, indent=INDENT, keep=True, outline=1, following="Normal"
    )
    yield ParagraphStyle(
        "Heading3", "heading 3", fonts.subheading, size, line, indent=INDENT, keep=True, outline=2, following="Normal"
    )
    yield ParagraphStyle("Cover", "封面", fonts.title, _COVER_SIZE, _COVER_SIZE * 2, "center")
    yield ParagraphStyle(
        "ContentsTitle", "目录标题", fonts.title, PART_SIZE, part, "center", after=_PART_AFTER, keep=True
    )
    yield ParagraphStyle("TOC1", "toc 1", fonts.heading, size, line, "left", quick=False)
    yield ParagraphStyle("TOC2", "toc 2", fonts.body, size, line, "left", left=2, quick=False)
    yield ParagraphStyle("TableNumber", "表号", fonts.heading, CORNER_SIZE, NUMBER_LINE, "right", keep=True)
    title = {"size": TITLE_SIZE, "line": TITLE_LINE, "align": "center", "keep": True}
    yield ParagraphStyle("TableTitle", "表题", fonts.table_title, outline=1, **title)  # type: ignore[arg-type]
    yield ParagraphStyle("FormTitle", "附表题", fonts.table_title, outline=2, **title)  # type: ignore[arg-type]
    yield ParagraphStyle("TableUnit", "表头行", fonts.table, CORNER_SIZE, CORNER_LINE, "left", keep=True)
    yield ParagraphStyle("TableText", "表内文字", fonts.table, layout.table_size, layout.table_size * 1.25, "left")
    yield ParagraphStyle("TableNote", "表注", fonts.table, NOTE_SIZE, note_line())
    yield ParagraphStyle("Header", "header", "黑体", FOOTER_SIZE, FOOTER_SIZE * 1.2, "center", quick=False)
    yield ParagraphStyle("Footer", "footer", "宋体", FOOTER_SIZE, FOOTER_SIZE * 1.2, "center", quick=False)
    yield ParagraphStyle("SectionEnd", "分节", fonts.body, 1, 1, "left", quick=False)


def style_sheet(layout: PrintStyle) -> str:
    """``styles.xml`` of a disclosure."""
    return styles_part(_styles(layout), layout.fonts.latin)


def styles_part(styles: Iterable[ParagraphStyle], latin: str) -> str:
    """``styles.xml``; the first style is the one of paragraphs that name none. ``latin``: the font of digits and Latin letters."""
    styles = tuple(styles)
    half = round(styles[0].size * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(styles[0].font, latin)}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
        "<w:semiHidden/><w:unhideWhenUsed/></w:style>"
    )
    own = "".join(_style(style, latin) for style in styles)
    return f"<w:styles {NAMESPACES}>{defaults}{own}{fixed}</w:styles>"


def _fonts(name: str, latin: str) -> str:
    """Quotation marks are full-width by the hint: Word would else take them from the Latin font."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'


def _style(style: ParagraphStyle, latin: str) -> str:
    base = style.id == "Normal"
    head = f'<w:name w:val="{style.name}"/>'
    head += "" if base else '<w:basedOn w:val="Normal"/>'
    head += f'<w:next w:val="{style.following}"/>' if style.following else ""
    head += '<w:uiPriority w:val="39"/>' if style.id.startswith("TOC") else ""
    head += "<w:qFormat/>" if style.quick else ""
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    default = ' w:default="1"' if base else ""
    half = round(style.size * 2)
    look = f'{_fonts(style.font, latin)}<w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}">{head}'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _paragraph(style: ParagraphStyle) -> str:
    parts = ["<w:keepNext/><w:keepLines/>" if style.keep else ""]
    parts.append('<w:widowControl w:val="0"/>')
    parts.append('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>')
    parts.append('<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>')
    parts.append(
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" '
        f'w:line="{twips(style.line)}" w:lineRule="exact"/>'
    )
    first = f'w:firstLineChars="{style.indent * 100}" w:firstLine="{twips(style.indent * style.size)}"'
    left = f'w:leftChars="{style.left * 100}" w:left="{twips(style.left * style.size)}" ' if style.left else ""
    right = f'w:rightChars="{style.right * 100}" w:right="{twips(style.right * style.size)}" ' if style.right else ""
    parts.append(f"<w:ind {left}{right}{first}/>")
    parts.append(f'<w:jc w:val="{style.align}"/>')
    parts.append("" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def font_table(layout: PrintStyle) -> str:
    """``fontTable.xml``: every font with those that may stand in for it."""
    fonts = layout.fonts
    names = (fonts.title, fonts.heading, fonts.subheading, fonts.body, fonts.table, fonts.table_title, "宋体")
    return fonts_part(names, fonts.latin)


def fonts_part(names: Iterable[str], latin: str) -> str:
    """``fontTable.xml`` of these fonts, each with those that may stand in for it."""
    entries = "".join(_font(name) for name in dict.fromkeys(names))
    last = (
        f'<w:font w:name="{latin}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f"<w:fonts {NAMESPACES}>{entries}{last}</w:fonts>"


def _font(name: str) -> str:
    others = _ALTERNATIVES.get(name, _SERIF)
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )


def settings_part(layout: PrintStyle | None = None) -> str:
    """``settings.xml``. Fields are not updated on opening: Word would ask the user whether it may."""
    outside = "<w:evenAndOddHeaders/>" if layout and layout.page_align == "outside" else ""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{outside}'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
