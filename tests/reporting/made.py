"""A dossier made by hand: an invented department whose report has one finding of every sort that reports must show."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.advice import with_advice
from juesuan.checking.blame.repairs import with_repairs
from juesuan.model import (
    Amount,
    Band,
    BoundTo,
    Cell,
    Column,
    Disclosure,
    DocumentInfo,
    FactKey,
    Finding,
    FormReading,
    NumberKind,
    NumberSeen,
    OutcomeName,
    Part,
    Passage,
    Piece,
    Place,
    Problem,
    Reason,
    Report,
    Row,
    RuleResult,
    Section,
    Severity,
    ShareClaim,
    Slip,
    SlipKind,
    State,
    Statement,
    Suspect,
    Table,
    Term,
    Unit,
)
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin

_TITLES = {"T01": "收入支出决算总表", "T03": "支出决算表"}
_T01 = (
    ("L1", "一般公共预算财政拨款收入", "C1", "1200.50", "income[fund=gpb]"),
    ("L2", "政府性基金预算财政拨款收入", "C1", "", "income[fund=gf]"),
    ("L3", "国有资本经营预算财政拨款收入", "C1", "0.00", "income[fund=sc]"),
    ("L8", "其他收入", "C1", "35.20", "income[source=other]"),
    ("L27", "本年收入合计", "C1", "1,236.70", "income"),
    ("L58", "本年支出合计", "C2", "1230.40", "spend"),
)
_T03 = (
    ("*", "合计", ("1230.41", "900.20", "330.20")),
    ("2010101", "行政运行", ("900.20", "900.20", "")),
    ("2010102", "一般行政管理事务", ("330.20", "", "330.20")),
)
_T03_COLUMNS = (("C1", "本年支出合计"), ("C2", "基本支出"), ("C3", "项目支出"))
_SENTENCE = "本年收入合计1236.70万元，其中：财政拨款收入1200.50万元，占91.07%；其他收入35.20万元，占2.85%。"


def amount(raw: str, unit: Unit = Unit.WAN) -> Amount:
    """The amount printed as ``raw``."""
    digits = raw.replace(",", "").rstrip("%")
    return Amount(Decimal(digits or "0"), unit, len(digits.partition(".")[2]), raw)


def _place(form: str, page: int, at: tuple[int, int], names: tuple[str, str, str]) -> Place:
    (row, column), (row_label, column_label, text) = at, names
    left, top = 120.0 + 90 * column, 140.0 + 22 * row
    return Place(
        page=page, bbox=(left, top, left + 62, top + 13), form=form, row=row_label, column=column_label, text=text
    )


def _statement(cell: tuple[str, str, str], fact: str, raw: str, place: Place) -> Statement:
    form, row, column = cell
    label = " ".join(filter(None, (_TITLES.get(form, ""), place.row, place.column)))
    name = f"{form}[{row}].{column}"
    return Statement(name, form, row, column, FactKey.parse(fact), amount(raw), place, label)


def _income_and_spending() -> tuple[Table, list[Statement]]:
    statements, rows, cells = [], [], {}
    for index, (key, label, column, raw, fact) in enumerate(_T01):
        place = _place("T01", 5, (index, 0 if column == "C1" else 3), (label, "金额", raw))
        statements.append(_statement(("T01", key, column), fact, raw, place))
        rows.append(Row(key, label, line=int(key[1:]), place=place))
        cells[(key, column)] = Cell(raw, amount(raw) if raw else None, place)
    columns = (Column("C1", "收入/金额"), Column("C2", "支出/金额"))
    return _table("T01", columns, rows, cells, 5), statements


def _spending() -> tuple[Table, list[Statement]]:
    statements, rows, cells = [], [], {}
    for index, (key, name, values) in enumerate(_T03):
        label = name if key == "*" else f"{key} {name}"
        for position, (raw, (column, header)) in enumerate(zip(values, _T03_COLUMNS, strict=True)):
            fact = ["spend", "spend[nature=basic]", "spend[nature=project]"][position]
            if key != "*":
                fact = str(FactKey.parse(fact).but(function=key))
            place = _place("T03", 7, (index, position), (label, header, raw))
            statements.append(_statement(("T03", key, column), fact, raw, place))
            cells[(key, column)] = Cell(raw, amount(raw) if raw else None, place)
        rows.append(Row(key, name, code="" if key == "*" else key, place=Place(page=7)))
    columns = tuple(Column(*column) for column in _T03_COLUMNS)
    return _table("T03", columns, rows, cells, 7), statements


def _table(
    form: str, columns: tuple[Column, ...], rows: list[Row], cells: dict[tuple[str, str], Cell], page: int
) -> Table:
    place = Place(page=page, bbox=(200.0, 60.0, 400.0, 80.0), text=_TITLES[form])
    return Table(
        form,
        _TITLES[form],
        f"公开{form[1:]}表",
        "青禾市档案馆",
        2024,
        Unit.WAN,
        columns,
        tuple(rows),
        cells,
        notes=("注：本表反映部门本年度的总收支情况。",),
        pages=(page,),
        place=place,
        unknown=("上缴财政专户 12.00",) if form == "T03" else (),
    )


def _passage(text: str, page: int, top: float) -> Passage:
    edges = tuple(60.0 + 10.5 * index for index in range(len(text) + 1))
    place = Place(page=page, bbox=(60.0, top, edges[-1], top + 12), text=text)
    return Passage(text, (Piece(0, place, edges),))


def _prose() -> tuple[Section, list[Statement], list[NumberSeen], ShareClaim]:
    body = _passage(_SENTENCE, 12, 200.0)
    heading = _passage("二、收入决算情况说明", 12, 170.0)
    section = Section("N02", heading.text, heading.place(0, len(heading.text)), body, (body,))
    statements, numbers = [], []
    for number, (raw, fact) in enumerate((("1236.70", "income"), ("1200.50", "income[fund=fiscal]"), ("35.20", ""))):
        start = _SENTENCE.index(raw)
        place = body.place(start, start + len(raw))
        name = f"N02#{number}"
        key = FactKey.parse(fact) if fact else None
        statements.append(Statement(name, "N02", "", "", key, amount(raw), place, f"收入说明 {raw}", part=Part.PROSE))
        numbers.append(NumberSeen(raw + "万元", NumberKind.AMOUNT, "N02", BoundTo.making(name), place))
    share = _SENTENCE.index("91.07%")
    place = body.place(share, share + 6)
    claim = ShareClaim(
        "N02", place, "占91.07%", part="N02#1", whole="N02#0", amount=amount("91.07%", Unit.PERCENT), word="占"
    )
    numbers.append(NumberSeen("91.07%", NumberKind.PERCENT, "N02", BoundTo.inside(claim.text), place))
    other = _SENTENCE.index("2.85%")
    numbers.append(NumberSeen("2.85%", NumberKind.PERCENT, "N02", None, body.place(other, other + 5)))
    numbers.append(NumberSeen("2024", NumberKind.YEAR, "N02", None, body.place(0, 2)))
    return section, statements, numbers, claim


def disclosure() -> Disclosure:
    """A document read from a PDF, with a page that is a scan and a form that is missing."""
    t01, income = _income_and_spending()
    t03, spending = _spending()
    section, stated, numbers, claim = _prose()
    return Disclosure(
        info=DocumentInfo(
            "青禾市档案馆2024年度决算.pdf",
            "ab" * 32,
            "final_accounts",
            "部门",
            "青禾市档案馆",
            2024,
            "",
            "mof-2022",
            Unit.WAN,
            20,
        ),
        tables={"T01": t01, "T03": t03},
        statements=(*income, *spending, *stated),
        sections=(section,),
        claims=(claim,),
        numbers=tuple(numbers),
        readings=(
            FormReading("T01", "收入支出决算总表", "read", (5,), 5),
            FormReading("T02", "收入决算表", "absent", reason="未找到“收入决算表”"),
            FormReading("T03", "支出决算表", "partial", (7,), 7, "有未能识别的栏：上缴财政专户"),
        ),
        unreadable_pages=(19,),
        grade=Decimal("0.9876"),
        problems=(Problem("同一张表出现两次，只读第一张", Place(page=9)),),
    )


def _terms(document: Disclosure, *names: str) -> tuple[Term, ...]:
    by_id = {statement.id: statement for statement in document.statements}
    return tuple(Term.of(by_id[name.lstrip("-")], -1 if name.startswith("-") else 1) for name in names)


def _sum(document: Disclosure) -> list[Finding]:
    """An error with zero addends, a suspect, and two findings that follow from it."""
    terms = _terms(document, "T01[L27].C1", "-T01[L1].C1", "-T01[L2].C1", "-T01[L3].C1", "-T01[L8].C1")
    follow = [
        Finding(
            f"follow{n}",
            rule,
            "narrative",
            Severity.ERROR,
            "收入说明与收入决算表不一致",
            "“收入合计”为 1,236.70 万元，应为 1,235.70 万元。",
            _terms(document, "N02#0"),
            root="sum",
        )
        for n, rule in enumerate(("N02-01", "N02-04"))
    ]
    root = Finding(
        "sum",
        "T01-01",
        "within_table",
        Severity.ERROR,
        "本年收入合计不等于各项收入之和",
        "“本年收入合计”为 1,236.70 万元，应等于 4 项之和 1,235.70 万元，相差 1.00 万元（四舍五入最多允许 0.02）。",
        terms,
        band=Band.ERROR,
        equation="本年收入合计 1,236.70 = 一般公共预算财政拨款收入 1200.50 + 其他收入 35.20",
        stated=Decimal("1236.70"),
        expected=Decimal("1235.70"),
        difference=Decimal("1.00"),
        allowed=Decimal("0.015"),
        suspects=(Suspect(0, Decimal("0.93"), "1,235.70", Slip(SlipKind.DIGIT), ("N02-01",)),),
        folded=("follow0", "follow1"),
        hint="对照财务账核对本年收入合计。",
        basis="《预算法》第七十五条",
    )
    return [root, *follow]


def _tails(document: Disclosure) -> list[Finding]:
    common = {"band": Band.COPY_TAIL, "difference": Decimal("0.01"), "allowed": Decimal(0)}
    terms = _terms(document, "T01[L58].C2", "-T03[*].C1")
    message = "“本年支出合计”为 1,230.40 万元，“支出决算表 合计”为 1,230.41 万元，同一数据应一致，相差 0.01 万元。"
    return [
        Finding(
            "tail",
            "X-02",
            "cross_table",
            Severity.WARNING,
            "支出总表与支出决算表不一致",
            message,
            terms,
            folded=("tail2",),
            **common,
        ),
        Finding(
            "tail2", "X-05", "cross_table", Severity.WARNING, "各类支出不一致", message, terms, root="tail", **common
        ),
    ]


def _share(document: Disclosure) -> Finding:
    claim = document.claims[0]
    printed = Term(1, "占91.07%", None, claim.place, "91.07%")
    return Finding(
        "share",
        "N02-03",
        "narrative",
        Severity.ERROR,
        "收入占比计算有误",
        "文中写 91.07%，按 1200.50 ÷ 1236.70 计算应为 97.07%。",
        (printed, *_terms(document, "-N02#1", "-N02#0")),
        band=Band.ERROR,
        equation="1200.50 ÷ 1236.70 × 100% = 97.07% ≠ 91.07%",
        stated=Decimal("91.07"),
        expected=Decimal("97.07"),
        difference=Decimal("6.0028"),
        allowed=Decimal("0.005"),
    )


def _unjudged(rule: str, state: State, reason: str) -> RuleResult:
    return RuleResult(rule, state, 0, 0, reason, (Reason(state, reason, ("",)),))


def report(document: Disclosure) -> Report:
    """Errors with consequences, tails, hints, an accepted finding and rules that could not be judged."""
    hint = Finding(
        "info",
        "T03-09",
        "format",
        Severity.INFO,
        "各行小数位不一致",
        "有的行印两位小数，有的留空。",
        _terms(document, "T03[2010101].C3"),
    )
    waived = Finding(
        "waived",
        "N01-04",
        "narrative",
        Severity.WARNING,
        "未说明原因",
        "未说明增减原因。",
        (),
        waived="人大批准时已说明",
    )
    results = (
        RuleResult("T01-01", State.FAIL, 1, 0),
        RuleResult("T03-01", State.PASS, 3, 3),
        _unjudged("X-01", State.UNDECIDABLE, "未找到“收入决算表”"),
        _unjudged("X-03", State.UNDECIDABLE, "未找到“收入决算表”"),
        _unjudged("Y-01", State.NOT_APPLICABLE, "未提供上年决算"),
    )
    counts = {State.PASS: 3, State.WITHIN_ROUNDING: 1, State.NOT_APPLICABLE: 1, State.UNDECIDABLE: 2}
    findings = (*_sum(document)[:1], _share(document), *_tails(document)[:1], waived, hint)
    consequences = (*_sum(document)[1:], *_tails(document)[1:])
    checked = frozenset(
        term.statement.id for finding in findings for term in finding.terms if term.statement is not None
    )
    told = tuple(
        with_advice(with_repairs(replace(f, outcomes=(OutcomeName(f.rule, f.id),)))) for f in (*findings, *consequences)
    )
    return Report(told, results, {**counts, State.FAIL: len(told)}, checked, "c0" * 32)


def dossier() -> Dossier:
    """The document with its report."""
    document = disclosure()
    return Dossier(document, report(document), builtin())


def clean_dossier() -> Dossier:
    """The same document without a finding."""
    return Dossier(disclosure(), Report((), (RuleResult("T03-01", State.PASS, 3, 3),), {State.PASS: 3}), builtin())


def unreadable_dossier() -> Dossier:
    """A file in which nothing could be read."""
    document = Disclosure(DocumentInfo("扫描件.pdf", pages=2), unreadable_pages=(1, 2))
    return Dossier(document, Report((), (), {}), builtin())
