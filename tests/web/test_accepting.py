"""What keeps a document from being published and is right all the same is answered for in the browser, with a reason and a name."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import juesuan
from tests.web.conftest import Browser
from tests.web.test_preparing import data, desk, example, filled, text

__all__ = ["data", "desk", "example"]

SOURCE = Path(juesuan.__file__).parent
NOT_FOR_THE_BROWSER = (
    "cli/",
    "reporting/terminal.py",
    "reporting/comparison_text.py",
    "reporting/exports/schema.py",
    "corpus/store/",
    "corpus/cycling.py",
    "performance/cycle/",
    "publishing/package/__init__.py",
    "publishing/word_template.py",
    "formats/doc/conversion.py",
    "system.py",
)
"""What only the command line prints, what a published package says of itself, and the arguments of other programs."""
_IN_THE_WORKBOOK = '  "保存并关闭工作簿，然后运行：'
"""Stands on the first sheet of the workbook as a file, for who goes on with it there."""
COMMAND = re.compile(r"(?<![\w-])--[a-z]|juesuan [a-z]")


def test_a_doubt_is_answered_for_with_a_reason_and_a_name(desk: Browser, example: str) -> None:
    filled(desk, example, text("amounts", 0, "micro", "1268"))
    page = desk.post(f"{example}/publish")
    assert page.status_code == 422 and "1,268.00 像是按万元填的" in page.text
    mark = re.search(r'name="fingerprint" value="(\w+)"', page.text)
    assert mark is not None
    said = {"fingerprint": mark[1], "message": "像是按万元填的", "reason": "合同只有一份", "name": ""}
    assert desk.post(f"/api{example}/accepted", json=said).status_code == 422
    assert "由谁负责" in desk.post(f"{example}/accepted", data=said).text

    state = desk.post(f"/api{example}/accepted", json=said | {"name": "王某"}).json()
    assert [(each["reason"], each["name"]) for each in state["accepted"]] == [("合同只有一份", "王某")]
    assert marks_of_doubts(desk, example) == set()
    assert "合同只有一份" in desk.get(f"{example}/publish").text
    assert "合同只有一份（王某）" in desk.get("/log").text

    desk.post(f"{example}/accepted/{mark[1]}")
    assert marks_of_doubts(desk, example) == {mark[1]}
    assert desk.post(f"{example}/accepted/{mark[1]}").status_code == 404
    filled(desk, example, text("amounts", 0, "micro", "1269"))
    assert marks_of_doubts(desk, example).isdisjoint({mark[1]}), "another number has to be answered for anew"


def marks_of_doubts(desk: Browser, address: str) -> set[str]:
    """The fingerprints of what somebody may answer for, as the page where one fills in gets them."""
    issues: list[dict[str, Any]] = desk.get(f"/api{address}/outcome").json()["issues"]
    return {each["fingerprint"] for each in issues if each["fingerprint"]}


def spoken(path: Path) -> list[str]:
    """The texts in a module, but for its docstrings."""
    source = path.read_text(encoding="utf-8")
    if not COMMAND.search(source):
        return []
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    return [node.value for node in constants if isinstance(node.value, str)]


def test_no_message_of_the_workbench_names_an_option_of_the_command_line() -> None:
    """Whoever works in the browser has no command line: neither what the pages say themselves, nor what comes from below."""
    modules = [
        path for path in SOURCE.rglob("*.py") if not path.relative_to(SOURCE).as_posix().startswith(NOT_FOR_THE_BROWSER)
    ]
    told = {f"{path.relative_to(SOURCE)}: {said}" for path in modules for said in spoken(path) if COMMAND.search(said)}
    pages = [*(SOURCE / "web" / "templates").glob("*.html"), *(SOURCE / "web" / "assets").glob("*.js")]
    told |= {
        path.name
        for path in pages
        if COMMAND.search(path.read_text(encoding="utf-8").replace("// ---", "").replace('setProperty("--', ""))
    }
    data_files = [*(SOURCE / "standard" / "data").rglob("*.csv"), *(SOURCE / "standard" / "data").rglob("*.toml")]
    for path in data_files:
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith(("#", _IN_THE_WORKBOOK))
        ]
        told |= {f"{path.name}: {line}" for line in lines if COMMAND.search(line)}

    assert len(modules) > 300 and pages and told == set()
