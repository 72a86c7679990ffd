"""Crafted workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED", "workbook", "zipped"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def workbook(sheet: str, *, strings: str = "", styles: str = "", sheets: int = 1, after: str = "") -> bytes:
    """A workbook whose sheets are all one part: the inside of its data, and what follows it."""
    listed = "".join(f'<sheet name="表{k}" sheetId="{k + 1}" r:id="r1"/>' for k in range(sheets))
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/a.xml"/>'
            f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r3" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
            "xl/worksheets/a.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData>{after}</worksheet>',
        }
    )  # fmt: skip


def _rows(count: int, cell: str, width: int = 10) -> str:
    return f"<row>{cell * width}</row>" * (count // width)


def _format(code: str) -> str:
    return (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )


RULED = (
    '<borders><border/><border><left style="thin"/><right style="thin"/><top style="thin"/></border></borders>'
    '<cellXfs><xf/><xf borderId="1"/></cellXfs>'
)
SHOWN = '<row><c s="1"><v>{}</v></c></row>'


def _cells() -> Iterator[Crafted]:
    number, text = "<c><v>1.5</v></c>", '<c t="inlineStr"><is><t>合计</t></is></c>'
    yield from kinds("xlsx", "numbers", lambda n: workbook(_rows(n, number)), (1000, 30_000, 120_000, 10**6))
    yield from kinds("xlsx", "texts", lambda n: workbook(_rows(n, text)), (1000, 30_000, 120_000, 10**6))
    yield from kinds(
        "xlsx", "wide", lambda n: workbook(_rows(n, number, max(n // 4, 10))), (1000, 16_000, 60_000, 10**6)
    )
    yield from kinds("xlsx", "one-column", lambda n: workbook(_rows(n, text, 1)), (1000, 30_000, 120_000))
    yield from kinds("xlsx", "columns-apart", lambda n: workbook("".join(
        f'<row r="{row}">' + "".join(f'<c r="{_letters(k * 4)}{row}"><v>{k}</v></c>' for k in range(n // 20)) + "</row>" for row in range(1, 21)
    )), (100, 4000, 80_000))  # fmt: skip
    yield from kinds(
        "xlsx", "styled-empties", lambda n: workbook(_rows(n, '<c s="1"/>'), styles=RULED), (1000, 100_000, 4 * 10**6)
    )
    yield from kinds(
        "xlsx",
        "styled-far",
        lambda n: workbook('<row><c r="A1" s="1"/><c r="XFD1" s="1"/></row>' * n, styles=RULED),
        (10, 1000, 300_000),
    )
    yield from kinds(
        "xlsx",
        "far-corner",
        lambda n: workbook(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{n}"><c r="XFD{n}"><v>2</v></c></row>'),
        (2, 1000, 1048576, 9999999),
    )
    yield from kinds(
        "xlsx",
        "ruled-corner",
        lambda n: workbook(
            f'<row r="1"><c r="A1" s="1"><v>1</v></c><c r="{_letters(n)}1" s="1"><v>2</v></c></row>'
            + '<row><c s="1"><v>1</v></c></row>' * n,
            styles=RULED,
        ),
        (10, 1000, 16_000),
    )
    yield from kinds(
        "xlsx",
        "merges",
        lambda n: workbook(
            _rows(1000, number),
            after="<mergeCells>" + "".join(f'<mergeCell ref="A{k + 1}:J{k + 1}"/>' for k in range(n)) + "</mergeCells>",
        ),
        (10, 1000, 500_000),
    )
    yield from kinds(
        "xlsx",
        "merges-huge",
        lambda n: workbook(
            _rows(1000, number),
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="{_letters(k % 10)}{k // 10 + 1}:XFD1048576"/>' for k in range(n))
            + "</mergeCells>",
        ),
        (1, 1000, 100_000),
    )
    yield from kinds(
        "xlsx",
        "tables-many",
        lambda n: workbook(
            "".join(
                f'<row r="{3 * k + 1}">{number * 3}</row><row r="{3 * k + 2}">{number * 3}</row>' for k in range(n)
            ),
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{3 * k + 1}:B{3 * k + 1}"/>' for k in range(n))
            + "</mergeCells>",
        ),
        (100, 3000, 25_000),
    )
    yield from kinds("xlsx", "one-part", lambda n: workbook(_rows(1000, number), sheets=n), (2, 100, 5000))
    yield from kinds("xlsx", "one-part-large", lambda n: workbook(_rows(100_000, number), sheets=n), (2, 30, 300))
    yield from kinds(
        "xlsx", "columns-lie", lambda n: workbook('<row r="1"><c r="ZZZ1"><v>1</v></c></row>' * n), (1, 1000, 100_000)
    )
    yield from kinds(
        "xlsx",
        "junk",
        lambda n: workbook(_rows(100, number), after='<x a="1" b="2" c="3"/>' * n),
        (1000, 10**5, 3 * 10**6),
    )
    yield from kinds("xlsx", "deep", lambda n: workbook("<x>" * n + "</x>" * n), (100, 5000, 10**6))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _values() -> Iterator[Crafted]:
    strings = "<si><t>{}</t></si>"
    yield from kinds(
        "xlsx",
        "string-many-times",
        lambda n: workbook(_rows(200_000, '<c t="s"><v>0</v></c>'), strings=strings.format("金额" * n)),
        (1, 50, 50_000),
    )
    yield from kinds(
        "xlsx",
        "strings",
        lambda n: workbook(_rows(100, '<c t="s"><v>0</v></c>'), strings=strings.format("合计") * n),
        (100, 100_000, 3 * 10**6),
    )
    yield from kinds(
        "xlsx",
        "string-runs",
        lambda n: workbook(_rows(100, '<c t="s"><v>0</v></c>'), strings=f"<si>{'<r><t>合</t></r>' * n}</si>"),
        (100, 100_000, 10**6),
    )
    for value in (
        "9" * 5000,
        "1E+999999999",
        "-1E-999999999",
        "NaN",
        "sNaN",
        "Infinity",
        "1e308",
        "0x10",
        "٣٤",
        "1_000",
        "",
    ):
        yield from kinds(
            "xlsx",
            f"value-{value[:12]}",
            lambda n, v=value: workbook(_rows(n * 10, f"<c><v>{v}</v></c>"), styles=_format("#,##0.00")),
            (1, 300),
        )
    for code in (
        "0" * 200,
        "0." + "0" * 250,
        "%" * 200,
        "#,##0.00,,,,,,,,,,,,,,,,,,",
        "[>1E999]0;0",
        "[<=" + "9" * 200 + "]0.0",
        "&quot;" * 101,
        "\\" * 99,
        "yyyy" * 60,
        "0;" * 100,
        "[$" + "x" * 200 + "-804]0",
        "[h]:mm:ss",
        "General" * 30,
        "?/?",
        "_)" * 100,
        "*" * 99,
        ";;;",
        "@",
    ):
        for number in ("1.5", "-1E-300", "1E300", "2958466"):
            yield from kinds(
                "xlsx",
                f"format-{code[:6].encode().hex()}-{number}",
                lambda n, c=code, v=number: workbook(SHOWN.format(v) * n, styles=_format(c)),
                (40,),
            )
    yield from kinds(
        "xlsx",
        "format-long",
        lambda n: workbook(SHOWN.format("1.5") * 50, styles=_format("&quot;" * n + "0")),
        (100, 10**5),
    )


def _formulas() -> Iterator[Crafted]:
    cell = "<row><c><f>{}</f></c></row>"
    yield from kinds("xlsx", "sum-blank", lambda n: workbook(cell.format("SUM(B1:B20000)") * n), (1, 100, 60_000))
    yield from kinds(
        "xlsx", "sum-sums", lambda n: workbook(cell.format("+".join(["SUM(B1:B20000)"] * 100)) * n), (1, 100, 3000)
    )
    yield from kinds("xlsx", "sum-wide", lambda n: workbook(cell.format("SUM(A1:XFD1048576)") * n), (1, 1000))
    yield from kinds(
        "xlsx",
        "chain",
        lambda n: workbook(
            "".join(f'<row r="{k}"><c r="A{k}"><f>A{k + 1}+A{k + 1}</f></c></row>' for k in range(1, n))
        ),
        (10, 25, 5000, 60_000),
    )
    yield from kinds(
        "xlsx",
        "chain-bracketed",
        lambda n: workbook(
            "".join(f'<row r="{k}"><c r="A{k}"><f>{"(" * 19}A{k + 1}{")" * 19}</f></c></row>' for k in range(1, n))
        ),
        (10, 25, 500),
    )
    yield from kinds(
        "xlsx",
        "circle",
        lambda n: workbook("".join(f'<row r="{k}"><c r="A{k}"><f>A{k % n + 1}</f></c></row>' for k in range(1, n + 1))),
        (1, 2, 19, 1000),
    )
    for formula in (
        "(" * 999,
        "9" * 1999,
        "1/0",
        "1/3*3",
        "ROUND(1,9999999999)",
        "ROUND(1/0,A1)",
        "-" * 1999 + "1",
        "9" * 900 + "*" + "9" * 900,
        "SUM(",
        "A0+A00",
        "ZZZ9999999",
        "*".join(["9999999999"] * 180),
    ):
        yield from kinds(
            "xlsx",
            f"formula-{formula[:6].encode().hex()}{len(formula)}",
            lambda n, f=formula: workbook(cell.format(f) * n),
            (1, 2000),
        )


def _archives() -> Iterator[Crafted]:
    yield from kinds("xlsx", "bomb", lambda n: workbook(" " * n), (10**5, 10**7, 3 * 10**8))
    yield from kinds(
        "xlsx",
        "members",
        lambda n: zipped({"xl/workbook.xml": "<workbook/>", **{f"x{k}": "" for k in range(n)}}),
        (100, 19_000, 60_000),
    )
    yield from kinds(
        "xlsx", "name-long", lambda n: zipped({"xl/workbook.xml": "<workbook/>", "x" * n: ""}), (100, 60_000)
    )
    doctype = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'
    yield from kinds(
        "xlsx",
        "entities",
        lambda n: zipped(
            {
                "xl/workbook.xml": doctype.format(
                    "a" * 100,
                    "".join(f'<!ENTITY a{k} "{"&a;" * 10 if not k else f"&a{k - 1};" * 10}">' for k in range(n)),
                )
                + f'<workbook xmlns="{MAIN}">&a{n - 1};</workbook>'
            }
        ),
        (2, 9, 30),
    )


CRAFTED = (*_cells(), *_values(), *_formulas(), *_archives())
