"""``juesuan prepare``: from the accountant's workbook to the whole disclosure in every format."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell_of_rules
from juesuan.cli.layout import add_layout
from juesuan.cli.limits import add_limits, got, processes, read_in
from juesuan.cli.publications import FORMATS, Publication, Unproven, file_name, written
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import UNUSABLE, Refusal, of_verdict
from juesuan.cli.writing import Gate, add_force

if TYPE_CHECKING:
    from juesuan.corpus.workers import Workers
    from juesuan.model import Disclosure, Problem
    from juesuan.preparing.books import Books
    from juesuan.preparing.prepare import Prepared
    from juesuan.publishing.proof import Proof
    from juesuan.reporting.dossier import Dossier
    from juesuan.standard import Standard
    from juesuan.standard.layouts import Layout

__all__ = ["add_to"]

_DRAFT = "（草稿）"
_ROUNDINGS = ("plain", "footing", "given")
_NAMED = 3
_ENDS = ("。", "？", "）")
_EPILOG = """有填错或没填全的地方，一次列出全部问题，不写任何文件。
退出状态：0 已生成，核对没有错误；1 已生成，但核对发现错误；2 没有生成；3 程序内部出错。"""


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
    add_layout(parser, "不给则按工作簿中的行政区划和年度选择")
    add_standard(parser)
    parser.add_argument(
        "--template", type=Path, metavar="文件", help="另按自己的 Word 模板（有占位符的 .docx）生成一份"
    )
    parser.add_argument("--draft", action="store_true", help="原因等文字还没写全时先生成草稿，缺的地方标出〔待填写〕")
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


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
    from juesuan.corpus.gathering import BOOKS

    standard = chosen(arguments).standard
    target: Path | None = arguments.output
    if target is None:
        raise Refusal("请用 -o 指定结果放在哪个文件夹，例如：juesuan prepare 工作簿.xlsx -o 公开文件")
    gate = Gate.of(arguments)
    gate.admit_folder(target)
    _known_layout(arguments.layout, standard)
    with processes(arguments, duties=BOOKS) as workers:
        books, problems = _books(arguments.files, standard, workers)
        if books is None or problems:
            return _refused(problems)
        previous = _previous(arguments.previous, books, workers)
    books = _compared(books, previous)
    if arguments.rounding == "given" and not books.given:
        raise Refusal("--rounding given 照已经定稿的公开表列数，请把公开表（.xlsx .docx .pdf）与工作簿一起给出。")
    layout = _chosen(arguments.layout, books, standard)
    complain(f"版式：{layout.id}")
    if arguments.standard is not None:
        _say_unrecognised(layout, books, standard)
    prepared = _prepared(books, layout, arguments)
    for note in prepared.notes:
        complain(f"提示  {note}")
    if prepared.disclosure is None:
        return _refused([_placed(problem, books.year, standard) for problem in prepared.problems])
    made = Publication(prepared.disclosure, layout, books.previous)
    dossier, put = _publish(made, gate, arguments, previous)
    _report(dossier, put)
    faults = dossier.report.faults
    tell_of_rules(Path(dossier.disclosure.info.file).name, faults)
    return of_verdict(dossier.verdict, faulty=bool(faults))


def _placed(problem: Problem, year: int, standard: Standard) -> Problem:
    """A problem of the books with the row of the workbook where its answer belongs, as far as it has one."""
    from juesuan.model import Problem as Placed
    from juesuan.preparing.workbook.naming import row_for

    key = problem.place.row
    return (
        problem
        if key is None
        else Placed(problem.message, problem.place.but(sheet=row_for(key, year, standard)), problem.file)
    )


def _refused(problems: Sequence[Problem]) -> int:
    """Lists everything that is wrong."""
    for problem in problems:
        complain(_told(problem))
    complain(f"共 {len(problems)} 处问题，没有生成任何文件。改好后重新运行。")
    return UNUSABLE


def _books(files: Sequence[Path], standard: Standard, workers: Workers) -> tuple[Books | None, tuple[Problem, ...]]:
    """The books, and what is wrong with the inputs; what was left aside is said at once.

    Raises:
        Refusal: when a file cannot be read or is none of what can be handed over; says so of every one.
    """
    from juesuan.corpus.gathering import Handed, HandOver, gathered

    jobs = [HandOver(os.fsencode(path), several=len(files) > 1) for path in files]
    answers, handed, refusals = workers.in_order(jobs), list[Handed](), list[str]()
    for path, answer in zip(files, answers, strict=True):
        try:
            handed.append(got(path, answer))
        except Refusal as refusal:
            refusals.append(str(refusal))
    if refusals:
        raise Refusal("\n".join(refusals))
    found = gathered(handed, standard)
    for remark in found.remarks:
        complain(f"提示  {_told(remark)}")
    return found.books, tuple(found.problems)


def _told(problem: Problem) -> str:
    """``工作簿.xlsx 支出!C12：…``; of a text file its line, of what has no cell yet the row by its words."""
    line = f"第 {problem.place.line} 行{problem.place.column or ''}" if problem.place.line else None
    place = "!".join(filter(None, (problem.place.sheet, problem.place.cell or line)))
    where = " ".join(filter(None, (problem.file, place)))
    message = problem.message if problem.message.endswith(_ENDS) else f"{problem.message}。"
    return f"{where}：{message}" if where else message


def _known_layout(name: str | None, standard: Standard) -> None:
    """Refuses at once what nothing can be prepared in."""
    known = standard.layouts.prepared
    if name is not None and name not in known:
        raise Refusal(f"没有名为“{name}”的公开版式，可选：{'、'.join(known)}。")


def _chosen(name: str | None, books: Books, standard: Standard) -> Layout:
    if name:
        return standard.layouts.named(name)
    place = books.department.place
    layout = standard.layouts.of_place(place, books.year, books.department.level)
    if layout.is_reference and not standard.places.province_of(place):
        _say_unknown(place, layout)
    return layout


def _say_unknown(place: str, layout: Layout) -> None:
    """The place decides how the document looks: one that nobody knows must not do so in silence."""
    from juesuan.preparing.workbook.values import nearest

    what = (
        f"行政区划“{place}”不认识。{nearest(place, layout.standard.places.provinces)}" if place else "没有填行政区划。"
    )
    complain(
        f"提示  {what}不知道属于哪个省，按通行的版式 {layout.id} 编制。当地有自己版式的，请在“单位信息”的行政区划中写全省、市名称"
        "（如 河南省焦作市），或用 --layout 指定版式。"
    )


def _say_unrecognised(layout: Layout, books: Books, standard: Standard) -> None:
    """What is printed in a layout of the user's own shall be checked by it, but a file tells whose it is by the name of its unit alone."""
    from juesuan.standard.layouts import LayoutEvidence

    name, forms = books.department.name, layout.form_ids
    titles = tuple(layout.title(form) for form in forms)
    if standard.layouts.recognised(LayoutEvidence(name, year=books.year, forms=forms, titles=titles)).id != layout.id:
        complain(f"提示  从单位名称“{name}”认不出版式，以后核对这些文件时请加 --layout {layout.id}。")


