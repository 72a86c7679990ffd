"""Pages as pictures."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from lxml import etree

from juesuan.formats.errors import Damaged
from juesuan.formats.pdf.pictures import MOST_PIXELS, overlay, render_page, render_strip
from tests.formats.pdf.made import written_by_hand


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page of 400 by 300 points, its left half filled."""
    path = tmp_path / "page.pdf"
    path.write_bytes(written_by_hand(b"0 0 200 300 re f"))
    return path


def _head(png: bytes) -> tuple[int, int, int, int]:
    """Width, height, bit depth and colour type of a PNG file."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return struct.unpack(">IIBB", png[16:26])


def _pixels(png: bytes) -> bytes:
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    data = png[start + 4 : start + 4 + length]
    assert struct.unpack(">I", png[start + 4 + length : start + 8 + length])[0] == zlib.crc32(b"IDAT" + data)
    return zlib.decompress(data)


def test_a_page_without_colour_is_drawn_in_greys(path: Path) -> None:
    """Two pixels a byte: the left half black, the right half white."""
    png, width, height = render_page(path, 1, 0.5)

    assert (width, height) == (200, 150)
    assert _head(png) == (200, 150, 4, 0)
    assert _pixels(png) == (b"\0" + b"\0" * 50 + b"\xff" * 50) * 150


def test_colours_are_kept(path: Path) -> None:
    """Red stays red."""
    path.write_bytes(written_by_hand(b"1 0 0 rg 0 0 400 300 re f"))
    png, width, height = render_page(path, 1, 0.1)

    assert _head(png) == (40, 30, 8, 2)
    assert _pixels(png) == (b"\0" + b"\xff\0\0" * width) * height


def test_huge_pages_are_drawn_smaller(path: Path) -> None:
    """The size of a page is not to be trusted."""
    path.write_bytes(written_by_hand(b"", page=b"/UserUnit 1/MediaBox[0 0 14000 14000]"))
    _, width, height = render_page(path, 1, 1.5)

    assert width * height <= MOST_PIXELS * 1.01


def test_a_page_that_is_not_there(path: Path) -> None:
    """Said in Chinese, as everything that cannot be opened."""
    with pytest.raises(Damaged, match="第 2 页"):
        render_page(path, 2)


def test_boxes_are_drawn_over_the_page(path: Path) -> None:
    """The SVG stands alone, with boxes in points and labels escaped."""
    root = etree.fromstring(overlay(path, 1, [((10.0, 20.0, 60.0, 40.0), "red", 'C1 < C2 & "合计"')]).encode())
    names = {"svg": "http://www.w3.org/2000/svg"}
    [box] = root.findall(".//svg:rect", names)

    assert root.find("svg:image", names).get("href").startswith("data:image/png;base64,")
    assert [box.get(name) for name in ("x", "y", "width", "height")] == ["10.00", "20.00", "50.00", "20.00"]
    assert box.get("stroke") == "red"
    assert box.find("svg:title", names).text == 'C1 < C2 & "合计"'


def test_a_strip_shows_the_page_around_a_box(path: Path) -> None:
    """In the width of the page, the box with a red frame, and so much above and below that one sees where it is."""
    png, width, height = render_strip(path, 1, (100.0, 140.0, 160.0, 152.0), 1.0)
    pixels = _pixels(png)
    rows = [pixels[start + 1 : start + 1 + 3 * width] for start in range(0, len(pixels), 3 * width + 1)]
    reds = [[x for x in range(width) if row[3 * x] > 150 > row[3 * x + 1]] for row in rows]

    assert _head(png) == (400, height, 8, 2)
    assert height == 12 + 2 * 40
    assert next(len(found) for found in reds if found) > 60
    assert {min(found) for found in reds if found} == {97}
    assert {max(found) for found in reds if found} == {162}


@pytest.mark.parametrize("box", [(0.0, 0.0, 400.0, 300.0), (390.0, 290.0, 500.0, 500.0), (10.0, 900.0, 20.0, 910.0)])
def test_a_box_that_is_not_quite_on_the_page(path: Path, box: tuple[float, float, float, float]) -> None:
    """Still a picture: boxes come from files."""
    png, width, height = render_strip(path, 1, box, 1.0)

    assert width == 400
    assert 0 < height <= 300
    assert len(_pixels(png)) > 0
