"""One self-contained HTML file: the document with its marks, the findings beside it, click either way. No network."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import PurePath

from juesuan import __version__
from juesuan.formats.html.elements import DOCTYPE, NEW_LINE, Markup, fragment, tag
from juesuan.model import Severity, State
from juesuan.reporting.dossier import Dossier, source_of
from juesuan.reporting.html.cases import CaseList
from juesuan.reporting.html.marks import Picture
from juesuan.reporting.html.number_data import number_data
from juesuan.reporting.html.page_pictures import PageImage, PageImages, PagePictures
from juesuan.reporting.html.panels import reading_panel, rules_panel
from juesuan.reporting.html.transcript import Transcript
from juesuan.reporting.numbers import numbers_told
from juesuan.reporting.style import HostPage
from juesuan.reporting.words import CATEGORY, PERFORMANCE_FORM, SEVERITY, extent

__all__ = ["SCRIPTS", "STYLES", "PageImage", "PageImages", "asset", "render", "report_scripts", "report_styles"]

STYLES = ("report.css",)
SCRIPTS = ("report.js", "numbers.js")
"""What the page needs, in its order; a server that shows the report among its pages serves these by their names."""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_KEYS = (
    "↑ ↓ 上一条、下一条　Enter 展开　← → 各数字的位置　[ ] 上一页、下一页　Backspace 返回问题　/ 搜索　Esc 清除　+ - 缩放　"
    "点原文中的数字：它是什么、还印在哪里、经过哪些检查"
)


def render(dossier: Dossier, images: PageImages | None = None, frame: HostPage | None = None) -> str:
    """The report as one file.

    Args:
        dossier: what to report.
        images: pictures of the pages; without them the document is written out from what was read.
        frame: the server whose page it becomes; None: a file that stands alone.
    """
    told = numbers_told(dossier)
    picture: Picture = PagePictures(dossier, images, told) if images is not None else Transcript(dossier, told)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY) if frame is None else None,
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"核对报告 {dossier.heading}"),
        *report_styles(frame),
    )
    body = tag(
        "body",
        _masthead(dossier),
        _toolbar(dossier),
        _panes(dossier, picture, paged=images is not None),
        tag("button", "返回问题", type="button", id="back", class_="narrow", hidden=True),
        tag("dialog", id="rule-page", aria_label="规则"),
        number_data(dossier, told, picture),
        *report_scripts(frame),
    )
    return fragment(DOCTYPE, NEW_LINE, tag("html", head, body, lang="zh-CN"), NEW_LINE)


def report_styles(frame: HostPage | None, own: Iterable[str] = STYLES) -> Iterable[Markup]:
    """The styles of a page: written into it, or fetched from the server whose page it is."""
    if frame is None:
        return [tag("style", asset(name)) for name in own]
    sheets = [tag("link", rel="stylesheet", href=address) for address in frame.styles]
    return [tag("link", rel="icon", href="data:,"), *sheets]  # else browsers ask for one


def report_scripts(frame: HostPage | None, own: Iterable[str] = SCRIPTS) -> Iterable[Markup]:
    """The scripts of a page, likewise."""
    if frame is None:
        return [tag("script", asset(name)) for name in own]
    return [tag("script", src=address) for address in frame.scripts]


def asset(name: str) -> Markup:
    """A style or script of the report."""
    return Markup((files("juesuan.reporting.html") / "assets" / name).read_text(encoding="utf-8"))


def _masthead(dossier: Dossier) -> Markup:
    info = dossier.disclosure.info
    facts = [PurePath(info.file).name, extent(info)]
    facts += [f"金额单位：{info.amount_unit.value}" if info.amount_unit else "", f"juesuan {__version__}"]
    facts += [f"{what}：{name}" for what, name in dossier.compared_with]
    return tag(
        "div",
        tag("h1", dossier.heading),
        tag("span", dossier.conclusion, class_=f"verdict {dossier.verdict}"),
        _unjudged(dossier),
        tag("span", "　".join(fact for fact in facts if fact), class_="file"),
        class_="masthead",
    )


def _unjudged(dossier: Dossier) -> Markup:
    """Beside the verdict how much of the document it rests on; it opens the list of what was not judged."""
    seen, undecided = dossier.coverage, dossier.report.counts.get(State.UNDECIDABLE, 0)
    counts = (
        (len(dossier.gaps), "{} 处没有读全或未能核对"),
        (undecided, "{} 处检查未能判断"),
        (seen.numbers - seen.decided, "{} 个数字没有得出结果"),
    )
    left = "，".join(text.format(count) for count, text in counts if count)
    said = f"{seen.numbers} 个数字：" + (left or "都已核对")
    return tag("button", said, type="button", data_tab="reading", class_="unjudged some" if left else "unjudged")


def _toolbar(dossier: Dossier) -> Markup:
    toggles = [_toggle(severity.value, SEVERITY[severity], len(dossier.of(severity))) for severity in Severity]
    if dossier.waived:
        toggles.append(_toggle("waived", "已说明", len(dossier.waived)))
    tabs = [
        tag("button", name, type="button", data_tab=panel, aria_pressed="true" if panel == "findings" else "false")
        for panel, name in (("findings", "问题"), ("reading", "读取情况"), ("rules", "规则"))
    ]
    tabs.append(tag("button", "原文", type="button", data_tab="document", aria_pressed="false", class_="narrow"))
    rules = dict.fromkeys(finding.rule for finding in dossier.report.findings)
    categories = {finding.category: None for finding in dossier.report.findings}
    return tag(
        "div",
        tag("div", *tabs, class_="tabs", role="group"),
        tag("div", *toggles, class_="toggles", role="group"),
        _select("category", "全部类别", ((key, CATEGORY[key]) for key in CATEGORY if key in categories)),
        _select("form", "全部表格", _sources(dossier)),
        _select("rule", "全部规则", ((rule, rule) for rule in sorted(rules))),
        tag("input", type="search", id="search", placeholder="搜索", aria_label="搜索"),
        tag("span", "", class_="shown", id="shown"),
        tag("label", tag("input", type="checkbox", id="with-pages"), "打印时附原文", class_="print-option"),
        class_="toolbar",
    )


def _leafing(dossier: Dossier, paged: bool) -> Markup:
    """Above the document: to a page by its number, and how large it is shown."""
    pages = dossier.disclosure.info.pages or 0
    leaf = (
        tag("button", "上一页", type="button", data_leaf="-1"),
        tag("input", type="number", id="page", min=1, max=pages, value=1, aria_label="页"),
        tag("span", f"/ {pages} 页"),
        tag("button", "下一页", type="button", data_leaf="1"),
    )
    zoom = (tag("button", name, type="button", data_zoom=by) for name, by in (("缩小", "0.8"), ("放大", "1.25")))
    return tag("div", *(leaf if paged else ()), *zoom, class_="leafing", role="group")


def _toggle(value: str, name: str, count: int) -> Markup:
    return tag(
        "button",
        name,
        " ",
        tag("span", count, class_="count"),
        type="button",
        class_=value,
        data_toggle=value,
        aria_pressed="false" if value in {"info", "waived"} else "true",
        disabled=count == 0,
    )


def _select(name: str, everything: str, choices: Iterable[tuple[str, str]]) -> Markup:
    options = [tag("option", text, value=value) for value, text in choices]
    return tag("select", tag("option", everything, value=""), *options, id=f"by-{name}", aria_label=everything)


def _sources(dossier: Dossier) -> Iterable[tuple[str, str]]:
    """The forms and parts of the prose that findings touch, as choices of the filter."""
    sections = {section.id: section.heading for section in reversed(dossier.disclosure.sections)}
    touched = {source_of(term) for finding in dossier.report.findings for term in finding.terms}
    for source in sorted(filter(None, touched)):
        title = dossier.title(source) if source not in sections else sections[source]
        yield source, PERFORMANCE_FORM.get(source, title)


def _panes(dossier: Dossier, picture: Picture, *, paged: bool) -> Markup:
    findings = tag(
        "div", CaseList(dossier, picture).markup(), tag("p", _KEYS, class_="keys"), id="findings", class_="panel"
    )
    reading = tag("div", reading_panel(dossier), id="reading", class_="panel", hidden=True)
    judged = tag("div", rules_panel(dossier), id="rules", class_="panel", hidden=True)
    document = picture.markup() or tag("p", "没有可以显示的原文。", class_="nothing")
    return tag(
        "main",
        tag("div", fragment(findings, reading, judged), class_="left"),
        tag(
            "div",
            _leafing(dossier, paged),
            tag("div", document, class_="document", id="document", tabindex=-1),
            tag("section", class_="number", id="number", aria_label="所点的数字", tabindex=-1, hidden=True),
            class_="right",
        ),
    )
