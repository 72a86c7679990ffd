"""PDFium's C interface, opened for one file and called for a whole page at a time.

A call from Python into C costs as much as the work PDFium does for one character. So the functions that are called once per
character or per drawn object are bound a second time, without conversion of arguments, and run over a page by ``map``.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

import pypdfium2_raw as api

from juesuan.formats.errors import Damaged, Encrypted, Unsupported

__all__ = [
    "Document",
    "address",
    "all_of",
    "bind",
    "boxes",
    "each_page",
    "finite",
    "open_document",
    "points",
    "rectangles",
]

PAGES_AT_ONCE = 256
_LOCK = threading.RLock()
"""PDFium must not be entered by two threads at once, not even for different documents."""

_FLOAT_BYTES = ctypes.sizeof(ctypes.c_float)
_DOUBLE_BYTES = ctypes.sizeof(ctypes.c_double)
_SIGNATURE = b"%PDF-"
_SIGNATURE_WINDOW = 1024
"""Readers accept leading rubbish of this length before the signature."""


# The bindings alone, without what pypdfium2 lays over them: its import takes longer than a page takes to read. A second call does nothing.
api.FPDF_InitLibraryWithConfig(api.FPDF_LIBRARY_CONFIG(version=2))


def address(pointer: Any) -> int:
    """Where a pointer points."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def bind(name: str, result: Any, *arguments: Any) -> Any:
    """A function of the library that takes plain addresses and numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(api, name)))


def all_of(function: Any, handle: int, count: int) -> list[Any]:
    """``function(handle, i)`` for every i below ``count``."""
    return list(map(function, repeat(handle), range(count)))


def finite(numbers: list[float]) -> list[float]:
    """The numbers, 0 in the place of what is none: a damaged matrix gives NaN or infinity, which nothing behind this can round."""
    if math.isfinite(sum(numbers)):
        return numbers
    return [number if math.isfinite(number) else 0.0 for number in numbers]


def boxes(function: Any, handles: Sequence[int] | Iterator[int], count: int) -> list[float]:
    """Four floats from each call ``function(handle, *addresses of four floats)``, one call a handle."""
    buffer = (ctypes.c_float * (4 * count))()
    start, step = ctypes.addressof(buffer), 4 * _FLOAT_BYTES
    columns = [range(start + k * _FLOAT_BYTES, start + k * _FLOAT_BYTES + step * count, step) for k in range(4)]
    deque(map(function, handles, *columns), maxlen=0)
    return finite(buffer[:])


def rectangles(function: Any, handle: int, count: int) -> list[float]:
    """Four floats from each call ``function(handle, i, address of a rectangle)``."""
    buffer = (ctypes.c_float * (4 * count))()
    start, step = ctypes.addressof(buffer), 4 * _FLOAT_BYTES
    deque(map(function, repeat(handle), range(count), range(start, start + step * count, step)), maxlen=0)
    return finite(buffer[:])


def points(function: Any, handle: int, count: int) -> list[float]:
    """Two doubles from each call ``function(handle, i, address of x, address of y)``."""
    buffer = (ctypes.c_double * (2 * count))()
    start, step = ctypes.addressof(buffer), 2 * _DOUBLE_BYTES
    xs = range(start, start + step * count, step)
    ys = range(start + _DOUBLE_BYTES, start + _DOUBLE_BYTES + step * count, step)
    deque(map(function, repeat(handle), range(count), xs, ys), maxlen=0)
    return finite(buffer[:])


class Document:
    """An open PDF file."""

    def __init__(self, handle: Any, data: bytes) -> None:
        self.handle = handle
        self._data = data  # PDFium reads from this memory as long as the document is open
        self.pages: int = api.FPDF_GetPageCount(handle)

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """The page's handle, closed afterwards; None for a page that PDFium cannot load."""
        handle = api.FPDF_LoadPage(self.handle, number - 1)
        try:
            yield handle or None
        finally:
            if handle:
                api.FPDF_ClosePage(handle)


def each_page(
    path: Path, data: bytes, wanted: Callable[[int], int], admits: Callable[[int], bool]
) -> Iterator[tuple[int, Any]]:
    """The number and handle of every page in turn; the handle is None for a page that PDFium cannot load or must not.

    The file is opened anew from time to time, for PDFium keeps every object that it has parsed.

    Args:
        path: the file. data: its content.
        wanted: how many pages are to be read of as many as PDFium counts.
        admits: whether a page may be loaded.

    Raises:
        ReadError: as :func:`open_document`.
    """
    first = count = 1
    while first <= count:
        with open_document(path, data) as document:
            count = wanted(document.pages)
            for number in range(first, min(first + PAGES_AT_ONCE, count + 1)):
                if not admits(number):
                    yield number, None
                    continue
                with document.page(number) as page:
                    yield number, page
        first += PAGES_AT_ONCE


@contextmanager
def open_document(path: Path, data: bytes) -> Iterator[Document]:
    """Open a PDF file with this content.

    Raises:
        ReadError: when it is no PDF, is encrypted or damaged.
    """
    if _SIGNATURE not in data[:_SIGNATURE_WINDOW]:
        raise Unsupported(path, "内容不是 PDF") if data.strip(b"\0 \r\n") else Damaged(path, "文件是空的")
    with _LOCK:
        handle = api.FPDF_LoadMemDocument64(data, len(data), None)
        if not handle:
            raise _reason(path, api.FPDF_GetLastError())
        try:
            document = Document(handle, data)
            if not document.pages:
                raise Damaged(path, "PDF 中没有任何页面")
            yield document
        finally:
            api.FPDF_CloseDocument(handle)


def _reason(path: Path, code: int) -> Encrypted | Damaged:
    if code == api.FPDF_ERR_PASSWORD:
        return Encrypted(path, "打开需要密码")
    if code == api.FPDF_ERR_SECURITY:
        return Encrypted(path, "使用了不支持的加密方式")
    return Damaged(path, "PDF 结构不完整，可能下载或复制时中断")
