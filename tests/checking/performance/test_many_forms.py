"""What a reviewer sees only when many project forms lie side by side: all full marks, alike, copied, inputs for outputs, vague targets."""

from __future__ import annotations

import pytest

from juesuan.checking.engine import check
from juesuan.model import Severity, State
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.rows import core_rows
from juesuan.standard import builtin
from tests.checking.judging import failures, states
from tests.checking.performance.sheets import GOOD_ROWS, disclosure, project

FULL = [(*row[:6], row[5], row[7]) for row in GOOD_ROWS]
PLAN = "加强运行调度，密切跟踪重点企业运行情况，完善调度机制，全力以赴保企业、稳运行，服务重点工业项目。"

OWN = "全年共服务企业四十家，解决问题九十三件，新建智能车间六个，带动就业两百人。"


def differing(instance: int, rows: object = GOOD_ROWS, **changes: object) -> object:
    """A form whose first indicator is its own."""
    first, *rest = rows  # type: ignore[misc]
    return project(instance, rows=[(*first[:2], f"培训人数{instance}", *first[3:]), *rest], **changes)


def test_full_marks_everywhere_are_noted_once() -> None:
    full = {"sums": ("100", "100")}

    (found,) = failures("PX-12", disclosure(*(project(number, rows=FULL, **full) for number in (1, 2, 3))))

    assert found.severity in {None, Severity.INFO}
    assert "3 份项目自评表全部满分" in found.message
    assert len(found.terms) == 3


@pytest.mark.parametrize(
    ("forms", "state"),
    [
        ([FULL, FULL], State.NOT_APPLICABLE),  # two say nothing
        ([FULL, FULL, GOOD_ROWS], State.PASS),
    ],
)
def test_few_forms_or_one_lost_point_are_no_habit(forms: list[object], state: State) -> None:
    made = [
        project(number, rows=rows, sums=("100", "100" if rows is FULL else "97.5"))
        for number, rows in enumerate(forms, 1)
    ]  # type: ignore[arg-type]

    assert states("PX-12", disclosure(*made)) == {state}


def test_a_form_without_its_total_tells_nothing_of_all() -> None:
    forms = [project(number, rows=FULL, sums=("100", "100")) for number in (1, 2, 3)]

    assert states("PX-12", disclosure(*forms, project(4, rows=FULL, sums=()))) == {State.NOT_APPLICABLE}


def test_projects_alike_row_by_row_are_named_together() -> None:
    (found,) = failures("PX-13", disclosure(project(1), differing(2), project(3)))  # type: ignore[arg-type]

    assert "《就业培训项目1》自评表、《就业培训项目3》自评表" in found.message
    assert states("PX-13", disclosure(project(1), differing(2))) == {State.PASS}  # type: ignore[arg-type]
    assert states("PX-13", disclosure(project(1, rows=GOOD_ROWS[:2]), project(2, rows=GOOD_ROWS[:2]))) == {
        State.NOT_APPLICABLE
    }


def test_results_that_repeat_the_goals_are_said_once() -> None:
    copied = {"goals": PLAN, "results": PLAN + "全部完成。"}
    document = disclosure(differing(1, **copied), differing(2), differing(3, **copied))  # type: ignore[arg-type]

    (found,) = failures("PX-14", document)

    assert found.message.startswith("2 份项目自评表中有 2 份的实际完成情况照抄预期目标")
    assert states(
        "PX-14",
        disclosure(project(goals=PLAN, results=OWN)),
    ) == {State.PASS}
    assert states("PX-14", disclosure(project())) == {State.NOT_APPLICABLE}  # too short to say anything


_GOAL = "{}组织专家对辖区内重点行业企业开展安全生产检查{}，并督促企业按照整改方案把发现的隐患按期整改到位，不留死角。"


@pytest.mark.parametrize(
    ("planned", "done", "state"),
    [
        ("300家次", "318家次", State.PASS),
        ("三个批次", "五个批次", State.PASS),
        ("，整改率≥95%", "，整改率98.5%", State.PASS),
        ("若干家次", "318家次", State.PASS),
        ("300家次", "300家次", State.FAIL),
        ("三个批次", "三个批次", State.FAIL),
    ],
)
@pytest.mark.parametrize(("before", "behind"), [("", ""), ("1.", "一、"), ("2024年", ""), ("", "2024年")])
def test_results_with_a_number_of_their_own_repeat_no_goals(
    planned: str, done: str, state: State, before: str, behind: str
) -> None:
    goals, results = _GOAL.format(before, planned), _GOAL.format(behind, done)

    assert states("PX-14", disclosure(project(goals=goals, results=results))) == {state}


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ("≥95%", "≥95%", State.FAIL),
        ("≥95%", "95%", State.PASS),  # may be true
        ("大于95%", "＞95%", State.PASS),  # written anew
        ("≥95%", "≥97%", State.PASS),
        ("=100%", "=100%", State.NOT_APPLICABLE),
    ],
)
def test_results_that_carry_the_sign_of_their_target(target: str, actual: str, state: State) -> None:
    rows = [("产出指标", "质量指标", "合格率", target, actual, "90", "90", "")]

    assert states("PX-15", disclosure(project(rows=rows))) == {state}


@pytest.mark.parametrize(
    ("name", "level1", "head", "state"),
    [
        ("资金到位率", "产出指标", "就业培训", State.FAIL),
        ("经费支出及时率", "效益指标", "就业培训", State.FAIL),
        ("出差次数", "产出指标", "就业培训", State.FAIL),
        ("召开会议次数", "产出指标", "就业培训", State.FAIL),
        ("会议次数", "产出指标", "会议保障", State.PASS),  # it is what the project is for
        ("培训人数", "产出指标", "就业培训", State.PASS),
        ("资金到位率", "投入指标", "就业培训", State.NOT_APPLICABLE),
    ],
)
def test_inputs_and_activities_are_no_outputs(name: str, level1: str, head: str, state: State) -> None:
    rows = [(level1, "数量指标", name, "≥5次", "5次", "90", "90", "")]
    document = disclosure(project(rows=rows, head={"project": head, "authority": "示例局", "implementer": "示例中心"}))

    assert states("PX-16", document) == {state}


@pytest.mark.parametrize(("points", "state"), [(("45", "45"), State.FAIL), (("46", "44"), State.PASS)])
def test_targets_in_words_for_half_of_the_points(points: tuple[str, str], state: State) -> None:
    rows = [
        ("产出指标", "数量指标", "培训人数", "≥20人", "20人", points[0], points[0], ""),
        ("效益指标", "社会效益指标", "帮扶成效", "明显", "明显", points[1], points[1], ""),
    ]

    assert states("PX-17", disclosure(project(rows=rows))) == {state}


def test_all_forms_are_rows_of_one_table_with_what_is_said_of_them() -> None:
    copied = {"goals": PLAN, "results": PLAN + "全部完成。"}
    document = disclosure(differing(1, **copied), differing(2))  # type: ignore[arg-type]
    dossier = Dossier(document, check(document, standard=builtin()), builtin())

    first, second = core_rows(dossier, judged=True)["evaluations"]

    assert (first["form"], first["project"], first["lost"], first["indicators"]) == ("PP1", "就业培训项目1", 1, 5)
    assert (str(first["adjusted"]), str(first["executed"]), str(first["rate"])) == ("80.00", "76.00", "95.00")
    assert (str(first["score"]), first["grade"]) == ("97.5", "优")
    assert "PX-14" in str(first["rules"])
    assert "PX-14" not in str(second["rules"])
    assert all(row["rules"] == "" for row in core_rows(dossier, judged=False)["evaluations"])
