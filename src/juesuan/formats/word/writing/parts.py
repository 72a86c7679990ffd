"""The parts of a Word file in their zip. The same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["write_package"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_PACKAGE = "application/vnd.openxmlformats-package"
_METADATA = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_package(
    path: Path | BinaryIO, document: str, parts: Mapping[str, tuple[str, str]], title: str, unit: str
) -> None:
    """Writes the document with its parts: file name → (relationship id, content), the name telling the kind of part."""
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            (
                ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                ("rId2", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            )
        ),
        "docProps/core.xml": _core(title, unit),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>Juesuan</Application>'
            f"<Company>{escape(unit)}</Company></Properties>"
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            tuple((number, f"{_OFFICE}/relationships/{_kind(name)}", name) for name, (number, _) in parts.items())
        ),
        **{f"word/{name}": content for name, (_, content) in parts.items()},
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, (_HEAD + content).encode())


def _kind(name: str) -> str:
    """``footer2.xml`` is a footer, ``charts/chart1.xml`` a chart."""
    return name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")


def _content_type(name: str) -> str:
    kind = _kind(name)
    return _CHART if kind == "chart" else f"{_WORD}.{kind}+xml"


def _content_types(parts: Mapping[str, object]) -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/docProps/core.xml": f"{_PACKAGE}.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        **{f"/word/{name}": _content_type(name) for name in parts},
    }
    entries = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def _relations(relations: tuple[tuple[str, str, str], ...]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'


def _core(title: str, unit: str) -> str:
    """No dates: nobody told us any."""
    return (
        f'<cp:coreProperties xmlns:cp="{_METADATA}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(unit)}</dc:creator><dc:language>zh-CN</dc:language>"
        f"<cp:lastModifiedBy>{escape(unit)}</cp:lastModifiedBy></cp:coreProperties>"
    )