def _prepared(books: Books, layout: Layout, arguments: argparse.Namespace) -> Prepared:
    """What can be made of the books.

    Raises:
        Refusal: when a template of the user's own cannot be used.
    """
    import juesuan
    from juesuan.standard.loading import DataError

    try:
        return juesuan.prepare(books, layout, arguments.rounding, draft=arguments.draft)
    except DataError as error:
        raise Refusal(str(error)) from error


def _previous(path: Path | None, books: Books, workers: Workers) -> Disclosure | None:
    """Last year's disclosure.

    Raises:
        Refusal: when it cannot be read, or is of another year.
    """
    if path is None:
        return None
    disclosure = read_in(workers, path)
    year = disclosure.info.year
    if year is not None and year != books.year - 1:
        raise Refusal(f"{path.name}：这是{year}年度的文件，--previous 应为{books.year - 1}年度的决算。")
    if not disclosure.statements:
        raise Refusal(f"{path.name}：没有读出任何数据，不能用作上年决算。")
    return disclosure


def _compared(books: Books, previous: Disclosure | None) -> Books:
    from juesuan.preparing.previous import with_previous

    return books if previous is None else with_previous(books, previous)


def _publish(
    made: Publication, gate: Gate, arguments: argparse.Namespace, previous: Disclosure | None
) -> tuple[Dossier, Sequence[Path]]:
    """Writes every format and reads it back, as the public will, before anything is put in its place.

    Raises:
        Refusal: when a file says something else than was prepared.
    """
    name = file_name(made.disclosure) + (_DRAFT if arguments.draft else "")
    progress = Progress(len(arguments.formats), "正在生成")
    proofs: list[Proof] = []

    def write(where: Path) -> None:
        try:
            for found in written(made, arguments.formats, where, name):
                proofs.append(found)
                progress.show(len(proofs), found.path.name)
        except Unproven as error:
            raise Refusal(_unproven(error)) from error
        finally:
            progress.clear()
        if arguments.template is not None:
            _fill(arguments.template, made, where / f"{name}（按模板）.docx")

    put = gate.deliver(arguments.output, write)
    for amount in proofs[0].unheard:
        complain(f"提示  文字中的 {amount} 没有读回，核对时不作比较。")
    return _checked(proofs[0].disclosure, previous, made.layout.standard), put


def _unproven(error: Unproven) -> str:
    """The message about a file that reads otherwise than it was written."""
    more = f"等 {len(error.wrong)} 处" if len(error.wrong) > _NAMED else ""
    return (
        f"{error.path.name}：写好后重新读取，与编制的内容不同：{'；'.join(error.wrong[:_NAMED])}{more}。没有生成任何文件。"
        "用了自己的版式的，请检查版式；否则请把工作簿和这条信息一起反馈，也可以先用 --formats 去掉这种格式。"
    )


def _fill(template: Path, made: Publication, out: Path) -> None:
    from juesuan.publishing.word_template import fill_template

    problems = fill_template(template, made.disclosure, out, made.layout.standard, made.layout.style)
    if problems:
        told = "\n".join(f"{template.name}：{problem.message}" for problem in problems)
        raise Refusal(f"{told}\n模板没有填写，没有生成任何文件。改好模板后重新运行。")


def _checked(disclosure: Disclosure, previous: Disclosure | None, standard: Standard) -> Dossier:
    import juesuan
    from juesuan.reporting.dossier import Dossier

    return Dossier(disclosure, juesuan.check(disclosure, previous, standard=standard), standard)


def _report(dossier: Dossier, written: Sequence[Path]) -> None:
    """What was written, and the verdict with every error and warning."""
    from juesuan.model import Severity
    from juesuan.reporting.words import SEVERITY, VERDICT

    for path in written:
        complain(f"已写入 {path}")
    for finding in dossier.report.findings:
        if finding.root is None and finding.severity is not Severity.INFO:
            print(f"{SEVERITY[finding.severity]}  {finding.message}（{finding.rule}）")
    print(f"核对：{VERDICT[dossier.verdict]}")
    sys.stdout.flush()
