"""HTML elements as values: text is always escaped, so that nothing a document prints can become markup."""

from __future__ import annotations

from html import escape

__all__ = ["Markup", "fragment", "tag"]

_VOID = frozenset({"img", "input", "meta", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


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
    return Markup(f"<{name}{written}>{fragment(*children)}</{name}>")


def _attribute(key: str, value: str | int | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _html(child: Markup | str | int) -> str:
    return child if isinstance(child, Markup) else escape(str(child), quote=False)
