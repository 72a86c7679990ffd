"""The report for a terminal: what it comes to first, then each cause with its numbers and places, then what was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from juesuan.checking.rendering import money
from juesuan.formats.text.width import padded, width, wrapped
from juesuan.model import Band, RepairKind, Severity, State
from juesuan.model.excerpt import quoted
from juesuan.reporting.dossier import Case, Dossier, doubts
from juesuan.reporting.equation import equation_of, shown
from juesuan.reporting.style import Style
from juesuan.reporting.words import CATEGORY, NUMBER_KIND, READING, SEVERITY, STATE, closing, counted, extent
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS

__all__ = ["render"]

_SEVERITY_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VERDICT_COLOUR = {"clean": "green", "warnings": "yellow", "errors": "red"} | dict.fromkeys(
    ("incomplete", "unreadable", "not_a_disclosure"), "red"
)
_READING_COLOUR = {"read": "green", "partial": "yellow", "absent": "red", "unreadable": "red"}
_SHORT_LIST = 8
"""How many tails or unread numbers are listed before the rest is only counted."""
_LONG_LIST = 12
"""The same for the operands of an equation."""
_ALTERNATIVES = 3
_LIKELY = Decimal("0.5")
"""Suspects above are wrong each for itself; those below are alternatives to one another."""


def render(dossier: Dossier, style: Style | None = None) -> str:
    """The whole report, ending in a line feed."""
    printer = _ReportPrinter(dossier, style or Style())
    return "\n".join(printer.lines()) + "\n"


class _ReportPrinter:
    """Prints one dossier in one style."""

    def __init__(self, dossier: Dossier, style: Style) -> None:
        self.dossier = dossier
        self.style = style

    def lines(self) -> Iterator[str]:
        yield from self._summary()
        numbers = iter(self.dossier.numbered)
        for severity in Severity:
            cases = self.dossier.of(severity)
            if not cases:
                continue
            yield from self._rule(f"{SEVERITY[severity]} {len(cases)}", _SEVERITY_COLOUR[severity])
            if severity is Severity.INFO and not self.style.everything:
                yield from self._collapsed(cases)
                continue
            for category, grouped in self.dossier.by_category(severity).items():
                yield ""
                yield self.style.paint(f"【{CATEGORY[category]}】", "bold")
                for case in grouped:
                    yield from self._case(next(numbers), case)
        yield from self._waived()
        if self.dossier.is_judged:
            yield from self._gaps()
            yield from self._not_judged()
        yield from self._not_read()

    def _rule(self, title: str, colour: str = "grey") -> Iterator[str]:
        yield ""
        yield self.style.paint(f"──── {title} ────", colour, "bold")

    def _summary(self) -> Iterator[str]:
        dossier, info = self.dossier, self.dossier.disclosure.info
        yield self.style.paint(dossier.heading, "bold")
        facts = [info.file, extent(info)]
        facts += [
            f"金额单位 {info.amount_unit.value}" if info.amount_unit else "",
            f"版式 {info.profile}{_reference(info.profile, self.dossier.standard)}" if info.profile else "",
        ]
        yield from self._labelled("文件", "，".join(fact for fact in facts if fact))
        if dossier.compared_with:
            names = "，".join(f"{what} {name}" for what, name in dossier.compared_with)
            yield from self._labelled("对照", names)
        verdict = self.style.paint(dossier.conclusion, _VERDICT_COLOUR[dossier.verdict], "bold")
        yield self._label("结论") + verdict
        yield from self._labelled("问题", self._tally())
        yield from self._labelled("读取", self._reading())
        if not dossier.is_judged:
            return
        yield from self._forms()
        counts = dossier.report.counts
        yield from self._labelled(
            "核对", " · ".join(f"{STATE[state]} {counts.get(state, 0)}" for state in State) + "（处）"
        )

    def _tally(self) -> str:
        dossier = self.dossier
        counts = [f"{SEVERITY[severity]} {len(dossier.of(severity))}" for severity in Severity]
        counts += [f"已说明 {len(dossier.waived)}"] if dossier.waived else []
        follow = sum(len(case.consequences) for case in dossier.cases)
        alike = any(case.alike for case in dossier.cases if case.finding.band is not Band.COPY_TAIL)
        how = "同类或由它们引起" if alike else "由它们引起"
        return " · ".join(counts) + (f"（另有 {follow} 处{how}）" if follow else "")

    def _reading(self) -> str:
        seen, grade = self.dossier.coverage, self.dossier.disclosure.grade
        closure = f"；{closing(grade)}" if grade is not None else ""
        return f"数字 {seen.numbers} 个，其中识别 {seen.bound} 个，核对 {seen.checked} 个，得出结果 {seen.decided} 个{closure}"

    def _forms(self) -> Iterator[str]:
        readings = self.dossier.disclosure.readings
        asked = [reading for reading in readings if reading.form]
        whole = [reading for reading in asked if reading.state == "read"]
        more = sum(not reading.form and reading.state == "partial" for reading in readings)
        if asked:
            others = f"；另有 {more} 张不是已知的表" if more else ""
            yield from self._labelled("表格", f"应有 {len(asked)} 张，读出 {len(whole)} 张{others}")
        told = Counter((r.state, r.title, r.reason) for r in readings if r.state != "read")
        for (reading, title, reason), number in told.items():
            state = self.style.paint(READING[reading], _READING_COLOUR[reading])
            several = f"（{number} 张）" if number > 1 else ""
            yield f"      {state} {title}{several}" + (f"：{reason}" if reason else "")

    def _label(self, label: str) -> str:
        return self.style.paint(label, "grey") + "  "

    def _labelled(self, label: str, text: str, indent: int = 0) -> Iterator[str]:
        """``label  text`` with the following lines under the text."""
        hang = indent + width(label) + 2
        for index, line in enumerate(wrapped(text, self.style.columns - hang)):
            yield (" " * indent + self._label(label) if index == 0 else " " * hang) + line

    def _collapsed(self, cases: Iterable[Case]) -> Iterator[str]:
        kinds: dict[str, int] = {}
        for case in cases:
            title = f"{case.finding.rule} {case.finding.title}"
            kinds[title] = kinds.get(title, 0) + 1
        yield "不影响结论，加 --all 逐条列出："
        yield from wrapped(
            "；".join(f"{title}（{n}）" if n > 1 else title for title, n in kinds.items()), self.style.columns
        )

    def _case(self, number: int, case: Case) -> Iterator[str]:
        finding, indent = case.finding, 4
        first, *rest = wrapped(finding.message, self.style.columns - indent)
        yield self.style.paint(f"{number:>2}. {first}", _SEVERITY_COLOUR[finding.severity], "bold")
        for line in rest:
            yield " " * indent + self.style.paint(line, _SEVERITY_COLOUR[finding.severity], "bold")
        for line in wrapped(f"{finding.rule} {finding.title}", self.style.columns - indent):
            yield " " * indent + self.style.paint(line, "grey")
        yield from self._terms(case)
        yield from self._suspects(case)
        yield from self._labelled("处理", finding.advice, indent) if finding.advice else ()
        yield from self._labelled("依据", finding.basis, indent) if finding.basis else ()
        yield from self._consequences(case)

    def _suspects(self, case: Case) -> Iterator[str]:
        """What is probably wrong: all numbers that are, and the likeliest of those that may be."""
        if any(repair.kind is RepairKind.JOINT for repair in case.finding.proposals) and not self.style.everything:
            return  # what is to be done lists the same numbers
        likely = sum(suspect.probability > _LIKELY for suspect in case.finding.suspects)
        most = len(case.finding.suspects) if self.style.everything else _LONG_LIST
        shown_here = doubts(case.finding)[: min(max(likely, _ALTERNATIVES), most)]
        for line in shown_here:
            yield from self._labelled("疑为", line, 4)
        if likely > len(shown_here):
            yield " " * 4 + self.style.paint(f"另有 {likely - len(shown_here)} 个数字，加 --all 列出", "grey")

    def _terms(self, case: Case) -> Iterator[str]:
        """Each operand with what is printed and where; zero addends of a long sum are only counted."""
        equation = equation_of(case.finding)
        operators = equation.operators if equation is not None else {}
        operands = shown(case.finding)
        left_out = len(case.finding.terms) - len(operands)
        more = 0 if self.style.everything else len(operands) - _LONG_LIST
        operands = operands[:_LONG_LIST] if more > 0 else operands
        printed = [
            f"{operators.get(addend.index, '+' if operators else '')} {addend.term.text or '空'}".strip()
            for addend in operands
        ]
        column = min(16, max((width(text) for text in printed), default=0))
        for text, addend in zip(printed, operands, strict=True):
            first, *rest = wrapped(self.dossier.named(addend.term), self.style.columns - column - 8) or [""]
            yield " " * 6 + padded(text, column, right=True) + "  " + self.style.paint(first, "grey")
            for line in rest:
                yield " " * (column + 8) + self.style.paint(line, "grey")
        if more > 0:
            yield " " * 6 + self.style.paint(f"另有 {more} 项，加 --all 列出", "grey")
        if left_out:
            yield " " * 6 + self.style.paint(f"其余 {left_out} 项为零或空白", "grey")

    def _consequences(self, case: Case) -> Iterator[str]:
        if not case.consequences:
            return
        if case.finding.band is Band.COPY_TAIL:
            yield from self._tails(case)
            return
        for label, found in (("同类", case.alike), ("由此引起", case.following)):
            if found and self.style.everything:
                yield from self._labelled(label, f"{len(found)} 处：", 4)
                for finding in found:
                    yield from self._labelled(finding.rule, finding.message, 6)
            elif found:
                rules = "、".join(dict.fromkeys(finding.rule for finding in found))
                yield from self._labelled(label, f"{len(found)} 处（{rules}）", 4)

    def _tails(self, case: Case) -> Iterator[str]:
        """One line for each further place where the same figure is printed with another last digit."""
        limit = len(case.consequences) if self.style.everything else _SHORT_LIST
        yield from self._labelled("同类", f"另有 {len(case.consequences)} 处尾差：", 4)
        for finding in case.consequences[:limit]:
            pair = " 与 ".join(f"{term.label} {term.text or '空'}" for term in finding.terms[:2])
            gap = f"，差 {money(finding.difference)}" if finding.difference is not None else ""
            yield from self._labelled(finding.rule, pair + gap, 6)
        if limit < len(case.consequences):
            yield " " * 6 + f"其余 {len(case.consequences) - limit} 处，加 --all 列出"

    def _waived(self) -> Iterator[str]:
        if not self.dossier.waived:
            return
        yield from self._rule(f"已说明并接受 {len(self.dossier.waived)}")
        for case in self.dossier.waived:
            yield from self._labelled(case.finding.rule, f"{case.finding.message}说明：{case.finding.waived}")

    def _gaps(self) -> Iterator[str]:
        """What keeps the document from being judged in full."""
        gaps = self.dossier.gaps
        if not gaps:
            return
        yield from self._rule(f"没有读全或未能核对 {len(gaps)}")
        limit = len(gaps) if self.style.everything else _SHORT_LIST
        for gap in gaps[:limit]:
            where = self.dossier.where(gap.place)
            yield from self._labelled("·", f"{where}：{gap.message}" if where else gap.message)
        if limit < len(gaps):
            yield f"其余 {len(gaps) - limit} 处，加 --all 列出"

    def _not_judged(self) -> Iterator[str]:
        if not self.dossier.undecided:
            return
        yield from self._rule(f"未能判断 {self.dossier.report.counts.get(State.UNDECIDABLE, 0)} 处")
        for reason, places in self.dossier.undecided.items():
            yield from self._labelled("·", f"{reason}：{counted(places)}")

    def _not_read(self) -> Iterator[str]:
        disclosure, unbound = self.dossier.disclosure, self.dossier.coverage.unbound
        troubles = [(self.dossier.where(problem.place), problem.message) for problem in disclosure.problems]
        if disclosure.textless_pages:
            pages = "、".join(map(str, disclosure.textless_pages))
            troubles.append((f"第 {pages} 页", "没有文字层（可能是扫描件），未读取"))
        troubles += [
            (self.dossier.title(form), f"未识别的行或栏：{'、'.join(table.unknown)}")
            for form, table in disclosure.tables.items()
            if table.unknown
        ]
        described = self.dossier.coverage.described
        open_ones = [number for number in self.dossier.coverage.undecided if " " in number.kind]
        limited = self.dossier.coverage.limited
        if not troubles and not unbound and not described and not open_ones and not limited:
            return
        yield from self._rule("未读懂的内容")
        for where, message in troubles:
            yield from self._labelled("·", f"{where}：{message}" if where else message)
        limit = len(unbound) if self.style.everything else _SHORT_LIST
        if unbound:
            yield from self._labelled("·", f"文字中有 {len(unbound)} 个数字未能对应到任何数据：")
        for number in unbound[:limit]:
            context = f"“{quoted(number.place.text, number.text)}”" if number.place.text else ""
            where = self.dossier.where(number.place)
            yield from self._labelled(NUMBER_KIND[number.kind], f"{number.text}  {where} {context}", 4)
        if limit < len(unbound):
            yield " " * 4 + f"其余 {len(unbound) - limit} 个，加 --all 列出"
        if described:
            shown = "、".join(number.text for number in described[: None if self.style.everything else _SHORT_LIST])
            rest = "" if self.style.everything or len(described) <= _SHORT_LIST else "等"
            told = f"另有 {len(described)} 个数量只说明事物，与各表和规则无关，没有核对：{shown}{rest}"
            yield from self._labelled("·", told)
        if open_ones:
            limit = len(open_ones) if self.style.everything else _SHORT_LIST
            shown = "、".join(number.text for number in open_ones[:limit])
            rest = "等" if limit < len(open_ones) else ""
            yield from self._labelled("·", f"文字中另有 {len(open_ones)} 个数读懂了，但没有可核对的数：{shown}{rest}")
        if limited:
            limit = len(limited) if self.style.everything else _SHORT_LIST
            shown = "、".join(number.text for number in limited[:limit])
            rest = "等" if limit < len(limited) else ""
            yield from self._labelled(
                "·", f"另有 {len(limited)} 个数字只核对了界限或有无，换一个数也会通过：{shown}{rest}"
            )


def _reference(name: str, standard: Standard) -> str:
    """Says that a layout is that of no place: the document is judged by what any place prints, for want of knowing better."""
    layout = standard.layouts.by_name.get(name)
    by_default = layout is not None and layout.is_reference and layout.applies.document == ACCOUNTS
    return "（参考格式）" if by_default else ""
