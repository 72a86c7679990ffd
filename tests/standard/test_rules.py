"""The register: every id of the domain reference, and expressions that speak of things that exist."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.assertion import shown
from juesuan.arithmetic.grammar import parse
from juesuan.model import FactKey, Severity
from juesuan.reporting.words import CATEGORY
from juesuan.standard import DataError, Standard, StandardError, builtin, load
from juesuan.standard.layers import Layers
from juesuan.standard.rules import PATTERN, Rule
from juesuan.standard.statable import unstated

# How many ids each family of DOMAIN section 2 has; they count from 01 without gaps.
FAMILIES = {
    "T01": 12, "T02": 8, "T03": 9, "T04": 12, "T05": 6, "T06": 11, "T07": 5, "T08": 5, "T09": 7, "X": 31, "Y": 15,
    "N01": 5, "N02": 5, "N03": 4, "N04": 3, "N05": 21, "N06": 4, "N07": 3, "N08": 3, "N09": 10, "N10": 3, "N11": 5,
    "N12": 4, "N13": 9, "PO": 28, "PP": 22, "PX": 10, "C": 6, "F": 9, "L": 6, "S": 9,
}  # fmt: skip
# Rules about budgets: of each form, between forms.
BUDGETS = {
    "B01": 6, "B02": 4, "B03": 4, "B04": 7, "B05": 3, "B06": 3, "B07": 3, "B08": 3, "B09": 2, "B10": 3, "B11": 2, "BX": 15, "BN": 8,
}  # fmt: skip
# Rules of our own, beyond the domain reference: a new rule is added here.
OWN = {
    "T02-09", "F-11", "F-12", "F-13", "F-14",
    "X-32", "X-33", "X-34", "C-07", "F-10", "L-07", "L-08", "L-09", "L-10", "N01-06", "N02-06", "N03-05",
    "N01-07", "N03-06", "N04-05", "N05-24", "N07-04", "N08-04", "N12-05",
    "N04-04", "N05-22", "N05-23", "N06-05", "N09-11", "N09-12", "N09-13", "N09-14", "N11-06", "N11-07", "N11-08",
    "N13-10", "N13-11", "N13-12", "N13-13", "N13-14", "N13-15", "N13-16", "N13-17", "B-01", "B-02", "B-03", "B-07", "PP-24", "PP-23", "PX-11",
    "PX-12", "PX-13", "PX-14", "PX-15", "PX-16", "PX-17", "PX-18", "PX-19", "PX-20", "PX-21", "PX-22", "PX-23",
    "T11-01", "T11-02", "T12-01", "X-35", "X-36", "Y-16", "U-01", "U-02", "T00-01", "T00-02", "T00-03",
    "N00-01", "N00-02", "N00-03", "N00-04", "N00-05", "X-37", "L-11", "L-12", "T06-12",
    "T10-01", "T10-02", "T10-03", "T10-04", "B-04", "B-05", "B-06", "C-08", "C-09",
}  # fmt: skip

ALL = list(builtin().rules.values())


def test_every_id_of_the_domain_and_no_other() -> None:
    expected = {f"{family}-{number:02d}" for family, count in FAMILIES.items() for number in range(1, count + 1)}

    budgets = {f"{family}-{number:02d}" for family, count in BUDGETS.items() for number in range(1, count + 1)}

    assert sum(FAMILIES.values()) == 290
    assert set(builtin().rules) == expected | budgets | OWN


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_row_is_complete(rule: Rule) -> None:
    assert (rule.kind == PATTERN) == (rule.id[:2] == "B-")
    assert (rule.kind == "code") == (not rule.parts and rule.kind != PATTERN)
    assert Severity(rule.severity)
    assert rule.category in CATEGORY
    assert rule.needs in {"", "previous", "budget", "against", "units", "evidence"}
    assert rule.title and len(rule.title) <= 30
    assert rule.why.endswith("。") and rule.hint.endswith("。")
    assert rule.basis and rule.since


def test_titles_are_not_repeated() -> None:
    repeated = [title for title, count in Counter(rule.title for rule in ALL).items() if count > 1]

    assert not repeated


@pytest.mark.parametrize("rule", [rule for rule in ALL if rule.parts], ids=lambda rule: rule.id)
def test_the_facts_of_a_row_stand_in_the_forms_that_it_names(rule: Rule) -> None:
    assert [found for part in rule.parts for found in unstated(part, builtin().forms)] == []


@pytest.mark.parametrize("rule", [rule for rule in ALL if rule.parts], ids=lambda rule: rule.id)
def test_what_is_written_is_read_as_it_was_meant(rule: Rule) -> None:
    assert parse(shown(rule.parts)) == rule.parts


def test_the_vocabulary_knows_all_that_the_rows_name() -> None:
    assert list((Standard(Layers(Layers.over().folders, strict=True))).rules) == list(builtin().rules)


def test_most_rules_are_rows() -> None:
    rows = [rule for rule in ALL if rule.parts]

    assert 2 * len(rows) >= len(ALL)


HEADER = "id,severity,category,title,assertion,scope,subject,documents,layouts,years,needs,why,hint,basis,since"
ROW = {
    "id": "X-99",
    "severity": "error",
    "category": "cross_table",
    "title": "示例",
    "assertion": "income@T01 = income@T02",
}


def written(path: Path, *rows: dict[str, str]) -> Path:
    """A file of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = HEADER.split(",")
    lines = (",".join(f'"{(ROW | row).get(column, "")}"' for column in columns) for row in rows)
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def over(folder: Path) -> Standard:
    """The standard with a folder over it, of which nothing was loaded."""
    return Standard(Layers.over([folder]))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"assertion": "incme = spend"}, "没有名为“incme”的指标"),
        ({"assertion": "income[nature=basic] = spend"}, "没有维度“nature”"),
        ({"assertion": "income[source=afiliate] = spend"}, "没有值“afiliate”"),
        ({"assertion": "income by orign"}, "没有名为“orign”的分项维度"),
        ({"assertion": "income = "}, "第 9 个字符处"),
        ({"assertion": "income@T99 = income@T02"}, "没有表或章节“T99”"),
        ({"assertion": "income by origin", "scope": "T19"}, "没有表或章节“T19”"),
        ({"assertion": "T01 ~ T99 : income"}, "没有表或章节“T99”"),
        ({"assertion": "change @ N99"}, "没有表或章节“N99”"),
        ({"assertion": "three_public@T02 = income@T01"}, "“T02”表中没有“three_public”这样的数"),
        ({"assertion": "income@T01 = income@T02 where three_public@T02 >= 1"}, "“T02”表中没有“three_public”这样的数"),
        ({"assertion": "income@T01 = income@T02 unless spend@T02 >= 1"}, "“T02”表中没有“spend”这样的数"),
        ({"assertion": "T01 ~ T02 : income ; total[side=income]"}, "“T02”表中没有“total[side=income]”这样的数"),
        ({"assertion": "spend[function=2019876]@T03 <= spend@T03"}, "没有编码“2019876”"),
        ({"assertion": "spend@T01 = spend@T03 where spend[function=208|299]@T03 >= 1"}, "没有编码“299”"),
        ({"assertion": "spend[function=99999]@T03 = spend@T03"}, "没有编码“99999”"),
        ({"assertion": ""}, "没有写算式"),
        ({"assertion": "pattern moved"}, "只用于程序自带的规则"),
        ({"id": "B-01"}, "只用于程序自带的规则"),
        ({"id": "T01-01", "assertion": ""}, "没有写算式"),
        ({"id": "x-99"}, "id：写法不对"),
        ({"severity": "fatal"}, "severity：不认识的值"),
        ({"category": "cross"}, "category：不认识的值"),
        ({"title": ""}, "缺少 title"),
        ({"documents": "accounts"}, "documents：没有名为“accounts”的文件种类"),
        ({"years": "2022"}, "years：写法不对"),
        ({"years": "2022-2019"}, "years：2022 年在 2019 年之后"),
        ({"needs": "last"}, "needs：不认识的值“last”"),
        ({"basis": "FORM NONE"}, "basis：没有名为“NONE”的依据"),
        ({"subject": "income"}, "subject：只用于由程序检查的规则"),
        (
            {"id": "N06-03", "assertion": "", "subject": "spend[fund=gbp]"},
            "subject：“spend[fund=gbp]”：维度“fund”没有值“gbp”",
        ),
        (
            {"id": "N09-06", "assertion": "", "subject": "three_public : visits ; guests"},
            "subject：“visits”：没有名为“visits”的指标",
        ),
    ],
)
@pytest.mark.parametrize("path", ["identities.csv", "identities/own.csv", "layouts/mof-2022/identities.csv"])
def test_a_row_with_a_typo_is_refused(path: str, changed: dict[str, str], message: str, tmp_path: Path) -> None:
    written(tmp_path / path, {"id": "X-98"}, changed)

    with pytest.raises(StandardError) as error:
        _ = over(tmp_path).rules

    (told,) = error.value.errors
    assert isinstance(told, DataError)
    assert told.file.endswith(path)
    assert told.place == "第 3 行"
    assert message in told.message


