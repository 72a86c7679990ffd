"""Annotated copies of real documents: the file itself stays, every page reads the same, every cause has its note."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

import juesuan
from juesuan.reporting.annotated import annotate
from juesuan.reporting.annotated.finding_remarks import marked_cases
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin
from tests.formats.pdf.test_annotating import ours, page_texts

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
PDFS = sorted(SAMPLES.glob("*/*.pdf"))

pytestmark = pytest.mark.skipif(not PDFS, reason="the sample documents are not here")


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_sample_can_be_annotated(path: Path) -> None:
    """Whatever program wrote it."""
    data = path.read_bytes()
    disclosure = juesuan.read(path)
    dossier = Dossier(disclosure, juesuan.check(disclosure), builtin())
    copy = annotate(dossier, data, "pdf")
    notes = "\n".join(str(annotation["/Contents"]) for _, annotation in ours(copy))

    assert copy.startswith(data)
    assert page_texts(copy) == page_texts(data)
    assert len(pypdf.PdfReader(io.BytesIO(copy)).pages) == disclosure.info.pages
    for number in marked_cases(dossier):
        assert f"问题{number}（" in notes
