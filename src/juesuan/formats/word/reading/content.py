"""What a Word paragraph prints: the text of its runs as they are shown, and the text boxes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from juesuan.formats.archives.office import Element, attribute, local_name
from juesuan.formats.pages.reference_marks import is_reference
from juesuan.formats.word.reading.styles import WordLook, character_look, is_on, paragraph_look

__all__ = ["Content", "content_of", "shown_children"]

_THROUGH = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
        "ruby",
        "rubyBase",
        "oMath",
        "oMathPara",
    ]
)
"""Elements that only wrap what is shown. ``del`` and ``moveFrom`` are not here: changes are read as accepted."""

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

_TICKED, _UNTICKED = "☑", "□"
_SYMBOLS = {"FE": _TICKED, "52": _TICKED, "FD": "☒", "A8": _UNTICKED, "6F": _UNTICKED, "FC": "√", "50": "√"}
"""Glyphs of the Wingdings fonts that forms use for check marks, by the last byte of their code."""


@dataclass(slots=True)
class Content:
    """What a paragraph says.

    Attributes:
        text: as printed; a line break is ``\\n``.
        look: formatting that the paragraph and its runs say themselves.
        style: id of its style, or None.
        boxes: contents of its text boxes.
    """

    text: str = ""
    look: WordLook = field(default_factory=WordLook)
    style: str | None = None
    boxes: list[Element] = field(default_factory=list)


def shown_children(element: Element) -> Iterator[Element]:
    """Children, seen through wrappers such as content controls and accepted insertions."""
    for child in element:
        if local_name(child) in _THROUGH:
            yield from shown_children(child)
        else:
            yield child


def content_of(paragraph: Element) -> Content:
    """The content of ``w:p``."""
    content = Content()
    texts: list[str] = []
    looks: list[WordLook] = []
    for child in shown_children(paragraph):
        match local_name(child):
            case "pPr":
                content.look = paragraph_look(child)
                content.style = next((attribute(style, "val") for style in child.iterfind("{*}pStyle")), None)
            case "r":
                text, look = _run(child, content.boxes)
                if _is_raised(child) and is_reference(text, "".join(texts[-2:])):
                    continue
                if text.strip():
                    looks.append(look)
                texts.append(text)
            case "AlternateContent":
                content.boxes += _boxes(child)
    content.text = "".join(texts)
    if looks:
        bold = None if any(look.bold is None for look in looks) else all(look.bold for look in looks)
        content.look = content.look.over(WordLook(size=looks[0].size, bold=bold))
    return content


def _is_raised(run: Element) -> bool:
    aligned = run.find("{*}rPr/{*}vertAlign")
    return aligned is not None and attribute(aligned, "val") == "superscript"


def _run(run: Element, boxes: list[Element]) -> tuple[str, WordLook]:
    texts: list[str] = []
    look = WordLook()
    for child in shown_children(run):
        name = local_name(child)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":  # the base text of a phonetic guide
            texts.append(_run(child, boxes)[0])
        elif name in _SIGNS:
            texts.append(_SIGNS[name])
        elif name == "rPr":
            if any(is_on(hidden) for hidden in child.iterfind("{*}vanish")):
                return "", look
            look = character_look(child)
        elif name == "sym":
            texts.append(_SYMBOLS.get((attribute(child, "char") or "")[-2:].upper(), ""))
        elif name in ("AlternateContent", "drawing", "pict", "object"):
            boxes += _boxes(child)
    return "".join(texts), look


def _boxes(element: Element) -> list[Element]:
    """The text boxes inside a drawing."""
    match local_name(element):
        case "txbxContent":
            return [element]
        case "AlternateContent":  # the same drawing for newer and for older programs: take the first that has text
            return next((found for branch in element if (found := _boxes(branch))), [])
        case _:
            return [box for child in element for box in _boxes(child)]
