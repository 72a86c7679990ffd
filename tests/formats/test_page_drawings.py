"""Pictures of pages: of a PDF in pixels, of an OFD file in lines, of what has no pages none."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from juesuan.formats.page_drawings import PNG, SVG, page_drawings
from tests.formats.ofd.made import layered, package
from tests.formats.ofd.test_reading import path as line
from tests.formats.ofd.test_reading import words
from tests.formats.pdf.made import TITLE, typeset


def test_a_pdf(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(typeset(TITLE))
    with page_drawings(file) as draw:
        assert draw is not None
        picture = draw(1, 1.0)
        assert picture is not None
        assert (picture.media, picture.content[:4]) == (PNG, b"\x89PNG")
        assert draw(2, 1.0) is None


@pytest.mark.parametrize("turned", [False, True])
def test_an_ofd_file(turned: bool, tmp_path: Path) -> None:
    """Its words and lines, at their places; what stands on its side is turned back."""
    said = words("甲<局", x=0, y=0, more='CTM="0 1 -1 0 200 20"') if turned else words("甲&lt;局")
    file = tmp_path / "a.ofd"
    file.write_bytes(package([layered(said.replace("甲<局", "甲&lt;局") + line("M 20 40 L 120 40"))]))
    with page_drawings(file) as draw:
        assert draw is not None
        picture = draw(1, 1.0)
        assert draw(0, 1.0) is draw(2, 1.0) is None
    assert picture is not None
    assert (picture.media, round(picture.width), round(picture.height)) == (SVG, 595, 842)
    root = ET.fromstring(picture.content)
    (shown,) = root.iter("{http://www.w3.org/2000/svg}text")
    assert shown.text == "甲<局"
    assert len((shown.get("x") or "").split()) == 3
    group = root.find("{http://www.w3.org/2000/svg}g")
    assert group is not None
    assert bool(group.get("transform")) == turned


@pytest.mark.parametrize(("name", "content"), [("a.json", b'{"a": 1}'), ("a.txt", "甲".encode()), ("none.pdf", b"")])
def test_what_has_no_pages(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with page_drawings(tmp_path / name) as draw:
        assert draw is None
