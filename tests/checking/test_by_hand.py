"""A reviewer's findings among those of the program: one more each, and nothing else changes; in another version only what still holds."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import juesuan
from juesuan.checking.amending import amended, carried
from juesuan.checking.by_hand import BY_HAND, Amendment, OwnFinding
from juesuan.checking.comparing import Fate, Version, compare
from juesuan.checking.context import Context
from juesuan.demo import demo_disclosure, flawed
from juesuan.model import Disclosure, Place, Report, Severity, Statement
from juesuan.standard import builtin
from tests.examples import examples


@cache
def checked() -> tuple[Disclosure, Report]:
    document = flawed(demo_disclosure(builtin()))
    return document, juesuan.check(document)


def printed() -> list[Statement]:
    return [s for s in checked()[0].statements if s.amount.raw and s.fact is not None]


def own_of(statement: Statement, name: str = "own-7", value: str = "") -> OwnFinding:
    return OwnFinding(
        name,
        "error",
        "与批复不一致",
        statement.place,
        statement.amount.raw,
        statement.id,
        str(statement.fact),
        value=value,
    )


def reprinted(document: Disclosure, statement: Statement, raw: str) -> Disclosure:
    other = replace(statement, amount=replace(statement.amount, raw=raw))
    return replace(document, statements=tuple(other if s.id == statement.id else s for s in document.statements))


@given(st.integers(0, 10**6), st.sampled_from([each.value for each in Severity]), st.sampled_from(["", "1,234.56"]))
@settings(max_examples=examples(20))
def test_it_is_one_finding_more_and_nothing_else_changes(pick: int, severity: str, value: str) -> None:
    document, report = checked()
    statement = printed()[pick % len(printed())]

    after = amended(report, document, [replace(own_of(statement, value=value), severity=severity)])

    (added,) = [each for each in after.findings if each.rule == BY_HAND]
    assert [each for each in after.findings if each.rule != BY_HAND] == list(report.findings)
    assert (added.severity.value, added.terms[0].statement) == (severity, statement)
    assert [suspect.suggestion for suspect in added.suspects] == ([value] if value else [])
    assert value in added.advice


@given(st.integers(0, 10**6))
@settings(max_examples=examples(20))
def test_it_holds_while_the_number_is_printed_so(pick: int) -> None:
    document, _ = checked()
    statement = printed()[pick % len(printed())]
    own = own_of(statement)
    same = [s for s in printed() if s.in_prose and s.fact == statement.fact and s.id != statement.id]

    assert [each.id for each in carried([own], document)] == [own.id]
    if not (statement.in_prose and same):
        assert carried([own], reprinted(document, statement, "0.07")) == ()
    without = replace(document, statements=(), numbers=())
    (lost,) = carried([own], without)
    assert lost.is_lost and lost.place == Place()


def test_a_frame_cannot_be_found_again_and_stays() -> None:
    document, report = checked()
    own = OwnFinding("own-3", "warning", "盖章不清", Place(page=2, bbox=(1.0, 2.0, 3.0, 4.0)))

    (again,) = carried([own], document)

    (added,) = [each for each in amended(report, document, [again]).findings if each.rule == BY_HAND]
    assert again.is_lost and added.terms == () and "没有找到原来的位置" in added.advice


def test_in_the_comparison_it_is_left_or_mended_like_any_other() -> None:
    document, _ = checked()
    statement = next(s for s in printed() if not s.in_prose and len(s.amount.raw) > 5)
    own = own_of(statement, value="0.07")

    def fate(new: Disclosure) -> Fate:
        standard = builtin()
        versions = (
            Version(Context(each, standard=standard), amended(juesuan.check(each), each, mine))
            for each, mine in ((document, [own]), (new, carried([own], new)))
        )
        return next(c.fate for c in compare(*versions).causes if c.finding.id == own.id)

    assert fate(document) is Fate.LEFT
    assert fate(reprinted(document, statement, "0.07")) is Fate.MENDED


def test_other_words_and_values_are_those_of_that_finding_alone() -> None:
    document, report = checked()
    proposed = next(each for each in report.findings if each.suspects and each.root is None)

    after = amended(report, document, (), [Amendment(proposed.id, "改写", "9.99"), Amendment("nobody", "x")])
    left = amended(report, document, (), [Amendment(proposed.id, is_left=True)])

    (changed,) = [b for a, b in zip(report.findings, after.findings, strict=True) if a != b]
    assert (changed.id, changed.message, changed.suspects[0].suggestion) == (proposed.id, "改写", "9.99")
    assert "9.99" in changed.advice
    (bare,) = [b for a, b in zip(report.findings, left.findings, strict=True) if a != b]
    assert (bare.suspects, bare.proposals, bare.message) == ((), (), proposed.message)
