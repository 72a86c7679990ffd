"""F-09 目录与正文不一致.

Every entry of the table of contents is a heading or a table further on (a note where one is not), in the order and with the number of the contents,
and on the page that it says. Contents that list parts (第一部分) list each part between them; behind the last one they may go on where nobody
read. A section that S-02 misses is told there. Entries are compared as text, without numbers, dots and page
numbers. Pages are counted from where most entries say; a title that stands twice says nothing about order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from juesuan.checking.contents import Contents, contents_of, number_of, page_of
from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.required_sections import promised_sections
from juesuan.checking.wording import Text, prose
from juesuan.model import Outcome, Section, Severity, State, Term
from juesuan.standard.forms import titled
from juesuan.standard.titles import title_of

RULE = "F-09"
_ALIKE = 0.75  # headings are often shortened in the contents: 其他重要事项说明 for 其他重要事项的情况说明
_SHOWN = 5
_ENOUGH = 4
_ORDINAL = "第"
_LOST = "\ufffd"

_Pair = tuple[Text, Section]


def check(context: Context) -> Iterator[Outcome]:
    """Fails once with every entry that the document does not have, once for the order, once for numbers, once for pages."""
    contents = contents_of(context)
    if not contents.entries:
        yield not_applicable("没有目录，或目录没有读出条目")
        return
    pairs = list(_pairs(contents))
    # Where a document is in several files, the contents say nothing of the order and the pages of another file.
    own = [(text, section) for text, section in pairs if text.passage.place(0, 1).file == section.place.file]
    found = [
        outcome
        for outcome in (
            _missing(contents, context),
            _left_out(contents),
            _order(own, contents),
            _numbers(pairs),
            _doubled(pairs),
            _pages(own),
        )
        if outcome is not None
    ]
    yield from found or (passed(),)


def _missing(contents: Contents, context: Context) -> Outcome | None:
    headings = {title_of(section.heading) for section in contents.body}
    body = "\n".join(text.passage.text for text in prose(context) if text not in contents.lines)
    titles = [(title_of(text.passage.text), text) for text in contents.entries]
    lacking = [(title, text) for title, text in titles if not _exists(title, headings, body, context)]
    promised = promised_sections(context) if lacking else ()
    entries = [text for title, text in lacking if not _is_told(title, promised, context)]
    return _failed(entries, "目录列有{}，正文中没有找到。", Severity.INFO) if entries else None


def _left_out(contents: Contents) -> Outcome | None:
    """The parts of the body that the contents pass over, between parts that they list."""
    listed = [number for text in contents.entries if (number := number_of(text.passage.text)).startswith(_ORDINAL)]
    parts = [section for section in contents.body if number_of(section.heading).startswith(_ORDINAL)]
    at = [n for n, section in enumerate(parts) if number_of(section.heading) in listed]
    titles = {title_of(text.passage.text) for text in contents.entries}
    lacking = (
        [
            section
            for section in parts[at[0] : at[-1]]
            if number_of(section.heading) not in listed and title_of(section.heading) not in titles
        ]
        if len(set(listed)) > 1 and at
        else []
    )
    if not lacking or any(_LOST in text.passage.text for text in (*contents.lines, *contents.entries)):
        return None  # an entry that lost characters may be the one
    shown = "、".join(f"“{section.heading}”" for section in lacking)
    terms = tuple(Term(1, "标题", None, section.place, section.heading) for section in lacking)
    return Outcome(State.FAIL, terms=terms, message=f"正文有{shown}，目录中没有列出。", hint="在目录中补列。")


def _is_told(title: str, promised: Sequence[str], context: Context) -> bool:
    """Whether S-02 says that it is missing."""
    kinds = map(context.standard.grammar.section, promised)
    form = titled(title, context.standard.forms)
    return form is None and any(kind is not None and kind.heading.match(title) for kind in kinds)


def _exists(title: str, headings: set[str], body: str, context: Context) -> bool:
    form = titled(title, context.standard.forms)
    if form is not None:
        return form.id in context.disclosure.tables
    return title in headings or title in body or bool(get_close_matches(title, headings, n=1, cutoff=_ALIKE))


def _pairs(contents: Contents) -> Iterator[_Pair]:
    """Entries with the heading of the same words, where those stand once in the contents and once in the body."""
    named = Counter(title_of(text.passage.text) for text in contents.entries)
    headed = Counter(title_of(section.heading) for section in contents.body)
    sections = {title_of(section.heading): section for section in contents.body}
    for text in contents.entries:
        title = title_of(text.passage.text)
        if named[title] == 1 == headed[title]:
            yield text, sections[title]


def _order(pairs: Sequence[_Pair], contents: Contents) -> Outcome | None:
    """The entries that must move so that the others stand as in the body."""
    places = [contents.body.index(section) for _, section in pairs]
    kept = _rising(places)
    moved = [text for n, (text, _) in enumerate(pairs) if n not in kept]
    return _failed(moved, "目录中{}的次序与正文不一致。") if moved else None


def _rising(places: Sequence[int]) -> set[int]:
    """The indices of a longest run of entries that stand in the order of the body."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, place in enumerate(places):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        ends[at:], last[at:] = [place, *ends[at + 1 :]], [n, *last[at + 1 :]]
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _numbers(pairs: Sequence[_Pair]) -> Outcome | None:
    twice = {id(section) for _, section in _printed_twice(pairs)}
    wrong = [text for text, section in pairs if _differ(text, section) and id(section) not in twice]
    return _failed(wrong, "目录中{}的序号与正文不同。") if wrong else None


