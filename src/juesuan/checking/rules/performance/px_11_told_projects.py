"""PX-11 文字中的项目自评综述与自评表不一致.

What the explanation says of a project — score, budget, money spent, rate, in any order — is what the project's own form says, and the
grade is that of its score. A rate
beside its amounts is for the rule on those (N13-04). The project is known by its name alone: what stands behind the name, up to the next
one, is of that project. Where several forms bear the name, it is of one of them; told of more often than there are forms, it decides nothing.
Where other forms print the same funds, the form may be a copy: then it is in doubt and not the text. What the form leaves blank is not compared.
A summary of a project that no form is called by is that of the form with another spelling of its name (words added, left out, one character
replaced) and the same numbers; with others it decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.performance.copied_funds import COPIED, said_of_the_block
from juesuan.checking.wording import Text, explanation
from juesuan.model import Amount, Outcome, Severity, State, Term, Unit
from juesuan.model.characters import is_chinese
from juesuan.model.expressions import expression

RULE = "PX-11"

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
_MONEY = rf"(?:为|是|共|共计|：)?{_NUMBER}(?P<unit>亿元|万元|元)"
_SAID = {
    ("sum", "score"): expression(
        rf"(?:(?<!平均)得分?(?:为|是|：)?{_NUMBER}(?P<unit>分?)|(?:自评|评分)(?:结果|分数)?(?:为|是|：)?(?P<points>\d[\d,]*(?:\.\d+)?)分)(?![\d%％])"
    ),
    ("total", "initial"): expression(rf"年初预算(?:数|金额)?{_MONEY}"),
    ("total", "adjusted"): expression(rf"(?:全年|调整后?)预算(?:数|金额)?{_MONEY}"),
    ("total", "executed"): expression(rf"(?:执行(?:数|金额)?|(?:实际)?支出(?:数|金额)|实际支出){_MONEY}"),
    ("total", "rate"): expression(
        rf"(?:完成(?:全年)?预算的|(?:预算)?(?:执行|完成)率(?:为|达到?|是)?){_NUMBER}(?P<unit>[%％])"
    ),
}
_POINTS = expression(rf"(?:项目)?[”》]?(?:项目)?(?:为|：)?{_NUMBER}(?P<unit>分)")
_GRADE = expression(
    r"(?:自评|评价|评定)?(?:等级|等次|结果|结论)(?:评定)?(?:为|是|：)?[“《]?(?P<grade>优|良|中|差)(?![\u4e00-\u9fff])"
)
_OF_ALL = expression(r"。|个项目")
_LABELS = {
    "score": "得分",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "rate": "执行率",
}
_QUOTED = expression(
    r"[“《](?P<name>[^“”《》]{4,40})[”》](?:项目)?(?:支出)?(?:绩效)?(?:自评)?(?:综述)?[：:，]?(?=全年|年初|自评|得分)"
)
_TELLING = frozenset("一二三四五六七八九十东西南北中上下前后左右内外新老大小高初省市县区乡镇村")
"""What parts one project from another: 一期 and 二期 are no slips."""
_NEXT = expression(r"[“《]")
_END = "项目"
_LEAST = 4
_UNITS = {"亿元": Unit.YI, "万元": Unit.WAN, "元": Unit.YUAN, "%": Unit.PERCENT, "％": Unit.PERCENT}


class _Told(Struct, frozen=True):
    """What a passage says of a project: by cell, the amount and the operand that it makes; ``views``: the forms of that name."""

    views: tuple[FormView, ...]
    said: Mapping[tuple[str, str], tuple[Amount, Term]]
    grade: Term | None = None


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per project that the explanation tells of."""
    views = _by_name(context)
    told = [one for text in explanation(context) for one in _told(text, views)]
    if not told:
        yield not_applicable("文字说明中没有逐个项目的自评综述" if views else "没有项目自评表")
    times = Counter(one.views[0].form.instance for one in told)
    for one in told:
        found = [_judged(one, view) for view in one.views]
        held = next((outcomes for outcomes in found if outcomes[0].state is State.PASS), None)
        if times[one.views[0].form.instance] > len(one.views):
            yield undecidable(f"文字中有几处说到{one.views[0].name}的项目名称")
        else:
            yield from held or min(found, key=lambda outcomes: len(outcomes[0].terms), default=[])
        if one.grade is not None and len(one.views) == 1 == times[one.views[0].form.instance]:
            yield _graded(one.views[0], one.grade)
    yield from _of_no_form(context, views, {view.form.instance for one in told for view in one.views})


