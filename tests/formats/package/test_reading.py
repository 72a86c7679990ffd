"""A data package is opened like any document, and only as it was written."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

import juesuan
from juesuan.cli import main
from juesuan.cli.status import UNUSABLE
from juesuan.formats.errors import ReadError
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_html, publish_package
from juesuan.standard import builtin

HENAN = builtin().layouts.named("henan-2022")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Disclosure:
    """The worked example as it was published and read back."""
    page = tmp_path_factory.mktemp("page") / "公开.html"
    publish_html(compose(example_books(builtin()), HENAN), HENAN.style, page, builtin())
    return juesuan.read(page)


@pytest.fixture(scope="module")
def package(read: Disclosure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, as it was written."""
    path = tmp_path_factory.mktemp("package") / "数据包"
    publish_package(read, HENAN.style, path, builtin())
    return path


@pytest.fixture
def folder(package: Path, tmp_path: Path) -> Path:
    """A package to be changed."""
    return Path(shutil.copytree(package, tmp_path / "数据包"))


@pytest.mark.parametrize("name", ["data/T03.csv", "data/facts.parquet", "disclosure.json"])
def test_a_package_that_was_changed_is_not_read(folder: Path, name: str) -> None:
    """Else the numbers in its tables would not be those that are checked."""
    changed = folder / name
    changed.write_bytes(changed.read_bytes() + b" ")

    with pytest.raises(ReadError, match=f"{name} 与 datapackage.json 的记录不符"):
        juesuan.read(folder)


def test_a_package_without_a_file_is_not_read(folder: Path) -> None:
    (folder / "data" / "T01.csv").unlink()

    with pytest.raises(ReadError, match="文件不存在"):
        juesuan.read(folder)


def test_packages_of_others_are_named(folder: Path, tmp_path: Path) -> None:
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    others = [item for item in described["resources"] if item["name"] != "disclosure"]
    (folder / "datapackage.json").write_text(json.dumps({"resources": others}), encoding="utf-8")
    with pytest.raises(ReadError, match="没有 disclosure"):
        juesuan.read(folder)

    for text in ("{", "[]", '{"resources": [{"path": 1}]}', '{"resources": 3}'):
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
        with pytest.raises(ReadError, match="不完整或被改动"):
            juesuan.read(folder)


@pytest.mark.parametrize("name", ["../外面.json", "/etc/hostname", "a\\..\\..\\b"])
def test_nothing_outside_of_the_package_is_opened(folder: Path, name: str) -> None:
    (folder.parent / "外面.json").write_text("{}", encoding="utf-8")
    resources = [{"path": name, "hash": "sha256:0"}, {"path": "disclosure.json", "hash": "sha256:0"}]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")

    with pytest.raises(ReadError, match="以外"):
        juesuan.read(folder)


def test_check_takes_folders_of_packages_and_packages_in_folders(
    read: Disclosure, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of a package is one document; what an archive of other things holds is named."""
    publish_package(read, HENAN.style, folder.parent / "乙.zip", builtin())
    with zipfile.ZipFile(folder.parent / "丙.zip", "w") as other:
        other.writestr("照片.txt", "无")

    assert main(["check", str(folder)]) == 0
    assert "未发现问题" in capsys.readouterr().out
    assert main(["check", str(folder.parent)]) == UNUSABLE
    said = capsys.readouterr()
    assert "未发现问题 2，不是决算公开文件 1" in said.out + said.err
