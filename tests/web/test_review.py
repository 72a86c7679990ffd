"""A reviewer's work from the file that came to the letter that goes out, as the pages do it."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from html import escape
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.json_report import report_object
from juesuan.standard import builtin
from juesuan.web.app import application
from tests.cli.conftest import Files
from tests.web.conftest import ADDRESS, Browser


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


def test_what_was_handed_in_is_judged_and_stands_on_the_board(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)

    (line,) = browser.get("/api/board").json()["lines"]
    state = browser.state(number)
    assert (line["document"], line["year"], line["version"], line["review"]) == (number, 2022, 1, "open")
    assert line["errors"] == sum(each["severity"] == "error" for each in state["findings"]) > 0
    assert line["unit"] == state["unit"] and line["unit"] in browser.get("/").text


def test_the_findings_are_those_of_the_report(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)

    report = browser.get(f"/api/documents/{number}/report").json()
    causes = [each["id"] for each in report["findings"] if each["root"] is None]
    assert [each["fingerprint"] for each in browser.state(number)["findings"]] == causes
    page = browser.get(f"/documents/{number}").text
    assert all(f'data-id="{name}"' in page for name in causes)


def test_only_what_is_held_to_be_true_goes_out(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)
    true, false, asked, *_ = [each for each in browser.state(number)["findings"] if each["severity"] == "error"]

    browser.decide(number, "true", true["fingerprint"], note="对照批复改")
    browser.decide(number, "false", false["fingerprint"], note="另有批复")
    browser.decide(number, "ask", asked["fingerprint"])

    first = browser.get(f"/documents/{number}/letter")
    assert first.headers["content-type"].startswith("text/html") and "没有作出结论" in first.text
    letter = words_of(browser.outgoing(number, "letter"))
    assert true["message"].split("”")[0] in letter
    assert "审核说明：对照批复改。" in letter
    log = re.sub(r"\s+", "", browser.get("/log").text)
    assert re.sub(r"\s+", "", escape(true["message"][:40])) in log, "the log says which finding"
    assert false["message"].split("”")[0] not in letter and "发现需要改正的问题1项" in re.sub("<[^>]*>", "", letter)
    assert browser.outgoing(number, "checklist")[:2] == b"PK"
    assert b"<" in browser.outgoing(number, "marked")
    (line,) = browser.get("/api/board").json()["lines"]
    assert (line["decided"], line["true"]) == (3, 1)


def test_without_anything_true_there_is_no_letter(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)

    answer = browser.get(f"/documents/{number}/letter?undecided=yes")

    assert answer.status_code == 409 and "没有判为“属实”的问题" in answer.text


def test_a_decision_is_taken_back(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)
    name = browser.state(number)["findings"][0]["fingerprint"]
    browser.decide(number, "true", name)

    state = browser.decide(number, "", name)

    assert state["findings"][0]["judgement"] == ""


def test_a_new_version_keeps_what_was_decided_and_says_what_changed(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)
    first = browser.state(number)["findings"]
    browser.decide(number, "false", *(each["fingerprint"] for each in first))

    (again,) = browser.hand_in(files.good)

    state = browser.state(again)
    assert (state["version"], len(state["versions"])) == (2, 2)
    assert len(state["since"]["mended"]) == len(first) - len(state["since"]["left"])
    assert all(each["judgement"] == "false" for each in state["findings"] if each["message"] in state["since"]["left"])
    (line,) = browser.get("/api/board").json()["lines"]
    assert line["document"] == again


def test_every_file_is_accounted_for(browser: Browser, files: Files, tmp_path: Path) -> None:
    packed = tmp_path / "收到.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(files.good, "某单位/决算.html")
        archive.write(files.broken, "坏.pdf")
        archive.writestr("__MACOSX/._坏.pdf", b"x")
    news = tmp_path / "新闻.txt"
    news.write_text("今天下午，全县召开秋季造林工作会议，要求各乡镇抓紧整地。\n" * 5, encoding="utf-8")

    browser.hand_in(packed, news, files.good, files.good)

    told = {each["member"] or each["name"]: each["receipt"] for each in reversed(browser.get("/api/files").json())}
    assert told["收到.zip"] == "archive"
    assert told["某单位/决算.html"] == "copy" or told["good.html"] == "copy"
    assert told["坏.pdf"] == "unreadable" and told["新闻.txt"] == "other"
    assert len(browser.get("/api/board").json()["lines"]) == 1
    page = browser.get("/files").text
    assert "内容相同" in page and "不是决算公开文件" in page and "MACOSX" not in page


def test_the_review_moves_on(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.good)

    state = browser.post(f"/api/documents/{number}/review", data={"state": "passed"}).json()

    assert state["review"] == "passed"
    assert browser.get("/api/board?state=passed").json()["count"] == 1
    assert browser.get("/api/board?state=open").json()["count"] == 0


def test_who_has_sent_nothing_is_missing(browser: Browser, files: Files) -> None:
    browser.hand_in(files.good)
    unit = browser.get("/api/board").json()["lines"][0]["unit"]

    answer = browser.post("/units", data={"text": f"单位\t截止日期\n{unit}\t2023-9-1\t张三\n清河县水利局\t\t李四"})

    assert answer.status_code == 200 and "清河县水利局" in answer.text and f">{unit}<" not in answer.text
    lines = {each["unit"]: each for each in browser.get("/api/board").json()["lines"]}
    assert lines["清河县水利局"]["review"] == "missing"
    assert (lines[unit]["due"], lines[unit]["person"], lines[unit]["review"]) == ("2023-09-01", "张三", "open")
    assert "清河县水利局" in browser.get("/board.csv").content.decode("utf-8-sig")


def test_the_units_come_from_a_workbook_and_are_looked_at_first(browser: Browser) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["2023年度应公开单位名单"])
    sheet.append(["序号", "审核人", "单位名称", "截止日期"])
    sheet.append([1, "张三", "清河县水利局", datetime.date(2023, 9, 1)])
    sheet.append([2, None, "清河县教育局", "2023-09-05"])
    book.save(out)

    answer = browser.post("/units/file", files=[("upload", ("名单.xlsx", out.getvalue()))])

    assert "请看一遍再保存" in answer.text
    assert "清河县水利局\t2023-09-01\t张三\n清河县教育局\t2023-09-05</textarea>" in answer.text
    assert browser.get("/api/board").json()["count"] == 0  # nothing counts before it was saved


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("名单.xlsx", b"PK\x03\x04 no workbook", "名单"),
        ("名单.csv", "单位,截止日期\n甲局,某日\n".encode("gb18030"), "截止日期“某日”不是日期"),
        ("名单.csv", b"", "名单"),
        ("名单.pdf", b"%PDF-1.7", "名单"),
    ],
)
def test_a_file_that_is_no_list_is_told(browser: Browser, name: str, content: bytes, told: str) -> None:
    answer = browser.post("/units/file", files=[("upload", (name, content))])

    assert answer.status_code in {200, 422} and "problems" in answer.text and told in answer.text
    assert browser.get("/api/board").json()["count"] == 0


def test_a_list_with_mistakes_is_not_taken_over(browser: Browser) -> None:
    answer = browser.post("/units", data={"text": "甲局\n甲局\n乙局\t2023-02-30\n丙局\t\t张三\t多的"})

    assert answer.status_code == 422
    for line in ("第 2 行", "第 3 行", "第 4 行"):
        assert line in answer.text
    assert browser.get("/api/board").json()["count"] == 0


def test_what_waited_at_the_end_is_judged_by_the_next_run(tmp_path: Path, files: Files) -> None:
    app = application(tmp_path / "data")
    with Browser(app, base_url=ADDRESS) as first:
        first.workbench.queue.stop()
        first.workbench.queue.join()
        first.post("/files", files=[("upload", ("good.html", files.good.read_bytes()))])
        assert first.workbench.queue.progress().waiting == 1

    with Browser(application(tmp_path / "data"), base_url=ADDRESS) as second:
        second.settle()
        assert second.get("/api/board").json()["count"] == 1


def test_a_fault_costs_one_document(browser: Browser, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(packed: object) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as planted:
        planted.setattr(browser.workbench.queue, "_partners", broken)
        (number,) = browser.hand_in(files.good)
    (other,) = browser.hand_in(files.flawed)

    told = {each["document"]: each for each in browser.get("/api/files").json()}
    assert told[number]["receipt"] == "unreadable" and "程序内部出错" in told[number]["message"]
    assert told[other]["receipt"] == "judged"


def test_the_report_is_the_one_of_the_command(browser: Browser, files: Files) -> None:
    (number,) = browser.hand_in(files.flawed)
    disclosure = juesuan.read(files.flawed)
    own = report_object(Dossier(disclosure, juesuan.check(disclosure), builtin()))
    shown = json.loads(browser.get(f"/api/documents/{number}/report").content)
    assert shown["findings"] == json.loads(json.dumps(own["findings"]))


def test_a_part_of_a_page_is_only_that_part(browser: Browser) -> None:
    assert browser.get("/", headers={"hx-target": "section#lines"}).text.strip().startswith("<section id=")
    assert browser.get("/files", headers={"hx-target": "section#received"}).text.strip().startswith("<section id=")
    assert "<!DOCTYPE html>" in browser.get("/", headers={"hx-target": "body"}).text
