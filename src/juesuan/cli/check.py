"""``juesuan check``: reads and judges published disclosures."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from juesuan.cli.console import colourful, columns, complain
from juesuan.cli.exporting import DataSet
from juesuan.cli.inputs import Inputs, find, tell_skipped
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import FAULT, INTERRUPTED, UNUSABLE, Refusal, of_verdict, worst
from juesuan.cli.writing import Gate, add_force, chosen_format, folder

if TYPE_CHECKING:
    from juesuan.checking.waivers import Waiver
    from juesuan.cli.results import Delivery
    from juesuan.corpus.judging import Judged, Wanted
    from juesuan.corpus.reading import Packed
    from juesuan.corpus.workers import Workers
    from juesuan.model import EvidencedValue

__all__ = ["add_to"]

_FORMATS = ("text", "json", "html", "xlsx", "sarif")
_FILES = ("html", "xlsx")
"""Formats that are a file of their own for each document."""

_OF_ONE = ("previous", "budget", "against", "units", "evidence", "measures")
"""Options that give what belongs to one document."""

_EPILOG = """退出状态：0 没有错误；1 发现错误；2 没有读全、未能核对、不是决算公开文件，或用法不对；3 程序出错。多份文件取最重的（3、1、2、0）。
结果写不成的那份文件算 2，其余照常；中断（Ctrl+C）时是 130，已经核对完的结果都在，只有一个结果文件的另存为“…（未完成）”。
程序出错的那项检查算未能判断，其余检查和其余文件照常；详情写入一个文件，文件名在屏幕上。
文件夹：其中（包括下级文件夹）能读取的文件都核对，其他格式跳过。
多份文件：json 每行一个对象；html、xlsx 的 -o 是文件夹，每份文件一个结果，另有一份汇总.xlsx。
同一单位相邻两年的决算自动作为上年决算对照，同一单位同一年度的预算作为本年预算对照；同一份有几个版本的，不作对照。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "check",
        help="核对公开的决算文件",
        description="读取并核对部门决算公开文件（.pdf .docx .doc .xlsx .xls .html .txt），也可以是数据（.json 或数据包）。",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="要核对的文件、文件夹或压缩包（.zip），可以多份"
    )
    parser.add_argument("--previous", type=Path, metavar="文件", help="同一单位上年的决算公开文件，用于跨年核对")
    parser.add_argument("--budget", type=Path, metavar="文件", help="同一单位本年的预算公开文件")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="文件",
        help="同一单位同一年度的决算批复或决算报表（财决表），也可以是“项目、批复数”或“编码、名称、金额”的表，逐项与公布的数对照",
    )
    parser.add_argument(
        "--units",
        nargs="+",
        type=Path,
        default=(),
        metavar="文件",
        help="文件是部门决算时：本级和各所属单位同一年度的决算，部门的数应是它们之和（扣除单位之间的往来）",
    )
    parser.add_argument(
        "--evidence", type=Path, metavar="文件夹", help="单位自己的佐证表所在的文件夹，与 --measures 一起给出"
    )
    parser.add_argument(
        "--measures",
        type=Path,
        metavar="工作簿",
        help="写有“佐证取数”的工作簿：自评表的实际完成值和文字中的数，逐项与由佐证表算出的数对照",
    )
    parser.add_argument(
        "--approved", type=date, metavar="日期", help="财政部门批复日期，如 2023-09-01，用于核对公开期限"
    )
    parser.add_argument("--published", type=date, metavar="日期", help="公开日期，与 --approved 同时给出")
    parser.add_argument("--waivers", type=Path, metavar="文件", help="已说明并接受的问题（CSV：指纹,说明,作者,日期）")
    parser.add_argument(
        "--notice", type=Path, metavar="路径", help="另写一份整改通知（Word，.docx）；多份文件时为文件夹，每份文件一份"
    )
    add_layout(parser)
    add_standard(parser)
    parser.add_argument("--format", choices=_FORMATS, help="输出格式（默认按 -o 的文件名，否则 text）", metavar="格式")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="路径", help="写入文件；不给则输出到屏幕（html、xlsx 必须给）"
    )
    parser.add_argument(
        "--annotate", type=Path, metavar="路径", help="另存一份原文件的副本，在原处标出每个问题（多份文件时是文件夹）"
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="路径",
        help="另存数据：文件、单位、数据、问题各一张表（.xlsx，.csv 只有数据，.zip 或文件夹为全部 CSV）；多份文件合为一套",
    )
    add_force(parser)
    parser.add_argument("--all", action="store_true", dest="everything", help="列出提示和由同一原因引起的每一处")
    parser.add_argument("--jobs", type=positive, metavar="N", help="同时核对几份文件（默认为处理器数）")
    add_limits(parser)
    parser.set_defaults(run=run)


