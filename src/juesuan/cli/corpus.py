"""``juesuan corpus``: many documents as data: adds them, judges them again, answers questions, exports."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell
from juesuan.cli.inputs import find, tell_skipped
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import FINE, INTERRUPTED, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force
from juesuan.cli.writing.files import reason

if TYPE_CHECKING:
    from juesuan.corpus.store.adding import Shard
    from juesuan.corpus.store.corpus import Corpus
    from juesuan.corpus.store.tables import Manifest
    from juesuan.corpus.workers import Workers

__all__ = ["add_to"]

_ACTIONS = ("add", "status", "recheck", "query", "ask", "export")
_EPILOG = """add 文件…：加入文件、文件夹或压缩包。按内容认文件，同一内容只有一份；中断了再运行一次，接着做。
--list 名单：每个文件的单位、地区、网址、日期。
status：有多少份、读得怎样、哪些没有读出来。
recheck：规则、程序变了，用读取时存下的内容重新核对，不用原来的文件。
query "SELECT …"：用 SQL 查，只能查，不能改，也不能读写别的文件、使用网络。表和栏目见 docs/corpus.md。
ask 名称：现成的问题；不写名称，列出全部。--set 年度=2023 指定条件。
export -o 文件夹：全部表（--format parquet 或 csv），附 Fiscal Data Package 的说明 datapackage.json；-o 数据.xlsx 是一个工作簿。
分片：--shard 2/10 只做十分之一的第二份，各片可以在不同的机器上同时做（同一个 --data 文件夹）；做完后任何一条查询会把表补齐。
退出状态：0 完成；2 有的文件没有读出来，或用法不对；3 程序出错；130 中断。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "corpus",
        help="文件库：成批的决算文件作为数据，可以查询、比较、导出",
        description="把许多份决算公开文件读成数据，存在一个文件夹里（Parquet），用 SQL 或现成的问题查询。",
        epilog=_EPILOG,
    )
    parser.add_argument("action", nargs="?", choices=_ACTIONS, metavar="做什么", help="、".join(_ACTIONS))
    parser.add_argument(
        "what", nargs="*", metavar="内容", help="add：文件、文件夹；query：一条 SELECT；ask：问题的名称"
    )
    parser.add_argument(
        "--data", type=Path, default=Path("文件库"), metavar="文件夹", help="文件库的位置（默认 文件库）"
    )
    parser.add_argument(
        "--list",
        type=Path,
        metavar="文件",
        help="名单（.xlsx、.csv）：文件、单位、地区、网址、日期各一栏，有“文件”一栏即可",
    )
    parser.add_argument("--shard", type=_shard, metavar="i/N", help="只做 N 份中的第 i 份，如 2/10")
    parser.add_argument(
        "--set", action="append", default=[], metavar="名=值", help="ask 的条件，如 年度=2023，可以几个"
    )
    parser.add_argument(
        "--format",
        choices=("text", "csv", "json", "xlsx", "parquet"),
        metavar="格式",
        help="text、csv、json、xlsx；export 用 parquet 或 csv",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="路径", help="写入文件；export 是文件夹或 .xlsx")
    parser.add_argument("--jobs", type=_count, metavar="N", help="同时读几份文件（默认为处理器数）")
    add_layout(parser)
    add_standard(parser)
    add_force(parser)
    add_limits(parser)
    parser.is_free = True
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为正整数")
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})/(\d{1,5})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"“{text}”应写成 2/10 的样子：十份中的第二份")
    return int(found[1]), int(found[2])


def run(arguments: argparse.Namespace) -> int:
    """Does what was asked for."""
    gate = Gate.of(arguments)
    if (
        arguments.output is not None
        and (arguments.output.suffix or arguments.output.exists())
        and not arguments.output.is_dir()
    ):
        gate.admit(arguments.output)
    if arguments.action is None:
        raise Refusal(f"请写明做什么：juesuan corpus {' | '.join(_ACTIONS)}。用 juesuan corpus --help 查看说明。")
    standard = chosen(arguments)
    try:
        return _RUN[arguments.action](arguments, gate, standard)
    except OSError as error:
        raise Refusal(
            f"{arguments.data}：文件库写不成，{reason(error)}。请检查磁盘和权限，再运行一次，接着做。"
        ) from error


