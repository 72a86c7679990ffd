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

from juesuan.cli.console import Progress, colourful, columns, complain
from juesuan.cli.files import folder, refuse_to_overwrite, write_whole
from juesuan.cli.profile import add_profile, known_profile
from juesuan.cli.status import Refusal, of_verdicts

if TYPE_CHECKING:
    from juesuan.cli.judging import Judged, Judging
    from juesuan.model import Disclosure

__all__ = ["add_to"]

_FORMATS = ("text", "json", "html", "xlsx", "sarif")
_FILES = ("html", "xlsx")
"""Formats that are a file of their own for each document."""

_EPILOG = """退出状态：0 没有错误；1 发现错误；2 有文件未能读取，或用法不对。
多份文件：json 每行一个对象；html、xlsx 的 -o 是文件夹，每份文件一个结果。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "check",
        help="核对公开的决算文件",
        description="读取并核对部门决算公开文件（.pdf .docx .doc .xlsx .xls .html .txt）。",
        epilog=_EPILOG,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="要核对的文件，可以多份")
    parser.add_argument("--previous", type=Path, metavar="文件", help="同一单位上年的决算公开文件，用于跨年核对")
    parser.add_argument("--budget", type=Path, metavar="文件", help="同一单位本年的预算公开文件")
    parser.add_argument("--approved", type=date, metavar="日期", help="财政部门批复日期，如 2023-09-01，用于核对公开期限")
    parser.add_argument("--published", type=date, metavar="日期", help="公开日期，与 --approved 同时给出")
    parser.add_argument("--waivers", type=Path, metavar="文件", help="已说明并接受的问题（CSV：指纹,说明,作者,日期）")
    add_profile(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text", help="输出格式（默认 text）", metavar="格式")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="路径", help="写入文件；不给则输出到屏幕（html、xlsx 必须给）"
    )
    parser.add_argument(
        "--annotate", type=Path, metavar="路径", help="另存一份原文件的副本，在原处标出每个问题（多份文件时是文件夹）"
    )
    parser.add_argument("--all", action="store_true", dest="everything", help="列出提示和由同一原因引起的每一处")
    parser.add_argument("--jobs", type=positive, metavar="N", help="同时核对几份文件（默认为处理器数）")
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
    files: list[Path] = arguments.files
    targets = _targets(arguments)
    marked = _copies(arguments.annotate, files, targets)
    refuse_to_overwrite([*targets, *marked], [*files, *filter(None, (arguments.previous, arguments.budget))])
    judging = _judging(arguments)
    results = _judged(judging, files, arguments.jobs or os.cpu_count() or 1)
    results = _written_copies(results, marked) if marked else results
    each = arguments.format in _FILES
    written = _written_each(results, targets) if each else _written_together(results, arguments.format, targets)
    verdicts = list(written)
    if len(files) > 1:
        _sum_up(verdicts)
    return of_verdicts(verdicts)


def _targets(arguments: argparse.Namespace) -> list[Path]:
    """Where the results go: nowhere (standard output), one file, or one file a document.

    Raises:
        Refusal: when the options do not go together.
    """
    several, output = len(arguments.files) > 1, arguments.output
    if bool(arguments.approved) != bool(arguments.published):
        raise Refusal("--approved 和 --published 要同时给出，才能核对公开期限。")
    if several and (arguments.previous or arguments.budget):
        raise Refusal("--previous 和 --budget 是同一单位的文件，一次只能核对一份。请逐份核对。")
    if arguments.format not in _FILES:
        return [output] if output else []
    if output is None:
        raise Refusal(f"{arguments.format} 格式不能输出到屏幕，请用 -o 指定{'文件夹' if several else '文件'}。")
    if not several:
        return [output]
    return _one_each(folder(output), arguments.files, arguments.format)


def _one_each(where: Path, files: Sequence[Path], suffix: str) -> list[Path]:
    """A result file for each document, named after it; documents of one name get numbers."""
    targets: list[Path] = []
    taken: set[str] = set()
    for path in files:
        name, number = path.stem, 2
        while name.casefold() in taken:
            name, number = f"{path.stem}-{number}", number + 1
        taken.add(name.casefold())
        targets.append(where / f"{name}.{suffix}")
    return targets


def _copies(where: Path | None, files: Sequence[Path], taken: Sequence[Path]) -> list[Path]:
    """Where the annotated copies go, if any are wanted."""
    from juesuan.cli.annotating import copies

    return copies(where, files, taken) if where is not None else []


def _judging(arguments: argparse.Namespace) -> Judging:
    """The work to be done on each file, with the second documents read.

    Raises:
        Refusal: when one of these cannot be read.
    """
    from juesuan.cli.judging import Judging
    from juesuan.cli.outputs import Look
    from juesuan.cli.waivers import read_waivers
    from juesuan.reporting.text import Style

    on_screen = arguments.format == "text" and arguments.output is None
    style = Style(on_screen and colourful(sys.stdout), columns(sys.stdout), arguments.everything)
    look = Look(style, several=len(arguments.files) > 1)
    previous, budget = _second(arguments.previous), _second(arguments.budget)
    days = (arguments.published - arguments.approved).days if arguments.approved else None
    waivers = read_waivers(arguments.waivers) if arguments.waivers else ()
    profile, annotates = known_profile(arguments.profile), arguments.annotate is not None
    return Judging(arguments.format, look, profile, previous, budget, days, waivers, annotates)


def _second(path: Path | None) -> Disclosure | None:
    import juesuan
    from juesuan.reading.errors import ReadError

    if path is None:
        return None
    try:
        return juesuan.read(path)
    except ReadError as error:
        raise Refusal(str(error)) from error


def _judged(judging: Judging, files: Sequence[Path], jobs: int) -> Iterator[Judged]:
    """What became of each file, in order, with messages and progress on standard error."""
    from juesuan.cli.batch import Crash, in_order

    progress = Progress(len(files))
    results = in_order(judging, files, jobs)
    for number, path in enumerate(files):
        progress.show(number, path.name)
        outcome = next(results)
        progress.clear()
        if isinstance(outcome, Crash):
            if outcome.detail:
                complain(outcome.detail)
            outcome = judging.refused(path, f"{path.name}：{outcome.reason}。")
        if outcome.message:
            complain(outcome.message)
        yield outcome


def _written_copies(results: Iterator[Judged], targets: Sequence[Path]) -> Iterator[Judged]:
    """Writes the annotated copies as the results come."""
    for result, target in zip(results, targets, strict=True):
        if result.copy is not None and result.copy.content:
            write_whole(target, result.copy.content)
        if result.copy is not None:
            complain(result.copy.complaint or f"已写入批注副本 {target}")
        yield result


def _written_each(results: Iterator[Judged], targets: Sequence[Path]) -> Iterator[str]:
    """Writes one file a document and yields the verdicts."""
    for result, target in zip(results, targets, strict=True):
        if result.content:
            write_whole(target, result.content)
            complain(f"已写入 {target}")
        yield result.verdict


def _written_together(results: Iterator[Judged], form: str, targets: Sequence[Path]) -> Iterator[str]:
    """Writes all reports to one file or to standard output, as they come where the format allows."""
    from juesuan.cli.outputs import OUTPUTS

    join, parts = OUTPUTS[form].join, []
    for result in results:
        yield result.verdict
        if targets or join is not None:
            parts.append(str(result.content))
        else:
            sys.stdout.write(str(result.content))
            sys.stdout.flush()
    whole = join(parts) if join is not None else "".join(parts)
    if targets:
        write_whole(targets[0], whole)
        complain(f"已写入 {targets[0]}")
    else:
        sys.stdout.write(whole)


def _sum_up(verdicts: Sequence[str]) -> None:
    """One line on how many files there were and how they came out."""
    from juesuan.reporting.words import VERDICT

    counts = "，".join(
        f"{words} {verdicts.count(verdict)}" for verdict, words in VERDICT.items() if verdict in verdicts
    )
    complain(f"共 {len(verdicts)} 份：{counts}。")
