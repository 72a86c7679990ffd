"""Lines outside tables: sentences whole and in order, paragraphs apart, furniture aside."""

from __future__ import annotations

import pytest

from tests.formats.pdf.made import TITLE, first_page, paragraphs, read, table, typeset

SENTENCE = "本年收入合计2,946.25万元，其中：财政拨款收入2,940.05万元，占99.79%；其他收入6.20万元，占0.21%。"
LONG = SENTENCE * 3


def _texts(markup: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(first_page(typeset(markup)))]


def test_lines_are_joined_to_paragraphs() -> None:
    """Indented first lines begin a paragraph; headings stand alone though they are indented too."""
    assert _texts(f"二、收入决算情况说明\n\n{LONG}\n\n{SENTENCE}") == ["二、收入决算情况说明", LONG, SENTENCE]


def test_a_heading_that_fills_its_line_is_not_joined_to_the_text() -> None:
    """Only the indentation of the next line, and what follows that, tells."""
    heading = "九、国有资本经营预算财政拨款收入支出决算情况说明及其他需要说明的重要事项情况说明"
    assert _texts(f"{heading}\n\n{LONG}") == [heading, LONG]


def test_paragraphs_without_indentation_are_told_by_their_distance() -> None:
    """Some producers leave space instead."""
    markup = "#set par(first-line-indent: 0em, spacing: 2.5em)\n"
    assert _texts(f"{markup}{LONG}\n\n{LONG}") == [LONG, LONG]


def test_text_without_indentation_or_space_is_told_by_short_lines_and_marks() -> None:
    """A re-typeset page may have neither."""
    markup = "#set par(first-line-indent: 0em, justify: false)\n"
    parts = ["（一）收入情况", f"1.{LONG}", f"2.{LONG}"]
    assert _texts(markup + "\n\n".join(parts)) == parts


def test_figures_on_another_baseline_stay_in_their_sentence() -> None:
    """Producers that set digits in another font shift them; they are read in place."""
    shifted = SENTENCE.replace("2,946.25", "#text(baseline: 3.5pt)[2,946.25]").replace(
        "6.20", "#text(baseline: -3.5pt)[6.20]"
    )
    assert _texts(f"{shifted * 3}") == [LONG]


def test_a_paragraph_over_two_pages_continues() -> None:
    """The flag is set when the next page goes on with it, not merely because the line is full."""
    first, second = read(typeset(f"#v(21cm)\n{SENTENCE}{LONG * 10}")).pages

    assert paragraphs(first)[-1].continues
    assert paragraphs(first)[-1].text + paragraphs(second)[0].text == SENTENCE + LONG * 10


def test_a_paragraph_that_ends_with_the_page_does_not_continue() -> None:
    """The next page begins with an indented line."""
    pages = read(typeset(f"{LONG}\n\n#pagebreak()\n{LONG}")).pages

    assert [[paragraph.continues for paragraph in paragraphs(page)] for page in pages] == [[False], [False]]


def test_titles_are_centred_and_sized() -> None:
    """A wrapped title is one paragraph."""
    title = "第三部分某某市某某区某某局二〇二四年度部门决算情况说明"
    page = first_page(typeset(f"#align(center, text(size: 22pt, weight: 700)[{title}])\n\n{LONG}\n\n{LONG}\n\n{LONG}"))
    head, *body = paragraphs(page)

    assert head.text == title
    assert head.size == pytest.approx(22, abs=0.5)
    assert head.centred
    assert not any(paragraph.centred for paragraph in body)
    assert body[0].size == pytest.approx(10.5, abs=0.3)


def test_contents_are_one_paragraph_a_line() -> None:
    """Every line is full, for the page numbers stand at the margin."""
    lines = [f"第{n}部分 情况说明 #box(width: 1fr, repeat[.]) {n}" for n in range(1, 6)]
    assert len(_texts("\n\n".join(lines))) == 5


def test_page_numbers_are_furniture() -> None:
    """In prose and under tables, plain or decorated."""
    for numbering in ("1", "- 1 -", "第1页", "1 / 1"):
        pages = read(typeset(f'#set page(numbering: "{numbering}")\n{LONG}\n#pagebreak()\n{TITLE}{table()}')).pages

        assert all(len(page.furniture) == 1 for page in pages), numbering
        assert [len(paragraphs(page)) for page in pages] == [1, 2], numbering


def test_running_headers_are_furniture_but_titles_of_tables_are_not() -> None:
    """Titles, units and form numbers repeat as well, but only where tables are."""
    prose = "\n#pagebreak()\n".join(f"{mark}、{LONG}" for mark in "甲乙丙丁")
    tables = "\n#pagebreak()\n".join([f"公开03表\n{TITLE}{table()}"] * 5)
    pages = read(typeset(f"#set page(header: [某某局2024年度部门决算])\n{prose}\n#pagebreak()\n{tables}")).pages

    assert all([line.text for line in page.furniture] == ["某某局2024年度部门决算"] for page in pages)
    assert [paragraph.text for paragraph in paragraphs(pages[-1])] == ["公开03表", "支出决算表", "单位：万元"]


def test_raw_keeps_gaps_and_lines() -> None:
    """Wide gaps are several blanks; lines are kept apart."""
    [head, body] = paragraphs(first_page(typeset(f"部门：某某局 #h(6cm) 单位：万元\n\n{LONG}")))

    assert "   " in head.raw
    assert head.text == "部门：某某局单位：万元"
    assert body.raw.count("\n") == len(body.passage.pieces) - 1 > 0


def test_every_number_has_its_own_place() -> None:
    """The box of a part of a paragraph is that of its characters."""
    page = first_page(typeset(LONG))
    [paragraph] = paragraphs(page)
    start = paragraph.text.index("99.79%")
    left, top, right, bottom = paragraph.passage.place(start, start + 6).bbox or (0, 0, 0, 0)

    assert paragraph.passage.place(start, start + 6).page == 1
    assert 25 < right - left < 50
    assert 8 < bottom - top < 14


def test_radicals_and_full_width_characters_are_in_normal_form() -> None:
    """What the shared normal form says holds here too, with places kept aligned."""
    [paragraph] = paragraphs(first_page(typeset("１２３．４５万元，占％（Ａ）")))

    assert paragraph.text == "123.45万元，占%（A）"
    assert len(paragraph.passage.pieces[0].edges or ()) == len(paragraph.text) + 1
