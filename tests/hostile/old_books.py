"""Crafted old workbooks (.xls): records and chains of sectors that lie."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.formats.builders import compound_file
from tests.hostile.biff import cell_xf, label, number, old_book, record, sheet, stream_of, text
from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED"]


def _one(
    cells: bytes = b"", after: bytes = b"", before: bytes = b"", formats: bytes = b"", looks: bytes = b""
) -> bytes:
    good = [label(0, 0, "决算"), number(0, 1, 1.5), cells]
    return old_book([("表", sheet(good, after=after))], looks or cell_xf(4), formats, before)


def _at(content: bytes, at: int, form: str, value: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(form, changed, at, value)
    return bytes(changed)


def _records() -> Iterator[Crafted]:
    for kind in (
        0x0006,
        0x0018,
        0x00BD,
        0x00BE,
        0x00D6,
        0x00FC,
        0x00FD,
        0x00FF,
        0x0200,
        0x0203,
        0x0204,
        0x0205,
        0x0208,
        0x027E,
        0x007D,
        0x00E5,
        0x0809,
        0x0085,
        0x041E,
        0x0017,
        0x01AE,
        0x005D,
        0x001C,
        0x01B6,
        0x003C,
    ):
        for length in (0, 3, 8224, 65535):
            yield from kinds(
                "xls",
                f"record-{kind:04x}-{length}",
                lambda n, k=kind, le=length: _one(
                    record(k, b"\xff" * min(le, 60)) * n, after=record(k, b"\xff\x00" * 30, le)
                ),
                (1,),
            )
    for count in (0, 1, 2**16, 2**31 - 1, 2**32 - 1):
        table = struct.pack("<II", count, count) + text("甲", wide=True) * 3
        yield from kinds(
            "xls",
            f"strings-{count}",
            lambda n, t=table: _one(record(0x00FD, struct.pack("<HHHI", 1, 0, 15, n)), before=record(0x00FC, t)),
            (0, 2, 2**32 - 1),
        )
    rich = struct.pack("<HBH", 5, 0x0D, 65535) + struct.pack("<I", 2**31 - 1) + "甲乙丙丁戊".encode("utf-16-le")
    yield from kinds(
        "xls",
        "strings-rich",
        lambda n: _one(before=record(0x00FC, struct.pack("<II", n, n) + rich * 9) + record(0x003C, b"\x01" * 99) * n),
        (1, 3000),
    )
    yield from kinds(
        "xls",
        "continued",
        lambda n: _one(
            before=record(0x00FC, struct.pack("<II", 1, 1) + struct.pack("<HB", 65535, 1))
            + record(0x003C, b"\x01" + b"a\0" * 9) * n
        ),
        (1, 30_000),
    )
    yield from kinds("xls", "corner", lambda n: _one(number(65535, n, 2.5)), (255, 65535))
    yield from kinds(
        "xls", "corners", lambda n: _one(b"".join(number(row, 65535, 2.5) for row in range(n))), (10, 60_000)
    )
    yield from kinds(
        "xls",
        "blanks-wide",
        lambda n: _one(
            b"".join(
                record(0x00BE, struct.pack("<HH", row, 0) + b"\x0f\0" * 256 + struct.pack("<H", 255))
                for row in range(n)
            )
        ),
        (10, 12_000),
    )
    yield from kinds(
        "xls",
        "numbers-reversed",
        lambda n: _one(record(0x00BD, struct.pack("<HH", 5, 200) + b"\x0f\0\0\0\0\0" * 3 + struct.pack("<H", 5)) * n),
        (1, 2000),
    )
    yield from kinds("xls", "cells-same", lambda n: _one(number(1, 1, 2.5) * n), (10, 300_000))
    yield from kinds(
        "xls",
        "cells-many",
        lambda n: _one(b"".join(number(k // 200, k % 200, k / 4) for k in range(n))),
        (1000, 140_000),
    )
    for look in (16, 255, 4095, 65535):
        yield from kinds("xls", f"look-{look}", lambda n, w=look: _one(number(1, 0, 2.5, w) * n), (9,))
    for code in ("0" * 120, "%" * 120, "[>1E999]0;0", "General" * 20, "yyyy" * 30, "\ud800"):
        body = struct.pack("<H", 200) + struct.pack("<HB", len(code), 1) + code.encode("utf-16-le", "surrogatepass")
        for value in (1.5, -1e300, float("nan"), float("inf"), 5e-324):
            yield from kinds(
                "xls",
                f"format-{code[:4].encode(errors='replace').hex()}-{value}",
                lambda n, b=body, v=value: _one(
                    number(1, 0, v, 16) * n, formats=record(0x041E, b), looks=cell_xf(4) + cell_xf(200)
                ),
                (3,),
            )
    yield from kinds(
        "xls",
        "names-defined",
        lambda n: _one(
            before=record(0x0018, struct.pack("<HBBHHHBBBBB", 0, 0, 1, 9, 0, 0, 0, 0, 0, 0, 0) + b"n" + b"\xff" * 9) * n
        ),
        (1, 20_000),
    )
    yield from kinds(
        "xls",
        "formulas",
        lambda n: _one(
            b"".join(
                record(
                    0x0006, struct.pack("<HHH", k % 60_000, 2, 15) + b"\0\0\0\0\0\0\xff\xff" + b"\0" * 6 + b"\xff" * 5
                )
                for k in range(n)
            )
        ),
        (1, 30_000),
    )
    yield from kinds(
        "xls",
        "begun-within",
        lambda n: _one(after=record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) * n),
        (1, 30_000),
    )
    yield from kinds(
        "xls",
        "merges-many",
        lambda n: old_book([("表", sheet([number(k, 0, 1.5) for k in range(50)], [(0, 65535, 0, 255)] * n))]),
        (1, 100_000),
    )
    for version in (0x0200, 0x0300, 0x0400, 0x0500, 0x0700, 0xFFFF):
        begins = record(0x0809, struct.pack("<HHHHII", version, 0x0005, 0, 0, 0, 0))
        yield from kinds(
            "xls",
            f"version-{version:04x}",
            lambda n, b=begins: compound_file(Workbook=b + stream_of([("表", sheet([number(0, 0, 1.5)]))])[20:]),
            (1,),
        )
    for page in (0, 437, 936, 1200, 65001, 65535):
        yield from kinds(
            "xls",
            f"code-page-{page}",
            lambda n, c=page: _one(label(2, 0, "甲"), before=record(0x0042, struct.pack("<H", c))),
            (1,),
        )


def _sheets() -> Iterator[Crafted]:
    inside = sheet([number(k, 0, 1.5) for k in range(99)])

    def many(count: int, place: int = -1) -> bytes:
        stream = bytearray(stream_of([("表", inside), *[("乙", b"")] * count]))
        where = stream.find(b"\x85\0")
        first = struct.unpack_from("<I", stream, where + 4)[0]
        for _ in range(count + 1):
            struct.pack_into("<I", stream, where + 4, first if place < 0 else place)
            where = stream.find(b"\x85\0", where + 4)
            if where < 0:
                break
        return compound_file(Workbook=bytes(stream))

    yield from kinds("xls", "sheets-same", many, (1, 300, 5000))
    yield from kinds("xls", "sheets-are-book", lambda n: many(n, 0), (1, 300))
    yield from kinds("xls", "sheets-nowhere", lambda n: many(3, n), (1, 10**6, 2**31))
    yield from kinds(
        "xls",
        "sheet-names",
        lambda n: old_book([(name * n, inside) for name in ("a\n", "[x]", "\u202e", "=1", "")]),
        (1, 40),
    )
    good = old_book([("表", inside)])
    for at, what in (
        (30, "sector-size"),
        (44, "tables"),
        (48, "directory"),
        (56, "small-limit"),
        (60, "small-table"),
        (68, "more-tables"),
        (76, "first-table"),
        (512, "chain"),
        (516, "second-chain"),
        (516 + 8, "third-chain"),
    ):
        for value in (0, 1, 2, 9, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF):
            yield from kinds(
                "xls",
                f"{what}-{value:x}",
                lambda n, a=at, v=value: _at(
                    good, a, "<I" if a != 30 else "<H", v & (0xFFFFFFFF if a != 30 else 0xFFFF)
                ),
                (1,),
            )
    for at, what in ((116, "start"), (120, "size"), (64, "name-length"), (66, "entry-kind")):
        for value in (0, 1, 0xFFFF, 0xFFFFFFFF):
            yield from kinds(
                "xls",
                f"entry-{what}-{value:x}",
                lambda n, a=at, v=value: _at(
                    good, 1024 + 128 + a, "<I" if a > 100 else "<H", v if a > 100 else v & 0xFFFF
                ),
                (1,),
            )


CRAFTED = (*_records(), *_sheets())
