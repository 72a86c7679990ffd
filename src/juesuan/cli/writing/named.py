"""The format that the name of a result asks for: ``-o 结果.xlsx`` means a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from juesuan.cli.status import Refusal

__all__ = ["chosen_format"]

_SUFFIXES = {
    "text": (".txt",),
    "json": (".json", ".jsonl", ".ndjson", ".txt"),
    "sarif": (".sarif", ".json", ".txt"),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    "csv": (".csv", ".txt"),
    "package": (".zip",),
}
"""The suffixes that a format goes with; the first is its own."""

_TAKEN = frozenset({suffix for suffixes in _SUFFIXES.values() for suffix in suffixes}) | {
    ".pdf", ".docx", ".doc", ".xls", ".et", ".wps", ".ofd", ".svg",
}  # fmt: skip
"""Suffixes that promise a format; any other says nothing."""


def chosen_format(output: Path | None, wanted: str | None, known: Sequence[str]) -> str:
    """The format of a result: the one asked for, else the one its name ends with, else the first that is known.

    Raises:
        Refusal: when the name promises another one.
    """
    suffix = output.suffix.casefold() if output is not None and not output.is_dir() else ""
    found = wanted or next((form for form in known if _SUFFIXES[form][0] == suffix), "")
    found = found or next((form for form in known if suffix in _SUFFIXES[form]), known[0])
    if suffix in _TAKEN and suffix not in _SUFFIXES[found]:
        others = "、".join(form for form in known if suffix in _SUFFIXES[form])
        if not wanted and not others:
            there = "、".join(_SUFFIXES[form][0] for form in known)
            raise Refusal(f"{output}：不能写成 {suffix}。可以写成 {there}，请换一个文件名。")
        advice = f"用 --format {others}" if others else f"把文件名改为以 {_SUFFIXES[found][0]} 结尾"
        raise Refusal(f"{output}：文件名以 {suffix} 结尾，格式却是 {found}。请{advice}，或换一个文件名。")
    return found
