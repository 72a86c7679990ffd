"""Several numbers wrong for one reason are one finding: moved runs, exchanged rows and columns, parts that were not updated."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.model import Disclosure, Finding, Place, Statement, Unit
from tests import made

ROWS = {
    "*": ("110.40", "57.00", "53.40"),
    "206": ("61.30", "10.90", "50.40"),
    "20602": ("61.30", "10.90", "50.40"),
    "2060203": ("61.30", "10.90", "50.40"),
    "208": ("49.10", "46.10", "3.00"),
    "20805": ("49.10", "46.10", "3.00"),
    "2080501": ("14.90", "14.90", "0.00"),
    "2080505": ("14.20", "14.20", "0.00"),
    "2080506": ("20.00", "17.00", "3.00"),
}


def spending(**wrong: str) -> dict[tuple[str, str], str]:
    """公开03表; ``wrong`` replaces cells, ``c206_C3="7.00"``."""
    cells = {(row, f"C{index}"): text for row, texts in ROWS.items() for index, text in enumerate(texts, 1)}
    for name, text in wrong.items():
        row, _, column = name.removeprefix("c").rpartition("_")
        cells[row, column] = text
    return cells


def patterns(disclosure: Disclosure, previous: Disclosure | None = None) -> list[Finding]:
    return [f for f in check(disclosure, previous).findings if f.root is None and f.rule[:2] == "B-"]


def mended(finding: Finding) -> dict[str, str | None]:
    labels = (" ".join(finding.terms[s.term].label.split()[1:]) for s in finding.suspects)
    return dict(zip(labels, (s.suggestion for s in finding.suspects), strict=True))


def test_a_run_of_a_column_moved_down_is_one_finding() -> None:
    """The last number of the run overwrote another: what that was, the equations say."""
    wrong = spending(c2080501_C2="0.00", c2080505_C2="14.90", c2080506_C2="14.20")
    (finding,) = patterns(made.disclosure({"T03": wrong}))

    assert finding.rule == "B-01"
    assert "“2080501 科目2080501”至“2080505 科目2080505”（第 7 至第 8 行）的数字整体下移一行" in finding.message
    assert mended(finding) == {"2080501 C2": "14.90", "2080505 C2": "14.20", "2080506 C2": "17.00"}
    assert finding.folded


def test_a_run_moved_up_is_said_so() -> None:
    wrong = spending(c20805_C2="14.90", c2080501_C2="14.20", c2080505_C2="17.00", c2080506_C2="0.00")
    (finding,) = patterns(made.disclosure({"T03": wrong}))

    assert "整体上移一行" in finding.message
    assert mended(finding)["2080506 C2"] == "17.00"


def test_a_run_across_rows_that_repeat_each_other() -> None:
    """A row that is the same as its only part is not changed by the move, and no sum wants its neighbour's number."""
    wrong = spending(c2060203_C2="0.00", c208_C2="10.90", c2080501_C2="46.10")
    (finding,) = patterns(made.disclosure({"T03": wrong}))

    assert finding.rule == "B-01"
    assert mended(finding) == {"2060203 C2": "10.90", "208 C2": "46.10", "2080501 C2": "14.90"}


def test_a_run_that_went_round_has_its_last_number_first() -> None:
    wrong = spending(c2060203_C2="14.90", c208_C2="10.90", c2080501_C2="46.10")
    (finding,) = patterns(made.disclosure({"T03": wrong}))

    assert mended(finding) == {"2060203 C2": "10.90", "208 C2": "46.10", "2080501 C2": "14.90"}


def test_a_number_copied_from_above_is_no_moved_run() -> None:
    wrong = spending(c2080505_C2="14.90", c2060203_C3="54.00")
    assert patterns(made.disclosure({"T03": wrong})) == []


def test_two_columns_of_a_row_exchanged() -> None:
    (finding,) = patterns(made.disclosure({"T03": spending(c2060203_C2="50.40", c2060203_C3="10.90")}))

    assert (finding.rule, mended(finding)) == ("B-02", {"2060203 C2": "10.90", "2060203 C3": "50.40"})
    assert "互相颠倒" in finding.message


