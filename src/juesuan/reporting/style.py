"""How a report is shown: text on a terminal, html among the pages of a server."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["HostPage", "Style"]

_COLOURS = {"red": "31", "yellow": "33", "blue": "34", "green": "32", "grey": "90", "bold": "1"}


class HostPage(Struct, frozen=True):
    """A server that shows the report among its own pages: styles and scripts are fetched from it, not written into the file.

    Attributes:
        styles, scripts: addresses, those of the report itself (``report.css``, ``report.js``) among them, in their order.
    """

    styles: tuple[str, ...]
    scripts: tuple[str, ...]


class Style(Struct, frozen=True):
    """How to print.

    Attributes:
        colour: with terminal colours.
        columns: width of a line.
        everything: list hints of severity info, consequences and all unread numbers too.
    """

    colour: bool = False
    columns: int = 100
    everything: bool = False

    def paint(self, text: str, *colours: str) -> str:
        """The text in colours, or as it is."""
        if not self.colour or not text:
            return text
        return f"\033[{';'.join(_COLOURS[colour] for colour in colours)}m{text}\033[0m"
