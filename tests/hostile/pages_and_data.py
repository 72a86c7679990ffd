"""Crafted web pages, texts and JSON of kinds that a browser or an exchange of data would meet."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.kinds import Crafted, kinds
from tests.hostile.texts import SENTENCE, html

__all__ = ["CRAFTED"]


def _pages() -> Iterator[Crafted]:
    for name, once in {
        "open-paragraphs": "<p>甲",
        "frames": "<iframe src='http://127.0.0.1:9'></iframe>",
        "images": "<img src='file:///etc/passwd'>",
        "refresh": "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9'><base href='http://127.0.0.1:9'>",
        "scripts": "<script>while(1);",
        "nul": "<td\0><p\0>甲\0",
        "cdata": "<![CDATA[<td>]]>",
        "instructions": "<?xml-stylesheet href='x'?>",
        "forms": "<form><input value='1.5'><select><option>2",
        "wrong-order": "</td></tr></table><tr><td>1",
        "plain": "<plaintext>甲",
        "ruby": "<ruby>甲<rt>1</ruby>",
        "svg": "<svg><foreignObject><table><tr><td>1",
        "math": "<math><mi>1",
        "templates": "<template><table><tr><td>1",
        "names-of-tags": "<甲乙丙>1</甲乙丙>",
        "doctype": "<!doctype html><html>",
        "lists": "<ul><li>甲",
        "hidden": "<p style='display:none'>1.5",
        "breaks": "<wbr>&shy;&nbsp;",
    }.items():
        yield from kinds("html", f"repeated-{name}", lambda n, o=once: html("<p>2022年度</p>" + o * n), (10, 30_000))
    for name, text in {
        "data": "<img src='data:image/png;base64,{}'>",
        "script": "<script>{}</script><p>甲",
        "style": "<style>{}</style><p>甲",
        "comment": "<!--{}",
        "title": "<title>{}</title>",
        "attribute": "<p a='{}'>甲",
        "tag": "<{}>甲",
        "entity": "<p>&{};",
        "textarea": "<textarea>{}",
    }.items():
        yield from kinds("html", f"long-{name}", lambda n, t=text: html(t.format("a" * n)), (100, 50_000_000))
    for charset in ("utf-16", "utf-7", "gb2312", "x-user-defined", "", "iso-2022-cn"):
        yield from kinds(
            "html",
            f"charset-{charset}",
            lambda n, c=charset: f"<meta charset='{c}'><table><tr><td>{SENTENCE}".encode(),
            (1,),
        )
    yield from kinds(
        "html",
        "spans-zero",
        lambda n: html("<table>" + "<tr><td colspan=0 rowspan=0>1<td colspan=-1 rowspan='1e9'>2" * n),
        (1, 3000),
    )
    yield from kinds(
        "html", "span-million", lambda n: html(f"<table><tr><td colspan={n} rowspan={n}>1<tr><td>2" * 9), (9, 10**6)
    )
    yield from kinds(
        "html",
        "spans-staircase",
        lambda n: html("<table>" + "".join(f"<tr><td rowspan={n - k}>1" for k in range(n))),
        (9, 900),
    )
    yield from kinds("html", "tables-nested", lambda n: html("<table><tr><td>甲<td>" * n + "1.5"), (9, 120, 500, 9000))
    yield from kinds(
        "html",
        "hidden-rows",
        lambda n: html("<table>" + "<tr style='display:none'><td>1" * n + "<tr><td>甲<td>1.5"),
        (9, 100_000),
    )


def _plain() -> Iterator[Crafted]:
    for name, unit in {
        "returns": "合计 1.5\r",
        "separators": "合计 1.5\u2028",
        "next-lines": "合计 1.5\x85",
        "combining": "\u0301",
        "joined": "\u200d",
        "turned": "\u202e1.5\u202c",
        "fullwidth": "１２３．４５　",
        "superscripts": "²³",
        "roman": "Ⅷ、",
        "boxes": "│1.5",
        "corners": "┌──┬──┐\n│甲│1│\n",
        "arabic": "٣٤٫٥ ",
        "emoji": "👨‍👩‍👧‍👦",
        "private": "\ue000",
        "ideographs": "\U00020000",
        "tabs": "\t\t\t1\n",
        "equals": "=1+1\n",
        "colons": "：\n",
        "headings": "第一部分 概况\n",
        "forms": "收入支出决算总表\n公开01表\n单位：万元\n",
        "years": "2022年度\n",
        "percent": "占100%，",
        "reasons": "主要原因是",
        "minus": "−−1",
        "quotes": "“",
        "brackets": "（（",
        "books": "《",
        "points": "1、2、3、",
        "codes": "2010101 行政运行 1.5 1.5\n",
    }.items():
        yield from kinds("txt", f"of-{name}", lambda n, u=unit: (u * (n // len(u) + 1)).encode(), (3000, 300_000))
    yield from kinds("txt", "line-endless", lambda n: b"1" * n, (10**6, 60_000_000, 200_000_000))
    yield from kinds("txt", "lines-endless", lambda n: "甲 1.5\n".encode() * (n // 8), (10**6, 60_000_000, 200_000_000))
    for encoding in ("utf-16", "utf-32", "utf-16-be", "gb18030", "big5", "utf-7", "shift-jis", "cp037"):
        yield from kinds(
            "txt", f"encoded-{encoding}", lambda n, e=encoding: (SENTENCE * n).encode(e, "replace"), (1, 200)
        )
    yield from kinds(
        "txt", "encodings-mixed", lambda n: (SENTENCE.encode() + SENTENCE.encode("gb18030") + b"\xff\xfe") * n, (1, 200)
    )


def _data() -> Iterator[Crafted]:
    parts = ("document", "reading", "statements", "tables", "narrative", "sections", "claims", "performance")

    def whole(value: str, head: str = "") -> bytes:
        return (head + "{" + ",".join(f'"{part}":{value}' for part in parts) + "}").encode(errors="surrogatepass")

    for name, value in {
        "twice": '[],"document":{}',
        "infinite": "1e400",
        "negative-zero": "-0",
        "zeros": "0" * 9,
        "long": "1" + "0" * 4000,
        "tiny": "1e-400000",
        "string-huge": '"' + "a" * 10**7 + '"',
        "list-huge": "[" + "{}," * 10**6 + "{}]",
        "nulls": "[" + "null," * 10**6 + "null]",
        "lone": '"\\udc00\\ud800"',
        "control": '"\x01"',
        "comment": "/*x*/[]",
        "single": "'x'",
        "keys-same": "{" + '"a":1,' * 10**5 + '"a":2}',
        "deep-mixed": '[{"a":' * 900 + "1" + "}]" * 900,
    }.items():
        yield from kinds("json", f"all-{name}", lambda n, v=value: whole(v), (1,))
    for name, head in {"bom": "\ufeff", "blank": " " * 10**6, "lines": "\n" * 10**6}.items():
        yield from kinds("json", f"head-{name}", lambda n, h=head: whole("[]", h), (1,))
    yield from kinds("json", "utf-16", lambda n: whole("[]").decode().encode("utf-16"), (1,))
    yield from kinds("json", "two", lambda n: whole("[]") * n, (2,))
    yield from kinds(
        "json", "keys-million", lambda n: json.dumps({f"键{k}": [] for k in range(n)}).encode(), (10, 10**6)
    )


CRAFTED = (*_pages(), *_plain(), *_data())
