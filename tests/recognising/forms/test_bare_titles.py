"""A table that stands elsewhere, or is a picture, is named as not read; a list of titles announces tables and excuses none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import juesuan
from juesuan.formats.printing.printed_blocks import PrintedTable
from juesuan.model import Disclosure, Report, Severity
from tests.damage.printing import printed, published
from tests.departments import document

AWAY = (
    "本表篇幅较大，详见附件3（另附Excel文件）。",
    "此表另行公布。",
    "见单位网站“决算公开”栏目的电子表格。",
    "该表以附件形式公开。",
)
PICTURE = '<img src="t.png" alt="">'
FORMS = ("T02", "T03", "T05", "T06", "T09")


def _judged(folder: Path, form: str, instead: str, *, said: str = "", titled: bool = True) -> tuple[Disclosure, Report]:
    """A consistent document with something else in the place of a table, its title kept or not; ``said``: before all tables."""
    made = document(110, 12)
    path = folder / "document.html"
    published(made, path, lambda whole: whole)
    tables = [block for block in printed(made).blocks if isinstance(block, PrintedTable)]
    number = [block.form for block in tables].index(form)
    text = path.read_text(encoding="utf-8")
    table = list(re.finditer(r"<table.*?</table>", text, re.DOTALL))[number]
    title = f"<p>{tables[number].number}</p><p>{tables[number].title}</p>" if titled else ""
    text = text[: table.start()] + title + instead + text[table.end() :]
    if said:
        before = text.rfind("<section", 0, text.index("<table"))
        text = text[:before] + f"<p>{said}</p>" + text[before:]
    path.write_text(text, encoding="utf-8")
    read = juesuan.read(path)
    return read, juesuan.check(read)


def _alarms(report: Report) -> list[str]:
    return [f"{f.rule} {f.message}" for f in report.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_said_to_be_elsewhere_accuses_nobody_and_is_named(form: str, tmp_path: Path) -> None:
    told = AWAY[FORMS.index(form) % len(AWAY)]
    read, report = _judged(tmp_path, form, f"<p>{told}</p>")

    assert _alarms(report) == []
    reading = next(reading for reading in read.readings if reading.form == form)
    assert reading.state == "unreadable"
    assert reading.reason is not None and "不在本文件中" in reading.reason
    assert any("不在本文件中" in gap.message for gap in report.gaps)


@pytest.mark.parametrize("form", ["T05", "T09"])
def test_a_pictured_table_is_named_as_such(form: str, tmp_path: Path) -> None:
    read, report = _judged(tmp_path, form, PICTURE)

    assert _alarms(report) == []
    assert any("图片" in (reading.reason or "") for reading in read.readings if reading.form == form)
    assert not any("没有找到" in gap.message for gap in report.gaps)


def test_a_table_named_in_a_sentence_elsewhere_is_not_missed(tmp_path: Path) -> None:
    said = "支出决算表因篇幅原因另行公布，其余各表见下。"
    _, report = _judged(tmp_path, "T03", "", said=said, titled=False)

    assert _alarms(report) == []
    assert any("不在本文件中" in gap.message for gap in report.gaps)


def test_without_such_words_a_missing_table_is_missed(tmp_path: Path) -> None:
    _, report = _judged(tmp_path, "T03", "", titled=False)

    assert any(alarm.startswith("S-03") for alarm in _alarms(report))


def test_a_list_of_titles_excuses_no_table(tmp_path: Path) -> None:
    listed = "</p><p>".join(f"公开{i:02}表</p><p>{title}" for i, title in enumerate(("收入决算表", "支出决算表"), 2))
    _, report = _judged(tmp_path, "T03", "", said=listed, titled=False)

    assert any(alarm.startswith("S-03") for alarm in _alarms(report))


def _filled(table: str, rows: str, after: str = "") -> str:
    """The header of a table as printed, other rows in the place of those with figures, and what stands after it."""
    printed_rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    header = next(at for at, row in enumerate(printed_rows) if re.search(r"\d\.\d\d", row))
    body = re.sub(r">-?[\d,]+\.\d\d<", "><", "".join(printed_rows[header:]))
    return f"<table>{''.join(printed_rows[:header])}{rows.format(body=body)}</table>{after}"


INSTEAD: dict[str, Callable[[str], str]] = {
    "under its captions": lambda _: PICTURE,
    "under its header": lambda table: _filled(table, "", PICTURE),
    "in a cell under its header": lambda table: _filled(table, f'<tr><td colspan="6">{PICTURE}</td></tr>'),
}
NUMBERED = ("T01", "T05", "T09")


def _instead(folder: Path, form: str, change: Callable[[str], str]) -> tuple[Disclosure, Report]:
    """A consistent document with one table changed; title, unit of money and notes stay."""
    made = document(107, 12)
    path = folder / "document.html"
    published(made, path, lambda whole: whole)
    tables = [block for block in printed(made).blocks if isinstance(block, PrintedTable)]
    number = [block.form for block in tables].index(form)
    captions = f"<p>{tables[number].number}</p><p>{tables[number].title}</p><p>单位：万元</p>"
    text = path.read_text(encoding="utf-8")
    table = list(re.finditer(r"<table.*?</table>", text, re.DOTALL))[number]
    text = text[: table.start()] + captions + change(table[0]) + text[table.end() :]
    path.write_text(text, encoding="utf-8")
    read = juesuan.read(path)
    return read, juesuan.check(read)


@pytest.mark.parametrize("where", INSTEAD)
@pytest.mark.parametrize("form", NUMBERED)
def test_a_pictured_table_of_any_kind_is_no_empty_one(form: str, where: str, tmp_path: Path) -> None:
    read, report = _instead(tmp_path, form, INSTEAD[where])

    assert _alarms(report) == []
    assert report.verdict == "incomplete"
    (reading,) = (reading for reading in read.readings if reading.form == form)
    assert (reading.state, "图片" in (reading.reason or "")) == ("unreadable", True)


@pytest.mark.parametrize("after", ["", PICTURE])
@pytest.mark.parametrize("form", NUMBERED)
def test_a_table_of_blank_rows_is_empty_with_and_without_a_picture_elsewhere(
    form: str, after: str, tmp_path: Path
) -> None:
    read, report = _instead(tmp_path, form, lambda table: _filled(table, "{body}", after))

    assert next(reading.state for reading in read.readings if reading.form == form) in {"read", "partial"}
    assert any("没有印出数字" in alarm for alarm in _alarms(report))


def test_a_header_with_nothing_below_it_is_an_empty_table_where_no_picture_is(tmp_path: Path) -> None:
    _, report = _instead(tmp_path, "T09", lambda table: _filled(table, ""))

    assert any("没有印出数字" in alarm for alarm in _alarms(report))
