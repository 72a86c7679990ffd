"""Form 09 in its four shapes."""

from __future__ import annotations

from tests.recognising.forms.pages import grid, read, values

TITLE = "财政拨款“三公”经费支出决算表"
ITEMS = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费"]
BUDGET, FINAL = ["3.90", "0.00", "3.00", "0.00", "3.00", "0.90"], ["1.50", "0.00", "1.20", "0.00", "1.20", "0.30"]
EXPECTED = {f"*.C{n}": text for n, text in enumerate(BUDGET + FINAL, 1)}
CARS = ("公务用车购置及运行费", 1, 3)


def test_halves() -> None:
    """预算数 and 决算数 side by side, three levels of header, 栏次."""
    half = [("合计", 2, 1), ("因公出国（境）费", 2, 1), CARS, None, None, ("公务接待费", 2, 1)]
    lower = [None, None, "小计", "公务用车购置费", "公务用车运行费", None]
    stages = [("预算数", 1, 6), None, None, None, None, None, ("决算数", 1, 6), None, None, None, None, None]
    found = read([TITLE, grid([stages, half * 2, lower * 2, [str(n) for n in range(1, 13)], BUDGET + FINAL])])

    assert values(found, "T09") == EXPECTED


def test_a_head_that_nobody_knows_is_told() -> None:
    """Its columns are known by their 栏次; a head with its end cut off is no unknown one."""
    for head, told in (("交通工具保障费", 1), ("公务用车购置及运", 0)):
        half = [("合计", 2, 1), ("因公出国（境）费", 2, 1), (head, 1, 3), None, None, ("公务接待费", 2, 1)]
        lower = [None, None, "小计", "公务用车购置费", "公务用车运行费", None]
        stages = [("预算数", 1, 6), None, None, None, None, None, ("决算数", 1, 6), None, None, None, None, None]
        found = read([TITLE, grid([stages, half * 2, lower * 2, [str(n) for n in range(1, 13)], BUDGET + FINAL])])

        assert values(found, "T09") == EXPECTED
        assert sum(head in problem.message for problem in found.problems) == told


def test_pairs() -> None:
    """预算数 and 决算数 of every item side by side; half-width brackets and no quotes."""
    top = [(text, 1, 2) for text in ITEMS]
    upper = [
        ("合计", 2, 2),
        None,
        ("因公出国(境)费", 2, 2),
        None,
        ("公务用车购置及运行费", 1, 6),
        *[None] * 5,
        ("公务接待费", 2, 2),
        None,
    ]
    lower = [None, None, None, None, top[2], None, top[3], None, top[4], None, None, None]
    body = [text for pair in zip(BUDGET, FINAL, strict=True) for text in pair]
    found = read(["财政拨款三公经费支出决算表", grid([upper, lower, ["预算数", "决算数"] * 6, body])])

    assert values(found, "T09") == EXPECTED


def test_a_row_for_each_stage() -> None:
    """With 会议费 and 培训费 at the end, as Shaanxi prints it."""
    upper = [
        ("项目", 2, 1),
        ("小计", 2, 1),
        ("因公出国（境）费用", 2, 1),
        CARS,
        None,
        None,
        ("公务接待费", 2, 1),
        ("会议费", 2, 1),
        ("培训费", 2, 1),
    ]
    lower = [None, None, None, "小计", "公务用车购置费", "公务用车运行维护费", None, None, None]
    found = read([TITLE, grid([upper, lower, ["预算数", *BUDGET, "1.00", "2.00"], ["决算数", *FINAL, "0.50", "0.70"]])])

    assert values(found, "T09") == {**EXPECTED, "*.C13": "1.00", "*.C15": "2.00", "*.C14": "0.50", "*.C16": "0.70"}


def test_a_row_for_each_item() -> None:
    labels = [
        "“三公”经费合计",
        "1．因公出国（境）费",
        "2．公务用车购置及运行费",
        "（1）公务用车购置费",
        "（2）公务用车运行费",
        "3．公务接待费",
    ]
    rows = [[label, budget, final] for label, budget, final in zip(labels, BUDGET, FINAL, strict=True)]
    found = read([TITLE, grid([["项目", "预算数", "决算数"], *rows])])

    assert values(found, "T09") == EXPECTED


def test_last_years_column_is_not_taken_for_this_years() -> None:
    found = read([TITLE, grid([["项目", "预算数", "决算数", "上年决算数"], ["公务接待费", "0.90", "0.30", "0.80"]])])

    assert values(found, "T09") == {"*.C6": "0.90", "*.C12": "0.30"}
    assert found.tables["T09"].unknown == ("上年决算数/公务接待费",)
