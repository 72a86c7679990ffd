"""Watermarks: a page says the same with one as without, whatever it says and whichever way it runs."""

from __future__ import annotations

from collections import Counter

import pytest

from juesuan.formats.pages.source import Source
from tests.formats.pdf.made import TITLE, grids, paragraphs, read, table, texts, typeset

PROSE = "本年收入合计2,946.25万元，其中：财政拨款收入2,940.05万元，占99.79%。" * 12
BODY = "\n#pagebreak()\n".join(
    (
        "#align(center, text(22pt)[某某局部门决算])",
        f"{TITLE}{table()}\n{PROSE}",
        f"{TITLE}{table(stroke='none')}",
        f"一、收入\n\n{PROSE * 5}",
    )
)
ANGLES = (*range(0, 91, 6), 85, 89, 91, 135, 180, 270, -45)
STRAIGHT = (0, 90, 180, 270)
WORDS = ("内部资料 注意保存", "2023 12.50 DRAFT", "草稿")
TURNED = [
    *((angle, WORDS[number % len(WORDS)]) for number, angle in enumerate(ANGLES)),
    *(
        (angle, words)
        for number, angle in enumerate(ANGLES)
        for words in WORDS
        if angle in STRAIGHT and words != WORDS[number % len(WORDS)]
    ),
]
"""Every angle, with words that change from one to the next; those in line with what is printed with each of the words."""


def marked(words: str, size: int, angle: int, where: str = "background") -> Source:
    """The pages with a watermark behind or before their text."""
    turned = f"rotate({angle}deg, text({size}pt, fill: luma(80%))[{words}])"
    return read(typeset(f"#set page({where}: {turned})\n{BODY}"))


def said(source: Source) -> list[object]:
    """What each page says."""
    return [
        ([paragraph.text for paragraph in paragraphs(page)], [texts(grid) for grid in grids(page)])
        for page in source.pages
    ]


@pytest.mark.parametrize(("angle", "words"), TURNED)
def test_a_watermark_changes_nothing(words: str, angle: int) -> None:
    """Along, across and askew; also on the pages where nothing lies under it."""
    assert said(marked(words, 60, angle)) == said(read(typeset(BODY)))


@pytest.mark.parametrize("where", ["background", "foreground"])
@pytest.mark.parametrize("size", [30, 100])
@pytest.mark.parametrize("angle", [0, 90])
def test_watermarks_of_other_sizes(size: int, angle: int, where: str) -> None:
    """Before the text as behind it."""
    assert said(marked(WORDS[0], size, angle, where)) == said(read(typeset(BODY)))


def test_a_page_that_lies_askew_is_no_watermark() -> None:
    """A sheet that was scanned carelessly keeps its text."""
    page = read(typeset(f"#rotate(4deg)[{PROSE}]")).pages[0]

    assert Counter("".join(paragraph.text for paragraph in paragraphs(page))) == Counter(PROSE)


def test_titles_are_no_watermarks() -> None:
    """Large text that is printed over nothing says something."""
    page = read(typeset(f"#text(40pt)[收入支出决算总表]\n\n{PROSE}")).pages[0]

    assert paragraphs(page)[0].text == "收入支出决算总表"
