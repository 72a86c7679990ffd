"""Consistent documents that come damaged: tables and columns nobody can read, headings lost, parts cut off, words taken out of the standard.

Each change is of a kind that happens to published files and leaves every printed number as it was, so that nothing in them is wrong
(“ignorance never accuses”). What a change cannot be made in, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests import unknown
from tests.departments import Chance

__all__ = ["DAMAGES", "bare"]

_Change = Callable[[str, Chance], str]

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_HEADING = re.compile(r"<h([123])>([^<]*)</h\1>")
_NUMBER_OF_HEADING = re.compile(r"^(?:第.部分|[一二三四五六七八九十]+、|（.+?）)?")
_PARAGRAPHS = re.compile(r"<p>[^<]*</p>(?:\s*<p>[^<]*</p>)+")
_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
_RESTS_ON = re.compile(r"(?:年初|全年)?预算|(?:支出)?决算|其中|主要|与|较|比|完成")
_END = re.compile(r"</p>|</table>|</h[123]>|</tr>")


def bare(page: str) -> str:
    """A web page without what only our own pages have: styles, scripts, ways to get about in it, and what says what a number states."""
    for element in ("style", "script", "nav", "svg"):
        page = re.sub(rf"<{element}.*?</{element}>", "", page, flags=re.DOTALL)
    return re.sub(r' (?:data-[a-z]+|class|id|scope)="[^"]*"', "", page)


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _of_a_table(change: _Change) -> _Change:
    def changed(page: str, chance: Chance) -> str:
        table = chance.choice(list(_TABLE.finditer(page)))
        return _put(page, table, change(table[0], chance))

    return changed


def _strange_header(table: str, chance: Chance) -> str:
    head = table.find("</thead>")
    cells = [m for m in re.finditer(r"(?<=>)[^<>]+(?=</th>)", table[:head]) if not re.fullmatch(r"[\d栏次行]+", m[0])]
    return _put(table, chance.choice(cells), unknown.subject(chance)) if cells else table


def _strange_title(table: str, chance: Chance) -> str:
    title = re.search(r"(?<=<div>)[^<]*表(?=</div>)", table)
    return _put(table, title, f"{unknown.subject(chance)}情况表") if title is not None else table


def _no_caption(table: str, _: Chance) -> str:
    return re.sub(r"<caption>.*?</caption>", "", table, flags=re.DOTALL)


def _no_unit(table: str, _: Chance) -> str:
    return re.sub(r"<span>(?:金额)?单位：[^<]*</span>", "", table)


def _no_numbering(table: str, _: Chance) -> str:
    return re.sub(r"<tr><th[^>]*>栏次.*?</tr>", "", table, flags=re.DOTALL)


def _unreadable(table: str, chance: Chance) -> str:
    mark = chance.choice(["■", "\ufffd", "\ue012", "#"])
    body = max(table.find("<tbody>"), 0)
    return table[:body] + re.sub(r"(?<=>)-?[\d,]+\.\d\d(?=</td>)", lambda m: mark * len(m[0]), table[body:])


def _unreadable_column(table: str, chance: Chance) -> str:
    mark = chance.choice(["■", "\ufffd", "\ue012"])
    body = max(table.find("<tbody>"), 0)
    widest = max((row[0].count("<t") - 1 for row in _ROW.finditer(table)), default=2)
    column = chance.randint(1, max(1, widest - 1))

    def row(found: re.Match[str]) -> str:
        cells = re.findall(r"<t[dh][^>]*>[^<]*</t[dh]>", found[0])
        if column < len(cells) and "colspan" not in found[0]:
            cells[column] = re.sub(r"(?<=>)[^<]+(?=<)", lambda m: mark * len(m[0]), cells[column])
        return f"<tr>{''.join(cells)}</tr>"

    return table[:body] + _ROW.sub(row, table[body:])


def _as_picture(_: str, __: Chance) -> str:
    return '<img src="table.png" alt="">'


def _strange_column(table: str, chance: Chance) -> str:
    header, *rows = list(_ROW.finditer(table))
    added = {header.start(): f"<th>{unknown.subject(chance)}</th>"}
    added.update({row.start(): f"<td>{chance.randint(1, 99999) / 100:.2f}</td>" for row in rows})
    return _ROW.sub(lambda m: m[0].replace("</tr>", f"{added[m.start()]}</tr>"), table)


def _strange_row(table: str, chance: Chance) -> str:
    rows = list(_ROW.finditer(table))
    row = chance.choice(rows[len(rows) // 2 :])
    blanks = "<td></td>" * (len(re.findall(r"<t[dh]", row[0])) - 1)
    return f"{table[: row.end()]}<tr><td>{unknown.subject(chance)}</td>{blanks}</tr>{table[row.end() :]}"


def _strange_table(table: str, chance: Chance) -> str:
    def amount() -> str:
        return f"{chance.randint(1, 99999) / 100:.2f}"

    rows = "".join(
        f"<tr><td>{unknown.subject(chance)}</td><td>{amount()}</td><td>{amount()}</td></tr>"
        for _ in range(chance.randint(1, 6))
    )
    head = f"<tr><td>名称</td><td>金额（万元）</td><td>{unknown.subject(chance)}</td></tr>"
    return f"{table}<p>{unknown.subject(chance)}明细表</p><table>{head}{rows}</table>"


def _noted(table: str, chance: Chance) -> str:
    return f"{table}<p>注：{unknown.sentence(chance)}</p>"


def _runs(page: str) -> list[re.Match[str]]:
    """Runs of paragraphs behind the contents, whose order says nothing."""
    behind = page.find("</table>")
    return [run for run in _PARAGRAPHS.finditer(page) if run.start() > behind]


def _shuffled(page: str, chance: Chance) -> str:
    run = chance.choice(_runs(page))
    paragraphs = [f"<p>{text}</p>" for text in _PARAGRAPH.findall(run[0])]
    chance.shuffle(paragraphs)
    return _put(page, run, "".join(paragraphs))


def _joined(page: str, chance: Chance) -> str:
    run = chance.choice(_runs(page))
    return _put(page, run, f"<p>{''.join(_PARAGRAPH.findall(run[0]))}</p>")


def _sentences(found: re.Match[str]) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=。)", found[1]) if sentence]


def _apart(page: str, _: Chance) -> str:
    return _PARAGRAPH.sub(lambda m: "".join(f"<p>{sentence}</p>" for sentence in _sentences(m)) or m[0], page)


def _sentence_moved(page: str, chance: Chance) -> str:
    """A sentence in front of its paragraph: one that says of what it speaks, for the others say it of what stands before them."""
    movable = [
        (found, index)
        for found in _PARAGRAPH.finditer(page)
        for index, sentence in enumerate(_sentences(found))
        if sentence != found[1] and not _RESTS_ON.match(sentence)
    ]
    if not movable:
        return page
    one, index = chance.choice(movable)
    sentences = _sentences(one)
    alone = sentences.pop(index)
    return _put(page, one, f"<p>{alone}</p><p>{''.join(sentences)}</p>")


def _strange_heading(page: str, chance: Chance) -> str:
    one = chance.choice(list(_HEADING.finditer(page)))
    number = _NUMBER_OF_HEADING.match(one[2])
    return _put(page, one, f"<h{one[1]}>{number[0] if number else ''}{unknown.subject(chance)}</h{one[1]}>")


def _no_heading(page: str, chance: Chance) -> str:
    return _put(page, chance.choice(list(_HEADING.finditer(page))), "")


def _headings_as_text(page: str, _: Chance) -> str:
    return _HEADING.sub(r"<p>\2</p>", page)


def _other_numbers(page: str, chance: Chance) -> str:
    """1、1.1、1.1.1 and the like instead of 第一部分、一、（一）."""
    counters = [0, 0, 0]
    written = chance.choice(("{}", "{} ", "{}. ", "§{} ", "【{}】", "（{}）", "[{}] ", "No.{} ", "{}) "))

    def heading(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        counters[level] += 1
        counters[level + 1 :] = [0] * (2 - level)
        number = written.format(".".join(str(max(count, 1)) for count in counters[: level + 1]))
        return f"<h{found[1]}>{_NUMBER_OF_HEADING.sub(number, found[2])}</h{found[1]}>"

    return _HEADING.sub(heading, page)


def _strange_headings(page: str, chance: Chance) -> str:
    return _HEADING.sub(lambda m: f"<h{m[1]}>{unknown.subject(chance)}</h{m[1]}>", page)


def _end_cut(page: str, chance: Chance) -> str:
    """Somewhere before the attachments: that one of them is gone cannot be told from that nobody attached it."""
    attached = page.rfind("附件</h")
    ends = [m for m in _END.finditer(page) if attached < 0 or m.end() < attached]
    return page[: chance.choice(ends[3:]).end()]


def _beginning_cut(page: str, chance: Chance) -> str:
    ends = [m for m in _END.finditer(page) if m[0] != "</tr>"]  # what is left of a table has no columns any more
    return f"<html><body>{page[chance.choice(ends[:-3]).end() :]}"


_TABLES: Mapping[str, _Change] = {
    "header": _strange_header,
    "title": _strange_title,
    "caption": _no_caption,
    "unit": _no_unit,
    "numbering": _no_numbering,
    "unreadable": _unreadable,
    "unreadable column": _unreadable_column,
    "picture": _as_picture,
    "column": _strange_column,
    "row": _strange_row,
    "table": _strange_table,
    "note": _noted,
}


def _characters_lost(page: str, chance: Chance) -> str:
    """Characters of some neighbouring paragraphs that no encoding knows any more; numbers come through."""
    paragraphs = list(_PARAGRAPH.finditer(page))
    first = chance.choice(range(len(paragraphs)))
    for match in reversed(paragraphs[first : first + 4]):
        text = "".join("\ufffd" if "一" <= each <= "龥" and chance.random() < 0.6 else each for each in match[1])
        page = _put(page, match, f"<p>{text}</p>")
    return page


DAMAGES: Mapping[str, _Change] = {
    **{name: _of_a_table(change) for name, change in _TABLES.items()},
    "shuffled": _shuffled,
    "joined": _joined,
    "apart": _apart,
    "moved": _sentence_moved,
    "heading": _strange_heading,
    "no heading": _no_heading,
    "text headings": _headings_as_text,
    "other numbers": _other_numbers,
    "headings": _strange_headings,
    "characters": _characters_lost,
    "end": _end_cut,
    "beginning": _beginning_cut,
}
"""What happens to files, by name: a web page to another."""