def _by_name(context: Context) -> Mapping[str, tuple[FormView, ...]]:
    """The forms of each project name, the longest name first."""
    named: dict[str, tuple[FormView, ...]] = {}
    for view in performance_forms(context, "PP"):
        name = _plain(view.form.project.text) if view.form.project else ""
        if len(name) >= _LEAST:
            named[name] = (*named.get(name, ()), view)
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def _plain(name: str) -> str:
    return "".join(name.split()).removesuffix(_END)


def _told(text: Text, views: Mapping[str, tuple[FormView, ...]]) -> Iterator[_Told]:
    """The passages of a paragraph that tell of one project each: from its name to that of the next."""
    printed = text.passage.text
    starts: list[tuple[int, str]] = []
    for name in (name for name in views if name in printed):
        for match in re.finditer(re.escape(name), printed):
            if not any(at <= match.start() < at + len(other) for at, other in starts):
                starts.append((match.start(), name))
    starts.sort()
    ends = [*(at for at, _ in starts[1:]), len(printed)]
    for (at, name), end in zip(starts, ends, strict=False):
        if not _leads(printed, at + len(name)):
            continue
        said = _said(text, at, end, at + len(name))
        own = _OF_ALL.search(printed, at, end)
        grades = list(_GRADE.finditer(printed, at, own.start() if own is not None else end))
        grade = text.term(grades[0].start("grade"), grades[0].end("grade")) if len(grades) == 1 else None
        if said or grade is not None:
            yield _Told(views[name], said, grade)


def _leads(printed: str, end: int) -> bool:
    """Whether a name opens what is said of its project: its heading, or the subject of a sentence with numbers."""
    following = re.match(
        r"(?:项目)?[”》]?(?:项目)?(?:支出)?(?:绩效)?(?:自评|综述|结果|，|：|:|全年|年初|得分|为?\d[\d.]*分)",
        printed[end:],
    )
    return following is not None


def _said(text: Text, start: int, end: int, named: int = -1) -> Mapping[tuple[str, str], tuple[Amount, Term]]:
    """What stands once between two places; what stands twice is of different things. ``named``: where the project's name ends: points may
    stand right behind it."""
    found: dict[tuple[str, str], tuple[Amount, Term]] = {}
    for cell, pattern in _SAID.items():
        matches = list(pattern.finditer(text.passage.text, start, end))
        if len(matches) == 1:
            number, unit = ("points", 0) if matches[0].groupdict().get("points") else ("number", "unit")
            printed = text.term(matches[0].start(number), matches[0].end(unit))
            found[cell] = (_amount(matches[0]), printed)
    behind = _POINTS.match(text.passage.text, named) if named >= 0 else None
    if behind is not None and ("sum", "score") not in found:
        found["sum", "score"] = (_amount(behind), text.term(behind.start("number"), behind.end("unit")))
    return found


def _graded(view: FormView, told: Term) -> Outcome:
    """The grade that the text gives, and that of the form's score in the bands of the place."""
    score = view.filled("sum", "score")
    if score is None:
        return undecidable(f"{view.name}没有印出总分，文字所写的等级没有可核对的")
    grade = view.template.grade(score.value)
    if grade in {told.text, None, ""}:
        return passed([score])
    message = f"文字对{view.name}的项目，等级写“{told.text}”，表中总分 {score.amount.raw} 应为“{grade}”。"
    return Outcome(State.FAIL, terms=(told, Term.of(score, -1)), message=message)


def _amount(match: re.Match[str]) -> Amount:
    points = match.groupdict().get("points")
    printed, behind = (points, "分") if points else (match["number"], match["unit"])
    digits = printed.replace(",", "")
    unit = _UNITS.get(behind, Unit.POINTS)
    return Amount(Decimal(digits), unit, len(digits.partition(".")[2]), printed + behind)


