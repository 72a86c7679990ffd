"""What ``juesuan corpus`` answers: rows on the terminal or in a file, what state a corpus is in, and all of its tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from itertools import islice

from juesuan.cli.console import complain
from juesuan.cli.status import FINE, Refusal
from juesuan.cli.writing import Gate, chosen_format
from juesuan.corpus.store.answer_files import CONTENTS, TooManyRows, book_of, laid_out, put_tables, shown
from juesuan.corpus.store.asking import CorpusAnswer, CorpusDatabase, QueryRefused
from juesuan.corpus.store.corpus import Corpus
from juesuan.corpus.store.questions import Question, questions
from juesuan.corpus.store.tables import Manifest
from juesuan.standard import Standard

__all__ = ["answer", "export", "list_questions", "parameters_of", "show_status"]

Asked = tuple[Corpus, Manifest, Standard]
_FORMATS = ("text", "csv", "json", "xlsx")
_ON_SCREEN = 200


def list_questions() -> int:
    """Names all questions with their conditions."""
    for one in questions():
        conditions = "，".join(
            f"{each.name}={'（必填）' if each.default is None else each.default or '…'}" for each in one.parameters
        )
        print(f"{one.name}  {one.title}" + (f"    --set {conditions}" if conditions else ""))
    return FINE


def parameters_of(question: Question, given: Sequence[str]) -> dict[str, int | str | None]:
    """The conditions of a question as the user set them.

    Raises:
        Refusal: when one is not known, lacks its value, or must be given.
    """
    said: dict[str, str] = {}
    names = "、".join(one.name for one in question.parameters) or "没有条件"
    for text in given:
        name, sign, told = text.partition("=")
        if not sign or name not in {one.name for one in question.parameters}:
            raise Refusal(f"--set {text}：“{question.name}”的条件有：{names}。写成 名=值。")
        said[name] = told.strip()
    found: dict[str, int | str | None] = {}
    for one in question.parameters:
        value = said.get(one.name, one.default)
        if value is None or (one.default is None and not value):
            raise Refusal(f"“{question.name}”要写明 --set {one.name}=…（{one.about}）。")
        try:
            found[one.key] = one.value(value)
        except ValueError:
            raise Refusal(f"--set {one.name}={value}：应为数字。") from None
    return found


def answer(arguments: argparse.Namespace, gate: Gate, asked: Asked, sql: str, parameters: Mapping[str, object]) -> int:
    """Asks and shows the answer.

    Raises:
        Refusal: when it cannot be asked, or not be written.
    """
    form = chosen_format(arguments.output, arguments.format, _FORMATS)
    if form == "xlsx" and arguments.output is None:
        raise Refusal("xlsx 格式不能输出到屏幕，请用 -o 指定文件。")
    if arguments.output is not None and not gate.knows(arguments.output):
        gate.admit(arguments.output)
    try:
        with CorpusDatabase(*asked) as database:
            found = database.ask(sql, parameters)
            if form == "text" and arguments.output is None:
                _show(found)
                return FINE
            content = CONTENTS[form](found)
    except QueryRefused as refusal:
        raise Refusal(f"{refusal}。表和栏目见 docs/corpus.md。") from refusal
    except TooManyRows as refusal:
        raise Refusal(str(refusal)) from refusal
    if arguments.output is None:
        sys.stdout.write(str(content))
    else:
        gate.write(arguments.output, content)
        complain(f"已写入 {arguments.output}")
    return FINE


def _show(found: CorpusAnswer) -> None:
    rows = [[shown(value) for value in row] for row in islice(found.rows, _ON_SCREEN + 1)]
    for line in laid_out(found.names, rows[:_ON_SCREEN]):
        print(line)
    if len(rows) > _ON_SCREEN:
        complain(f"只显示前 {_ON_SCREEN} 行。全部的请用 -o 结果.csv 或 -o 结果.xlsx。")
    elif not rows:
        complain("没有符合条件的。")


def show_status(corpus: Corpus, manifest: Manifest, standard: Standard, basis: str) -> int:
    """Says what there is in a corpus, and what there is to do."""
    sources, records = corpus.sources(), corpus.records()
    unread = [one for one in sources.values() if one.reason]
    old = sum(not corpus.is_of(one, basis) for one in records)
    print(
        f"{corpus.folder}：加入过 {len(sources)} 个文件，读出 {len(records)} 份不同的文件，未能读取 {len(unread)} 个。"
    )
    with CorpusDatabase(corpus, manifest, standard) as database:
        found = database.ask(
            "SELECT coalesce(CAST(year AS VARCHAR), '不知道') AS 年度, region AS 地区, count(*) AS 文件, "
            "count(*) FILTER (WHERE kind = 'final_accounts') AS 决算, count(*) FILTER (WHERE kind = 'budget') AS 预算, "
            "count(*) FILTER (WHERE kind = 'none') AS 不是公开文件, count(*) FILTER (WHERE verdict = 'errors') AS 有错误, "
            "count(*) FILTER (WHERE verdict = 'incomplete') AS 未能全部核对, sum(numbers) AS 数字 "
            "FROM documents GROUP BY ALL ORDER BY ALL"
        )
        _show(found)
    for one in unread[:_ON_SCREEN]:
        print(f"未能读取：{one.path}（{one.reason}）")
    if old:
        print(f"{old} 份是由另一个版本的程序或标准核对的，可以用 juesuan corpus recheck 重新核对。")
    return FINE


def export(arguments: argparse.Namespace, gate: Gate, asked: Asked) -> int:
    """Writes all tables: a folder of Parquet or CSV files with their description, or a workbook.

    Raises:
        Refusal: when they cannot be written.
    """
    output = arguments.output
    if output is None:
        raise Refusal("请用 -o 写明导出到哪里：一个文件夹，或者 .xlsx。")
    is_book = output.suffix.casefold() == ".xlsx"
    form = "xlsx" if is_book else arguments.format or "parquet"
    if form not in {"parquet", "csv"} and not is_book:
        raise Refusal(f"导出到文件夹只能是 parquet 或 csv，不能是 {form}。")
    try:
        with CorpusDatabase(*asked) as database:
            if is_book:
                gate.write(output, book_of(database, asked[2]))
            else:
                gate.admit_folder(output)
                gate.deliver(output, lambda where: put_tables(where, form, database, asked))
    except TooManyRows as refusal:
        raise Refusal(str(refusal)) from refusal
    complain(f"已写入 {output}")
    return FINE
