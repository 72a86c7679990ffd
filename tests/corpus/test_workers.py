"""Several processes answer in the order of the jobs; one job is no reason for more than one of them."""

from __future__ import annotations

import pytest

from juesuan.corpus.wire import Duties
from juesuan.corpus.worker import ProcessLimits
from juesuan.corpus.workers import Workers
from tests.corpus.misbehaving import Echo

DUTIES = Duties("tests.corpus.misbehaving")


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("texts", [(), ("一",), ("一", "二"), ("一", "二", "三", "四", "五", "六", "七", "八")])
def test_answers_come_in_the_order_of_the_jobs(count: int, texts: tuple[str, ...]) -> None:
    with Workers(ProcessLimits(), count=count, duties=DUTIES) as workers:
        answers = [str(answer).split() for answer in workers.in_order(map(Echo, texts))]

    assert tuple(text for text, _ in answers) == texts
    assert len({process for _, process in answers}) <= min(count, len(texts))


def test_one_job_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ThreadPoolExecutor", None)

    with Workers(ProcessLimits(), count=4, duties=DUTIES) as workers:
        (answer,) = workers.in_order([Echo("一")])

    assert str(answer).startswith("一 ")
