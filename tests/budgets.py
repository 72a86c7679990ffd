"""A department's published budget, as a file: the tables that answer to the example department's 年初预算."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from docx import Document

from juesuan.model import Disclosure

Rows = Sequence[Sequence[str]]


def tables(accounts: Disclosure, changed: Mapping[str, str] | None = None) -> dict[str, Rows]:
    """Titles and rows of a budget in 元 that says what the accounts call 年初预算, but for the facts that are changed."""
    said = {str(s.fact): s.amount for s in accounts.statements if s.fact and s.fact.get("stage") == "initial"}
    amounts = {fact: amount.value for fact, amount in said.items()}
    amounts |= {fact: Decimal(text) for fact, text in (changed or {}).items()}

    def yuan(fact: str) -> str:
        return f"{amounts[fact] * 10_000:,.2f}"

    def by_function(fund: str) -> Rows:
        start = f"spend[stage=initial,fund={fund},function="
        codes = sorted(fact.removeprefix(start).rstrip("]") for fact in amounts if fact.startswith(start))
        head = ["科目编码", "科目名称", "合计"]
        return [
            head,
            *([code, f"科目{code}", yuan(f"{start}{code}]")] for code in codes),
            ["", "合计", yuan(f"spend[stage=initial,fund={fund}]")],
        ]

    whole, fiscal = yuan("spend[stage=initial]"), yuan("spend[stage=initial,fund=fiscal]")
    two_sides = ["项目", "预算数", "项目", "预算数"]
    return {
        "部门收支总表": [["收入", "", "支出", ""], two_sides, ["收入总计", whole, "支出总计", whole]],
        "财政拨款收支总表": [["收入", "", "支出", ""], two_sides, ["收入总计", fiscal, "支出总计", fiscal]],
        "一般公共预算支出表": by_function("gpb"),
        "政府性基金预算支出表": by_function("gf"),
    }


def write_html(printed: Mapping[str, Rows], path: Path, year: int = 2022, unit: str = "青禾市数据资源管理局") -> None:
    """The budget as a page."""
    parts = [f"<h1>{unit}{year}年部门预算公开</h1>"]
    for title, rows in printed.items():
        lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        parts.append(f"<p>{year}年{title}</p><p>部门：{unit} 单位：元</p><table>{lines}</table>")
    path.write_text(f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>', encoding="utf-8")


def write_docx(printed: Mapping[str, Rows], path: Path, year: int = 2022, unit: str = "青禾市数据资源管理局") -> None:
    """The budget as a Word file."""
    document = Document()
    document.add_heading(f"{unit}{year}年部门预算公开", 0)
    for title, rows in printed.items():
        document.add_paragraph(title)
        document.add_paragraph(f"部门：{unit}    单位：元")
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))