def _differ(text: Text, section: Section) -> bool:
    listed, printed = number_of(text.passage.text), number_of(section.heading)
    return bool(listed and printed) and listed != printed and listed.isdigit() == printed.isdigit()


def _printed_twice(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Entries whose heading repeats the number of the one before it, which the contents gives that one only: the heading is wrong."""
    return [
        (text, section)
        for (before, above), (text, section) in pairwise(pairs)
        if _differ(text, section)
        and not _differ(before, above)
        and number_of(section.heading) == number_of(above.heading)
    ]


def _doubled(pairs: Sequence[_Pair]) -> Outcome | None:
    wrong = _printed_twice(pairs)
    if not wrong:
        return None
    told = "、".join(
        f"“{section.heading}”的序号与前一个标题重复，按目录应为“{number_of(text.passage.text)}”"
        for text, section in wrong[:_SHOWN]
    )
    terms = tuple(Term(1, "标题", None, section.place, section.heading) for _, section in wrong)
    return Outcome(State.FAIL, terms=terms, message=f"正文{told}。", hint="改正正文标题的序号。")


def _pages(pairs: Sequence[_Pair]) -> Outcome | None:
    """Entries whose page is not where the heading stands, by the numbering that most others agree on."""
    shifts = [
        (text, section.place.page - page)
        for text, section in pairs
        if section.place.page is not None and (page := page_of(text.passage.text)) is not None
    ]
    if len(shifts) < _ENOUGH:
        return None
    usual, times = Counter(shift for _, shift in shifts).most_common(1)[0]
    wrong = [text for text, shift in shifts if shift != usual]
    if not wrong or times * 4 < len(shifts) * 3:
        return None
    return _failed(wrong, "目录中{}的页码与正文不同。", Severity.INFO)


def _failed(entries: Sequence[Text], message: str, severity: Severity | None = None) -> Outcome:
    shown = "、".join(f"“{title_of(text.passage.text)}”" for text in entries[:_SHOWN])
    terms: tuple[Term, ...] = tuple(text.term(0, len(text.passage.text)) for text in entries)
    return Outcome(State.FAIL, terms=terms, message=message.format(shown), severity=severity)
