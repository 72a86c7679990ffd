"""An identity added as one line is computed, kept by footing, checked, blamed and documented; and none needs a form to compute."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs

import juesuan
from juesuan.arithmetic.defining import definitions
from juesuan.cli import main
from juesuan.model import Disclosure, FactKey, State
from juesuan.preparing import facts as computing
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import Facts
from juesuan.preparing.rounding.footing import footed
from juesuan.standard import Standard, builtin, load
from juesuan.standard.layers import Layers
from tests import stated

KEY = FactKey.parse
HEADER = "id,severity,category,title,assertion,why,hint,basis"
LINE = (
    "X-99,error,cross_table,运行经费＝公用经费＋采购,"
    '"running_costs@N10 = spend[fund=gpb,economic=operating,nature=basic]@T06 + procurement@N11",只用于测试。,只用于测试。,FORM'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a user's own with one identity."""
    return of_line(tmp_path)


def of_line(where: Path, **applies: str) -> Path:
    """A folder with the identity, and what else the line says."""
    lines = (",".join((HEADER, *applies)), ",".join((LINE, *applies.values())))
    (where / "identities.csv").write_text("\n".join(lines), encoding="utf-8")
    return where


def test_it_computes(folder: Path) -> None:
    books = replace(example_books(builtin()), running_costs=Decimal(0))
    made = computing.facts(books, load(folder).layouts.reference)

    assert made.get("running_costs") == made.get("spend[fund=gpb,economic=operating,nature=basic]") + made.get(
        "procurement"
    )


def test_it_is_kept_by_footing(folder: Path) -> None:
    operating, bought, whole = map(
        KEY, ("spend[fund=gpb,economic=operating,nature=basic]", "procurement", "running_costs")
    )
    exact = Facts({operating: Decimal(40), bought: Decimal(40), whole: Decimal(80)})
    values = footed(exact, exact.values, load(folder).layouts.reference).values

    assert values[whole] == values[operating] + values[bought]
    plain = footed(exact, exact.values, builtin().layouts.reference).values
    assert plain[whole] != plain[operating] + plain[bought]


def document(year: int = 2022, layout: str = "") -> Disclosure:
    """One whose N10 is not what T06 and N11 say; T06 contradicts itself too."""
    made = stated.document(
        {
            "N10": {"running_costs": "9.00"},
            "N11": {"procurement": "4.00"},
            "T06": {
                "spend[fund=gpb,economic=operating,nature=basic]": "6.00",
                "spend[fund=gpb,economic=302,nature=basic]": "5.00",
            },
        }
    )
    return structs.replace(made, info=structs.replace(made.info, year=year, profile=layout or made.info.profile))


def test_it_is_checked_and_blamed(folder: Path) -> None:
    """The number that another place contradicts too is the one that is wrong."""
    report = juesuan.check(document(), standard=load(folder))

    (found,) = (finding for finding in report.findings if finding.rule == "X-99")
    suspects = [suspect for finding in report.findings for suspect in finding.suspects]
    assert {result.state for result in report.results if result.rule == "X-99"} == {State.FAIL}
    assert "相差 1.00" in found.message
    assert any(suspect.suggestion == "5.00" for suspect in suspects)
    assert "X-99" not in {result.rule for result in juesuan.check(document()).results}


@pytest.mark.parametrize(
    ("applies", "year", "layout", "reason"),
    [
        (("", ""), 2022, "", ""),
        (("", "2020-2022"), 2022, "", ""),
        (("", "2020-2021"), 2022, "", "文件是 2022 年度，这项检查针对 2020 至 2021 年度"),
        (("", "2023-"), 2022, "", "文件是 2022 年度，这项检查针对 2023 年起的年度"),
        (("", "-2021"), 2022, "", "文件是 2022 年度，这项检查针对 2021 年及以前的年度"),
        (("henan-2022", ""), 2022, "henan-2022", ""),
        (("henan-2022", ""), 2022, "mof-2022", "这项检查针对版式"),
    ],
)
def test_it_is_for_its_layouts_and_years(
    applies: tuple[str, str], year: int, layout: str, reason: str, tmp_path: Path
) -> None:
    standard = load(of_line(tmp_path, layouts=applies[0], years=applies[1]))

    results = juesuan.check(document(year, layout), standard=standard).results

    (found,) = (result for result in results if result.rule == "X-99")
    assert found.state is (State.NOT_APPLICABLE if reason else State.FAIL)
    assert reason in (found.reason or "")


def test_of_a_layouts_folder_it_is_for_that_layout_alone(tmp_path: Path) -> None:
    (tmp_path / "layouts" / "henan-2022").mkdir(parents=True)
    of_line(tmp_path / "layouts" / "henan-2022")
    standard = load(tmp_path)

    def state(layout: str) -> list[State]:
        results = juesuan.check(document(layout=layout), standard=standard).results
        return [result.state for result in results if result.rule == "X-99"]

    assert state("henan-2022") == [State.FAIL]
    assert state("mof-2022") == [State.NOT_APPLICABLE]


def test_it_is_for_its_kinds_of_document(tmp_path: Path) -> None:
    standard, accounts = load(of_line(tmp_path, documents="budget")), document()

    def state(kind: str) -> State:
        results = juesuan.check(
            structs.replace(accounts, info=structs.replace(accounts.info, kind=kind)), standard=standard
        ).results
        return next(result.state for result in results if result.rule == "X-99")

    assert (state("budget"), state("final_accounts"), state("unknown")) == (
        State.FAIL,
        State.NOT_APPLICABLE,
        State.NOT_APPLICABLE,
    )


def test_of_a_layouts_folder_it_computes_and_rounds_what_is_prepared_in_that_layout(tmp_path: Path) -> None:
    (tmp_path / "layouts" / "henan-2022").mkdir(parents=True)
    of_line(tmp_path / "layouts" / "henan-2022")
    known, books = load(tmp_path).layouts, replace(example_books(builtin()), running_costs=Decimal(0))

    whole, *parts = map(KEY, ("running_costs", "spend[fund=gpb,economic=operating,nature=basic]", "procurement"))
    made = computing.facts(books, known.named("henan-2022").at(books.year))
    assert made.get(whole) == sum(map(made.get, parts)) > 0
    assert computing.facts(books, known.named("mof-2022").at(books.year)).get(whole) == 0

    exact = Facts({parts[0]: Decimal(40), parts[1]: Decimal(40), whole: Decimal(80)})
    values = footed(exact, exact.values, known.named("henan-2022")).values
    assert values[whole] == values[parts[0]] + values[parts[1]]


def test_it_is_documented(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "X-99", "--standard", str(folder)]) == 0
    said = capsys.readouterr().out

    assert "运行经费＝公用经费＋采购" in said
    assert "机关运行经费" in said.partition("算式")[2]
    assert "公用经费" in said.partition("算式")[2]


def test_no_form_is_needed_to_load_and_to_compute() -> None:
    """Cells follow from the forms, identities from facts: with no form at all every total is there."""
    wanted = computing.facts(example_books(builtin()), builtin().layouts.reference).values
    empty = Standard(Layers.over())
    vars(empty)["forms"] = {}
    general = (part for rule in empty.rules.values() if rule.is_general for part in rule.parts)
    defined = definitions(general, empty.vocabulary.above)
    made = computing.computed(example_books(builtin()), empty, defined).values

    assert made == wanted
    assert made[KEY("total[side=income]")] == made[KEY("total[side=spend]")] > 0
