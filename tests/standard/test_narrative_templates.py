"""Templates of the prose are data that users may change; what is wrong with a file is said with its name and section."""

from pathlib import Path

import pytest

from juesuan.standard.editions import Edition, edition_for, editions
from juesuan.standard.narrative_templates import TemplateError, narrative_template


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def ids(name: str, folder: Path | None = None) -> list[str]:
    return [section["id"] for section in narrative_template(name, folder).sections]


@pytest.mark.parametrize("edition", editions().values(), ids=lambda edition: edition.id)
def test_every_edition_has_its_template(edition: Edition) -> None:
    names = [section["id"] for section in edition.template.sections]
    assert len(names) == len(set(names))
    assert {"N01", "N05.3", "N09.2", "N13.1", "glossary"} <= set(names)


def test_a_place_changes_order_and_words_of_what_it_inherits() -> None:
    order = [name for name in ids("shanghai-2024") if name[:1] == "N" and "." not in name]
    assert order == ["N01", "N02", "N03", "N04", "N05", "N06", "N09", "N07", "N08", "N13", "N10", "N11", "N12"]
    sections = {section["id"]: section for section in narrative_template("shanghai-2024").sections}
    inherited = {section["id"]: section for section in narrative_template("mof-2022").sections}
    assert sections["N11"]["text"] == inherited["N11"]["text"]
    assert sections["N11"]["heading"] == "（二）政府采购支出情况"


def test_a_file_of_the_users_wins_over_ours_and_may_extend_it(tmp_path: Path) -> None:
    text = 'extends = "henan-2022"\n[terms]\n"云" = "一种计算资源。"\n[[sections]]\nid = "N01"\ntext = ["收支总计{total[side=income]}。"]\n'
    own = narrative_template("henan-2022", write(tmp_path, "henan-2022.toml", text))
    assert next(section for section in own.sections if section["id"] == "N01")["text"] == [
        "收支总计{total[side=income]}。"
    ]
    assert [section["id"] for section in own.sections] == ids("henan-2022")
    assert own.terms == {"云": "一种计算资源。"}


def test_an_edition_of_the_users_wins_too(tmp_path: Path) -> None:
    write(tmp_path, "edition-own.toml", 'extends = "mof-2022"\nplaces = ["河南省"]\nfirst_year = 2023\nunit = "元"\n')
    assert edition_for("郑州市", 2023, folder=tmp_path).id == "own"
    assert edition_for("郑州市", 2022, folder=tmp_path).id == "henan-2022"
    assert edition_for("郑州市", 2023).id == "henan-2022"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[sections]\n", "格式有误"),
        ('extends = "nowhere"\n', "没有名为“nowhere”的文字模板"),
        ('extends = "mof-2022"\n[[sections]]\nheading = "一"\n', "缺少 id"),
        ('extends = "mof-2022"\n[[sections]]\nid = "N99"\nheading = "一"\n', "“N99”没有列在 order 里"),
        ('extends = "mof-2022"\norder = ["N01", "N77"]\n', "order 中的“N77”没有内容"),
        ('extends = "mof-2022"\n[[sections]]\nid = "N01"\ntekst = []\n', "部分“N01”有不认识的项：tekst"),
        (
            'extends = "mof-2022"\n[[sections]]\nid = "N01"\ntext = [{ wenn = "spend" }]\n',
            "部分“N01”的句子有不认识的项",
        ),
        ('extends = "mof-2022"\n[[sections]]\nid = "N01"\ntext = [{ when = "spend" }]\n', "部分“N01”的句子缺少 say"),
        (
            'extends = "mof-2022"\n[[sections]]\nid = "N01"\ntext = [{ each = ["spend[function=*]"], say = "" }]\n',
            "缺少 digits",
        ),
        ('extends = "mof-2022"\n[[sections]]\nid = "N01"\nlist = "dutys"\n', "list 只能是"),
        (
            'extends = "mof-2022"\n[[sections]]\nid = "N01"\ntext = ["{spend}{spend[found=gpb]}"]\n',
            "部分“N01”的“{spend[found=gpb]}”",
        ),
        ('extends = "mof-2022"\n[[sections]]\nid = "N01"\ntext = ["{because: N01}"]\n', "部分“N01”的“{because: N01}”"),
        ('[[sections]]\nid = "N01"\n', "没有标题"),
        ('extends = "own"\n', "没有名为“own”的文字模板"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_section(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"own\.toml|nowhere|“own”") as error:
        narrative_template("own", write(tmp_path, "own.toml", text))
    assert said in str(error.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes("extends = '决算'".encode("gb18030"))
    with pytest.raises(TemplateError, match="UTF-8"):
        narrative_template("own", tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('extends = "nowhere"\n', "所继承的“nowhere”不存在"),
        ('extends = "own"\n', "又继承了它自己"),
        ('extends = "mof-2022"\norder = ["T01", "T77"]\n', "表“T77”不存在"),
        ('unit = "元"\n', "缺少 places"),
        ("extends = \n", "格式有误"),
    ],
)
def test_what_is_wrong_with_an_edition_is_said(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=said):
        edition_for("郑州市", 2023, folder=write(tmp_path, "edition-own.toml", text))


def test_templates_that_inherit_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one.toml", 'extends = "two"\n')
    with pytest.raises(TemplateError, match="继承了它自己"):
        narrative_template("one", write(tmp_path, "two.toml", 'extends = "one"\n'))
