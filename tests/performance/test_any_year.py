"""Whatever a year holds: sheets and documents give the record back, and every form is printed and read cell by cell."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid
from juesuan.formats.printing.printed_blocks import PrintedTable
from juesuan.performance.cycle.documents import cycle_document, read_document
from juesuan.performance.cycle.from_sheets import read_cycle
from juesuan.performance.cycle.record import (
    Application,
    Approval,
    Cycle,
    CycleIndicator,
    CycleWork,
    Expenditure,
    Monitored,
    Monitoring,
    ReviewItem,
    ReviewOfWork,
)
from juesuan.performance.cycle.shown import View
from juesuan.performance.cycle.stages import monitoring_of
from juesuan.performance.cycle.to_sheets import cycle_rows
from juesuan.publishing.stage_grids import printed_stage
from juesuan.publishing.stages import STAGE_FORMATS, publish_stages
from juesuan.standard import builtin
from tests.examples import examples
from tests.performance.year import sheets_from

WORDS = st.text("项目资金培训企业数据监测服务率完成甲乙丙丁", min_size=1, max_size=12)
TEXTS = st.just("") | WORDS
MONEY = st.none() | st.decimals(0, 10**9, places=2)
POINTS = st.decimals(0, 50, places=1)
DAYS = st.dates(datetime.date(2021, 1, 1), datetime.date(2024, 12, 31))
TARGETS = st.sampled_from(["≥20个", "≤3.5%", "=100%", "明显", "不少于12次", "2022年底前"])
LEVELS = st.sampled_from(["产出指标", "效益指标", "满意度指标"])
SOURCES = st.sampled_from(["fiscal", "special", "own"])

INDICATORS = st.lists(
    st.builds(
        CycleIndicator,
        level1=LEVELS,
        level2=WORDS,
        level3=WORDS,
        target=TARGETS,
        term_target=TEXTS,
        points=st.none() | POINTS,
        evidence=TEXTS,
        method=TEXTS,
        actual=st.just("") | TARGETS,
        score=st.none() | POINTS,
        reason=TEXTS,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda item: item.level3,
).map(tuple)
APPROVALS = st.lists(
    st.builds(Approval, date=DAYS, kind=st.sampled_from(["批复", "调整"]), document=TEXTS, amount=MONEY, note=TEXTS),
    max_size=3,
).map(tuple)
REVIEWS = st.none() | st.builds(
    ReviewOfWork,
    date=st.none() | DAYS,
    evaluator=WORDS,
    items=st.lists(
        st.builds(ReviewItem, level1=WORDS, level2=WORDS, level3=TEXTS, points=POINTS, score=POINTS, ground=TEXTS),
        max_size=3,
    ).map(tuple),
    texts=st.fixed_dictionaries({}, optional={"background": WORDS, "problems": WORDS, "suggestions": WORDS}),
)
APPLICATIONS = st.lists(
    st.builds(
        Application,
        problem=WORDS,
        measure=TEXTS,
        owner=TEXTS,
        due=st.none() | DAYS,
        consequence=TEXTS,
        amount=MONEY,
        done=st.sampled_from(["", "已落实", "正在落实", "未落实"]),
        done_date=st.none() | DAYS,
    ),
    max_size=3,
).map(tuple)
FUNDS = st.dictionaries(
    SOURCES,
    st.builds(Expenditure, initial=MONEY, adjusted=MONEY, executed=MONEY).filter(lambda money: money != Expenditure()),
    max_size=3,
)


@st.composite
def works(draw: st.DrawFn) -> CycleWork:
    """A project somewhere in its year."""
    indicators = draw(INDICATORS)
    days = draw(st.lists(DAYS, max_size=2, unique=True))
    monitorings = tuple(
        Monitoring(
            date=day,
            executed=draw(MONEY),
            likely=draw(MONEY),
            indicators=tuple(
                Monitored(indicator=item.name, reached=draw(WORDS), cause=draw(TEXTS)) for item in indicators
            ),
        )
        for day in sorted(days)
    )
    return CycleWork(
        name=draw(WORDS),
        implementer=draw(TEXTS),
        attribute=draw(TEXTS),
        term=draw(TEXTS),
        declared=draw(st.none() | DAYS),
        evaluated=draw(st.none() | DAYS),
        funds=draw(FUNDS),
        goal=draw(TEXTS),
        result=draw(TEXTS),
        indicators=indicators,
        approvals=draw(APPROVALS),
        monitorings=monitorings,
        review=draw(REVIEWS),
        applications=draw(APPLICATIONS),
    )


CYCLES = st.builds(
    Cycle,
    unit=st.just("某市某某局"),
    place=st.sampled_from(["", "河南省", "陕西省西安市", "湖北省"]),
    year=st.just(2022),
    works=st.lists(works(), min_size=1, max_size=3, unique_by=lambda work: work.name).map(tuple),
)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cycle=CYCLES)
def test_sheets_and_documents_give_the_record_back(cycle: Cycle) -> None:
    read = read_cycle(sheets_from(cycle_rows(cycle, builtin())), builtin())

    assert read.problems == ()
    assert read.cycle == cycle
    assert read_document(cycle_document(cycle)) == cycle


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cycle=CYCLES,
    form=st.sampled_from(sorted(builtin().stage_forms.by_id)),
    suffix=st.sampled_from(sorted(STAGE_FORMATS)),
)
def test_any_form_of_any_year_reads_back_cell_by_cell(cycle: Cycle, form: str, suffix: str) -> None:
    found = builtin().stage_forms.by_id[form]
    work = None if found.kind == "all" else cycle.works[0]
    view = View(cycle, found, work, monitoring_of(work) if work is not None else None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        publish_stages([view], builtin().layouts.reference.style, path)
        grids = [block for page in open_source(path).pages for block in page.blocks if isinstance(block, Grid)]

    tables = [block for block in printed_stage(view).blocks if isinstance(block, PrintedTable)]
    wanted = [["".join(cell.slot.text.split()) for cell in table.cells if cell.slot.text.strip()] for table in tables]
    read = [[cell.text for cell in grid.cells if cell.text] for grid in grids]
    assert [cells for cells in read if cells in wanted] == wanted
