"""The flawed example as a file of any format, what checking says about it, and its annotated copy."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import juesuan
from juesuan.demo import demo_disclosure, flawed
from juesuan.formats.remarks import MarkedPlace, Note, Remarks
from juesuan.model import Place, Severity
from juesuan.publishing import publish
from juesuan.reporting.annotated import annotate
from juesuan.reporting.annotated.finding_remarks import remarks
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin


@dataclass(frozen=True)
class Annotated:
    """A file before and after."""

    original: bytes
    copy: bytes
    dossier: Dossier
    remarks: Remarks


def dossier_of(data: bytes, suffix: str) -> Dossier:
    """What checking says about a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"document.{suffix}"
        path.write_bytes(data)
        disclosure = juesuan.read(path)
    return Dossier(disclosure, juesuan.check(disclosure), builtin())


@cache
def example(suffix: str) -> Annotated:
    """The example with its planted errors, read from a file of this format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"flawed.{suffix}"
        publish(flawed(demo_disclosure(builtin())), builtin().layouts.named("henan-2022").style, path, builtin())
        original = path.read_bytes()
    dossier = dossier_of(original, suffix)
    return Annotated(original, annotate(dossier, original, suffix), dossier, remarks(dossier))


def note(text: str, number: int = 1, full: bool = True, severity: Severity = Severity.ERROR) -> Note:
    """A note."""
    return Note(number, severity, text, full)


def only(*marks: MarkedPlace, unplaced: tuple[Note, ...] = ()) -> Remarks:
    """Remarks of just these marks."""
    return Remarks("核对结论", unplaced, marks)


def mark(printed: str, said: str = "问题1", **place: object) -> MarkedPlace:
    """A mark with one note."""
    return MarkedPlace(Place(**place), printed, (note(said),))  # type: ignore[arg-type]


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
