"""``juesuan prepare``: from a workbook to a folder of documents, whole or not at all."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

import juesuan
from juesuan.cli import main
from juesuan.corpus import publications
from juesuan.corpus.publications import Publication
from juesuan.preparing.books import Books
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.cli.conftest import results_in
from tests.formats.builders import compound_file

Captured = pytest.CaptureFixture[str]
EVERY = ("docx", "pdf", "xlsx", "html", "json", "package")
NAME = "青禾市数据资源管理局2022年度部门决算"


def workbook(path: Path, books: Books) -> Path:
    path.write_bytes(template_workbook(books.year, builtin(), books=books))
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the example, made once; whoever prepares from it gets a copy."""
    return workbook(tmp_path_factory.mktemp("filled") / "工作簿.xlsx", example_books(builtin()))


@pytest.fixture
def example(filled: Path) -> Path:
    """A copy, always at the same place, so that what was made of it before is known (``tests/remembered.py``)."""
    folder = filled.parent / "own"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(filled, folder))


@pytest.fixture(scope="module")
def approved(filled: Path) -> dict[str, Path]:
    """The example as it was published with its last digits moved, by format."""
    target = filled.parent / "定稿"
    formats = ",".join(EVERY)
    assert main(["prepare", str(filled), "-o", str(target), "--formats", formats, "--rounding", "footing"]) == 0
    written = (path for path in target.iterdir() if path.name != ".juesuan.json")
    return {"package" if path.suffix == ".zip" or path.is_dir() else path.suffix[1:]: path for path in written}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The workbook of a unit whose first line of spending has an amount of three decimals, and whose name is missing."""
    books = example_books(builtin())
    first = replace(books.spending[0], amount=Decimal("1.005"))
    department = replace(books.department, kind="")
    return workbook(
        tmp_path / "有错.xlsx", replace(books, spending=(first, *books.spending[1:]), department=department)
    )


@pytest.mark.parametrize(("name", "is_said"), [("青禾市数据资源管理局", True), ("蓝海省数据资源管理局", False)])
def test_that_a_file_will_not_tell_the_users_layout_is_said(
    name: str, is_said: bool, tmp_path: Path, capsys: Captured
) -> None:
    layout = tmp_path / "标准" / "layouts" / "lanhai" / "layout.toml"
    layout.parent.mkdir(parents=True)
    layout.write_text('label = "蓝海省"\nbase = "mof-2022"\n[applies]\nplaces = ["蓝海省"]\n', encoding="utf-8")
    books = example_books(builtin())
    department = replace(books.department, name=name, place="蓝海省")
    file = workbook(tmp_path / "工作簿.xlsx", replace(books, department=department))

    main(
        ["prepare", str(file), "-o", str(tmp_path / "结果"), "--formats", "json", "--standard", str(tmp_path / "标准")]
    )

    assert ("请指定版式 lanhai。" in capsys.readouterr().err) == is_said


def folders(where: Path) -> list[str]:
    return sorted(path.name for path in where.iterdir() if path.is_dir())


def said_by(path: Path) -> tuple[object, ...]:
    """What a file says, without the places where it does."""
    read = juesuan.read(path)
    statements = [(item.id, item.value, item.amount.unit, item.fact) for item in read.statements]
    return statements, [(claim.kind, claim.operands, claim.rate) for claim in read.claims]


def test_every_format_is_written_and_agrees_with_itself(example: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "公开文件"

    assert main(["prepare", str(example), "-o", str(target)]) == 0
    said = capsys.readouterr()
    assert said.out == "核对：未发现问题\n"
    written = {path.suffix: path for path in target.iterdir() if path.stem == NAME}
    assert written.keys() == {".docx", ".pdf", ".xlsx", ".html", ".json"}
    assert all(str(path) in said.err for path in written.values())
    assert said_by(written[".json"]) == said_by(written[".docx"])


@pytest.mark.parametrize("chosen", EVERY)
def test_each_format_is_the_published_document(chosen: str, example: Path, tmp_path: Path, capsys: Captured) -> None:
    """Alone or with others: the same statements, claims and forms, and nothing to find in any of them."""
    target = tmp_path / "公开文件"

    assert main(["prepare", str(example), "-o", str(target), "--formats", chosen]) == 0
    (path,) = (path for path in target.iterdir() if path.name != ".juesuan.json")
    read = juesuan.read(path)
    made = prepare(example_books(builtin()), builtin().layouts.named("henan-2022")).disclosure
    assert made is not None
    assert read.claims
    assert {form.kind for form in read.performance} == {"PO", "PP"}
    assert {"vehicles", "staff"} & {item.fact.measure for item in read.statements if item.fact}
    assert proof(made, path, builtin()).wrong == ()
    assert main(["check", str(path)]) == 0
    assert "未发现问题" in capsys.readouterr().out


@pytest.mark.parametrize("chosen", EVERY)
def test_approved_tables_may_be_of_any_format(
    chosen: str, approved: dict[str, Path], example: Path, tmp_path: Path, capsys: Captured
) -> None:
    """What was published with its last digits moved is printed again as it was."""
    path, again = approved[chosen], tmp_path / "公开文件"
    arguments = ["prepare", str(example), str(path), "-o", str(again), "--formats", "json", "--rounding", "given"]

    assert main(arguments) == 0, capsys.readouterr().err
    cells = [
        {item.id: item.value for item in juesuan.read(file).statements if item.source.startswith("T")}
        for file in (path, again / f"{NAME}.json")
    ]
    assert cells[0] == cells[1]


@pytest.mark.parametrize(
    ("place", "layout", "said"),
    [
        ("河南省焦做市", "", "版式：henan-2022"),
        ("焦作市", "", "版式：henan-2022"),
        ("焦做市", "", "行政区划“焦做市”不认识。是不是“焦作市”"),
        ("焦做市", "mof-2022", "版式：mof-2022"),
        ("", "", "没有填行政区划"),
    ],
)
def test_a_place_that_nobody_knows_is_refused_with_what_to_do(
    place: str, layout: str, said: str, tmp_path: Path, capsys: Captured
) -> None:
    """It decides how the document looks: nothing is published in another layout for a slip in its name."""
    books = example_books(builtin())
    path = workbook(tmp_path / "工作簿.xlsx", replace(books, department=replace(books.department, place=place)))
    arguments = ["prepare", str(path), "-o", str(tmp_path / "公开文件"), "--formats", "html"]

    assert main([*arguments, *(["--layout", layout] if layout else [])]) == (2 if "不认识" in said else 0)
    told = capsys.readouterr().err
    assert said in told
    assert ("请指定版式，如 mof-2022" in told) == ("不认识" in said)


def test_a_file_that_reads_otherwise_is_not_put_in_place(
    example: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(made: Publication, where: Path, name: str) -> Path:
        first, *rest = made.disclosure.statements
        wrong = structs.replace(first, amount=structs.replace(first.amount, value=first.amount.value + 1))
        disclosure = structs.replace(made.disclosure, statements=(wrong, *rest))
        return publications.DATA["json"](structs.replace(made, disclosure=disclosure), where, name)

    monkeypatch.setitem(publications.FORMATS, "json", careless)  # type: ignore[arg-type]

    assert main(["prepare", str(example), "-o", str(tmp_path / "公开文件"), "--formats", "docx,json"]) == 2
    assert "重新读取，与编制的内容不同" in capsys.readouterr().err
    assert folders(tmp_path) == []


def test_a_document_alone_is_held_against_all_of_its_prose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that its format loses is in no other document then, which would tell."""
    layout = builtin().layouts.prepared["henan-2022"]
    made = Publication(compose(example_books(builtin()), layout), layout)

    def losing(made: Publication, where: Path, name: str) -> Path:
        sections = tuple(
            structs.replace(one, paragraphs=one.paragraphs[:-1]) if one.id == "N02" else one
            for one in made.disclosure.sections
        )
        path = where / f"{name}.docx"
        publish(structs.replace(made.disclosure, sections=sections), layout.style, path, builtin())
        return path

    assert len(list(publications.written(made, ["docx"], tmp_path, "好"))) == 1
    monkeypatch.setattr(publications, "FORMATS", {**publications.FORMATS, "docx": losing})
    with pytest.raises(publications.Unproven) as told:
        list(publications.written(made, ["docx"], tmp_path, "丢"))
    assert "收入决算" in told.value.wrong[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["丢.docx", "好.docx"]


def test_only_the_formats_asked_for_are_written(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "公开文件"

    assert main(["prepare", str(example), "-o", str(target), "--formats", "json，xlsx"]) == 0
    assert sorted(path.suffix for path in target.iterdir() if path.stem == NAME) == [".json", ".xlsx"]


def test_all_problems_are_listed_and_nothing_is_written(faulty: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "公开文件"

    assert main(["prepare", str(faulty), "-o", str(target)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "单位信息!B6：没有填“单位性质”" in said.err
    assert "支出!D3：1.005 有三位以上小数" in said.err
    assert "共 2 处问题，没有生成任何文件" in said.err
    assert folders(tmp_path) == []


def test_what_is_missing_is_listed_and_may_wait_in_a_draft(tmp_path: Path, capsys: Captured) -> None:
    books = example_books(builtin())
    path = workbook(tmp_path / "缺原因.xlsx", replace(books, reasons={**books.reasons, "N01": ""}))
    target = tmp_path / "草稿"
    arguments = ["prepare", str(path), "-o", str(target), "--formats", "html"]

    assert main(arguments) == 2
    assert "缺少" in capsys.readouterr().err
    assert folders(tmp_path) == []
    main([*arguments, "--draft"])
    assert "待填写" in (target / f"{NAME}（草稿）.html").read_text(encoding="utf-8")
    assert "提示  缺少" in capsys.readouterr().err


def test_accounts_that_do_not_agree_are_refused(tmp_path: Path, capsys: Captured) -> None:
    books = example_books(builtin())
    path = workbook(tmp_path / "不平.xlsx", replace(books, basic=books.basic[1:]))

    assert main(["prepare", str(path), "-o", str(tmp_path / "公开文件")]) == 2
    assert "没有生成任何文件" in capsys.readouterr().err
    assert folders(tmp_path) == []


@pytest.mark.parametrize("rounding", ["plain", "footing"])
def test_every_rounding_agrees_with_itself(rounding: str, example: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "公开文件"

    assert main(["prepare", str(example), "-o", str(target), "--formats", "html", "--rounding", rounding]) == 0
    assert capsys.readouterr().out == "核对：未发现问题\n"


def test_what_an_earlier_run_wrote_is_replaced(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "公开文件"
    arguments = ["prepare", str(example), "-o", str(target), "--formats", "json"]
    assert main(arguments) == 0
    before = (target / f"{NAME}.json").stat().st_mtime_ns

    assert main(arguments) == 0
    assert (target / f"{NAME}.json").stat().st_mtime_ns != before
    assert folders(tmp_path) == ["公开文件"]


@pytest.mark.parametrize("changed", ["领导批示.docx", f"{NAME}.json"])
def test_what_the_user_put_or_changed_there_is_never_replaced(
    changed: str, example: Path, tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "公开文件"
    arguments = ["prepare", str(example), "-o", str(target), "--formats", "json"]
    assert main(arguments) == 0
    (target / changed).write_text("改过", encoding="utf-8")

    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "没有替换" in said
    assert changed in said
    assert (target / changed).read_text(encoding="utf-8") == "改过"
    assert main([*arguments, "--force"]) == 0
    assert [path.name for path in target.iterdir() if path.read_bytes() == "改过".encode()]
    assert json.loads((target / f"{NAME}.json").read_text(encoding="utf-8"))
    assert folders(tmp_path) == ["公开文件"]


def test_results_go_among_what_is_not_ours_only_by_force(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "文档"
    target.mkdir()
    (target / "a.txt").write_text("a")
    arguments = ["prepare", str(example), "-o", str(target), "--formats", "json"]

    assert main(arguments) == 2
    assert [path.name for path in target.iterdir()] == ["a.txt"]
    assert main([*arguments, "--force"]) == 0
    assert results_in(target) == ["a.txt", f"{NAME}.json"]
    assert main([*arguments, "--force"]) == 0
    assert results_in(target) == ["a.txt", f"{NAME}.json"]


def test_an_empty_folder_is_as_good_as_none(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "公开文件"
    target.mkdir()

    assert main(["prepare", str(example), "-o", str(target), "--formats", "json"]) == 0


def test_nothing_is_half_written_and_the_old_stays_when_writing_fails(
    example: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "公开文件"
    assert main(["prepare", str(example), "-o", str(target), "--formats", "json"]) == 0
    before = (target / f"{NAME}.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(publications.FORMATS, "docx", full)  # type: ignore[arg-type]
    assert main(["prepare", str(example), "-o", str(target), "--formats", "json,docx", "--force"]) == 2
    assert "磁盘空间不足" in capsys.readouterr().err
    assert folders(tmp_path) == ["公开文件"]
    assert sorted(path.name for path in target.iterdir()) == [".juesuan.json", f"{NAME}.json"]
    assert (target / f"{NAME}.json").read_bytes() == before


def test_last_years_disclosure_gives_what_is_compared(tmp_path: Path, capsys: Captured) -> None:
    books = example_books(builtin())
    before = replace(books, year=2021, previous={})
    old = tmp_path / "上年.html"
    publish(
        compose(before, builtin().layouts.named("henan-2022")),
        builtin().layouts.named("henan-2022").style,
        old,
        builtin(),
    )
    path = workbook(tmp_path / "工作簿.xlsx", replace(books, previous={"running_costs": Decimal("1158900.00")}))
    target = tmp_path / "公开文件"

    main(["prepare", str(path), "-o", str(target), "--formats", "json", "--previous", str(old), "--draft"])
    told = json.loads((target / f"{NAME}（草稿）.json").read_text(encoding="utf-8"))["sections"]
    prose = {section["id"]: section["body"]["text"] for section in told}
    assert "与上年度相比，收、支总计持平" in prose["N01"]
    assert "比上年度减少2.64万元" in prose["N10"], "what the workbook says goes before last year's file"


def test_last_years_disclosure_must_be_last_years(example: Path, tmp_path: Path, capsys: Captured) -> None:
    old = tmp_path / "本年.html"
    publish(
        compose(example_books(builtin()), builtin().layouts.named("henan-2022")),
        builtin().layouts.named("henan-2022").style,
        old,
        builtin(),
    )

    assert main(["prepare", str(example), "-o", str(tmp_path / "公开文件"), "--previous", str(old)]) == 2
    assert "这是2022年度的文件，--previous 应为2021年度的决算" in capsys.readouterr().err


def test_the_edition_follows_the_place_or_is_named(tmp_path: Path, capsys: Captured) -> None:
    books = example_books(builtin())
    department = replace(books.department, place="汕头市")
    path = workbook(tmp_path / "工作簿.xlsx", replace(books, year=2019, department=department))

    main(["prepare", str(path), "-o", str(tmp_path / "甲"), "--formats", "json"])
    assert "版式：guangdong-2019" in capsys.readouterr().err
    main(["prepare", str(path), "-o", str(tmp_path / "乙"), "--formats", "json", "--edition", "henan-2022"])
    assert "版式：henan-2022" in capsys.readouterr().err
    assert main(["prepare", str(path), "-o", str(tmp_path / "丙"), "--edition", "mars"]) == 2
    assert "没有名为“mars”的公开版式，可选：" in capsys.readouterr().err


def test_sheets_may_be_csv_files_of_any_encoding(tmp_path: Path, capsys: Captured) -> None:
    books = replace(example_books(builtin()), spending=())
    path = workbook(tmp_path / "工作簿.xlsx", books)
    lines = ["功能科目,资金性质,支出性质,金额,所属单位,收款单位（内部）"]
    natures = {"basic": "基本支出", "project": "项目支出", "subsidy": "对附属单位补助支出", "remit": "上缴上级支出"}
    funds = {"gpb": "一般公共预算", "gf": "政府性基金", "own": "其他资金"}
    for item in example_books(builtin()).spending:
        words = (item.function, funds[item.fund], natures[item.nature], str(item.amount), item.agency, item.counterpart)
        lines.append(",".join(words))
    spending = tmp_path / "支出.csv"
    spending.write_text("\r\n".join(lines), encoding="gb18030")

    assert main(["prepare", str(path), str(spending), "-o", str(tmp_path / "公开文件"), "--formats", "json"]) == 0
    assert capsys.readouterr().out == "核对：未发现问题\n"


def test_a_file_that_is_not_recognised_is_named_with_the_reason(
    example: Path, tmp_path: Path, capsys: Captured
) -> None:
    ledger, picture = tmp_path / "明细账.csv", tmp_path / "扫描.png"
    ledger.write_text("日期,摘要,借方\n2022-01-01,办公费,3.00\n", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")

    files = [str(example), str(ledger), str(picture), str(tmp_path / "没有.xlsx")]
    assert main(["prepare", *files, "-o", str(tmp_path / "公开文件")]) == 2
    said = capsys.readouterr().err
    assert "明细账.csv：没有认出这是什么文件" in said
    assert "扫描.png：不支持的文件，这是图片" in said
    assert "没有.xlsx：无法打开，文件不存在" in said
    assert folders(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.xlsx", b"", "文件是空的（0 字节）"),
        ("空白.csv", b"\xef\xbb\xbf \r\n", "没有认出这是什么文件"),
        ("~$工作簿.xlsx", b"\x05user" + bytes(159), "请指定“工作簿.xlsx”本身；如果它还开着，请先保存并关闭"),
        ("其实是PDF.xlsx", b"%PDF-1.7\n" + b"\0\xff\n" * 200, "这是 PDF 文件，不是工作簿"),
        ("决算.pdf", b"%PDF-1.7\n" + b"x" * 200_000, "这是 PDF 文件，不是工作簿"),
        ("加密.xlsx", compound_file(EncryptionInfo=b"", EncryptedPackage=b""), "文件已加密，打开它需要密码"),
        ("截断.xlsx", b"PK\x03\x04 not a workbook", "文件已损坏"),
    ],
)
def test_a_file_given_by_mistake_is_explained(
    name: str, content: bytes, message: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["prepare", str(tmp_path / name), "-o", str(tmp_path / "公开文件")]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert message in said
    assert "Error" not in said
    assert "invalid" not in said


def test_a_folder_in_place_of_a_file_is_explained(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "资料.xlsx").mkdir()
    assert main(["prepare", str(tmp_path / "资料.xlsx"), "-o", str(tmp_path / "公开文件")]) == 2
    assert "资料.xlsx：无法打开，这是一个文件夹" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["工作簿.xls", "工作簿.xlsm"])
def test_the_content_decides_whatever_the_name_says(name: str, example: Path, tmp_path: Path) -> None:
    """An .xlsx file that somebody renamed."""
    renamed = example.rename(tmp_path / name)
    assert main(["prepare", str(renamed), "-o", str(tmp_path / "公开文件"), "--formats", "json"]) == 0


def test_what_offices_do_to_a_workbook_changes_no_fact(example: Path, tmp_path: Path) -> None:
    """A title of merged cells above the header, amounts typed as text, a hidden sheet of drafts."""
    book = openpyxl.load_workbook(example)
    for name in ("收入", "支出"):
        sheet = book[name]
        sheet.insert_rows(1)
        sheet["A1"] = "某局2022年明细"
        sheet.merge_cells("A1:D1")
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)):
            cell.value = f"{cell.value:,.2f}"
    draft = book.create_sheet("草稿")
    draft["A1"], draft.sheet_state = "旧数", "hidden"
    book.save(tmp_path / "改过.xlsx")

    found = []
    for path in (example, tmp_path / "改过.xlsx"):
        folder = tmp_path / path.stem
        assert main(["prepare", str(path), "-o", str(folder), "--formats", "json"]) == 0
        found.append({item.id: item.value for item in juesuan.read(folder / f"{NAME}.json").statements})

    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "请用 -o 指定结果放在哪个文件夹"), (["-o", "工作簿.xlsx"], "这是一个文件，-o 要指定文件夹")],
)
def test_where_results_cannot_go_is_explained(
    arguments: list[str], message: str, example: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example.parent)

    assert main(["prepare", example.name, *arguments]) == 2
    assert message in capsys.readouterr().err


def test_an_unknown_format_is_explained(capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main(["prepare", "工作簿.xlsx", "-o", "公开文件", "--formats", "docx,ppt"])

    assert "没有格式 ppt，可选：docx、pdf" in capsys.readouterr().err
