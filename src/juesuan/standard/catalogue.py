"""The catalogue as a whole: its fingerprint, and the list of facts it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from juesuan.standard import Standard
from juesuan.standard.forms import INTERNAL, Form
from juesuan.standard.layers import Layers

__all__ = ["facts", "hash_of"]


def hash_of(layers: Layers) -> str:
    """sha256 over all data files, by folder, name and content: two reports with one hash were judged by one standard."""
    digest = hashlib.sha256()
    for number, path, file in layers.every():
        # Checkouts may differ in line ends; the standard does not.
        content = file.entry.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{number} {path}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def facts(standard: Standard) -> Mapping[str, tuple[str, ...]]:
    """Every fact that a published form states, with the places (``T01.L27.C1``) that state it; ``CODE`` stands for any code."""
    found: dict[str, list[str]] = {}
    for form in (form for form in standard.forms.values() if form.document != INTERNAL):
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
