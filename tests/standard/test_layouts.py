"""Layouts: what a place prints and must print. A new place is a new folder; what is wrong with it is said with its file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.model import Unit
from juesuan.standard import Standard, builtin, load
from juesuan.standard.layers import Layers
from juesuan.standard.layouts import REFERENCE, Layout, LayoutEvidence, UnknownLayout
from juesuan.standard.loading import DataError, StandardError

NEW = ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09")
OLD = ("T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07", "T08")


@pytest.fixture(params=sorted(builtin().layouts.by_name))
def layout(request: pytest.FixtureRequest) -> Layout:
    return builtin().layouts.named(request.param)


def folder(root: Path, name: str, **files: str) -> Path:
    """A layout of the user's own: ``layout`` and other files by their names without suffix."""
    for file, text in files.items():
        path = root / "layouts" / name / f"{file.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def laid_over(root: Path) -> Standard:
    """The built-in standard with a folder over it; a part is loaded when it is asked for."""
    return Standard(Layers.over([root]))


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        (LayoutEvidence("焦作市某某局", "焦作市", 2022, NEW), "henan-2022"),
        (LayoutEvidence("西安市某某委员会", "西安市", 2022, NEW), "shaanxi-2022"),
        (LayoutEvidence("上海市普陀区某某局", "上海市普陀区", 2024, OLD), "shanghai-2024"),
        (LayoutEvidence("佛山市某某局", "佛山市", 2019, OLD[:8]), "guangdong-2019"),
        (
            LayoutEvidence("某某大学", "", 2023, ("T01", "T02", "T03", "T10"), ("高等学校收支决算总表",)),
            "university-2023",
        ),
        (LayoutEvidence("国家统计局", "", 2023, NEW), "central-2022"),
        (LayoutEvidence("长沙市某某局", "长沙市", 2021, OLD), "mof-2020"),
        (LayoutEvidence("长沙市某某局", "长沙市", 2023, NEW), "mof-2022"),
        (LayoutEvidence("某某局", "", 2018, OLD[:8]), "mof-2019"),
        (LayoutEvidence("某某局", "", None, OLD[:8]), "mof-2019"),
        (LayoutEvidence("成都市某某局", "成都市", 2023, document="performance"), "sichuan-2023"),
        (LayoutEvidence("长沙市某某局", "长沙市", 2023, document="performance"), "performance"),
        (LayoutEvidence(), REFERENCE),
    ],
)
def test_recognised(evidence: LayoutEvidence, name: str) -> None:
    assert builtin().layouts.recognised(evidence).id == name


def test_an_unknown_name_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownLayout, match=r"“henan-2020”.*henan-2022.*mof-2022"):
        builtin().layouts.named("henan-2020")


def test_province_of_a_prefecture() -> None:
    places = builtin().places
    assert places.province_of("焦作市城乡一体化示范区") == "河南省"
    assert places.province_of("上海市普陀区") == "上海市"
    assert places.province_of("某某大学") == ""


def test_a_layout_names_forms_and_titles_that_are_recognised(layout: Layout) -> None:
    assert set(layout.form_ids) <= set(builtin().forms)
    assert all(builtin().forms[form].has_title(layout.title(form)) for form in layout.form_ids)


def test_every_header_and_label_of_a_layout_is_recognised(layout: Layout) -> None:
    for printed in layout.forms:
        headed = {key: printed.form.columns_headed(path) for key, path in printed.columns.items()}
        assert all(key in {column.key for column in found} for key, found in headed.items())
        named = {key: printed.form.rows_labelled(label) for key, label in printed.labels.items()}
        assert all(key in {row.key for row in found} for key, found in named.items())


def test_everything_of_a_layout_can_be_used(layout: Layout) -> None:
    assert layout.style.size > 0
    assert layout.overall.kind == "PO"
    assert layout.project.kind == "PP"
    names = [section["id"] for section in layout.template.sections]
    assert len(names) == len(set(names))
    if layout.id in builtin().layouts.prepared:
        assert {"N01", "N05.3", "N09.2", "N13.1", "glossary"} <= set(names)


def test_line_numbers_are_those_of_two_halves_without_a_gap(layout: Layout) -> None:
    for printed in layout.forms:
        if printed.lines:
            numbers = list(printed.lines.values())
            assert numbers == sorted(set(numbers))
            assert numbers[0] == 1


def test_2022_numbers_the_lines_as_the_canonical_keys_do() -> None:
    for name in ("T01", "T04"):
        printed = builtin().layouts.named("henan-2022").form(name)
        assert printed is not None
        assert all(key == f"L{line}" for key, line in printed.lines.items())


def test_items_are_numbered_up_to_the_total() -> None:
    printed = builtin().layouts.named("shanghai-2024").form("T01")
    assert printed is not None
    assert printed.labels["L8"] == "八、其他收入"
    assert printed.labels["L27"] == "本年收入合计"
    assert printed.labels["L28"] == "使用非财政拨款结余（含专用结余）"
    assert printed.labels["L57"].startswith("二十六、")


