"""Writes the pages that are generated from the catalogue, the command line and the schema. ``--check`` fails on drift."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import readings
from architecture import architecture_page
from dependencies import dependencies_page

from juesuan.cli import build_parser
from juesuan.corpus.store.questions import questions
from juesuan.corpus.store.schema import SOURCES, VIEWS, corpus_tables, sql_type, stored_fields
from juesuan.model import Severity
from juesuan.performance.cycle.documents import cycle_schema
from juesuan.publishing.package.schema import resources
from juesuan.publishing.placeholders import Placeholders
from juesuan.reporting.comparison_json import comparison_schema
from juesuan.reporting.exports.columns import Field, Resource
from juesuan.reporting.exports.schema import core
from juesuan.reporting.json_report import report_schema
from juesuan.reporting.rule_catalogue import Catalogue
from juesuan.reporting.scores_json import scores_schema
from juesuan.reporting.words import CATEGORY, SEVERITY
from juesuan.standard import builtin
from juesuan.standard.workbook import WorkbookField, WorkbookSheet

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOTE = "<!-- 由 tools/generate.py 生成，请勿手改 -->\n\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its content."""
    catalogue, measured = Catalogue(builtin()), readings.load()
    for family, members in catalogue.families().items():
        body = "\n".join(catalogue.rule_page(rule, measured.of_rule(rule.id)) for rule in members)
        yield DOCS / "rules" / f"{family}.md", f"{NOTE}# 规则 {family}\n\n{body}"
    yield DOCS / "rules" / "README.md", NOTE + _rule_index()
    yield DOCS / "facts.md", NOTE + _facts()
    yield DOCS / "accuracy.md", _accuracy(measured.page(builtin().rules))
    yield DOCS / "architecture.md", NOTE + architecture_page()
    yield DOCS / "glossary.md", NOTE + _glossary()
    yield DOCS / "cli.md", NOTE + _command_line()
    yield DOCS / "report.md", NOTE + _schema_page(report_schema(), "报告", "report.schema.json")
    yield DOCS / "comparison.md", NOTE + _comparison()
    yield DOCS / "scores.md", NOTE + _schema_page(scores_schema(), "得分", "scores.schema.json")
    yield DOCS / "zh" / "templates.md", NOTE + _templates()
    yield DOCS / "data_package.md", NOTE + _data_package()
    yield DOCS / "zh" / "export.md", NOTE + _export()
    yield DOCS / "corpus.md", NOTE + _corpus()
    yield DOCS / "report.schema.json", json.dumps(report_schema(), ensure_ascii=False, indent=2) + "\n"
    yield DOCS / "cycle.schema.json", json.dumps(cycle_schema(), ensure_ascii=False, indent=2) + "\n"
    yield DOCS / "comparison.schema.json", json.dumps(comparison_schema(), ensure_ascii=False, indent=2) + "\n"
    yield DOCS / "scores.schema.json", json.dumps(scores_schema(), ensure_ascii=False, indent=2) + "\n"
    yield DOCS / "dependencies.md", NOTE + dependencies_page(ROOT)
    yield DOCS / "zh" / "workbook.md", NOTE + _workbook()
    yield DOCS / "zh" / "evidence_tables.md", NOTE + _evidence_tables()


def _accuracy(tables: str) -> str:
    """The page as it is, with the tables of readings anew; the rest of it is written by ``bench/acceptance.py`` and by hand."""
    before, _, rest = (DOCS / "accuracy.md").read_text(encoding="utf-8").partition("<!-- readings -->")
    _, _, after = rest.partition("<!-- end of readings -->")
    return f"{before}<!-- readings -->\n{tables}\n<!-- end of readings -->{after}"


