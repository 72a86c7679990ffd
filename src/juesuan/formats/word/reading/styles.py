"""What a Word paragraph looks like: styles and the formatting they inherit from each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from juesuan.formats.archives.office import Element, attribute, local_name

__all__ = ["Styles", "WordLook", "integer", "is_on"]

MAX_INHERITANCE = 16
"""Styles based on styles; a longer chain goes round in circles."""

_DEFAULT_SIZE = 10.0
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordLook:
    """Formatting; None where nothing is said and the style below decides.

    Attributes:
        name: ``Heading 1`` by outline level or name, ``TOC 1``, ``Title``, or empty.
        number: the numbering definition; 0 switches numbering off.
        level: the level in it, from 0.
    """

    name: str | None = None
    size: float | None = None
    bold: bool | None = None
    centred: bool | None = None
    number: int | None = None
    level: int | None = None

    def over(self, below: WordLook) -> WordLook:
        """This look, with what it does not say taken from the one below."""
        return WordLook(
            below.name if self.name is None else self.name,
            below.size if self.size is None else self.size,
            below.bold if self.bold is None else self.bold,
            below.centred if self.centred is None else self.centred,
            below.number if self.number is None else self.number,
            below.level if self.level is None else self.level,
        )


class Styles:
    """The style sheet of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str | None, tuple[WordLook, str | None]] = {}
        self._default: str | None = None
        self._base = WordLook(size=_DEFAULT_SIZE)
        self._resolved: dict[str | None, WordLook] = {}
        if root is None:
            return
        for default in root.iterfind("{*}docDefaults/{*}rPrDefault/{*}rPr"):
            self._base = character_look(default).over(self._base)
        for style in root.iterfind("{*}style"):
            self._add(style)

    def _add(self, style: Element) -> None:
        style_id = attribute(style, "styleId")
        if style_id is None:
            return
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            self._default = style_id
        look, based_on, name = WordLook(), None, None
        for child in style:
            match local_name(child):
                case "pPr":
                    look = look.over(paragraph_look(child))
                case "rPr":
                    look = look.over(character_look(child))
                case "basedOn":
                    based_on = attribute(child, "val")
                case "name":
                    name = _style_name(attribute(child, "val") or "")
        self._styles[style_id] = (look if name is None else replace(look, name=name), based_on)

    def look(self, style_id: str | None) -> WordLook:
        """The complete look of a style; of the default style for None or an unknown one."""
        if style_id not in self._resolved:
            at = style_id if style_id in self._styles else self._default
            look = WordLook()
            for _ in range(MAX_INHERITANCE):
                if at not in self._styles:
                    break
                own, at = self._styles[at]
                look = look.over(own)
            self._resolved[style_id] = look.over(self._base)
        return self._resolved[style_id]


def paragraph_look(properties: Element) -> WordLook:
    """What ``w:pPr`` says itself."""
    name = centred = number = level = None
    for child in properties:
        match local_name(child):
            case "jc":
                centred = attribute(child, "val") == "center"
            case "outlineLvl":
                outline = integer(child)
                name = f"Heading {outline + 1}" if outline is not None and 0 <= outline < 9 else None
            case "numPr":
                values = {local_name(part): integer(part) for part in child}
                number, level = values.get("numId"), values.get("ilvl")
    return WordLook(name=name, centred=centred, number=number, level=level)


def character_look(properties: Element) -> WordLook:
    """What ``w:rPr`` says itself."""
    size = bold = None
    for child in properties:
        match local_name(child):
            case "b":
                bold = is_on(child)
            case "sz":
                half_points = integer(child)
                size = None if half_points is None else half_points / 2
    return WordLook(size=size, bold=bold)


def _style_name(name: str) -> str | None:
    for pattern, label in ((_HEADING, "Heading"), (_CONTENTS, "TOC")):
        match = pattern.fullmatch(name.strip())
        if match:
            return f"{label} {match[1]}"
    return "Title" if name.strip().lower() in ("title", "标题") else None


def is_on(element: Element) -> bool:
    """A toggle: present means on unless it says otherwise."""
    return attribute(element, "val") not in ("0", "false", "off", "none")


def integer(element: Element, name: str = "val") -> int | None:
    """An attribute as an integer, or None."""
    value = attribute(element, name) or ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None
