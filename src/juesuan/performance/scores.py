"""The scores of performance forms with what they rest on: evidence, value, target, deviation, points, and what every point was lost for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, structs

from juesuan.model import Problem, Statement
from juesuan.performance.computing import Computed, differs
from juesuan.performance.evidence.shown import Shown
from juesuan.performance.printed_otherwise import Entered, by_rule, entered_lines
from juesuan.performance.score_line import ScoreLine
from juesuan.performance.texts import SaidNumber
from juesuan.preparing.books import LEFT_OUT, Target
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.performance import cells_of, evaluation, posted_rates, reckoned_rates
from juesuan.preparing.scoring import Scored, scored_targets
from juesuan.preparing.workbook import OVERALL
from juesuan.standard.layouts import Layout
from juesuan.standard.performance import Template

__all__ = ["FormScore", "ScoreReport", "scored_forms"]

_EXECUTION = "预算执行率"
_NONE = Decimal(0)


class FormScore(Struct, frozen=True):
    """The score of a form.

    Attributes:
        kind: ``PO`` or ``PP``. name: of the project; empty for the overall form. title: as it is printed.
        lines: all that is scored. total: what was scored so far; unscored: points of which nobody can say.
        grade: of the total; empty while something is not scored and it could be another.
        to_next: points to the next grade, and its name; None in the best one. above: points above the least of this grade.
        doubts: what of the place's scoring no published rule was found for.
        hangs_on: lines whose lost points, the fewest together, would make the next grade, largest first.
    """

    kind: str
    name: str
    title: str
    lines: tuple[ScoreLine, ...]
    total: Decimal
    unscored: Decimal
    grade: str
    to_next: tuple[Decimal, str] | None = None
    above: Decimal = _NONE
    hangs_on: tuple[str, ...] = ()
    due: Decimal = _NONE
    entered: tuple[Entered, ...] = ()
    doubts: tuple[str, ...] = ()


def scored_forms(found: Computed, edition: Layout) -> tuple[FormScore, ...]:
    """Every form of the books, scored by the rules of the place: the overall one first."""
    edition = edition.at(found.books.year)
    books = consolidated(found.books, edition.standard).books
    figures = plain_figures(books, edition)
    made = evaluation(dataclasses.replace(books, form_cells=()), figures, edition)
    works = {
        ("PP", number): (work.name, work.targets, work.management) for number, work in enumerate(books.projects, 1)
    }
    if books.overall is not None:
        works["PO", 1] = OVERALL, books.overall.targets, {}
    hidden = reckoned_rates(figures)
    forms: list[FormScore] = []
    for form in made.forms:
        name, targets, management = works[form.kind, form.instance]
        is_overall = form.kind == "PO"
        template, rates = (edition.overall, posted_rates(figures)) if is_overall else (edition.project, {})
        own = [item for item in made.statements if (item.source, item.instance) == (form.kind, form.instance)]
        targets = tuple(_known(target, hidden if is_overall else {}) for target in targets)
        lines = [*_blocks(own, template, management), *_lines(targets, template, found, name, rates)]
        lines, entered = entered_lines(lines, cells_of(books, name), form, own, edition.standard.evaluations)
        head = FormScore(form.kind, "" if is_overall else name, form.title.text, (), _NONE, _NONE, "")
        forms.append(_form(head, lines, entered, template))
    return tuple(forms)


def _blocks(statements: Sequence[Statement], form: Template, management: Mapping[str, str]) -> Iterable[ScoreLine]:
    """The execution rate and the rows of the scored block, as the form itself has them."""
    cells = {(item.row, item.column): item.amount for item in statements}
    points, given_score = cells[("total", "points")].value, cells.get(("total", "score"))
    score = given_score.value if given_score is not None else None
    by_tasks = ("t1", "executed") in cells  # there the unit gives a score to each
    rate = cells.get(("total", "rate"))
    actual = rate.raw if rate is not None else "没有预算"
    if score is None or (
        form.scoring.execution is None and score < points and not by_tasks
    ):  # the place's rule was not published: nobody can say
        yield ScoreLine((_EXECUTION, "", ""), "", actual, "账上", points, None)
    else:
        yield ScoreLine((_EXECUTION, "", ""), "", actual, "账上", points, score, lost=points - score)
    for number, name in enumerate(management, 1):
        label = form.management.label if form.management is not None else ""
        if (f"m{number}", "points") in cells:
            given = cells[(f"m{number}", "points")].value, cells[(f"m{number}", "score")].value
            yield ScoreLine((label, "", name), "", management[name], "填写", *given, lost=given[0] - given[1])


def _known(target: Target, rates: Mapping[str, str]) -> Target:
    """An indicator whose form prints no result is scored by what the accounts say all the same, where they say it."""
    hidden = target.actual == LEFT_OUT and not target.computed
    return dataclasses.replace(target, computed=rates.get(target.name, "")) if hidden else target


def _lines(
    targets: Sequence[Target], form: Template, found: Computed, project: str, rates: Mapping[str, str]
) -> Iterable[ScoreLine]:
    for target, result in zip(targets, scored_targets(targets, form, rates), strict=True):
        yield _line(target, result, found.of(project, target.name))


def _line(target: Target, result: Scored, shown: Shown | None) -> ScoreLine:
    """An indicator. Without a value there is no score: that the rule accuses nobody of it makes none."""
    blank = not result.actual
    given = target.score is not None
    score = None if blank and not given else result.score
    lost = result.points - score if score is not None else _NONE
    due = result.rule.due if given and not blank and result.rule.due != target.score else None
    return ScoreLine(
        target.levels,
        target.target,
        result.actual,
        _source(target, result, shown),
        result.points,
        score,
        shown,
        differs(target, shown),
        due,
        "" if blank else result.deviation,
        lost,
        target.reason,
        bool(lost > 0 and not target.reason),
    )


def _source(target: Target, result: Scored, shown: Shown | None) -> str:
    """Where the value is from that a line is scored by."""
    if target.actual not in {"", LEFT_OUT}:
        return "填写"
    if shown is not None and shown.value is not None:
        return "佐证"
    return "账上" if result.actual not in {"", LEFT_OUT} else ""


def _form(head: FormScore, lines: Sequence[ScoreLine], entered: Sequence[Entered], form: Template) -> FormScore:
    """The score of a form that has kind, name and title already."""
    total = sum((line.score for line in lines if line.score is not None), _NONE)
    unscored = sum((line.points for line in lines if line.score is None), _NONE)
    grade, best = form.grade(total), form.grade(total + unscored)
    above = [(label, least) for label, least in form.grades.items() if least > total]
    to_next = (above[-1][1] - total, above[-1][0]) if above else None
    return structs.replace(
        head,
        lines=tuple(lines),
        total=total,
        unscored=unscored,
        grade=grade if grade == best else "",
        to_next=to_next,
        above=total - form.grades.get(grade, _NONE),
        hangs_on=_fewest(lines, to_next[0]) if to_next is not None else (),
        due=by_rule(lines),
        entered=tuple(entered),
        doubts=form.doubts,
    )


def _fewest(lines: Sequence[ScoreLine], wanted: Decimal) -> tuple[str, ...]:
    """The lines that could give so many points together, as few as can be; none when all together could not."""
    open_points = sorted(
        ((line.lost if line.score is not None else line.points, line.name) for line in lines),
        key=lambda item: -item[0],
    )
    taken: list[str] = []
    for points, name in open_points:
        if wanted <= 0 or points <= 0:
            break
        taken.append(name)
        wanted -= points
    return tuple(taken) if wanted <= 0 else ()


class ScoreReport(Struct, frozen=True):
    """The scores of a department's forms, and what is to be said of the evidence that they rest on.

    Attributes:
        unit, year, layout: whose, of which year, by whose rules.
        tables: the evidence that was read: name, rows, files.
        findings: what is wrong with rows of it. notes: what the user should know of it.
        unfinished: what is still wrong with the workbook.
        said: numbers in texts that follow the name of a measure, held against the evidence.
    """

    unit: str
    year: int
    layout: str
    forms: tuple[FormScore, ...]
    tables: tuple[tuple[str, int, int], ...] = ()
    findings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    unfinished: tuple[Problem, ...] = ()
    said: tuple[SaidNumber, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every line has a score, every measure a value, and nothing is wrong with what they rest on."""
        lines = [line for form in self.forms for line in form.lines]
        # A value without a score is one that no published rule scores: that is told, and no fault of the workbook.
        scored = all(line.score is not None or line.actual for line in lines)
        shown = all(line.shown is None or line.shown.value is not None for line in lines)
        told = all(number.agrees for number in self.said)
        return scored and shown and told and not self.findings and not self.unfinished
