"""HTML elements, and those of SVG within, as values: text is always escaped, so that nothing a document prints can become markup.

This is the one place where markup is spelt; a lint finds it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

__all__ = ["DOCTYPE", "NEW_LINE", "Markup", "block", "fragment", "lines", "tag"]

_VOID = frozenset({"img", "input", "meta", "br"})
_CLOSED = frozenset({"rect", "image"})
"""Elements of SVG that may have no content, and are closed then as XML wants it."""


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


NEW_LINE = Markup("\n")
DOCTYPE = Markup("<!DOCTYPE html>")


def fragment(*children: Markup | str | int | None) -> Markup:
    """Children one after the other; None is nothing."""
    return Markup("".join(_html(child) for child in children if child is not None))


def tag(name: str, /, *children: Markup | str | int | None, **attributes: str | int | bool | None) -> Markup:
    """An element. ``class_`` is ``class``, ``data_rule`` is ``data-rule``; None and False leave an attribute out."""
    written = "".join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    if name in _CLOSED and not children:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{fragment(*children)}</{name}>")


def lines(children: Iterable[Markup | str | None]) -> Markup:
    """Children, each on a line of its own; None is nothing."""
    return Markup("\n".join(_html(child) for child in children if child is not None))


def block(name: str, /, *children: Markup | str | None, **attributes: str | int | bool | None) -> Markup:
    """An element whose children stand on lines of their own."""
    return tag(name, NEW_LINE, lines(children), NEW_LINE, **attributes)


def _attribute(key: str, value: str | int | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{value if isinstance(value, Markup) else escape(str(value))}"'


def _html(child: Markup | str | int) -> str:
    return child if isinstance(child, Markup) else escape(str(child), quote=False)
