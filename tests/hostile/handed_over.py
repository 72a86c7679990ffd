"""Crafted ledgers and workbooks of accountants: what ``prepare`` is given. Names begin so that they are handed over, not published."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import xlsxwriter

from tests.hostile.kinds import Crafted, kinds
from tests.ledgers import COLUMNS

__all__ = ["CRAFTED"]

LINE = (
    "2022-03-01",
    "示例局",
    "支出",
    "一般公共预算",
    "",
    "2010301 行政运行",
    "30201",
    "基本支出",
    "",
    "10.00",
    "x",
    "",
)
HEAD = ",".join(COLUMNS)


def _line(**changes: str) -> str:
    return ",".join({**dict(zip(COLUMNS, LINE, strict=True)), **changes}.values())


def _texts() -> Iterator[Crafted]:
    for name, amount in {
        "huge": "9" * 40,
        "longest": "9" * 100_000,
        "exponent": "1e308",
        "infinite": "Infinity",
        "nan": "NaN",
        "hex": "0x10",
        "fullwidth": "１２３．４５",
        "bracket": "(5.00)",
        "both": "-(5.00)",
        "formula": "=1+1",
        "blank": " ",
        "points": "1.2.3",
        "comma": '"1,2,3"',
        "many-decimals": "0." + "1" * 400,
        "arabic": "٣٤",
        "currency": "￥5",
        "words": "伍元",
        "minus": "−5",
        "nul": "5\0",
        "quote": '5"',
        "wan": "5万元",
    }.items():
        yield from kinds(
            "csv", f"ledger-amount-{name}", lambda n, a=amount: "\n".join([HEAD, *[_line(金额=a)] * n]).encode(), (3,)
        )
    for name, change in {
        "date": {"日期": "9999-99-99"},
        "year": {"日期": "1e9"},
        "unit": {"单位": "甲" * 10_000},
        "kind": {"收支类别": "=cmd|x"},
        "code": {"功能科目": "9" * 5000},
        "economic": {"经济科目": "'; DROP TABLE lines; --"},
        "project": {"项目名称": "\u202e" * 99},
        "nature": {"支出性质": "合计"},
    }.items():
        yield from kinds(
            "csv", f"ledger-{name}", lambda n, c=change: "\n".join([HEAD, *[_line(**c)] * n]).encode(), (3, 3000)
        )
    yield from kinds("csv", "ledger-lines", lambda n: "\n".join([HEAD, *[_line()] * n]).encode(), (1000, 300_000))
    yield from kinds(
        "csv",
        "ledger-distinct",
        lambda n: "\n".join([HEAD, *(_line(项目名称=f"项目{k}", 支出性质="项目支出") for k in range(n))]).encode(),
        (1000, 60_000),
    )
    yield from kinds(
        "csv",
        "ledger-wide",
        lambda n: (HEAD + "".join(f",栏{k}" for k in range(n)) + "\n" + _line() + ",1" * n).encode(),
        (10, 3000, 100_000),
    )
    yield from kinds("csv", "ledger-heads", lambda n: (f"{HEAD}\n" * n).encode(), (10, 100_000))
    yield from kinds(
        "csv",
        "ledger-same-head",
        lambda n: (",".join(["金额", "日期"] * n) + "\n" + ",".join(["1", "2022"] * n)).encode(),
        (10, 5000),
    )
    yield from kinds("csv", "ledger-blank", lambda n: (HEAD + "\n" * n + _line()).encode(), (10, 3_000_000))
    yield from kinds(
        "csv",
        "ledger-quotes",
        lambda n: (HEAD + "\n" + _line(摘要='"' * (2 * n + 1)) + "\n" + _line()).encode(),
        (1, 30_000),
    )
    yield from kinds(
        "csv",
        "ledger-quoted-lines",
        lambda n: (HEAD + "\n" + _line(摘要='"' + "x\n" * n + '"') + "\n" + _line()).encode(),
        (1, 300_000),
    )
    yield from kinds(
        "csv",
        "ledger-long-line",
        lambda n: (HEAD + "\n" + _line(摘要="x" * n) + "\n" + _line()).encode(),
        (10**5, 50_000_000),
    )
    for encoding in ("utf-16", "utf-32", "gb18030", "utf-8-sig", "big5", "utf-7"):
        yield from kinds(
            "csv",
            f"ledger-{encoding}",
            lambda n, e=encoding: "\n".join([HEAD, *[_line()] * n]).encode(e, "replace"),
            (9,),
        )
    for name, end in {
        "cr": "\r",
        "mixed": "\n\r",
        "unit": "\x1f",
        "form": "\f",
        "separator": "\u2028",
        "semicolon": ";\n",
    }.items():
        yield from kinds("csv", f"ledger-end-{name}", lambda n, e=end: e.join([HEAD, *[_line()] * n]).encode(), (9,))
    yield from kinds(
        "csv",
        "ledger-mixed",
        lambda n: (HEAD + "\n").encode() + (_line().encode() + b"\n" + _line().encode("gb18030") + b"\n") * n,
        (3, 30_000),
    )
    yield from kinds("csv", "ledger-random", lambda n: bytes(k * k * 7 % 251 for k in range(n)), (99, 10**6))


def workbook(sheet: str, strings: str = "", after: str = "", sheets: int = 1) -> bytes:
    """A workbook as a program writes it, with another inside of its first sheet's data and of its shared strings."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for _ in range(sheets):
            page = book.add_worksheet()
            page.write(0, 0, "甲")
            page.write(1, 0, 44621, book.add_format({"num_format": "yyyy-mm-dd"}))
    parts = {}
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(
                    "<sheetData>.*</sheetData>", lambda _: f"<sheetData>{sheet}</sheetData>{after}", content
                )
            elif name == "xl/sharedStrings.xml" and strings:
                content = re.sub("<si>.*</si>", lambda _: strings, content)
            parts[name] = content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _rows(values: tuple[str, ...]) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values) + "</row>"


