"""Crafted Word packages whose parts lead elsewhere, round in circles, or repeat small things without end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.books import RELATIONS, zipped
from tests.hostile.kinds import Crafted, kinds
from tests.hostile.words import MAIN, p, tc, tr, word

__all__ = ["CRAFTED", "related"]

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TARGETS = (
    "http://127.0.0.1:9/x",
    "file:///etc/passwd",
    "\\\\127.0.0.1\\x",
    "../../../../etc/passwd",
    "document.xml",
    "_rels/document.xml.rels",
    "",
    "#x",
    "x\0y",
    "word/document.xml",
    "/word/document.xml",
    "%2e%2e/x",
    "http://[",
    "C:/x",
)


def related(targets: tuple[str, ...], kind: str, mode: str = "") -> str:
    """Relationships of one kind."""
    items = "".join(
        f'<Relationship Id="r{k}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'.replace("\0", "&#1;")
        for k, target in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def parts(body: str, **others: str) -> bytes:
    """A Word document with other parts: their path with two underscores for a slash and one for a stop."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in others.items()}
    main = f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": main, **named})


def _words() -> Iterator[Crafted]:
    table = "<w:tbl>{}</w:tbl>"
    for kind in (
        "header",
        "footnotes",
        "styles",
        "numbering",
        "aFChunk",
        "attachedTemplate",
        "officeDocument",
        "image",
        "oleObject",
        "theme",
    ):
        for mode in ("", ' TargetMode="External"'):
            name = f"related-{kind}{'-outside' if mode else ''}"
            yield from kinds(
                "docx",
                name,
                lambda n, k=kind, m=mode: zipped(
                    {
                        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">'
                        f'<w:body>{p("甲")}<w:altChunk r:id="r0"/></w:body></w:document>',
                        "word/_rels/document.xml.rels": related(TARGETS * n, k, m),
                    }
                ),
                (1,),
            )
    yield from kinds(
        "docx", "chunks", lambda n: word(p("甲") + '<w:altChunk xmlns:r="x" r:id="r1"/>' * n), (10, 30_000)
    )
    yield from kinds(
        "docx",
        "numbering-circle",
        lambda n: word(
            p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 50,
            numbering="".join(
                f'<w:abstractNum w:abstractNumId="{k}"><w:numStyleLink w:val="s{k}"/></w:abstractNum>'
                f'<w:num w:numId="{k}"><w:abstractNumId w:val="{k}"/></w:num>'
                for k in range(n)
            ),
            styles="".join(
                f'<w:style w:type="numbering" w:styleId="s{k}"><w:pPr><w:numPr><w:numId w:val="{(k + 1) % n}"/></w:numPr></w:pPr></w:style>'
                for k in range(n)
            ),
        ),
        (1, 2, 3000),
    )
    yield from kinds(
        "docx",
        "styles-linked",
        lambda n: word(
            p("甲", '<w:pStyle w:val="s0"/>') * 50,
            styles="".join(
                f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/><w:link w:val="s{k}"/><w:next w:val="s0"/></w:style>'
                for k in range(n)
            ),
        ),
        (1, 900, 50_000),
    )
    yield from kinds(
        "docx",
        "levels-deep",
        lambda n: word(p("甲", f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{n}"/></w:numPr>') * 99),
        (-1, 9, 10**9),
    )
    yield from kinds(
        "docx",
        "outline-number-text",
        lambda n: word(
            p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 2000,
            numbering='<w:abstractNum w:abstractNumId="1">'
            + "".join(
                f'<w:lvl w:ilvl="{k}"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1%2%3%4%5%6%7%8%9" * n}"/></w:lvl>'
                for k in range(9)
            )
            + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
        (1, 300),
    )
    yield from kinds(
        "docx",
        "grid-columns",
        lambda n: word(table.format("<w:tblGrid>" + '<w:gridCol w:w="9"/>' * n + "</w:tblGrid>" + tr(tc(p("1"))))),
        (10, 10**6),
    )
    yield from kinds(
        "docx",
        "merge-down-million",
        lambda n: word(
            table.format(tr(tc(p("1"), '<w:vMerge w:val="restart"/>')) + tr(tc("<w:p/>", "<w:vMerge/>")) * n)
        ),
        (10, 100_000),
    )
    yield from kinds(
        "docx",
        "row-spans",
        lambda n: word(table.format(tr("".join(tc(p("1"), f'<w:gridSpan w:val="{10**k}"/>') for k in range(9))) * n)),
        (1, 400),
    )
    yield from kinds(
        "docx",
        "spans-negative",
        lambda n: word(
            table.format(tr(tc(p("1"), '<w:gridSpan w:val="-5"/>') + tc(p("2"), '<w:gridSpan w:val="x"/>')) * n)
        ),
        (1, 2000),
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r>'
    yield from kinds("docx", "fields-open", lambda n: word(f"<w:p>{field * n}</w:p>" + p("甲")), (1, 100_000))
    yield from kinds(
        "docx",
        "fields-nested",
        lambda n: word('<w:p><w:fldSimple w:instr="INCLUDETEXT x">' * n + "</w:fldSimple></w:p>" * n),
        (5, 200),
    )
    yield from kinds(
        "docx",
        "alternates",
        lambda n: word(
            "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='x'>"
            * n
            + p("甲")
            + f"</mc:Choice><mc:Fallback>{p('乙')}</mc:Fallback></mc:AlternateContent>" * n
        ),
        (3, 100, 4000),
    )
    yield from kinds(
        "docx",
        "changes-nested",
        lambda n: word("<w:p>" + "<w:ins><w:del>" * n + "<w:r><w:t>1</w:t></w:r>" + "</w:del></w:ins>" * n + "</w:p>"),
        (3, 120, 5000),
    )
    yield from kinds(
        "docx",
        "notes",
        lambda n: parts(
            "<w:p>" + '<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>' * n + "</w:p>",
            word__footnotes_xml=f'<w:footnotes xmlns:w="{MAIN}"><w:footnote w:id="1">{p("甲") * 99}</w:footnote></w:footnotes>',
        ),
        (10, 100_000),
    )
    yield from kinds(
        "docx",
        "comments-many",
        lambda n: parts(
            p("2022年度部门决算") + "<w:p>" + '<w:commentRangeStart w:id="1"/>' * n + "</w:p>",
            word__comments_xml=f'<w:comments xmlns:w="{MAIN}">'
            + f'<w:comment w:id="1">{p("x")}</w:comment>' * n
            + "</w:comments>",
        ),
        (10, 100_000),
    )
    for encoding in ("utf-16", "utf-7", "ebcdic-cp-us", "gb2312", "x-none", "utf-32"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>'
        yield from kinds(
            "docx",
            f"encoding-{encoding}",
            lambda n, d=declared: zipped(
                {"word/document.xml": d + f'<w:document xmlns:w="{MAIN}"><w:body>{p("甲") * n}</w:body></w:document>'}
            ),
            (9,),
        )
    yield from kinds(
        "docx",
        "outside-entity",
        lambda n: word(
            p("&a;" * n),
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x" [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://127.0.0.1:9/y">%b;]>',
        ),
        (1,),
    )
    yield from kinds("docx", "marks-combining", lambda n: word(p("甲" + "\u0301" * n + "1.5")), (100, 10**6))
    yield from kinds(
        "docx",
        "paths-of-names",
        lambda n: word(
            f"<w:p>{'<w:bookmarkStart w:id=&quot;1&quot;/>'.replace('&quot;', chr(34)) * n}</w:p>" + p("甲")
        ),
        (10, 10**6),
    )
    yield from kinds(
        "docx",
        "namespaces",
        lambda n: word(
            "<w:p " + " ".join(f'xmlns:a{k}="x{k}"' for k in range(n)) + ">" + "<w:r><w:t>1</w:t></w:r>" * 99 + "</w:p>"
        ),
        (10, 30_000),
    )


CRAFTED = tuple(_words())
