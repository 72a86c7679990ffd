"""How tests of whole sections ask: sentences become the explanation of a document, and what the rules say of it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import juesuan
from juesuan.model import Report, Severity
from juesuan.standard import builtin
from tests.recognising.narrative.telling import HEADINGS

__all__ = ["alarms_of", "report_of"]


def alarms_of(sections: Iterable[tuple[str, str]], rules: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Errors and warnings, by rule and message, of such an explanation; all rules', or some rules'."""
    wanted = frozenset(rules)
    return [
        (found.rule, found.message)
        for found in report_of(sections).findings
        if found.severity is not Severity.INFO and (not wanted or found.rule in wanted)
    ]


def report_of(sections: Iterable[tuple[str, str]]) -> Report:
    """The report on an explanation of 2023 of which these sections are given."""
    lines = ["石塘县水务局2023年度部门决算", "第三部分 2023年度部门决算情况说明"]
    for section, text in sections:
        lines += [HEADINGS[section], text]
    lines += ["第四部分 名词解释", "一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return juesuan.check(juesuan.read(path, standard=builtin()))
