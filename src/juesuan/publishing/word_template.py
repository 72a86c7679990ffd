"""A user's own Word template: placeholders in double braces are replaced, and everything else stays as the user made it.

``{{单位}}`` may stand anywhere: body, tables, headers, footers, text boxes; Word may have split it over runs, and an input
method may have typed ｛｛ ｝｝. What the names are is in :mod:`juesuan.publishing.placeholders`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from juesuan.formats.archives.office_copy import OfficeCopy
from juesuan.formats.errors import Damaged, NotFound, ReadError, TooLarge
from juesuan.formats.files import load
from juesuan.formats.refusal import Unmarkable
from juesuan.formats.word.writing.fillings import Paragraphs, Tables, Unfilled, Value
from juesuan.formats.word.writing.markup import W
from juesuan.formats.word.writing.slots import TemplateSlot, put, slots, unfinished
from juesuan.model import Disclosure, Place, Problem
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.placeholders import Placeholders
from juesuan.standard import Standard

__all__ = ["fill_template"]

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = (".document.main+xml", ".header+xml", ".footer+xml", ".footnotes+xml", ".endnotes+xml")
_BROKEN = "模板已损坏，读不出正文。请用 Word 或 WPS 打开，另存一份再试。"


def fill_template(
    template: Path, disclosure: Disclosure, out: Path, standard: Standard, layout: PrintStyle | None = None
) -> tuple[Problem, ...]:
    """Writes the template with its placeholders replaced. Where anything is wrong nothing is written, and all of it is said.

    ``layout`` draws the tables; by default as the disclosure's layout has it.

    Raises:
        OSError: when the system does not let us write.
    """
    if out.exists() and template.exists() and out.samefile(template):
        return (Problem("结果不能写在模板上，请换一个文件名。", file=str(out)),)
    try:
        copy = _opened(template)
        parts = _parts(copy)
        style = layout or standard.layouts.of_document(disclosure.info.profile).style
        problems = _fill(parts, disclosure, style, Placeholders(standard))
        if problems:
            return tuple(Problem(item.message, item.place, str(template)) for item in problems)
        for name, root in parts.items():
            copy.put_xml(name, root)
        content = copy.written()
    except _Unusable as unusable:
        return (Problem(str(unusable), file=str(template)),)
    except Unmarkable:
        return (Problem(_BROKEN, file=str(template)),)
    out.write_bytes(content)
    return ()


class _Unusable(Exception):
    """Why a file cannot be a template, in Chinese."""


def _opened(template: Path) -> OfficeCopy:
    try:
        return OfficeCopy(load(template), template)
    except Unmarkable as error:
        raise _Unusable(
            "模板太大。请删去其中的大图后再试。"
            if isinstance(error.__cause__, TooLarge)
            else "模板不是 .docx 文件，或者已加密、已损坏。请用 Word 或 WPS 打开，另存为 .docx（不加密）。"
        ) from error
    except Damaged as error:
        raise _Unusable(f"模板{error.reason}。请用 Word 或 WPS 打开，另存为 .docx。") from error
    except NotFound as error:
        there = f"模板无法打开（{error.reason}），请检查权限，并关闭正在使用它的程序。"
        raise _Unusable(there if template.exists() else "找不到模板文件，请检查路径。") from error
    except ReadError as error:
        raise _Unusable(f"模板无法使用，{error.reason}。{error.advice}。") from error


def _parts(copy: OfficeCopy) -> dict[str, etree._Element]:
    """The parts that hold text, by name, the body first.

    Raises:
        _Unusable: when there are none.
        Unmarkable: when they cannot be read.
    """
    types = copy.xml(_TYPES)
    named = {entry.get("PartName", "")[1:]: entry.get("ContentType", "") for entry in types.iterfind("{*}Override")}
    if _MAIN not in named.values():
        raise _Unusable("模板不是普通的 .docx 文件（可能是 .dotx 或带宏的 .docm）。请用 Word 或 WPS 另存为 .docx。")
    wanted = sorted(
        (name for name, kind in named.items() if kind.endswith(_KINDS)), key=lambda name: named[name] != _MAIN
    )
    parts = {name: copy.xml(name) for name in wanted}
    if any(etree.QName(root).namespace != W for root in parts.values()):
        raise _Unusable("模板是“Strict Open XML”格式。请另存为普通的 Word 文档（.docx）。")
    return parts


def _fill(
    parts: Mapping[str, etree._Element], disclosure: Disclosure, layout: PrintStyle, known: Placeholders
) -> list[Problem]:
    """Fills all parts, or says what is wrong with them and leaves them alone."""
    found = [(root, slot) for root in parts.values() for slot in slots(root)]
    problems = [
        _problem(text, "没有写完，应为“{{名称}}”，且在同一段内", number)
        for root in parts.values()
        for number, text in unfinished(root)
    ]
    if not found and not problems:
        names = "、".join(f"{{{{{entry.names[0]}}}}}" for entry in known.entries[:2])
        return [Problem(f"模板中没有占位符，不知道该填在哪里。请在要填的地方写上 {names} 等，再试一次。")]
    values = [known.value(slot.name, disclosure, layout) for _, slot in found]
    for (_, slot), value in zip(found, values, strict=True):
        wrong = _wrong(slot, value, disclosure, known)
        if wrong:
            problems.append(_problem(slot.text, wrong, slot.paragraph_number))
    if any(isinstance(value, Unfilled) and value.unknown for value in values):
        names = "、".join(entry.names[0] for entry in known.entries)
        problems.append(Problem(f"可用的名称：{names}，以及数据键（用 juesuan rules --facts 查看）。"))
    if problems:
        return problems
    body = next(iter(parts.values()))
    for (_, slot), value in reversed(list(zip(found, values, strict=True))):
        put(slot, value, body, layout)
    return []


def _wrong(slot: TemplateSlot, value: Value, disclosure: Disclosure, known: Placeholders) -> str:
    """What is wrong with a placeholder, or nothing."""
    if isinstance(value, Unfilled):
        near = known.alike(slot.name, disclosure) if value.unknown else ()
        return value.reason + (f"，是不是“{'”或“'.join(near)}”" if near else "")
    if not slot.alone and isinstance(value, Tables):
        return "表格要单独占一段，请把同一段里的其他文字移开"
    if not slot.alone and isinstance(value, Paragraphs) and len(value.texts) > 1:
        return f"这一节有 {len(value.texts)} 段，占位符要单独占一段"
    return ""


def _problem(text: str, reason: str, paragraph: int) -> Problem:
    return Problem(f"占位符“{text}”：{reason}。", Place(paragraph=paragraph, text=text))
