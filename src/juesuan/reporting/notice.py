"""The rectification notice: what the finance bureau writes to the unit, as the parts of a letter. ``notice_docx`` makes it a file.

What only the bureau knows (number of the letter, deadline, signature, date, contact) stays a visible blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from juesuan.checking.comparing.version import section_at
from juesuan.model import (
    Finding,
    Place,
    RepairKind,
    Severity,
    Term,
)
from juesuan.model.place import coordinates
from juesuan.reporting.dossier import Case, Dossier, suspected
from juesuan.reporting.equation import shown
from juesuan.reporting.words import DOCUMENT_KIND, ONLY_READ

__all__ = ["DetailLine", "Notice", "NoticePart", "NoticeProblem", "is_due", "notice"]

_LAW, _LOCAL, _ANY = ("BL14", "BL75"), "R143", "OGI20"
"""The law that a letter cites; the rules of local disclosure, and what binds a central department in their place."""
_CENTRAL = "中央"
_BLANK = "＿＿＿＿"
_SHOWN_SUGGESTIONS, _SHOWN_OPERANDS, _SHOWN_CHARACTERS = 3, 4, 40
_ALLOWED = re.compile(r"（四舍五入最多允许[^）]*）")
_QUOTED = re.compile(r"(“[^”]*”)")
_SPACE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class DetailLine:
    """A number or a piece of text that a problem is about, for the attachment: what, where, as printed.

    Only the first line of a problem has its number and rule.
    """

    number: str
    rule: str
    where: str
    printed: str


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """One problem.

    Attributes:
        number: by which the letter and its attachment refer to it.
        message: what is wrong.
        where: page or other coordinates, with the table or part of the prose that the message does not name.
        proposal: what to change; what to do when nobody can say.
        note: what the reviewer says of it.
        hint: for the attachment, where problems share it; empty when the proposal says it.
        basis: for the attachment too.
        details: the operands that matter.
    """

    number: int
    message: str
    where: str
    proposal: str
    hint: str
    basis: str
    details: tuple[DetailLine, ...]
    note: str = ""

    @property
    def text(self) -> str:
        """The problem in one paragraph."""
        place = f"（{self.where}）" if self.where else ""
        more = [f"{said}。" for said in (self.proposal, self.note and f"审核说明：{self.note}") if said]
        return f"{self.message}{place}。" + "".join(more)


@dataclass(frozen=True, slots=True)
class NoticePart:
    """The problems of one severity under a heading."""

    heading: str
    opening: str
    problems: tuple[NoticeProblem, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The letter.

    Attributes:
        title, recipient: its head.
        opening: legal basis and what was found.
        parts: what must be mended, what must be explained.
        demands: the closing part: heading and paragraphs.
        attachment: title of the attachment; empty when there is none.
    """

    title: str
    recipient: str
    opening: str
    parts: tuple[NoticePart, ...]
    demands: tuple[str, tuple[str, ...]]
    attachment: str

    @property
    def details(self) -> tuple[DetailLine, ...]:
        """The lines of the attachment."""
        return tuple(line for problem in self._problems for line in problem.details)

    @property
    def shared(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What to do and on what basis, each once with the numbers of the problems: ``第1、3项``."""
        columns = (
            ("处理意见", _together(self._problems, lambda problem: problem.hint)),
            ("依据", _together(self._problems, lambda problem: problem.basis)),
        )
        return tuple((heading, lines) for heading, lines in columns if lines)

    @property
    def _problems(self) -> tuple[NoticeProblem, ...]:
        return tuple(problem for part in self.parts for problem in part.problems)


def _together(problems: Iterable[NoticeProblem], said: Callable[[NoticeProblem], str]) -> tuple[tuple[str, str], ...]:
    numbers: dict[str, list[int]] = {}
    for problem in problems:
        if said(problem):
            numbers.setdefault(said(problem).rstrip("。"), []).append(problem.number)
    return tuple((f"第{'、'.join(map(str, found))}项", text) for text, found in numbers.items())


def is_due(dossier: Dossier) -> bool:
    """Whether a document is one to write about: it was read, and rules judge it."""
    return dossier.is_judged and dossier.disclosure.info.kind not in ONLY_READ


def notice(dossier: Dossier) -> Notice:
    """The letter on one document; explained findings and hints are not in it."""
    errors, warnings = (_numbered(dossier, severity) for severity in (Severity.ERROR, Severity.WARNING))
    document = _document(dossier)
    parts = []
    if errors:
        parts.append(
            _part("需要改正的问题", "以下各项请逐项改正，所列改法供参考，以核实后的数据为准：", errors, dossier)
        )
    if warnings:
        opening = "以下各项请逐项核实，属于差错的予以改正，确有合理原因的书面说明："
        parts.append(_part("需要核实说明的问题", opening, warnings, dossier))
    numbered = tuple(
        NoticePart(f"{'一二'[index]}、{part.heading}", part.opening, part.problems) for index, part in enumerate(parts)
    )
    subject = "问题的整改通知" if errors else "核对情况的通知"
    return Notice(
        title=f"关于{document}公开{subject}",
        recipient=dossier.disclosure.info.unit or _BLANK * 2,
        opening=_opening(dossier, len(errors), len(warnings)),
        parts=numbered,
        demands=_demands(len(parts), mending=bool(errors)),
        attachment=f"{document}核对明细" if parts else "",
    )


def _document(dossier: Dossier) -> str:
    """The document as the title names it."""
    info = dossier.disclosure.info
    year = f"{info.year}年度" if info.year else ""
    kind = f"{info.level}决算" if info.kind == "final_accounts" else DOCUMENT_KIND.get(info.kind, "文件")
    return f"{info.unit}{year}{kind if info.kind != 'unknown' else '文件'}"


def _opening(dossier: Dossier, errors: int, warnings: int) -> str:
    info = dossier.disclosure.info
    year = f"{info.year}年度" if info.year else ""
    level = f"{info.level}决算" if info.kind == "final_accounts" else DOCUMENT_KIND.get(info.kind, "文件")
    checked = f"根据{_legal_basis(dossier)}等规定，我局对你单位公开的{year}{level}进行了核对。"
    if not errors and not warnings:
        return checked + "经核对，没有发现需要改正的问题。"
    if not errors:
        return checked + f"经核对，没有发现必须改正的问题；有需要核实说明的问题{warnings}项。现将有关情况通知如下。"
    more = f"，需要核实说明的问题{warnings}项" if warnings else ""
    return checked + f"经核对，发现需要改正的问题{errors}项{more}。现将有关情况和整改要求通知如下。"


def _legal_basis(dossier: Dossier) -> str:
    """The law with its articles, then the rules of disclosure with their number, as letters cite them."""
    bases = dossier.standard.bases
    law, articles = bases[_LAW[0]].title, "、".join(bases[key].citation.partition("》")[2] for key in _LAW)
    if _is_central(dossier):
        return f"《{law}》{articles}、{bases[_ANY].citation}"
    rules = bases[_LOCAL]
    return f"《{law}》{articles}、《{rules.title}》（{rules.citation.partition('《')[0]}）"


def _is_central(dossier: Dossier) -> bool:
    """Whether the letter goes to a central department, which the rules of local disclosure do not bind."""
    layout = dossier.standard.layouts.of_document(dossier.disclosure.info.profile)
    return _CENTRAL in layout.applies.places or dossier.disclosure.info.place == _CENTRAL


def _addressed(basis: str, dossier: Dossier) -> str:
    """The basis of a finding as far as it binds whom the letter goes to."""
    if not _is_central(dossier):
        return basis
    bases = dossier.standard.bases
    cited = [part for part in basis.split("；") if part != bases[_LOCAL].citation]
    return "；".join(cited) or bases[_ANY].citation


def _demands(parts: int, *, mending: bool) -> tuple[str, tuple[str, ...]]:
    until = f"请你单位于{_BLANK}年{_BLANK[:2]}月{_BLANK[:2]}日前"
    if mending:
        return f"{'一二三'[parts]}、整改要求", (
            f"{until}完成整改，经本单位负责人审定后，将更正后的文件在原公开渠道重新公开，并注明更正日期。",
            "请将整改情况和需要说明的事项书面报送我局，同时报送更正后的电子文件。我局将对更正后的文件进行复核。",
        )
    if parts:
        return f"{'一二三'[parts]}、有关要求", (f"{until}将核实情况书面报送我局；属于差错的，更正后重新公开。",)
    return "", ("特此通知。",)


def _numbered(dossier: Dossier, severity: Severity) -> Mapping[int, Case]:
    """By the numbers of the report: one problem has one number wherever people speak of it."""
    return {number: case for number, case in dossier.numbered.items() if case.finding.severity is severity}


def _part(heading: str, opening: str, cases: Mapping[int, Case], dossier: Dossier) -> NoticePart:
    return NoticePart(heading, opening, tuple(_problem(case, number, dossier) for number, case in cases.items()))


def _problem(case: Case, number: int, dossier: Dossier) -> NoticeProblem:
    finding = case.finding
    message = _compact(finding.message)
    proposal = _proposal(finding, message)
    return NoticeProblem(
        number,
        message,
        _page_of(suspected(finding), message, dossier) if finding.terms else "",
        proposal,
        "" if proposal == finding.hint.rstrip("。") else finding.hint,
        _addressed(finding.basis, dossier),
        tuple(_details(case, number, dossier)),
        _compact(finding.note),
    )


def _compact(text: str) -> str:
    """As letters are written: no spaces between words and figures, nothing about rounding."""
    pieces = _QUOTED.split(_ALLOWED.sub("", text).rstrip("。"))
    return "".join(piece if index % 2 else _SPACE.sub("", piece) for index, piece in enumerate(pieces))


def _proposal(finding: Finding, message: str) -> str:
    """What to change: several numbers together, or one of several, each with its value; else what to do."""
    joint = any(repair.kind is RepairKind.JOINT for repair in finding.proposals)
    if _is_uncertain(finding):
        return finding.advice.rstrip("。")
    proposed = [suspect for suspect in finding.suspects if suspect.suggestion]
    more = f"等{len(proposed)}处" if joint and len(proposed) > _SHOWN_SUGGESTIONS else ""
    proposed = proposed[:_SHOWN_SUGGESTIONS]
    if len(proposed) == 1 and f"应为{proposed[0].suggestion}" in message.replace("“", ""):
        return ""
    texts = [f"“{finding.terms[suspect.term].text or '空白'}”应改为{suspect.suggestion}" for suspect in proposed]
    if joint and texts:
        return f"同时将{'、'.join(texts)}{more}"
    return "，或者".join(texts) or finding.hint.partition("。")[0].partition("；")[0]


def _is_uncertain(finding: Finding) -> bool:
    """Whether its only proposal would open something else: the advice says so."""
    return [repair.kind for repair in finding.proposals if repair.changes] == [RepairKind.ALTERNATIVE]


def _page_of(term: Term, message: str, dossier: Dossier) -> str:
    """``第18页``, and the table or part of the prose where the message does not say it."""
    if _is_missing_form(term):
        return ""
    found = [text.replace(" ", "") for text in coordinates(term.place)[:1]]
    name = dossier.title(term.place.form).strip("《》") if term.place.form else _heading(term.place, dossier)
    return "，".join([*found, *([f"“{name}”"] if name and name not in message else [])])


def _begun(text: str) -> str:
    """A long text as far as one needs it to find it."""
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"


def _heading(place: Place, dossier: Dossier) -> str:
    part = section_at(place, dossier.disclosure)
    heading = next((section.heading for section in dossier.disclosure.sections if section.id == part), "")
    return heading.rstrip("。")


def _where(term: Term, dossier: Dossier) -> str:
    """``第18页，《收入支出决算总表》“总计”行“金额”栏``; of prose, the part it stands in."""
    place = term.place
    if _is_missing_form(term):
        return ""
    found = [text.replace(" ", "") for text in coordinates(place)]
    if place.form:
        cell = "".join(f"“{name}”{what}" for name, what in ((place.row, "行"), (place.column, "栏")) if name)
        found.append(f"《{dossier.title(place.form).strip('《》')}》{cell}")
    else:
        heading = _heading(place, dossier)
        found += [f"“{heading}”部分"] if heading else []
    return "，".join(found)


def _is_missing_form(term: Term) -> bool:
    """A form that is not there has a name and no place."""
    return bool(term.place.form) and term.statement is None and not any(coordinates(term.place))


def _details(case: Case, number: int, dossier: Dossier) -> Iterator[DetailLine]:
    """The numbers that may be wrong and the first of the others; what follows from them in one line."""
    finding = case.finding
    blamed = {suspect.term for suspect in finding.suspects}
    addends = sorted(shown(finding), key=lambda addend: addend.index not in blamed)
    for index, addend in enumerate(addends[:_SHOWN_OPERANDS]):
        term = addend.term
        head = (str(number), finding.rule) if index == 0 else ("", "")
        yield DetailLine(*head, _where(term, dossier) or term.label, _begun(term.text) or "空白")
    if len(addends) > _SHOWN_OPERANDS:
        yield DetailLine("", "", f"其余{len(addends) - _SHOWN_OPERANDS}个数字，见核对报告", "")
    if case.consequences:
        rules = "、".join(dict.fromkeys(other.rule for other in case.consequences))
        yield DetailLine("", "", f"另有 {case.others}（{rules}），请一并核对改正", "")
