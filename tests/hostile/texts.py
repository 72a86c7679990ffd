"""Crafted web pages, plain texts, and data of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED"]

SENTENCE = "（一）一般公共预算财政拨款支出决算1,234.56万元，比上年增加12.34万元，增长2.5%，主要原因是人员增加。"
HEAD = "<html><meta charset=utf-8><body>{}</body></html>"


def html(body: str) -> bytes:
    """A page."""
    return HEAD.format(body).encode(errors="surrogatepass")


def _pages() -> Iterator[Crafted]:
    for tag in ("div", "b", "table", "table><tr><td", "tbody", "tr", "td", "font", "ul><li", "thead", "span", "center"):
        yield from kinds(
            "html",
            f"deep-{tag.encode().hex()}",
            lambda n, t=tag: html(f"<{t}>" * n + "甲1.5"),
            (20, 300, 20_000, 400_000),
        )
    yield from kinds(
        "html", "deep-sections", lambda n: html("<table>" + "<tbody>" * n + "<tr><td>1"), (20, 2000, 100_000)
    )
    yield from kinds(
        "html", "spans", lambda n: html("<table>" + "<tr>" + "<td colspan=1000 rowspan=65534>1" * n), (1, 100, 5000)
    )
    yield from kinds(
        "html",
        "spans-rows",
        lambda n: html("<table>" + "<tr>" + "<td colspan=1000 rowspan=65534>1" * 20 + "<tr>" * n),
        (1, 1000, 200_000),
    )
    yield from kinds(
        "html",
        "span-digits",
        lambda n: html(f"<table><tr><td colspan={'9' * n}>1<td rowspan={'٣' * n}>2"),
        (9, 5000, 10**6),
    )
    yield from kinds(
        "html", "rows-down", lambda n: html("<table>" + "<tr><td rowspan=9999>1<td>2" * n), (10, 300, 3000)
    )
    yield from kinds(
        "html",
        "cells",
        lambda n: html("<table>" + ("<tr>" + "<td>1,234.56" * 10) * (n // 10)),
        (1000, 20_000, 140_000, 500_000),
    )
    yield from kinds(
        "html",
        "cells-blank",
        lambda n: html("<table>" + ("<tr>" + "<td>" * 10) * (n // 10)),
        (1000, 20_000, 140_000, 500_000),
    )
    yield from kinds("html", "wide", lambda n: html("<table>" + ("<tr>" + "<td>合计" * n) * 3), (1000, 20_000, 45_000))
    yield from kinds(
        "html",
        "tables-wide",
        lambda n: html(
            (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{mark}{k}" for k in range(900)) for mark in "甲乙1")
                + "</table>"
            )
            * n
        ),
        (1, 10, 50),
    )
    yield from kinds(
        "html",
        "tables",
        lambda n: html("<table><tr><td>合计<td>1.5<tr><td>其他<td>2.5</table>" * n),
        (100, 5000, 30_000),
    )
    yield from kinds("html", "paragraphs", lambda n: html(f"<p>{SENTENCE}" * n), (100, 3000, 50_000, 300_000))
    yield from kinds("html", "breaks", lambda n: html(f"<p>{SENTENCE}<br>" + "1.5<br>" * n), (100, 10_000, 400_000))
    yield from kinds("html", "long", lambda n: html("<p>" + SENTENCE * n), (100, 3000, 50_000))
    yield from kinds("html", "attributes", lambda n: html("<p " + "a=1 " * n + ">甲"), (100, 10**5, 3 * 10**6))
    yield from kinds(
        "html", "attribute-long", lambda n: html(f"<p style='{'text-align:' * n}'>甲" * 3), (100, 10**5, 2 * 10**6)
    )
    yield from kinds("html", "entities", lambda n: html("<p>" + "&#57;" * n), (100, 10**5, 3 * 10**6))
    yield from kinds("html", "comments", lambda n: html("<!--" * n), (100, 10**6))
    yield from kinds("html", "formats", lambda n: html("<pre>" + " \n" * n + "1.5</pre>"), (100, 10**6))


def _plain() -> Iterator[Crafted]:
    for name, text in {
        "digits": "9", "grouped": "1,234,", "points": "1.", "dashes": "-", "brackets": "（", "blanks": "1 ", "chinese": "一",
        "sentence": SENTENCE, "units": "1万元", "percent": "1.5%", "rows": "合计 1.5 2.5 ", "colons": "项目：", "heads": "（一）1、一、",
        "years": "2022年",
        "commas": "，", "stops": "。", "marks": "□√", "pipes": "|1.5", "tabs": "1\t", "table": "财决公开01表", "number-names": "一级指标 二级指标 ",
    }.items():  # fmt: skip
        yield from kinds(
            "txt", f"line-{name}", lambda n, t=text: (t * (n // len(t) + 1)).encode(), (5000, 100_000, 2_000_000)
        )
        yield from kinds(
            "txt",
            f"lines-{name}",
            lambda n, t=text: ((t * 5 + "\n") * (n // len(t) // 5 + 1)).encode(),
            (5000, 100_000, 1_500_000),
        )
    yield from kinds("txt", "feeds", lambda n: ("甲\f" * n).encode(), (100, 10_000, 10**6))
    yield from kinds("txt", "marks", lambda n: "".join(f"- {k} -\n甲\n" for k in range(n)).encode(), (100, 9000, 10**5))
    for name, data in {
        "nul": b"\0",
        "bom": b"\xff\xfe",
        "gbk": "决算".encode("gb18030"),
        "lone": "\ud800".encode(errors="surrogatepass"),
        "controls": b"\x01\x02a\n",
        "marks": "\u202e\u200b甲\n".encode(),
    }.items():
        yield from kinds("txt", f"bytes-{name}", lambda n, d=data: d * n, (1, 3000, 300_000))


def _data() -> Iterator[Crafted]:
    parts = ("document", "reading", "statements", "tables", "narrative", "sections", "claims", "performance")
    yield from kinds("json", "deep", lambda n: b"{" + b'"a":{' * n, (10, 5000, 10**6))
    yield from kinds("json", "deep-list", lambda n: b'{"a":' + b"[" * n + b"]" * n + b"}", (10, 900, 5000, 10**6))
    for value in (
        "NaN",
        "Infinity",
        "-Infinity",
        "1E+999999999",
        "9" * 5000,
        '"\\ud800"',
        "null",
        "[]",
        "{}",
        "true",
        '"' + "9" * 5000 + '"',
        '"1E+999999999"',
        '"sNaN"',
    ):
        whole = "{" + ",".join(f'"{part}":{value}' for part in parts) + "}"
        yield from kinds("json", f"value-{value[:8].encode().hex()}", lambda n, w=whole: w.encode() * n, (1,))
    yield from kinds("json", "keys", lambda n: json.dumps({str(k): k for k in range(n)}).encode(), (100, 300_000))


CRAFTED = (*_pages(), *_plain(), *_data())
