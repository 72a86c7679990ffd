"""Composed documents agree with themselves: sums within rounding, copies exactly."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

import juesuan
from juesuan.model import Disclosure, FactKey, Unit
from juesuan.preparing.books import Books
from juesuan.preparing.compose import compose, composed, plain_figures, shown_facts
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import Prepared
from juesuan.preparing.rounding import POLICIES, Figures
from juesuan.preparing.rounding.identities import foots
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.examples import examples
from tests.strategies import Made, books, disclosures

of_departments = settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a whole department takes minutes
)
editions = st.sampled_from(sorted(builtin().layouts.prepared)).map(builtin().layouts.named)
tasks = editions.flatmap(
    lambda edition: st.tuples(books(edition, 8), st.just(edition), st.sampled_from(sorted(POLICIES)))
)


@pytest.fixture(scope="module")
def made() -> Disclosure:
    return compose(example_books(builtin()), builtin().layouts.named("henan-2022"))


def cell(disclosure: Disclosure, form: str, row: str, column: str) -> str:
    return disclosure.tables[form].cells[row, column].raw


def test_forms_stand_in_the_order_of_the_edition(made: Disclosure) -> None:
    assert list(made.tables) == [f"T0{number}" for number in range(1, 10)]
    assert list(compose(example_books(builtin()), builtin().layouts.named("shanghai-2024")).tables)[6:] == [
        "T09",
        "T07",
        "T08",
    ]


def test_cells_of_the_example(made: Disclosure) -> None:
    assert cell(made, "T01", "L31", "C1") == "4452.73"
    assert cell(made, "T01", "L33", "C2") == ""
    assert cell(made, "T03", "2010350", "C2") == "433.98"
    assert cell(made, "T04", "L60", "C4") == "185.97"
    assert cell(made, "T06", "operating", "C1") == "195.76"
    assert cell(made, "T07", "2120803", "C6") == "185.97"
    assert cell(made, "T09", "*", "C5") == "8.00"


def test_lines_are_numbered_as_the_form_of_2022(made: Disclosure) -> None:
    lines = {row.key: row.line for row in made.tables["T01"].rows}
    assert all(line == int(key[1:]) for key, line in lines.items())


def test_lines_count_on_where_an_edition_leaves_rows_out() -> None:
    books = replace(example_books(builtin()), year=2019)
    rows = compose(books, builtin().layouts.named("guangdong-2019")).tables["T01"].rows
    assert {row.key: row.line for row in rows if row.key in {"L4", "L27", "L32", "L53", "L62"}} == {
        "L4": 3,
        "L27": 23,
        "L32": 27,
        "L53": 47,
        "L62": 52,
    }
    assert next(row.label for row in rows if row.key == "L45") == "十四、资源勘探信息等支出"


def test_only_rounded_tables_say_that_they_are_rounded(made: Disclosure) -> None:
    exact = compose(example_books(builtin()), structs.replace(builtin().layouts.named("henan-2022"), unit=Unit.YUAN))

    assert all("转换为万元" in table.notes[0] for table in made.tables.values())
    assert not any("转换" in note for table in exact.tables.values() for note in table.notes)
    assert cell(exact, "T01", "L31", "C1") == "44527304.97"


def test_a_form_without_data_says_so(made: Disclosure) -> None:
    assert made.tables["T08"].row_keys == ("*",)
    assert any(note.startswith("说明：我部门2022年度没有国有资本经营预算") for note in made.tables["T08"].notes)
    assert not any(note.startswith("说明") for note in made.tables["T07"].notes)


def test_every_fact_has_one_value(made: Disclosure) -> None:
    values: dict[str, set[Decimal]] = {}
    for statement in made.statements:
        if statement.fact is not None and statement.source.startswith("T"):
            values.setdefault(str(statement.fact), set()).add(statement.value)
    assert {fact: found for fact, found in values.items() if len(found) > 1} == {}


def test_ids_are_unique(made: Disclosure) -> None:
    names = [statement.id for statement in made.statements]
    assert len(names) == len(set(names))


@settings(max_examples=examples(40), deadline=None)
@given(disclosures())
def test_codes_add_up_within_rounding(made: Made) -> None:
    """Every 类 and 款, and 合计, against what stands one level below it, in every column of every code form."""
    lengths = {1: 3, 3: 5, 5: 7}
    step = Decimal("0.01")
    for table in made.disclosure.tables.values():
        if table.form not in {"T02", "T03", "T05", "T07", "T08"}:
            continue
        for row in table.rows:
            below = [
                other.key
                for other in table.rows
                if len(other.key) == lengths.get(len(row.key)) and (row.key == "*" or other.key.startswith(row.key))
            ]
            for column in table.columns if below else ():
                parts = [Decimal(table.cells[key, column.key].raw.replace(",", "") or 0) for key in below]
                total = Decimal(table.cells[row.key, column.key].raw.replace(",", "") or 0)
                slack = 0 if table.amount_unit is Unit.YUAN else step / 2 * (len(parts) + 1)
                assert abs(total - sum(parts)) <= slack


def prepared(task: tuple[Books, Layout, str]) -> Prepared:
    made, edition, rounding = task
    given_amounts = {"spend": Decimal(40_000_000), "income": Decimal(12_345)}
    return juesuan.prepare(replace(made, given=given_amounts), edition, rounding, draft=True)


@of_departments
@given(st.lists(tasks, min_size=1, max_size=2), st.data())
def test_what_is_made_depends_on_nothing_that_was_made_before(
    wanted: list[tuple[Books, Layout, str]], data: st.DataObject
) -> None:
    """Two compositions of one value are equal, in whatever order and whatever else is made between them."""
    first = [prepared(task) for task in wanted]
    for index in data.draw(st.permutations(range(len(wanted)))):
        assert prepared(wanted[index]) == first[index]


@dataclass(frozen=True)
class Watched(Figures):
    """Takes down which printed values a document asks for."""

    asked: set[FactKey] = field(default_factory=set, compare=False)

    def shown(self, fact: FactKey | str) -> Decimal:
        self.asked.add(FactKey.parse(fact) if isinstance(fact, str) else fact)
        return super().shown(fact)


@of_departments
@given(editions.flatmap(lambda edition: st.tuples(books(edition, 8), st.just(edition))), st.booleans())
def test_all_that_a_document_prints_is_known_before_it_is_made(task: tuple[Books, Layout], known_before: bool) -> None:
    """So the policy decides of everything; whether it decides by itself or from what it printed, and whatever conditions hold."""
    made, edition = task
    made = made if known_before else replace(made, previous={})
    plain = plain_figures(made, edition)
    shown = shown_facts(made, plain.facts, edition)
    decided, _ = POLICIES["footing"](plain, shown, {})
    for figures in (plain, decided):
        watched = Watched(figures.facts, edition, figures.decided, figures.rates_of_printed)
        document = composed(made, watched, edition, lambda asked: "略").disclosure
        asked = {fact for fact in watched.asked if foots(fact, edition.standard.vocabulary)}
        assert asked - shown == set()
        assert asked
        stated = {item.fact for item in document.statements if item.fact and item.fact.get("project") is None}
        assert {fact for fact in stated if foots(fact, edition.standard.vocabulary)} <= shown