def test_a_number_in_the_neighbouring_column() -> None:
    (finding,) = patterns(made.disclosure({"T03": spending(c2080505_C2="0.00", c2080505_C3="14.20")}))

    assert "填错了栏" in finding.message
    assert mended(finding) == {"2080505 C2": "14.20", "2080505 C3": "0.00"}


def test_two_rows_exchanged() -> None:
    wrong = {f"c206_C{i}": text for i, text in enumerate(ROWS["208"], 1)}
    wrong |= {f"c208_C{i}": text for i, text in enumerate(ROWS["206"], 1)}
    (finding,) = patterns(made.disclosure({"T03": spending(**wrong)}))

    assert (finding.rule, len(finding.suspects)) == ("B-02", 6)
    assert "两行的数字互相颠倒" in finding.message


@pytest.mark.parametrize("wrong", [{}, {"c2060203_C3": "54.00"}, {"c2080505_C2": "41.20", "c2080506_C2": "71.00"}])
def test_single_slips_are_no_pattern(wrong: dict[str, str]) -> None:
    assert patterns(made.disclosure({"T03": spending(**wrong)})) == []


def test_text_without_columns_may_have_been_misread() -> None:
    document = made.disclosure({"T03": spending(c2080505_C2="0.00", c2080505_C3="14.20")})
    flat = replace(document, statements=tuple(replace(s, place=s.place.but(line=7)) for s in document.statements))
    (finding,) = patterns(flat)

    assert str(finding.suspects[0].slip) == "填错了栏，也可能是读取有误：文本中没有栏线"


def prose(*texts: str) -> tuple[Statement, ...]:
    facts = ("spend", "spend[nature=basic]", "spend[nature=project]")
    found = [made.statement(f"N03.{fact}", fact, text, "N03") for fact, text in zip(facts, texts, strict=True)]
    return tuple(replace(one, place=Place(line=9, text=one.id)) for one in found)


def stale_document() -> Disclosure:
    """The section on expenditure states the amounts of another year, which add up, and their shares."""
    stated = prose("99.00", "54.00", "45.00")
    shares = tuple(
        made.claim(
            "share",
            "N03",
            Place(line=9, text=f"占{rate}"),
            "占",
            0,
            (part.id, stated[0].id),
            made.amount(rate, Unit.PERCENT),
        )
        for part, rate in ((stated[1], "54.55%"), (stated[2], "45.45%"))
    )
    total = made.claim("sum", "N03", Place(line=9), "其中", 0, tuple(s.id for s in stated))
    return made.disclosure(
        {"T03": spending()}, stated, (*shares, total), sections=(made.section("N03", "支出", "三、支出决算情况说明"),)
    )


def test_a_section_that_agrees_with_itself_alone_is_stale() -> None:
    (finding,) = patterns(stale_document())

    assert finding.rule == "B-03"
    assert finding.message.startswith("“三、支出决算情况说明”中有 5 个数字与其他各处不符，彼此之间却相符")
    assert [s.suggestion for s in finding.suspects] == ["110.40", "57.00", "53.40", "51.63%", "48.37%"]


def test_a_section_all_of_which_is_contradicted_is_stale_though_only_its_sum_holds() -> None:
    document = stale_document()
    total = tuple(claim for claim in document.claims if claim.kind == "sum")
    (finding,) = patterns(replace(document, claims=total))

    assert finding.rule == "B-03"
    assert [s.suggestion for s in finding.suspects] == ["110.40", "57.00", "53.40"]


def test_last_years_document_shows_where_the_numbers_come_from() -> None:
    previous = made.disclosure(prose=prose("99.00", "54.00", "45.00"))
    (finding,) = patterns(stale_document(), previous)

    assert "与上年决算相同" in finding.message


def test_a_table_is_stale_only_with_proof() -> None:
    """Whether the text or the table is wrong cannot be told by the two alone: without last year's document it is the text."""
    document = made.disclosure({"T03": spending()}, prose("99.00", "54.00", "45.00"))
    previous = made.disclosure({"T03": spending()})

    assert [f.message[:7] for f in patterns(document, previous)] == ["“支出决算表”"]
