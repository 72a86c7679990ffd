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

from juesuan.cli.console import colourful, columns, complain
from juesuan.cli.inputs import Inputs, find, tell_skipped
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.placing import FILES, ResultPlaces, in_unit_folders, places_of
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import FAULT, INTERRUPTED, UNUSABLE, Refusal, of_verdict, worst
from juesuan.cli.writing import Gate, add_force, chosen_format, is_device

if TYPE_CHECKING:
    from juesuan.checking.waivers import Waiver
    from juesuan.cli.results import Delivery
    from juesuan.cli.reviewing import GivenPartners
    from juesuan.corpus.judging import Judged, Wanted
    from juesuan.corpus.keeping import Kept
    from juesuan.corpus.reading import Packed
    from juesuan.corpus.workers import Workers
    from juesuan.model import EvidencedValue

__all__ = ["add_to"]

_FORMATS = ("text", "json", "html", "xlsx", "sarif")
_BATCH = ("html", "xlsx")
"""What a batch writes of each document where no format is asked for."""

_OF_ONE = ("previous", "budget", "against", "units", "evidence", "measures")
"""Options that give what belongs to one document."""

_EPILOG = """退出状态：0 没有错误；1 发现错误；2 没有读全、未能核对、不是决算公开文件，或用法不对；3 程序出错。多份文件取最重的（3、1、2、0）。
结果写不成的那份文件算 2，其余照常；中断（Ctrl+C）时是 130，已经核对完的结果都在，只有一个结果文件的另存为“…（未完成）”。
程序出错的那项检查算未能判断，其余检查和其余文件照常；详情写入一个文件，文件名在屏幕上。
文件夹：其中（包括下级文件夹）能读取的文件都核对，其他格式跳过。
多份文件：json 每行一个对象；html、xlsx 的 -o 是文件夹，每份文件一个结果，另有一份汇总.xlsx。
一批文件：-o 指定文件夹而不给 --format（写 html 和 xlsx），或者 --format 给几种（如 html,xlsx,json）：每个单位一个文件夹，内容相同的文件只核对一次；
汇总.xlsx 里每个文件（包括跳过的、压缩包里的、内容相同的）都有一行，写明怎样处理、为什么，并链接到结果。
结果在文件夹里的，中断以后再运行同一条命令就接着做：内容、标准、程序、选项都没有变的文件不重读、不重判（记在结果文件夹的 .juesuan-kept 里，可以删）。
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
    parser.add_argument(
        "--format",
        type=_formats,
        help="输出格式：text、json、html、xlsx 或 sarif（默认按 -o 的文件名，否则 text）；可以几种，用逗号隔开，-o 为文件夹",
        metavar="格式",
    )
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
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="文件",
        help="应当公开的单位名单（.xlsx、.csv 或 .txt，第一行是栏名，有“单位”一栏）：名单上没有文件的单位逐个指出",
    )
    parser.add_argument("--year", type=positive, metavar="年度", help="应当是哪一年度的决算：年度不是的逐个指出")
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


def _formats(text: str) -> tuple[str, ...]:
    """One format, or several with commas between.

    Raises:
        ArgumentTypeError: when one is none.
    """
    found = tuple(dict.fromkeys(part.strip() for part in re.split(r"[,，、]", text)))
    for part in found:
        if part not in _FORMATS:
            raise argparse.ArgumentTypeError(f"invalid choice: {part!r} (choose from {', '.join(_FORMATS)})")
    return found


def run(arguments: argparse.Namespace) -> int:
    """Checks the files and says how it went."""
    standard = chosen(arguments)
    formats = arguments.format or ()
    arguments.formats = formats
    arguments.format = _BATCH[0]
    if len(formats) < 2:
        arguments.format = chosen_format(arguments.output, formats[0] if formats else None, _FORMATS)
    _refuse_what_does_not_go_together(arguments)
    # They load what they need while we look where everything is and goes.
    with processes(arguments, arguments.jobs or os.cpu_count() or 1) as workers:
        gate = Gate.of(arguments)
        inputs = find(arguments.files, gate, workers)
        arguments.formats = _formats_of_batch(arguments, inputs)
        tell_skipped(inputs)
        if len(inputs.files) > 1 and any(getattr(arguments, name) for name in _OF_ONE):
            raise Refusal(
                "--previous、--budget、--against、--units 和 --evidence 是同一单位的文件，一次只能核对一份。"
                "多份文件会自动按单位和年度与上年决算、本年预算对照。"
            )
        places = places_of(arguments, inputs, gate, standard)
        wanted = _wanted(arguments, inputs, standard)
        return _review(arguments, inputs, wanted, places, workers)


def _formats_of_batch(arguments: argparse.Namespace, inputs: Inputs) -> tuple[str, ...]:
    """The formats of a batch, whose results go into the folders of the units; none where it is no batch.

    Raises:
        Refusal: when there are several and no folder for them.
    """
    given, output = arguments.formats, arguments.output
    if len(given) > 1:
        if output.exists() and not output.is_dir():
            raise Refusal(f"{output}：这是一个文件。几种格式的结果放在一个文件夹里，-o 请指定文件夹。")
        arguments.format = given[0]
        return tuple(given)
    if given or output is None or not inputs.several or (output.suffix and not output.is_dir()) or is_device(output):
        return ()
    arguments.format = _BATCH[0]
    return _BATCH


def _review(
    arguments: argparse.Namespace, inputs: Inputs, wanted: Wanted, places: ResultPlaces, workers: Workers
) -> int:
    """Reads and judges, and puts everything where it goes as it comes."""
    from juesuan.cli.results import Delivery, sum_up
    from juesuan.cli.reviewing import judged, survey

    delivery = Delivery(places.gate)
    done: list[Judged] = []
    try:
        compared = _compared(arguments, inputs, wanted, workers)
        kept = _kept(arguments, workers) if places.summary is not None else None
        works = survey(inputs.files, wanted, workers, compared, kept, once=bool(arguments.formats))
        if arguments.formats:
            places = in_unit_folders(places, arguments, inputs, works)
        targets = places.of_each(len(inputs.files))
        if kept is not None:
            kept.take_over(target for each in targets for target in each)
        results = judged(inputs.files, works, wanted, workers, kept=kept, targets=targets)
        delivered = _delivered(results, arguments, inputs, places, (delivery, workers))
        for result, work, own in zip(delivered, works, targets, strict=True):
            if places.tables is not None:
                places.tables.take(result.tables)
            if kept is not None:
                kept.keep_judgement(work, result, own)
            done.append(result.without_content())
    except KeyboardInterrupt:
        if not inputs.several:
            raise
        said = f"核对完 {len(done)} 份，结果都在" if done else "还没有核对完一份"
        again = "再运行一次，接着做" if places.summary is not None else ""
        complain(f"已中断。共 {len(inputs.files)} 份，{said}。{again}{'。' if again else ''}")
        return INTERRUPTED
    if kept is not None:
        places.gate.take_away(kept.finish(target for each in targets for target in each))
    if places.tables is not None:
        places.tables.write()
    if inputs.several:
        sum_up(done)
    if arguments.waivers:
        from juesuan.cli.waivers import tell_unused

        tell_unused(arguments.waivers, wanted.waivers, (result.explained for result in done))
    whole = [result for result in done if not result.part_of]
    # Budgets among accounts are there to be compared with; where there is nothing else, no rule judged anything.
    statuses = [_status(result) for result in whole if not result.is_only_read] or [*map(_status, whole)]
    return worst(statuses) if delivery.is_whole or FAULT in statuses else UNUSABLE


def _kept(arguments: argparse.Namespace, workers: Workers) -> Kept | None:
    """What earlier runs left in the folder of results."""
    from juesuan.cli.batch import kept_in

    return kept_in(arguments.output, arguments, workers)


def _compared(arguments: argparse.Namespace, inputs: Inputs, wanted: Wanted, workers: Workers) -> GivenPartners:
    from juesuan.cli.reviewing import GivenPartners

    previous, budget = (_second(path, workers) for path in (arguments.previous, arguments.budget))
    against = _second(arguments.against, workers, is_approved=True)
    units = tuple(_read_second(path, workers) for path in arguments.units)
    document = _first(inputs.files[0], wanted, workers) if arguments.measures is not None else None
    evidence = _evidence(arguments, document) if document is not None else None
    return GivenPartners(previous, budget, against, units, document, evidence)


def _delivered(
    results: Iterator[Judged],
    arguments: argparse.Namespace,
    inputs: Inputs,
    places: ResultPlaces,
    hands: tuple[Delivery, Workers],
) -> Iterator[Judged]:
    """The results, each put where it goes."""
    delivery, workers = hands
    results = delivery.copies(results, places.copies) if places.copies else results
    results = delivery.notices(results, places.letters) if places.letters else results
    if arguments.format not in FILES and not arguments.formats:
        return delivery.together(results, arguments.format, arguments.output)
    results = delivery.each(results, places.reports)
    if places.summary is None:
        return results

    def summary(done: Sequence[Judged]) -> bytes:
        from juesuan.cli.batch import accounts, missing, tell_missing, wrong_years
        from juesuan.reporting.summary_workbook import render

        entries = [result.entry for result in done]
        notes = wrong_years((result.entry for result in done if not result.part_of), arguments.year)
        for file, note in notes.items():
            complain(f"{Path(file).name}：{note}。")
        absent = missing(arguments.roster, entries, workers) if arguments.roster is not None else None
        tell_missing(absent or ())
        return render(entries, accounts(inputs, done, places.reports, arguments.output, notes), absent)

    return delivery.summary(results, places.summary, summary)


def _status(result: Judged) -> int:
    faulty = result.fault is not None or bool(result.faults)
    return of_verdict(result.verdict, faulty=faulty) if result.is_written or faulty else UNUSABLE


def _refuse_what_does_not_go_together(arguments: argparse.Namespace) -> None:
    if bool(arguments.approved) != bool(arguments.published):
        raise Refusal("--approved 和 --published 要同时给出，才能核对公开期限。")
    if arguments.evidence is not None and arguments.measures is None:
        raise Refusal("--evidence 要和 --measures 一起给出：各个数怎样从佐证表里算出来，写在工作簿的“佐证取数”表。")
    if len(arguments.formats) > 1 and arguments.output is None:
        raise Refusal("几种格式不能都输出到屏幕，请用 -o 指定文件夹。")
    if arguments.format in FILES and arguments.output is None:
        several = len(arguments.files) > 1 or arguments.files[0].is_dir()
        raise Refusal(f"{arguments.format} 格式不能输出到屏幕，请用 -o 指定{'文件夹' if several else '文件'}。")


def _wanted(arguments: argparse.Namespace, inputs: Inputs, standard: Chosen) -> Wanted:
    """What is wanted of each document."""
    from juesuan.corpus.judging import Wanted
    from juesuan.corpus.outputs import Look
    from juesuan.reporting.style import Style

    on_screen = arguments.format == "text" and arguments.output is None
    style = Style(on_screen and colourful(sys.stdout), columns(sys.stdout, measured=on_screen), arguments.everything)
    return Wanted(
        arguments.format,
        Look(style, inputs.several),
        known_layout(arguments.layout, standard),
        (arguments.published - arguments.approved).days if arguments.approved else None,
        _waivers(arguments.waivers) if arguments.waivers else (),
        notice=arguments.notice is not None,
        copy=arguments.annotate is not None,
        tables=arguments.export is not None,
        also=arguments.formats[1:],
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
