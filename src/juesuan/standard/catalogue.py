"""The catalogue as a whole: its fingerprint, and the list of facts it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from juesuan.standard.forms import INTERNAL, Form, forms

__all__ = ["catalogue_hash", "facts"]


@lru_cache(maxsize=1)
def catalogue_hash() -> str:
    """sha256 over all data files, by name and content: two reports with one hash were judged by one standard."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents(files("juesuan.standard") / "data", "")):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _contents(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _contents(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".csv", ".toml")):
            # Checkouts may differ in line ends; the standard does not.
            yield prefix + entry.name, entry.read_bytes().replace(b"\r\n", b"\n")


@lru_cache(maxsize=1)
def facts() -> Mapping[str, tuple[str, ...]]:
    """Every fact that a published form states, with the places (``T01.L27.C1``) that state it; ``CODE`` stands for any code."""
    found: dict[str, list[str]] = {}
    for form in (form for form in forms().values() if form.document != INTERNAL):
        for place, fact in _cells(form):
            found.setdefault(fact, []).append(place)
    return {fact: tuple(places) for fact, places in sorted(found.items())}


def _cells(form: Form) -> Iterator[tuple[str, str]]:
    rows = [form.total, "CODE"] if form.kind == "codes" else [row.key for row in form.rows]
    for row in rows:
        fixed = form.row(row)
        for column in form.columns:
            if fixed is not None and column.side not in {"", fixed.side}:
                continue
            fact = form.fact(row, column.key)
            if fact is not None:
                yield f"{form.id}[{row}].{column.key}", str(fact)
