"""``juesuan prepare``: from the accountant's workbook to the whole disclosure in every format."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell_of_rules
from juesuan.cli.layout import add_layout
from juesuan.cli.limits import add_limits, got, packed_in, processes
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import UNUSABLE, Refusal, of_verdict
from juesuan.cli.writing import Gate, add_force
from juesuan.corpus.publications import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.checking.waivers import Waiver
    from juesuan.corpus.composing import Blocking, PreparedFiles
    from juesuan.corpus.gathering import Handed
    from juesuan.corpus.reading import Packed
    from juesuan.corpus.workers import Workers
    from juesuan.model import Problem

__all__ = ["add_evidence", "add_to", "handed_over"]

_ROUNDINGS = ("plain", "footing", "given")
_ENDS = ("。", "？", "）")
_EPILOG = """有填错或没填全的地方，一次列出全部问题，不写任何文件。
核对发现错误的，也不写；只有草稿（--draft）和清单中已说明的（--as-it-stands）除外。
退出状态：0 已生成，核对没有错误（或都在清单中）；1 草稿已生成，但核对发现错误；2 没有生成；3 程序内部出错。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "prepare",
        help="由工作簿生成整份公开文件",
        description="读取填好的工作簿（可以加上明细账、财决导出），生成整份部门决算公开文件（Word、PDF、Excel、网页、数据），并自动核对一遍。",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="填好的工作簿（.xlsx .xls），可以加上收支明细账（.xlsx .csv）、决算系统导出的财决表、以工作表命名的 .csv",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="文件夹", help="结果放在哪个新文件夹（必须给）")
    parser.add_argument(
        "--formats",
        type=chosen_formats,
        default=tuple(FORMATS),
        metavar="格式",
        help=f"以逗号分隔（默认 {','.join(FORMATS)}）",
    )
    parser.add_argument(
        "--previous", type=Path, metavar="文件", help="上年的决算公开文件，用来计算增减；工作簿“上年数”优先"
    )
    parser.add_argument(
        "--rounding",
        choices=_ROUNDINGS,
        default="plain",
        metavar="方式",
        help="元换算成万元怎样取舍：plain（默认）、footing、given",
    )
    add_evidence(parser)
    add_layout(parser, "不给则按工作簿中的行政区划和年度选择")
    add_standard(parser)
    parser.add_argument(
        "--template", type=Path, metavar="文件", help="另按自己的 Word 模板（有占位符的 .docx）生成一份"
    )
    parser.add_argument(
        "--draft", action="store_true", help="先生成草稿：缺的文字标出〔待填写〕，核对有错误也写，每页都注明是草稿"
    )
    parser.add_argument(
        "--as-it-stands",
        type=Path,
        metavar="文件",
        help="必须照原样公开的错误（CSV：指纹,说明,作者,日期，都要写明是谁同意的、为什么）",
    )
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def add_evidence(parser: argparse.ArgumentParser) -> None:
    """Declares the option ``--evidence``."""
    parser.add_argument(
        "--evidence",
        type=Path,
        metavar="文件夹",
        help="佐证表所在的文件夹，按工作簿“佐证取数”计算实际完成值；不给则按工作簿的“佐证表”",
    )


def chosen_formats(text: str) -> tuple[str, ...]:
    """The formats named, in our order.

    Raises:
        ArgumentTypeError: when one is unknown.
    """
    names = {name.strip().lower() for name in text.replace("，", ",").split(",") if name.strip()}
    unknown = sorted(names - FORMATS.keys())
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"没有格式 {'、'.join(unknown) or '（空）'}，可选：{'、'.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


def run(arguments: argparse.Namespace) -> int:
    """Reads, composes, publishes and checks; says what is wrong, or what was written."""
    from juesuan.corpus.composing import BOOKS, Examine

    standard = chosen(arguments)
    target: Path | None = arguments.output
    if target is None:
        raise Refusal("请用 -o 指定结果放在哪个文件夹，例如：juesuan prepare 工作簿.xlsx -o 公开文件")
    gate = Gate.of(arguments)
    gate.admit_folder(target)
    _known_layout(arguments.layout, standard)
    accepted = _accepted(arguments.as_it_stands)
    with processes(arguments, duties=BOOKS) as workers:
        handed = handed_over(arguments.files, workers)
        books = got(arguments.files[0], workers.ask(Examine(handed)))
        for remark in books.remarks:
            complain(f"提示  {_told(remark)}")
        if books.year is None or books.problems:
            return _refused(books.problems)
        previous = _previous(arguments.previous, books.year, workers)
        composed = _composed(handed, previous, accepted, arguments, workers)
    for line in composed.told:
        complain(line)
    if accepted:
        from juesuan.cli.waivers import tell_unused

        tell_unused(arguments.as_it_stands, accepted, (composed.explained,))
    if composed.refusal:
        raise Refusal(composed.refusal)
    if composed.problems and not composed.files:
        return _blocked(composed.problems, answers=bool(accepted))
    written = gate.deliver(target, lambda made: _put(made, composed.files))
    _report(composed, written)
    tell_of_rules(composed.name, composed.faults)
    return of_verdict(composed.verdict, faulty=bool(composed.faults))