def test_a_layout_that_a_row_is_for_exists(tmp_path: Path) -> None:
    written(tmp_path / "identities.csv", {"layouts": "mof-2022 henan"})

    with pytest.raises(StandardError, match="没有名为“henan”的版式"):
        _ = over(tmp_path).rules


def test_the_first_mistake_of_every_file_is_told(tmp_path: Path) -> None:
    written(tmp_path / "identities" / "one.csv", {"assertion": "incme = spend"})
    written(tmp_path / "identities" / "two.csv", {"severity": "bad"})

    with pytest.raises(StandardError) as error:
        _ = over(tmp_path).rules

    assert [told.file.rpartition("/")[2] for told in error.value.errors] == ["one.csv", "two.csv"]


def test_an_id_stands_once_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "identities" / "one.csv", {})
    written(tmp_path / "identities.csv", {})

    with pytest.raises(DataError, match="X-99"):
        _ = over(tmp_path).rules


def test_a_row_is_added_or_takes_the_place_of_ours(tmp_path: Path) -> None:
    written(
        tmp_path / "identities.csv",
        {},
        {"id": "T01-01", "severity": "info"},
        {"id": "S-05", "title": "期限", "assertion": ""},
    )

    found = load(tmp_path).rules

    assert list(found) == [*builtin().rules, "X-99"]
    assert (found["T01-01"].severity, found["S-05"].title) == ("info", "期限")
    assert found["T01-02"] == builtin().rules["T01-02"]