def _books() -> Iterator[Crafted]:
    head, line = _rows(COLUMNS), _rows(LINE)
    yield from kinds("xlsx", "ledger-lines", lambda n: workbook(head + line * n), (100, 30_000))
    yield from kinds(
        "xlsx",
        "ledger-far",
        lambda n: workbook(head + line + f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>'),
        (1000, 1048576),
    )
    yield from kinds(
        "xlsx",
        "ledger-far-corner",
        lambda n: workbook(head + line + f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>'),
        (100, 1048576),
    )
    for name, cell in {
        "date": '<c s="1"><v>1e300</v></c>',
        "negative": '<c s="1"><v>-5</v></c>',
        "error": '<c t="e"><v>#REF!</v></c>',
        "kind": '<c t="x"><v>1</v></c>',
        "bool": '<c t="b"><v>7</v></c>',
        "index": '<c t="s"><v>99</v></c>',
        "nan": "<c><v>NaN</v></c>",
        "huge": f"<c><v>{'9' * 5000}</v></c>",
        "iso": '<c t="d"><v>x</v></c>',
        "formula": "<c><f>A1</f></c>",
    }.items():
        yield from kinds(
            "xlsx",
            f"ledger-cell-{name}",
            lambda n, c=cell: workbook(head + line.replace("</row>", c + "</row>") * n),
            (9,),
        )
        yield from kinds(
            "xlsx",
            f"workbook-cell-{name}",
            lambda n, c=cell: workbook(f"<row>{c * 5}</row>" * n),
            (9,),
        )
    yield from kinds("xlsx", "ledger-bomb", lambda n: workbook(head + " " * n), (10**6, 2 * 10**8))
    yield from kinds("xlsx", "ledger-sheets", lambda n: workbook(head + line, sheets=n), (2, 500))
    yield from kinds(
        "xlsx",
        "ledger-strings",
        lambda n: workbook(head + '<row><c t="s"><v>0</v></c></row>' * 3000, strings=f"<si><t>{'金' * n}</t></si>"),
        (9, 100_000),
    )
    yield from kinds(
        "xlsx",
        "ledger-merged",
        lambda n: workbook(head + line * 9, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' * n),
        (1, 3000),
    )
    yield from kinds("ods", "ledger-is-text", lambda n: b"PK\x03\x04" + b"x" * n, (1, 10**5))
    yield from kinds("xls", "ledger-is-text", lambda n: f"{HEAD}\n{_line()}".encode() * n, (1, 100))


CRAFTED = (*_texts(), *_books())