def _rule_index() -> str:
    lines = ["# 规则", "", "用 `juesuan rules 编号` 也能看到每条规则的说明。", ""]
    for family, members in Catalogue(builtin()).families().items():
        lines += [f"## {family}", "", "| 编号 | 级别 | 类别 | 检查 |", "|---|---|---|---|"]
        lines += [
            f"| [{rule.id}]({family}.md#{rule.id}) | {SEVERITY[Severity(rule.severity)]} | {CATEGORY[rule.category]} | {rule.title} |"
            for rule in members
        ]
        lines.append("")
    lines += ["## 依据", "", "| 依据 | 全称 | 要求 |", "|---|---|---|"]
    lines += [f"| {basis.citation} | {basis.title} | {basis.content} |" for basis in builtin().bases.values()]
    return "\n".join(lines) + "\n"


def _facts() -> str:
    lines = [
        "# 数据键",
        "",
        "相同的键就是同一个数。`CODE` 代表任何功能科目编码。",
        "",
        "| 键 | 含义 | English | 列示在 |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{entry['fact']}` | {entry['label']} | {entry['label_en']} | {'、'.join(entry['stated_at'])} |"
        for entry in Catalogue(builtin()).facts_object()
    ]
    return "\n".join(lines) + "\n"


def _glossary() -> str:
    head = ["| 中文 | English | 代码中 | 含义 |", "|---|---|---|---|"]
    lines = ["# 词汇 Glossary", "", "## 文件中的词", "", *head]
    lines += [
        f"| {entry.term} | {entry.english} | `{entry.name}` | {entry.definition} |" for entry in builtin().glossary
    ]
    lines += ["", "## 程序中的词", "", *head]
    with (ROOT / "tools" / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        lines += [
            f"| {row['chinese']} | {row['english']} | {row['name']} | {row['meaning']} |"
            for row in csv.DictReader(file)
        ]
    return "\n".join(lines) + "\n"


def _command_line() -> str:
    parser = build_parser()
    commands: Mapping[str, argparse.ArgumentParser] = next(
        action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    )
    lines = ["# 命令行", "", parser.description or "", ""]
    for name, command in commands.items():
        lines += [f"## juesuan {name}", "", command.description or "", "", "| 参数 | 说明 |", "|---|---|"]
        lines += [f"| {_spelled(action)} | {action.help} |" for action in command._actions if action.help]
        lines += ["", *(command.epilog or "").splitlines(), ""]
    head, *rules = (parser.epilog or "").splitlines()
    lines += ["## 结果写到哪里", "", head, "", *(f"- {rule}" for rule in rules)]
    return "\n".join(lines).rstrip() + "\n"


def _spelled(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else str(action.metavar)
    many = " …" if action.nargs in {"+", "*"} else ""
    if not action.option_strings:
        return f"`{value}{many}`"
    return "、".join(f"`{f'{option} {value}'.strip()}`" for option in action.option_strings)


_FILLED_WITH = {
    "text": "文字",
    "year": "四位数年份",
    "date": "日期",
    "amount": "金额，元",
    "count": "数量",
    "points": "分数",
    "function": "功能科目（项，7位）",
    "economic": "经济科目（款，5位）",
    "topic": "事项，或功能科目（项）",
    "agency": "“决算单位”表中的单位",
    "project": "“项目”表中的项目，或“整体绩效”",
}


def _workbook() -> str:
    schema = builtin().workbook
    lines = ["# 工作簿的栏目", "", "用 `juesuan template` 生成工作簿；怎样用见[生成公开文件](prepare.md)。", ""]
    lines += ["| 工作表 | 是否必填 | 填什么 |", "|---|---|---|"]
    lines += [
        f"| [{sheet.name}](#{sheet.name}) | {'必填' if sheet.required else '按需填'} | {sheet.purpose} |"
        for sheet in schema.sheets
    ]
    for sheet in schema.sheets:
        lines += ["", *_workbook_sheet(sheet)]
    return "\n".join(lines) + "\n"


_EVIDENCE_TYPES = {"text": "文字", "date": "日期", "month": "月份", "number": "数字", "money": "金额"}


def _evidence_tables() -> str:
    lines = ["# 佐证表的栏目", "", "用 `juesuan template --evidence` 生成；怎样用见[佐证与评分](evidence.md)。"]
    for kind in builtin().evidence.kinds:
        dated = f"期间按“{kind.field(kind.dated).title}”。" if kind.dated else "没有期间。"
        keys = "、".join(f"“{kind.field(key).title}”" for key in kind.key)
        lines += ["", f"## {kind.name}", "", f"{kind.purpose}{dated}{keys}都相同的行是重复的。", ""]
        lines += [
            f"也可以叫：{'、'.join(kind.names)}。",
            "",
            "| 栏目 | 必填 | 填什么 | 说明 | 也可以叫 |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {field.label} | {'是' if field.required else ''} | {_EVIDENCE_TYPES[field.type]}{'，个人信息' if field.person else ''} |"
            f" {field.note} | {'、'.join(field.names)} |"
            for field in kind.fields
        ]
        if kind.checks:
            lines += ["", f"核对：{'；'.join(check.message for check in kind.checks)}。"]
    return "\n".join(lines) + "\n"


def _workbook_sheet(sheet: WorkbookSheet) -> list[str]:
    lines = [f"## {sheet.name}", "", sheet.purpose, ""]
    if sheet.names:
        lines += [f"工作表也可以叫：{'、'.join(sheet.names)}。", ""]
    lines += ["| 栏目 | 必填 | 填什么 | 说明 | 也可以叫 |", "|---|---|---|---|---|"]
    for field in sheet.fields:
        required = "是" if field.required else ""
        lines.append(
            f"| {field.label} | {required} | {_filled_with(field)} | {field.note} | {'、'.join(field.names)} |"
        )
    return lines


def _filled_with(field: WorkbookField) -> str:
    words = "<br>".join(choice.word for choice in field.choices)
    return words if field.type == "choice" else _FILLED_WITH[field.type]


def _templates() -> str:
    """The names that a user's Word template may contain, from the register that fills it."""
    kinds = {"text": "文字", "section": "段落", "table": "表格", "forms": "表格"}
    lines = [
        "# Word 模板中的占位符",
        "",
        "用法见[使用说明](guide.md#用自己的-word-模板)。同一行的名称写哪个都可以。",
        "",
    ]
    lines += ["| 写法 | 换成 | 内容 |", "|---|---|---|"]
    for entry in Placeholders(builtin()).entries:
        names = "、".join(f"`{{{{{name}}}}}`" for name in entry.names)
        lines.append(f"| {names} | {kinds[entry.kind]} | {entry.what} |")
    lines += ["| `{{income[fund=fiscal]}}` 等数据键 | 数字 | 文件中印出的数，全部数据键见[数据键](../facts.md) |", ""]
    lines += [
        "- **文字、数字**可以写在任何地方：正文、表格、页眉、页脚、文本框，前后可以有别的字。",
        "- **段落**最好单独占一段：有几段就填几段，格式与占位符所在段落相同。",
        "- **表格**必须单独占一段：按该页的纸张和页边距排好，表题由您在模板中写。附件自带表题，每张一页。",
    ]
    return "\n".join(lines) + "\n"


def _comparison() -> str:
    """The page on the comparison; what it shares with the report is explained there."""
    schema, shared = comparison_schema(), report_schema()["$defs"]
    own = {**schema, "$defs": {name: value for name, value in schema["$defs"].items() if name not in shared}}
    page = _schema_page(own, "比较", "comparison.schema.json")
    return re.sub(rf"\]\(#({'|'.join(shared)})\)", r"](report.md#\1)", page)


def _schema_page(schema: Mapping[str, Any], title: str, file: str) -> str:
    lines = [f"# {schema['title']}", "", schema["description"], ""]
    lines += [f"完整的定义见 [{file}]({file})。", ""]
    definitions = schema["$defs"]
    lines += _properties(schema, title, definitions)
    for name, definition in definitions.items():
        if "properties" in definition:
            lines += _properties(definition, name, definitions)
    return "\n".join(lines).rstrip() + "\n"


def _properties(schema: Mapping[str, Any], title: str, definitions: Mapping[str, Any]) -> list[str]:
    lines = [f"## {title}", "", "| 键 | 类型 | 说明 |", "|---|---|---|"]
    for key, value in schema["properties"].items():
        referred = definitions.get(value.get("$ref", "").rpartition("/")[2], {})
        lines.append(f"| `{key}` | {_type(value)} | {value.get('description') or referred.get('description', '')} |")
    return [*lines, ""]


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return "精确十进制字符串或 null" if name == "decimal" else f"[{name}](#{name})"
    if "enum" in value:
        return "、".join(f"`{json.dumps(item)}`" for item in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(item) for item in value["anyOf"])
    if "const" in value:
        return f"`{value['const']}`"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    inner = f" of {_type(value['items'])}" if "items" in value else ""
    return " or ".join(kinds) + inner


def _data_package() -> str:
    """The tables of a data package, from the schema that it is written with."""
    lines = [
        "# 数据包",
        "",
        "一份决算的数据包是一个文件夹（或一个 .zip）：`datapackage.json` 说明一切，`data/` 里每张表一份 CSV、一份 Parquet，内容相同。",
        "`disclosure.json` 是整份文件（`juesuan read` 的输出）；`juesuan check 数据包.zip` 由它打开数据包，任何一个文件改动过的不读。",
        "CSV 为 UTF-8（有 BOM）、逗号分隔，空白表示没有值：空白单元格的数值也是空白，不是 0。"
        "数值是精确的十进制数，Parquet 中为 DECIMAL，都不经过浮点。"
        "CSV 中会被电子表格当作公式执行的文字（如 =100%）前面加了 '，Parquet 和 disclosure.json 中没有。",
        "",
        "`datapackage.json` 遵循 Data Package 2.0 和 Table Schema，每个文件有字节数和 sha256，可用 `frictionless validate datapackage.json` 核对。",
        "“财政类型”是 Fiscal Data Package 的 columnType，只在含义确实相符时标注；功能分类和经济分类用本国科目，不冒充 COFOG、GFSM。",
        "",
        "`documents`、`units`、`facts`、`findings`、`finding_numbers` 五张表各处相同：`juesuan read` 和",
        "`juesuan check --export` 写的 CSV、Excel 也是它们，",
        "多份文件合为一套（见[导出数据](zh/export.md)）。一份文件的数据包没有核对，不含后两张。",
        "",
        "`juesuan` 一节写明版本、所用标准的 sha256、版式和原文件；授权方式由发布者决定，没有给出就没有 `licenses`。",
        "",
    ]
    for resource in resources(builtin()):
        lines += _resource(resource)
    return "\n".join(lines).rstrip() + "\n"


def _export() -> str:
    """How tables of data are made and what is in them, for users; the tables come from the schema."""
    return (
        """# 导出数据

把读到的数、发现的问题变成表格，用 Excel 筛选，或交给别的程序。几份文件合为一套表，每行写明是哪份文件、哪个单位、哪一年、在哪里。

    juesuan read 决算.pdf --format csv -o 数据.csv             # 数据一张表，一个数一行
    juesuan read 甲.pdf 乙.docx 丙文件夹 --format xlsx -o 数据.xlsx   # 几份文件的数据合在一起
    juesuan read 收到的文件 --format csv -o 数据               # 一个文件夹，每张表一份 CSV
    juesuan check 收到的文件 --export 结果.xlsx                # 核对，并把文件、单位、数据、问题、问题中的数各存一张表
    juesuan check 决算.pdf --export 结果.zip                  # 同样的内容，CSV 打成一个 .zip

- 金额有三列：`value` 是印出的数，`unit` 是它的单位，`yuan` 是换算成元的精确值。都是精确的十进制数。
- 空白单元格的数值是空白，不是 0；`raw` 是原文。
- `quality` 说读得是否可靠；`judgement` 说核对的结果：疑为差错、与有问题的数有关、核对过相符、没有规则核对。
- 位置：文件名、页（PDF）、工作表和单元格（Excel）、行号（文本、网页）、段和表格的行列（Word），`where` 是便于阅读的写法。
- Excel 的表头第一行是中文名称，第二行是列名；“列说明”一页说明每一列。CSV 只有列名，`columns.csv` 是它们的中文名称和含义。
- 每个数、每个问题正好一行。同一份文件给了两次，只写一次。

"""
        + "\n".join(line for resource in core(builtin()) for line in _columns(resource)).rstrip()
        + "\n"
    )


def _corpus() -> str:
    """The store of many documents: what is above the tables stands in a template, the tables and questions come from the code."""
    lines = [(ROOT / "tools" / "templates" / "corpus.md").read_text(encoding="utf-8").rstrip(), "", "## Questions", ""]
    lines += [
        "Each is one SQL statement (`corpus/store/questions.toml`); `juesuan corpus ask NAME --set CONDITION=VALUE` asks it.",
        "",
    ]
    for question in questions():
        conditions = "，".join(f"{one.name}（{one.about or one.key}）" for one in question.parameters)
        lines += [f"### {question.name}：{question.title}", "", question.about.replace("\n", "")]
        lines += [*(["", f"条件：{conditions}。"] if conditions else []), "", "```sql", question.sql.strip(), "```", ""]
    lines += ["## Tables", ""]
    for table in (*corpus_tables(builtin()), SOURCES):
        if table.name != "units":
            lines += _table_of_corpus(table.name, table, stored_fields(table))
    lines += ["## Views", ""]
    for view in VIEWS:
        lines += [*_table_of_corpus(view.name, view, view.fields), "```sql", view.sql.strip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _table_of_corpus(name: str, table: Resource, fields: Sequence[Field]) -> list[str]:
    lines = [
        f"### {name} {table.title}",
        "",
        table.description,
        "",
        f"主键：{'、'.join(f'`{key}`' for key in table.primary_key)}。",
        "",
    ]
    lines += ["| 列 | 类型 | 含义 |", "|---|---|---|"]
    described = ((one, "：".join(part for part in (one.title, one.description) if part)) for one in fields)
    return [*lines, *(f"| `{one.name}` | {sql_type(one)} | {words} |" for one, words in described), ""]


def _columns(resource: Resource) -> list[str]:
    """A table for users: only what its columns mean."""
    lines = [
        f"## {resource.title}（{resource.name}）",
        "",
        resource.description,
        "",
        "| 名称 | 列 | 含义 |",
        "|---|---|---|",
    ]
    return [*lines, *(f"| {one.title} | `{one.name}` | {one.description} |" for one in resource.fields), ""]


def _resource(resource: Resource) -> list[str]:
    lines = [f"## {resource.name} {resource.title}", "", resource.description, ""]
    lines.append(f"主键：{'、'.join(f'`{name}`' for name in resource.primary_key)}。")
    lines += [
        f"`{key.field}` 是 {f'`{key.resource}`' if key.resource else '本表'} 的 `{key.key}`。"
        for key in resource.foreign_keys
    ]
    lines += ["", "| 列 | 类型 | 含义 | 财政类型 |", "|---|---|---|---|"]
    for field in resource.fields:
        meaning = "：".join(filter(None, (field.title, field.description)))
        kind = f"`{field.column_type}`" if field.column_type else ""
        lines.append(f"| `{field.name}` | {field.type} | {meaning} | {kind} |")
    return [*lines, ""]


def main() -> int:
    """Writes what has changed, or with ``--check`` says what would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is not up to date")
    check = parser.parse_args().check
    wanted = dict(pages())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    orphans = [path for path in (DOCS / "rules").glob("*.md") if path not in wanted]
    for path in (*stale, *orphans):
        print(("stale: " if check else "written: ") + path.relative_to(ROOT).as_posix())
        if check:
            continue
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 1 if check and (stale or orphans) else 0


if __name__ == "__main__":
    sys.exit(main())