def _judged(told: _Told, view: FormView) -> list[Outcome]:
    """What is not as the form has it, told together, and what is."""
    of_its_own = told.said.keys() >= {("total", "adjusted"), ("total", "executed")}
    cells = {
        cell: stated
        for cell in told.said
        if (stated := view.cell(*cell)) is not None and not (of_its_own and cell[1] == "rate")
    }
    blank = [stated for stated in cells.values() if view.context.is_unfilled(stated)]
    cells = {cell: stated for cell, stated in cells.items() if stated not in blank}
    wrong = [(cell, stated) for cell, stated in cells.items() if not _same(told.said[cell][0], view.precise(stated))]
    right = [cell for cell in cells if cell not in dict(wrong)]
    terms = (*(Term.of(cells[cell]) for cell in right), *(told.said[cell][1] for cell in right))
    held = [Outcome(State.PASS, terms=terms)] if right or not wrong else []
    if blank and not wrong:
        open_one = undecidable(f"“{blank[0].label}”没有填写，文字所写的数没有可核对的", blank)
        return [open_one, *(held if right else ())]
    if not wrong:
        return held
    parts = "；".join(
        f"{_LABELS[cell[1]]}写“{told.said[cell][0].raw}”，表中{f'为 {stated.amount.raw}' if stated.amount.raw else '未填'}"
        for cell, stated in wrong
    )
    several = f"；同名的 {len(told.views)} 份表都不符" if len(told.views) > 1 else ""
    terms = (*(told.said[cell][1] for cell, _ in wrong), *(Term.of(stated, -1) for _, stated in wrong))
    copied = said_of_the_block(view) if any(stated.amount.unit.is_money for _, stated in wrong) else ""
    message = f"文字对{view.name}的项目，{parts}{several}{copied}。"
    return [Outcome(State.FAIL, terms=terms, message=message, hint=COPIED if copied else ""), *held]


def _of_no_form(context: Context, views: Mapping[str, tuple[FormView, ...]], told: Set[int]) -> Iterator[Outcome]:
    """Summaries of a project that no form is called by: of the form with another spelling of the name and the same numbers, or of none."""
    rest = [view for same in views.values() for view in same if view.form.instance not in told]
    for text in explanation(context) if views else ():
        for match in _QUOTED.finditer(text.passage.text):
            name = _plain(match["name"])
            end = min((one.start() for one in _NEXT.finditer(text.passage.text, match.end())), default=None)
            said = _said(text, match.end(), len(text.passage.text) if end is None else end)
            if name in views or not said:
                continue
            term = text.term(match.start("name"), match.end("name"))
            meant = [view for view in rest if _misspells(name, view, views) and _agrees(_Told((view,), said), view)]
            if len(meant) != 1:
                yield Outcome(State.UNDECIDABLE, terms=(term,), reason=f"没有找到“{match['name']}”项目的自评表")
                continue
            own = meant[0].form.project.text if meant[0].form.project is not None else ""
            message = f"文字中的项目“{match['name']}”，自评表中叫“{own}”，项目名称不一致。"
            yield Outcome(State.FAIL, terms=(term,), message=message, severity=Severity.WARNING)
        for view in rest:
            yield from _replaced(text, view, views)


def _replaced(text: Text, view: FormView, views: Mapping[str, tuple[FormView, ...]]) -> Iterator[Outcome]:
    """A summary under a form's name with one character replaced: the form's, if it says what the form says; else not known whose."""
    own = next(one for one, same in views.items() if view in same)
    printed = text.passage.text
    for match in re.finditer(re.escape(own[0]), printed):
        name = printed[match.start() : match.start() + len(own)]
        differ = [a + b for a, b in zip(name, own, strict=False) if a != b] if len(name) == len(own) else []
        if (
            len(differ) != 1
            or not is_chinese(differ[0])
            or _TELLING & {*differ[0]}
            or name in views
            or not _leads(printed, match.start() + len(name))
        ):
            continue
        end = min((one.start() for one in _NEXT.finditer(printed, match.end() + len(name))), default=len(printed))
        said = _said(text, match.start(), end)
        term = text.term(match.start(), match.start() + len(name))
        if said and _agrees(_Told((view,), said), view):
            title = view.form.project.text if view.form.project is not None else own
            message = f"文字中的项目“{name}”，自评表中叫“{title}”，项目名称不一致。"
            yield Outcome(State.FAIL, terms=(term,), message=message, severity=Severity.WARNING)
        elif said:
            yield Outcome(State.UNDECIDABLE, terms=(term,), reason=f"没有找到“{name}”项目的自评表")


def _agrees(told: _Told, view: FormView) -> bool:
    return all(outcome.state is State.PASS and outcome.terms for outcome in _judged(told, view))


def _misspells(name: str, view: FormView, views: Mapping[str, tuple[FormView, ...]]) -> bool:
    """Whether a name has all characters of a form's in their order, or lacks some: words were added or left out."""
    own = next(one for one, same in views.items() if view in same)
    shorter, longer = sorted((name, own), key=len)
    rest = iter(longer)
    return 2 * len(shorter) >= len(longer) and all(character in rest for character in shorter)


def _same(said: Amount, amount: Amount) -> bool:
    if said.unit is not amount.unit and not (said.unit.is_money and amount.unit.is_money):
        return True
    return said.to(amount.unit).interval.intersects(amount.interval)
