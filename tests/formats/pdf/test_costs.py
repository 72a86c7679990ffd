"""What the streams of a PDF may inflate to, told without inflating those that cannot be too large."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.formats.errors import TooLarge
from juesuan.formats.limits import Limits
from juesuan.formats.pdf.reading.costs import PdfCosts
from juesuan.formats.pdf.reading.objects import Objects
from juesuan.formats.reading_budget import Budget


def _file(*streams: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A file of streams with these packed bytes."""
    head = b"<</Filter%b/Length %d>>\nstream\n" if filters else b"<<%b/Length %d>>\nstream\n"
    objects = (
        b"%d 0 obj\n%b%b\nendstream\nendobj\n" % (number, head % (filters, len(packed)), packed)
        for number, packed in enumerate(streams, 1)
    )
    return b"%PDF-1.7\n" + b"".join(objects)


def _budget(limits: Limits | None = None) -> Budget:
    return Budget(Path("a.pdf"), limits or Limits())


@given(st.binary(max_size=50), st.integers(0, 20_000), st.integers(0, 9))
def test_no_stream_inflates_to_more_than_is_said(content: bytes, times: int, level: int) -> None:
    objects = Objects(_file(zlib.compress(content * times, level)), _budget())
    stream = objects.stream(1)
    assert stream is not None
    most = objects.most_bytes(stream)

    assert most is not None
    assert most >= len(content * times)


def test_of_streams_packed_twice_nothing_is_said() -> None:
    objects = Objects(_file(b"x", filters=b"[/FlateDecode/FlateDecode]"), _budget())
    stream = objects.stream(1)

    assert stream is not None
    assert objects.most_bytes(stream) is None


def test_one_that_is_too_large_is_found() -> None:
    with pytest.raises(TooLarge, match="第 2 个对象"):
        PdfCosts(_file(zlib.compress(b"a"), zlib.compress(bytes(3000))), _budget(Limits(stream_bytes=2500)))


def test_many_that_together_are_too_large_are_found() -> None:
    """Each could be told from its packed size, all together no more."""
    packed = zlib.compress(bytes(10_000))
    limits = Limits(streams_bytes=200 * len(packed) * 1032 // 100)

    PdfCosts(_file(*[packed] * 3), _budget(limits))
    with pytest.raises(TooLarge, match="解压后的内容"):
        PdfCosts(_file(*[packed] * 40), _budget(limits))
