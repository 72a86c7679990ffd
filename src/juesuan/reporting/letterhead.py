"""The bureau's own Word template for letters: its letterhead, number, signature and seal stay as they are, what we know is put into its places.

``{{正文}}`` must stand alone in a paragraph; ``{{标题}}``, ``{{单位}}`` and ``{{附件}}`` may stand, each where it belongs. What the template
has no place for goes before and after the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from juesuan.formats.archives.office_copy import OfficeCopy
from juesuan.formats.errors import ReadError
from juesuan.formats.refusal import Unmarkable
from juesuan.formats.word.writing.markup import NAMESPACES, W
from juesuan.formats.word.writing.slots import TemplateSlot, put, slots, unfinished
from juesuan.model.print_style import PrintStyle
from juesuan.reporting.notice import Notice
from juesuan.reporting.notice_docx import attachment_paragraphs, head_paragraphs, styles, text_paragraphs

__all__ = ["letterhead_complaint", "on_letterhead"]

_TITLE, _UNIT, _TEXT, _ATTACHMENT = "标题", "单位", "正文", "附件"
_KNOWN = (_TITLE, _UNIT, _TEXT, _ATTACHMENT)
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_MAIN = b"wordprocessingml.document.main+xml"
_PREFIX = "JuesuanNotice"
"""Before the ids of our styles, which the template may have otherwise."""


class _NoLetterhead(Exception):
    """Why a file cannot be a template, in Chinese."""


def letterhead_complaint(content: bytes) -> str:
    """Why a file cannot be the bureau's template; empty: it can."""
    try:
        copy = _opened(content)
        _places(copy.xml(_DOCUMENT))
        copy.xml(_STYLES)
    except _NoLetterhead as error:
        return str(error)
    except (Unmarkable, ReadError):
        return _BROKEN
    return ""


def on_letterhead(notice: Notice, content: bytes, style: PrintStyle) -> bytes:
    """The letter in the bureau's template, which was found usable.

    Args:
        style: of tables that are put in; there are none but our own.

    Raises:
        ValueError: when it is not usable after all, with the reason.
    """
    try:
        copy = _opened(content)
        root = copy.xml(_DOCUMENT)
        places = _places(root)
        names = {slot.name for slot in places}
        body = root.find(f"{{{W}}}body")
        if body is None:
            raise _NoLetterhead(_BROKEN)
        text = [*([] if _TITLE in names else head_paragraphs(notice)), *text_paragraphs(notice)]
        annex = attachment_paragraphs(notice)
        if _ATTACHMENT not in names:
            last = [each for each in body if etree.QName(each).localname == "sectPr"]
            for element in _elements(annex):
                last[-1].addprevious(element) if last else body.append(element)
        said = {_TITLE: notice.title, _UNIT: notice.recipient}
        for slot in reversed(places):
            if slot.name in said:
                put(slot, said[slot.name], root, style)
            else:
                _replace(slot, text if slot.name == _TEXT else annex)
        copy.put_xml(_DOCUMENT, root)
        _add_styles(copy)
        return copy.written()
    except (_NoLetterhead, Unmarkable, ReadError) as error:
        raise ValueError(str(error)) from error


_BROKEN = "模板已损坏，读不出正文。请用 Word 或 WPS 打开，另存为 .docx 再试。"


def _opened(content: bytes) -> OfficeCopy:
    try:
        copy = OfficeCopy(content, Path("模板.docx"))
    except (Unmarkable, ReadError) as error:
        raise _NoLetterhead(
            "模板不是 .docx 文件，或者已加密、已损坏、太大。请用 Word 或 WPS 打开，另存为 .docx（不加密）。"
        ) from error
    if _DOCUMENT not in copy or _STYLES not in copy or _MAIN not in copy.content("[Content_Types].xml"):
        raise _NoLetterhead("模板不是普通的 .docx 文件（可能带宏，或是别的格式）。请用 Word 或 WPS 另存为 .docx。")
    return copy


