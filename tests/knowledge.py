"""The standard without one of its entries: another place may call a thing otherwise, and nobody knows that word.

What recognises documents is taken out entry by entry: titles, headers, headings, words, patterns, names of places, whole forms and layouts.
Most entries say something of which a document has nothing; those that change what is read are the trial.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from juesuan import standard as package
from juesuan.standard import Standard
from juesuan.standard.layers import Layers

__all__ = ["Entry", "entries", "without"]

_DATA = Path(package.__file__).parent / "data"
_RECOGNISING = (
    "narrative/*.toml",
    "forms/*.toml",
    "layouts/*/layout.toml",
    "performance/vocabulary.toml",
    "language.toml",
)
_ROWS = ("places.csv", "terms.csv")

Entry = tuple[str, tuple[str | int, ...]]
"""A file of the standard, and where in it the entry stands."""


def entries() -> list[Entry]:
    """Everything that can be taken out."""
    found: list[Entry] = []
    for pattern in _RECOGNISING:
        for file in sorted(_DATA.glob(pattern)):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            found += [(file.relative_to(_DATA).as_posix(), place) for place in _places(data)]
    for name in _ROWS:
        rows = len((_DATA / name).read_text(encoding="utf-8").splitlines())
        found += [(name, (row,)) for row in range(1, rows)]
    return found


def _places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, item in inner:
        if isinstance(value, list):
            yield (*above, key)
        yield from _places(item, (*above, key))


def without(entry: Entry, folder: Path) -> Standard:
    """The standard laid down in a folder with one entry less. It is loaded as it is read from, so that it may turn out to be refused."""
    shutil.copytree(_DATA, folder, dirs_exist_ok=True)
    name, place = entry
    file = folder / name
    text = file.read_text(encoding="utf-8")
    if name.endswith(".csv"):
        rows = text.splitlines(keepends=True)
        file.write_text("".join(row for number, row in enumerate(rows) if number != place[0]), encoding="utf-8")
    else:
        data = _less(tomllib.loads(text), place)
        written = (f"{json.dumps(key, ensure_ascii=False)} = {_toml(value)}" for key, value in data.items())
        file.write_text("\n".join(written), encoding="utf-8")
    return Standard(Layers((("", folder),)))


def _less(value: Any, place: tuple[str | int, ...]) -> Any:
    first, rest = place[0], place[1:]
    if isinstance(value, dict):
        return {key: _less(item, rest) if key == first else item for key, item in value.items()}
    if rest:
        return [_less(item, rest) if number == first else item for number, item in enumerate(value)]
    return [item for number, item in enumerate(value) if number != first]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_toml(item)}" for key, item in value.items())
            + "}"
        )
    return str(value)
