"""L-09 标点不成对或句末缺标点.

A bracket or quotation mark that is opened and never closed in its section, and, as a note, the one item of a list that ends without
the full stop its siblings end with; in a budget also the paragraph with a reason that ends without one; and one that closes nothing,
unless it stands behind a number (1）) and marks an item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import Text, own_sections
from juesuan.model import Outcome, Severity, State
from juesuan.model.expressions import expression
from juesuan.standard.forms import BUDGET

RULE = "L-09"
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "「": "」"}
_ALIKE = {"(": "（", ")": "）"}
_STOPS = ("。", "；")
_ITEM_END = expression(r"(?:^|[^（(])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳])$|^$")
_MARK = expression(r"^(?:(?P<bracket>[（(])?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?P<behind>[）)．.、]))")
_WORD = expression(r"[一-鿿”）)]$")
_SIBLINGS = 3
_REASON = expression(r"原因(?:主要)?(?:是|为)[^。；：！？]{2,}[一-鿿]$")
_RUN_ON = expression(
    r"原因(?:主要)?(?:是|为)[^，。；：]{2,40}?[一-鿿](?=(?:财政拨款|本年|部门)(?:收入|支出|收支)[^，。；：]{0,8}如下：$)"
)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per mark that is missing."""
    seen = failed = False
    for texts in own_sections(context):
        seen = True
        reasons = _reasons_without_stop(texts) if context.disclosure.info.kind == BUDGET else ()
        for outcome in (*_unclosed(texts), *_without_stop(texts), *reasons):
            failed = True
            yield outcome
    if not seen:
        yield undecidable("没有读到文字")
    elif not failed:
        yield passed()


def _unclosed(texts: Sequence[Text]) -> Iterator[Outcome]:
    """Opening marks that nothing closes, by the sentence: a bracket may hold several, but what follows it must close it."""
    opened: list[tuple[str, Text, int]] = []
    for text in texts:
        for at, character in enumerate(text.passage.text):
            mark = _ALIKE.get(character, character)
            if mark in _PAIRS:
                opened.append((mark, text, at))
            elif mark in _PAIRS.values():
                match = next((n for n in range(len(opened) - 1, -1, -1) if _PAIRS[opened[n][0]] == mark), None)
                if match is not None:
                    del opened[match]
                elif not _ITEM_END.search(text.passage.text[:at]):
                    yield _alone(text, max(0, at - 9), at + 1, f"有后{_called(mark)}，没有前{_called(mark)}")
    for mark, text, at in opened:
        end = min(at + 10, len(text.passage.text))
        yield _alone(text, at, end, f"有前{_called(mark)}，没有后{_called(mark)}")


def _alone(text: Text, start: int, end: int, what: str) -> Outcome:
    message = f"{text.where}中的“{text.passage.text[start:end]}”{what}。"
    return Outcome(State.FAIL, terms=(text.term(start, end),), message=message)


def _called(mark: str) -> str:
    return "引号" if mark in "“”「」" else "书名号" if mark in "《》" else "括号"


def _without_stop(texts: Sequence[Text]) -> Iterator[Outcome]:
    """The one item of a list that ends in a word where all others end in a full stop."""
    numbered = [(_style(text), text) for text in texts]
    for style, group in groupby(numbered, key=lambda pair: pair[0]):
        items = [text for _, text in group]
        if not style or len(items) < _SIBLINGS:
            continue
        bare = [text for text in items if text.passage.text[-1:] not in _STOPS]
        if len(bare) == 1 and _WORD.search(bare[0].passage.text):
            end = len(bare[0].passage.text)
            message = f"{bare[0].where}中“{bare[0].passage.text[-8:]}”一条末尾缺句号，同列其他各条都有。"
            term = bare[0].term(max(0, end - 8), end)
            yield Outcome(State.FAIL, terms=(term,), message=message, severity=Severity.INFO)


def _reasons_without_stop(texts: Sequence[Text]) -> Iterator[Outcome]:
    """A paragraph that says why something changed and ends in a word, or runs on into the words that lead into a list."""
    for text in texts:
        match = _REASON.search(text.passage.text) or _RUN_ON.search(text.passage.text)
        if match is not None:
            end = match.end()
            message = f"{text.where}中“{text.passage.text[max(0, end - 8) : end]}”后面缺句号。"
            yield Outcome(State.FAIL, terms=(text.term(max(0, end - 8), end),), message=message)


def _style(text: Text) -> str:
    """The form of an item's mark; empty for what is no item."""
    match = _MARK.match(text.passage.text)
    return (
        f"{match['bracket'] or ''}{'1' if match[0].strip('（(）)．.、').isdigit() else '一'}{match['behind']}"
        if match
        else ""
    )
