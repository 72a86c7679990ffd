"""A workbook from the first cell to what is published of it, as the pages do it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from juesuan.corpus.gathering import HandOver, gathered
from juesuan.corpus.jobs import Tools
from juesuan.publishing.evidence_template import evidence_template
from juesuan.publishing.template_workbook import example_workbook
from juesuan.standard import builtin
from juesuan.web.app import application
from juesuan.web.people.rights import NotPermitted, Person, Role
from juesuan.web.preparing.desk import Desk, UnitHead
from tests.web.conftest import ADDRESS, Browser

STANDARD = builtin()
HEAD = {"name": "清河县水利局", "year": "2022", "place": "河南省", "level": "部门", "kind": "行政单位", "layout": ""}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk") / "data"


@pytest.fixture(scope="module")
def desk(data: Path) -> Iterator[Browser]:
    """One workbench for all: its processes take longer to start than a test takes."""
    with Browser(application(data), base_url=ADDRESS) as asks:
        yield asks


def started(desk: Browser, **head: str) -> str:
    """The address of a workbook that was begun from nothing."""
    answer = desk.post("/prepare", data=HEAD | head, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def uploaded(desk: Browser, content: bytes, origin: str = "workbook", name: str = "工作簿.xlsx") -> str:
    answer = desk.post(
        "/prepare/from", data={"origin": origin}, files={"upload": (name, content)}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@pytest.fixture(scope="module")
def example(desk: Browser) -> str:
    """The address of the workbook of the invented department."""
    return uploaded(desk, example_workbook(STANDARD))


def text(sheet: str, row: int, field: str, said: str) -> dict[str, Any]:
    return {"sheet": sheet, "row": row, "field": field, "text": said}


def filled(desk: Browser, address: str, *changes: dict[str, Any], version: int | None = None) -> Any:
    """Fills cells in: the answer."""
    there = desk.get(f"/api{address}").json()["state"]["version"] if version is None else version
    return desk.post(f"/api{address}/cells", json={"version": there, "changes": list(changes)})


def test_from_nothing_the_workbook_says_whose_it_is(desk: Browser) -> None:
    address = started(desk)

    found = desk.get(f"/api{address}").json()

    assert (found["state"]["unit"], found["state"]["year"], found["state"]["version"]) == ("清河县水利局", "2022", 1)
    assert {issue["sheet"] for issue in found["issues"]} == {"income", "spending"}
    assert "清河县水利局" in desk.get("/prepare").text and "清河县水利局" in desk.get(address).text
    assert desk.post("/prepare", data=HEAD | {"name": " "}).status_code == 422


def test_what_was_saved_is_the_workbook_that_the_command_reads(desk: Browser, tmp_path: Path) -> None:
    address = started(desk)
    answer = filled(desk, address, text("income", 0, "function", "2010301"), text("income", 0, "amount", "1234.5"))
    assert answer.json()["version"] == 2

    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(desk.get(f"{address}/workbook").content)

    sheet = openpyxl.load_workbook(path)["收入"]
    assert (sheet["A3"].value, sheet["C3"].value) == ("2010301", 1234.5)
    handed = HandOver(bytes(path), several=False).do(Tools(STANDARD, lambda path, data, kind: data))
    assert not isinstance(handed, str)
    own = [problem.message for problem in gathered((handed,), STANDARD).problems]
    assert [issue["message"] for issue in answer.json()["issues"] if not issue["is_remark"]] == own


def test_a_problem_stands_at_its_cell_and_goes_when_it_is_mended(desk: Browser) -> None:
    address = started(desk)

    wrong = filled(desk, address, text("income", 2, "amount", "12万")).json()["issues"]
    mended = filled(desk, address, text("income", 2, "amount", "12")).json()["issues"]

    assert ("income", 2, "amount") in {(each["sheet"], each["row"], each["field"]) for each in wrong}
    assert ("income", 2, "amount") not in {(each["sheet"], each["row"], each["field"]) for each in mended}


def test_two_windows_do_not_overwrite_each_other(desk: Browser) -> None:
    address = started(desk)
    filled(desk, address, text("income", 0, "amount", "1"), version=1)

    answer = filled(desk, address, text("income", 0, "amount", "2"), version=1)

    assert answer.status_code == 409 and "别的窗口" in answer.json()["detail"]
    assert desk.get(f"/api{address}").json()["grid"]["income"][0]["amount"] == "1.00"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (text("nowhere", 0, "name", "x"), 422),
        (text("texts", 0, "text", "字" * 40_000), 422),
        (text("department", 0, "name", "\u0007"), 422),
        ({"kind": "remove", "sheet": "three_public", "row": 0}, 422),
        ({"kind": "melt", "sheet": "income", "row": 0}, 422),
        (text("income", -1, "amount", "1"), 422),
    ],
)
def test_what_cannot_be_saved_is_said_and_changes_nothing(
    desk: Browser, example: str, change: dict[str, Any], status: int
) -> None:
    before = desk.get(f"/api{example}").json()["state"]["version"]

    assert filled(desk, example, change).status_code == status
    assert desk.get(f"/api{example}").json()["state"]["version"] == before


def test_the_document_is_shown_while_it_is_filled_in(desk: Browser, example: str) -> None:
    outcome = desk.get(f"/api{example}/outcome").json()
    page = desk.get(f"{example}/preview")

    assert (outcome["issues"], outcome["questions"], outcome["refusal"], outcome["is_sound"]) == ([], [], "", True)
    assert "草稿，不得公开" in page.text and "<script" not in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert "frame-src 'self'" in desk.get(example).headers["content-security-policy"]


def test_a_reason_that_is_due_is_asked_for_and_answered_in_place(desk: Browser) -> None:
    address = uploaded(desk, example_workbook(STANDARD))
    rows = desk.get(f"/api{address}").json()["grid"]["reasons"]
    number = next(n for n, row in enumerate(rows) if row.get("topic", "")[:7].isdigit() and "reason" in row)
    filled(desk, address, text("reasons", number, "reason", ""))

    (question,) = desk.get(f"/api{address}/outcome").json()["questions"]
    assert (question["sheet"], question["row"], question["field"]) == ("reasons", number, "reason")

    filled(desk, address, text("reasons", number, "reason", "年中新录用公务员"))
    assert desk.get(f"/api{address}/outcome").json()["questions"] == []


def test_how_it_is_printed_is_chosen(desk: Browser) -> None:
    address = uploaded(desk, example_workbook(STANDARD))

    chosen = desk.post(f"/api{address}/settings", data={"layout": "mof-2022", "rounding": "footing"})

    assert (chosen.json()["layout"], chosen.json()["rounding"]) == ("mof-2022", "footing")
    assert desk.get(f"/api{address}/outcome").json()["layout"] == "mof-2022"
    assert desk.post(f"/api{address}/settings", data={"layout": "nowhere", "rounding": "plain"}).status_code == 422
    assert desk.post(f"/api{address}/settings", data={"layout": "", "rounding": "up"}).status_code == 422


def test_what_is_open_is_listed_and_nothing_is_made(desk: Browser) -> None:
    address = started(desk)

    answer = desk.post(f"{address}/publish")

    assert answer.status_code == 422 and "没有生成" in answer.text and "收入" in answer.text
    assert desk.get(f"/api{address}").json()["state"]["published"] == []


def test_the_year_after_begins_with_what_was_left(desk: Browser, example: str) -> None:
    workbook = desk.get(f"{example}/workbook").content

    address = uploaded(desk, workbook, "renewed", "上年.xlsx")

    found = desk.get(f"/api{address}").json()
    assert (found["state"]["year"], found["state"]["origin"]) == ("2023", "renewed")
    assert found["grid"]["opening"] and "amount" not in found["grid"]["income"][0]


def test_a_file_that_is_none_begins_nothing(desk: Browser) -> None:
    before = len(desk.get("/api/prepare").json())
    for origin in ("workbook", "renewed"):
        answer = desk.post("/prepare/from", data={"origin": origin}, files={"upload": ("x.txt", "今天下雨".encode())})
        assert answer.status_code == 422 and "没有开始" in answer.text
    assert len(desk.get("/api/prepare").json()) == before


def test_evidence_beside_the_workbook_makes_scores_and_the_brief(desk: Browser, example: str) -> None:
    tables = evidence_template(STANDARD, filled=True)

    attached = desk.post(
        f"/api{example}/files", data={"role": "evidence"}, files={"upload": ("佐证.xlsx", tables)}
    ).json()["attachments"]

    assert [(each["role"], each["name"]) for each in attached] == [("evidence", "佐证.xlsx")]
    page = desk.get(f"{example}/evidence").text
    assert "得分 " in page and "佐证.xlsx" in page
    assert desk.get(f"{example}/scores.xlsx").content[:2] == b"PK"
    brief = desk.get(f"{example}/month?month=2022-09")
    assert "frame-ancestors 'self'" in brief.headers["content-security-policy"]
    left = desk.delete(f"/api{example}/files/{attached[0]['number']}").json()["attachments"]
    assert left == []


def test_what_is_not_there_is_not_found(desk: Browser, example: str) -> None:
    for path in (
        "/prepare/999",
        "/prepare/999/preview",
        "/prepare/999/publish",
        "/prepare/999/workbook",
        "/prepare/999/evidence",
        "/api/prepare/999",
        "/api/prepare/999/outcome",
        f"{example}/published/1/0",
    ):
        assert desk.get(path).status_code == 404, path
    assert desk.delete(f"/api{example}/files/999").status_code == 404
    assert desk.post("/prepare/999/draft").status_code == 404


def test_what_was_saved_is_there_in_the_next_run(desk: Browser, data: Path, example: str) -> None:
    filled(desk, example, text("department", 0, "former", "青禾市信息办"))
    with Browser(application(data), base_url=ADDRESS) as again:
        found = again.get(f"/api{example}").json()

        assert found["grid"]["department"][0]["former"] == "青禾市信息办"
        assert found["state"]["version"] == desk.get(f"/api{example}").json()["state"]["version"]
        assert "填写工作簿" in again.get("/log").text


def test_a_block_of_cells_is_one_version(desk: Browser) -> None:
    address = started(desk)
    changes = [text("basic", row, "amount", f"{row}.01") for row in range(200)]

    answer = filled(desk, address, *changes, {"kind": "remove", "sheet": "basic", "row": 1, "count": 198})

    assert answer.json()["version"] == 2
    assert [row["amount"] for row in answer.json()["grid"]["basic"]] == ["0.01", "199.01"]


def test_an_uploaded_workbook_with_more_than_ours_says_what_was_left(desk: Browser) -> None:
    book = openpyxl.load_workbook(io.BytesIO(example_workbook(STANDARD)))
    book.create_sheet("附注草稿")["A1"] = "自己记的"
    buffer = io.BytesIO()
    book.save(buffer)

    answer = desk.post(
        "/prepare/from", data={"origin": "workbook"}, files={"upload": ("工作簿.xlsx", buffer.getvalue())}
    )

    assert answer.status_code == 200 and "附注草稿" in answer.text and "开始填写" in answer.text


def test_whoever_filled_it_in_does_not_publish_it(desk: Browser) -> None:
    one, other = Person("甲", (Role.PREPARER, Role.SECOND)), Person("乙", (Role.SECOND,))
    behind: Desk = desk.app.state.desk  # type: ignore[attr-defined]
    number = behind.start(UnitHead("清河县水利局", "2022", "", "部门", "行政单位"), "", one)

    with pytest.raises(NotPermitted, match="不能是同一个人"):
        behind.publish(number, one, is_draft=False)
    assert behind.publish(number, other, is_draft=False).refusal  # permitted, and nothing is filled in yet


def test_an_earlier_version_is_restored_as_a_new_one(desk: Browser) -> None:
    address = started(desk)
    for amount in ("1.01", "2.02"):
        filled(desk, address, text("basic", 0, "amount", amount))

    answer = desk.post(f"{address}/versions/2", follow_redirects=False)

    found = desk.get(f"/api{address}").json()
    assert answer.status_code == 303 and found["state"]["version"] == 4
    assert found["grid"]["basic"] == [{"amount": "1.01"}]
    page = desk.get(f"{address}/versions").text
    assert "恢复第 2 版" in page and page.count("恢复这一版") == 3
    assert "恢复第 2 版" in desk.get("/log").text
    assert desk.get(f"{address}/versions/3").content[:2] == b"PK"
    assert desk.get(f"{address}/versions/9").status_code == 404
    assert desk.post(f"{address}/versions/4").status_code == 409