def test_classes_have_their_name_of_the_year() -> None:
    found = {name: builtin().layouts.named(name).form("T01") for name in ("guangdong-2019", "henan-2022")}
    assert {name: printed and printed.labels["L45"] for name, printed in found.items()} == {
        "guangdong-2019": "十四、资源勘探信息等支出",
        "henan-2022": "十四、资源勘探工业信息等支出",
    }


def test_eight_tables_in_yuan_until_2019() -> None:
    layout = builtin().layouts.named("guangdong-2019")
    assert layout.form_ids == ("T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07")
    assert layout.unit is Unit.YUAN
    assert layout.form("T08") is None


def test_a_place_changes_order_and_words_of_what_it_inherits() -> None:
    shanghai, reference = builtin().layouts.named("shanghai-2024"), builtin().layouts.named(REFERENCE)
    assert shanghai.sections == (
        "N01", "N02", "N03", "N04", "N05", "N06", "N09", "N07", "N08", "N13", "N10", "N11", "N12"
    )  # fmt: skip
    sections = {section["id"]: section for section in shanghai.template.sections}
    inherited = {section["id"]: section for section in reference.template.sections}
    assert sections["N11"]["text"] == inherited["N11"]["text"]
    assert sections["N11"]["heading"] == "（二）政府采购支出情况"


def test_a_new_place_is_a_new_folder(tmp_path: Path) -> None:
    text = (
        'base = "mof-2022"\nlabel = "云南省（2030 年度起）"\nform_order = ["T01", "T02", "T03"]\n'
        'forms = [{ id = "T01", title = "收支决算一览" }]\n[applies]\nplaces = ["云南省"]\nfirst_year = 2030\n'
    )
    standard = laid_over(folder(tmp_path, "yunnan-2030", layout=text))
    known = standard.layouts

    found = known.recognised(LayoutEvidence("昆明市某某局", "昆明市", 2030, ("T01", "T02", "T03")))

    assert found.id == "yunnan-2030"
    assert found.form_ids == ("T01", "T02", "T03")
    assert found.title("T01") == "收支决算一览"
    assert standard.forms["T01"].has_title("收支决算一览")
    assert not builtin().forms["T01"].has_title("收支决算一览")
    assert found.parts == builtin().layouts.reference.parts
    assert known.recognised(LayoutEvidence("昆明市某某局", "昆明市", 2029, NEW)).id == "mof-2022"
    assert known.of_place("昆明市", 2030).id == "yunnan-2030"
    assert builtin().layouts.of_place("昆明市", 2030).id == "mof-2022"


def test_a_folder_of_the_users_changes_one_of_ours(tmp_path: Path) -> None:
    said = '[terms]\n"云" = "一种计算资源。"\n[[sections]]\nid = "N01"\ntext = ["收支总计{total[side=income]}。"]\n'
    root = folder(tmp_path, "henan-2022", layout='unit = "元"\n', narrative=said)
    own = laid_over(root).layouts.named("henan-2022")
    ours = builtin().layouts.named("henan-2022")

    assert (own.label, own.applies, own.unit) == (ours.label, ours.applies, Unit.YUAN)
    assert own.template.terms == {"云": "一种计算资源。"}
    assert [section["id"] for section in own.template.sections] == [s["id"] for s in ours.template.sections]
    assert next(s for s in own.template.sections if s["id"] == "N01")["text"] == ["收支总计{total[side=income]}。"]
    assert ours.unit is Unit.WAN


def test_a_folder_to_copy_is_no_layout(tmp_path: Path) -> None:
    assert (
        laid_over(folder(tmp_path, "_mine", layout='label = "样例"\n')).layouts.by_name.keys()
        == builtin().layouts.by_name.keys()
    )


