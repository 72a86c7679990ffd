"""The comparison of two versions as one self-contained page: each cause with both versions side by side, then the numbers."""

from __future__ import annotations

from juesuan import __version__
from juesuan.checking.comparing import Change, Compared, Fate
from juesuan.formats.html.elements import DOCTYPE, NEW_LINE, Markup, fragment, tag
from juesuan.model import Finding, Severity, Term
from juesuan.reporting.dossier import Dossier, doubts
from juesuan.reporting.equation import equation_of, shown
from juesuan.reporting.html import report_scripts, report_styles
from juesuan.reporting.recheck import FATE, PROPOSAL, ChangeGroup, Recheck
from juesuan.reporting.style import HostPage
from juesuan.reporting.words import SEVERITY

__all__ = ["SCRIPTS", "STYLES", "render"]

STYLES, SCRIPTS = ("comparison.css",), ("comparison.js",)
"""What the page needs; a server serves these by their names."""
_ONE_LINE = 16
"""Characters of a piece of text that is kept on one line."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render(recheck: Recheck, frame: HostPage | None = None) -> str:
    """The page; of the server ``frame``, or standing alone."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY) if frame is None else None,
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", f"版本比较 {recheck.heading}"),
        *report_styles(frame, STYLES),
    )
    groups = [_fate(recheck, fate) for fate in Fate]
    body = tag(
        "body",
        _masthead(recheck),
        _toolbar(recheck),
        tag("main", *groups, _changes(recheck)),
        *report_scripts(frame, SCRIPTS),
    )
    return fragment(DOCTYPE, NEW_LINE, tag("html", head, body, lang="zh-CN"), NEW_LINE)


def _masthead(recheck: Recheck) -> Markup:
    look = "settled" if recheck.comparison.is_settled else "open"
    lines = [
        ("原版本", recheck.name(recheck.old)),
        ("新版本", recheck.name(recheck.new)),
        *(("注意", note) for note in recheck.notes),
        ("问题", recheck.tally),
        ("改正", recheck.proposals),
        ("数字", recheck.numbers),
    ]
    return tag(
        "header",
        tag("h1", recheck.heading),
        tag("span", recheck.conclusion, class_=f"conclusion {look}"),
        tag("span", f"juesuan {__version__}", class_="program"),
        tag("dl", *(fragment(tag("dt", name), tag("dd", text)) for name, text in lines if text)),
    )


def _toolbar(recheck: Recheck) -> Markup:
    fates = [_toggle(fate.value, FATE[fate], len(recheck.causes(fate)), pressed=True) for fate in Fate]
    hints = sum(len(recheck.causes(fate, (Severity.INFO,))) for fate in Fate)
    return tag(
        "nav",
        tag("div", *fates, _toggle("changes", "数字变动", len(recheck.comparison.changes), pressed=True)),
        tag("div", _toggle("info", "提示", hints, pressed=False)),
        tag("label", tag("input", type="checkbox", id="unasked"), "只看没有问题涉及的数字"),
        tag("input", type="search", id="search", placeholder="搜索", aria_label="搜索"),
    )


def _toggle(value: str, name: str, count: int, *, pressed: bool) -> Markup:
    return tag(
        "button",
        f"{name} {count}",
        type="button",
        class_=value,
        data_toggle=value,
        aria_pressed="true" if pressed else "false",
    )


def _fate(recheck: Recheck, fate: Fate) -> Markup | None:
    causes = recheck.causes(fate, tuple(Severity))
    if not causes:
        return None
    cards = [_cause(recheck, cause) for cause in causes]
    return tag("section", tag("h2", FATE[fate]), *cards, class_=f"fate {fate.value}", data_part=fate.value)


def _cause(recheck: Recheck, cause: Compared) -> Markup:
    finding = cause.finding
    return tag(
        "article",
        tag(
            "p",
            tag("span", SEVERITY[finding.severity], class_=f"severity {finding.severity.value}"),
            finding.message,
            class_="message",
        ),
        tag("p", f"{finding.rule} {finding.title}", class_="title"),
        tag(
            "div",
            _version("原版本", cause.old, recheck.old),
            _version("新版本", cause.new, recheck.new) if cause.new else _instead(recheck, cause),
            class_="versions",
        ),
        _note("与原版本", recheck.persistence(cause)),
        _note("建议", PROPOSAL[cause.proposal]),
        _note("原因" if cause.fate is Fate.UNDECIDED else "说明", cause.reason),
        _note("疑为", "；".join(doubts(finding)[:1]) if cause.new else ""),
        _note("处理", finding.advice if cause.new else ""),
        _note("由此引起", recheck.consequences(cause)),
        _note("已说明", finding.waived or ""),
        class_=f"cause {finding.severity.value}",
        data_severity=finding.severity.value,
    )


def _version(title: str, finding: Finding | None, dossier: Dossier) -> Markup:
    """The operands as one version prints them."""
    if finding is None:
        return tag("div", tag("h3", title), tag("p", "没有这个问题", class_="quiet"))
    equation = equation_of(finding)
    signs = equation.operators if equation is not None else {}
    rows = [_operand(signs.get(addend.index, ""), addend.term, dossier.named(addend.term)) for addend in shown(finding)]
    return tag("div", tag("h3", title), tag("table", *rows))


def _instead(recheck: Recheck, cause: Compared) -> Markup:
    """What the new version prints in place of a finding that is not there any more."""
    rows = [_operand("", rewrite.after, recheck.new.named(rewrite.after)) for rewrite in cause.rewrites]
    said = "改为：" if rows else "不再有这个问题"
    if cause.fate is Fate.UNDECIDED:
        said = "请人工核对：可能已删去，也可能没有读出"
    return tag("div", tag("h3", "新版本"), tag("p", said, class_="quiet"), tag("table", *rows) if rows else None)


def _operand(sign: str, term: Term, where: str) -> Markup:
    figure = term.statement is not None or term.text[:1].isdigit()
    look = "figure" if figure else "words" if len(term.text) <= _ONE_LINE else "words long"
    return tag(
        "tr",
        tag("td", sign, class_="sign"),
        tag("td", term.text or "空", class_=look),
        tag("td", where, class_="where"),
    )


def _note(label: str, text: str) -> Markup | None:
    return tag("p", tag("span", label, class_="key"), text, class_="note") if text else None


def _changes(recheck: Recheck) -> Markup | None:
    if not recheck.groups:
        return None
    groups = [_group(recheck, group) for group in recheck.groups]
    return tag("section", tag("h2", "数字变动"), *groups, class_="changes", data_part="changes")


def _group(recheck: Recheck, group: ChangeGroup) -> Markup:
    note = f"　{group.whole} {len(group.changes)} 个数" if group.whole else ""
    head = tag("tr", *(tag("th", title) for title in ("项目", "原版本", "新版本", "位置", "")))
    rows = [_change(recheck, change) for change in group.changes]
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("details", tag("summary", group.title, note), table, open=not group.whole, class_="group")


def _change(recheck: Recheck, change: Change) -> Markup:
    before, after = (term.text or "空" if term is not None else "无" for term in (change.before, change.after))
    said = "原来作过说明" if recheck.was_explained(change) else "" if change.asked else "没有问题涉及"
    flag = tag("span", said, class_="flag") if said else None
    return tag(
        "tr",
        tag("td", change.label),
        tag("td", before, class_="figure"),
        tag("td", after, class_="figure"),
        tag("td", recheck.place(change), class_="where"),
        tag("td", flag),
        class_="asked" if change.asked else "unasked",
    )
