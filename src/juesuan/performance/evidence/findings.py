"""What is wrong with the rows of evidence: cells that say nothing clear, what is missing, doubled, contradictory or late; each with its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan.model import Problem
from juesuan.performance.evidence.cells import as_serial
from juesuan.performance.evidence.engine import Engine, literal, quoted
from juesuan.performance.evidence.people import tells_of_people
from juesuan.performance.evidence.repeats import Repeat, repeats_of
from juesuan.performance.evidence.sources import EvidenceSource
from juesuan.performance.evidence.tables import BAD, PLACE, EvidenceTable, TableColumn, source_and_row
from juesuan.performance.evidence.twins import twins_of
from juesuan.standard.evidence import EvidenceCheck, PeopleWords

__all__ = ["findings_of"]

_SHOWN, _LONGEST = 20, 40
_YEARED = re.compile(r"\s*(?:19|20)\d\d")
_JANUARY_OR_OCTOBER = re.compile(r"\d{4}[.．]1")
_SEVERAL = re.compile(r"累计|[-—~～至到]\s*\d{1,2}\s*月|季|半年|全年")
_TYPES = {
    "date": "不是日期，请写成 2022-03-15 的样子",
    "month": "不是月份，请写成 2022-03 的样子，写明年份",
    "number": "不是数字",
    "money": "不是金额，请只填数字，单位写在表头",
}


def findings_of(
    table: EvidenceTable, engine: Engine, sources: Sequence[EvidenceSource], people: PeopleWords
) -> tuple[EvidenceTable, list[Problem]]:
    """The table with each thing once, and everything that is wrong with its rows: of each kind the first ones, and how many more there are."""
    looking = _Looking(table, engine, sources, people)
    found = [
        *looking.unparsed(),
        *looking.missing(),
        *looking.doubled(),
        *looking.alike(),
        *looking.contradictory(),
    ]
    alike = looking.twins.rows if looking.twins is not None else 0
    once = replace(looking.repeats.taken_out(), alike=alike)
    counted = f"SELECT count(DISTINCT place) FROM {quoted(table.faults)} JOIN {quoted(table.name)} ON place = {PLACE}"
    return replace(once, wrong=engine.run(counted)[0][0]), found


def _how_it_counts(again: Repeat) -> str:
    """What becomes of rows with one key."""
    if again.differ:
        return f"但{'、'.join(f'“{name}”' for name in again.differ)}不同：只数一行，用到这些栏的先不算"
    return "只数一行"


def _why(item: TableColumn, text: str) -> str:
    """What a cell that looks like a month is instead."""
    if item.type != "month" or not _YEARED.match(text):
        return ""
    if _JANUARY_OR_OCTOBER.fullmatch(text.strip()):
        return "；2022.1 分不清是 1 月还是 10 月（Excel 把 2022.10 存成 2022.1）"
    return "；几个月的累计数不是一个月的数" if _SEVERAL.search(text) else ""


class _Looking:
    def __init__(
        self, table: EvidenceTable, engine: Engine, sources: Sequence[EvidenceSource], people: PeopleWords
    ) -> None:
        self.table, self.engine, self.sources, self.people = table, engine, sources, people
        self.repeats = repeats_of(table, engine)
        self.twins = twins_of(table, self.repeats, engine)
        self.by_key = {item.field.key: item for item in table.columns if item.field is not None}

    def unparsed(self) -> Iterator[Problem]:
        """Cells that are neither blank nor of the type of their column."""
        for item in self.table.columns:
            if item.bad:
                text = quoted(item.title + BAD)
                if item.is_date:
                    yield from self._serials(item, text)
                    yield from self._shapes(f"{text} IS NOT NULL AND {as_serial(text)} IS NULL", item, text)
                else:
                    yield from self._shapes(f"{text} IS NOT NULL", item, text)

    def _shapes(self, condition: str, item: TableColumn, text: str) -> Iterator[Problem]:
        """Cells that were not understood, those once that are alike but for their digits (1月, 2月): they have one cause."""
        shape = f"regexp_replace({text}, '[0-9０-９]+', '#', 'g'), regexp_matches({text}, '^\\d+[.．]1$')"
        groups = self.engine.run(
            f"SELECT count(*), min({PLACE}), arg_min({text}, {PLACE}) FROM {self._name} WHERE {condition} GROUP BY {shape} ORDER BY 2"
        )
        for count, place, shown in groups[:_SHOWN]:
            more = f"（这样的共 {count} 行，这是第一行）" if count > 1 else ""
            yield self._problem(place, item, f"{self._excerpt(shown)}{_TYPES[item.type]}{_why(item, shown)}{more}")
        if len(groups) > _SHOWN:
            rest = sum(count for count, *_ in groups[_SHOWN:])
            yield self._problem(groups[_SHOWN][1], item, f"另有 {rest} 行：同样的情况")

    def _serials(self, item: TableColumn, text: str) -> Iterator[Problem]:
        """Days as the numbers that spreadsheets keep: their column lost its format."""
        ((count, first, day),) = self.engine.run(
            f"SELECT count(*), min({PLACE}), arg_min({as_serial(text)}, {PLACE}) FROM {self._name} WHERE {as_serial(text)} IS NOT NULL"
        )
        if count:
            message = (
                f"“{item.title}”是没有设成日期格式的数，这一行应是 {day}（这样的共 {count} 行），没有当作日期。"
                "请在 Excel 中选中这一栏，把格式设为日期再保存"
            )
            yield self._problem(first, item, message)

    def missing(self) -> Iterator[Problem]:
        """Required cells that are blank."""
        for item in self.table.columns:
            if item.field is not None and item.field.required:
                blank = f"{quoted(item.title)} IS NULL"
                if item.bad:
                    blank += f" AND {quoted(item.title + BAD)} IS NULL"
                yield from self._told(blank, item, f"没有填“{item.title}”")

    def doubled(self) -> Iterator[Problem]:
        """Rows that a kind's key does not tell apart, and how they count."""
        repeats = self.repeats
        if repeats.missing:
            return
        called = "、".join(f"“{item.title}”" for item in repeats.keys)
        shown = list(repeats.shown(_SHOWN + 1))
        for again in shown[:_SHOWN]:
            source, row = source_and_row(again.first)
            more = f"（同样的共 {again.count} 行）" if again.count > 2 else ""
            message = f"与 {self.sources[source].where(row)} 重复：{called}都相同{more}，{_how_it_counts(again)}"
            yield self._problem(again.last, repeats.keys[0], message)
        if len(shown) > _SHOWN:
            yield self._problem(shown[_SHOWN].last, repeats.keys[0], f"另有 {repeats.groups - _SHOWN} 组重复的行")

    def alike(self) -> Iterator[Problem]:
        """Rows that are the same in every cell, where no whole key says whether they are one thing."""
        twins = self.twins
        if twins is None:
            return
        source, row = source_and_row(twins.original)
        missing = self.repeats.missing or tuple(item.title for item in self.repeats.keys)
        lacks = f"没有“{'、'.join(missing)}”" if missing else "没有编号"
        message = (
            f"与 {self.sources[source].where(row)} 各栏完全相同，疑似重复（这样的共 {twins.rows} 行）；{lacks}，不能断定是同一件事，"
            "照数。请核对，确是重复的请删去"
        )
        yield self._problem(twins.first, self.table.columns[0], message)

    def contradictory(self) -> Iterator[Problem]:
        """Rows that contradict themselves, or came late, by the checks of the kind; they are kept, for those who count them to say so."""
        faults = quoted(self.table.faults)
        self.engine.run(f"CREATE TABLE {faults} (place BIGINT, message VARCHAR)")
        for check in self.table.kind.checks if self.table.kind is not None else ():
            first, second = self.by_key.get(check.first), self.by_key.get(check.second)
            if first is not None and second is not None:
                violated = _violated(check, first, second)
                message = literal(check.message)
                self.engine.run(f"INSERT INTO {faults} SELECT {PLACE}, {message} FROM {self._name} WHERE {violated}")
                yield from self._told(violated, second, check.message)

    @property
    def _name(self) -> str:
        return quoted(self.table.name)

    def _told(self, condition: str, item: TableColumn, message: str) -> Iterator[Problem]:
        """The first rows where a condition holds, and how many more there are."""
        count = self.engine.run(f"SELECT count(*) FROM {self._name} WHERE {condition}")[0][0]
        if not count:
            return
        rows = self.engine.run(
            f"SELECT {PLACE} FROM {self._name} WHERE {condition} ORDER BY {PLACE} LIMIT {_SHOWN + 1}"
        )
        yield from (self._problem(place, item, message) for (place,) in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield self._problem(rows[_SHOWN][0], item, f"另有 {count - _SHOWN} 行：{message}")

    def _excerpt(self, text: str) -> str:
        """What stands in a cell, unless it could give somebody away."""
        return "这一格" if tells_of_people(text, self.people) else f"“{text[:_LONGEST]}”"

    def _problem(self, place: int, item: TableColumn, message: str) -> Problem:
        source, row = source_and_row(place)
        whole = self.sources[source]
        column = next((column for column in whole.columns if column.title.casefold() == item.title.casefold()), None)
        return whole.problem(message, row, column)


def _violated(check: EvidenceCheck, first: TableColumn, second: TableColumn) -> str:
    """SQL for the rows where a check does not hold; what is blank contradicts nothing."""
    one, two = quoted(first.title), quoted(second.title)
    words = ", ".join(literal(word) for word in check.words)
    match check.kind:
        case "not_before":
            return f"{two} < {one}"
        case "at_most":
            return f"{one} > {two}"
        case "within":
            end = f"last_day({one})" if first.type == "month" else one
            return f"{two} > {end} + {int(check.days)}"
        case "needs":
            bad = f" AND {quoted(second.title + BAD)} IS NULL" if second.bad else ""
            return f"{one} IN ({words}) AND {two} IS NULL{bad}"
        case "means":
            return f"{one} IS NOT NULL AND {two} NOT IN ({words})"
