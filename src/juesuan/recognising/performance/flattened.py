"""Forms whose columns the source has lost: zones found by their labels in the joined text, then row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from juesuan.model import FormField, ManagementRow, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft, FundRow, date_in, year_in
from juesuan.recognising.performance.filled import fill
from juesuan.recognising.performance.flat_rows import fund_cells, indicator_rows
from juesuan.recognising.performance.flat_text import goals_and_results, tasks_in
from juesuan.recognising.performance.flat_words import FlatWord, Stream, field_of_tokens, passage_of_tokens, tokens_of
from juesuan.recognising.performance.outline import BlockId, FormRegion
from juesuan.recognising.performance.piped import piped_rows
from juesuan.standard.performance import EvaluationVocabulary, Header

__all__ = ["fill_flattened"]

_HEAD = {
    "project": r"项目名称|专项名称|政策名称",
    "unit": r"部门[（(]单位[）)]名称|部门名称|单位名称",
    "authority": r"主管部门(?:及代码)?",
    "implementer": r"(?:项目)?(?:实施|承担)单位(?:[（(]盖章[）)])?",
}
_HEAD_END = r"资金安排|预算执行情况|年度资金|年初"
_ZONES = (
    r"(?P<goals>(?:预期|项目年度)目标(?:[（(][^）)]*[）)])?(?:年度目标|目标)?(?:实际)?完成情况)"
    r"|(?P<tasks>任务名称主要内容(?:实际)?完成情况)|(?P<indicators>(?:绩效指标)?一级指标)"
)
_NOTHING = r"(?!)"
_MONEY_UNIT = expression(r"[（(](万元|元)[）)]")
_SUM = expression(r"(?:总分|合计|总计)(?=\d)")
_TITLE_REST = expression(r"(?:年度)?(?:总体|履职)?目标")
_SECTION_TITLE = expression(r"年度(?:总体|履职)?(?:目标)?$|年度主要(?:任务)?$")


def fill_flattened(draft: EvaluationDraft, region: FormRegion, words: EvaluationVocabulary) -> list[BlockId]:
    """Adds what a form of running lines says to its draft; returns the blocks that belong to it."""
    paragraphs = [paragraph for _, paragraph in region.lines]
    if sum("|" in paragraph.text for paragraph in paragraphs) * 2 > sum(bool(p.text) for p in paragraphs):
        fill(draft, piped_rows(paragraphs, words), words)
        return [*region.blocks, *(block for block, _ in region.lines)]
    stream = Stream(tuple(tokens_of(paragraphs, words.measures)))
    end = _Filler(draft, stream, words).run()
    last = stream.tokens[stream.index_at(end) - 1].line if stream.tokens else -1
    return [*region.blocks, *(block for block, _ in region.lines[: last + 1])]


@lru_cache(maxsize=4)
def _zones(words: EvaluationVocabulary) -> re.Pattern[str]:
    """What the blocks of a form begin with."""
    management = "|".join(words.management_titles) or _NOTHING
    return re.compile(f"(?P<management>{management})|{_ZONES}")


def _header(text: str, start: int, headers: Iterable[Header]) -> tuple[list[tuple[str, int, int]], int]:
    """Column names that follow one another from an offset on: key and offsets of each, and where they end."""
    spellings = sorted(
        ((s, header.key) for header in headers for s in header.spellings if s), key=lambda pair: -len(pair[0])
    )
    found: list[tuple[str, int, int]] = []
    while True:
        key, spelling = next(((key, s) for s, key in spellings if text.startswith(s, start)), ("", ""))
        if not key:
            return found, start
        end = start + len(spelling)
        note = re.compile(r"[（(][^（()）\d]{1,5}[）)]").match(text, end)
        found.append((key, start, end))
        start = note.end() if note else end


class _Filler:
    """Reads one form from its stream."""

    def __init__(self, draft: EvaluationDraft, stream: Stream, words: EvaluationVocabulary) -> None:
        self._draft = draft
        self._stream = stream
        self._text = stream.text
        self._words = words

    def run(self) -> int:
        """Fills the draft; returns the offset where the form ends."""
        draft, text = self._draft, self._text
        draft.text += text
        draft.year = draft.year or year_in(text[: text.find("名称") + 1])
        draft.dated = draft.dated or date_in(FormField(text[: text.find("名称") + 1], draft.place))
        unit = _MONEY_UNIT.search(text)
        draft.money = Unit(unit[1]) if unit else draft.money
        zones = [(match.lastgroup or "", match.start(), match.end()) for match in _zones(self._words).finditer(text)]
        zones = zones[: next((i for i, zone in enumerate(zones) if zone[0] == "indicators"), len(zones) - 1) + 1]
        self._head(zones[0][1] if zones else len(text))
        self._funds(zones[0][1] if zones else len(text))
        end = len(text)
        for (kind, start, after), (_, following, _) in zip(zones, [*zones[1:], ("", len(text), 0)], strict=True):
            if kind == "management":
                self._management(after, following)
            elif kind == "goals":
                self._goals(start, after, following)
            elif kind == "tasks":
                draft.tasks += tasks_in(
                    self._stream.between(after, _without_title(text, after, following)), draft.results
                )
            else:
                end = self._indicators(start)
        return end

    def _head(self, limit: int) -> None:
        labels = re.compile(
            "|".join(f"(?P<{name}>{pattern})" for name, pattern in _HEAD.items())
            + f"|(?P<end>{'|'.join((*self._words.fund_titles, _HEAD_END))})"
        )
        matches = list(labels.finditer(self._text, 0, limit))
        for match, after in pairwise(matches):
            name = match.lastgroup or "end"
            if name == "end":
                break
            tokens = self._stream.between(match.end(), after.start())
            if name not in self._draft.head:
                self._draft.head[name] = field_of_tokens(tokens)

    def _funds(self, limit: int) -> None:
        first = min((at for s in self._spellings("initial") if (at := self._text.find(s, 0, limit)) >= 0), default=-1)
        if first < 0:
            return
        found, end = _header(self._text, first, self._words.fund_columns)
        columns = [key for key, _, _ in found]
        label: list[FlatWord] = []
        values: list[FlatWord] = []
        for token in (*self._stream.between(end, limit), None):
            if token is not None and (
                token.is_plain or token.is_dash or (token.is_quantity and token.text.endswith("%"))
            ):
                values.append(token)
                continue
            if values:
                self._fund_row(label, values, columns)
                label, values = [], []
            if token is not None:
                label.append(token)

    def _spellings(self, key: str) -> tuple[str, ...]:
        return next(header.spellings for header in self._words.fund_columns if header.key == key)

    def _fund_row(self, label: Sequence[FlatWord], values: Sequence[FlatWord], columns: Sequence[str]) -> None:
        """A row; its label is the shortest end of the words before the figures that names one."""
        named = False
        for start in range(len(label) - 1, -1, -1):
            text = "".join(token.text for token in label[start:])
            key = self._words.fund_row(text)
            named = named or bool(key)
            if key and not any(row.key == key for row in self._draft.funds):
                cells = fund_cells(values, columns)
                self._draft.funds.append(FundRow(key, text.rstrip("：:"), cells))
                return
        self._draft.remarks.append(passage_of_tokens([*label, *values]))
        if label and not named and len(values) > 1:
            self._draft.unknown_funds.append(field_of_tokens(label[-1:]))
            self._draft.unknown.append(self._draft.unknown_funds[-1])

    def _management(self, start: int, end: int) -> None:
        tokens = self._stream.between(start, _without_title(self._text, start, end))
        names = [
            index
            for index, token in enumerate(tokens)
            if any(re.fullmatch(name, token.text) for name in self._words.management)
        ]
        for index, stop in zip(names, [*names[1:], len(tokens)], strict=False):
            words = tokens[index + 1 : stop]
            figures = [token for token in words if token.is_plain]
            text = [token for token in words if not token.is_plain]
            points, score = ([*figures, None, None])[:2]
            self._draft.management.append(
                ManagementRow(
                    field_of_tokens([tokens[index]]),
                    field_of_tokens(text),
                    field_of_tokens([points] if points else []),
                    field_of_tokens([score] if score else []),
                )
            )

    def _goals(self, start: int, after: int, end: int) -> None:
        tokens = list(self._stream.between(after, _without_title(self._text, after, end)))
        # The vertical title of the block may have been cut by a page break, its second half coming after the header.
        broken = _SECTION_TITLE.search(self._text[max(0, start - 6) : start]) is not None
        if broken and len(tokens) > 1 and _TITLE_REST.fullmatch(tokens[0].text) and not tokens[1].text[0].isdigit():
            tokens = tokens[1:]
        if tokens:
            self._draft.goals, self._draft.results = goals_and_results(tokens)

    def _indicators(self, start: int) -> int:
        start = self._text.index("一级指标", start)
        found, after = _header(self._text, start, self._words.indicator_columns)
        self._draft.headers = [(key, field_of_tokens(self._stream.between(first, last))) for key, first, last in found]
        sums = list(_SUM.finditer(self._text, after))
        tail = sums[0].start() if sums else len(self._text)
        columns = [key for key, _, _ in found]
        end = self._sum(sums[0].end(), columns) if sums else tail
        self._draft.indicators = indicator_rows(
            self._stream.between(after, tail), columns, self._expected_points(), self._words
        )
        return end

    def _sum(self, start: int, columns: Sequence[str]) -> int:
        numbers = []
        for token in self._stream.between(start, len(self._text)):
            if not token.is_plain:
                break
            numbers.append(token)
        printed = [column for column in ("points", "score") if column in columns]
        for column, token in zip(printed, numbers, strict=False):
            self._draft.sums[column] = field_of_tokens([token])
        return start + sum(len(token.text) for token in numbers)

    def _expected_points(self) -> Decimal | None:
        """What the indicators' points should come to: 总分 less the points of the other blocks."""
        total = self._draft.sums.get("points")
        others = [row.cells["points"] for row in self._draft.funds if "points" in row.cells]
        others += [row.points for row in self._draft.management if row.points]
        if total is None:
            return None
        return _value(total) - sum((_value(field) for field in others), Decimal(0))


def _value(field: FormField) -> Decimal:
    return Decimal(field.text.replace(",", "")) if field.text[:1].isdigit() else Decimal(0)


def _without_title(text: str, start: int, end: int) -> int:
    """The end of a zone without the vertical title of the next one."""
    match = re.compile(r"(?:年度)?(?:总体|履职|主要)?(?:目标|任务)?$").search(text[max(start, end - 8) : end])
    title = match[0] if match and match[0].startswith("年度") else ""
    return end - len(title)