def _add(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.corpus.keeping import Fingerprint
    from juesuan.corpus.listing import ReadList
    from juesuan.corpus.store.adding import kept, lines_of, planned
    from juesuan.corpus.store.processing import Process
    from juesuan.corpus.worker import WorkerCrash

    given = [Path(text) for text in arguments.what]
    if not given:
        raise Refusal("请写明要加入的文件或文件夹：juesuan corpus add 收到的文件。")
    data = arguments.data.resolve()
    if any(path.resolve() in (data, *data.parents) for path in given if path.is_dir()):
        raise Refusal(f"{arguments.data}：文件库不能放在要加入的文件夹里。请用 --data 指定别处的文件夹。")
    shard = _shard_of(arguments)
    with _workers(arguments) as workers:
        corpus, (basis, columns) = _opened(arguments, make=True), _versions(arguments, standard, workers)
        listed = got(arguments.list, workers.ask(ReadList(os.fsencode(arguments.list)))) if arguments.list else ()
        inputs = find(given, gate, workers)
        tell_skipped(inputs)
        prints = workers.in_order([Fingerprint(os.fsencode(path)) for path in inputs.files])
        contents = [each if isinstance(each, str) else "" for each in prints]
        plan = planned(corpus, inputs.files, contents, basis, shard)
        reasons: dict[str, str] = {}
        done, layout = 0, known_layout(arguments.layout, standard)
        progress = Progress(len(plan.todo), "正在读取")
        answers = workers.in_order([Process(os.fsencode(path), layout) for path, _ in plan.todo])
        try:
            for number, (path, content) in enumerate(plan.todo):
                progress.show(number, path.name)
                answer = next(answers)
                progress.clear()
                why = kept(corpus, content, answer, basis, columns)
                done += not why
                if isinstance(answer, WorkerCrash) and answer.fault is not None:
                    tell(f"{path.name}：", answer.fault)
                elif why:
                    complain(why if isinstance(answer, str) else f"{path.name}：{why}。")
                if why:
                    reasons[str(path)] = why
        except KeyboardInterrupt:
            complain(f"已中断。要读 {len(plan.todo)} 份，读完 {done} 份，都已存好。再运行一次，接着做。")
            return INTERRUPTED
        finally:
            corpus.note(lines_of(plan, reasons, listed, corpus, basis), shard.name)
    unread = len({*reasons}) + len(_hopeless(corpus, plan.own, reasons))
    complain(f"加入 {done} 份，已有 {plan.known} 份，内容相同 {plan.same} 份，未能读取 {unread} 份。")
    if shard.of == 1:
        _updated(corpus, standard)
    return UNUSABLE if unread else FINE


def _hopeless(corpus: Corpus, own: Any, reasons: Mapping[str, str]) -> set[str]:
    """Files that this program could not read at an earlier time."""
    known = corpus.sources()
    return {str(path) for path, _ in own if str(path) not in reasons and str(path) in known and known[str(path)].reason}


def _recheck(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.corpus.store.adding import rejudged
    from juesuan.corpus.store.processing import Processed
    from juesuan.corpus.worker import WorkerCrash

    shard, failed, done = _shard_of(arguments), 0, 0
    corpus = _opened(arguments)
    with _workers(arguments) as workers:
        basis, columns = _versions(arguments, standard, workers)
        total = len(corpus.records())
        progress = Progress(total, "正在重新核对")
        try:
            for recorded, answer in rejudged(corpus, basis, columns, shard, workers):
                progress.show(done + failed, recorded.document[:12])
                progress.clear()
                if isinstance(answer, Processed):
                    done += 1
                    continue
                failed += 1
                if isinstance(answer, WorkerCrash) and answer.fault is not None:
                    tell(f"{recorded.document[:12]}：", answer.fault)
                else:
                    complain(f"{recorded.document[:12]}：{answer if isinstance(answer, str) else answer.reason}。")
        except KeyboardInterrupt:
            complain(f"已中断。重新核对了 {done} 份，都已存好。再运行一次，接着做。")
            return INTERRUPTED
    complain(f"共 {total} 份，重新核对 {done} 份，其余没有变化。" + (f"{failed} 份没有核对成。" if failed else ""))
    if shard.of == 1:
        _updated(corpus, standard)
    return UNUSABLE if failed else FINE


def _status(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.cli.corpus_answers import show_status

    corpus = _opened(arguments)
    manifest = _updated(corpus, standard)
    with _workers(arguments) as workers:
        basis, _ = _versions(arguments, standard, workers)
    return show_status(corpus, manifest, standard.standard, basis)


def _query(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.cli.corpus_answers import answer

    if len(arguments.what) != 1:
        raise Refusal('请写一条查询，放在引号里：juesuan corpus query "SELECT unit_name, verdict FROM documents"。')
    corpus = _opened(arguments)
    return answer(arguments, gate, (corpus, _updated(corpus, standard), standard.standard), arguments.what[0], {})


def _ask(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.cli.corpus_answers import answer, list_questions, parameters_of
    from juesuan.corpus.store.questions import questions

    if not arguments.what:
        return list_questions()
    known = {one.name: one for one in questions()}
    question = known.get(arguments.what[0])
    if question is None or len(arguments.what) > 1:
        raise Refusal(f"没有“{' '.join(arguments.what)}”这个问题。现成的有：{'、'.join(known)}。")
    values = parameters_of(question, arguments.set)
    corpus = _opened(arguments)
    return answer(arguments, gate, (corpus, _updated(corpus, standard), standard.standard), question.sql, values)


def _export(arguments: argparse.Namespace, gate: Gate, standard: Chosen) -> int:
    from juesuan.cli.corpus_answers import export

    corpus = _opened(arguments)
    return export(arguments, gate, (corpus, _updated(corpus, standard), standard.standard))


_RUN: Mapping[str, Callable[[argparse.Namespace, Gate, Chosen], int]] = {
    "add": _add,
    "status": _status,
    "recheck": _recheck,
    "query": _query,
    "ask": _ask,
    "export": _export,
}


def _opened(arguments: argparse.Namespace, *, make: bool = False) -> Corpus:
    from juesuan.corpus.store.corpus import Corpus, NoCorpus

    try:
        return Corpus(arguments.data, make=make)
    except NoCorpus as error:
        raise Refusal(str(error)) from error


def _updated(corpus: Corpus, standard: Chosen) -> Manifest:
    """The tables, made of what is there now."""
    from juesuan.corpus.store.tables import Busy, update_tables

    try:
        manifest = update_tables(corpus, standard.standard)
    except Busy:
        raise Refusal(f"{corpus.folder}：另一个程序正在整理这个文件库的表，请等它做完。") from None
    if manifest.outdated:
        complain(f"有 {manifest.outdated} 份是由另一个版本的程序核对的，没有放进表里。请运行 juesuan corpus recheck。")
    return manifest


def _workers(arguments: argparse.Namespace) -> Workers:
    from juesuan.corpus.wire import Duties

    return processes(arguments, arguments.jobs or os.cpu_count() or 1, Duties("juesuan.corpus.store.work"))


def _versions(arguments: argparse.Namespace, standard: Chosen, workers: Workers) -> tuple[str, str]:
    """What rows depend on besides the documents, and the columns that they have."""
    from juesuan.corpus.keeping import ProgramBasis
    from juesuan.corpus.record_files import key_of
    from juesuan.corpus.store.tables import columns_of
    from juesuan.corpus.worker import WorkerCrash

    found = workers.ask(ProgramBasis())
    if isinstance(found, WorkerCrash):
        got(arguments.data, found)
    return key_of(str(found), arguments.layout or ""), columns_of(standard.standard)


def _shard_of(arguments: argparse.Namespace) -> Shard:
    from juesuan.corpus.store.adding import Shard

    return Shard(*arguments.shard) if arguments.shard is not None else Shard()
