"""The kinds of old Word document, and what makes newer ones of them: whoever only passes them on starts no program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

__all__ = ["Converter", "Kind"]

Kind = Literal["doc", "rtf", "wordml"]
"""Word 97–2003, RTF, and the XML of Word 2003."""

Converter = Callable[[Path, bytes, Kind], bytes]
"""From an old Word document to a ``.docx``; the path is for messages. Raises a :class:`ReadError` when it cannot be converted."""