def test_a_rule_in_code_keeps_its_subject_where_a_row_says_none(tmp_path: Path) -> None:
    written(tmp_path / "identities.csv", {"id": "N06-03", "assertion": ""})
    written(
        tmp_path / "identities" / "own.csv",
        {"id": "PX-04", "assertion": "", "subject": "spend[stage=initial,function=*]"},
    )

    rules = over(tmp_path).rules

    assert rules["N06-03"].title == "示例"
    assert rules["N06-03"].subjects == builtin().rules["N06-03"].subjects != ()
    assert rules["PX-04"].subjects == ((FactKey.parse("spend[stage=initial,function=*]"),),)


def test_facts_that_belong_together_are_a_group() -> None:
    rule = replace(builtin().rules["N09-06"], subject="three_public : receptions : guests ; travellers")

    assert [tuple(map(str, group)) for group in rule.subjects] == [
        ("three_public", "receptions", "guests"),
        ("travellers",),
    ]


def test_a_row_of_a_layout_is_for_that_layout_and_those_made_of_it(tmp_path: Path) -> None:
    """A row of the same id says something else to the others."""
    written(tmp_path / "layouts" / "base" / "identities.csv", {}, {"id": "T01-01", "severity": "info"})
    for name, base in (("base", "mof-2022"), ("made", "base")):
        layout = tmp_path / "layouts" / name / "layout.toml"
        layout.parent.mkdir(exist_ok=True)
        layout.write_text(f'label = "{name}"\nbase = "{base}"\n', encoding="utf-8")

    found = load(tmp_path).rules

    assert found.differs_by_layout
    assert found["X-99"].layouts == "base made"
    for name in ("base", "made"):
        assert found.of_layout(name)["T01-01"].severity == "info"
    assert found["T01-01"].severity == found.of_layout("mof-2022")["T01-01"].severity == "error"


def test_a_row_of_the_layouts_folder_names_no_layout(tmp_path: Path) -> None:
    written(tmp_path / "layouts" / "mof-2022" / "identities.csv", {"layouts": "mof-2022"})

    with pytest.raises(StandardError, match="这一列应留空"):
        _ = over(tmp_path).rules


def test_the_legal_basis_is_spelled_out() -> None:
    assert builtin().rules["N10-01"].basis == "《预算法》第十四条"
    assert all(basis.citation and basis.content for basis in builtin().bases.values())
