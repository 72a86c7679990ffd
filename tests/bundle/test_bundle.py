"""The bundle for this machine, installed as on an office machine: no network, no rights, nothing but Python; then the command and the workbench.

Not part of ``make test``: what is packed comes from a package registry. ``make bundle-test`` runs it, and ``.ci/run`` does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.bundle import bundle, own_platform

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the installer of Linux")

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# A namespace of its own has no network but its loopback, which is not even up; where the system does not allow one, no proxy and no index.
ALONE = ("unshare", "--map-root-user", "--net")


def alone() -> tuple[str, ...]:
    """How a command is run without network, where that can be had."""
    able = (
        shutil.which("unshare") and subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0
    )
    return ALONE if able else ()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    made = bundle(own_platform(), (PYTHON,), folder)
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    return folder / made.stem


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, unpacked: Path) -> Path:
    """The folder of a person for whom it has been installed; the name has a space and Chinese in it."""
    person = tmp_path_factory.mktemp("home") / "张 三"
    person.mkdir()
    done = subprocess.run(
        [*alone(), "sh", str(unpacked / "install.sh")],
        env=surroundings(person),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "安装完成" in done.stdout
    return person


def surroundings(person: Path) -> dict[str, str]:
    """What a new person's shell says."""
    folders = [str(Path(sys.base_prefix) / "bin"), "/usr/bin", "/bin"]
    return {"HOME": str(person), "PATH": os.pathsep.join(folders), "LANG": "C.UTF-8", "PIP_NO_INDEX": "1"}


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*alone(), str(home / ".local" / "bin" / "juesuan"), *arguments]
    return subprocess.run(
        command, env=surroundings(home), capture_output=True, text=True, encoding="utf-8", check=False, cwd=home
    )


def test_the_command_makes_and_checks_a_document(home: Path) -> None:
    assert run(home, "template", "--example", "-o", "示例.xlsx").returncode == 0
    made = run(home, "prepare", "示例.xlsx", "-o", "公开文件")
    assert made.returncode == 0, made.stderr
    documents = [*(home / "公开文件").rglob("*.docx")]
    assert documents

    checked = run(home, "check", str(documents[0]))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_entry_in_the_menu_starts_what_is_there(home: Path) -> None:
    entry = (home / ".local/share/applications/juesuan.desktop").read_text(encoding="utf-8")
    python, icon = re.findall(r'^Exec="(.+?)"|^Icon=(.+)$', entry, re.MULTILINE)

    assert Path(python[0]).exists() and Path(icon[1]).exists()


@pytest.fixture
def served(home: Path) -> Iterator[str]:
    command = [str(home / ".local" / "bin" / "juesuan"), "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, env=surroundings(home), stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    found = re.search(r"http://\S+?/", process.stderr.readline())
    assert found is not None
    yield found[0]
    process.kill()
    process.wait()
    process.stderr.close()


def test_the_workbench_opens(served: str) -> None:
    with urllib.request.urlopen(served) as answer:
        assert "台账" in answer.read().decode()


def test_it_is_installed_anew_over_itself(home: Path, unpacked: Path) -> None:
    kept = home / "决算工作台"
    done = subprocess.run(
        [*alone(), "sh", str(unpacked / "install.sh")], env=surroundings(home), capture_output=True, check=False
    )

    assert done.returncode == 0
    assert kept.exists()
    assert run(home, "--version").returncode == 0


def test_a_python_that_will_not_do_is_named(unpacked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(unpacked, copy)
    (copy / "pythons.txt").write_text("3.99\n", encoding="utf-8")
    done = subprocess.run(
        ["sh", str(copy / "install.sh")],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert "需要 3.99" in done.stderr
    assert not (tmp_path / ".local").exists()
