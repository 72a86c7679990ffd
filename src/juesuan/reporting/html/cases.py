"""The findings as a list: closed, one line each; open, the equation with each operand, its place, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from juesuan.checking.rendering import allowance, money, percent
from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.model import Finding, Severity, Term
from juesuan.reporting.dossier import Case, Dossier, accusation, doubts, source_of, suspected
from juesuan.reporting.equation import Addend, equation_of, shown
from juesuan.reporting.html.marks import Picture
from juesuan.reporting.words import BAND, CATEGORY, SEVERITY

__all__ = ["CaseList", "rule_button"]


class CaseList:
    """Prints the causes of one dossier."""

    def __init__(self, dossier: Dossier, picture: Picture) -> None:
        self._dossier = dossier
        self._picture = picture
        self._numbers = {case.finding.id: f"{number}. " for number, case in dossier.numbered.items()}

    def markup(self) -> Markup:
        """All causes, grouped by severity and category."""
        groups = [
            self._group(severity, category, cases)
            for severity in Severity
            for category, cases in self._dossier.by_category(severity).items()
        ]
        accepted = self._section("已说明并接受", "waived", self._dossier.waived) if self._dossier.waived else None
        if not groups and accepted is None:
            return tag("p", "没有发现问题。", class_="nothing")
        return fragment(*groups, accepted)

    def _group(self, severity: Severity, category: str, cases: Iterable[Case]) -> Markup:
        return self._section(f"{SEVERITY[severity]} · {CATEGORY[category]}", severity.value, cases)

    def _section(self, title: str, look: str, cases: Iterable[Case]) -> Markup:
        articles = [self._case(case) for case in cases]
        count = tag("span", len(articles), class_="count")
        return tag("section", tag("h2", title, " ", count), *articles, class_=f"group {look}")

    def _case(self, case: Case) -> Markup:
        finding = case.finding
        return tag(
            "article",
            self._head(case),
            self._body(case),
            class_=f"case {finding.severity.value}",
            id=f"f-{finding.id}",
            tabindex=0,
            data_id=finding.id,
            data_severity="waived" if finding.waived is not None else finding.severity.value,
            data_category=finding.category,
            data_rules=" ".join(dict.fromkeys(each.rule for each in (finding, *case.consequences))),
            data_forms=" ".join(self._forms(case)),
            data_proposed=_proposed(finding),
        )

    def _forms(self, case: Case) -> Iterable[str]:
        """Forms and parts of the prose that the case touches."""
        terms = [term for finding in (case.finding, *case.consequences) for term in finding.terms]
        return dict.fromkeys(source for term in terms if (source := source_of(term)))

    def _head(self, case: Case) -> Markup:
        """What is wrong, which rule says so, and where."""
        finding = case.finding
        where = self._dossier.named(suspected(finding)) if finding.terms else ""
        more = tag("span", f"另 {len(case.consequences)} 处", class_="more") if case.consequences else None
        gap = tag("span", _gap(finding), class_="gap") if finding.difference is not None else None
        accused = tag("b", f"{said}。", class_="accused") if (said := accusation(finding)) else None
        return tag(
            "header",
            tag("p", self._numbers.get(finding.id, ""), accused, finding.message, class_="message"),
            tag("span", more, gap, class_="numbers"),
            tag("p", rule_button(finding.rule), f" {finding.title}", class_="title"),
            tag("p", where, class_="where"),
        )

    def _body(self, case: Case) -> Markup:
        finding = case.finding
        return tag(
            "div",
            self._operands(finding),
            tag("div", class_="places") if len(finding.terms) > 1 else None,
            _note("疑为", "；".join(doubts(finding))),
            _note("处理", finding.advice),
            _note("依据", finding.basis),
            _note("说明", finding.waived or ""),
            self._consequences(case),
            class_="body",
        )

    def _operands(self, finding: Finding) -> Markup | None:
        """The equation, one operand a line; a relation that is no sum is written above its operands."""
        if not finding.terms:
            return None
        equation, operands = equation_of(finding), shown(finding)
        signs = equation.operators if equation is not None else {}
        rows = [self._operand(addend, signs.get(addend.index, ""), finding) for addend in operands]
        left_out = len(finding.terms) - len(operands)
        if left_out:
            rows.append(tag("tr", tag("td"), tag("td"), tag("td", f"其余 {left_out} 项为零或空白", class_="quiet")))
        if finding.difference is not None:
            rows.append(_difference_row(finding))
        written = tag("p", finding.equation, class_="equation") if equation is None and finding.equation else None
        return fragment(written, tag("table", *rows, class_="operands"))

    def _operand(self, addend: Addend, sign: str, finding: Finding) -> Markup:
        term = addend.term
        suspect = any(each.term == addend.index for each in finding.suspects[:1])
        return tag(
            "tr",
            tag("td", sign, class_="sign"),
            tag("td", self._link(term, term.text or "空"), class_=_column(term)),
            tag("td", self._link(term, self._dossier.named(term)), class_="label"),
            class_="suspect" if suspect else None,
        )

    def _link(self, term: Term, text: str) -> Markup | str:
        anchor = self._picture.anchor(term)
        return tag("a", text, href=f"#{anchor}", class_="go") if anchor and text else text

    def _consequences(self, case: Case) -> Markup | None:
        """What follows from this cause, one line each, with links to its numbers."""
        if not case.consequences:
            return None
        rows = [
            tag(
                "li",
                rule_button(finding.rule),
                finding.message,
                tag(
                    "span", *(self._link(each.term, each.term.text or "空") for each in shown(finding)), class_="links"
                ),
            )
            for finding in case.consequences
        ]
        return fragment(tag("p", f"另有 {case.others}", class_="follow"), tag("ul", *rows, class_="consequences"))


def _proposed(finding: Finding) -> str | None:
    """The findings whose proposals are to be made with its own; None where it has none."""
    proposals = [repair for repair in finding.proposals if any(change.to is not None for change in repair.changes)]
    return " ".join(proposals[0].along) if proposals else None


def rule_button(rule: str) -> Markup:
    """Its id, by which its page opens."""
    return tag("button", rule, type="button", class_="rule", data_rule=rule, title="这项检查查什么、依据什么")


def _gap(finding: Finding) -> str:
    """The difference, a percentage with two decimals: it is exact in the data, and here only to be seen."""
    difference = finding.difference or Decimal(0)
    percentage = bool(finding.terms) and finding.terms[0].text.endswith("%")
    return f"差 {percent(difference)}" if percentage else f"差 {money(difference)}"


def _difference_row(finding: Finding) -> Markup:
    allowed = f"四舍五入最多允许 {allowance(finding.allowed)}" if finding.allowed else ""
    band = BAND[finding.band] if finding.band else ""
    note = "，".join(part for part in (allowed, band) if part)
    return tag("tr", tag("td"), tag("td", _gap(finding), class_="value"), tag("td", note), class_="difference")


def _note(label: str, text: str) -> Markup | None:
    return tag("p", tag("span", label, class_="key"), text, class_="note") if text else None


def _column(term: Term) -> str:
    """The class of a term's first cell: figures stand in a column, words may take several lines."""
    return "value" if term.statement is not None or term.text[:1].isdigit() else "words"