BASE = 'label = "自定"\nbase = "mof-2022"\n'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"layout": "label = \n"}, "layouts/own/layout.toml"),
        ({"layout": 'label = "自定"\nbase = "nowhere"\n'}, "没有名为“nowhere”的版式，可选：budget、"),
        ({"layout": 'label = "自定"\nbase = "own"\n'}, "又以自己为基础"),
        ({"layout": 'lable = "自定"\n'}, "不认识的项“lable”"),
        ({"layout": 'base = ""\n'}, "缺少 label"),
        ({"layout": f"{BASE}unit = '亿'\n"}, "unit：不认识的值 '亿'"),
        ({"layout": f"{BASE}thousands = 1\n"}, "thousands：应为true 或 false，实为整数"),
        ({"layout": f'{BASE}form_order = ["T01", "T77"]\n'}, "form_order：“T77”没有内容"),
        ({"layout": f'{BASE}[[forms]]\nid = "T77"\n'}, "没有表“T77”"),
        ({"layout": f'{BASE}[[forms]]\nid = "T01"\nnotes = ""\n'}, "forms[0].notes：不认识的项“notes”"),
        ({"layout": f'{BASE}[[forms]]\nid = "T01"\nomit = ["L99"]\n'}, "forms（T01）.omit：“L99”不是这张表的行"),
        ({"layout": f'{BASE}[[forms]]\nid = "T01"\ncolumns = {{ C9 = "收入" }}\n'}, "“C9”不是这张表的栏"),
        ({"layout": f'{BASE}[requires]\nparts = ["overveiw"]\n'}, "没有名为“overveiw”的要求"),
        ({"layout": f'{BASE}[applies]\ndocument = "accounts"\n'}, "applies.document：不认识的值 'accounts'"),
        (
            {"layout": f'{BASE}sections = [{{ id = "N99", heading = "一" }}]\nsection_order = ["N01"]\n'},
            "section_order：没有列出“N99”",
        ),
        ({"layout": BASE, "narrative": "[[sections]\n"}, "不是 TOML 格式"),
        ({"layout": BASE, "narrative": "[[sections]]\ntext = []\n"}, "缺少 id"),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N99"\n'},
            "sections[0]（N99）：在 layout.toml 的 sections 中没有",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\ntekst = []\n'},
            "sections[0].tekst：不认识的项“tekst”",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\ntext = [{ wenn = "spend" }]\n'},
            "sections[0].text[0].wenn：不认识的项“wenn”",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\ntext = [{ when = "spend" }]\n'},
            "sections[0].text[0]：缺少 say",
        ),
        (
            {
                "layout": BASE,
                "narrative": '[[sections]]\nid = "N01"\ntext = [{ each = ["spend[function=*]"], say = "" }]\n',
            },
            "缺少 digits",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\nlist = "dutys"\n'},
            "sections[0].list：不认识的值 'dutys'",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\ntext = ["{spend}{spend[found=gpb]}"]\n'},
            "sections[0]（N01）：“{spend[found=gpb]}”",
        ),
        (
            {"layout": BASE, "narrative": '[[sections]]\nid = "N01"\ntext = ["{because: N01}"]\n'},
            "sections[0]（N01）：“{because: N01}”",
        ),
        (
            {"layout": f'{BASE}[applies]\nplaces = ["河南"]\n'},
            "applies.places：“河南”不是行政区划的全称，应写全，如“河南省”",
        ),
        ({"layout": f"{BASE}[applies]\nfirst_year = 20240\n"}, "applies.first_year：不能大于 2199"),
        ({"layout": BASE, "print": 'landscape = ["T01", "T33"]\n'}, "landscape：没有表“T33”"),
        ({"layout": BASE, "print": 'rules = "dotted"\n'}, "rules：不认识的值 'dotted'"),
        ({"layout": BASE, "print": "bold = true\n"}, "不认识的项“bold”"),
        ({"layout": BASE, "performance__project": "[scoring]\nexcess = 'none'\n"}, "scoring.excess"),
        ({"layout": BASE, "performance__project": 'columns = ["level4"]\n'}, "columns[0]：不认识的值 'level4'"),
        (
            {"layout": BASE, "performance__project": '[weights]\n"预算执行率" = 10\n"产出指标" = 95\n'},
            "weights：各项分值合计 105 分，应为 100 分",
        ),
        ({"layout": BASE, "performance__overall": '[grades]\n"优" = 90\n"良" = 95\n'}, "grades：等级应由高到低排列"),
        (
            {
                "layout": BASE,
                "performance__project": 'columns = ["level1", "target"]\nrequired = ["target", "score"]\n',
            },
            "required：columns 中没有“score”",
        ),
        ({"layout": BASE, "performance__project": 'base = "other"\n'}, "base：同一文件夹里没有“other.toml”"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_place(files: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(StandardError) as error:
        load(folder(tmp_path, "own", **files))

    assert said in str(error.value)
    assert f"{tmp_path.as_posix()}/layouts/own" in str(error.value)


def test_the_first_mistake_of_every_file_is_said(tmp_path: Path) -> None:
    folder(tmp_path, "one", layout=BASE, narrative="x = 1\n", print="y = 1\n", performance__project="z = 1\n")
    folder(tmp_path, "two", layout="w = 1\n")
    with pytest.raises(StandardError) as error:
        load(tmp_path)

    assert {(Path(item.file).name, item.place) for item in error.value.errors} >= {("layout.toml", "w")}
    folder(tmp_path, "two", layout=BASE)
    with pytest.raises(StandardError) as error:
        load(tmp_path)
    found = {(Path(item.file).name, item.place) for item in error.value.errors}
    assert found == {("narrative.toml", "x"), ("print.toml", "y"), ("project.toml", "z")}


def test_layouts_that_are_each_others_base_are_refused(tmp_path: Path) -> None:
    folder(tmp_path, "one", layout='label = "一"\nbase = "two"\n')
    with pytest.raises((DataError, StandardError), match="又以自己为基础"):
        load(folder(tmp_path, "two", layout='label = "二"\nbase = "one"\n'))


def test_a_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path, "own", layout=BASE) / "layouts" / "own" / "narrative.toml"
    path.write_bytes('[terms]\n"云" = "一种计算资源。"'.encode("gb18030"))
    assert laid_over(tmp_path).layouts.named("own").template.terms == {"云": "一种计算资源。"}
