"""Installs Juesuan from the folder that this file is in: for the person who runs it, without network and without rights.

Nothing but Python is asked for: the environment is made without pip, and pip is run from its wheel. Messages are Chinese: whoever reads
them works in an office.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
IS_WINDOWS = os.name == "nt"
NAME = "决算工作台"


def main() -> int:
    """Installs, and says where everything is."""
    supported = (HERE / "pythons.txt").read_text(encoding="utf-8").split()
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    if mine not in supported:
        return _refuse(
            f"这台电脑上的 Python 是 {mine}，本安装包需要 {'、'.join(supported)}。请先安装其中一种，再运行安装程序。"
        )
    version = (HERE / "version.txt").read_text(encoding="utf-8").strip()
    folder = _folder() / f"juesuan-{version}"
    pip = next(WHEELS.glob("pip-*.whl"))
    print(f"正在安装到 {folder} ……")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.create(folder, with_pip=False, symlinks=not IS_WINDOWS)
    except OSError as error:
        return _refuse(f"{folder}：不能写入（{error.strerror}）。请换一个有权限的用户，或清理磁盘后再试。")
    python = folder / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
    command = [str(python), str(pip / "pip"), "install", "--no-index", "--find-links", str(WHEELS), "--quiet"]
    command += ["--no-warn-script-location", "--disable-pip-version-check", f"juesuan=={version}"]
    done = subprocess.run(command, env=os.environ | {"PIP_CONFIG_FILE": os.devnull}, check=False)
    if done.returncode:
        return _refuse("安装没有成功，上面是原因。请把它交给提供安装包的人。")
    for line in _windows_entries(python) if IS_WINDOWS else _linux_entries(python):
        print(line)
    for old in folder.parent.glob("juesuan-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    print("安装完成。文件和工作台的数据不在安装文件夹里，重装、升级都不会动它们。")
    return 0


def _folder() -> Path:
    """Where programs of one person are kept."""
    if IS_WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Juesuan"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "juesuan"


def _linux_entries(python: Path) -> list[str]:
    """A command on the path, and an entry in the menu."""
    command = Path.home() / ".local" / "bin" / "juesuan"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{python}" -m juesuan "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    shares = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    icon = python.parent.parent / "juesuan.svg"
    shutil.copyfile(HERE / "juesuan.svg", icon)
    entry = shares / "applications" / "juesuan.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(
        f"[Desktop Entry]\nType=Application\nName={NAME}\nComment=部门决算公开的核对与编制\n"
        f'Exec="{python}" -m juesuan serve\nIcon={icon}\nTerminal=true\nCategories=Office;\n',
        encoding="utf-8",
    )
    where = (
        ""
        if str(command.parent) in os.environ.get("PATH", "").split(os.pathsep)
        else f"（重新登录后可以直接用；现在用 {command}）"
    )
    return [f"命令：juesuan{where}", f"开始菜单：{NAME}"]


def _windows_entries(python: Path) -> list[str]:
    """A command in the folder that Windows has on every person's path, and an entry in the start menu."""
    local, roaming = (Path(os.environ[name]) for name in ("LOCALAPPDATA", "APPDATA"))
    command = local / "Microsoft" / "WindowsApps" / "juesuan.cmd"
    entry = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{NAME}.cmd"
    for path, what in ((command, "%*"), (entry, "serve")):
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the code page of the machine: the path may have the person's Chinese name in it.
        path.write_bytes(f'@echo off\r\n"{python}" -m juesuan {what}\r\n'.encode("mbcs"))
    return ["命令：juesuan（在新打开的命令提示符里）", f"开始菜单：{NAME}"]


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
