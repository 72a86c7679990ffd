"""``juesuan demo``: prepares an example disclosure, plants errors in a copy, checks both, opens the report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import colourful, columns
from juesuan.cli.standard import Chosen
from juesuan.cli.status import ERRORS, FINE
from juesuan.cli.writing import Gate, add_force, folder
from juesuan.unfinished import Unfinished

if TYPE_CHECKING:
    from juesuan.model import Report
    from juesuan.reporting.dossier import Dossier
    from juesuan.standard import Standard

__all__ = ["add_to"]


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "demo",
        help="生成一份示例决算，植入差错后核对",
        description="用虚构的部门生成一份决算公开文件，在副本中植入差错，核对两份文件并打开报告。",
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("demo"), metavar="文件夹", help="结果放在哪里（默认 demo）"
    )
    parser.add_argument("--no-browser", action="store_true", help="不在浏览器中打开报告")
    add_force(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Shows what a check of a good and of a flawed document looks like; fails when an error goes unnoticed."""
    from juesuan.corpus.outputs import OUTPUTS, Look
    from juesuan.demo import DemoFiles, write_demo
    from juesuan.reporting.style import Style

    standard = Chosen().standard
    gate = Gate.of(arguments)
    with Unfinished(folder(arguments.output)) as place:
        drafts = write_demo(place, standard)
        made = DemoFiles(*(arguments.output / path.name for path in (drafts.good, drafts.flawed)))
        report = made.flawed.with_suffix(".html")
        gate.admit(made.good, made.flawed, report)
        gate.write(made.good, drafts.good.read_bytes())
        gate.write(made.flawed, drafts.flawed.read_bytes())
    good, flawed = _dossier(made.good, standard), _dossier(made.flawed, standard)
    look = Look(Style(colourful(sys.stdout), columns(sys.stdout)), several=False)
    gate.write(report, OUTPUTS["html"].render(flawed, made.flawed, look))
    sys.stdout.write(str(OUTPUTS["text"].render(good, made.good, look)) + "\n")
    sys.stdout.write(str(OUTPUTS["text"].render(flawed, made.flawed, look)) + "\n")
    missed = _account(flawed.report)
    print(f"网页报告：{report}")
    if not arguments.no_browser and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(report.resolve().as_uri())
    return ERRORS if missed or good.verdict == "errors" else FINE


def _dossier(path: Path, standard: Standard) -> Dossier:
    import juesuan
    from juesuan.reporting.dossier import Dossier

    disclosure = juesuan.read(path, standard=standard)
    return Dossier(disclosure, juesuan.check(disclosure, standard=standard), standard)


def _account(report: Report) -> int:
    """Says which planted errors were noticed, and returns how many were not."""
    from juesuan.demo import PLANTED

    noticed = {finding.rule for finding in report.findings}
    missed = [planted for planted in PLANTED if not planted.rules & noticed]
    print(f"副本中植入 {len(PLANTED)} 处差错，查出 {len(PLANTED) - len(missed)} 处：")
    for planted in PLANTED:
        print(f"  {'未查出' if planted in missed else '已查出'}  {planted.what}")
    return len(missed)