def date(text: str) -> datetime.date:
    """A date as 2023-09-01, 2023/9/1 or 2023年9月1日.

    Raises:
        ArgumentTypeError: when it is none.
    """
    try:
        year, month, day = (int(part) for part in re.findall(r"\d+", text))
        return datetime.date(year, month, day)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2023-09-01 的样子") from error


def positive(text: str) -> int:
    """A number of jobs.

    Raises:
        ValueError: when it is none.
    """
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(arguments: argparse.Namespace) -> int:
    """Checks the files and says how it went."""
    standard = chosen(arguments)
    arguments.format = chosen_format(arguments.output, arguments.format, _FORMATS)
    _refuse_what_does_not_go_together(arguments)
    # They load what they need while we look where everything is and goes.
    with processes(arguments, arguments.jobs or os.cpu_count() or 1) as workers:
        gate = Gate.of(arguments)
        inputs = find(arguments.files, gate, workers)
        tell_skipped(inputs)
        if len(inputs.files) > 1 and any(getattr(arguments, name) for name in _OF_ONE):
            raise Refusal(
                "--previous、--budget、--against、--units 和 --evidence 是同一单位的文件，一次只能核对一份。"
                "多份文件会自动按单位和年度与上年决算、本年预算对照。"
            )
        places = _places(arguments, inputs, gate, standard)
        wanted = _wanted(arguments, inputs, standard)
        return _review(arguments, inputs, wanted, places, workers)


def _review(arguments: argparse.Namespace, inputs: Inputs, wanted: Wanted, places: _Places, workers: Workers) -> int:
    """Reads and judges, and puts everything where it goes as it comes."""
    from juesuan.cli.results import Delivery, sum_up
    from juesuan.cli.reviewing import review

    delivery = Delivery(places.gate)
    judged: list[Judged] = []
    try:
        previous, budget = (_second(path, workers) for path in (arguments.previous, arguments.budget))
        against = _second(arguments.against, workers, is_approved=True)
        units = tuple(_read_second(path, workers) for path in arguments.units)
        document = _first(inputs.files[0], wanted, workers) if arguments.measures is not None else None
        results = review(
            inputs.files,
            wanted,
            workers,
            previous=previous,
            budget=budget,
            against=against,
            units=units,
            document=document,
            evidence=_evidence(arguments, document) if document is not None else None,
        )
        for result in _delivered(results, arguments, places, delivery):
            if places.tables is not None:
                places.tables.take(result.tables)
            judged.append(result.without_content())
    except KeyboardInterrupt:
        if not inputs.several:
            raise
        done = f"核对完 {len(judged)} 份，结果都在" if judged else "还没有核对完一份"
        complain(f"已中断。共 {len(inputs.files)} 份，{done}。")
        return INTERRUPTED
    if places.tables is not None:
        places.tables.write()
    if inputs.several:
        sum_up(judged)
    if arguments.waivers:
        from juesuan.cli.waivers import tell_unused

        tell_unused(arguments.waivers, wanted.waivers, (result.explained for result in judged))
    whole = [result for result in judged if not result.part_of]
    # Budgets among accounts are there to be compared with; where there is nothing else, no rule judged anything.
    statuses = [_status(result) for result in whole if not result.is_only_read] or [*map(_status, whole)]
    return worst(statuses) if delivery.is_whole or FAULT in statuses else UNUSABLE


def _delivered(
    results: Iterator[Judged], arguments: argparse.Namespace, places: _Places, delivery: Delivery
) -> Iterator[Judged]:
    """The results, each put where it goes."""
    results = delivery.copies(results, places.copies) if places.copies else results
    results = delivery.notices(results, places.letters) if places.letters else results
    if arguments.format not in _FILES:
        return delivery.together(results, arguments.format, arguments.output)
    results = delivery.each(results, places.reports)
    return delivery.summary(results, places.summary) if places.summary else results


def _status(result: Judged) -> int:
    faulty = result.fault is not None or bool(result.faults)
    return of_verdict(result.verdict, faulty=faulty) if result.is_written or faulty else UNUSABLE


def _refuse_what_does_not_go_together(arguments: argparse.Namespace) -> None:
    if bool(arguments.approved) != bool(arguments.published):
        raise Refusal("--approved 和 --published 要同时给出，才能核对公开期限。")
    if arguments.evidence is not None and arguments.measures is None:
        raise Refusal("--evidence 要和 --measures 一起给出：各个数怎样从佐证表里算出来，写在工作簿的“佐证取数”表。")
    if arguments.format in _FILES and arguments.output is None:
        several = len(arguments.files) > 1 or arguments.files[0].is_dir()
        raise Refusal(f"{arguments.format} 格式不能输出到屏幕，请用 -o 指定{'文件夹' if several else '文件'}。")


class _Places(Struct, frozen=True):
    """Where everything goes that this run writes; nothing where nothing is wanted."""

    gate: Gate
    reports: Sequence[Path]
    summary: Path | None
    letters: Sequence[Path]
    copies: Sequence[Path]
    tables: DataSet | None