def _places(root: etree._Element) -> list[TemplateSlot]:
    if etree.QName(root).namespace != W:
        raise _NoLetterhead("模板是“Strict Open XML”格式。请另存为普通的 Word 文档（.docx）。")
    broken = [text for _, text in unfinished(root)]
    found = list(slots(root))
    unknown = [slot.text for slot in found if slot.name not in _KNOWN]
    twice = [name for name in _KNOWN if sum(slot.name == name for slot in found) > 1]
    if broken or unknown:
        shown = "、".join([*unknown, *broken][:5])
        raise _NoLetterhead(f"模板中有认不出的占位符：{shown}。可以用的是 {_named(_KNOWN)}。")
    if twice:
        raise _NoLetterhead(f"模板中 {_named(twice)} 出现了不止一次，请只留一处。")
    if not any(slot.name == _TEXT for slot in found):
        raise _NoLetterhead(
            f"模板中没有 {_named([_TEXT])}，不知道正文放在哪里。请在放正文的地方单独写一段 {_named([_TEXT])}。"
        )
    if crowded := [slot.name for slot in found if slot.name in {_TEXT, _ATTACHMENT} and not slot.alone]:
        raise _NoLetterhead(f"{_named(crowded)} 要单独成一段，前后不要有别的字。")
    return found


def _named(names: Iterable[str]) -> str:
    return "、".join(f"{{{{{name}}}}}" for name in names)


def _replace(slot: TemplateSlot, markup: Iterable[str]) -> None:
    """Our paragraphs in the place of the one with the placeholder."""
    parent = slot.paragraph.getparent()
    for element in _elements(markup):
        slot.paragraph.addprevious(element)
    if etree.QName(parent).localname == "tc" and not [
        each for each in slot.paragraph.itersiblings() if each.tag == f"{{{W}}}p"
    ]:
        slot.paragraph.addprevious(etree.fromstring(f"<w:p {NAMESPACES}/>"))  # a cell ends with a paragraph
    parent.remove(slot.paragraph)


def _elements(markup: Iterable[str]) -> list[etree._Element]:
    found = etree.fromstring(f"<w:body {NAMESPACES}>{''.join(markup)}</w:body>")
    for each in found.iter(f"{{{W}}}pStyle"):
        each.set(f"{{{W}}}val", f"{_PREFIX}{each.get(f'{{{W}}}val')}")
    for paragraph in found.iter(f"{{{W}}}p"):
        if paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle") is None:
            properties = paragraph.find(f"{{{W}}}pPr")
            if properties is None:
                properties = etree.SubElement(paragraph, f"{{{W}}}pPr")
                paragraph.insert(0, properties)
            own = etree.Element(f"{{{W}}}pStyle")
            own.set(f"{{{W}}}val", f"{_PREFIX}Normal")
            properties.insert(0, own)
    return list(found)


def _add_styles(copy: OfficeCopy) -> None:
    """Our styles beside those of the template, under names of their own."""
    there = copy.xml(_STYLES)
    for style in etree.fromstring(styles().encode()).iterfind(f"{{{W}}}style[@{{{W}}}type='paragraph']"):
        style.set(f"{{{W}}}styleId", f"{_PREFIX}{style.get(f'{{{W}}}styleId')}")
        style.attrib.pop(f"{{{W}}}default", None)
        style.set(f"{{{W}}}customStyle", "1")
        for name in ("basedOn", "next"):
            for each in style.iterfind(f"{{{W}}}{name}"):
                each.set(f"{{{W}}}val", f"{_PREFIX}{each.get(f'{{{W}}}val')}")
        for each in style.iterfind(f"{{{W}}}name"):
            each.set(f"{{{W}}}val", f"整改通知 {each.get(f'{{{W}}}val')}")
        there.append(style)
    copy.put_xml(_STYLES, there)
