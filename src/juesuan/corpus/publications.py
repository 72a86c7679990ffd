"""The formats of ``prepare``: how each is written, and that each is read back before anything is put in its place.

Documents are made of the disclosure that was prepared; data are made of the first document as it was read back, so that they say what
the public reads, no more and no less. A new format is a line in :data:`DOCUMENTS` or :data:`DATA`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.formats.file_names import safe_stem

if TYPE_CHECKING:
    from juesuan.model import Disclosure
    from juesuan.publishing.proof import Proof
    from juesuan.standard.layouts import Layout

__all__ = ["FORMATS", "Publication", "Unproven", "file_name", "written"]

_AROUND = 60
"""Bytes of what may stand behind a name: that it is a draft, filled by a template, and the suffix."""


class Publication(Struct, frozen=True):
    """What is published: a disclosure, the layout that draws it, and last year's amounts (yuan by fact) where they are known."""

    disclosure: Disclosure
    layout: Layout
    previous: Mapping[str, Decimal] = field(default_factory=dict)


class Unproven(Exception):
    """A file that was written, and reads otherwise than it should. ``wrong`` says where, in Chinese."""

    def __init__(self, path: Path, wrong: Sequence[str]) -> None:
        self.path = path
        self.wrong = tuple(wrong)
        super().__init__(path.name)


_PLAINEST = "html"
"""The format that has the text as it was composed."""

Writer = Callable[[Publication, Path, str], Path]
"""Writes a publication into a folder, under a name without suffix; returns the file."""


def file_name(disclosure: Disclosure) -> str:
    """``某某局2022年度部门决算``, as far as file systems can bear it."""
    info = disclosure.info
    return safe_stem(f"{info.unit}{info.year}年度{info.level}决算", _AROUND)


def _document(suffix: str) -> Writer:
    def write(made: Publication, where: Path, name: str) -> Path:
        from juesuan.publishing import publish

        publish(made.disclosure, made.layout.style, where / f"{name}{suffix}", made.layout.standard)
        return where / f"{name}{suffix}"

    return write


def _html(made: Publication, where: Path, name: str) -> Path:
    from juesuan.publishing import publish_html

    layout = made.layout
    publish_html(made.disclosure, layout.style, where / f"{name}.html", layout.standard, made.previous)
    return where / f"{name}.html"


def _json(made: Publication, where: Path, name: str) -> Path:
    from juesuan.reporting.extract import disclosure_object
    from juesuan.reporting.json_report import dumps

    path = where / f"{name}.json"
    path.write_text(dumps(disclosure_object(made.disclosure)) + "\n", encoding="utf-8", newline="\n")
    return path


def _package(made: Publication, where: Path, name: str) -> Path:
    from juesuan.publishing import publish_package

    publish_package(made.disclosure, made.layout.style, where / f"{name}（数据包）.zip", made.layout.standard)
    return where / f"{name}（数据包）.zip"


DOCUMENTS: Mapping[str, Writer] = {
    "docx": _document(".docx"),
    "pdf": _document(".pdf"),
    "xlsx": _document(".xlsx"),
    "html": _html,
}
DATA: Mapping[str, Writer] = {"json": _json, "package": _package}
FORMATS: Mapping[str, Writer] = {**DOCUMENTS, **DATA}


def written(made: Publication, formats: Sequence[str], where: Path, name: str) -> Iterator[Proof]:
    """Writes a publication into a folder in some formats, each read back; without a document among them one is made and taken away.

    One document alone is held against a page that is made and taken away: what its format loses of the prose is found there, as it is
    between several.

    Raises:
        Unproven: when a file does not say what it should.
    """
    documents = [form for form in formats if form in DOCUMENTS]
    first = None
    for form in documents or [_PLAINEST]:
        found = _proven(made, FORMATS[form](made, where, name), first)
        first = first or found
        yield found
    assert first is not None
    if documents and len(documents) == 1 and documents[0] != _PLAINEST:
        _held_against_another(made, first, where)
    info = replace(first.disclosure.info, file=first.path.name, mark=made.disclosure.info.mark)
    if not documents:
        first.path.unlink()
        info = replace(info, file="", sha256="")
    read = replace(made, disclosure=replace(first.disclosure, info=info))
    for form in formats:
        if form in DATA:
            yield _proven(read, FORMATS[form](read, where, name), first)


def _held_against_another(made: Publication, first: Proof, where: Path) -> None:
    """The only document against the same in the plainest format.

    Raises:
        Unproven: when the document says less than that.
    """
    from juesuan.publishing.proof import unlike

    beside = where / "beside"
    beside.mkdir()
    other = _proven(made, FORMATS[_PLAINEST](made, beside, "beside"), None)
    other.path.unlink()
    beside.rmdir()
    wrong = unlike(first.disclosure, other.disclosure)
    if wrong:
        raise Unproven(first.path, wrong)


def _proven(made: Publication, path: Path, first: Proof | None) -> Proof:
    """The file as it was read, which is what was made, and what the first one says."""
    from juesuan.publishing.proof import proof, unlike

    found = proof(made.disclosure, path, made.layout.standard)
    wrong = found.wrong or (unlike(first.disclosure, found.disclosure) if first is not None else ())
    if wrong:
        raise Unproven(path, wrong)
    return found
