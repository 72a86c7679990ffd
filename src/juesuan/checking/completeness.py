"""Whether everything that had to be understood and decided was: what is missing is said, each gap with its place.

What counts are the forms and the explanation of the accounts: a form that is not there or was read in part, a row or a column that
nobody knows, a cell that should hold an amount and does not, an amount of the explanation that was tied to nothing, a number that
rules speak of and of which none could decide. Other prose may have numbers of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set

from juesuan.arithmetic.assertion import Claims, Copies, Ratio
from juesuan.checking.absences import pages_named
from juesuan.checking.annexes import annexes_elsewhere
from juesuan.checking.approved import is_compared, unlike
from juesuan.checking.closing import number_of, number_seen
from juesuan.checking.coded import coded_rows, names_by_form
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.damaged import damaged_text
from juesuan.checking.incomplete import columns_lacking, scores_unread
from juesuan.checking.of_units import given_units
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.registry import limits_only
from juesuan.checking.rendering import nested
from juesuan.checking.required_sections import missing_sections, section_title
from juesuan.checking.secrecy import is_of_secrets, withheld
from juesuan.checking.totals import lacking_totals, may_be_cut, prints_amounts
from juesuan.model import (
    Disclosure,
    Doubtful,
    NumberKind,
    NumberSeen,
    Outcome,
    Place,
    Problem,
    Section,
    State,
    Statement,
    Term,
)
from juesuan.model.expressions import expression
from juesuan.standard.forms import BUDGET, INTERNAL, NOT_DISCLOSED
from juesuan.standard.rules import Rule

__all__ = ["Decisions", "gaps", "unread"]

_OF_VALUES = {"within_table", "cross_table", "cross_year", "narrative", "performance"}
_OF_AMOUNTS = frozenset({"share", "completion", "change", "sum"})
"""Claims that say how much; others only say which is more."""
_DECIDED = (State.PASS, State.WITHIN_ROUNDING, State.FAIL)
_READING = {"partial": "只读出一部分", "absent": "没有找到", "unreadable": "无法读取"}
_ONLY_READ = {INTERNAL: "决算报表（财决表）"}
_EVALUATION = "N13"
"""The section that tells of results: a percentage there may be of anything."""
_DATES = expression(r"\d+(?:—\d+)?年|\d+月|\d+日|〔\d+〕|第\d+|^\d+[.．、]")
_FIGURES = expression(r"\d|[零一二两三四五六七八九十百]+(?:个|辆|台|批|人|次|元|万)")
_EXPLANATION = "说明"
_TABLES = "tables"
_MONEY = {"adjusted": "全年预算数", "executed": "全年执行数"}
_SHOWN = 3
_BARE = expression(r"-?\d[\d,]*\.\d+")
_NOTHING = expression(r"没有|无|未|不涉及|不存在|免|停")


class Decisions:
    """Keeps which numbers rules about values decided on, and which they only spoke of."""

    def __init__(self) -> None:
        self._decided: set[str] = set()
        self._settled: set[str] = set()
        self._open: dict[str, tuple[Term, str]] = {}
        self._relations: Counter[str] = Counter()
        self._of_secrets = 0

    def note(self, rule: Rule, outcome: Outcome) -> None:
        """What an outcome says of its numbers."""
        if rule.category not in _OF_VALUES:
            return
        if outcome.state in _DECIDED:
            self._relations.update({term.statement.source for term in outcome.terms if term.statement is not None})
            numbers = set(map(number_of, outcome.terms))
            self._decided |= numbers
            if _settles(rule, outcome):
                self._settled |= numbers
        elif outcome.state is State.UNDECIDABLE:
            self._of_secrets += is_of_secrets(outcome.reason)
            self._open.update((number_of(term), (term, outcome.reason)) for term in outcome.terms if _is_number(term))

    @property
    def decided(self) -> frozenset[str]:
        """Identities of the numbers that at least one rule about values decided on."""
        return frozenset(self._decided)

    def relations(self, source: str) -> int:
        """How many relations among its numbers were decided on."""
        return self._relations[source]

    @property
    def of_secrets(self) -> int:
        """How many times nothing was decided because secret 科目 are left out."""
        return self._of_secrets

    @property
    def limited(self) -> frozenset[str]:
        """Those of them that rules only held to limits, or to being there: another value would have passed as well."""
        return frozenset(self._decided - self._settled)

    @property
    def open(self) -> Mapping[str, tuple[Term, str]]:
        """The numbers on which no rule decided and at least one could not, with the reason."""
        return {key: told for key, told in self._open.items() if key not in self._decided}


def _settles(rule: Rule, outcome: Outcome) -> bool:
    """Whether what was judged holds for these values and, but for rounding, for no others."""
    if outcome.relation or outcome.equals is not None:
        return outcome.relation in {"", "="}
    bodies = [body for part in rule.parts for body in part.bodies]
    if not bodies:
        return rule.id not in limits_only()
    return any(
        isinstance(body, Copies | Ratio) or (isinstance(body, Claims) and body.kind in _OF_AMOUNTS) for body in bodies
    )


def _has_forms_of(kind: str, context: Context) -> bool:
    """Whether a form of this kind of document is printed, however much of it was read."""
    forms = context.standard.forms
    return any(
        r.form in forms and forms[r.form].document == kind and r.state != "absent" for r in context.disclosure.readings
    )


def _is_number(term: Term) -> bool:
    return term.statement is not None or term.text[:1].isdigit()


def gaps(context: Context, decisions: Decisions) -> tuple[Problem, ...]:
    """Everything that keeps a document from being judged in full, in Chinese; empty when nothing does."""
    disclosure = context.disclosure
    if disclosure.info.kind == NOT_DISCLOSED:
        return (Problem("不是决算公开文件，没有核对"),)
    if disclosure.info.kind in _ONLY_READ:
        return (Problem(f"{_ONLY_READ[disclosure.info.kind]}只读取，没有核对"),)
    if disclosure.info.kind == BUDGET and not _has_forms_of(BUDGET, context):
        return (Problem("部门预算没有读出一张预算表，没有核对"),)
    other = unlike(context) if context.against is not None else ""
    if context.against is not None and not other and not is_compared(context):
        other = "提供的批复或财决报表中没有读出可以与公布的数对照的数，没有对照"
    refused = (
        *((Problem(other),) if other else ()),
        *map(Problem, given_units(context).problems if context.units else ()),
    )
    # Where only the reference format is known, the place may have a format of its own without the section: that is not known.
    lacks = "没有找到" if context.layout.is_reference else "缺少"
    missing = (Problem(f"情况说明{lacks}“{section_title(key, context)}”") for key in missing_sections(context))
    undecided = (
        Problem(nested(f"“{term.text or '空'}”未能核对：{reason}"), term.place)
        for term, reason in decisions.open.values()
    )
    lacking = (
        Problem(f"“{table.title}”没有印出“{'、'.join(columns)}”一栏，而其他各处有这些数", table.place)
        for table in disclosure.tables.values()
        if (columns := columns_lacking(table, context))
    )
    totals = (
        Problem(f"“{table.title}”没有读到“{lines[-1].label}”一行", table.place)
        for table in disclosure.tables.values()
        if prints_amounts(table, context)
        and (lines := lacking_totals(table, context.standard.forms[table.form]))
        and may_be_cut(table, lines, context)
    )
    silent = (
        Problem(nested(f"“{section.heading}”没有写明金额"), section.place) for section in _without_numbers(context)
    )
    return (
        *refused,
        *_unexplained(context),
        *_withheld(context, decisions),
        *_elsewhere(context),
        *_left_blank(context),
        *_unread_evaluations(context),
        *missing,
        *silent,
        *(Problem(nested(gap.message), gap.place) for gap in (*lacking, *totals)),
        *_unknown_codes(context),
        *_unplaced(context),
        *damaged_text(context),
        *_others(context, decisions),
        *unread(disclosure, decisions.decided, context.needless),
        *undecided,
    )


def _unexplained(context: Context) -> Iterator[Problem]:
    """The explanation, and what else a disclosure has beside its tables, where there are tables and nothing of it: another file may have it."""
    disclosure = context.disclosure
    if context.sections_of_explanation or not disclosure.tables or _loose(context):
        return
    parts = [part for part in context.layout.parts if part.key != _TABLES]
    lacking = [p for p in parts if not any(context.section(key) is not None for key in p.evidence)]
    names = "、".join(part.label.partition("（")[0] for part in lacking) or "决算情况说明"
    pages = disclosure.pictures[:_SHOWN]
    pictured = f"{pages_named(pages, disclosure)}有图片，可能在图片中，图片中的内容不能读取；" if pages else ""
    yield Problem(f"有决算表而没有找到{names}，表中各数没有与文字核对；{pictured}在另外文件中的，请一并核对")


def _withheld(context: Context, decisions: Decisions) -> Iterator[Problem]:
    """What was not decided because the document says that secret 科目 are left out."""
    said = withheld(context) if decisions.of_secrets else None
    if said is not None:
        place = said.term(0, len(said.passage.text)).place
        yield Problem(
            f"文件说明涉密科目不予公开，有 {decisions.of_secrets} 处少于合计或没有列出的科目因此没有核对", place
        )


def _elsewhere(context: Context) -> Iterator[Problem]:
    """The annexes that the text refers to and that are not here: other files may have them."""
    for term in annexes_elsewhere(context):
        yield Problem(nested(f"文中写“{term.text}”，它不在本文件中，没有核对；在另外文件中的，请一并核对"), term.place)


def _unknown_codes(context: Context) -> Iterator[Problem]:
    """The codes that nobody knows and that no other form prints: of what the money is that they state."""
    forms = {table.form for table, _ in coded_rows(context)}
    for table, row in coded_rows(context) if len(forms) > 1 else ():
        known = context.standard.codes.function_names(row.key)
        if not known and len(names_by_form(row.key, context)) == 1 and "#" not in row.key:
            name = f"{row.key} {row.label}"
            yield Problem(nested(f"“{table.title}”中的“{name}”不是已知的科目，其他各表也没有，没有核对"), row.place)


def _left_blank(context: Context) -> Iterator[Problem]:
    """The evaluation forms whose money of the year was not filled in: what stands elsewhere of it has nothing to be held against."""
    for kind in EVALUATIONS:
        for view in performance_forms(context, kind):
            names = [name for key, name in _MONEY.items() if view.cell("total", key) and not view.filled("total", key)]
            if names:
                yield Problem(f"{view.name}没有填写{'、'.join(names)}，与它有关的数没有核对", view.form.place)


def _unread_evaluations(context: Context) -> Iterator[Problem]:
    """What of an evaluation form nobody knows, and the parts that every form has and this one has not: by itself it has no accounts to miss them."""
    for view in performance_forms(context, ""):
        if unread := scores_unread(view.form, context):
            yield Problem(nested(f"{view.name}中{unread}，合计没有核对"), view.form.place)
        if unknown := view.form.unknown:
            names = "、".join(f"“{field.text}”" for field in unknown[:_SHOWN])
            more = f"等 {len(unknown)} 处" if len(unknown) > _SHOWN else ""
            yield Problem(nested(f"{view.name}中{names}{more}没有认出是什么，那里的数没有核对"), unknown[0].place)
        if missing := list(_missing_parts(view)):
            yield Problem(nested(f"{view.name}没有读到{'、'.join(missing)}，表可能不完整"), view.form.place)


def _missing_parts(view: FormView) -> Iterator[str]:
    yield from (name for key, name in _MONEY.items() if view.cell("total", key) is None)
    if not view.rows:
        yield "绩效指标"
    elif not view.is_complete:
        yield "总分"


def _loose(context: Context) -> list[NumberSeen]:
    """The amounts and percentages of the prose that are tied to nothing."""
    kinds = {NumberKind.AMOUNT, NumberKind.PERCENT}
    return [n for n in context.disclosure.numbers if not n.bound and n.kind in kinds and n.place.table_row is None]


def _unplaced(context: Context) -> Iterator[Problem]:
    """Amounts of the prose where no section of the explanation was known: the explanation may be there under words that nobody knows."""
    if context.sections_of_explanation or not context.disclosure.tables:
        return
    if loose := _loose(context):
        message = f"没有认出决算情况说明的各部分，文字中有 {len(loose)} 个金额和百分比没有对应到任何数据"
        yield Problem(message, loose[0].place)


def _others(context: Context, decisions: Decisions) -> Iterator[Problem]:
    """The tables that are none of the known forms, with what was done about each."""
    unknown = [reading for reading in context.disclosure.readings if not reading.form]
    alone: dict[str, list[Place]] = {}
    for reading, table in zip(unknown, context.disclosure.others, strict=False):
        count = decisions.relations(table.form)
        if count:
            yield Problem(f"“{reading.title}”不是已知的表，只核对了表内 {count} 处加总关系", table.place)
        else:
            alone.setdefault(reading.title, []).append(table.place)
    for title, places in alone.items():
        several = f"（{len(places)} 张）" if len(places) > 1 else ""
        yield Problem(f"“{title}”{several}不是已知的表，表内没有看出可以核对的加总关系", places[0])


def _without_numbers(context: Context) -> Iterator[Section]:
    """The sections whose topic is money that neither give a number nor say that there is none."""
    for key in context.layout.sections:
        parts = [section for section in context.sections(key) if section.body.text]
        text = "".join(_DATES.sub("", part.body.text) for part in parts)
        if text and not key.startswith(_EVALUATION) and not _FIGURES.search(text) and not _NOTHING.search(text):
            yield parts[0]


def unread(
    disclosure: Disclosure, decided: Set[str] = frozenset(), needless: Set[str] = frozenset()
) -> tuple[Problem, ...]:
    """Everything of the forms and the explanation that was not understood; empty when the reading is complete.

    A number that a rule decided on (``decided``) was understood, although no fact of the accounts is what it states. Forms that the
    document may leave out (``needless``) are not missing.
    """
    found = (*_forms(disclosure, needless), *_tables(disclosure), *_explanation(disclosure, decided))
    return tuple(Problem(nested(gap.message), gap.place) for gap in found)


def _forms(disclosure: Disclosure, needless: Set[str]) -> Iterator[Problem]:
    for pages, why in ((disclosure.textless_pages, "没有文字层，"), (disclosure.refused_pages, "")):
        if pages:
            yield Problem(f"{pages_named(pages, disclosure)}{why}没有读取")
    formless = [reading for reading in disclosure.readings if not reading.form]
    told = formless[: len(disclosure.others)]  # by what was done about each of these tables
    for reading in disclosure.readings:
        if reading.state != "read" and reading not in told and reading.form not in needless:
            reason = f"：{reading.reason}" if reading.reason and reading.state != "absent" else ""
            yield Problem(f"“{reading.title}”{_READING[reading.state]}{reason}")


def _tables(disclosure: Disclosure) -> Iterator[Problem]:
    for table in disclosure.tables.values():
        if table.unknown:
            names = "、".join(table.unknown[:_SHOWN]) + ("等" if len(table.unknown) > _SHOWN else "")
            yield Problem(f"“{table.title}”中有未能识别的行或栏：{names}", table.place)
        for cell in table.cells.values():
            if cell.amount is None and cell.raw:
                yield Problem(f"“{table.title}”中的“{cell.raw}”不是数字", cell.place)
    for statement in disclosure.statements:
        if statement.ambiguous:
            yield Problem(f"“{statement.label}”{_why_doubtful(statement)}", statement.place)


def _why_doubtful(statement: Statement) -> str:
    """Another number that the place may print, or a column that the number may be of."""
    rivals = statement.certainty.rivals if isinstance(statement.certainty, Doubtful) else ()
    if not rivals or not all((statement.amount.raw, *rivals)):
        return "属于哪一栏未能确定"
    return f"是 {'、'.join((statement.amount.raw, *rivals))} 中的哪一个未能确定"


def _explanation(disclosure: Disclosure, decided: Set[str]) -> Iterator[Problem]:
    # What stands under the heading of the whole explanation, and under none of a section that anybody knows, is of it all the same.
    whole = {s.id for s in disclosure.sections if s.id.startswith("part") and _EXPLANATION in s.heading}
    for number in disclosure.numbers:
        of_the_whole = number.section in whole and number.kind in {NumberKind.AMOUNT, NumberKind.PERCENT}
        known = number.bound or number_seen(number) in decided
        if not known and (of_the_whole or _is_of_the_accounts(number)):
            yield Problem(f"文字说明中的“{number.text}”未能对应到任何数据", number.place)


def _is_of_the_accounts(number: NumberSeen) -> bool:
    if number.section[:1] != "N" or not number.section[1:3].isdigit():
        return False
    if number.section.startswith(_EVALUATION):
        return number.kind is NumberKind.AMOUNT
    bare = number.kind is NumberKind.OTHER and _BARE.fullmatch(number.text) is not None  # its unit was left out
    return bare or number.kind in {NumberKind.AMOUNT, NumberKind.PERCENT}
