"""One cause, one finding; two causes, two."""

from __future__ import annotations

from juesuan import check
from juesuan.model import Band, Disclosure, Finding, Place, Unit
from tests import made

RULES = {"T03-01", "T03-02", "T03-03", "T03-04", "X-02", "N03-01", "N03-03", "N05-14", "N05-16", "N05-13", "N05-19"}


def roots(disclosure: Disclosure) -> list[Finding]:
    """Top-level findings of the rules that these tests are about."""
    return [finding for finding in check(disclosure).findings if finding.root is None and finding.rule in RULES]


def spending(**wrong: str) -> dict[tuple[str, str], str]:
    """公开03表 of three rows and three columns; ``wrong`` replaces cells, ``c206_C3="7.00"``."""
    rows = {"*": ("9.00", "4.00", "5.00"), "206": ("6.00", "1.00", "5.00"), "208": ("3.00", "3.00", "0.00")}
    cells = {(row, f"C{index}"): text for row, texts in rows.items() for index, text in enumerate(texts, 1)}
    for name, text in wrong.items():
        row, column = name.removeprefix("c").split("_")
        cells[(row, column)] = text
    return cells


def test_one_wrong_cell_is_one_finding() -> None:
    (finding,) = roots(made.disclosure({"T03": spending(c206_C3="7.00")}))

    assert len(finding.folded) == 1


def test_two_wrong_cells_are_two_findings() -> None:
    found = roots(made.disclosure({"T03": spending(c206_C3="7.00", c208_C2="9.90")}))

    assert len(found) == 2


def test_a_wrong_total_repeated_in_the_text_stays_one_finding() -> None:
    """The table's total is wrong in both equations that mention it; the text has it right."""
    prose = (made.statement("N03.spend", "spend", "9.00", "N03"),)
    (finding,) = roots(made.disclosure({"T03": spending(**{"c*_C1": "90.00"})}, prose))

    assert {"T03-01", "T03-02", "N03-01"} >= {finding.rule}
    assert len(finding.folded) == 2


def test_a_wrong_rate_and_a_wrong_word_about_the_same_two_numbers() -> None:
    prose = (
        made.statement("N05.3#1.final", "spend[fund=gpb,function=2060399]", "80.00", "N05.3", instance=1),
        made.statement(
            "N05.3#1.initial", "spend[stage=initial,fund=gpb,function=2060399]", "50.00", "N05.3", instance=1
        ),
    )
    operands = ("N05.3#1.final", "N05.3#1.initial")
    rate = made.claim(
        "completion", "N05.3", Place(line=1), "完成62.50%", 1, operands, made.amount("62.50%", Unit.PERCENT)
    )
    word = made.claim("order", "N05.3", Place(line=2), "小于", 1, operands, None, "小于")
    (finding,) = roots(made.disclosure(prose=prose, claims=(rate, word), sections=(made.section("N05.3", "五"),)))

    assert len(finding.folded) == 1


def test_copy_tails_of_a_document_are_one_finding() -> None:
    tables = {"T01": {("L58", "C2"): "9.01"}, "T03": spending()}
    prose = (made.statement("N03.basic", "spend[nature=basic]", "4.01", "N03"),)
    found = [f for f in check(made.disclosure(tables, prose)).findings if f.band is Band.COPY_TAIL]

    assert len(found) == 2
    assert [f.root for f in found] == [None, found[0].id]
