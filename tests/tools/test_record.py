"""The record of every outcome: what it keeps of a document, and what it says of two records."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
import record_differences
from record_differences import Wanted, compare
from record_documents import Document, spoiled
from record_outcomes import recorded

from juesuan.publishing import publish
from juesuan.standard import builtin
from tests.departments import document

Rows = list[list[Any]]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small department with wrong digits."""
    path = tmp_path_factory.mktemp("record") / "made.html"
    made = document(5, 6)
    publish(made.disclosure, made.layout, path, builtin())
    path.write_text(spoiled(path.read_text(encoding="utf-8"), 1), encoding="utf-8")
    return path


def test_no_word_of_a_real_document_is_kept(page: Path) -> None:
    line = recorded(Document("real", page)).decode()

    assert len(json.loads(line)["outcomes"]) > 500
    assert any(row[2] == "fail" for row in json.loads(line)["outcomes"])
    assert not re.findall(r"[\u4e00-\u9fff]+", line)


def test_a_record_is_the_same_again(page: Path) -> None:
    assert recorded(Document("made", page, made=True)) == recorded(Document("made", page, made=True))


def outcome(rule: str, state: str = "pass", numbers: str = "", **operands: str) -> list[Any]:
    """An outcome about cells of one form, ``C1="2.00"``."""
    return [rule, [["+", f"T01[*].{name}", value] for name, value in operands.items()], state, numbers, "", "", "", ""]


def differences(tmp_path: Path, old: Rows, new: Rows, accepted: str = "") -> int:
    """The status of a comparison of one document's outcomes."""
    for name, rows in (("old", old), ("new", new)):
        line = {"name": "one", "state": "read", "outcomes": rows, "findings": []}
        (tmp_path / name).write_bytes(gzip.compress(json.dumps(line).encode() + b"\n"))
    (tmp_path / "accepted.toml").write_text(accepted, encoding="utf-8")
    return compare(tmp_path / "old", tmp_path / "new", tmp_path / "accepted.toml", Wanted(), 9)


PASSED = outcome("X-01", C1="2.00", C2="3.00")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ([], "X-01 outcomes vanished: 1"),
        ([PASSED, PASSED], "X-01 outcomes appeared: 1"),
        ([outcome("X-01", "fail", C1="2.00", C2="3.00")], "X-01 outcomes state pass → fail: 1"),
        ([outcome("X-01", "pass", "allowed=0.01", C1="2.00", C2="3.00")], "X-01 outcomes numbers: 1"),
        ([outcome("X-01", C1="2.00", C2="3.50")], "X-01 outcomes values: 1"),
        ([outcome("X-01", C1="2.00", C2="3.00", C3="1.00")], "X-01 outcomes operands: 1"),
        ([outcome("X-01", C1="2.00")], "X-01 outcomes operands: 1"),
    ],
)
def test_each_kind_of_difference_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new: Rows, said: str
) -> None:
    status = differences(tmp_path, [PASSED], new)

    assert status == 1
    assert said in capsys.readouterr().out


def test_equal_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = outcome("X-02", C1="1.00")

    assert differences(tmp_path, [PASSED, other], [other, PASSED]) == 0
    assert "1 documents compared, 0 differences left" in capsys.readouterr().out


def test_a_named_difference_is_accepted_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = '[[accepted]]\nrule = "X-*"\nkind = "state"\nold = "pass"\nnew = "fail"\nreason = "mended"\n'
    failed = outcome("X-01", "fail", C1="2.00", C2="3.00")

    assert differences(tmp_path, [PASSED], [failed], named) == 0
    assert re.search(r"accepted +1 .*mended", capsys.readouterr().out)
    assert differences(tmp_path, [failed], [PASSED], named) == 1


def test_operands_that_are_called_otherwise_now(tmp_path: Path) -> None:
    old = outcome("X-01", C1="2.00", C9="3.00")
    renamed = "[[renamed]]\nold = 'C9$'\nnew = 'C2'\n"

    assert differences(tmp_path, [old], [PASSED]) == 1
    assert differences(tmp_path, [old], [PASSED], renamed) == 0


@pytest.mark.parametrize("group", ['reason = ""\nrule = "X-01"', 'reason = "everything"'])
def test_a_group_needs_a_reason_and_something_it_is_about(tmp_path: Path, group: str) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        differences(tmp_path, [PASSED], [], f"[[accepted]]\n{group}\n")


def unjudged(state: str, reason: str) -> list[Any]:
    return ["X-01", [], state, "", "", "", "", reason]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([unjudged("undecidable", "a")], [unjudged("undecidable", "b")], "X-01 outcomes reason: 1"),
        ([unjudged("undecidable", "a")] * 2, [unjudged("undecidable", "b")], "X-01 outcomes fewer: 1"),
        ([unjudged("undecidable", "a")], [unjudged("undecidable", "a")] * 2, "X-01 outcomes more: 1"),
        ([unjudged("undecidable", "a")], [unjudged("not_applicable", "b")], "X-01 outcomes vanished: 1"),
        ([PASSED, unjudged("undecidable", "a")], [unjudged("undecidable", "a")], "X-01 outcomes vanished: 1"),
    ],
)
def test_what_was_not_judged_is_matched_by_its_reason_and_then_its_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: Rows, new: Rows, said: str
) -> None:
    assert differences(tmp_path, old, new) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("suspects", "kind"),
    [
        (["T01[*].C1 0.60 2.00 -"], "odds"),
        (["T01[*].C1 0.70 2.00 -", "T01[*].C2 0.30 3.00 -"], "odds"),
        (["T01[*].C1 0.70 2.10 -"], "suspects"),
        (["T01[*].C2 0.70 2.00 -"], "suspects"),
        ([], "suspects"),
    ],
)
def test_odds_are_told_from_other_suspects(suspects: list[str], kind: str) -> None:
    def finding(suspects: list[str]) -> list[Any]:
        return [("X-01", (("+", "T01[*].C1", "2.50"),), "error", "error", "", tuple(suspects))]

    (found,) = record_differences._of_level("one", "findings", finding(["T01[*].C1 0.70 2.00 -"]), finding(suspects))

    assert found.kind == kind
