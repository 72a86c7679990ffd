"""What drawing each page of a PDF costs, told before PDFium draws it: forms are counted as often as they are drawn.

PDFium follows a page wherever it leads: a form that draws ten forms that draw ten others, one stream named a hundred thousand times,
a kilobyte that inflates to a gigabyte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from juesuan.formats.errors import TooLarge
from juesuan.formats.pdf.reading.objects import Dictionary, Objects, PdfStream, Ref, Value
from juesuan.formats.reading_budget import Budget, shown

__all__ = ["PdfCosts"]

DEEPEST_FORM = 30
"""Forms within forms; PDFium draws some 40 levels."""

DEEPEST_MARKS = 1_000
"""Marks within marks: PDFium copies all of them for every part that it draws."""

CHEAP_BYTES = 2**20
"""What is drawn by so little can't have too many parts."""

_ROOT = re.compile(rb"/Root[\0\t\n\f\r ]+(\d{1,8})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R")
_DRAWS = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)[\0\t\n\f\r ]+Do(?![A-Za-z0-9])")
_PAINTS = re.compile(rb"""(?:T[jJ]|['"]|[bBfFsS]\*?|sh|Do|EI)(?=[\0\t\n\f\r /\[(<])""")
_MARK = re.compile(rb"\b(?:BMC|BDC|EMC)\b")
_UNREADABLE_KINDS = frozenset({"Image"})


class _PageCost(Struct, frozen=True):
    """A leaf of the page tree and the resources that it has or inherits."""

    dictionary: Dictionary
    resources: Dictionary


class _Amount(Struct, frozen=True):
    """Bytes that draw something, how many parts they draw, and how deeply they mark them."""

    size: float = 0
    parts: float = 0
    marks: float = 0

    def plus(self, other: _Amount, times: int = 1) -> _Amount:
        """With another one, drawn so many times."""
        return _Amount(
            self.size + times * other.size, self.parts + times * other.parts, self.marks + times * other.marks
        )


_ENDLESS = _Amount(float("inf"), float("inf"), float("inf"))


