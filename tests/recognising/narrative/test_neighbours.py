"""A number that stands beside one that is understood, and is another's: it takes nothing from it, and gives it nothing."""

from __future__ import annotations

from itertools import product

import pytest

from tests.recognising.narrative.telling import amounts, claims, one

_DIVIDED = ("。按预算单位划分：", "。按使用单位来分，", "，其中：", "，具体包括：")
_PARTS = ("示例市商务局机关支出{}，占{}", "商务局本级支出{}，占{}", "本级支出{}，占比{}", "局机关本年支出合计{}，占{}")


@pytest.mark.parametrize(("divided", "part"), list(product(_DIVIDED, _PARTS)))
def test_a_part_by_what_nobody_knows_is_not_its_whole(divided: str, part: str) -> None:
    first, second = part.format("48.00万元", "60%"), "稽查大队支出32.00万元，占40%"
    nature = "按支出性质分：基本支出60.00万元，占75%；项目支出20.00万元，占25%。"
    read = one("N03", f"本年支出合计80.00万元{divided}{first}；{second}。{nature}")

    assert [s.amount.raw for s in read.statements if str(s.fact) == "spend"] == ["80.00"]
    assert [(claim.operands, claim.amount.raw if claim.amount else "") for claim in claims(read, "share")] == [
        (("N03.basic", "N03.spend"), "75%"),
        (("N03.project", "N03.spend"), "25%"),
    ]


def test_the_whole_told_again_in_another_sentence_is_the_whole() -> None:
    read = one("N03", "本年支出合计80.00万元，其中：基本支出60.00万元；项目支出20.00万元。本年支出合计88.00万元。")

    assert [s.amount.raw for s in read.statements if str(s.fact) == "spend"] == ["80.00", "88.00"]


@pytest.mark.parametrize("between", ["；", "，", "。", "、"])
@pytest.mark.parametrize("other", ["示范类项目2个", "绩效突出的2个", "延续实施的2个", "列入清单的2项"])
@pytest.mark.parametrize("share", ["占{}", "占比{}", "所占比重为{}"])
def test_a_share_behind_an_unknown_count_is_not_of_the_count_before(between: str, other: str, share: str) -> None:
    text = "组织对8个项目开展绩效自评，评价结果为优的项目6个，{}{}{}，{}。"
    read = one("N13", text.format(share.format("75%"), between, other, share.format("25%")))

    of = [claim for claim in claims(read, "share") if any(claim.operands)]
    assert [claim.amount.raw for claim in of if claim.amount] == ["75%"]


@pytest.mark.parametrize("mark", ["；", "，", "、"])
def test_each_grade_has_its_own_share(mark: str) -> None:
    read = one("N13", f"对8个项目开展绩效自评，评价结果为“优”的项目6个，占75%{mark}“良”的项目2个，占25%。")

    assert [claim.operands[0] for claim in claims(read, "share")] == ["N13.projects.excellent", "N13.projects.good"]


@pytest.mark.parametrize("other", ["其中新能源车4辆", "其中皮卡4辆", "另有租赁的4辆"])
def test_a_change_behind_an_unknown_count_is_not_of_the_count_before(other: str) -> None:
    kept = one("N12", "截至年末，共有车辆9辆，比上年减少2辆。")
    lost = one("N12", f"截至年末，共有车辆9辆，{other}，比上年减少2辆。")

    assert len(claims(kept, "change")) == 1
    assert claims(lost, "change") == []


_SUBJECTS = ("公务接待费", "公务用车运行维护费", "因公出国（境）费", "“三公”经费支出")
_TOGETHER = (
    "{}年初预算12.00万元，{}预算10.00万元，支出决算9.00万元",
    "{}年初预算为12.00万元，{}预算数为10.00万元，决算数为9.00万元",
)


@pytest.mark.parametrize(("subject", "together"), list(product(_SUBJECTS, _TOGETHER)))
@pytest.mark.parametrize("adjusted", ["调整后", "全年", "调整"])
def test_two_budgets_in_one_sentence_are_what_they_are_called(subject: str, together: str, adjusted: str) -> None:
    said = together.format(subject, adjusted)
    read = one("N09", f"{said}，完成年初预算的75%，完成{adjusted}预算的90%。")
    stages = [str(statement.fact).partition("stage=")[2].partition(",")[0] for statement in read.statements]
    rates = claims(read, "completion")

    assert [stage.rstrip("]") for stage in stages] == ["initial", "adjusted", ""]
    assert [claim.operands[1].rpartition(".")[2] for claim in rates] == ["initial", "adjusted"]


@pytest.mark.parametrize("called", ["年初", "全年", "调整后", ""])
def test_one_budget_of_section_nine_is_that_of_its_table(called: str) -> None:
    read = one("N09", f"公务接待费{called}预算10.00万元，支出决算9.00万元，完成{called}预算的90%。")

    assert amounts(read)["three_public[stage=adjusted,item=reception]"] == "10.00"
