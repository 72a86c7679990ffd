"""The integer program: what it answers when time runs out, and that the finding says so."""

from __future__ import annotations

import pytest

from juesuan.checking.blame import causes, program
from juesuan.checking.engine import check
from juesuan.model import Disclosure, Finding
from tests import made
from tests.checking.blame.test_blame import prose, spending

UNPROVED = "未能在时限内逐一排除"


def two_wrong_addends() -> Disclosure:
    return made.disclosure({"T03": spending(c2080505_C2="41.20", c2080506_C2="71.00")}, prose())


def suspected(disclosure: Disclosure) -> list[Finding]:
    return [f for f in check(disclosure).findings if f.suspects and f.root is None and f.rule[:3] == "T03"]


def test_what_was_proved_says_nothing_of_time() -> None:
    found = suspected(two_wrong_addends())

    assert found
    assert not any(UNPROVED in finding.hint for finding in found)


def test_an_answer_that_is_not_proved_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver stops at the first answer, as it does when time runs out: the best so far is given, with a warning."""
    solve = program._Program.solve

    def hurried(self: program._Program) -> program.Answer | None:
        answer = solve(self)
        return None if answer is None else program.Answer(answer.changed, proved=False)

    monkeypatch.setattr(program._Program, "solve", hurried)
    found = suspected(two_wrong_addends())

    assert found
    assert all(UNPROVED in finding.hint for finding in found)


def test_without_an_answer_in_time_there_is_still_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "SECONDS", 0.0)
    found = suspected(two_wrong_addends())

    assert {f.terms[s.term].text: s.suggestion for f in found for s in f.suspects[:1]} == {
        "41.20": "14.20",
        "71.00": "17.00",
    }
    assert all(UNPROVED in finding.hint for finding in found)


def test_one_document_has_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first failures took is not there for the others."""
    asked: list[float] = []

    def slow(*arguments: object) -> program.Answer | None:
        asked.append(float(str(arguments[-1])))
        return None

    monkeypatch.setattr(causes, "cheapest_change", slow)
    cells = {
        "T03": spending(c2080505_C2="41.20", c2080506_C2="71.00"),
        "T05": spending(c2080505_C2="41.20", c2080506_C2="71.00"),
    }
    check(made.disclosure(cells))

    assert asked == [program.SECONDS]
