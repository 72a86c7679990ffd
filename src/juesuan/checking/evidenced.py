"""What a document prints of indicators, and its texts say of them, beside what the bureau's own evidence shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.performance import FormView, IndicatorRow, performance_forms
from juesuan.checking.wording import Text, own_prose
from juesuan.model import EvidencedValue, Outcome, Place, State, Term
from juesuan.model.spelling import normalise
from juesuan.standard.evidenced_numbers import StatedQuantity, agreed, stated_quantities
from juesuan.standard.quantity import Quantity, find_quantities, parse_quantity

__all__ = ["in_forms", "in_texts"]

_PROJECT = "项目"
_EXCERPT = 30


def in_forms(context: Context) -> Iterator[Outcome]:
    """Each value of the evidence beside the 实际完成值 that forms print of its indicator; also that it stands nowhere at all."""
    for value in context.evidence or ():
        views = [view for view in performance_forms(context, "") if _is_of(view, value.project)]
        rows = [row for view in views for row in view.rows if _plain(row.name) == _plain(value.name)]
        if len(rows) == 1:
            yield _of_row(rows[0], value)
        elif rows:
            yield undecidable(f"“{value.name}”在自评表中有 {len(rows)} 行，不知道佐证说的是哪一行")
        elif not any(True for _ in _said(value, context)):
            project = f"项目“{value.project}”的" if value.project else ""
            yield undecidable(f"自评表和文字中都没有找到{project}“{value.name}”")


def _is_of(view: FormView, project: str) -> bool:
    """Whether a form is that of a project, or of the whole."""
    if not project:
        return view.form.kind == "PO"
    printed = view.form.project.text if view.form.project is not None else ""
    return view.form.kind == "PP" and _name(printed) == _name(project)


def _name(project: str) -> str:
    return _plain(project).removesuffix(_PROJECT)


def _plain(text: str) -> str:
    return "".join(normalise(text).split())


def _of_row(row: IndicatorRow, value: EvidencedValue) -> Outcome:
    printed = row.indicator.actual
    if not value.value:
        return undecidable(f"指标“{row.name}”没有从佐证算出：{value.reason}")
    if printed is None or not printed.text:
        return undecidable(f"{row.view.name}没有印指标“{row.name}”的实际完成值，佐证算出 {value.value}")
    stated = _quantity(printed.text)
    found = agreed(Fraction(value.exact), value.what, stated) if stated is not None else None
    if found is None:
        return undecidable(f"指标“{row.name}”印的是“{printed.text}”，佐证算出 {value.value}，不是同样的数，没有对照")
    computed, agrees = found
    if agrees:
        return passed(row.statements("actual"))
    return _failure(f"{row.view.name}指标“{row.name}”的实际完成值", printed.text, computed, row.term(printed), value)


def _quantity(text: str) -> Quantity | None:
    """The quantity that a cell is, or the only one in what it says."""
    alone = parse_quantity(_plain(text))
    found = [quantity for _, _, quantity in find_quantities(_plain(text))]
    return alone if alone is not None else found[0] if len(found) == 1 else None


def in_texts(context: Context) -> Iterator[Outcome]:
    """Each number of a text that follows the name of what the evidence shows, beside that."""
    seen: set[tuple[int, int, int]] = set()
    # The longest names first, of a project before the whole: 解决问题率 is not 解决问题, and a project's own is not the whole's.
    for value in sorted(context.evidence or (), key=lambda one: (-len(one.name), not one.project)):
        for text, spot, other in _said(value, context):
            key = id(text.passage), spot.start, spot.end
            if key not in seen:
                seen.add(key)
                yield _of_text(text, spot, other, value)


def _of_text(text: Text, spot: StatedQuantity, other: str, value: EvidencedValue) -> Outcome:
    excerpt = text.passage.text[max(spot.start - _EXCERPT, 0) : spot.end]
    if not value.value:
        return undecidable(f"文字中的“{value.name}”没有从佐证算出：{value.reason}")
    found = agreed(Fraction(value.exact), value.what, spot.quantity)
    if found is None or other:
        why = other or "不是同样的数"
        return undecidable(f"{text.where}“…{excerpt}”没有与佐证（{value.value}）对照：{why}")
    computed, agrees = found
    if agrees:
        return passed()
    printed = text.passage.text[spot.start : spot.end]
    return _failure(f"{text.where}“…{excerpt}”", printed, computed, text.term(spot.start, spot.end), value)


def _failure(where: str, printed: str, computed: str, term: Term, value: EvidencedValue) -> Outcome:
    basis = Term(-1, value.basis, None, Place(file=value.where, text=computed), computed)
    said = f"{where}写的是 {printed}" if printed not in where[-len(printed) - 1 :] else where
    return Outcome(State.FAIL, terms=(term, basis), message=f"{said}，佐证算出 {computed}。")


def _said(value: EvidencedValue, context: Context) -> Iterator[tuple[Text, StatedQuantity, str]]:
    """The numbers that texts give behind the name of a value, and what else they may be of (Chinese; empty: nothing)."""
    year, words = context.disclosure.info.year, context.standard.evidence.said
    for text, project in _texts(context):
        if value.project and project is not None and _name(project) != _name(value.project):
            continue
        spots = stated_quantities(text.passage.text, value.name, is_growth=value.is_growth, year=year, words=words)
        for spot in spots:
            named = _named_before(text.passage.text[: spot.start], context) if project is None else project
            if value.project and _name(named) != _name(value.project):
                continue
            of_another = f"说的是项目“{named}”" if named and not value.project else ""
            yield text, spot, spot.other or of_another


def _texts(context: Context) -> Iterator[tuple[Text, str | None]]:
    """The texts that tell results: prose (None: of whatever it names), and of each form its project's (empty: the whole's)."""
    for text in own_prose(context):
        yield text, None
    for view in performance_forms(context, ""):
        project = view.form.project.text if view.form.kind == "PP" and view.form.project is not None else ""
        passages = (view.form.results, *(task[2] for task in view.form.tasks))
        for passage in passages:
            if passage is not None and passage.text:
                yield Text(f"{view.name}的完成情况", passage, view.form.place), project


def _named_before(text: str, context: Context) -> str:
    """The project of whose form a text speaks at its end: the last that it names; empty where it names none."""
    places = [(text.rfind(name), len(name), name) for name in _projects(context)]
    at, _, name = max(places, default=(-1, 0, ""))
    return name if at >= 0 else ""


def _projects(context: Context) -> Sequence[str]:
    forms = (view.form for view in performance_forms(context, "PP"))
    named = [*(form.project.text for form in forms if form.project is not None)]
    named += [value.project for value in context.evidence or ()]
    return [name for name in dict.fromkeys(map(_name, named)) if name]