class PdfCosts:
    """The costs of the pages of one file.

    Attributes:
        pages: how many the page tree has; 0 when it can't be followed here, because the file is encrypted or damaged.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Looks at the structure.

        Raises:
            TooLarge: when there is too much of it, or something in it is too large for any use.
        """
        self._budget = budget
        self._objects = Objects(data, budget)
        self._sizes: dict[int, int | None] = {}
        self._draws: dict[int, Mapping[bytes, int]] = {}
        self._marks: dict[int, int] = {}
        self._parts: dict[int, int] = {}
        self._forms: dict[tuple[int, int, bool], _Amount] = {}
        self._bounds = 0
        self._leaves = list(self._tree(_roots(self._objects)))
        self.pages = len(self._leaves)
        for leaf in self._leaves:
            self._drawn(leaf, parts=False)
        for number in self._objects:
            self._check_size(number)

    def refusal(self, number: int, pages: int) -> str:
        """Why a page (from 1, of so many as PDFium counts) must not be drawn, in Chinese; empty when it may.

        Where PDFium counts other pages than the tree has, nobody knows which is which, and the worst is expected of all.
        """
        if not self._leaves:
            return ""
        if pages == self.pages:
            return self._refusal(self._leaves[number - 1])
        return next((reason for leaf in self._leaves if (reason := self._refusal(leaf, spends=False))), "")

    def _refusal(self, page: _PageCost, *, spends: bool = True) -> str:
        limits = self._budget.limits
        amount = self._drawn(page, parts=False)
        if amount.size == _ENDLESS.size:
            return f"画面内容无穷无尽，或者有一部分解压后超过 {shown(limits.page_bytes, 'MB')}"
        if amount.size > limits.page_bytes:
            return f"画面内容超过 {shown(limits.page_bytes, 'MB')}"
        if amount.marks > DEEPEST_MARKS:
            return f"标记嵌套超过 {DEEPEST_MARKS} 层"
        if amount.size > CHEAP_BYTES and self._drawn(page, parts=True).parts > limits.page_objects:
            return f"画出的文字和线条超过 {shown(limits.page_objects, '处')}"
        if not self._budget.has("drawn_bytes", int(amount.size)):
            return self._budget.reason("drawn_bytes")
        if spends:
            self._budget.spend("drawn_bytes", int(amount.size))
        return ""

    def _drawn(self, page: _PageCost, *, parts: bool) -> _Amount:
        contents = self._objects.resolved(page.dictionary.get("Contents"))
        listed = contents if isinstance(contents, list) else [page.dictionary.get("Contents", b"")]
        self._budget.spend("objects", len(listed))
        amount = _Amount()
        for number, times in Counter(item.number for item in listed if isinstance(item, Ref)).items():
            amount = amount.plus(self._amount(number, page.resources, (), parts=parts), times)
        return amount

    def _amount(self, number: int, resources: Dictionary, within: tuple[int, ...], *, parts: bool) -> _Amount:
        """What a stream of drawing operators costs, with all that it draws."""
        size = self._size(number)
        if size is None or len(within) > DEEPEST_FORM:
            return _ENDLESS
        amount = _Amount(size, self._painted(number) if parts else 0, self._marks[number])
        for name, times in self._draws[number].items():
            form = self._form_of(name, resources)
            if form is not None:
                amount = amount.plus(self._form(form, resources, within, parts=parts), times)
        return amount

    def _form_of(self, name: bytes, resources: Dictionary) -> int | None:
        known = self._objects.dictionary(resources.get("XObject"))
        found = known.get(name.decode("latin-1"))
        if not isinstance(found, Ref):
            return None
        kind = self._objects.dictionary(found).get("Subtype")
        return None if kind in _UNREADABLE_KINDS else found.number

    def _form(self, number: int, outer: Dictionary, within: tuple[int, ...], *, parts: bool) -> _Amount:
        if number in within:
            return _ENDLESS
        # What a form does not name itself it takes from what draws it.
        resources = self._objects.dictionary(self._objects.dictionary(Ref(number)).get("Resources")) or outer
        key = (number, id(resources), parts)
        if key not in self._forms:
            self._forms[key] = self._amount(number, resources, (*within, number), parts=parts)
        return self._forms[key]

    def _size(self, number: int) -> int | None:
        """The inflated size of a stream that draws; None when it is too large for a page."""
        if number not in self._sizes:
            stream = self._objects.stream(number)
            content = self._objects.content(stream, self._budget.limits.page_bytes) if stream is not None else b""
            self._sizes[number] = None if content is None else len(content)
            self._marks[number] = _marks(content or b"")
            self._draws[number] = Counter(_DRAWS.findall(content)) if content and b"Do" in content else {}
        return self._sizes[number]

    def _painted(self, number: int) -> int:
        """How many texts, lines and pictures a stream paints itself."""
        if number not in self._parts:
            stream = self._objects.stream(number)
            content = self._objects.content(stream, self._budget.limits.page_bytes) if stream is not None else b""
            self._parts[number] = len(_PAINTS.findall(content or b""))
        return self._parts[number]

    def _check_size(self, number: int) -> None:
        """Nothing that is no picture inflates to more than a font may have: PDFium inflates it as soon as it meets it.

        What draws pages is looked at page by page.
        """
        stream = self._objects.stream(number) if number not in self._sizes else None
        if stream is None or _is_picture(stream):
            return
        if self._is_small(stream):
            return
        if self._objects.content(stream, self._budget.limits.stream_bytes) is None:
            most = shown(self._budget.limits.stream_bytes, "MB")
            raise TooLarge(self._budget.path, f"PDF 内部的第 {number} 个对象解压后超过 {most}，可能是压缩炸弹")

    def _is_small(self, stream: PdfStream) -> bool:
        """Whether it could not be too large if it inflated to the most, nor all together of which this was said."""
        bound = self._objects.most_bytes(stream)
        if bound is None or bound > self._budget.limits.stream_bytes:
            return False
        if self._bounds + bound > self._budget.limits.streams_bytes:
            return False
        self._bounds += bound
        return True

    def _tree(self, roots: list[Value]) -> Iterator[_PageCost]:
        """The leaves of the first root that has any, in order; an inner node that comes again is not entered again."""
        entered: set[int] = set()
        waiting: list[tuple[Value, Dictionary]] = [(root, {}) for root in roots[:1]]
        while waiting:
            value, inherited = waiting.pop()
            node = self._objects.dictionary(value)
            self._budget.spend("objects")
            resources = self._objects.dictionary(node.get("Resources")) or inherited
            kids = self._objects.resolved(node.get("Kids"))
            if not isinstance(kids, list):
                yield _PageCost(node, resources)
            elif isinstance(value, Ref) and value.number not in entered:
                entered.add(value.number)
                waiting += [(kid, resources) for kid in reversed(kids)]


def _is_picture(stream: PdfStream) -> bool:
    return stream.dictionary.get("Subtype") in _UNREADABLE_KINDS


def _marks(content: bytes) -> int:
    """How many marks are open at once at most; few are nobody's concern."""
    opened = content.count(b"BMC") + content.count(b"BDC")
    if opened <= DEEPEST_MARKS:
        return 0
    deepest = level = 0
    for match in _MARK.finditer(content):
        level += -1 if match[0] == b"EMC" else 1
        deepest = max(deepest, level)
    return deepest


def _roots(objects: Objects) -> list[Value]:
    """The roots of page trees, the latest first."""
    found = [objects.dictionary(Ref(int(match[1]))).get("Pages") for match in _ROOT.finditer(objects.data)]
    return [root for root in reversed(found) if isinstance(root, Ref)]
