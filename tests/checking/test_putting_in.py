"""Whatever speaks of a place says what is put in there: statements, cells, claims, texts of paragraphs and of evaluation forms."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from juesuan import check
from juesuan.checking.context import Context
from juesuan.checking.supposing.putting_in import put_in
from juesuan.demo import demo_disclosure
from juesuan.model import ChangeClaim, Disclosure, OrderClaim, Passage, RepairKind, Report, Term
from juesuan.publishing import publish
from juesuan.standard import builtin
from tests.checking.performance.sheets import disclosure, overall, project
from tests.promises import promises
from tests.recognising.narrative.telling import HEADINGS

_TOTALS = "2023年度收、支总计110.00万元，与2022年度相比，收、支总计减少10.00万元，下降10.00%。主要原因是项目增加。"
_ITEMS = (
    "2023年度一般公共预算财政拨款支出年初预算为90.00万元，支出决算为100.00万元，完成年初预算的111.11%。"
    "决算数小于年初预算数的主要原因是年中追加预算。"
)


def _read(folder: Path, *sections: tuple[str, str]) -> Disclosure:
    lines = ["石塘县水务局2023年度部门决算", "第三部分 2023年度部门决算情况说明"]
    for section, text in sections:
        lines += [HEADINGS[section], text]
    path = folder / "made.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return juesuan.read(path)


def _wording(report: Report) -> list[tuple[str, str]]:
    """What sure proposals change in words: what is printed, and what should be."""
    return [
        (finding.terms[change.term].text, change.to or "")
        for finding in report.findings
        if finding.root is None and finding.proposals and finding.proposals[0].kind is RepairKind.SINGLE
        for change in finding.proposals[0].changes
        if finding.terms[change.term].statement is None
    ]


def test_a_direction_is_turned_with_all_its_words(tmp_path: Path) -> None:
    read = _read(tmp_path, ("N01", _TOTALS))
    report = check(read)

    ((printed, right),) = _wording(report)
    assert printed.endswith("减少10.00万元，下降10.00%")
    assert right.endswith("增加10.00万元，增长10.00%")
    assert [one for one in promises(read, report) if not one.is_kept] == []
    assert list(promises(read, report))


def test_an_order_is_put_right_in_claim_and_text(tmp_path: Path) -> None:
    read = _read(tmp_path, ("N05", _ITEMS))
    claim = next(claim for claim in read.claims if isinstance(claim, OrderClaim))
    context = Context(read, standard=builtin())

    changed = put_in(
        context, [(Term(1, claim.word, None, claim.place, claim.text), claim.text.replace("小于", "大于"))]
    )

    assert [c.word for c in changed.claims if isinstance(c, OrderClaim)] == ["大于"]
    assert any("决算数大于年初预算数" in section.body.text for section in changed.sections)
    assert not any("小于" in section.body.text for section in changed.sections)
    assert [s.amount for s in changed.statements] == [s.amount for s in read.statements]


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "pdf"])
def test_of_many_clauses_with_the_same_words_one_is_changed(suffix: str, tmp_path: Path) -> None:
    """Whatever the format tells of where they stand."""
    path = tmp_path / f"made.{suffix}"
    publish(demo_disclosure(builtin()), builtin().layouts.named("henan-2022").style, path, builtin())
    context = Context(juesuan.read(path), standard=builtin())
    claims = [claim for claim in context.disclosure.claims if isinstance(claim, OrderClaim)]
    assert len({claim.text for claim in claims}) < len(claims)

    for claim in claims:
        turned = claim.text.replace(claim.word, "无" * len(claim.word))
        changed = put_in(context, [(Term(1, claim.word, None, claim.place, claim.text), turned)])
        now = [other for other in changed.claims if isinstance(other, OrderClaim)]
        places = {before.place for before, after in zip(claims, now, strict=True) if before != after}
        assert places == {claim.place}


def test_a_number_of_the_prose_is_put_into_its_sentence(tmp_path: Path) -> None:
    read = _read(tmp_path, ("N01", _TOTALS))
    context = Context(read, standard=builtin())
    moved = next(s for s in read.statements if s.amount.raw == "10.00")

    changed = put_in(context, [(Term.of(moved), "1,012.50")])

    (section,) = [section for section in changed.sections if section.id.startswith("N01")]
    assert "减少1,012.50万元，下降10.00%" in section.body.text
    assert section.paragraphs[0].text == section.body.text
    assert [c.difference for c in changed.claims if isinstance(c, ChangeClaim)] == [moved.id]
    assert next(s for s in changed.statements if s.id == moved.id).amount.raw == "1,012.50"


def test_a_number_of_a_form_is_put_into_its_field() -> None:
    read = disclosure(overall(), project(1))
    context = Context(read, standard=builtin())
    (form,) = [form for form in read.performance if form.kind == "PP"]
    field = form.indicators[0].score
    assert field is not None
    stated = next(s for s in read.statements if (s.source, s.row, s.column) == ("PP", "i1", "score"))

    changed = put_in(context, [(Term.of(stated), "3.5")])

    put = next(s for s in changed.statements if s.id == stated.id)
    assert put.amount.raw == "3.5"
    texts = [form.indicators[0].score.text for form in changed.performance if form.kind == "PP"]  # type: ignore[union-attr]
    assert texts == (["3.5"] if field.place == stated.place else [field.text])


@pytest.mark.parametrize("around", ["", "另有减少10.00元。", "减少10.00万元。" * 3])
def test_only_what_stands_at_the_place_is_changed(around: str) -> None:
    """The same words elsewhere stay."""
    text = f"{around}与2022年度相比，收、支总计减少10.00万元，下降10.00%。{around}"
    passage = Passage(text)
    start = len(around) + len("与2022年度相比，收、支总计减少")
    place = passage.place(start, start + len("10.00"))
    read = juesuan.model.Disclosure(
        juesuan.model.DocumentInfo(), sections=(juesuan.model.Section("N01", "一", place, passage),)
    )

    changed = put_in(Context(read, standard=builtin()), [(Term(1, "", None, place, "10.00"), "7")])

    assert changed.sections[0].body.text == f"{around}与2022年度相比，收、支总计减少7万元，下降10.00%。{around}"


@pytest.mark.parametrize("wrong", [0, 1, 2])
@pytest.mark.parametrize("joint", ["", "\n"])
def test_the_advice_on_words_does_not_contradict_its_own_rule(wrong: int, joint: str, tmp_path: Path) -> None:
    """Items with the same words may stand in one paragraph, which is one line of the file."""
    amounts = (("30.00", "33.00"), ("50.00", "55.00"), ("70.00", "77.00"))
    items = [
        f"{number}．教育支出（类）普通教育（款）{name}（项）。年初预算为{budget}万元，支出决算为{final}万元，"
        f"决算数{'小' if number == wrong + 1 else '大'}于年初预算数的主要原因是：追加专项经费。"
        for number, (name, (budget, final)) in enumerate(
            zip(("小学教育", "初中教育", "高中教育"), amounts, strict=True), 1
        )
    ]
    read = _read(tmp_path, ("N05", "一般公共预算财政拨款支出165.00万元，具体情况如下：" + joint.join(items)))
    (found,) = [finding for finding in check(read).findings if finding.rule == "N05-16"]

    assert [repair.kind for repair in found.proposals] == [RepairKind.SINGLE]
    assert "N05-16" not in found.advice
