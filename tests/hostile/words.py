"""Crafted Word documents."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.books import zipped
from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED", "word"]

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, before: str = "", numbering: str = "", styles: str = "") -> bytes:
    """A document."""
    return zipped(
        {
            "word/document.xml": f'{before}<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{MAIN}">{numbering}</w:numbering>',
            "word/styles.xml": f'<w:styles xmlns:w="{MAIN}">{styles}</w:styles>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/numbering" Target="numbering.xml"/>'
            f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        }
    )  # fmt: skip


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(inside: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(cells: str) -> str:
    """A row."""
    return f"<w:tr>{cells}</w:tr>"


def _nested(depth: int, text: str = "甲") -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p(text) + f"</w:tc>{tc(p('1.5'))}</w:tr></w:tbl>" * depth


def _boxes(depth: int) -> str:
    opened = "<w:p><w:r><w:pict><w:txbxContent>"
    return opened * depth + p("甲") + "</w:txbxContent></w:pict></w:r></w:p>" * depth


def _all() -> Iterator[Crafted]:
    table = "<w:tbl>{}</w:tbl>"
    yield from kinds(
        "docx",
        "grid-span",
        lambda n: word(table.format(tr(tc(p("1"), '<w:gridSpan w:val="512"/>') + tc(p("2"))) * n)),
        (2, 100, 3000),
    )
    yield from kinds(
        "docx",
        "grid-span-huge",
        lambda n: word(table.format(tr(tc(p("1"), '<w:gridSpan w:val="999999999"/>') * n))),
        (2, 100, 5000),
    )
    yield from kinds(
        "docx",
        "grid-before",
        lambda n: word(table.format(tr('<w:trPr><w:gridBefore w:val="999999"/></w:trPr>' + tc(p("1"))) * n)),
        (2, 200, 5000),
    )
    yield from kinds(
        "docx", "vertical-merge", lambda n: word(table.format(tr(tc(p("1"), "<w:vMerge/>") * 20) * n)), (2, 200, 20_000)
    )
    yield from kinds(
        "docx",
        "horizontal-merge",
        lambda n: word(table.format(tr(tc(p("1")) + tc(p(""), "<w:hMerge/>") * n) * 3)),
        (2, 200, 20_000),
    )
    yield from kinds(
        "docx",
        "cells",
        lambda n: word(table.format(tr(tc(p("1,234.56")) * 10) * (n // 10))),
        (1000, 20_000, 140_000, 500_000),
    )
    yield from kinds("docx", "wide-row", lambda n: word(table.format(tr(tc(p("1.5")) * n) * 3)), (1000, 20_000, 45_000))
    yield from kinds(
        "docx", "tables", lambda n: word(table.format(tr(tc(p("合计")) + tc(p("1.5"))) * 2) * n), (100, 5000, 30_000)
    )
    yield from kinds("docx", "nested-tables", lambda n: word(_nested(n)), (3, 29, 60, 84, 500))
    yield from kinds("docx", "nested-tables-wide", lambda n: word(_nested(25, "合计") * n), (1, 50, 2000))
    yield from kinds("docx", "boxes", lambda n: word(_boxes(n)), (3, 29, 60, 200))
    yield from kinds("docx", "boxes-many", lambda n: word(_boxes(1) * n), (10, 1000, 60_000))
    yield from kinds(
        "docx",
        "paragraphs",
        lambda n: word(p("（一）收入决算1,234.56万元，增加2.5%。") * n),
        (100, 5000, 60_000, 200_000),
    )
    yield from kinds("docx", "blank-paragraphs", lambda n: word("<w:p/>" * n), (100, 50_000, 10**6))
    yield from kinds(
        "docx", "long-paragraph", lambda n: word(p("收入1,234.56万元，" * n)), (100, 5000, 100_000, 800_000)
    )
    yield from kinds(
        "docx", "runs", lambda n: word("<w:p>" + "<w:r><w:t>1</w:t></w:r>" * n + "</w:p>"), (100, 10_000, 10**6)
    )
    yield from kinds(
        "docx",
        "breaks",
        lambda n: word("<w:p><w:r>" + "<w:t>1.5</w:t><w:br/>" * n + "</w:r></w:p>"),
        (100, 10_000, 500_000),
    )
    yield from kinds(
        "docx",
        "wrapped",
        lambda n: word("<w:sdt><w:sdtContent>" * n + p("甲") + "</w:sdtContent></w:sdt>" * n),
        (10, 120, 5000),
    )
    yield from kinds(
        "docx",
        "wrapped-runs",
        lambda n: word("<w:p>" + "<w:ins>" * n + "<w:r><w:t>1</w:t></w:r>" * 2000 + "</w:ins>" * n + "</w:p>"),
        (10, 240),
    )
    yield from kinds(
        "docx",
        "attributes",
        lambda n: word("<w:p " + " ".join(f'w:a{k}="1"' for k in range(n)) + "/>"),
        (10, 5000, 10**6),
    )
    yield from kinds("docx", "junk", lambda n: word('<w:x w:a="1"/>' * n + p("甲")), (1000, 10**5, 3 * 10**6))
    yield from kinds("docx", "junk-between", lambda n: word(('<w:x w:a="1"/>' * 1000 + p("甲")) * n), (10, 300, 3000))
    number = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="{}"/>'
        '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    for kind in ("upperRoman", "lowerLetter", "chineseCounting", "decimalZero"):
        yield from kinds(
            "docx",
            f"number-{kind}",
            lambda n, k=kind: word(numbered * 300, numbering=number.format(n, k, "%1")),
            (1, 9998, 999_999_999),
        )
    yield from kinds(
        "docx",
        "number-long",
        lambda n: word(numbered * 3000, numbering=number.format(9000, "upperRoman", "%1" * n)),
        (10, 10_000),
    )
    yield from kinds(
        "docx",
        "style-circle",
        lambda n: word(
            p("甲", '<w:pStyle w:val="s0"/>') * 100,
            styles="".join(
                f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{(k + 1) % n}"/></w:style>' for k in range(n)
            ),
        ),
        (1, 2, 5000, 100_000),
    )
    entity = '<!DOCTYPE x [<!ENTITY a "{}">]>'
    yield from kinds("docx", "entity", lambda n: word(p("&a;" * n), entity.format("金额" * 5000)), (1, 100, 100_000))
    yield from kinds("docx", "bomb", lambda n: word(p(" " * n)), (10**5, 9 * 10**6, 3 * 10**8))
    for text in (
        "9" * 5000,
        "1" + ",234" * 5000,
        "." * 5000,
        "一" * 5000,
        "（" * 5000,
        "1、" * 3000,
        "-" * 9000,
        "\u202e甲",
        "9" * 30 + "万元",
    ):
        yield from kinds(
            "docx",
            f"text-{text[:3].encode().hex()}{len(text)}",
            lambda n, t=text: word(p(t) * n + table.format(tr(tc(p(t)) * 3) * n)),
            (1, 60),
        )


CRAFTED = tuple(_all())
