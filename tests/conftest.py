"""Watches which rules were seen to fail and to pass, so that a rule nothing can break, or nothing satisfies, is found out; and that
every report of every test tells of every failing outcome.

What a test sees that draws its documents, another run may not see: it does not count.

The suite is run in several processes: each hands what it saw to the first, which names the rules without a failing or without a
passing document when the whole suite was run (``--all-rules``).
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from juesuan.checking import engine
from juesuan.checking.context import Context
from juesuan.checking.registry import code_rules
from juesuan.model import Outcome, Report, RuleResult, State
from juesuan.standard import builtin
from juesuan.standard.rules import Rule
from tests.examples import QUICK
from tests.here import Here
from tests.remembered import REMEMBERED
from tests.told import mistold

# Documents are made and dropped by the thousand: at its own pace the collector takes a sixth of the time of the suite. A quarter of the
# pace would be as quick, but pages of PDFs, which hold each other, would lie about by the gigabyte.
gc.set_threshold(50_000, 10, 10)

# No test is a race: how long an example takes says nothing but how busy the machine is. Each run draws examples of its own, and
# `make properties` draws many.
settings.register_profile("suite", max_examples=QUICK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# For tools/mutants.py: what is found first is enough, and the same is found every time.
settings.register_profile("mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))

HERE = Path(__file__).parent
_CAMPAIGNS = (
    "cli/test_silence.py",
    "hostile/test_growth.py",
    "hostile/test_kills.py",
    "cli/test_processes.py",
    "cli/test_same_bytes.py",
    "reporting/test_html_browser.py",
    "cli/test_resuming.py",
    "hostile/test_mutation.py",
    "cli/test_serve.py",
    "hostile/test_crafted.py",
    "test_two_standards.py",
    "publishing/test_recalculation.py",
    "reporting/test_comparison_browser.py",
    "checking/test_two_standards.py",
)
"""Files whose tests start other programs, end processes at any moment or measure growth: ``make campaigns``."""

_MATRICES = (
    "test_round_trip.py",
    "reporting/test_every_view.py",
    "standard/test_every_data_file.py",
    "preparing/test_gaps.py",
    "formats/pdf/test_writing.py",
    "formats/pdf/test_watermarks.py",
    "standard/test_layouts.py",
    "checking/test_supposing.py",
    "publishing/test_package.py",
    "cli/test_approved_sheets.py",
    "test_other_tables.py",
    "performance/test_total_rows.py",
    "preparing/test_magnitudes.py",
    "recognising/narrative/test_torn.py",
    "recognising/forms/test_made_documents.py",
    "recognising/forms/test_unreadable_tables.py",
)
"""Files whose tests do one thing with many layouts, formats or documents: of each test ``make test`` takes every third."""

_EVERY = 3

_LONG = (
    "cli/test_prepare.py",
    "test_round_trip.py",
    "test_laws.py",
    "web/test_by_hand.py",
    "corpus/test_store.py",
    "web/test_review.py",
    "test_operation_form.py",
    "cli/test_batches.py",
    "formats/pdf/test_writing.py",
    "preparing/test_compose.py",
    "standard/test_layouts.py",
    "web/test_preparing.py",
    "publishing/test_template_workbook.py",
    "reporting/test_every_view.py",
    "preparing/test_gaps.py",
    "standard/test_every_data_file.py",
    *_CAMPAIGNS,
)
"""Files that take long, the longest first: two processes share the files, and none shall wait for the other at the end."""

_SEEN: set[tuple[str, str]] = set()
_DRAWING: list[pytest.Item] = []
"""The test at work, if Hypothesis draws for it."""
_WANTED = {
    "fail": {State.FAIL.value},
    "pass": {State.PASS.value, State.WITHIN_ROUNDING.value},
}


def _watch() -> None:
    """Puts a recorder around every code rule and around the evaluation of the data rules."""
    checks = code_rules()
    assert isinstance(checks, dict)
    for rule, check in list(checks.items()):
        checks[rule] = _recorded(rule, check)
    evaluate = engine.outcomes

    def outcomes(rule: Rule, context: Context) -> Iterator[Outcome]:
        for outcome in evaluate(rule, context):
            seen(rule.id, (outcome,))
            yield outcome

    engine.outcomes = outcomes
    conclude = engine._result

    def result(rule: Rule, found: list[Outcome]) -> RuleResult:
        # Patterns are told of after all the others, from what these found.
        seen(rule.id, found)
        return conclude(rule, found)

    engine._result = result

    def report(**parts: Any) -> Report:
        made = Report(**parts)
        assert not mistold(made), mistold(made)
        return made

    engine.Report = report


def seen(rule: str, found: Iterable[Outcome]) -> None:
    """Takes down in which states a rule ended, unless chance may have had a hand in it."""
    if not _DRAWING:
        _SEEN.update((rule, outcome.state.value) for outcome in found)


def _recorded(rule: str, check: Callable[[Context], Iterator[Outcome]]) -> Callable[[Context], Iterator[Outcome]]:
    def recorded(context: Context) -> Iterator[Outcome]:
        for outcome in check(context):
            seen(rule, (outcome,))
            yield outcome

    return recorded


_watch()
REMEMBERED.watch_patches()


@pytest.fixture(autouse=True)
def jobs_are_done_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for tests that are about the processes."""
    if request.node.get_closest_marker("processes") is None:
        monkeypatch.setattr("juesuan.corpus.workers.Workers", Here)
    REMEMBERED.is_allowed = not hasattr(getattr(request.node, "obj", None), "hypothesis")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgresql", action="store_true", help="the workbench over a PostgreSQL server of the tests' own"
    )
    parser.addoption(
        "--all-rules", action="store_true", help="fail when a rule was never seen to fail, or never to pass"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first; those of campaigns are marked."""
    rank = {HERE / name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))
    campaigns = {HERE / name for name in _CAMPAIGNS}
    matrices = {HERE / name for name in _MATRICES}
    seen_of: Counter[str] = Counter()
    for item in items:
        if item.path in campaigns:
            item.add_marker(pytest.mark.campaign)
        if item.path in matrices:
            test = item.nodeid.partition("[")[0]
            if seen_of[test] % _EVERY:
                item.add_marker(pytest.mark.variant)
            seen_of[test] += 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Tells tests that draw from those that see the same in every run."""
    if hasattr(getattr(item, "obj", None), "hypothesis"):
        _DRAWING.append(item)
    try:
        return (yield)
    finally:
        _DRAWING.clear()


def pytest_collection_finish() -> None:
    """What is there by now, the tests and the standard, stays: the collector need not look through it time and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:
        worker["rules"] = sorted(_SEEN)
    elif session.config.getoption("--all-rules") and exitstatus == pytest.ExitCode.OK and _dead():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_testnodedown(node: object) -> None:
    """A worker ended: takes over what it saw."""
    output = getattr(node, "workeroutput", {})
    _SEEN.update((rule, state) for rule, state in output.get("rules", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("--all-rules"):
        for line in _dead():
            terminalreporter.write_line(line, red=True)


def _dead() -> list[str]:
    return [
        f"rule {rule} was never seen to {word}"
        for rule in builtin().rules
        for word, states in _WANTED.items()
        if not any((rule, state) in _SEEN for state in states)
    ]
