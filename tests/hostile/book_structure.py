"""Crafted Excel packages whose parts lead elsewhere, round in circles, or repeat small things without end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.books import MAIN as SHEETS
from tests.hostile.books import RELATIONS, workbook, zipped
from tests.hostile.kinds import Crafted, kinds
from tests.hostile.word_structure import related

__all__ = ["CRAFTED"]

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _books() -> Iterator[Crafted]:
    number = "<c><v>1.5</v></c>"
    row = f"<row>{number * 5}</row>"
    for value in ("-1", "0", "999999999999", "1.5", "", "x", "4294967296"):
        yield from kinds(
            "xlsx",
            f"string-index-{value}",
            lambda n, v=value: workbook(f'<row><c t="s"><v>{v}</v></c></row>' * n, strings="<si><t>甲</t></si>"),
            (9,),
        )
    for kind in ("s", "b", "e", "d", "str", "n", "x", "inlineStr"):
        yield from kinds(
            "xlsx",
            f"cell-kind-{kind}",
            lambda n, k=kind: workbook(
                f'<row><c t="{k}" s="99"><v>2022-13-45T99:99:99</v><is><t>甲</t></is></c></row>' * n
            ),
            (9,),
        )
    names = '<definedNames>{}</definedNames><externalReferences><externalReference r:id="r9"/></externalReferences>'
    yield from kinds(
        "xlsx",
        "names-defined",
        lambda n: zipped(
            {
                "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>'
                + names.format("".join(f'<definedName name="n{k}">n{k + 1}+n{k + 1}</definedName>' for k in range(n)))
                + "</workbook>",
                "xl/_rels/workbook.xml.rels": related(("", "worksheets/a.xml"), "worksheet"),
                "xl/worksheets/a.xml": f'<worksheet xmlns="{SHEETS}"><sheetData><row><c><f>n0</f></c></row></sheetData></worksheet>',
            }
        ),
        (10, 300_000),
    )
    for formula in (
        "[1]x!A1",
        "cmd|'/c calc'!A0",
        'HYPERLINK("http://127.0.0.1:9")',
        'WEBSERVICE("http://127.0.0.1:9")',
        'INDIRECT("A"&1)',
        "A1:A9 B1:B9",
        "{1,2;3}",
    ):
        escaped = formula.replace("&", "&amp;").replace('"', "&quot;")
        yield from kinds(
            "xlsx",
            f"outside-{formula[:6].encode().hex()}",
            lambda n, f=escaped: workbook(f"<row><c><f>{f}</f></c></row>" * n),
            (1, 500),
        )
    yield from kinds(
        "xlsx",
        "shared-formula",
        lambda n: workbook(
            '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">A2+1</f></c></row>'
            + '<row><c><f t="shared" si="0"/></c></row>' * n
        ),
        (10, 50_000),
    )
    yield from kinds(
        "xlsx",
        "array-formula",
        lambda n: workbook('<row><c r="A1"><f t="array" ref="A1:XFD1048576">SUM(A1:XFD1048576)</f></c></row>' * n),
        (1, 300),
    )
    for code in ("0" * n + "." for n in (1, 5000)):
        yield from kinds(
            "xlsx",
            f"number-format-{len(code)}",
            lambda n, c=code: workbook(row, styles=f'<numFmts><numFmt numFmtId="200" formatCode="{c}"/></numFmts>' * n),
            (1, 300),
        )
    yield from kinds(
        "xlsx",
        "styles-many",
        lambda n: workbook(
            row * 9, styles="<cellXfs>" + '<xf numFmtId="4" borderId="0" applyBorder="1"/>' * n + "</cellXfs>"
        ),
        (10, 700_000),
    )
    yield from kinds(
        "xlsx",
        "formats-many",
        lambda n: workbook(
            '<row><c s="1"><v>1</v></c></row>' * 9,
            styles="<numFmts>"
            + "".join(f'<numFmt numFmtId="{k}" formatCode="0.0"/>' for k in range(n))
            + '</numFmts><cellXfs><xf/><xf numFmtId="5"/></cellXfs>',
        ),
        (10, 500_000),
    )
    for what, item in (
        ("columns", '<cols><col min="1" max="16384" hidden="1"/></cols>'),
        ("columns-lie", '<cols><col min="-5" max="99999999999" hidden="x"/></cols>'),
        (
            "conditions",
            '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>1</formula></cfRule></conditionalFormatting>',
        ),
        ("validations", '<dataValidation sqref="A1:XFD1048576 A1:XFD1048576"><formula1>1</formula1></dataValidation>'),
        ("links", '<hyperlink ref="A1:XFD1048576" location="x"/>'),
        ("drawings", '<drawing r:id="r1" xmlns:r="x"/>'),
        ("legacy", '<legacyDrawing r:id="r1" xmlns:r="x"/>'),
        ("filters", '<autoFilter ref="A1:XFD1048576"/>'),
        ("merges-same", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ("merges-backward", '<mergeCells><mergeCell ref="Z9:A1"/></mergeCells>'),
        ("merges-odd", '<mergeCells><mergeCell ref="A0:B99999999"/><mergeCell ref="AAAAA1"/></mergeCells>'),
    ):
        yield from kinds("xlsx", f"behind-{what}", lambda n, i=item: workbook(row * 20, after=i * n), (1, 30_000))
    yield from kinds(
        "xlsx",
        "rows-hidden",
        lambda n: workbook("".join(f'<row r="{k}" hidden="1" outlineLevel="7">{number}</row>' for k in range(1, n))),
        (10, 100_000),
    )
    for place in ("0", "-1", "1048577", "9" * 30, "x", "1.5"):
        yield from kinds(
            "xlsx",
            f"row-{place[:8]}",
            lambda n, w=place: workbook(f'<row r="{w}"><c r="A{w}"><v>1</v></c></row>' * n),
            (1, 500),
        )
    yield from kinds(
        "xlsx",
        "rows-backward",
        lambda n: workbook("".join(f'<row r="{n - k}">{number}</row>' for k in range(n))),
        (10, 60_000),
    )
    yield from kinds(
        "xlsx",
        "cells-same",
        lambda n: workbook('<row r="1">' + '<c r="A1"><v>1.5</v></c>' * n + "</row>"),
        (10, 100_000),
    )
    yield from kinds(
        "xlsx",
        "sheet-names",
        lambda n: zipped(
            {
                "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets>'
                + f'<sheet name="{"表" * n}" sheetId="1" r:id="r0" state="veryHidden"/>'
                + '<sheet name="a&#10;&quot;[x]/\\:*?" sheetId="1" r:id="r0"/><sheet r:id="r7"/>'
                + "</sheets></workbook>",
                "xl/_rels/workbook.xml.rels": related(("worksheets/a.xml", "workbook.xml"), "worksheet"),
                "xl/worksheets/a.xml": f'<worksheet xmlns="{SHEETS}"><sheetData>{row * 9}</sheetData></worksheet>',
            }
        ),
        (1, 100_000),
    )
    yield from kinds(
        "xlsx",
        "sheet-is-book",
        lambda n: zipped(
            {
                "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets>'
                + '<sheet name="x" r:id="r0"/>' * n
                + "</sheets></workbook>",
                "xl/_rels/workbook.xml.rels": related(("workbook.xml",), "worksheet"),
            }
        ),
        (1, 3000),
    )
    yield from kinds(
        "xlsx",
        "strings-nested",
        lambda n: workbook('<row><c t="s"><v>0</v></c></row>', strings="<si>" * n + "<t>甲</t>" + "</si>" * n),
        (3, 200, 5000),
    )
    yield from kinds(
        "xlsx",
        "strings-phonetic",
        lambda n: workbook(
            '<row><c t="s"><v>0</v></c></row>',
            strings="<si><t>甲</t>" + "<rPh sb='0' eb='1'><t>x</t></rPh>" * n + "</si>",
        ),
        (3, 300_000),
    )
    yield from kinds(
        "xlsx",
        "strings-distinct",
        lambda n: workbook(
            "".join(f'<row><c t="s"><v>{k}</v></c></row>' for k in range(n)),
            strings="".join(f"<si><t>项目{k}</t></si>" for k in range(n)),
        ),
        (100, 60_000),
    )
    yield from kinds(
        "xlsx",
        "dates",
        lambda n: workbook(
            '<row><c s="1"><v>-99999999</v></c><c s="1"><v>1e300</v></c><c s="1"><v>2958465.9999999</v></c></row>' * n,
            styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
        ),
        (9,),
    )


CRAFTED = tuple(_books())