def handed_over(files: Sequence[Path], workers: Workers) -> tuple[Handed, ...]:
    """Everything that is handed over, read.

    Raises:
        Refusal: when a file cannot be read or is none of what can be handed over; says so of every one.
    """
    from juesuan.corpus.gathering import Handed, HandOver

    jobs = [HandOver(os.fsencode(path), several=len(files) > 1) for path in files]
    answers, handed, refusals = workers.in_order(jobs), list[Handed](), list[str]()
    for path, answer in zip(files, answers, strict=True):
        try:
            handed.append(got(path, answer))
        except Refusal as refusal:
            refusals.append(str(refusal))
    if refusals:
        raise Refusal("\n".join(refusals))
    return tuple(handed)


def _composed(
    handed: tuple[Handed, ...],
    previous: Packed | None,
    accepted: tuple[Waiver, ...],
    arguments: argparse.Namespace,
    workers: Workers,
) -> PreparedFiles:
    """The whole publication, made and checked where the files are read."""
    from juesuan.corpus.composing import Compose, PrepareOptions

    options = PrepareOptions(
        arguments.formats,
        arguments.layout,
        arguments.rounding,
        arguments.draft,
        accepted,
        os.fsencode(arguments.template) if arguments.template is not None else b"",
        arguments.standard is not None,
        os.fsencode(arguments.evidence) if arguments.evidence is not None else b"",
        os.fsencode(arguments.files[0]),
    )
    progress = Progress(1, "正在生成")
    progress.show(0, arguments.output.name)
    try:
        return got(arguments.files[0], workers.ask(Compose(handed, options, previous)))
    finally:
        progress.clear()


def _blocked(found: Sequence[Blocking], *, answers: bool) -> int:
    """Lists everything that is in the way, with how to answer for it; ``answers``: whether somebody answers for some of it already."""
    if found[0].is_of_files:
        lines = [f"错误  {each.problem.message.removesuffix('）')}，指纹 {each.fingerprint}）" for each in found]
        raise Refusal("\n".join([*lines, _OF_FILES.format(len(found))]))
    return _refused([replace(each.problem, message=each.problem.message + _answered(each, answers)) for each in found])


_OF_FILES = (
    "生成的文件有 {} 处错误，没有写入任何文件。请在工作簿中改正后重新运行。"
    "已经批准、必须照原样公开的，把指纹和原因填进清单（CSV，第一行是 指纹,说明,作者,日期），加 --as-it-stands 清单.csv；"
    "先看样子的，加 --draft，每页都会注明是草稿。"
)


def _answered(found: Blocking, answers: bool) -> str:
    """How it is answered for: of an amount in doubt always, of what is plainly wrong where the user does so with others."""
    if found.is_doubt:
        return f"。核对无误、确实如此的，把指纹 {found.fingerprint} 和原因填进 --as-it-stands 的清单"
    return f"（指纹 {found.fingerprint}）" if answers and found.fingerprint else ""


def _refused(problems: Sequence[Problem]) -> int:
    """Lists everything that is wrong."""
    for problem in problems:
        complain(_told(problem))
    complain(f"共 {len(problems)} 处问题，没有生成任何文件。改好后重新运行。")
    return UNUSABLE


def _told(problem: Problem) -> str:
    """``工作簿.xlsx 支出!C12：…``; of a text file its line, of what has no cell yet the row by its words."""
    line = f"第 {problem.place.line} 行{problem.place.column or ''}" if problem.place.line else None
    place = "!".join(filter(None, (problem.place.sheet, problem.place.cell or line)))
    where = " ".join(filter(None, (problem.file, place)))
    message = problem.message if problem.message.endswith(_ENDS) else f"{problem.message}。"
    return f"{where}：{message}" if where else message


def _known_layout(name: str | None, standard: Chosen) -> None:
    """Refuses at once what nothing can be prepared in."""
    if name is None:
        return
    known = standard.standard.layouts.prepared
    if name not in known:
        raise Refusal(f"没有名为“{name}”的公开版式，可选：{'、'.join(known)}。")


def _previous(path: Path | None, year: int, workers: Workers) -> Packed | None:
    """Last year's disclosure.

    Raises:
        Refusal: when it cannot be read, or is of another year.
    """
    if path is None:
        return None
    previous = packed_in(workers, path)
    if previous.info.year is not None and previous.info.year != year - 1:
        raise Refusal(f"{path.name}：这是{previous.info.year}年度的文件，--previous 应为{year - 1}年度的决算。")
    return previous


def _accepted(path: Path | None) -> tuple[Waiver, ...]:
    """The errors that are to be published as they stand.

    Raises:
        Refusal: when the list cannot be read, or does not say why and by whom each of them is accepted.
    """
    if path is None:
        return ()
    from juesuan.cli.waivers import read_waivers

    accepted = read_waivers(path)
    unsigned = [f"第 {item.row} 行" for item in accepted if not item.author]
    if unsigned:
        raise Refusal(f"{path.name} {'、'.join(unsigned)}：没有写作者，即同意照原样公开的人。")
    return accepted


def _put(where: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (where / name).write_bytes(content)


def _report(composed: PreparedFiles, written: Sequence[Path]) -> None:
    """What was written, and the verdict with every error and warning."""
    from juesuan.reporting.words import VERDICT

    for amount in composed.unheard:
        complain(f"提示  文字中的 {amount} 没有读回，核对时不作比较。")
    for path in written:
        complain(f"已写入 {path}")
    for finding in composed.findings:
        print(finding)
    if composed.explained:
        print(f"照原样公开的错误：{len(composed.explained)} 处，见清单")
    print(f"核对：{VERDICT[composed.verdict]}")
    sys.stdout.flush()
