"""The words of sheets of approved figures are data: a folder laid over the standard teaches another bureau's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.recognising.approved_sheets import read_approved_sheets
from juesuan.standard import Standard, builtin, load

_DATA = Path(__file__).parents[2] / "src/juesuan/standard/data/approved.toml"


def sheet(folder: Path, *heads: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text(f"{','.join(heads)}\n本年收入合计,100.00\n本年支出合计,90.00\n", encoding="utf-8")
    return path


def stated(path: Path, standard: Standard) -> set[str]:
    found = read_approved_sheets(path, standard)
    return {f"{s.fact}={s.amount.value}" for s in found.statements} if found is not None else set()


@pytest.mark.parametrize(
    "heads", [("项目", "批复数"), ("Item", "AMOUNT"), ("科目名称", "核定金额（万元）"), ("指标", "决算")]
)
def test_usual_words_are_known(tmp_path: Path, heads: tuple[str, str]) -> None:
    assert stated(sheet(tmp_path, *heads), builtin()) == {"income=100.00", "spend=90.00"}


def test_words_of_another_bureau_are_a_line_of_data(tmp_path: Path) -> None:
    path = sheet(tmp_path, "款目", "审结数")
    assert stated(path, builtin()) == set()
    own = tmp_path / "own"
    own.mkdir()
    text = _DATA.read_text(encoding="utf-8")
    text = text.replace("names = [", "names = ['款目', ").replace("'amount', '决算',", "'amount', '决算', '审结数',")
    (own / "approved.toml").write_text(text, encoding="utf-8")

    assert stated(path, load(own)) == {"income=100.00", "spend=90.00"}