def _places(arguments: argparse.Namespace, inputs: Inputs, gate: Gate, standard: Chosen) -> _Places:
    """Where results go, admitted, with their folders.

    Raises:
        Refusal: when something must not be written where it would go.
    """
    from juesuan.cli.results import SUMMARY

    gathers = inputs.several and arguments.format in _FILES
    reports, letters = _targets(arguments, inputs), _letters(arguments, inputs)
    marked = _copies(arguments.annotate, inputs.files)
    summary = arguments.output / SUMMARY if gathers else None
    gate.admit(*reports, *filter(None, [summary]), *letters, *marked)
    folders = (
        arguments.output if gathers else None,
        *((arguments.notice, arguments.annotate) if inputs.several else ()),
    )
    for where in filter(None, folders):
        folder(where)
    tables = DataSet(arguments.export, standard, gate) if arguments.export is not None else None
    return _Places(gate, reports, summary, letters, marked, tables)


def _targets(arguments: argparse.Namespace, inputs: Inputs) -> list[Path]:
    """Where the results go: nowhere (standard output), one file, or one file a document and a summary."""
    from juesuan.cli.results import one_each

    output = arguments.output
    if arguments.format not in _FILES or not inputs.several:
        return [output] if output else []
    if output.suffix.casefold() == f".{arguments.format}" and not output.is_dir():
        raise Refusal(f"{output}：多份文件的 {arguments.format} 结果放在一个文件夹里，-o 请指定文件夹。")
    return one_each(output, inputs.files, arguments.format)


def _copies(where: Path | None, files: Sequence[Path]) -> list[Path]:
    """Where the annotated copies go, if any are wanted."""
    from juesuan.cli.results import copies

    return copies(where, files) if where is not None else []


def _letters(arguments: argparse.Namespace, inputs: Inputs) -> list[Path]:
    """Where the rectification notices go: nowhere, one file, or one a document.

    Raises:
        Refusal: when the file would not be one that Word opens.
    """
    from juesuan.cli.results import one_each

    path = arguments.notice
    if path is None:
        return []
    if inputs.several:
        return one_each(path, inputs.files, "docx", "整改通知-")
    if path.suffix.casefold() != ".docx":
        raise Refusal(f"--notice {path}：整改通知是 Word 文件，文件名请以 .docx 结尾。")
    return [path]


def _wanted(arguments: argparse.Namespace, inputs: Inputs, standard: Chosen) -> Wanted:
    """What is wanted of each document."""
    from juesuan.corpus.judging import Wanted
    from juesuan.corpus.outputs import Look
    from juesuan.reporting.style import Style

    on_screen = arguments.format == "text" and arguments.output is None
    style = Style(on_screen and colourful(sys.stdout), columns(sys.stdout), arguments.everything)
    return Wanted(
        arguments.format,
        Look(style, inputs.several),
        known_layout(arguments.layout, standard),
        (arguments.published - arguments.approved).days if arguments.approved else None,
        _waivers(arguments.waivers) if arguments.waivers else (),
        notice=arguments.notice is not None,
        copy=arguments.annotate is not None,
        tables=arguments.export is not None,
    )


def _waivers(path: Path) -> tuple[Waiver, ...]:
    from juesuan.cli.waivers import read_waivers

    return read_waivers(path)


def _second(path: Path | None, workers: Workers, *, is_approved: bool = False) -> Packed | None:
    """A document to compare with.

    Raises:
        Refusal: when it cannot be read.
    """
    return _read_second(path, workers, is_approved=is_approved) if path is not None else None


def _first(path: Path, wanted: Wanted, workers: Workers) -> Packed | None:
    """The document, read before it is judged; None where it cannot be, which judging says."""
    from juesuan.corpus.reading import Pack, Packed

    read = workers.ask(Pack(os.fsencode(path), wanted.layout))
    return read if isinstance(read, Packed) else None


def _evidence(arguments: argparse.Namespace, document: Packed) -> tuple[EvidencedValue, ...]:
    """What the evidence shows of the document's year.

    Raises:
        Refusal: when it cannot be read, or nobody knows which year.
    """
    from juesuan.corpus.measuring import MEASURING, MeasureEvidence

    if document.info.year is None:
        raise Refusal(f"{arguments.files[0]}：没有读出年度，不知道按哪一年从佐证表取数。")
    folder = os.fsencode(arguments.evidence) if arguments.evidence is not None else b""
    with processes(arguments, duties=MEASURING) as workers:
        job = MeasureEvidence(os.fsencode(arguments.measures), folder, document.info.year)
        found = got(arguments.measures, workers.ask(job))
    if found.refusal:
        raise Refusal(found.refusal)
    for message in found.told:
        complain(message)
    return found.values


def _read_second(path: Path, workers: Workers, *, is_approved: bool = False) -> Packed:
    from juesuan.corpus.reading import Pack

    return got(path, workers.ask(Pack(os.fsencode(path), is_approved=is_approved)))
