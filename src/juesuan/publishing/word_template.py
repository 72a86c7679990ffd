"""A user's own Word template: placeholders in double braces are replaced, and everything else stays as the user made it.

``{{单位}}`` may stand anywhere: body, tables, headers, footers, text boxes; Word may have split it over runs, and an input
method may have typed ｛｛ ｝｝. What the names are is in :mod:`juesuan.publishing.placeholders`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from juesuan.formats.word.writing.fillings import Paragraphs, Tables, Unfilled, Value
from juesuan.formats.word.writing.markup import W
from juesuan.formats.word.writing.slots import TemplateSlot, put, slots, unfinished
from juesuan.model import Disclosure, Place, Problem
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.placeholders import Placeholders
from juesuan.standard import Standard

__all__ = ["fill_template"]

_LARGEST = 256 * 1024 * 1024  # bytes of a template, unpacked
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = (".document.main+xml", ".header+xml", ".footer+xml", ".footnotes+xml", ".endnotes+xml")
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def fill_template(
    template: Path, disclosure: Disclosure, out: Path, standard: Standard, layout: PrintStyle | None = None
) -> tuple[Problem, ...]:
    """Writes the template with its placeholders replaced. Where anything is wrong nothing is written, and all of it is said.

    ``layout`` draws the tables; by default as the disclosure's layout has it.
    """
    if out.exists() and template.exists() and out.samefile(template):
        return (Problem("结果不能写在模板上，请换一个文件名。", file=str(out)),)
    try:
        archive = _opened(template)
    except _Unusable as unusable:
        return (Problem(str(unusable), file=str(template)),)
    with archive:
        parts, problem = _parts(archive)
        if problem:
            return (Problem(problem, file=str(template)),)
        style = layout or standard.layouts.of_document(disclosure.info.profile).style
        problems = _fill(parts, disclosure, style, Placeholders(standard))
        if problems:
            return tuple(Problem(item.message, item.place, str(template)) for item in problems)
        return _write(archive, parts, out)


class _Unusable(Exception):
    """Why a file cannot be a template, in Chinese."""


def _opened(template: Path) -> ZipFile:
    try:
        archive = ZipFile(template)
    except FileNotFoundError:
        raise _Unusable("找不到模板文件，请检查路径。") from None
    except OSError as error:
        raise _Unusable(
            f"模板无法打开（{error.strerror or '系统拒绝读取'}），请检查权限，并关闭正在使用它的程序。"
        ) from error
    except BadZipFile:
        raise _Unusable(
            "模板不是 .docx 文件，或者已加密、已损坏。请用 Word 或 WPS 打开，另存为 .docx（不加密）。"
        ) from None
    if sum(info.file_size for info in archive.infolist()) > _LARGEST:
        archive.close()
        raise _Unusable("模板太大。请删去其中的大图后再试。")
    return archive


def _parts(archive: ZipFile) -> tuple[dict[str, etree._Element], str]:
    """The parts that hold text, by name, the body first; or why there are none."""
    try:
        types = etree.fromstring(archive.read(_TYPES), etree.XMLParser(**_PARSER))
        named = {entry.get("PartName", "")[1:]: entry.get("ContentType", "") for entry in types.iterfind("{*}Override")}
        if _MAIN not in named.values():
            return {}, "模板不是普通的 .docx 文件（可能是 .dotx 或带宏的 .docm）。请用 Word 或 WPS 另存为 .docx。"
        wanted = sorted(
            (name for name, kind in named.items() if kind.endswith(_KINDS)), key=lambda name: named[name] != _MAIN
        )
        parts = {name: etree.fromstring(archive.read(name), etree.XMLParser(**_PARSER)) for name in wanted}
    except (KeyError, BadZipFile, RuntimeError, etree.XMLSyntaxError):  # RuntimeError: a part with a password
        return {}, "模板已损坏，读不出正文。请用 Word 或 WPS 打开，另存一份再试。"
    if any(etree.QName(root).namespace != W for root in parts.values()):
        return {}, "模板是“Strict Open XML”格式。请另存为普通的 Word 文档（.docx）。"
    return parts, ""


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


def _serialised(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _write(archive: ZipFile, parts: Mapping[str, etree._Element], out: Path) -> tuple[Problem, ...]:
    """All parts as they were, but for those with text; the file appears whole or not at all."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as written:
        for info in archive.infolist():
            root = parts.get(info.filename)
            data = archive.read(info) if root is None else _serialised(root)
            written.writestr(info, data, info.compress_type)
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(buffer.getvalue())
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        return (
            Problem(
                f"无法写入（{error.strerror or '系统拒绝写入'}）。请检查文件夹和权限，并关闭正在使用它的程序。",
                file=str(out),
            ),
        )
    return ()
